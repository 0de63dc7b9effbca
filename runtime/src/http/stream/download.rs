//! The body of an answer as bytes, while it comes.

use std::path::Path;
use std::task::{Context, Poll, ready};

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::Answer;
use super::save::{Progress, SaveError, Saving};
use super::writer::{Sink as _, Writer};
use crate::http::content::{Chunks as _, Content};
use crate::http::disposition::file_name;
use crate::http::response::content_type;
use crate::http::transport::{TransportError, block_on};

/// A body with the most bytes that may come.
struct Body {
    status: StatusCode,
    headers: HeaderMap,
    content: Content,
    length: Option<u64>,
    came: u64,
    limit: u64,
}

impl Body {
    fn new(answer: Answer) -> Self {
        let (head, content) = answer.into_parts();
        Body {
            status: head.status,
            headers: head.headers,
            length: content.length(),
            content,
            came: 0,
            limit: u64::MAX,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = match ready!(self.content.poll_chunk(context)) {
            Some(Ok(chunk)) => chunk,
            other => return Poll::Ready(other),
        };
        self.came = self.came.saturating_add(chunk.len() as u64);
        if self.came > self.limit {
            self.content = Content::from(Bytes::new());
            return Poll::Ready(Some(Err(TransportError::TooLarge(self.limit))));
        }
        Poll::Ready(Some(Ok(chunk)))
    }
}

/// A success whose body is still to come. Dropping it ends the call.
pub struct Download(Body);

/// A success whose body is still to come, by blocking reads. Dropping it ends the call.
pub struct BlockingDownload {
    body: Body,
    /// What of a chunk has not been read.
    rest: Bytes,
}

macro_rules! download {
    ($download:ident, $body:tt) => {
        impl $download {
            /// The same, ending with an error after so many bytes (no limit unless set: only a chunk is in memory).
            #[must_use]
            pub fn limit(mut self, bytes: u64) -> Self {
                self.$body.limit = bytes;
                self
            }
            /// The status.
            pub fn status(&self) -> StatusCode {
                self.$body.status
            }
            /// Every header.
            pub fn raw_headers(&self) -> &HeaderMap {
                &self.$body.headers
            }
            /// The media type that the answer names.
            pub fn content_type(&self) -> Option<&str> {
                content_type(&self.$body.headers)
            }
            /// The name that the server gives the body, without folders.
            pub fn file_name(&self) -> Option<String> {
                file_name(&self.$body.headers)
            }
            /// How many bytes the body has, where the server says so and did not compress it.
            pub fn length(&self) -> Option<u64> {
                self.$body.length
            }
        }
    };
}
download!(Download, 0);
download!(BlockingDownload, body);

impl Download {
    pub(in crate::http) fn new(answer: Answer) -> Self {
        Download(Body::new(answer))
    }

    /// The next chunk of the body; `None` after the last.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| self.0.poll(context)).await
    }

    /// Writes the body to a file, which is there once it is whole: until then it has another name beside it, and where
    /// something goes wrong nothing is left. A file of that name is replaced. `progress` hears of every chunk. Returns how
    /// many bytes there are. A thread of its own does the writing, so that no other task waits for the file system.
    ///
    /// # Errors
    /// The body did not come whole, or the file cannot be written.
    pub async fn save(
        mut self,
        path: impl AsRef<Path>,
        mut progress: impl FnMut(Progress),
    ) -> Result<u64, SaveError> {
        let path = path.as_ref().to_owned();
        let mut writer = Writer::start(move || Saving::start(&path)).await?;
        let total = self.length();
        while let Some(chunk) = self.chunk().await {
            match chunk {
                Ok(chunk) => {
                    let done = writer.write(chunk).await?;
                    progress(Progress { done, total });
                }
                Err(error) => {
                    writer.abandon().await;
                    return Err(error.into());
                }
            }
        }
        writer.end().await
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for Download {
    type Item = Result<Bytes, TransportError>;
    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.0.poll(context)
    }
}

impl BlockingDownload {
    pub(in crate::http) fn new(answer: Answer) -> Self {
        BlockingDownload {
            body: Body::new(answer),
            rest: Bytes::new(),
        }
    }

    /// Writes the body to a file, as [`Download::save`] does.
    ///
    /// # Errors
    /// The body did not come whole, or the file cannot be written.
    pub fn save(
        self,
        path: impl AsRef<Path>,
        mut progress: impl FnMut(Progress),
    ) -> Result<u64, SaveError> {
        let mut saving = Saving::start(path.as_ref())?;
        let total = self.length();
        for chunk in self {
            let done = saving.write(&chunk?)?;
            progress(Progress { done, total });
        }
        saving.end()
    }
}

/// The chunks of the body.
impl Iterator for BlockingDownload {
    type Item = Result<Bytes, TransportError>;
    fn next(&mut self) -> Option<Self::Item> {
        if !self.rest.is_empty() {
            return Some(Ok(std::mem::take(&mut self.rest)));
        }
        block_on(std::future::poll_fn(|context| self.body.poll(context)))
    }
}

impl std::io::Read for BlockingDownload {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.rest.is_empty() {
            match self.next() {
                None => return Ok(0),
                Some(chunk) => self.rest = chunk.map_err(std::io::Error::other)?,
            }
        }
        let part = self.rest.split_to(self.rest.len().min(buffer.len()));
        for (to, from) in buffer.iter_mut().zip(&part) {
            *to = *from;
        }
        Ok(part.len())
    }
}
