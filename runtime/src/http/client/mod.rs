//! Clients: what every call of one API shares, and the way of a call from its arguments to its answer.
//!
//! There is one client. A blocking transport stands behind the same interface as an asynchronous one (see
//! `transport/blocking.rs`), so that both kinds of call take the same way: `pipeline.rs`.

mod exchange;
mod gate;
mod hooks;
mod pipeline;
mod plain;
mod redirect;
mod retry;
mod settable;
mod settings;
mod shared;
mod trace;

use std::sync::Arc;

use super::auth::AuthError;
use super::error::{Error, Failure};
use super::operation::{Arguments, OperationTable};
use super::response::RawResponse;
use super::transport::{Blocking, BlockingTransport, Transport, block_on};

pub(super) use exchange::Answer;
pub(super) use gate::{Gate, Permit};
pub use hooks::{Attempt, Deprecation, Ended, Hook};
pub(super) use shared::{Call, Core};

pub use retry::Retry;
pub(super) use retry::retry_after;

/// What asynchronous calls share. Cheap to clone; clones share connections, tokens, the budget of retries and the limit of
/// calls at once. A call that is dropped before it has ended leaves nothing behind.
#[derive(Clone, Debug)]
pub struct Client(Core);

/// What blocking calls share; apart from that as [`Client`] is.
#[derive(Clone, Debug)]
pub struct BlockingClient(Core);

impl Client {
    pub(super) fn core(&self) -> &Core {
        &self.0
    }

    /// A client over a transport of your own.
    pub fn with_transport(transport: impl Transport + 'static) -> Self {
        Client(Core::new(Arc::new(transport)))
    }

    pub(super) async fn call<E>(
        &self,
        table: &'static OperationTable,
        arguments: &(dyn Arguments + Sync),
    ) -> Result<RawResponse, Error<E>> {
        let mut call = self.0.request(table, arguments).map_err(Failure::Invalid)?;
        Ok(self.0.whole(&mut call).await?)
    }

    pub(super) async fn streamed(
        &self,
        table: &'static OperationTable,
        arguments: &(dyn Arguments + Sync),
    ) -> Result<Answer, Failure> {
        let mut call = self.0.streaming_request(table, arguments)?;
        self.0.streamed(&mut call).await
    }

    /// Revokes the tokens of the client credentials that are set for a security scheme, where any were given: the next
    /// call asks for another. One that the server does not revoke is kept.
    ///
    /// # Errors
    /// The server refused, or there is no revocation URL.
    pub async fn revoke(&self, scheme: &'static super::SecurityScheme) -> Result<(), AuthError> {
        self.0.revoke(scheme).await
    }
}

impl BlockingClient {
    pub(super) fn core(&self) -> &Core {
        &self.0
    }

    /// A client over a transport of your own.
    pub fn with_transport(transport: impl BlockingTransport + 'static) -> Self {
        BlockingClient(Core::new(Arc::new(Blocking(transport))))
    }

    pub(super) fn call<E>(
        &self,
        table: &'static OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<RawResponse, Error<E>> {
        let mut call = self.0.request(table, arguments).map_err(Failure::Invalid)?;
        Ok(block_on(self.0.whole(&mut call))?)
    }

    pub(super) fn streamed(
        &self,
        table: &'static OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<Answer, Failure> {
        let mut call = self.0.streaming_request(table, arguments)?;
        block_on(self.0.streamed(&mut call))
    }

    /// Revokes the tokens of the client credentials that are set for a security scheme, where any were given: the next
    /// call asks for another. One that the server does not revoke is kept.
    ///
    /// # Errors
    /// The server refused, or there is no revocation URL.
    pub fn revoke(&self, scheme: &'static super::SecurityScheme) -> Result<(), AuthError> {
        block_on(self.0.revoke(scheme))
    }
}
