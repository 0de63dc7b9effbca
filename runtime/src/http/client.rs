//! Clients: what every call of one API shares.

use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;

use super::error::{BoxError, Error};
use super::operation::{Arguments, OperationTable};
use super::request;
use super::response::RawResponse;
use super::transport::{BlockingTransport, Transport};
use crate::Secret;

/// What a transport keeps to.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest that one call may take.
    pub timeout: Duration,
    /// The most bytes that the body of an answer may have.
    pub body: u64,
}

/// Why a transport has no answer.
#[derive(Debug)]
pub enum TransportError {
    /// The connection failed, or broke.
    Failed(BoxError),
    /// The time-out passed.
    Timeout,
    /// The body is larger than [`Limits::body`].
    TooLarge,
}

/// What every call shares, whatever carries it.
#[derive(Clone, Debug)]
pub struct Settings {
    base: Option<String>,
    token: Option<Secret>,
    headers: HeaderMap,
    version: Option<String>,
    limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        let limits = Limits {
            timeout: Duration::from_secs(30),
            body: 64 << 20,
        };
        Settings {
            base: None,
            token: None,
            headers: HeaderMap::new(),
            version: None,
            limits,
        }
    }
}

impl Settings {
    /// The request of a call, with everything that the client adds.
    fn request<E>(
        &self,
        table: &OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<::http::Request<Bytes>, Error<E>> {
        let base = self
            .base
            .clone()
            .or_else(|| request::default_base(table.servers))
            .unwrap_or_default();
        let mut request = request::build(table, arguments, &base).map_err(Error::Invalid)?;
        for (name, value) in &self.headers {
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        if let Some(date) = &self.version {
            let accept = request::accept_at(table.accept, date).join(", ");
            if let Ok(value) = HeaderValue::from_str(&accept) {
                request.headers_mut().insert(::http::header::ACCEPT, value);
            }
        }
        if let (Some(token), false) = (&self.token, table.security.is_empty()) {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", token.reveal()))
                .map_err(|error| Error::Transport(Box::new(error)))?;
            value.set_sensitive(true);
            request
                .headers_mut()
                .insert(::http::header::AUTHORIZATION, value);
        }
        Ok(request)
    }

    fn outcome<E>(
        &self,
        result: Result<RawResponse, TransportError>,
    ) -> Result<RawResponse, Error<E>> {
        result.map_err(|error| match error {
            TransportError::Failed(error) => Error::Transport(error),
            TransportError::Timeout => Error::Timeout,
            TransportError::TooLarge => Error::TooLarge(self.limits.body),
        })
    }
}

macro_rules! client {
    ($(#[$doc:meta])* $client:ident, $transport:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $client {
            settings: Settings,
            transport: Arc<dyn $transport>,
        }

        impl std::fmt::Debug for $client {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($client)).field("settings", &self.settings).finish_non_exhaustive()
            }
        }

        impl $client {
            /// A client over a transport of your own.
            pub fn with_transport(transport: impl $transport + 'static) -> Self {
                Self { settings: Settings::default(), transport: Arc::new(transport) }
            }
            /// The same, with this base URL in place of the document's first server.
            #[must_use]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.settings.base = Some(url.into());
                self
            }
            /// The same, sending this bearer token with every call that needs authentication.
            #[must_use]
            pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
                self.settings.token = Some(token.into());
                self
            }
            /// The same, with a header that every call sends unless it sets the header itself.
            #[must_use]
            pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
                self.settings.headers.insert(name, value);
                self
            }
            /// The same, asking for the newest version of each operation that is not after `date` (`YYYY-MM-DD`).
            #[must_use]
            pub fn version(mut self, date: impl Into<String>) -> Self {
                self.settings.version = Some(date.into());
                self
            }
            /// The same, with this time-out for a whole call (30 seconds unless set).
            #[must_use]
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.settings.limits.timeout = timeout;
                self
            }
            /// The same, refusing answers whose body has more bytes (64 MiB unless set).
            #[must_use]
            pub fn body_limit(mut self, bytes: u64) -> Self {
                self.settings.limits.body = bytes;
                self
            }
        }
    };
}

client! {
    /// What asynchronous calls share. Cheap to clone; clones share connections.
    Client, Transport
}
client! {
    /// What blocking calls share. Cheap to clone; clones share connections.
    BlockingClient, BlockingTransport
}

impl Client {
    pub(super) async fn call<E>(
        &self,
        table: &OperationTable,
        arguments: &(dyn Arguments + Sync),
    ) -> Result<RawResponse, Error<E>> {
        let request = self.settings.request(table, arguments)?;
        self.settings
            .outcome(self.transport.call(request, self.settings.limits).await)
    }
}

impl BlockingClient {
    pub(super) fn call<E>(
        &self,
        table: &OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<RawResponse, Error<E>> {
        let request = self.settings.request(table, arguments)?;
        self.settings
            .outcome(self.transport.call(request, self.settings.limits))
    }
}
