//! The credentials of one call: which alternative of `security` it takes, and what a 401 changes.

use std::sync::Arc;

use ::http::{HeaderMap, Request, StatusCode, Uri, header};

use super::cache::Token;
use super::credential::{Credential, Kind};
use super::error::{AuthError, TokenError};
use super::home::Home;
use super::placed::{basic, place};
use super::scheme::{Mechanism, SecurityScheme};
use super::store::Credentials;
use crate::Secret;
use crate::http::client::{Core, Permit};
use crate::http::content::{Content, Payload};
use crate::http::operation::{In, OperationTable, Requirement};
use crate::http::server::Server;
use crate::http::time::Deadline;
use crate::http::uri::{says, without_pairs};

/// What an operation asks for of which nothing is said.
static UNSAID: &[&[Requirement]] = &[&[Requirement {
    scheme: &SecurityScheme::http("", "bearer"),
    scopes: &[],
}]];

/// What one call proves itself with.
pub(in crate::http) struct Session<'c> {
    chosen: Vec<Proof<'c>>,
    /// The base URL of the call.
    base: &'c str,
}

struct Proof<'c> {
    scheme: &'static SecurityScheme,
    credential: &'c Credential,
    servers: &'static [Server],
    scopes: &'static [&'static str],
    /// What the last request carried.
    used: Used,
    /// Whether the API has refused a credential of this call before.
    renewed: bool,
    #[cfg(feature = "digest")]
    round: super::digest::Round,
}

enum Used {
    Nothing,
    Token(Arc<Token>),
    Secret(Secret),
    /// The API has just refused it.
    Refused(Secret),
}

impl<'c> Session<'c> {
    /// The first alternative that all credentials are there for. Where there is none, the call goes without: what
    /// proves it may be known to the transport, or not be needed.
    pub fn new(
        table: &'static OperationTable,
        base: &'c str,
        credentials: &'c Credentials,
    ) -> Self {
        let proof = |requirement: &Requirement| {
            let scheme = requirement.scheme;
            let credential = credentials.of(scheme)?;
            Some(Proof {
                scheme,
                credential,
                servers: table.servers,
                scopes: requirement.scopes,
                used: Used::Nothing,
                renewed: false,
                #[cfg(feature = "digest")]
                round: Default::default(),
            })
        };
        // With room for as many as there are: each call has such a list.
        let alternative = |all: &&'static [Requirement]| {
            let mut proofs = Vec::with_capacity(all.len());
            for requirement in *all {
                proofs.push(proof(requirement)?);
            }
            Some(proofs)
        };
        let security = match table.security {
            [] => UNSAID,
            said => said,
        };
        let mut alternatives = security.iter().filter(|all| !all.is_empty());
        let chosen: Option<Vec<Proof<'_>>> = alternatives.find_map(alternative);
        #[cfg(feature = "digest")]
        let chosen = chosen.map(|mut chosen| {
            // It proves the whole URL, so that what else goes in there comes first (RFC 7616, section 3.4.3).
            chosen.sort_by_key(|proof| matches!(proof.credential.0, Kind::Digest(_)));
            chosen
        });
        Session {
            chosen: chosen.unwrap_or_default(),
            base,
        }
    }

    /// Whether a source of the user's is asked for tokens.
    pub fn has_source(&self) -> bool {
        let mut proofs = self.chosen.iter();
        proofs.any(|proof| matches!(proof.credential.0, Kind::Source(_)))
    }

    /// Sees to it that there is a token wherever one is needed. Apart from [`Self::sign`], so that no request is kept while
    /// a token is waited for. A permit is to be kept until the answer to the request has been looked at: others wait for
    /// what it says.
    pub async fn prepare(
        &mut self,
        core: &Core,
        request: &Request<Payload>,
        deadline: Deadline,
    ) -> Result<Option<Permit>, AuthError> {
        let mut asking = None;
        for proof in &mut self.chosen {
            let scheme = proof.scheme.name;
            let prepared = proof.prepare((self.base, request), core, deadline).await;
            let permit = prepared.map_err(|reason| AuthError { scheme, reason })?;
            asking = asking.or(permit);
        }
        Ok(asking)
    }

    /// Takes out of a URL the keys that [`Self::sign`] puts into its query. Servers repeat them in the URLs that they lead
    /// to; they are to be sent once, and to be shown nowhere. Elsewhere a parameter may have the key's name and be another:
    /// there the key itself is taken out.
    pub fn without_keys(&self, uri: &mut Uri, at_home: bool) {
        for proof in &self.chosen {
            if let Mechanism::ApiKey {
                location: In::Query,
                name,
            } = proof.scheme.mechanism
            {
                let is_key = |value: &str| proof.key().is_some_and(|key| says(value, key.reveal()));
                let found = without_pairs(uri, |known, value| {
                    says(known, name) && (at_home || is_key(value))
                });
                if let Some(found) = found {
                    *uri = found;
                }
            }
        }
    }

    /// Adds the credentials to a request.
    pub fn sign(
        &mut self,
        request: &mut Request<Content>,
        payload: &Payload,
    ) -> Result<(), AuthError> {
        for proof in &mut self.chosen {
            let scheme = proof.scheme.name;
            proof.sign(request, payload).map_err(|reason| AuthError {
                scheme,
                reason: Arc::new(reason),
            })?;
        }
        Ok(())
    }

    /// Whether a refused call is worth another attempt with what can be known now.
    pub fn refused(&mut self, status: StatusCode, headers: &HeaderMap, uri: &Uri) -> bool {
        // Without `any`, which would not ask the others.
        let mut again = false;
        for proof in &mut self.chosen {
            again |= status == StatusCode::UNAUTHORIZED && proof.refused(headers, uri);
        }
        again
    }

    /// What an answer says for later calls.
    pub fn answered(&self, headers: &HeaderMap, uri: &Uri) {
        #[cfg(feature = "digest")]
        for proof in &self.chosen {
            if let Kind::Digest(digest) = &proof.credential.0 {
                digest.answered(headers, uri);
            }
        }
        #[cfg(not(feature = "digest"))]
        let _ = (headers, uri);
    }
}

impl Proof<'_> {
    /// The key that was sent.
    fn key(&self) -> Option<&Secret> {
        match (&self.credential.0, &self.used) {
            (Kind::Token(secret, _) | Kind::ApiKey(secret), _) => Some(secret),
            (_, Used::Secret(secret) | Used::Refused(secret)) => Some(secret),
            (_, Used::Token(token)) => Some(&token.secret),
            _ => None,
        }
    }

    async fn prepare(
        &mut self,
        (base, request): (&str, &Request<Payload>),
        core: &Core,
        deadline: Deadline,
    ) -> Result<Option<Permit>, Arc<TokenError>> {
        #[cfg(not(feature = "digest"))]
        let _ = request;
        // On the heap: what every call waits with would be twice as large for it.
        match &self.credential.0 {
            Kind::ClientCredentials(credentials) => {
                let token_url = match self.scheme.mechanism {
                    Mechanism::OAuth2 { token_url } => token_url,
                    _ => None,
                };
                let (servers, scopes) = (self.servers, self.scopes);
                let home = Home {
                    base,
                    token_url,
                    servers,
                    scopes,
                };
                let token = Box::pin(credentials.token(&home, core, deadline)).await?;
                self.used = Used::Token(token);
            }
            Kind::Source(source) => {
                let refused = match &self.used {
                    Used::Refused(secret) => Some(secret),
                    _ => None,
                };
                let token = Box::pin(core.within(deadline, source.token(refused))).await;
                let token = token
                    .map_err(TokenError::Unanswered)?
                    .map_err(TokenError::Source)?;
                self.used = Used::Secret(token);
            }
            #[cfg(feature = "digest")]
            Kind::Digest(digest) if digest.is_new(request.uri()) => {
                return Ok(Box::pin(digest.first(request.uri(), core, deadline)).await);
            }
            #[cfg(feature = "digest")]
            Kind::Digest(digest) => {
                let hashed = Box::pin(core.within(deadline, digest.hash(request, &mut self.round)));
                let hashed = hashed.await.and_then(|hashed| hashed);
                hashed.map_err(TokenError::Unanswered)?;
            }
            _ => {}
        }
        Ok(None)
    }

    fn sign(
        &mut self,
        request: &mut Request<Content>,
        payload: &Payload,
    ) -> Result<(), TokenError> {
        #[cfg(not(feature = "digest"))]
        let _ = payload;
        match (&self.credential.0, &self.used) {
            (Kind::Token(_, Some(value)), _) if self.scheme.takes_bearer() => {
                let headers = request.headers_mut();
                headers.insert(header::AUTHORIZATION, value.clone());
            }
            (Kind::Token(secret, _) | Kind::ApiKey(secret), _) | (_, Used::Secret(secret)) => {
                place(self.scheme, secret, request)?;
            }
            (_, Used::Token(token)) => place(self.scheme, &token.secret, request)?,
            (Kind::Basic(user, _), _) if user.contains(':') => {
                // The password would start behind it (RFC 7617, section 2).
                return Err(TokenError::Unusable(
                    "a name with a colon is none for HTTP Basic",
                ));
            }
            (Kind::Basic(user, password), _) => {
                let value = basic(user, password.reveal());
                let value =
                    value.ok_or(TokenError::Unusable("the name cannot stand in a header"))?;
                request.headers_mut().insert(header::AUTHORIZATION, value);
            }
            #[cfg(feature = "digest")]
            (Kind::Digest(digest), _) => {
                if let Some(value) = digest.answer(request, payload, &mut self.round)? {
                    request.headers_mut().insert(header::AUTHORIZATION, value);
                }
            }
            (Kind::MutualTls | Kind::ClientCredentials(_) | Kind::Source(_), _) => {}
        }
        Ok(())
    }

    fn refused(&mut self, headers: &HeaderMap, uri: &Uri) -> bool {
        #[cfg(feature = "digest")]
        if let Kind::Digest(digest) = &self.credential.0 {
            return digest.challenged(headers, uri, &mut self.round);
        }
        #[cfg(not(feature = "digest"))]
        let _ = (headers, uri);
        let first = !std::mem::replace(&mut self.renewed, true);
        match (
            &self.credential.0,
            std::mem::replace(&mut self.used, Used::Nothing),
        ) {
            (Kind::ClientCredentials(credentials), Used::Token(token)) => {
                credentials.refused(&token);
                first
            }
            (Kind::Source(_), Used::Secret(token)) => {
                self.used = Used::Refused(token);
                first
            }
            _ => false,
        }
    }
}
