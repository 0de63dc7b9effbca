//! Where tokens are had.

use ::http::Uri;

use super::error::TokenError;
use crate::http::server::{Server, default_base};
use crate::http::uri;

/// Where the call goes, and what the document says: its token URL, and the servers of the operation that is called.
#[derive(Clone, Copy)]
pub(super) struct Home<'a> {
    /// The base URL of the call.
    pub base: &'a str,
    pub token_url: Option<&'static str>,
    pub servers: &'static [Server],
    /// The scopes that the operation needs.
    pub scopes: &'static [&'static str],
}

impl Home<'_> {
    /// A URL of the user's.
    pub fn resolve(&self, url: &str) -> Result<Uri, TokenError> {
        let base = self.base.parse::<Uri>().ok();
        let absolute = base.map_or_else(|| url.parse().ok(), |base| uri::resolve(&base, url));
        absolute
            .filter(|uri| uri.host().is_some())
            .ok_or(TokenError::Unusable("the token URL is no absolute URL"))
    }

    /// The document's URL. One on the document's own server moves with the call: whoever calls another server does not mean
    /// to show its secret to this one.
    pub fn document_url(&self) -> Result<Uri, TokenError> {
        let url = self.token_url.ok_or(TokenError::NoTokenUrl)?;
        let own = default_base(self.servers);
        let rest = own
            .as_deref()
            .and_then(|own| url.strip_prefix(own.trim_end_matches('/')));
        match rest {
            Some(rest) if rest.starts_with('/') => {
                self.resolve(&format!("{}{rest}", self.base.trim_end_matches('/')))
            }
            _ => self.resolve(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SERVERS: &[Server] = &[Server {
        url: "https://api.example.org/v1",
        variables: &[],
    }];

    #[test]
    fn a_token_url_on_the_documents_server_moves_with_it() {
        let at = |token_url, base| {
            let home = Home {
                base,
                token_url: Some(token_url),
                servers: SERVERS,
                scopes: &[],
            };
            home.document_url().map(|url| url.to_string())
        };
        let document = "https://api.example.org/v1";
        let own = "https://api.example.org/v1/token";
        assert_eq!(at(own, document).unwrap(), own);
        assert_eq!(
            at(own, "http://127.0.0.1:1/x/").unwrap(),
            "http://127.0.0.1:1/x/token"
        );
        let other = "https://login.example.org/token";
        assert_eq!(at(other, "http://127.0.0.1:1").unwrap(), other);
        assert_eq!(
            at("/token", document).unwrap(),
            "https://api.example.org/token"
        );
        assert_eq!(
            at("/token", "http://127.0.0.1:1/x").unwrap(),
            "http://127.0.0.1:1/token"
        );
        // A host that only starts alike is another.
        let alike = "https://api.example.org/v1.evil/token";
        assert_eq!(at(alike, "http://127.0.0.1:1").unwrap(), alike);
        assert!(at("/token", "").is_err());
    }
}
