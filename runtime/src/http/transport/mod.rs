//! What carries a request to the API and its answer back.

#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "ureq")]
mod ureq;

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;

use super::client::{Limits, TransportError};
use super::response::RawResponse;

/// A transport's answer to come.
pub type Pending<'a> =
    Pin<Box<dyn Future<Output = Result<RawResponse, TransportError>> + Send + 'a>>;

/// Carries requests asynchronously. It follows no redirect to another origin with a credential, and keeps to `limits`.
pub trait Transport: Send + Sync {
    /// One request, one answer, whatever its status.
    fn call(&self, request: ::http::Request<Bytes>, limits: Limits) -> Pending<'_>;
}

/// Carries requests and waits for the answer. It follows no redirect to another origin with a credential, and keeps to
/// `limits`.
pub trait BlockingTransport: Send + Sync {
    /// One request, one answer, whatever its status.
    ///
    /// # Errors
    /// No answer: see [`TransportError`].
    fn call(
        &self,
        request: ::http::Request<Bytes>,
        limits: Limits,
    ) -> Result<RawResponse, TransportError>;
}
