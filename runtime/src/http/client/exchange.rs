//! One attempt on the wire: redirects, credentials, content codings, and the body as far as it is wanted.

use ::http::Uri;
use bytes::Bytes;

use super::gate::{Permit, Place};
use super::redirect;
use super::retry::Tries;
use super::shared::Core;
use crate::http::auth::Session;
use crate::http::content::{Content, Payload};
use crate::http::error::{Failure, Incomplete};
use crate::http::operation::OperationTable;
use crate::http::response::RawResponse;
use crate::http::time::Deadline;
use crate::http::transport::{CONNECT_TIMEOUT, Limits, Pending, TransportError};
use crate::http::uri::{same_origin, sent};
use crate::http::{coding, envelope};

/// What an attempt reads of its answer.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    Whole,
    /// The head alone, then a chunk at a time.
    Streamed,
}

pub(in crate::http) type Answer = ::http::Response<Content>;

/// A request that may have to be sent again.
pub(super) type Outgoing = ::http::Request<Payload>;

impl Core {
    /// Follows redirects from the first request, which bears no credentials, to the last answer. `home` is where credentials
    /// may go, if that is another place than the first request's.
    pub(super) async fn follow(
        &self,
        (table, home): (&'static OperationTable, Option<&Uri>),
        first: &mut Outgoing,
        (session, place): (&mut Session<'_>, &mut Place<'_>),
        tries: &mut Tries<'_>,
        (deadline, reading): (Deadline, Reading),
    ) -> Result<Answer, Failure> {
        // On the heap, as what is rare: each call that is waited for keeps all of this.
        let mut next: Option<Box<Outgoing>> = None;
        let mut left = redirect::MOST;
        loop {
            let uri = next.as_deref().unwrap_or(first).uri();
            let what = (table, same_origin(uri, home.unwrap_or(first.uri())));
            let hop = next.as_deref_mut().unwrap_or(first);
            let with = (&mut *session, &mut *place);
            let answer = match self.signed(what, hop, with, deadline, reading).await {
                Ok(answer) => answer,
                Err(failure) => return Err(tries.seen(failure)),
            };
            match redirect::next(hop, &answer) {
                Some(mut found) if left > 0 => {
                    if found.method() != hop.method() {
                        tries.carried_out();
                    }
                    let at_home = same_origin(found.uri(), home.unwrap_or(first.uri()));
                    session.without_keys(found.uri_mut(), at_home);
                    next = Some(Box::new(found));
                }
                _ => return Ok(answer),
            }
            left -= 1;
        }
    }

    /// Sends with credentials, at home; where they are refused and others can be had, once more with those.
    async fn signed(
        &self,
        (table, at_home): (&'static OperationTable, bool),
        hop: &mut Outgoing,
        (session, place): (&mut Session<'_>, &mut Place<'_>),
        deadline: Deadline,
        reading: Reading,
    ) -> Result<Answer, Failure> {
        // On the heap, as what is rare.
        let mut refused: Option<Box<Answer>> = None;
        loop {
            let signer = at_home.then_some(&mut *session);
            let asking = self.prepared(signer, place, hop, deadline).await;
            let signer = at_home.then_some(&mut *session);
            let started = asking.and_then(|asking| {
                let pending = self.start(hop, signer, deadline, reading)?;
                Ok((pending, asking))
            });
            // Who asks for all is done when the answer has been looked at.
            let (pending, _asking) = match (started, refused.take()) {
                (Ok(started), _) => started,
                // The refusal came: it says more than that nothing better could be sent.
                (Err(_), Some(answer)) => return Ok(*answer),
                (Err(failure), None) => return Err(failure),
            };
            let answer = self.answered(pending, reading).await?;
            if !at_home {
                return Ok(answer);
            }
            session.answered(answer.headers(), hop.uri());
            let status = envelope::status(table, &answer);
            let again = session.refused(status, answer.headers(), hop.uri());
            if !again || hop.body().is_spent() {
                return Ok(answer);
            }
            refused = Some(Box::new(answer));
        }
    }

    /// Sees to it that there are credentials to sign with, and that the call has its place.
    async fn prepared(
        &self,
        session: Option<&mut Session<'_>>,
        place: &mut Place<'_>,
        hop: &Outgoing,
        deadline: Deadline,
    ) -> Result<Option<Permit>, Failure> {
        let mut asking = None;
        if let Some(session) = session {
            if session.has_source() {
                place.leave();
            }
            asking = session.prepare(self, hop, deadline).await?;
        }
        place.enter(self, deadline).await?;
        Ok(asking)
    }

    /// Hands a copy of the request to the transport, signed.
    fn start(
        &self,
        hop: &mut Outgoing,
        signer: Option<&mut Session<'_>>,
        deadline: Deadline,
        reading: Reading,
    ) -> Result<Pending<'_>, Failure> {
        let body = hop.body().open().ok_or(Failure::Unrepeatable)?;
        let mut request = ::http::Request::new(body);
        *request.method_mut() = hop.method().clone();
        *request.uri_mut() = sent(hop.uri()).unwrap_or_else(|| hop.uri().clone());
        // A map that is cloned has no room for credentials: it is the one that stays.
        let kept = hop.headers().clone();
        *request.headers_mut() = std::mem::replace(hop.headers_mut(), kept);
        #[cfg(feature = "testing")]
        request
            .extensions_mut()
            .insert(crate::http::testing::Shown(hop.uri().clone()));
        if let Some(session) = signer {
            session.sign(&mut request, hop.body())?;
        }
        let limits = self.limits(deadline, reading)?;
        Ok(self.transport.call(request, limits))
    }

    fn limits(&self, deadline: Deadline, reading: Reading) -> Result<Limits, TransportError> {
        let left = deadline.left()?;
        let own = self.settings.attempt_timeout;
        Ok(Limits {
            timeout: own.map_or(left, |own| own.min(left)),
            connect: CONNECT_TIMEOUT,
            idle: match reading {
                Reading::Whole => None,
                Reading::Streamed => Some(self.settings.idle_timeout),
            },
        })
    }

    /// The answer as far as it is wanted, its content coding undone.
    async fn answered(&self, pending: Pending<'_>, reading: Reading) -> Result<Answer, Failure> {
        let limit = self.settings.body_limit;
        let mut answer = coding::decoded(pending.await?);
        match reading {
            Reading::Streamed => Ok(answer),
            Reading::Whole => {
                let body = answer.body_mut().collect(limit, None).await;
                Ok(whole(answer, body)?.map(Content::from))
            }
        }
    }
}

/// The whole answer, or what came of it; `deadline` where the transport keeps to none.
pub(super) async fn collected(
    mut answer: Answer,
    limit: u64,
    deadline: Option<Deadline>,
) -> Result<RawResponse, Failure> {
    let body = answer.body_mut().collect(limit, deadline).await;
    whole(answer, body)
}

/// An answer with its body as far as it came.
fn whole(
    answer: Answer,
    body: Result<Bytes, (TransportError, Bytes)>,
) -> Result<RawResponse, Failure> {
    let (head, _) = answer.into_parts();
    match body {
        Ok(body) => Ok(RawResponse::from_parts(head, body)),
        Err((cause, body)) => Err(Failure::Incomplete(Box::new(Incomplete {
            status: head.status,
            raw_headers: head.headers,
            body,
            cause,
            masked: None,
        }))),
    }
}
