//! What every call of a client shares, whatever carries it.

use std::time::Duration;

use ::http::HeaderMap;

use crate::Secret;

/// The settings of a client.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// In place of the document's first server.
    pub base: Option<String>,
    pub token: Option<Secret>,
    pub headers: HeaderMap,
    /// The newest version of an operation to ask for, `YYYY-MM-DD`.
    pub version: Option<String>,
    /// For a whole call.
    pub timeout: Duration,
    /// The most bytes that the body of an answer may have.
    pub body_limit: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            base: None,
            token: None,
            headers: HeaderMap::new(),
            version: None,
            timeout: Duration::from_secs(30),
            body_limit: 64 << 20,
        }
    }
}
