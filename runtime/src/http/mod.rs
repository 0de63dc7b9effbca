//! Operations over HTTP: parameters and bodies as a request, answers as values, and the clients that carry both.

mod client;
mod encode;
mod error;
mod operation;
mod request;
mod response;
mod transport;

pub use client::{BlockingClient, Client, Limits, Settings, TransportError};
pub use error::{ApiFailure, BoxError, Error, Undecodable};
pub use operation::{
    Answer, Arguments, Body, In, Operation, OperationTable, Outcome, Parameter, Requirement,
    Server, Style,
};
pub use response::{RawResponse, Response};
pub use transport::{BlockingTransport, Pending, Transport};
