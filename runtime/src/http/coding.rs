//! Content codings (RFC 9110, section 8.4.1): gzip, brotli and zstd, each by its feature. They are decoded here, not by
//! the transports, so that both kinds of client know the same ones, and none becomes more bytes than the client accepts.

use std::io;
use std::sync::LazyLock;
use std::task::{Context, Poll};

use ::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;

use super::content::{Chunks, Content};
use super::transport::TransportError;

/// About how many bytes are decoded at a time: what is made of a chunk may be a thousand times as long, or a million.
#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
const PIECE: usize = 64 << 10;

/// What the client can decode, best first.
const KNOWN: &[&str] = &[
    #[cfg(feature = "zstd")]
    "zstd",
    #[cfg(feature = "brotli")]
    "br",
    #[cfg(feature = "gzip")]
    "gzip",
];

/// Says which codings the answer may have.
pub(super) fn accept(headers: &mut HeaderMap) {
    static ALL: LazyLock<Option<HeaderValue>> =
        LazyLock::new(|| HeaderValue::from_str(&KNOWN.join(", ")).ok());
    if !KNOWN.is_empty()
        && let Some(all) = &*ALL
    {
        headers
            .entry(header::ACCEPT_ENCODING)
            .or_insert_with(|| all.clone());
    }
}

/// The answer without its coding, where that is known. However well it was compressed, its chunks are small.
pub(super) fn decoded(answer: ::http::Response<Content>) -> ::http::Response<Content> {
    if KNOWN.is_empty() {
        return answer;
    }
    let coding = answer.headers().get(header::CONTENT_ENCODING);
    let coding = coding
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let Some(decoder) = Decoder::of(coding.trim()) else {
        return answer;
    };
    let (mut head, content) = answer.into_parts();
    head.headers.remove(header::CONTENT_ENCODING);
    head.headers.remove(header::CONTENT_LENGTH);
    let body = Decoded {
        content,
        decoder: Some(decoder),
        rest: Bytes::new(),
        more: false,
        empty: true,
    };
    ::http::Response::from_parts(head, Content::chunks(None, body))
}

struct Decoded {
    content: Content,
    /// `None` once the body has ended.
    decoder: Option<Decoder>,
    /// What has come and is not decoded yet.
    rest: Bytes,
    /// Whether the decoder has more to give before anything else comes.
    more: bool,
    /// Whether no byte has come: the answer to a HEAD names the coding of a body that it does not have.
    empty: bool,
}

impl Chunks for Decoded {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Some(decoder) = &mut self.decoder else {
                return Poll::Ready(None);
            };
            if !self.more {
                match std::task::ready!(self.content.poll_chunk(context)) {
                    Some(Ok(chunk)) => {
                        self.empty &= chunk.is_empty();
                        self.rest = chunk;
                    }
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None if self.empty => return Poll::Ready(None),
                    None => {
                        let ended = decoder.end();
                        self.decoder = None;
                        return Poll::Ready(ended.err().map(|error| Err(failed(error))));
                    }
                }
            }
            let mut out = Vec::new();
            match decoder.decode(&mut self.rest, &mut out) {
                Ok(more) => self.more = more,
                Err(error) => {
                    self.decoder = None;
                    return Poll::Ready(Some(Err(failed(error))));
                }
            }
            if !out.is_empty() {
                return Poll::Ready(Some(Ok(Bytes::from(out))));
            }
        }
    }
}

fn failed(error: io::Error) -> TransportError {
    TransportError::Failed(Box::new(error))
}

enum Decoder {
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::write::MultiGzDecoder<Vec<u8>>>),
    #[cfg(feature = "brotli")]
    Brotli(Box<Brotli>),
    #[cfg(feature = "zstd")]
    Zstd(Box<Zstd>),
}

#[allow(
    unused_variables,
    unreachable_code,
    clippy::ptr_arg,
    reason = "without a coding there is no decoder"
)]
impl Decoder {
    fn of(coding: &str) -> Option<Self> {
        match coding.to_ascii_lowercase().as_str() {
            #[cfg(feature = "gzip")]
            "gzip" | "x-gzip" => Some(Decoder::Gzip(Box::new(flate2::write::MultiGzDecoder::new(
                Vec::new(),
            )))),
            #[cfg(feature = "brotli")]
            "br" => Some(Decoder::Brotli(Box::default())),
            #[cfg(feature = "zstd")]
            "zstd" => Some(Decoder::Zstd(Box::new(Zstd::new()?))),
            _ => None,
        }
    }

    /// Adds to `out` what a part of the input becomes, about 64 KiB, and takes that part away. Answers whether there is more.
    fn decode(&mut self, input: &mut Bytes, out: &mut Vec<u8>) -> io::Result<bool> {
        match self {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => gunzip(decoder, input, out),
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => decoder.decode(input, out),
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => decoder.decode(input, out),
            #[allow(
                unreachable_patterns,
                reason = "there is a decoder where there is a feature"
            )]
            _ => Ok(false),
        }
    }

    /// The body ends.
    ///
    /// # Errors
    /// It should not have ended.
    fn end(&mut self) -> io::Result<()> {
        match self {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => decoder.try_finish(),
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => ended(decoder.ended),
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => ended(decoder.ended),
            #[allow(
                unreachable_patterns,
                reason = "there is a decoder where there is a feature"
            )]
            _ => Ok(()),
        }
    }
}

#[cfg(any(feature = "brotli", feature = "zstd"))]
fn ended(ended: bool) -> io::Result<()> {
    match ended {
        true => Ok(()),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// How many bytes to have room for: few where little has come.
#[cfg(any(feature = "brotli", feature = "zstd"))]
fn room(input: &[u8]) -> usize {
    input.len().saturating_mul(8).clamp(4 << 10, PIECE)
}

/// No byte becomes more than 1032 (RFC 1951).
#[cfg(feature = "gzip")]
fn gunzip(
    decoder: &mut flate2::write::MultiGzDecoder<Vec<u8>>,
    input: &mut Bytes,
    out: &mut Vec<u8>,
) -> io::Result<bool> {
    use std::io::Write as _;
    while !input.is_empty() && decoder.get_ref().len() < PIECE {
        let part = input.split_to(input.len().min(2 << 10));
        decoder.write_all(&part)?;
        decoder.flush()?;
    }
    *out = std::mem::take(decoder.get_mut());
    Ok(!input.is_empty())
}

#[cfg(feature = "brotli")]
struct Brotli {
    state: brotli_decompressor::BrotliState<
        brotli_decompressor::StandardAlloc,
        brotli_decompressor::StandardAlloc,
        brotli_decompressor::StandardAlloc,
    >,
    ended: bool,
}

#[cfg(feature = "brotli")]
impl Default for Brotli {
    fn default() -> Self {
        let alloc = brotli_decompressor::StandardAlloc::default;
        Brotli {
            state: brotli_decompressor::BrotliState::new(alloc(), alloc(), alloc()),
            ended: false,
        }
    }
}

#[cfg(feature = "brotli")]
impl Brotli {
    fn decode(&mut self, input: &mut Bytes, out: &mut Vec<u8>) -> io::Result<bool> {
        use brotli_decompressor::{BrotliDecompressStream, BrotliResult};
        if self.ended {
            return match input.is_empty() {
                true => Ok(false),
                false => Err(io::ErrorKind::InvalidData.into()),
            };
        }
        *out = vec![0; room(input)];
        let (mut left, mut read, mut room, mut written) = (input.len(), 0, out.len(), 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut read,
            input,
            &mut room,
            &mut written,
            out,
            &mut 0,
            &mut self.state,
        );
        *input = input.slice(read.min(input.len())..);
        out.truncate(written);
        match result {
            BrotliResult::ResultFailure => Err(io::ErrorKind::InvalidData.into()),
            BrotliResult::NeedsMoreInput => Ok(false),
            BrotliResult::NeedsMoreOutput => Ok(true),
            BrotliResult::ResultSuccess => {
                self.ended = true;
                Ok(!input.is_empty())
            }
        }
    }
}

#[cfg(feature = "zstd")]
struct Zstd {
    decoder: zstd::stream::raw::Decoder<'static>,
    /// Whether a frame has ended, and none has begun since.
    ended: bool,
}

#[cfg(feature = "zstd")]
impl Zstd {
    fn new() -> Option<Self> {
        let decoder = zstd::stream::raw::Decoder::new().ok()?;
        Some(Zstd {
            decoder,
            ended: false,
        })
    }

    fn decode(&mut self, input: &mut Bytes, out: &mut Vec<u8>) -> io::Result<bool> {
        use zstd::stream::raw::Operation as _;
        if self.ended && input.is_empty() {
            // The decoder would begin another frame.
            return Ok(false);
        }
        let room = room(input);
        *out = vec![0; room];
        let status = self.decoder.run_on_buffers(input, out)?;
        *input = input.slice(status.bytes_read.min(input.len())..);
        out.truncate(status.bytes_written);
        self.ended = status.remaining == 0;
        // A buffer that is not full has taken all that there was.
        Ok(!input.is_empty() || status.bytes_written == room)
    }
}
