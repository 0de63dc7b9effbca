//! The way of a call: from a request, through the door, attempts, credentials and redirects, to an answer. Nothing here
//! reads a socket or knows what does.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use ::http::{HeaderValue, header};
use bytes::Bytes;

use super::gate::Permit;
use super::hooks::{Attempt, Deprecation, Ended};
use super::redirect::{self, Hop};
use super::retry::{Attempted, Tries, is_idempotent};
use super::settings::Settings;
use super::trace::traced;
use crate::Violations;
use crate::http::auth::{AuthError, Session, TokenError};
use crate::http::content::{Chunks, Content, Payload};
use crate::http::error::{Failure, Incomplete};
use crate::http::media;
use crate::http::operation::{Arguments, OperationTable};
use crate::http::response::RawResponse;
use crate::http::time::{Deadline, Instant};
use crate::http::transport::{CONNECT_TIMEOUT, Limits, Transport, TransportError};
use crate::http::uri::same_origin;
use crate::http::{SecurityScheme, coding, random, request};

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

/// What an attempt reads of its answer.
#[derive(Clone, Copy)]
enum Reading {
    Whole,
    /// The head alone; then no chunk later than that after the one before.
    Streamed(Duration),
}

type Answer = ::http::Response<Content>;

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

    /// The base URL that was set.
    pub fn base(&self) -> Option<&str> {
        self.settings.base.as_deref()
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
        let repeatable = is_idempotent(request.method());
        let headers = request.headers_mut();
        coding::accept(headers);
        for (name, value) in &settings.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if let Some(date) = &settings.version {
            let accept = media::accept_at(table.accept, date).join(", ");
            if let Ok(value) = HeaderValue::from_str(&accept) {
                headers.insert(header::ACCEPT, value);
            }
        }
        if let (Some(name), false) = (&settings.idempotency, repeatable)
            && let Ok(key) = HeaderValue::from_str(&random::uuid())
        {
            headers.entry(name).or_insert(key);
        }
        Ok(Call { table, request })
    }

    /// Sends a call and reads the whole answer, which counts against the time-out.
    pub async fn whole(&self, call: Call) -> Result<RawResponse, Failure> {
        let (answer, _permit) = self.attempts(&call, Reading::Whole).await?;
        // The body is at hand: it has been read within its attempt.
        let (head, body) = answer.into_parts();
        let body = body.as_bytes().cloned().unwrap_or_default();
        Ok(RawResponse::from_parts(head, body))
    }

    /// Sends a call: its answer with the body still to come, a chunk at a time and no chunk later than `idle` after the
    /// one before. The time-out ends with the answer's head.
    #[allow(dead_code, reason = "no operation is streamed yet")]
    pub async fn streamed(&self, call: Call, idle: Duration) -> Result<Answer, Failure> {
        let (answer, permit) = self.attempts(&call, Reading::Streamed(idle)).await?;
        Ok(match permit {
            None => answer,
            Some(permit) => answer.map(|content| {
                Content::chunks(
                    content.length(),
                    Inside {
                        content,
                        _permit: permit,
                    },
                )
            }),
        })
    }

    /// Waits for a place, then sends the call as often as it takes.
    async fn attempts(
        &self,
        call: &Call,
        reading: Reading,
    ) -> Result<(Answer, Option<Permit>), Failure> {
        let deadline = Deadline::after(self.settings.timeout);
        let permit = match &self.settings.gate {
            None => None,
            Some(gate) => Some(self.within(deadline, gate.enter()).await?),
        };
        let mut session = Session::new(call.table, &self.settings.credentials);
        let keyed = self.settings.idempotency.as_ref();
        let keyed = keyed.is_some_and(|name| call.request.headers().contains_key(name));
        let mut tries = self
            .settings
            .retries
            .tries(keyed || is_idempotent(call.request.method()));
        loop {
            let ended = self
                .attempt(call, &mut session, &tries, deadline, reading)
                .await;
            let attempted = match &ended {
                Ok(answer) => Attempted::Answered(answer.status(), answer.headers()),
                Err(failure) => Attempted::Failed(failure),
            };
            let left = deadline.left().unwrap_or_default();
            match tries.after(&attempted, left) {
                None => return ended.map(|answer| (answer, permit)),
                Some(pause) => self.transport.pause(pause).await,
            }
        }
    }

    /// One attempt, with the hooks around it.
    async fn attempt(
        &self,
        call: &Call,
        session: &mut Session<'_>,
        tries: &Tries,
        deadline: Deadline,
        reading: Reading,
    ) -> Result<Answer, Failure> {
        let mut hop = Hop::first(&call.request);
        let hooks = &self.settings.hooks;
        let number = tries.before();
        for hook in hooks {
            let (method, uri) = (hop.method.clone(), hop.uri.clone());
            let attempt = Attempt {
                operation: call.table,
                method: &method,
                uri: &uri,
                number,
            };
            let mut request = ::http::Request::new(());
            *request.method_mut() = hop.method;
            *request.uri_mut() = hop.uri;
            *request.headers_mut() = hop.headers;
            hook.before(&attempt, &mut request).map_err(Failure::Hook)?;
            let (head, ()) = request.into_parts();
            (hop.method, hop.uri, hop.headers) = (head.method, head.uri, head.headers);
        }
        let started = Instant::now();
        let (method, uri) = (hop.method.clone(), hop.uri.clone());
        let way = self.follow(call, hop, session, deadline, reading);
        let result = traced(call.table, &method, &uri, number, way).await;
        if !hooks.is_empty() {
            let attempt = Attempt {
                operation: call.table,
                method: &method,
                uri: &uri,
                number,
            };
            let ended = ended(&result, started.elapsed());
            let notice = ended
                .answer
                .and_then(|(_, headers)| Deprecation::read(headers));
            for hook in hooks {
                hook.after(&attempt, &ended);
                if let Some(notice) = &notice {
                    hook.deprecated(&attempt, notice);
                }
            }
        }
        result
    }

    /// Follows redirects to the last answer.
    async fn follow(
        &self,
        call: &Call,
        mut hop: Hop,
        session: &mut Session<'_>,
        deadline: Deadline,
        reading: Reading,
    ) -> Result<Answer, Failure> {
        let home = call.request.uri();
        for _ in 0..redirect::MOST {
            let answer = self
                .signed(
                    &hop,
                    same_origin(&hop.uri, home),
                    session,
                    deadline,
                    reading,
                )
                .await?;
            match hop.after(&answer) {
                Some(next) => hop = next,
                None => return Ok(answer),
            }
        }
        self.signed(
            &hop,
            same_origin(&hop.uri, home),
            session,
            deadline,
            reading,
        )
        .await
    }

    /// Sends with credentials, at home; where they are refused and others can be had, once more with those.
    async fn signed(
        &self,
        hop: &Hop,
        at_home: bool,
        session: &mut Session<'_>,
        deadline: Deadline,
        reading: Reading,
    ) -> Result<Answer, Failure> {
        loop {
            let body = hop.payload.open().ok_or(Failure::Unrepeatable)?;
            let mut request = ::http::Request::new(body);
            *request.method_mut() = hop.method.clone();
            *request.uri_mut() = hop.uri.clone();
            request.headers_mut().clone_from(&hop.headers);
            #[cfg(feature = "testing")]
            request
                .extensions_mut()
                .insert(crate::http::testing::Shown(hop.uri.clone()));
            if at_home {
                session
                    .sign(&mut request, &hop.payload, self, deadline)
                    .await?;
            }
            let answer = self.exchange(request, deadline, reading).await?;
            if !at_home {
                return Ok(answer);
            }
            session.answered(answer.headers(), &hop.uri);
            if !session.refused(answer.status(), answer.headers(), &hop.uri) {
                return Ok(answer);
            }
        }
    }

    /// One request, one answer.
    async fn exchange(
        &self,
        request: ::http::Request<Content>,
        deadline: Deadline,
        reading: Reading,
    ) -> Result<Answer, Failure> {
        let left = deadline.left()?;
        let limits = Limits {
            timeout: self
                .settings
                .attempt_timeout
                .map_or(left, |own| own.min(left)),
            connect: CONNECT_TIMEOUT,
            idle: match reading {
                Reading::Whole => None,
                Reading::Streamed(idle) => Some(idle),
            },
        };
        let answer = self.transport.call(request, limits).await?;
        let answer = coding::decoded(answer, self.settings.body_limit);
        match reading {
            Reading::Streamed(_) => Ok(answer),
            Reading::Whole => Ok(collected(answer, self.settings.body_limit)
                .await?
                .map(Content::from)),
        }
    }

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
                Ok(answer) => collected(answer, MOST).await,
                Err(error) => Err(error.into()),
            };
            let attempted = match &sent {
                Ok(answer) => Attempted::Answered(answer.status(), answer.headers()),
                Err(failure) => Attempted::Failed(failure),
            };
            match tries.after(&attempted, deadline.left().unwrap_or_default()) {
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
        let mut timer = self.transport.pause(deadline.left()?);
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

/// The whole answer, or what came of it.
async fn collected(answer: Answer, limit: u64) -> Result<RawResponse, Failure> {
    let (head, body) = answer.into_parts();
    match body.collect(limit).await {
        Ok(body) => Ok(RawResponse::from_parts(head, body)),
        Err((cause, body)) => Err(Failure::Incomplete(Box::new(Incomplete {
            status: head.status,
            raw_headers: head.headers,
            body,
            cause,
        }))),
    }
}

fn ended(result: &Result<Answer, Failure>, duration: Duration) -> Ended<'_> {
    let (answer, error) = match result {
        Ok(answer) => (Some((answer.status(), answer.headers())), None),
        Err(Failure::Incomplete(answer)) => (
            Some((answer.status, &answer.raw_headers)),
            Some(&answer.cause),
        ),
        Err(Failure::Unanswered(error)) => (None, Some(error)),
        Err(_) => (None, None),
    };
    Ended {
        duration,
        answer,
        error,
    }
}

/// A body whose call still has its place.
struct Inside {
    content: Content,
    _permit: Permit,
}

impl Chunks for Inside {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.content.poll_chunk(context)
    }
}
