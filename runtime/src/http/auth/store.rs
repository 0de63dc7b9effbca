//! The credentials of a client.

use super::credential::{Credential, Kind};
use super::oauth::ClientCredentials;
use super::scheme::SecurityScheme;
use crate::Secret;

/// The credentials of a client: by the name of their scheme, and one token for whatever takes a bearer token.
#[derive(Clone, Debug, Default)]
pub(in crate::http) struct Credentials {
    named: Vec<(String, Credential)>,
    bearer: Option<Credential>,
}

impl Credentials {
    pub fn set(&mut self, scheme: &str, credential: Credential) {
        self.named.retain(|(name, _)| name != scheme);
        self.named.push((scheme.to_owned(), credential));
    }

    pub fn set_bearer(&mut self, token: Secret) {
        self.bearer = Some(Credential::bearer(token));
    }

    fn named(&self, scheme: &str) -> Option<&Credential> {
        let found = self.named.iter().find(|(name, _)| name == scheme);
        found.map(|(_, credential)| credential)
    }

    /// The client credentials that were set for a scheme.
    pub fn client_credentials(&self, scheme: &str) -> Option<&ClientCredentials> {
        match self.named(scheme).map(|credential| &credential.0) {
            Some(Kind::ClientCredentials(credentials)) => Some(credentials),
            _ => None,
        }
    }

    /// Everything in them that nobody may see.
    pub fn secrets(&self) -> Vec<Secret> {
        let named = self.named.iter().map(|(_, credential)| credential);
        let all = named.chain(&self.bearer);
        all.flat_map(|credential| credential.0.secrets()).collect()
    }

    pub(super) fn of(&self, scheme: &SecurityScheme) -> Option<&Credential> {
        let bearer = self.bearer.as_ref().filter(|_| scheme.takes_bearer());
        self.named(scheme.name).or(bearer)
    }
}
