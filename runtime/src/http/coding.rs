//! Content codings (RFC 9110, section 8.4.1): gzip, brotli and zstd, each by its feature. They are decoded here, not by
//! the transports, so that both kinds of client know the same ones, and none becomes more bytes than the client accepts.

use std::io::{self, Write};
use std::sync::LazyLock;
use std::task::{Context, Poll};

use ::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;

use super::content::{Chunks, Content};
use super::transport::TransportError;

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

/// The answer without its coding, where that is known. No chunk becomes more than `limit` bytes.
pub(super) fn decoded(answer: ::http::Response<Content>, limit: u64) -> ::http::Response<Content> {
    if KNOWN.is_empty() {
        return answer;
    }
    let coding = answer.headers().get(header::CONTENT_ENCODING);
    let coding = coding
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let Some(decoder) = Decoder::of(coding.trim(), limit) else {
        return answer;
    };
    let (mut head, content) = answer.into_parts();
    head.headers.remove(header::CONTENT_ENCODING);
    head.headers.remove(header::CONTENT_LENGTH);
    let body = Decoded {
        content,
        decoder: Some(decoder),
        limit,
        empty: true,
    };
    ::http::Response::from_parts(head, Content::chunks(None, body))
}

struct Decoded {
    content: Content,
    /// `None` once the body has ended.
    decoder: Option<Decoder>,
    limit: u64,
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
            let decoded = match std::task::ready!(self.content.poll_chunk(context)) {
                Some(Ok(chunk)) => {
                    self.empty &= chunk.is_empty();
                    decoder.write(&chunk)
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None if self.empty => return Poll::Ready(None),
                None => {
                    let ended = decoder.end();
                    self.decoder = None;
                    ended
                }
            };
            match decoded {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(Bytes::from(bytes)))),
                Err(error) => {
                    self.decoder = None;
                    return Poll::Ready(Some(Err(failed(error, self.limit))));
                }
            }
        }
    }
}

fn failed(error: io::Error, limit: u64) -> TransportError {
    if error.kind() == io::ErrorKind::FileTooLarge {
        TransportError::TooLarge(limit)
    } else {
        TransportError::Failed(Box::new(error))
    }
}

/// What a decoder writes to: one chunk's bytes, and no more than the limit.
struct Sink {
    bytes: Vec<u8>,
    limit: u64,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + bytes.len()) as u64 > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum Decoder {
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::write::MultiGzDecoder<Sink>>),
    #[cfg(feature = "brotli")]
    Brotli(Box<brotli_decompressor::DecompressorWriter<Sink>>),
    #[cfg(feature = "zstd")]
    Zstd(Box<Zstd>),
}

#[allow(
    unused_variables,
    unreachable_code,
    reason = "without a coding there is no decoder"
)]
impl Decoder {
    fn of(coding: &str, limit: u64) -> Option<Self> {
        let sink = Sink {
            bytes: Vec::new(),
            limit,
        };
        match coding.to_ascii_lowercase().as_str() {
            #[cfg(feature = "gzip")]
            "gzip" | "x-gzip" => Some(Decoder::Gzip(Box::new(flate2::write::MultiGzDecoder::new(
                sink,
            )))),
            #[cfg(feature = "brotli")]
            "br" => Some(Decoder::Brotli(Box::new(
                brotli_decompressor::DecompressorWriter::new(sink, 4096),
            ))),
            #[cfg(feature = "zstd")]
            "zstd" => Some(Decoder::Zstd(Box::new(Zstd::new(sink)?))),
            _ => None,
        }
    }

    /// What a chunk becomes.
    fn write(&mut self, chunk: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => {
                decoder.write_all(chunk)?;
                decoder.flush()?;
                Ok(std::mem::take(&mut decoder.get_mut().bytes))
            }
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => {
                decoder.write_all(chunk)?;
                decoder.flush()?;
                Ok(std::mem::take(&mut decoder.get_mut().bytes))
            }
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => decoder.write(chunk),
            #[allow(
                unreachable_patterns,
                reason = "there is a decoder where there is a feature"
            )]
            _ => Ok(chunk.to_vec()),
        }
    }

    /// What is left when the body ends.
    ///
    /// # Errors
    /// The body should not have ended.
    fn end(&mut self) -> io::Result<Vec<u8>> {
        match self {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => {
                decoder.try_finish()?;
                Ok(std::mem::take(&mut decoder.get_mut().bytes))
            }
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => {
                decoder.close()?;
                Ok(std::mem::take(&mut decoder.get_mut().bytes))
            }
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => decoder.end(),
            #[allow(
                unreachable_patterns,
                reason = "there is a decoder where there is a feature"
            )]
            _ => Ok(Vec::new()),
        }
    }
}

#[cfg(feature = "zstd")]
struct Zstd {
    decoder: zstd::stream::raw::Decoder<'static>,
    sink: Sink,
    /// Whether a frame has ended, and none has begun since.
    ended: bool,
}

#[cfg(feature = "zstd")]
impl Zstd {
    fn new(sink: Sink) -> Option<Self> {
        let decoder = zstd::stream::raw::Decoder::new().ok()?;
        Some(Zstd {
            decoder,
            sink,
            ended: false,
        })
    }

    fn write(&mut self, mut chunk: &[u8]) -> io::Result<Vec<u8>> {
        use zstd::stream::raw::Operation as _;
        let mut buffer = [0; 16 << 10];
        loop {
            let status = self.decoder.run_on_buffers(chunk, &mut buffer)?;
            self.sink
                .write_all(buffer.get(..status.bytes_written).unwrap_or_default())?;
            chunk = chunk.get(status.bytes_read..).unwrap_or_default();
            self.ended = status.remaining == 0;
            // A buffer that is not full has taken all that there was.
            if chunk.is_empty() && status.bytes_written < buffer.len() {
                return Ok(std::mem::take(&mut self.sink.bytes));
            }
        }
    }

    fn end(&mut self) -> io::Result<Vec<u8>> {
        if self.ended {
            Ok(Vec::new())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
}
