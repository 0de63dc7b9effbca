//! The way of a call: from a request, through credentials and redirects, to an answer. Nothing here reads a socket or
//! knows what does.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderValue, header};

use super::redirect::{self, Hop};
use super::settings::Settings;
use crate::Violations;
use crate::http::content::{Content, Payload};
use crate::http::error::{Failure, Incomplete};
use crate::http::media;
use crate::http::operation::{Arguments, OperationTable};
use crate::http::request;
use crate::http::response::RawResponse;
use crate::http::time::Deadline;
use crate::http::transport::{CONNECT_TIMEOUT, Limits, Transport, TransportError};
use crate::http::uri::same_origin;

/// What the clones of a client share.
#[derive(Clone)]
pub(in crate::http) struct Core {
    settings: Arc<Settings>,
    transport: Arc<dyn Transport>,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}

/// A call on its way.
pub(in crate::http) struct Call {
    pub table: &'static OperationTable,
    pub request: ::http::Request<Payload>,
}

impl Core {
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        let settings = Arc::default();
        Core {
            settings,
            transport,
        }
    }

    pub(super) fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }

    /// A call of an operation, with everything that the client adds but credentials.
    ///
    /// # Errors
    /// What is wrong with the arguments.
    pub fn request(
        &self,
        table: &'static OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<Call, Violations> {
        let settings = &*self.settings;
        let base = settings
            .base
            .clone()
            .or_else(|| request::default_base(table.servers));
        let mut request = request::build(table, arguments, &base.unwrap_or_default())?;
        let headers = request.headers_mut();
        for (name, value) in &settings.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if let Some(date) = &settings.version {
            let accept = media::accept_at(table.accept, date).join(", ");
            if let Ok(value) = HeaderValue::from_str(&accept) {
                headers.insert(header::ACCEPT, value);
            }
        }
        Ok(Call { table, request })
    }

    /// Sends a call and reads the whole answer, which counts against the time-out.
    pub async fn whole(&self, call: Call) -> Result<RawResponse, Failure> {
        let deadline = Deadline::after(self.settings.timeout);
        let answer = self.follow(&call, deadline, None).await?;
        let (head, body) = answer.into_parts();
        match body.collect(self.settings.body_limit).await {
            Ok(body) => Ok(RawResponse::from_parts(head, body)),
            Err((cause, body)) => Err(Failure::Incomplete(Box::new(Incomplete {
                status: head.status,
                raw_headers: head.headers,
                body,
                cause,
            }))),
        }
    }

    /// Sends a call: its answer with the body still to come, a chunk at a time and no chunk later than `idle` after the
    /// one before. The time-out ends with the answer's head.
    #[allow(dead_code, reason = "no operation is streamed yet")]
    pub async fn streamed(
        &self,
        call: Call,
        idle: Duration,
    ) -> Result<::http::Response<Content>, Failure> {
        let deadline = Deadline::after(self.settings.timeout);
        self.follow(&call, deadline, Some(idle)).await
    }

    /// Sends a call and follows redirects: the last answer, its body still to come.
    async fn follow(
        &self,
        call: &Call,
        deadline: Deadline,
        idle: Option<Duration>,
    ) -> Result<::http::Response<Content>, Failure> {
        let mut hop = Hop::first(&call.request);
        for _ in 0..redirect::MOST {
            let answer = self.hop(call, &hop, deadline, idle).await?;
            match hop.after(&answer) {
                Some(next) => hop = next,
                None => return Ok(answer),
            }
        }
        self.hop(call, &hop, deadline, idle).await
    }

    async fn hop(
        &self,
        call: &Call,
        hop: &Hop,
        deadline: Deadline,
        idle: Option<Duration>,
    ) -> Result<::http::Response<Content>, Failure> {
        let body = hop.payload.open().ok_or(Failure::Unrepeatable)?;
        let mut request = ::http::Request::new(body);
        *request.method_mut() = hop.method.clone();
        *request.uri_mut() = hop.uri.clone();
        *request.headers_mut() = hop.headers.clone();
        if same_origin(&hop.uri, call.request.uri()) {
            self.authorize(call, &mut request)?;
        }
        let limits = Limits {
            timeout: deadline.left()?,
            connect: CONNECT_TIMEOUT,
            idle,
        };
        Ok(self.transport.call(request, limits).await?)
    }

    fn authorize(
        &self,
        call: &Call,
        request: &mut ::http::Request<Content>,
    ) -> Result<(), Failure> {
        if let (Some(token), false) = (&self.settings.token, call.table.security.is_empty()) {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", token.reveal()))
                .map_err(|error| TransportError::Failed(Box::new(error)))?;
            value.set_sensitive(true);
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        Ok(())
    }
}
