//! What may be set on a client of either kind.

use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderName, HeaderValue};

use super::gate::Gate;
use super::hooks::Hook;
use super::retry::Retry;
use super::{BlockingClient, Client};
use crate::Secret;
use crate::http::auth::Credential;
use crate::http::server::ServerUrl;
#[cfg(feature = "testing")]
use crate::http::testing::Recording;
use crate::http::time::LONGEST;
#[cfg(feature = "testing")]
use crate::http::transport::Transport;

macro_rules! settable {
    ($client:ident) => {
        impl $client {
            /// The same, calling this server (see the crate's `servers`) wherever an operation may be had there. Operations
            /// that have other servers are called at the one that was chosen among those, else at their first.
            #[must_use]
            pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
                self.0.settings_mut().servers.insert(0, server.into());
                self
            }
            /// The same, with the URL that the document was had from: servers may be relative to it (OpenAPI 3.0.4,
            /// section 4.7.5).
            #[must_use]
            pub fn document_url(mut self, url: impl Into<String>) -> Self {
                self.0.settings_mut().document = Some(url.into());
                self
            }
            /// The same, with this base URL in place of every server.
            #[must_use]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.0.settings_mut().base = Some(url.into());
                self
            }
            /// The same, with this credential for the security scheme of that name (see the crate's `security`). Each
            /// operation takes the first of its alternatives that all credentials are there for.
            #[must_use]
            pub fn credential(
                mut self,
                scheme: impl AsRef<str>,
                credential: impl Into<Credential>,
            ) -> Self {
                let credentials = &mut self.0.settings_mut().credentials;
                credentials.set(scheme.as_ref(), credential.into());
                self
            }
            /// The same, sending this bearer token wherever a bearer token, OAuth 2 or OpenID Connect is asked for and no
            /// credential of that name is set, and with operations of which the document says nothing: it has neither
            /// `security` nor a security scheme.
            #[must_use]
            pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
                self.0.settings_mut().credentials.set_bearer(token.into());
                self
            }
            /// The same, with a header that every call sends unless it sets the header itself. `Accept` is sent in place of
            /// what operations ask for, but where items are streamed.
            #[must_use]
            pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
                self.0.settings_mut().headers.insert(name, value);
                self
            }
            /// The same, asking for the newest version of each operation that is not after `date` (`YYYY-MM-DD`, or `preview`,
            /// which is after every day), and for the oldest of those of which all are. Calls with any other text are
            /// refused.
            #[must_use]
            pub fn version(mut self, date: impl Into<String>) -> Self {
                self.0.settings_mut().version = Some(date.into());
                self
            }
            /// The same, with this time-out for a whole call: tokens, redirects, retries and the pauses between them
            /// included (30 seconds unless set). Of a streamed answer it ends with the head.
            #[must_use]
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.0.settings_mut().timeout = timeout;
                self
            }
            /// The same, with this time-out for each attempt of a call (none of its own unless set).
            #[must_use]
            pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
                self.0.settings_mut().attempt_timeout = Some(timeout);
                self
            }
            /// The same, ending a streamed answer with an error where nothing comes for that long (60 seconds unless set).
            /// With `ureq` the time-out of a call counts where it is longer.
            #[must_use]
            pub fn idle_timeout(mut self, timeout: Duration) -> Self {
                self.0.settings_mut().idle_timeout = timeout.min(LONGEST);
                self
            }
            /// The same, refusing answers whose body has more bytes, also once decoded (64 MiB unless set). Of a
            /// streamed answer it limits each item.
            #[must_use]
            pub fn body_limit(mut self, bytes: u64) -> Self {
                self.0.settings_mut().body_limit = bytes;
                self
            }
            /// The same, repeating calls by this policy.
            #[must_use]
            pub fn retry(mut self, retry: Retry) -> Self {
                self.0.settings_mut().retries = retry.into();
                self
            }
            /// The same, sending a random key in this header with each call whose method is not idempotent, so that it
            /// may be repeated: for APIs that promise to carry out a key once.
            #[must_use]
            pub fn idempotency_key(mut self, header: HeaderName) -> Self {
                self.0.settings_mut().idempotency = Some(header);
                self
            }
            /// The same, with at most so many calls at once; the others wait, first come, first served. A
            /// source of tokens is asked outside: it may call through the same client.
            #[must_use]
            pub fn max_concurrent(mut self, calls: usize) -> Self {
                self.0.settings_mut().gate = Some(Arc::new(Gate::new(calls)));
                self
            }
            /// The same, and a recording of what its transport carries from here on: for tests that answer from it (see
            /// [`Canned::replay`](crate::http::testing::Canned::replay)). Answers are given whole.
            #[cfg(feature = "testing")]
            #[must_use]
            pub fn recorded(mut self) -> (Self, Recording<dyn Transport>) {
                let recording = Recording::around(Arc::clone(&self.0.transport));
                self.0.transport = Arc::new(recording.clone());
                (self, recording)
            }
            /// The same, running this hook around every attempt of a call, after those that were set before.
            #[must_use]
            pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
                self.0.settings_mut().hooks.push(Arc::new(hook));
                self
            }
        }
    };
}

settable!(Client);
settable!(BlockingClient);
