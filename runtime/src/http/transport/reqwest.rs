//! The asynchronous transport over `reqwest`.

use bytes::{Bytes, BytesMut};

use super::{Pending, Transport};
use crate::http::client::{Client, Limits, TransportError};
use crate::http::response::RawResponse;

struct Reqwest(reqwest::Client);

impl Client {
    /// A client that sends through `reqwest`, to the document's first server.
    ///
    /// # Errors
    /// No TLS can be had on this machine.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::limited(10))
            .build();
        client.map(Client::with_reqwest).map_err(failed)
    }

    /// A client that sends through this `reqwest` client, with its proxies, certificates and pools.
    pub fn with_reqwest(client: reqwest::Client) -> Self {
        Client::with_transport(Reqwest(client))
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    if error.is_timeout() {
        TransportError::Timeout
    } else {
        TransportError::Failed(Box::new(error.without_url()))
    }
}

impl Transport for Reqwest {
    fn call(&self, request: ::http::Request<Bytes>, limits: Limits) -> Pending<'_> {
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request).map_err(failed)?;
            *request.timeout_mut() = Some(limits.timeout);
            let mut answer = self.0.execute(request).await.map_err(failed)?;
            let mut body = BytesMut::new();
            while let Some(chunk) = answer.chunk().await.map_err(failed)? {
                if (body.len() + chunk.len()) as u64 > limits.body {
                    return Err(TransportError::TooLarge);
                }
                body.extend_from_slice(&chunk);
            }
            let mut raw = RawResponse::new(body.freeze());
            *raw.status_mut() = answer.status();
            *raw.headers_mut() = std::mem::take(answer.headers_mut());
            Ok(raw)
        })
    }
}
