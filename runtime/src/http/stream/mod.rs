//! Answers that are read while they come: as bytes, into a file, or one item after the other.

mod download;
mod events;
mod item;
mod records;
mod save;
mod streaming;
mod writer;

use std::future::Future;

use ::http::{HeaderValue, header};

use super::client::{BlockingClient, Call, Client, Core};
use super::content::Content;
use super::error::{Error, Failure};
use super::excerpt::hidden;
use super::operation::Operation;
use super::response;
use super::transport::{MaybeSend, block_on};

pub use download::{BlockingDownload, Download};
pub use item::{Event, StreamItem};
pub use save::{Progress, SaveError};
pub use streaming::{BlockingStreaming, Streaming};

/// An operation that can answer with one item after the other (see `streamed!`).
///
/// Items are server-sent events, lines of JSON (NDJSON, JSON Lines) or a JSON sequence (RFC 7464): the answer's media type
/// decides. Each may have as many bytes as the client accepts of a body. An item that cannot be read is an error, and the
/// next one comes after it; whatever else goes wrong ends the items.
pub trait Streamed: Operation {
    /// What comes one after the other.
    type Item: StreamItem;
    /// The media type that is asked for.
    const MEDIA: &'static str;

    /// Sends the call, and gives the items as they come.
    ///
    /// # Errors
    /// See [`Error`]; the time-out ends with the answer's head.
    fn stream_items(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<Streaming<Self>, Error<Self::Error>>> + MaybeSend
    where
        Self: Sized + Sync,
    {
        let core = client.core().clone();
        async move {
            let mut call = asking::<Self>(&core, self)?;
            let opened = opened::<Self>(core.streamed(&mut call).await);
            let answer = opened.map_err(|error| hidden::<Self>(error, Some(&core), Some(self)))?;
            Ok(Streaming::new(core, call, answer))
        }
    }

    /// Sends the call, and gives the items as they come, each by a blocking read.
    ///
    /// # Errors
    /// See [`Error`]; the time-out ends with the answer's head.
    fn stream_items_blocking(
        &self,
        client: &BlockingClient,
    ) -> Result<BlockingStreaming<Self>, Error<Self::Error>>
    where
        Self: Sized,
    {
        let core = client.core().clone();
        let mut call = asking::<Self>(&core, self)?;
        let opened = opened::<Self>(block_on(core.streamed(&mut call)));
        let answer = opened.map_err(|error| hidden::<Self>(error, Some(&core), Some(self)))?;
        Ok(BlockingStreaming::new(core, call, answer))
    }
}

/// A call that asks for the items one after the other.
fn asking<O: Streamed>(core: &Core, operation: &O) -> Result<Call, Failure> {
    let mut call = core.streaming_request(O::table(), operation)?;
    if let Ok(media) = HeaderValue::from_str(O::MEDIA) {
        call.request.headers_mut().insert(header::ACCEPT, media);
    }
    Ok(call)
}

type Answer = super::client::Answer;

/// The answer, where it is a success.
pub(super) fn opened<O: Operation>(
    answer: Result<Answer, Failure>,
) -> Result<Answer, Error<O::Error>> {
    let answer = answer?;
    if answer.status().is_success() {
        return Ok(answer);
    }
    // The body of an error has been read.
    Err(response::failure::<O>(answer.map(Content::into_bytes)))
}
