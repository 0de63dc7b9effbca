//! Why a credential could not be had.

use std::fmt;
use std::sync::Arc;

use ::http::StatusCode;

use crate::http::error::BoxError;
use crate::http::transport::TransportError;

/// No credential could be had for a security scheme; the call was not sent.
#[derive(Debug, Clone)]
pub struct AuthError {
    /// The scheme's name.
    pub scheme: &'static str,
    /// Why. One failed request for a token is the reason of every call that waited for it.
    pub reason: Arc<TokenError>,
}

/// Why there is no token. No part of it shows a secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The server refused (RFC 6749, section 5.2).
    Refused {
        /// The status.
        status: StatusCode,
        /// `error`, or what stands in for it in errors of another shape.
        error: String,
        /// `error_description`, or what stands in for it.
        description: Option<String>,
        /// `Retry-After`.
        retry_after: Option<std::time::Duration>,
    },
    /// The server answered with something that holds no token.
    Unreadable {
        /// The status.
        status: StatusCode,
        /// `Content-Type`.
        content_type: Option<String>,
        /// What is wrong with it.
        reason: String,
        /// The start of the body, unless a token may be in it.
        body: String,
    },
    /// No answer came.
    Unanswered(TransportError),
    /// Neither the document nor the credential says where tokens are had.
    NoTokenUrl,
    /// The credential does not say where tokens are revoked.
    NoRevocationUrl,
    /// What the user gave as a source of tokens failed.
    Source(BoxError),
    /// The credential is not of a kind that the scheme can use, or cannot stand in a header.
    Unusable(&'static str),
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenError::Refused {
                status,
                error,
                description,
                ..
            } => {
                write!(f, "the token server answered {status}: {error}")?;
                description
                    .as_ref()
                    .map_or(Ok(()), |text| write!(f, ": {text}"))
            }
            TokenError::Unreadable {
                status,
                reason,
                body,
                ..
            } => {
                write!(
                    f,
                    "the token server answered {status}, but {reason}: {body}"
                )
            }
            TokenError::Unanswered(error) => write!(f, "the token server gave no answer: {error}"),
            TokenError::NoTokenUrl => f.write_str("no token URL is known: set `token_url`"),
            TokenError::NoRevocationUrl => {
                f.write_str("no revocation URL is known: set `revocation_url`")
            }
            TokenError::Source(error) => write!(f, "the source of tokens failed: {error}"),
            TokenError::Unusable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TokenError::Unanswered(error) => Some(error),
            TokenError::Source(error) => Some(&**error),
            _ => None,
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no credential for `{}`: {}", self.scheme, self.reason)
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.reason)
    }
}
