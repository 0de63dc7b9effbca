//! OAuth 2 client credentials (RFC 6749, section 4.4): one token for all clones of a client, asked for once a life.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderValue, Uri, header};
use bytes::Bytes;

use super::cache::{Cache, Caches, Token};
use super::error::TokenError;
use super::home::Home;
use super::placed::basic;
use super::token;
use crate::Secret;
use crate::http::client::{Core, Permit};
use crate::http::encode::percent_encoded;
use crate::http::response::RawResponse;
use crate::http::time::{Deadline, Instant};
use crate::http::transport::TransportError;

/// Identifier and secret of an OAuth 2 client, and the token that they gave.
///
/// Clones share the token. However many calls need one at once, one of them asks for it and the others wait. Shortly
/// before a token ends, one call asks for the next while the others go on with what there is.
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    in_body: bool,
    token_url: Option<String>,
    revocation_url: Option<String>,
    parameters: Vec<(String, String)>,
    caches: Arc<Caches>,
}

impl ClientCredentials {
    /// Identifier and secret, sent by HTTP Basic; the token URL is the document's.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        ClientCredentials {
            id: id.into(),
            secret: secret.into(),
            in_body: false,
            token_url: None,
            revocation_url: None,
            parameters: Vec::new(),
            caches: Arc::default(),
        }
    }

    /// The same with another way to ask, and no token yet.
    fn changed(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self.caches = Arc::default();
        self
    }

    /// Asks this URL for tokens, in place of the document's. It may be relative to the server.
    #[must_use]
    pub fn token_url(self, url: impl Into<String>) -> Self {
        self.changed(|this| this.token_url = Some(url.into()))
    }
    /// Where tokens are revoked (RFC 7009). It may be relative to the server that was called with them.
    #[must_use]
    pub fn revocation_url(self, url: impl Into<String>) -> Self {
        self.changed(|this| this.revocation_url = Some(url.into()))
    }
    /// Asks for these scopes, separated by spaces, in place of those that the document lists for each operation; for none
    /// where the text is empty. Where there are none the server decides.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        self.parameter("scope", scope)
    }
    /// Sends one more parameter when it asks for a token, e.g. `audience`.
    #[must_use]
    pub fn parameter(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.changed(|this| this.parameters.push((name.into(), value.into())))
    }
    /// Sends identifier and secret in the body, for servers that know no HTTP Basic.
    #[must_use]
    pub fn in_body(self) -> Self {
        self.changed(|this| this.in_body = true)
    }

    pub(super) fn secrets(&self) -> Vec<Secret> {
        let tokens = self.caches.tokens();
        let tokens = tokens.iter().map(|token| token.secret.clone());
        tokens.chain([self.secret.clone()]).collect()
    }

    pub(super) fn refused(&self, token: &Arc<Token>) {
        self.caches.forget(token);
    }

    /// A token that can be sent, from the cache or from the server; `home` is what the document says.
    pub(super) async fn token(
        &self,
        home: &Home<'_>,
        core: &Core,
        deadline: Deadline,
    ) -> Result<Arc<Token>, Arc<TokenError>> {
        let scope = self.scope_of(home);
        let asked = format!(
            "{}\n{}\n{scope}",
            home.base,
            home.token_url.unwrap_or_default()
        );
        let cache = self.caches.of(asked, || match self.url(home) {
            Ok(url) => format!("{url}\n{scope}"),
            Err(_) => scope.clone(),
        });
        let (known, asked) = {
            let state = cache.state();
            (state.token.clone(), state.asked)
        };
        let permit = match known.filter(|token| !Token::is_past(token.ends)) {
            Some(token) if !Token::is_past(token.stale) => return Ok(token),
            Some(token) => {
                // Near its end one call asks for the next, and where it gets none there is still this one: a server that
                // hangs costs a part of the call's time. That the token ends meanwhile cuts nothing short: what was asked
                // for would be asked for again.
                let Some(permit) = cache.gate.try_enter() else {
                    return Ok(token);
                };
                if let Some(next) = cache.given_since(asked) {
                    return Ok(next);
                }
                let part = deadline.left().map_err(TokenError::Unanswered)? / 4;
                let early = Deadline::after(part);
                return Ok(self
                    .ask(home, (&scope, &cache), core, early, permit)
                    .await
                    .unwrap_or(token));
            }
            None => {
                let waited = core.within(deadline, cache.gate.enter()).await;
                waited.map_err(TokenError::Unanswered)?
            }
        };
        match cache.found_since(asked) {
            Some(found) => found,
            None => {
                self.ask(home, (&scope, &cache), core, deadline, permit)
                    .await
            }
        }
    }

    /// Asks the server, and keeps what it says.
    async fn ask(
        &self,
        home: &Home<'_>,
        (scope, cache): (&str, &Cache),
        core: &Core,
        deadline: Deadline,
        _permit: Permit,
    ) -> Result<Arc<Token>, Arc<TokenError>> {
        let sent = Instant::now();
        let given = match self.url(home) {
            Ok(url) => self.post(url, &self.grant(scope), core, deadline).await,
            Err(error) => Err(error),
        };
        let given = given.and_then(|answer| token::read(&answer));
        let mut state = cache.state();
        state.asked += 1;
        let number = state.asked;
        match given {
            Ok(given) => {
                // A token of unknown life is used until the API refuses it; one that has ended serves who waited for it.
                let at = |life: Duration| sent.checked_add(life);
                let early = |life: Duration| (life / 10).min(Duration::from_secs(30));
                let token = Arc::new(Token {
                    secret: given.token,
                    base: home.base.to_owned(),
                    number,
                    stale: given.life.and_then(|life| at(life - early(life))),
                    ends: given.life.and_then(at),
                });
                state.token = Some(Arc::clone(&token));
                state.failure = None;
                Ok(token)
            }
            Err(error) => {
                let error = Arc::new(error);
                // That one caller had no time left says nothing to the others.
                if !matches!(*error, TokenError::Unanswered(TransportError::Timeout)) {
                    state.failure = Some((number, Arc::clone(&error)));
                }
                Err(error)
            }
        }
    }

    /// Where tokens are had.
    fn url(&self, home: &Home<'_>) -> Result<Uri, TokenError> {
        match &self.token_url {
            Some(url) => home.resolve(url),
            None => home.document_url(),
        }
    }

    /// Revokes the tokens that there are, and forgets each once the server has confirmed (RFC 7009).
    pub(in crate::http) async fn revoke(
        &self,
        core: &Core,
        deadline: Deadline,
    ) -> Result<(), TokenError> {
        let url = self
            .revocation_url
            .as_deref()
            .ok_or(TokenError::NoRevocationUrl)?;
        for token in self.caches.tokens() {
            let home = Home {
                base: &token.base,
                token_url: None,
                servers: &[],
                scopes: &[],
            };
            let form = [
                ("token", token.secret.reveal()),
                ("token_type_hint", "access_token"),
            ];
            let url = home.resolve(url)?;
            let answer = self.post(url, &form, core, deadline).await?;
            if !answer.status().is_success() {
                return Err(token::refused(&answer));
            }
            self.caches.forget(&token);
        }
        Ok(())
    }

    /// The scopes of a call: those that were set, else those that the document lists.
    fn scope_of(&self, home: &Home<'_>) -> String {
        let set = self.parameters.iter().any(|(name, _)| name == "scope");
        if set {
            String::new()
        } else {
            home.scopes.join(" ")
        }
    }

    fn grant<'a>(&'a self, scope: &'a str) -> Vec<(&'a str, &'a str)> {
        let set = self.parameters.iter();
        let set = set.map(|(name, value)| (name.as_str(), value.as_str()));
        let mut form = vec![("grant_type", "client_credentials")];
        form.extend(set.chain([("scope", scope)]));
        form.retain(|(name, value)| *name != "scope" || !value.is_empty());
        form
    }

    /// Posts a form with the client's credentials.
    async fn post(
        &self,
        uri: Uri,
        form: &[(&str, &str)],
        core: &Core,
        deadline: Deadline,
    ) -> Result<RawResponse, TokenError> {
        let mut form = form.to_vec();
        if self.in_body {
            form.extend([
                ("client_id", self.id.as_str()),
                ("client_secret", self.secret.reveal()),
            ]);
        }
        let mut request = ::http::Request::new(Bytes::from(encoded(&form)));
        *request.method_mut() = ::http::Method::POST;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if !self.in_body {
            // Both parts are form-encoded first (RFC 6749, section 2.3.1).
            let value = basic(
                &percent_encoded(&self.id),
                &percent_encoded(self.secret.reveal()),
            );
            headers.insert(
                header::AUTHORIZATION,
                value.ok_or(TokenError::Unusable("the client's secret"))?,
            );
        }
        core.plain(request, deadline).await
    }
}

fn encoded(form: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = form
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encoded(name), percent_encoded(value)))
        .collect();
    pairs.join("&")
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
