//! The asynchronous transport over `reqwest`.

use std::future::Future;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;

use super::{CONNECT_TIMEOUT, Limits, Pause, Pending, Transport, TransportError};
use crate::http::client::Client;
use crate::http::content::Content;

struct Reqwest(reqwest::Client);

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
        let builder = builder.connect_timeout(timeout);
        #[cfg(target_arch = "wasm32")]
        let _ = timeout;
        Self::with_reqwest(builder)
    }

    /// A client that sends through a `reqwest` client of your own making, with its proxies, certificates and pools.
    /// Redirects, content codings and retries are not left to it: a credential must not follow to another origin.
    ///
    /// # Errors
    /// What the builder was told cannot be had.
    pub fn with_reqwest(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        let client = builder.build().map_err(failed)?;
        Ok(Client::with_transport(Reqwest(client)))
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    #[cfg(not(target_arch = "wasm32"))]
    if error.is_connect() {
        return TransportError::Connect(Box::new(error.without_url()));
    }
    if error.is_timeout() {
        TransportError::Timeout
    } else {
        TransportError::Failed(Box::new(error.without_url()))
    }
}

impl Transport for Reqwest {
    fn call(&self, request: ::http::Request<Content>, limits: Limits) -> Pending<'_> {
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request.map(outgoing)).map_err(failed)?;
            if request.body().and_then(reqwest::Body::as_bytes) == Some(&[]) {
                *request.body_mut() = None;
            }
            let Some(idle) = limits.idle else {
                *request.timeout_mut() = Some(limits.timeout);
                let answer = self.0.execute(request).await.map_err(failed)?;
                return incoming(answer, None).await;
            };
            let head = within(limits.timeout, self.0.execute(request)).await;
            let answer = head.ok_or(TransportError::Timeout)?.map_err(failed)?;
            incoming(answer, Some(idle)).await
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
    use std::pin::Pin;
    use std::task::Context;

    use super::*;
    use crate::http::content::Chunks;
    use http_body::{Body as _, Frame, SizeHint};

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

    pub(super) async fn incoming(
        answer: reqwest::Response,
        idle: Option<Duration>,
    ) -> Result<::http::Response<Content>, TransportError> {
        let answer = ::http::Response::<reqwest::Body>::from(answer);
        Ok(answer.map(|body| {
            let timer = idle.map(|idle| (idle, Box::pin(sleep(idle))));
            Content::chunks(body.size_hint().exact(), Incoming { body, timer })
        }))
    }

    struct Incoming {
        body: reqwest::Body,
        /// The longest between two chunks, and how much of it is left.
        timer: Option<(Duration, Pin<Box<tokio::time::Sleep>>)>,
    }

    impl Chunks for Incoming {
        fn poll_chunk(
            &mut self,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            while let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
                // Trailers have no place in an answer's body.
                let chunk = match frame {
                    None => None,
                    Some(Ok(frame)) => match frame.into_data() {
                        Ok(chunk) => Some(Ok(chunk)),
                        Err(_) => continue,
                    },
                    Some(Err(error)) => Some(Err(failed(error))),
                };
                if let Some((idle, timer)) = &mut self.timer {
                    timer.as_mut().reset(tokio::time::Instant::now() + *idle);
                }
                return Poll::Ready(chunk);
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
        reqwest::Body::from(body.as_bytes().cloned().unwrap_or_default())
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
