//! The security schemes of a document.

use crate::http::operation::In;

/// A security scheme of the document (OpenAPI 3.0.4, section 4.7.27).
#[derive(Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name that operations use.
    pub name: &'static str,
    /// How a caller proves who it is.
    pub mechanism: Mechanism,
}

/// How a caller proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mechanism {
    /// An `Authorization` header of this scheme, in lower case: `basic`, `bearer`, `digest`, ...
    Http(&'static str),
    /// A secret in a header, the query or a cookie.
    ApiKey {
        /// Where it goes.
        location: In,
        /// The name of the parameter.
        name: &'static str,
    },
    /// OAuth 2, with the token URL of its client credentials flow, where it has one. It may be relative to the server.
    OAuth2 {
        /// Where tokens are had.
        token_url: Option<&'static str>,
    },
    /// OpenID Connect, with the URL of its discovery document.
    OpenIdConnect(&'static str),
    /// A TLS client certificate.
    MutualTls,
    /// What the document says in another way than OpenAPI has it.
    Other,
}

impl SecurityScheme {
    const fn new(name: &'static str, mechanism: Mechanism) -> Self {
        Self { name, mechanism }
    }
    /// An `Authorization` header of an HTTP scheme.
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self::new(name, Mechanism::Http(scheme))
    }
    /// A secret in a parameter.
    pub const fn api_key(name: &'static str, location: In, parameter: &'static str) -> Self {
        Self::new(
            name,
            Mechanism::ApiKey {
                location,
                name: parameter,
            },
        )
    }
    /// OAuth 2.
    pub const fn oauth2(name: &'static str, token_url: Option<&'static str>) -> Self {
        Self::new(name, Mechanism::OAuth2 { token_url })
    }
    /// OpenID Connect.
    pub const fn open_id_connect(name: &'static str, url: &'static str) -> Self {
        Self::new(name, Mechanism::OpenIdConnect(url))
    }
    /// A TLS client certificate.
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self::new(name, Mechanism::MutualTls)
    }
    /// A scheme that OpenAPI does not know.
    pub const fn other(name: &'static str) -> Self {
        Self::new(name, Mechanism::Other)
    }

    /// Whether a bearer token is what the scheme wants.
    pub(super) fn takes_bearer(&self) -> bool {
        match self.mechanism {
            Mechanism::Http(scheme) => scheme == "bearer",
            Mechanism::OAuth2 { .. } | Mechanism::OpenIdConnect(_) => true,
            _ => false,
        }
    }
}

/// A scheme's name, wherever a credential is set.
impl AsRef<str> for SecurityScheme {
    fn as_ref(&self) -> &str {
        self.name
    }
}
