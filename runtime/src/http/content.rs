//! Bodies as they travel: whole, or a chunk at a time.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use super::time::Deadline;
use super::transport::{MaybeSend, TransportError};
use super::upload::Pieces;

/// Where the chunks of a body come from.
pub trait Chunks: MaybeSend {
    /// The next chunk, `None` after the last. One that blocks instead of returning [`Poll::Pending`] is for blocking
    /// calls alone.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// A body that is read once.
pub struct Content(Kind);

enum Kind {
    Whole(Bytes),
    // The lock is never waited for: it makes a body `Sync`, which transports ask for.
    Chunks(Option<u64>, Mutex<Box<dyn Chunks>>),
}

impl Content {
    /// A body of chunks, with its length in bytes where it is known.
    pub fn chunks(length: Option<u64>, chunks: impl Chunks + 'static) -> Self {
        Content(Kind::Chunks(length, Mutex::new(Box::new(chunks))))
    }

    /// The length in bytes, where it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Kind::Chunks(length, _) => *length,
        }
    }

    /// The whole body, where it is at hand.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Whole(bytes) => Some(bytes),
            Kind::Chunks(..) => None,
        }
    }

    /// The whole body where it is at hand, else nothing.
    pub(super) fn into_bytes(self) -> Bytes {
        match self.0 {
            Kind::Whole(bytes) => bytes,
            Kind::Chunks(..) => Bytes::new(),
        }
    }

    /// The next chunk, `None` after the last.
    ///
    /// # Errors
    /// The body broke off, or took too long.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    /// All of the body, at most `limit` bytes, each chunk before the deadline.
    ///
    /// # Errors
    /// Why the rest did not come, and what came.
    pub(super) async fn collect(
        &mut self,
        limit: u64,
        deadline: Option<Deadline>,
    ) -> Result<Bytes, (TransportError, Bytes)> {
        let mut whole = BytesMut::new();
        let mut first = Bytes::new();
        while let Some(chunk) = self.chunk().await {
            let mut chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => return Err((error, joined(first, whole))),
            };
            let length = first.len() + whole.len();
            let room = usize::try_from(limit).unwrap_or(usize::MAX) - length;
            let end = match deadline.map(Deadline::left) {
                Some(Err(late)) => Some(late),
                _ if chunk.len() > room => Some(TransportError::TooLarge(limit)),
                _ => None,
            };
            chunk.truncate(room);
            // Most answers are one chunk, which is not copied.
            if length == 0 {
                first = chunk;
            } else {
                whole.extend_from_slice(&std::mem::take(&mut first));
                whole.extend_from_slice(&chunk);
            }
            if let Some(end) = end {
                return Err((end, joined(first, whole)));
            }
        }
        Ok(joined(first, whole))
    }
}

fn joined(first: Bytes, whole: BytesMut) -> Bytes {
    if whole.is_empty() {
        first
    } else {
        whole.freeze()
    }
}

impl Chunks for Content {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Kind::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Kind::Chunks(_, chunks) => chunks
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner)
                .poll_chunk(context),
        }
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Content(Kind::Whole(bytes))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// What opens a streamed body of a request, anew for each time that it is sent.
pub trait Source: Send + Sync {
    /// The length in bytes, where it is known.
    fn length(&self) -> Option<u64>;
    /// The body from its start; `None` where it has been opened before and cannot be again: then the call is not
    /// repeated.
    fn open(&self) -> Option<Box<dyn Chunks>>;
    /// Whether [`open`](Self::open) gives nothing more: then the answer at hand is the call's, whatever it says.
    fn is_spent(&self) -> bool {
        false
    }
}

/// The body of a request, which may have to be sent more than once: for a retry, a redirect, a challenge.
#[derive(Clone)]
pub(super) enum Payload {
    Bytes(Bytes),
    /// Some of it is read when it is sent.
    Pieces(Arc<Pieces>),
}

impl Default for Payload {
    fn default() -> Self {
        Payload::Bytes(Bytes::new())
    }
}

impl Payload {
    /// Whether the body cannot be sent again.
    pub fn is_spent(&self) -> bool {
        match self {
            Payload::Bytes(_) => false,
            Payload::Pieces(pieces) => pieces.is_spent(),
        }
    }

    /// The body, to be sent once; `None` where that cannot be again.
    pub fn open(&self) -> Option<Content> {
        match self {
            Payload::Bytes(bytes) => Some(Content::from(bytes.clone())),
            Payload::Pieces(pieces) => pieces.open(),
        }
    }
}
