//! Why a call did not give what it should.

use std::fmt;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::response::content_type;
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
    /// The answer is larger than the client accepts, in bytes.
    TooLarge(u64),
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
}

impl<E> Error<E> {
    /// The status of the answer, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Api(failure) => Some(failure.status),
            Error::Undecodable(answer) => Some(answer.status),
            _ => None,
        }
    }

    /// The body as it came, where an answer came.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Error::Api(failure) => Some(&failure.body),
            Error::Undecodable(answer) => Some(&answer.body),
            _ => None,
        }
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
            Error::TooLarge(limit) => {
                write!(f, "the answer is larger than the limit of {limit} bytes")
            }
            Error::Api(failure) => {
                write!(
                    f,
                    "the API answered {}: {}",
                    failure.status,
                    Excerpt(&failure.body)
                )
            }
            Error::Undecodable(answer) => {
                write!(
                    f,
                    "the API answered {}, but {}: {}",
                    answer.status,
                    answer.reason,
                    Excerpt(&answer.body)
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
            _ => None,
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiFailure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiFailure")
            .field("status", &self.status)
            .field("value", &self.value)
            .field("content_type", &content_type(&self.raw_headers))
            .field("body", &format_args!("{}", Excerpt(&self.body)))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undecodable")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("body", &format_args!("{}", Excerpt(&self.body)))
            .finish_non_exhaustive()
    }
}

/// The first 1,024 bytes of a body, as text.
struct Excerpt<'a>(&'a Bytes);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 1024;
        if self.0.is_empty() {
            return f.write_str("(no body)");
        }
        f.write_str(&String::from_utf8_lossy(&self.0[..self.0.len().min(MOST)]))?;
        if self.0.len() > MOST {
            write!(f, "... ({} bytes in all)", self.0.len())?;
        }
        Ok(())
    }
}
