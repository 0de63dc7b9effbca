//! What carries a request to the API and its answer back.

mod blocking;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "ureq")]
mod ureq;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::content::Content;
use super::error::BoxError;

pub(super) use blocking::{Blocking, block_on};

/// `Send`, but on WebAssembly, which has one thread and whose promises are not.
#[cfg(not(target_arch = "wasm32"))]
mod bounds {
    use super::{Future, Pin};

    /// `Send`, but on WebAssembly.
    pub trait MaybeSend: Send {}
    impl<T: Send + ?Sized> MaybeSend for T {}
    /// A boxed future.
    pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
}
#[cfg(target_arch = "wasm32")]
mod bounds {
    use super::{Future, Pin};

    /// `Send`, but on WebAssembly.
    pub trait MaybeSend {}
    impl<T: ?Sized> MaybeSend for T {}
    /// A boxed future.
    pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
}
pub use bounds::{Boxed, MaybeSend};

/// A transport's answer to come.
pub type Pending<'a> = Boxed<'a, Result<::http::Response<Content>, TransportError>>;

/// The end of a pause.
pub type Pause<'a> = Boxed<'a, ()>;

/// The longest that making a connection may take, unless set.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What a transport keeps to in one exchange.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// The longest until the whole answer is there; of a streamed answer, until its head is.
    pub timeout: Duration,
    /// The longest that making a connection may take.
    pub connect: Duration,
    /// `Some` where the answer is streamed: the longest between two chunks of its body.
    pub idle: Option<Duration>,
}

/// Why a transport has no answer, or not all of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection could be made: nothing was sent.
    Connect(BoxError),
    /// The connection broke, or what came is no HTTP.
    Failed(BoxError),
    /// The body to send could not be read, from its file or its reader: another attempt could not read it either.
    Unreadable(Arc<std::io::Error>),
    /// It took longer than [`Limits`] allow.
    Timeout,
    /// The body is larger than the client accepts, in bytes.
    TooLarge(u64),
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TransportError::Connect(error) => write!(f, "no connection: {}", Reason(&**error)),
            TransportError::Failed(error) => {
                write!(f, "the connection failed: {}", Reason(&**error))
            }
            TransportError::Unreadable(error) => {
                write!(f, "the body to send cannot be read: {error}")
            }
            TransportError::Timeout => f.write_str("it took too long"),
            TransportError::TooLarge(limit) => write!(f, "more than {limit} bytes"),
        }
    }
}

/// What an error says, and what is at its bottom: some say no more than that there is one.
struct Reason<'a>(&'a (dyn std::error::Error + 'static));

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.0.to_string();
        f.write_str(&said)?;
        let causes = std::iter::successors(self.0.source(), |cause| cause.source());
        match causes.last().map(ToString::to_string) {
            Some(cause) if !said.contains(&cause) => write!(f, ": {cause}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TransportError::Connect(error) | TransportError::Failed(error) => Some(&**error),
            TransportError::Unreadable(error) => Some(&**error),
            TransportError::Timeout | TransportError::TooLarge(_) => None,
        }
    }
}

/// Carries requests asynchronously. It follows no redirects, decodes no content coding, keeps no cookies, and keeps to
/// the limits: the client does everything else.
pub trait Transport: Send + Sync {
    /// One request, one answer, whatever its status.
    fn call(&self, request: ::http::Request<Content>, limits: Limits) -> Pending<'_>;

    /// Ends after that long: the wait before another attempt.
    fn pause(&self, duration: Duration) -> Pause<'_>;

    /// Ends after that long: the end of a wait for something else, such as a token. Unless said otherwise as
    /// [`pause`](Self::pause); one whose pauses take no time has to tell the two apart.
    fn timer(&self, duration: Duration) -> Pause<'_> {
        self.pause(duration)
    }
}

/// Carries requests and waits for the answer; apart from that as [`Transport`] is.
pub trait BlockingTransport: Send + Sync {
    /// One request, one answer, whatever its status. The chunks of the answer's body may block.
    ///
    /// # Errors
    /// No answer: see [`TransportError`].
    fn call(
        &self,
        request: ::http::Request<Content>,
        limits: Limits,
    ) -> Result<::http::Response<Content>, TransportError>;

    /// Ends after that long: the wait before another attempt.
    fn pause(&self, duration: Duration) -> Pause<'_> {
        blocking::pause(duration)
    }

    /// Ends after that long: the end of a wait for something else, such as a token.
    fn timer(&self, duration: Duration) -> Pause<'_> {
        blocking::pause(duration)
    }
}
