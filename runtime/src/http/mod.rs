//! Operations over HTTP: parameters and bodies as a request, answers as values, and the clients that carry both.

mod body;
mod client;
mod content;
mod curl;
mod encode;
mod error;
mod media;
mod operation;
mod request;
mod response;
mod time;
mod transport;
mod upload;
mod uri;

pub use client::{BlockingClient, Client};
pub use content::{Chunks, Content, Source};
pub use error::{ApiFailure, BoxError, Error, Incomplete, Undecodable};
pub use operation::{
    Answer, Arguments, Body, In, Media, Operation, OperationTable, Outcome, Parameter, Part,
    Requirement, Server, Style,
};
pub use response::{RawResponse, Response};
pub use transport::{
    BlockingTransport, Limits, MaybeSend, Pause, Pending, Transport, TransportError,
};
pub(crate) use upload::Once;
