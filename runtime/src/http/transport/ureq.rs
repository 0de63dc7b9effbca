//! The blocking transport over `ureq`.

use std::io::{self, Read};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf as _, Bytes};

use super::{BlockingTransport, CONNECT_TIMEOUT, Limits, TransportError, block_on, blocking};
use crate::http::client::BlockingClient;
use crate::http::content::{Chunks, Content};
use crate::http::time::{Deadline, LONGEST};

struct Ureq {
    agent: ureq::Agent,
    /// What ureq keeps with each request: the settings that all of them have. They are made once.
    settings: ::http::Extensions,
}

impl Ureq {
    fn new(agent: ureq::Agent, connect: Duration) -> Self {
        let request = agent
            .configure_request(::http::Request::new(()))
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_connect(Some(connect))
            .build();
        let settings = request.into_parts().0.extensions;
        Ureq { agent, settings }
    }
}

impl Default for BlockingClient {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingClient {
    /// A client that sends through `ureq`, to the document's first server.
    pub fn new() -> Self {
        Self::with_ureq(ureq::Agent::new_with_defaults())
    }

    /// The same, with another limit on how long making a connection may take (10 seconds otherwise).
    pub fn with_connect_timeout(timeout: Duration) -> Self {
        let agent = ureq::Agent::new_with_defaults();
        Self::with_transport(Ureq::new(agent, timeout.min(LONGEST)))
    }

    /// A client that sends through this agent, with its proxies, certificates and pools. Redirects are not left to it: a
    /// credential must not follow to another origin.
    pub fn with_ureq(agent: ureq::Agent) -> Self {
        Self::with_transport(Ureq::new(agent, CONNECT_TIMEOUT))
    }
}

fn failed(error: ureq::Error) -> TransportError {
    match error {
        // It names the URL, in whose query there may be a key.
        ureq::Error::RequireHttpsOnly(_) | ureq::Error::BadUri(_) => {
            TransportError::Failed("the agent does not call such URLs".into())
        }
        // Nothing was sent yet.
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => {
            TransportError::Connect(Box::new(error))
        }
        ureq::Error::Timeout(_) => TransportError::Timeout,
        ureq::Error::Io(error) => broken(error),
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::Tls(_)
        | ureq::Error::Rustls(_)
        | ureq::Error::TlsRequired => TransportError::Connect(Box::new(error)),
        other => TransportError::Failed(Box::new(other)),
    }
}

/// How the standard library begins what it says of a host that is not known, on Unix. It has no kind for it.
const NOT_FOUND: &str = "failed to lookup address information";

/// How rustls begins what it says of a handshake that failed. What else it may say, it may also say of a connection that was
/// made, when the request has been sent.
const NO_HANDSHAKE: [&str; 8] = [
    "invalid peer certificate",
    "peer doesn't support any known protocol",
    "peer is incompatible",
    "peer sent no certificates",
    "received fatal alert: HandshakeFailure",
    "received fatal alert: InsufficientSecurity",
    "received fatal alert: ProtocolVersion",
    "received fatal alert: UnrecognisedName",
];

/// Whether there was no connection yet.
fn is_unconnected(error: &io::Error) -> bool {
    let said = error.to_string();
    match error.kind() {
        io::ErrorKind::ConnectionRefused => true,
        io::ErrorKind::InvalidData => NO_HANDSHAKE.iter().any(|start| said.starts_with(start)),
        _ => said.starts_with(NOT_FOUND),
    }
}

fn broken(error: io::Error) -> TransportError {
    match error.kind() {
        io::ErrorKind::TimedOut => TransportError::Timeout,
        _ if is_unconnected(&error) => TransportError::Connect(Box::new(error)),
        // An error of ureq's own travels within one of the standard library.
        _ => match error.downcast::<ureq::Error>() {
            Ok(ureq::Error::Timeout(_)) => TransportError::Timeout,
            Ok(other) => TransportError::Failed(Box::new(other)),
            // So does what the body to send has said.
            Err(error) => match error.downcast::<TransportError>() {
                Ok(own) => own,
                Err(error) => TransportError::Failed(Box::new(error)),
            },
        },
    }
}

impl Ureq {
    /// The request with the limits of one exchange.
    fn limited<S: ureq::AsSendBody>(
        &self,
        mut parts: ::http::request::Parts,
        body: S,
        limits: Limits,
    ) -> ::http::Request<S> {
        parts.extensions.extend(self.settings.clone());
        let request = ::http::Request::from_parts(parts, body);
        let request = self.agent.configure_request(request);
        match limits.idle {
            None => request.timeout_per_call(Some(limits.timeout)),
            Some(idle) => request
                .timeout_send_request(Some(limits.timeout))
                .timeout_send_body(Some(limits.timeout))
                .timeout_recv_response(Some(limits.timeout))
                .timeout_per_read(Some(idle.max(limits.timeout))),
        }
        .build()
    }
}

impl BlockingTransport for Ureq {
    fn call(
        &self,
        request: ::http::Request<Content>,
        limits: Limits,
    ) -> Result<::http::Response<Content>, TransportError> {
        let (mut parts, body) = request.into_parts();
        // A name or a realm of HTTP Digest may make it so. `ureq` says no more than that the connection failed.
        let mut values = parts.headers.values();
        if values.any(|value| value.is_sensitive() && value.to_str().is_err()) {
            let why = "`ureq` sends no credentials with characters beyond ASCII";
            return Err(TransportError::Failed(why.into()));
        }
        let answer = match body.as_bytes() {
            Some(bytes) if bytes.is_empty() && !needs_length(&parts.method) => {
                let request = self.limited(parts, (), limits);
                self.agent.run(request)
            }
            Some(bytes) => {
                let request = self.limited(parts, &bytes[..], limits);
                self.agent.run(request)
            }
            None => {
                if let Some(length) = body.length() {
                    parts
                        .headers
                        .insert(::http::header::CONTENT_LENGTH, length.into());
                }
                let reader = Outgoing {
                    body,
                    chunk: Bytes::new(),
                    deadline: Deadline::after(limits.timeout),
                };
                let body = ureq::SendBody::from_owned_reader(reader);
                let request = self.limited(parts, body, limits);
                self.agent.run(request)
            }
        };
        let answer = answer.map_err(failed)?;
        Ok(answer.map(|body| {
            let left = body.content_length();
            match left.and_then(|left| usize::try_from(left).ok()) {
                Some(length @ ..=CHUNK) if limits.idle.is_none() => whole(body, length),
                _ => {
                    let reader = body.into_reader();
                    Content::chunks(left, Incoming { reader, left })
                }
            }
        }))
    }
}

/// Whether a request without a body says so (RFC 9110, section 8.6).
fn needs_length(method: &::http::Method) -> bool {
    [
        ::http::Method::POST,
        ::http::Method::PUT,
        ::http::Method::PATCH,
    ]
    .contains(method)
}

/// A body to send as a reader.
struct Outgoing {
    body: Content,
    chunk: Bytes,
    /// When the call must have ended, whether or not what the body comes from goes on.
    deadline: Deadline,
}

impl Outgoing {
    fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        let left = match self.deadline.left() {
            Ok(left) => left,
            Err(late) => return Some(Err(late)),
        };
        let mut timer = blocking::pause(left);
        block_on(std::future::poll_fn(|context| {
            if let Poll::Ready(chunk) = self.body.poll_chunk(context) {
                return Poll::Ready(chunk);
            }
            let late = timer.as_mut().poll(context);
            late.map(|()| Some(Err(TransportError::Timeout)))
        }))
    }
}

impl Read for Outgoing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            match self.next() {
                None => return Ok(0),
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(TransportError::Timeout)) => return Err(io::ErrorKind::TimedOut.into()),
                Some(Err(error)) => return Err(io::Error::other(error)),
            }
        }
        let length = self.chunk.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.chunk[..length]);
        self.chunk.advance(length);
        Ok(length)
    }
}

struct Incoming {
    reader: ureq::BodyReader<'static>,
    /// How many bytes are to come, where that is known.
    left: Option<u64>,
}

/// The most bytes that are read at once.
const CHUNK: usize = 64 << 10;

/// All of a short body at once; where it breaks off, what came and why.
fn whole(mut body: ureq::Body, length: usize) -> Content {
    let mut bytes = Vec::with_capacity(length);
    match body.as_reader().read_to_end(&mut bytes) {
        Ok(_) => Content::from(Bytes::from(bytes)),
        Err(error) => {
            let length = u64::try_from(length).ok();
            Content::chunks(length, Broken(bytes.into(), Some(broken(error))))
        }
    }
}

/// What came of a body, and why there is no more.
struct Broken(Bytes, Option<TransportError>);

impl Chunks for Broken {
    fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let came = std::mem::take(&mut self.0);
        Poll::Ready(match came.is_empty() {
            false => Some(Ok(came)),
            true => self.1.take().map(Err),
        })
    }
}

impl Chunks for Incoming {
    fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        // All has come, but the connection goes back to its pool when the end has been read.
        if self.left == Some(0) {
            let ended = self.reader.read(&mut [0]).map_err(broken);
            return Poll::Ready(ended.err().map(Err));
        }
        let wanted = self.left.map_or(CHUNK / 8, |left| {
            usize::try_from(left).unwrap_or(CHUNK).min(CHUNK)
        });
        let mut chunk = vec![0; wanted];
        Poll::Ready(match self.reader.read(&mut chunk) {
            Ok(0) => None,
            Ok(length) => {
                chunk.truncate(length);
                self.left = self.left.map(|left| left.saturating_sub(length as u64));
                Some(Ok(Bytes::from(chunk)))
            }
            Err(error) => Some(Err(broken(error))),
        })
    }
}
