//! Bodies of requests that are read while they are sent.

use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;

use super::content::{Chunks, Content, Payload, Source};
use super::encode::Segment;
use super::reading::{Reader, Reading};
use super::transport::TransportError;
use crate::Binary;
use crate::value::Kept;

/// Chunks as a source: it can be opened once.
pub(crate) struct Once {
    length: Option<u64>,
    chunks: Mutex<Option<Box<dyn Chunks + Send>>>,
}

impl Once {
    pub(crate) fn new(length: Option<u64>, chunks: impl Chunks + Send + 'static) -> Self {
        Once {
            length,
            chunks: Mutex::new(Some(Box::new(chunks))),
        }
    }

    pub(crate) fn reader(length: Option<u64>, reader: impl Read + Send + 'static) -> Self {
        Once::new(length, Reading::new(move || Ok(Box::new(reader) as Reader)))
    }
}

impl Source for Once {
    fn length(&self) -> Option<u64> {
        self.length
    }
    fn open(&self) -> Option<Box<dyn Chunks>> {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        Some(chunks.take()?)
    }
    fn is_spent(&self) -> bool {
        let chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        chunks.is_none()
    }
}

struct Whole(Bytes);

impl Chunks for Whole {
    fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let bytes = std::mem::take(&mut self.0);
        Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
    }
}

impl Source for Binary {
    fn length(&self) -> Option<u64> {
        match self.content() {
            Kept::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Kept::Path(path) => {
                let about = std::fs::metadata(path).ok()?;
                about.is_file().then_some(about.len())
            }
            Kept::Source(source) => source.length(),
        }
    }
    fn open(&self) -> Option<Box<dyn Chunks>> {
        match self.content() {
            Kept::Bytes(_) => Some(Box::new(Whole(at_hand(self)?))),
            Kept::Path(path) => {
                let path = path.clone();
                let open = move || match std::fs::File::open(&path) {
                    Ok(file) => Ok(Box::new(file) as Reader),
                    Err(error) => {
                        let why = format!("{}: {error}", path.display());
                        Err(std::io::Error::new(error.kind(), why))
                    }
                };
                Some(Box::new(Reading::new(open)))
            }
            Kept::Source(source) => source.open(),
        }
    }
    fn is_spent(&self) -> bool {
        match self.content() {
            Kept::Bytes(_) | Kept::Path(_) => false,
            Kept::Source(source) => source.is_spent(),
        }
    }
}

/// The bytes that need not be read, uncopied.
fn at_hand(binary: &Binary) -> Option<Bytes> {
    struct Shared(Arc<Vec<u8>>);
    impl AsRef<[u8]> for Shared {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    match binary.content() {
        Kept::Bytes(bytes) => Some(Bytes::from_owner(Shared(bytes.clone()))),
        _ => None,
    }
}

/// Bytes as the body of a request.
pub(super) fn payload(binary: &Binary) -> Payload {
    joined(vec![Segment::Binary(binary.clone())])
}

/// Pieces as the body of a request: whole where all of it is at hand.
pub(super) fn joined(segments: Vec<Segment>) -> Payload {
    if let [Segment::Binary(only)] = segments.as_slice()
        && let Some(bytes) = at_hand(only)
    {
        return Payload::Bytes(bytes);
    }
    let mut whole = Vec::new();
    for segment in &segments {
        match segment.as_bytes() {
            Some(bytes) => whole.extend_from_slice(bytes),
            None => return Payload::Pieces(Arc::new(Pieces(segments))),
        }
    }
    Payload::Bytes(whole.into())
}

impl Segment {
    /// The bytes, where they are at hand.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Segment::Bytes(bytes) => Some(bytes),
            Segment::Binary(binary) => binary.as_bytes(),
        }
    }

    fn open(&self) -> Option<Box<dyn Chunks>> {
        match self {
            Segment::Bytes(bytes) => Some(Box::new(Whole(bytes.clone().into()))),
            Segment::Binary(binary) => binary.open(),
        }
    }
}

/// Pieces of a body, one after the other.
pub(super) struct Pieces(Vec<Segment>);

impl Pieces {
    pub fn all(&self) -> &[Segment] {
        &self.0
    }

    fn length(&self) -> Option<u64> {
        self.0.iter().try_fold(0u64, |sum, segment| {
            let length = match segment {
                Segment::Bytes(bytes) => u64::try_from(bytes.len()).ok()?,
                Segment::Binary(binary) => binary.length()?,
            };
            sum.checked_add(length)
        })
    }

    /// All of them from their start; `None` where one can be read but once, and has been.
    pub fn open(&self) -> Option<Content> {
        let mut opened: Vec<_> = self.0.iter().map(Segment::open).collect::<Option<_>>()?;
        opened.reverse();
        Some(Content::chunks(self.length(), Chain(opened)))
    }

    /// Whether all of them can be read as often as one likes: bytes at hand, and files that are no pipes. That one is not there
    /// is for reading it to say.
    #[cfg(feature = "digest")]
    pub fn are_kept(&self) -> bool {
        self.0.iter().all(|segment| match segment {
            Segment::Bytes(_) => true,
            Segment::Binary(binary) => match binary.content() {
                Kept::Bytes(_) => true,
                Kept::Path(path) => std::fs::metadata(path).map_or(true, |about| about.is_file()),
                Kept::Source(_) => false,
            },
        })
    }

    /// Whether one of them has been read, and can be but once.
    pub fn is_spent(&self) -> bool {
        self.0.iter().any(|segment| match segment {
            Segment::Bytes(_) => false,
            Segment::Binary(binary) => binary.is_spent(),
        })
    }
}

/// Chunks of several, the first one last.
struct Chain(Vec<Box<dyn Chunks>>);

impl Chunks for Chain {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let Some(first) = self.0.last_mut() {
            match first.poll_chunk(context) {
                Poll::Ready(None) => {
                    self.0.pop();
                }
                other => return other,
            }
        }
        Poll::Ready(None)
    }
}
