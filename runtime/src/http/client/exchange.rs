//! One attempt on the wire: redirects, credentials, content codings, and the body as far as it is wanted.

use super::redirect::{self, Hop};
use super::shared::{Call, Core};
use crate::http::auth::Session;
use crate::http::coding;
use crate::http::content::Content;
use crate::http::error::{Failure, Incomplete};
use crate::http::response::RawResponse;
use crate::http::time::Deadline;
use crate::http::transport::{CONNECT_TIMEOUT, Limits};
use crate::http::uri::same_origin;

/// What an attempt reads of its answer.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    Whole,
    /// The head alone, then a chunk at a time.
    Streamed,
}

pub(in crate::http) type Answer = ::http::Response<Content>;

impl Core {
    /// Follows redirects to the last answer.
    pub(super) async fn follow(
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
                Reading::Streamed => Some(self.settings.idle_timeout),
            },
        };
        let answer = self.transport.call(request, limits).await?;
        let answer = coding::decoded(answer, self.settings.body_limit);
        match reading {
            Reading::Streamed => Ok(answer),
            Reading::Whole => Ok(collected(answer, self.settings.body_limit, None)
                .await?
                .map(Content::from)),
        }
    }
}

/// The whole answer, or what came of it; `deadline` where the transport keeps to none.
pub(super) async fn collected(
    answer: Answer,
    limit: u64,
    deadline: Option<Deadline>,
) -> Result<RawResponse, Failure> {
    let (head, body) = answer.into_parts();
    match body.collect(limit, deadline).await {
        Ok(body) => Ok(RawResponse::from_parts(head, body)),
        Err((cause, body)) => Err(Failure::Incomplete(Box::new(Incomplete {
            status: head.status,
            raw_headers: head.headers,
            body,
            cause,
        }))),
    }
}
