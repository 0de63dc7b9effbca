//! The blocking transport over `ureq`.

use bytes::Bytes;

use super::BlockingTransport;
use crate::http::client::{BlockingClient, Limits, TransportError};
use crate::http::response::RawResponse;

struct Ureq(ureq::Agent);

impl Default for BlockingClient {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingClient {
    /// A client that sends through `ureq`, to the document's first server.
    pub fn new() -> Self {
        Self::with_ureq(
            ureq::Agent::config_builder()
                .http_status_as_error(false)
                .build()
                .new_agent(),
        )
    }

    /// A client that sends through this agent, with its proxies, certificates and pools.
    pub fn with_ureq(agent: ureq::Agent) -> Self {
        Self::with_transport(Ureq(agent))
    }
}

fn failed(error: ureq::Error) -> TransportError {
    match error {
        ureq::Error::Timeout(_) => TransportError::Timeout,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            TransportError::Timeout
        }
        ureq::Error::BodyExceedsLimit(_) => TransportError::TooLarge,
        other => TransportError::Failed(Box::new(other)),
    }
}

impl BlockingTransport for Ureq {
    fn call(
        &self,
        request: ::http::Request<Bytes>,
        limits: Limits,
    ) -> Result<RawResponse, TransportError> {
        let request = request.map(|body| body.to_vec());
        let request = self
            .0
            .configure_request(request)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(limits.timeout))
            .build();
        let (parts, mut body) = self.0.run(request).map_err(failed)?.into_parts();
        let bytes = body
            .with_config()
            .limit(limits.body)
            .read_to_vec()
            .map_err(failed)?;
        Ok(::http::Response::from_parts(parts, Bytes::from(bytes)))
    }
}
