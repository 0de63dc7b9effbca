//! Requests outside the API, such as those for tokens, and waiting for what others do.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use bytes::Bytes;

use super::exchange::collected;
use super::retry::Attempted;
use super::shared::Core;
use crate::http::SecurityScheme;
use crate::http::auth::{AuthError, TokenError};
use crate::http::content::Content;
use crate::http::error::Failure;
use crate::http::response::RawResponse;
use crate::http::time::Deadline;
use crate::http::transport::{CONNECT_TIMEOUT, Limits, TransportError};

impl Core {
    /// A request outside the API, such as one for a token: repeated as calls are, and followed nowhere.
    pub async fn plain(
        &self,
        request: ::http::Request<Bytes>,
        deadline: Deadline,
    ) -> Result<RawResponse, TokenError> {
        const MOST: u64 = 1 << 20;
        #[cfg(feature = "testing")]
        let request = {
            let mut request = request;
            request
                .extensions_mut()
                .insert(crate::http::testing::Confidential);
            request
        };
        let mut tries = self.settings.retries.tries(true);
        loop {
            let timeout = deadline.left().map_err(TokenError::Unanswered)?;
            let limits = Limits {
                timeout,
                connect: CONNECT_TIMEOUT,
                idle: None,
            };
            let sent = match self
                .transport
                .call(request.clone().map(Content::from), limits)
                .await
            {
                Ok(answer) => collected(answer, MOST, Some(deadline)).await,
                Err(error) => Err(error.into()),
            };
            let attempted = match &sent {
                Ok(answer) => Attempted::Answered(answer.status(), answer.headers()),
                Err(failure) => Attempted::Failed(failure),
            };
            match tries.after(&attempted, || deadline.left().unwrap_or_default()) {
                Some(pause) => self.transport.pause(pause).await,
                None => {
                    return sent.map_err(|failure| match failure {
                        Failure::Unanswered(error) => TokenError::Unanswered(error),
                        Failure::Incomplete(answer) => TokenError::Unanswered(answer.cause),
                        _ => TokenError::Unusable("the request for a token failed"),
                    });
                }
            }
        }
    }

    /// What the future gives, unless the deadline passes first.
    pub async fn within<F: Future>(
        &self,
        deadline: Deadline,
        future: F,
    ) -> Result<F::Output, TransportError> {
        let mut future = pin!(future);
        // Mostly there is nothing to wait for, and no timer is needed.
        let first =
            std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
        if let Poll::Ready(output) = first {
            return Ok(output);
        }
        let mut timer = self.transport.timer(deadline.left()?);
        std::future::poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => timer
                .as_mut()
                .poll(context)
                .map(|()| Err(TransportError::Timeout)),
        })
        .await
    }

    pub(super) async fn revoke(&self, scheme: &'static SecurityScheme) -> Result<(), AuthError> {
        let deadline = Deadline::after(self.settings.timeout);
        let Some(credentials) = self.settings.credentials.client_credentials(scheme.name) else {
            return Ok(());
        };
        let revoked = credentials.revoke(self, deadline).await;
        revoked.map_err(|reason| AuthError {
            scheme: scheme.name,
            reason: Arc::new(reason),
        })
    }
}
