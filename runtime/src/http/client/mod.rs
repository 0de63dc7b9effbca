//! Clients: what every call of one API shares, and the way of a call from its arguments to its answer.
//!
//! There is one client. A blocking transport stands behind the same interface as an asynchronous one (see
//! `transport/blocking.rs`), so that both kinds of call take the same way: `pipeline.rs`.

mod pipeline;
mod redirect;
mod settings;

use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderName, HeaderValue};

use super::error::{Error, Failure};
use super::operation::{Arguments, OperationTable};
use super::response::RawResponse;
use super::transport::{Blocking, BlockingTransport, Transport, block_on};
use crate::Secret;
pub(super) use pipeline::Core;

/// What asynchronous calls share. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Client(Core);

/// What blocking calls share. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct BlockingClient(Core);

impl Client {
    /// A client over a transport of your own.
    pub fn with_transport(transport: impl Transport + 'static) -> Self {
        Client(Core::new(Arc::new(transport)))
    }

    pub(super) async fn call<E>(
        &self,
        table: &'static OperationTable,
        arguments: &(dyn Arguments + Sync),
    ) -> Result<RawResponse, Error<E>> {
        let request = self.0.request(table, arguments).map_err(Failure::Invalid)?;
        Ok(self.0.whole(request).await?)
    }
}

impl BlockingClient {
    /// A client over a transport of your own.
    pub fn with_transport(transport: impl BlockingTransport + 'static) -> Self {
        BlockingClient(Core::new(Arc::new(Blocking(transport))))
    }

    pub(super) fn call<E>(
        &self,
        table: &'static OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<RawResponse, Error<E>> {
        let request = self.0.request(table, arguments).map_err(Failure::Invalid)?;
        Ok(block_on(self.0.whole(request))?)
    }
}

/// What may be set on a client of either kind.
macro_rules! settable {
    ($client:ident) => {
        impl $client {
            /// The same, with this base URL in place of the document's first server.
            #[must_use]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.0.settings_mut().base = Some(url.into());
                self
            }
            /// The same, sending this bearer token with every call that needs authentication.
            #[must_use]
            pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
                self.0.settings_mut().token = Some(token.into());
                self
            }
            /// The same, with a header that every call sends unless it sets the header itself.
            #[must_use]
            pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
                self.0.settings_mut().headers.insert(name, value);
                self
            }
            /// The same, asking for the newest version of each operation that is not after `date` (`YYYY-MM-DD`).
            #[must_use]
            pub fn version(mut self, date: impl Into<String>) -> Self {
                self.0.settings_mut().version = Some(date.into());
                self
            }
            /// The same, with this time-out for a whole call, all that belongs to it included (30 seconds unless set).
            #[must_use]
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.0.settings_mut().timeout = timeout;
                self
            }
            /// The same, refusing answers whose body has more bytes (64 MiB unless set).
            #[must_use]
            pub fn body_limit(mut self, bytes: u64) -> Self {
                self.0.settings_mut().body_limit = bytes;
                self
            }
        }
    };
}

settable!(Client);
settable!(BlockingClient);
