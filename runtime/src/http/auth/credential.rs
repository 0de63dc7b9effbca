//! What a client knows to prove who calls.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::http::HeaderValue;

use super::oauth::ClientCredentials;
use super::placed::{basic_credentials, bearer};
use crate::Secret;
use crate::http::error::BoxError;
use crate::http::transport::Boxed;

/// What proves who calls, for one security scheme. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Credential(pub(super) Kind);

#[derive(Clone)]
pub(super) enum Kind {
    /// A bearer token, and the header of it, which is made once; `None` where the token cannot stand in one.
    Token(Secret, Option<HeaderValue>),
    Basic(String, Secret),
    ApiKey(Secret),
    ClientCredentials(ClientCredentials),
    Source(Arc<Sourced>),
    #[cfg(feature = "digest")]
    Digest(super::Digest),
    MutualTls,
}

/// A source of tokens, and the last one that it gave: errors must not show it.
pub(super) struct Sourced {
    source: Box<dyn TokenSource>,
    last: Mutex<Option<Secret>>,
}

impl Sourced {
    pub async fn token(&self, refused: Option<&Secret>) -> Result<Secret, BoxError> {
        let token = self.source.token(refused).await?;
        *self.last() = Some(token.clone());
        Ok(token)
    }

    fn last(&self) -> MutexGuard<'_, Option<Secret>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kind {
    /// Everything that nobody may see.
    pub fn secrets(&self) -> Vec<Secret> {
        match self {
            Kind::Token(secret, _) | Kind::ApiKey(secret) => vec![secret.clone()],
            Kind::Basic(user, password) => {
                let both = basic_credentials(user, password.reveal());
                vec![password.clone(), both.into()]
            }
            Kind::ClientCredentials(credentials) => credentials.secrets(),
            Kind::Source(source) => source.last().clone().into_iter().collect(),
            #[cfg(feature = "digest")]
            Kind::Digest(digest) => vec![digest.password().clone()],
            Kind::MutualTls => Vec::new(),
        }
    }
}

/// A source of bearer tokens: a key store, a metadata server, a login of the user.
pub trait TokenSource: Send + Sync {
    /// The token to send now. `refused` is the one that the API has just refused with 401, where it did: then another is
    /// wanted. The source keeps its tokens itself; it is asked for every call.
    fn token(&self, refused: Option<&Secret>) -> Boxed<'_, Result<Secret, BoxError>>;
}

impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<Secret, BoxError>> + crate::http::MaybeSend + 'static,
{
    fn token(&self, _: Option<&Secret>) -> Boxed<'_, Result<Secret, BoxError>> {
        Box::pin(self())
    }
}

impl Credential {
    /// A bearer token (RFC 6750), for the schemes `bearer`, OAuth 2 and OpenID Connect.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        let token = token.into();
        let header = bearer(&token).ok();
        Credential(Kind::Token(token, header))
    }
    /// User name and password, sent as they are (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Credential(Kind::Basic(user.into(), password.into()))
    }
    /// User name and password that are never sent (RFC 7616). The first call asks for a challenge; those that follow
    /// answer it beforehand.
    #[cfg(feature = "digest")]
    pub fn digest(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Credential(Kind::Digest(super::Digest::new(
            user.into(),
            password.into(),
        )))
    }
    /// The secret of an API key; the document says where it goes.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Credential(Kind::ApiKey(key.into()))
    }
    /// OAuth 2 client credentials (RFC 6749, section 4.4), with the token URL of the document.
    pub fn client_credentials(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        ClientCredentials::new(id, secret).into()
    }
    /// Bearer tokens from a source of the user's: a function that returns a future of a token, or a [`TokenSource`].
    pub fn source(source: impl TokenSource + 'static) -> Self {
        Credential(Kind::Source(Arc::new(Sourced {
            source: Box::new(source),
            last: Mutex::default(),
        })))
    }
    /// The transport holds a TLS client certificate that fulfils the scheme.
    pub fn mutual_tls() -> Self {
        Credential(Kind::MutualTls)
    }
}

impl From<ClientCredentials> for Credential {
    fn from(credentials: ClientCredentials) -> Self {
        Credential(Kind::ClientCredentials(credentials))
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Token(..) => "bearer",
            Kind::Basic(..) => "basic",
            Kind::ApiKey(_) => "API key",
            Kind::ClientCredentials(_) => "client credentials",
            Kind::Source(_) => "token source",
            #[cfg(feature = "digest")]
            Kind::Digest(_) => "digest",
            Kind::MutualTls => "mutual TLS",
        })
    }
}
