//! What every call of a client shares, whatever carries it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, HeaderName};

use super::gate::Gate;
use super::hooks::Hook;
use super::retry::Retries;
use crate::http::auth::Credentials;
use crate::http::server::ServerUrl;
use crate::http::uri::without_user;

/// The settings of a client.
#[derive(Clone)]
pub(super) struct Settings {
    /// In place of every server.
    pub base: Option<String>,
    /// Servers that were chosen, the last one first.
    pub servers: Vec<ServerUrl>,
    /// Where the document is, for servers that are relative to it.
    pub document: Option<String>,
    pub credentials: Credentials,
    pub headers: HeaderMap,
    /// The newest version of an operation to ask for, `YYYY-MM-DD`.
    pub version: Option<String>,
    /// For a whole call.
    pub timeout: Duration,
    /// For one attempt of a call.
    pub attempt_timeout: Option<Duration>,
    /// The longest between two chunks of a streamed answer.
    pub idle_timeout: Duration,
    /// The most bytes that the body of an answer may have.
    pub body_limit: u64,
    pub retries: Retries,
    /// The header of idempotency keys.
    pub idempotency: Option<HeaderName>,
    /// For how many calls there is a place at once.
    pub gate: Option<Arc<Gate>>,
    pub hooks: Vec<Arc<dyn Hook>>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            base: None,
            servers: Vec::new(),
            document: None,
            credentials: Credentials::default(),
            headers: HeaderMap::new(),
            version: None,
            timeout: Duration::from_secs(30),
            attempt_timeout: None,
            idle_timeout: Duration::from_secs(60),
            body_limit: 64 << 20,
            retries: Retries::default(),
            idempotency: None,
            gate: None,
            hooks: Vec::new(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values of headers may be credentials.
        f.debug_struct("Settings")
            .field("base", &self.base.as_deref().map(without_user))
            .field("servers", &self.servers)
            .field("credentials", &self.credentials)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("version", &self.version)
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("body_limit", &self.body_limit)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}
