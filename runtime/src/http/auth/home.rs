//! Where tokens are had.

use ::http::Uri;

use super::error::TokenError;
use crate::http::server::{Server, default_base};
use crate::http::uri;

/// What the document says: its token URL, and the servers of the operation that is called.
#[derive(Clone, Copy)]
pub(super) struct Home {
    pub token_url: Option<&'static str>,
    pub servers: &'static [Server],
    /// The scopes that the operation needs.
    pub scopes: &'static [&'static str],
}

impl Home {
    /// A URL of the user's; `set` is the client's base URL.
    pub fn resolve(&self, url: &str, set: Option<&str>) -> Result<Uri, TokenError> {
        let base = set
            .map(str::to_owned)
            .or_else(|| default_base(self.servers));
        let base = base.and_then(|base| base.parse::<Uri>().ok());
        let absolute = base.map_or_else(|| url.parse().ok(), |base| uri::resolve(&base, url));
        absolute
            .filter(|uri| uri.host().is_some())
            .ok_or(TokenError::Unusable("the token URL is no absolute URL"))
    }

    /// The document's URL. One on the document's own server moves with the base URL: whoever calls another server does not
    /// mean to show it to this one.
    pub fn document_url(&self, set: Option<&str>) -> Result<Uri, TokenError> {
        let url = self.token_url.ok_or(TokenError::NoTokenUrl)?;
        let own = default_base(self.servers);
        let rest = own
            .as_deref()
            .and_then(|own| url.strip_prefix(own.trim_end_matches('/')));
        match (set, rest) {
            (Some(set), Some(rest)) if rest.starts_with('/') => {
                self.resolve(&format!("{}{rest}", set.trim_end_matches('/')), None)
            }
            _ => self.resolve(url, set),
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
        let at = |token_url, set| {
            let home = Home {
                token_url: Some(token_url),
                servers: SERVERS,
                scopes: &[],
            };
            home.document_url(set).unwrap().to_string()
        };
        let own = "https://api.example.org/v1/token";
        assert_eq!(at(own, None), own);
        assert_eq!(
            at(own, Some("http://127.0.0.1:1/x/")),
            "http://127.0.0.1:1/x/token"
        );
        let other = "https://login.example.org/token";
        assert_eq!(at(other, Some("http://127.0.0.1:1")), other);
        assert_eq!(at("/token", None), "https://api.example.org/token");
        assert_eq!(
            at("/token", Some("http://127.0.0.1:1/x")),
            "http://127.0.0.1:1/token"
        );
        // A host that only starts alike is another.
        let alike = "https://api.example.org/v1.evil/token";
        assert_eq!(at(alike, Some("http://127.0.0.1:1")), alike);
        let none = Home {
            token_url: Some("/token"),
            servers: &[],
            scopes: &[],
        };
        assert!(none.document_url(None).is_err());
    }
}
