//! Why a call did not give what it should.

use std::fmt;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::auth::{AuthError, TokenError};
use super::excerpt::Excerpt;
use super::response::content_type;
use super::transport::TransportError;
use crate::Violations;

/// What a transport reports.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a call failed. `E` is what the operation's error answers carry.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The arguments break the document's rules; nothing was sent.
    Invalid(Violations),
    /// No answer came: the connection failed, or broke.
    Transport(BoxError),
    /// No answer came within the client's time-out.
    Timeout,
    /// An answer came, and not all of its body: it broke off, took too long, or is larger than the client accepts.
    Incomplete(Box<Incomplete>),
    /// The body can be sent but once, and an earlier call has sent it; nothing was sent.
    Unrepeatable,
    /// No credential could be had; nothing was sent.
    Auth(AuthError),
    /// A hook of the client refused the call; nothing was sent.
    Hook(BoxError),
    /// The page after this one cannot be had: why not.
    Pages(String),
    /// The API answered with an error status.
    Api(Box<ApiFailure<E>>),
    /// The API answered with success, and a body that cannot be read.
    Undecodable(Box<Undecodable>),
}

/// An answer with an error status.
#[derive(Clone)]
pub struct ApiFailure<E> {
    /// The status.
    pub status: StatusCode,
    /// What the body says; `None` where it cannot be read as the document has it, e.g. a proxy's HTML page.
    pub value: Option<E>,
    /// Every header.
    pub raw_headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// Where the answer departs from the document's structure.
    pub issues: Violations,
    /// The body's beginning as errors show it, where it holds secrets.
    pub(super) masked: Option<Box<str>>,
}

/// An answer whose body did not come whole.
pub struct Incomplete {
    /// The status.
    pub status: StatusCode,
    /// Every header.
    pub raw_headers: HeaderMap,
    /// What came of the body; of items one after the other, what came of the one that broke off, or its data where it is an
    /// event.
    pub body: Bytes,
    /// Why the rest did not come.
    pub cause: TransportError,
    /// The body's beginning as errors show it, where it holds secrets.
    pub(super) masked: Option<Box<str>>,
}

/// A success whose body cannot be read.
#[derive(Clone)]
pub struct Undecodable {
    /// The status.
    pub status: StatusCode,
    /// Every header.
    pub raw_headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// Why it cannot be read.
    pub reason: String,
    /// The body's beginning as errors show it, where it holds secrets.
    pub(super) masked: Option<Box<str>>,
}

/// Why a call did not give an answer to read: [`Error`] before it is known what the API's errors carry.
#[derive(Debug)]
pub(super) enum Failure {
    Invalid(Violations),
    Unanswered(TransportError),
    Incomplete(Box<Incomplete>),
    Unrepeatable,
    Auth(AuthError),
    Hook(BoxError),
}

#[cfg(feature = "tracing")]
impl Failure {
    /// The kind in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Failure::Invalid(_) => "invalid",
            Failure::Unanswered(TransportError::Timeout) => "timeout",
            Failure::Unanswered(TransportError::Connect(_)) => "connect",
            Failure::Unanswered(_) => "transport",
            Failure::Incomplete(_) => "incomplete",
            Failure::Unrepeatable => "unrepeatable",
            Failure::Auth(_) => "auth",
            Failure::Hook(_) => "hook",
        }
    }
}

impl From<AuthError> for Failure {
    fn from(error: AuthError) -> Self {
        Failure::Auth(error)
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Failure::Unanswered(error)
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(violations) => Error::Invalid(violations),
            Failure::Unanswered(TransportError::Timeout) => Error::Timeout,
            Failure::Unanswered(error) => Error::Transport(Box::new(error)),
            Failure::Incomplete(answer) => Error::Incomplete(answer),
            Failure::Unrepeatable => Error::Unrepeatable,
            Failure::Auth(error) => Error::Auth(error),
            Failure::Hook(error) => Error::Hook(error),
        }
    }
}

impl<E> Error<E> {
    /// Whether the call took too long, be it before an answer came or while its body did.
    pub fn is_timeout(&self) -> bool {
        match self {
            Error::Timeout => true,
            Error::Auth(error) => {
                matches!(
                    *error.reason,
                    TokenError::Unanswered(TransportError::Timeout)
                )
            }
            Error::Incomplete(answer) => matches!(answer.cause, TransportError::Timeout),
            _ => false,
        }
    }

    /// The status of the answer, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Api(failure) => Some(failure.status),
            Error::Undecodable(answer) => Some(answer.status),
            Error::Incomplete(answer) => Some(answer.status),
            _ => None,
        }
    }

    /// Every header of the answer, where one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Error::Api(failure) => Some(&failure.raw_headers),
            Error::Undecodable(answer) => Some(&answer.raw_headers),
            Error::Incomplete(answer) => Some(&answer.raw_headers),
            _ => None,
        }
    }

    /// The body as far as it came, where an answer came.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Error::Api(failure) => Some(&failure.body),
            Error::Undecodable(answer) => Some(&answer.body),
            Error::Incomplete(answer) => Some(&answer.body),
            _ => None,
        }
    }

    /// The same, showing this in place of the body's beginning.
    pub(super) fn shown_as(mut self, shown: Option<Box<str>>) -> Self {
        match &mut self {
            Error::Api(failure) => failure.masked = shown,
            Error::Undecodable(answer) => answer.masked = shown,
            Error::Incomplete(answer) => answer.masked = shown,
            _ => {}
        }
        self
    }

    /// What the API's error answer says, where it could be read.
    pub fn value(&self) -> Option<&E> {
        match self {
            Error::Api(failure) => failure.value.as_ref(),
            _ => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Invalid(violations) => write!(
                f,
                "nothing was sent, the arguments are not valid:\n{violations}"
            ),
            Error::Transport(error) => write!(f, "no answer came: {error}"),
            Error::Timeout => f.write_str("no answer came in time"),
            Error::Pages(why) => write!(f, "there is no next page: {why}"),
            Error::Incomplete(answer) => {
                write!(
                    f,
                    "the API answered {}, but its body did not come whole: {}",
                    answer.status, answer.cause
                )
            }
            Error::Unrepeatable => {
                f.write_str("nothing was sent: the body can be sent but once, and has been")
            }
            Error::Auth(error) => write!(f, "nothing was sent: {error}"),
            Error::Hook(error) => write!(f, "nothing was sent, a hook refused the call: {error}"),
            Error::Api(failure) => {
                write!(
                    f,
                    "the API answered {}: {}",
                    failure.status,
                    failure.excerpt()
                )
            }
            Error::Undecodable(answer) => {
                write!(
                    f,
                    "the API answered {}, but {}: {}",
                    answer.status,
                    answer.reason,
                    answer.excerpt()
                )
            }
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Invalid(violations) => Some(violations),
            Error::Transport(error) => Some(&**error),
            Error::Incomplete(answer) => Some(&answer.cause),
            Error::Auth(error) => Some(error),
            Error::Hook(error) => Some(&**error),
            _ => None,
        }
    }
}

macro_rules! excerpts {
    ($($answer:ident $(<$error:ident>)?),+) => {
        $(impl $(<$error>)? $answer $(<$error>)? {
            /// What is shown of the body.
            fn excerpt(&self) -> Excerpt<'_> {
                Excerpt(&self.body, self.masked.as_deref())
            }
        })+
    };
}
excerpts!(ApiFailure<E>, Incomplete, Undecodable);

impl<E: fmt::Debug> fmt::Debug for ApiFailure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiFailure")
            .field("status", &self.status)
            .field("value", &self.value)
            .field("content_type", &content_type(&self.raw_headers))
            .field("body", &self.excerpt())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incomplete")
            .field("status", &self.status)
            .field("cause", &self.cause)
            .field("body", &self.excerpt())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undecodable")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("body", &self.excerpt())
            .finish_non_exhaustive()
    }
}
