//! Answers without a server.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::http::{Method, Request, Response, StatusCode, header};
use bytes::Bytes;

use super::recording::Exchange;
use crate::http::content::Content;
use crate::http::response::RawResponse;
use crate::http::transport::{
    BlockingTransport, Limits, Pause, Pending, Transport, TransportError, block_on,
};

/// Answers that were given beforehand, for either kind of client. Clones share them, so that a test keeps one and gives
/// another to the client. Pauses between attempts take no time. Asynchronous calls that wait for something else, such as a
/// token, have no time-out, since it knows no clock to wake them by.
#[derive(Clone, Default)]
pub struct Canned(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: Vec<Answers>,
    requests: Vec<Request<Bytes>>,
}

struct Answers {
    method: Method,
    path: String,
    left: VecDeque<RawResponse>,
}

impl Canned {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with an answer for a method and a path (without query). Several for one path are given in their order;
    /// the last one stays.
    #[must_use]
    pub fn answer(self, method: Method, path: impl Into<String>, answer: RawResponse) -> Self {
        let path = path.into();
        let mut state = self.state();
        let known = state
            .answers
            .iter_mut()
            .find(|one| one.method == method && one.path == path);
        match known {
            Some(answers) => answers.left.push_back(answer),
            None => state.answers.push(Answers {
                method,
                path,
                left: VecDeque::from([answer]),
            }),
        }
        drop(state);
        self
    }

    /// The same, with JSON as the answer for a method and a path. A status that is none becomes 500.
    #[must_use]
    pub fn json(
        self,
        method: Method,
        path: impl Into<String>,
        status: u16,
        body: impl Into<String>,
    ) -> Self {
        let mut answer = Response::new(Bytes::from(body.into()));
        *answer.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let json = ::http::HeaderValue::from_static("application/json");
        answer.headers_mut().insert(header::CONTENT_TYPE, json);
        self.answer(method, path, answer)
    }

    /// The answers of a recording.
    pub fn replay(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        exchanges.into_iter().fold(Self::new(), |canned, exchange| {
            let path = exchange.request.uri().path().to_owned();
            canned.answer(exchange.request.method().clone(), path, exchange.answer)
        })
    }

    /// What was sent, oldest first.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, request: Request<Bytes>) -> Result<Response<Content>, TransportError> {
        let mut state = self.state();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        state.requests.push(request);
        let known = state
            .answers
            .iter_mut()
            .find(|one| one.method == method && one.path == path);
        let answer = known.and_then(|answers| match answers.left.len() {
            0 | 1 => answers.left.front().cloned(),
            _ => answers.left.pop_front(),
        });
        let answer = answer.map(|answer| answer.map(Content::from));
        answer.ok_or_else(|| {
            TransportError::Failed(format!("no answer is canned for {method} {path}").into())
        })
    }
}

impl Transport for Canned {
    fn call(&self, request: Request<Content>, _: Limits) -> Pending<'_> {
        Box::pin(async move { self.take(whole(request).await?) })
    }

    fn pause(&self, _: Duration) -> Pause<'_> {
        Box::pin(std::future::ready(()))
    }

    fn timer(&self, _: Duration) -> Pause<'_> {
        Box::pin(std::future::pending())
    }
}

impl BlockingTransport for Canned {
    fn call(
        &self,
        request: Request<Content>,
        _: Limits,
    ) -> Result<Response<Content>, TransportError> {
        self.take(block_on(whole(request))?)
    }

    fn pause(&self, _: Duration) -> Pause<'_> {
        Box::pin(std::future::ready(()))
    }
}

/// A request with all of its body.
pub(super) async fn whole(request: Request<Content>) -> Result<Request<Bytes>, TransportError> {
    let (head, mut body) = request.into_parts();
    let body = body
        .collect(u64::MAX, None)
        .await
        .map_err(|(error, _)| error)?;
    Ok(Request::from_parts(head, body))
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Canned")
            .field("answers", &state.answers.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}
