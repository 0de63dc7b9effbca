//! The asynchronous transport over `reqwest`.

use std::error::Error as _;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use ::http::Uri;
use ::http::uri::{Authority, Scheme};
use bytes::Bytes;

use super::{CONNECT_TIMEOUT, Limits, Pause, Pending, Transport, TransportError};
use crate::http::client::Client;
use crate::http::content::Content;
#[cfg(not(target_arch = "wasm32"))]
use crate::http::time::LONGEST;

struct Reqwest {
    client: reqwest::Client,
    /// The server of the last call, which is mostly that of the next one.
    last: Mutex<Option<Origin>>,
}

/// A server, and the URL that the targets of its requests are resolved against.
struct Origin {
    scheme: Scheme,
    authority: Authority,
    root: reqwest::Url,
}

impl Origin {
    fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme)
            && uri.authority().map(Authority::as_str) == Some(self.authority.as_str())
    }

    fn resolve(&self, target: &str) -> Option<reqwest::Url> {
        self.root.join(target).ok()
    }
}

impl Reqwest {
    /// The URL as reqwest wants it: of one that has the server of the last call, only what stands behind that is read.
    fn url(&self, uri: &Uri) -> Result<reqwest::Url, TransportError> {
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        // Two slashes would start another server's name.
        let plain =
            target.starts_with('/') && !matches!(target.as_bytes().get(1), Some(b'/' | b'\\'));
        if !plain {
            return parsed(uri);
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().filter(|origin| origin.is_of(uri));
        if let Some(url) = known.and_then(|origin| origin.resolve(target)) {
            return Ok(url);
        }
        let url = parsed(uri)?;
        if let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) {
            let (scheme, authority) = (scheme.clone(), authority.clone());
            let mut root = url.clone();
            root.set_path("/");
            root.set_query(None);
            *last = Some(Origin {
                scheme,
                authority,
                root,
            });
        }
        Ok(url)
    }

    /// The request as reqwest wants it.
    fn request(
        &self,
        request: ::http::Request<Content>,
        limits: Limits,
    ) -> Result<reqwest::Request, TransportError> {
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, self.url(&parts.uri)?);
        *request.headers_mut() = parts.headers;
        if body.length() != Some(0) {
            *request.body_mut() = Some(outgoing(body));
        }
        if limits.idle.is_none() {
            *request.timeout_mut() = Some(limits.timeout);
        }
        Ok(request)
    }
}

fn parsed(uri: &Uri) -> Result<reqwest::Url, TransportError> {
    reqwest::Url::parse(&uri.to_string()).map_err(|error| TransportError::Failed(Box::new(error)))
}

impl Client {
    /// A client that sends through `reqwest`, to the document's first server.
    ///
    /// # Errors
    /// No TLS can be had on this machine.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_connect_timeout(CONNECT_TIMEOUT)
    }

    /// The same, with another limit on how long making a connection may take (10 seconds otherwise).
    ///
    /// # Errors
    /// No TLS can be had on this machine.
    pub fn with_connect_timeout(timeout: Duration) -> Result<Self, TransportError> {
        let builder = reqwest::Client::builder();
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder.connect_timeout(timeout.min(LONGEST));
        #[cfg(target_arch = "wasm32")]
        let _ = timeout;
        Self::with_reqwest(builder)
    }

    /// A client that sends through a `reqwest` client of your own making, with its proxies, certificates and pools.
    /// Redirects and content codings are not left to it: a credential must not follow to another origin. Of its retries
    /// leave those that it has by itself: of what an HTTP/2 server says that it has not processed (RFC 9113, section 8.7).
    ///
    /// # Errors
    /// What the builder was told cannot be had.
    pub fn with_reqwest(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        let client = builder.build().map_err(failed)?;
        Ok(Client::with_transport(Reqwest {
            client,
            last: Mutex::default(),
        }))
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    #[cfg(not(target_arch = "wasm32"))]
    if error.is_connect() {
        return TransportError::Connect(Box::new(error.without_url()));
    }
    if let Some(cause) = unreadable(&error) {
        TransportError::Unreadable(cause)
    } else if error.is_timeout() {
        TransportError::Timeout
    } else {
        TransportError::Failed(Box::new(error.without_url()))
    }
}

/// What the body to send has said, where that is why nothing came.
fn unreadable(error: &reqwest::Error) -> Option<Arc<std::io::Error>> {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(TransportError::Unreadable(error)) = inner.downcast_ref() {
            return Some(Arc::clone(error));
        }
        cause = inner.source();
    }
    None
}

impl Transport for Reqwest {
    fn call(&self, request: ::http::Request<Content>, limits: Limits) -> Pending<'_> {
        // The browser's `fetch` takes bodies whole.
        #[cfg(target_arch = "wasm32")]
        if request.body().as_bytes().is_none() {
            return Box::pin(async move {
                let (parts, mut body) = request.into_parts();
                let whole = body.collect(u64::MAX, None).await;
                let whole = whole.map_err(|(error, _)| error)?;
                let request = ::http::Request::from_parts(parts, Content::from(whole));
                self.call(request, limits).await
            });
        }
        // What the future does not hold need not be moved into it.
        let started = self.request(request, limits);
        let started = started.map(|request| self.client.execute(request));
        Box::pin(async move {
            let answer = match limits.idle {
                None => started?.await,
                Some(_) => within(limits.timeout, started?)
                    .await
                    .ok_or(TransportError::Timeout)?,
            };
            incoming(answer.map_err(failed)?, limits.idle).await
        })
    }

    fn pause(&self, duration: Duration) -> Pause<'_> {
        Box::pin(sleep(duration))
    }
}

/// What the future gives, `None` where that takes too long.
async fn within<F: Future>(timeout: Duration, future: F) -> Option<F::Output> {
    let mut timer = std::pin::pin!(sleep(timeout));
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

#[cfg(not(target_arch = "wasm32"))]
use native::{incoming, outgoing, sleep};
#[cfg(target_arch = "wasm32")]
use wasm::{incoming, outgoing, sleep};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::future::{Ready, ready};
    use std::pin::Pin;
    use std::task::Context;

    use super::*;
    use crate::http::content::Chunks;
    use http_body::{Frame, SizeHint};

    pub(super) use tokio::time::sleep;

    pub(super) fn outgoing(body: Content) -> reqwest::Body {
        match body.as_bytes() {
            Some(bytes) => reqwest::Body::from(bytes.clone()),
            None => reqwest::Body::wrap(Outgoing(body)),
        }
    }

    struct Outgoing(Content);

    impl http_body::Body for Outgoing {
        type Data = Bytes;
        type Error = TransportError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
            self.0.poll_chunk(context).map_ok(Frame::data)
        }

        fn size_hint(&self) -> SizeHint {
            self.0
                .length()
                .map_or_else(SizeHint::default, SizeHint::with_exact)
        }
    }

    pub(super) fn incoming(
        mut answer: reqwest::Response,
        idle: Option<Duration>,
    ) -> Ready<Result<::http::Response<Content>, TransportError>> {
        let mut raw = ::http::Response::new(());
        *raw.status_mut() = answer.status();
        *raw.version_mut() = answer.version();
        *raw.headers_mut() = std::mem::take(answer.headers_mut());
        let length = answer.content_length();
        let timer = idle.map(|idle| (idle, Box::pin(sleep(idle))));
        ready(Ok(raw.map(|()| {
            Content::chunks(length, Incoming { answer, timer })
        })))
    }

    struct Incoming {
        answer: reqwest::Response,
        /// The longest between two chunks, and how much of it is left.
        timer: Option<(Duration, Pin<Box<tokio::time::Sleep>>)>,
    }

    impl Chunks for Incoming {
        fn poll_chunk(
            &mut self,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            // What has come of a chunk is kept by the answer, not by this future.
            let chunk = std::pin::pin!(self.answer.chunk()).poll(context);
            if let Poll::Ready(chunk) = chunk {
                if let Some((idle, timer)) = &mut self.timer {
                    timer.as_mut().reset(tokio::time::Instant::now() + *idle);
                }
                return Poll::Ready(chunk.map_err(failed).transpose());
            }
            if let Some((_, timer)) = &mut self.timer
                && timer.as_mut().poll(context).is_ready()
            {
                return Poll::Ready(Some(Err(TransportError::Timeout)));
            }
            Poll::Pending
        }
    }
}

/// The browser's `fetch`, which follows redirects by itself and gives an answer whole.
#[cfg(target_arch = "wasm32")]
mod wasm {
    use super::*;

    pub(super) async fn sleep(duration: Duration) {
        gloo_timers::future::sleep(duration).await;
    }

    pub(super) fn outgoing(body: Content) -> reqwest::Body {
        reqwest::Body::from(body.into_bytes())
    }

    pub(super) async fn incoming(
        answer: reqwest::Response,
        _: Option<Duration>,
    ) -> Result<::http::Response<Content>, TransportError> {
        let mut raw = ::http::Response::new(Content::from(Bytes::new()));
        *raw.status_mut() = answer.status();
        *raw.headers_mut() = answer.headers().clone();
        *raw.body_mut() = Content::from(answer.bytes().await.map_err(failed)?);
        Ok(raw)
    }
}
