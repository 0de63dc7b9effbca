//! The way of a call: from a request, through the door, attempts, credentials and redirects, to an answer. Nothing here
//! reads a socket or knows what does.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use super::exchange::{Answer, Outgoing, Reading, collected};
use super::gate::{Permit, Place};
use super::hooks::{Attempt, Deprecation, Ended};
use super::retry::{Attempted, Tries, is_idempotent};
use super::shared::{Call, Core};
use super::trace;
use crate::http::auth::Session;
use crate::http::content::{Chunks, Content};
use crate::http::envelope;
use crate::http::error::Failure;
use crate::http::operation::OperationTable;
use crate::http::response::RawResponse;
use crate::http::time::{Deadline, Instant};
use crate::http::transport::TransportError;

impl Core {
    /// Sends a call and reads the whole answer, which counts against the time-out.
    pub async fn whole(&self, call: &mut Call) -> Result<RawResponse, Failure> {
        let deadline = Deadline::after(self.settings.timeout);
        let (answer, _permit) = self.attempts(call, Reading::Whole, deadline).await?;
        // The body is at hand: it has been read within its attempt.
        Ok(answer.map(Content::into_bytes))
    }

    /// Sends a call: its answer with the body still to come, a chunk at a time. The time-out ends with the answer's head;
    /// from then on no chunk may come later than the idle time-out after the one before. The body of an error is read.
    pub async fn streamed(&self, call: &mut Call) -> Result<Answer, Failure> {
        let deadline = Deadline::after(self.settings.timeout);
        let (answer, permit) = self.attempts(call, Reading::Streamed, deadline).await?;
        if !answer.status().is_success() {
            let whole = collected(answer, self.settings.body_limit, Some(deadline));
            return Ok(self.within(deadline, whole).await??.map(Content::from));
        }
        Ok(match permit {
            None => answer,
            Some(permit) => answer.map(|content| {
                let permit = Some(permit);
                Content::chunks(content.length(), Inside { content, permit })
            }),
        })
    }

    /// Waits for a place, then sends the call as often as it takes. Who has tokens from a source is asked for one before it has
    /// its place: the source may itself call through this client.
    async fn attempts(
        &self,
        call: &mut Call,
        reading: Reading,
        deadline: Deadline,
    ) -> Result<(Answer, Option<Permit>), Failure> {
        let table = call.table;
        let Call { request, base, .. } = call;
        let mut session = Session::new(table, self.base(base), &self.settings.credentials);
        let mut place = Place::at(self.settings.gate.as_ref());
        if !session.has_source() {
            place.enter(self, deadline).await?;
        }
        let keyed = self.settings.idempotency.as_ref();
        let keyed = keyed.is_some_and(|name| request.headers().contains_key(name));
        let mut tries = self
            .settings
            .retries
            .tries(keyed || is_idempotent(request.method()));
        loop {
            let ended = self
                .attempt(
                    (table, request),
                    (&mut session, &mut place),
                    &mut tries,
                    (deadline, reading),
                )
                .await;
            let attempted = match &ended {
                Ok(answer) => {
                    Attempted::Answered(envelope::status(table, answer), answer.headers())
                }
                Err(failure) => Attempted::Failed(failure),
            };
            // What cannot be sent again has no time left.
            let left = || match request.body().is_spent() {
                true => Duration::ZERO,
                false => deadline.left().unwrap_or_default(),
            };
            match tries.after(&attempted, left) {
                None => return ended.map(|answer| (answer, place.into_permit())),
                Some(pause) => self.transport.pause(pause).await,
            }
        }
    }

    /// One attempt, with the hooks around it.
    async fn attempt(
        &self,
        (table, request): (&'static OperationTable, &mut Outgoing),
        (session, place): (&mut Session<'_>, &mut Place<'_>),
        tries: &mut Tries<'_>,
        timing: (Deadline, Reading),
    ) -> Result<Answer, Failure> {
        let number = tries.before();
        let hooks = &self.settings.hooks;
        let mut changed: Option<Box<Outgoing>> = None;
        for hook in hooks {
            let known = changed.as_deref().unwrap_or(request);
            let mut head = known.clone().map(drop);
            let attempt = Attempt {
                operation: table,
                method: known.method(),
                uri: known.uri(),
                number,
            };
            hook.before(&attempt, &mut head).map_err(Failure::Hook)?;
            changed = Some(Box::new(head.map(|()| known.body().clone())));
        }
        let (first, home) = match &mut changed {
            Some(changed) => (&mut **changed, Some(request.uri())),
            None => (&mut *request, None),
        };
        let started = (!hooks.is_empty()).then(Instant::now);
        let span = trace::span(table, first, number);
        let way = self.follow((table, home), first, (session, place), tries, timing);
        let result = trace::within(span, way).await;
        if let Some(started) = started {
            let first = changed.as_deref().unwrap_or(request);
            let attempt = Attempt {
                operation: table,
                method: first.method(),
                uri: first.uri(),
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

/// A body whose call has its place until nothing more comes.
struct Inside {
    content: Content,
    permit: Option<Permit>,
}

impl Chunks for Inside {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = ready!(self.content.poll_chunk(context));
        if !matches!(chunk, Some(Ok(_))) {
            self.permit = None;
        }
        Poll::Ready(chunk)
    }
}
