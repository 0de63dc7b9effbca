//! Operations over HTTP: parameters and bodies as a request, answers as values, and the clients that carry both.

mod auth;
mod body;
mod client;
mod coding;
mod content;
mod curl;
mod date;
mod disposition;
mod encode;
mod envelope;
mod error;
mod excerpt;
mod link;
mod media;
mod operation;
mod paging;
mod parameters;
mod random;
mod reading;
mod request;
mod response;
mod sent;
mod sequence;
mod server;
mod stream;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod transport;
mod upload;
mod uri;
mod worker;

#[cfg(feature = "digest")]
pub use auth::Digest;
pub use auth::{
    AuthError, ClientCredentials, Credential, Mechanism, SecurityScheme, TokenError, TokenSource,
};
pub use client::{Attempt, BlockingClient, Client, Deprecation, Ended, Hook, Retry};
pub use content::{Chunks, Content, Source};
pub use error::{ApiFailure, BoxError, Error, Incomplete, Undecodable};
#[doc(hidden)]
pub use link::follow;
pub use link::{Answered, Filled, LinkError, Linked};
#[doc(hidden)]
pub use media::is_one_of;
pub use operation::{
    Answer, Arguments, Body, In, Media, Operation, OperationTable, Outcome, Parameter, Part,
    Requirement, Style,
};
pub use paging::{Advance, BlockingItems, BlockingPages, Items, Listed, Paged, Pages, Paging};
pub use response::{RawResponse, Response};
pub use sent::{PartHeader, Sent};
pub use sequence::Sequence;
pub use server::{Server, ServerUrl};
pub use stream::{
    BlockingDownload, BlockingStreaming, Download, Event, Progress, SaveError, StreamItem,
    Streamed, Streaming,
};
pub use transport::{
    BlockingTransport, Boxed, Limits, MaybeSend, Pause, Pending, Transport, TransportError,
};
pub(crate) use upload::Once;
