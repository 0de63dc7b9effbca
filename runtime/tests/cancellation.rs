//! A call may be dropped wherever it waits: who comes after it, and who waited behind it, is served all the same.

#[path = "client/operations.rs"]
mod operations;

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ::http::{Request, Response, header};
use operations::{BEARER, DIGEST, OAUTH, Read};
use rt::Secret;
use rt::http::{
    Client, Content, Credential, Limits, Operation as _, Pause, Pending, RawResponse,
    SecurityScheme, Transport,
};
use specsmith_runtime as rt;

/// Lets others go first, so many times.
async fn waits(times: usize) {
    let mut left = times;
    std::future::poll_fn(|context| {
        context.waker().wake_by_ref();
        match left.checked_sub(1) {
            Some(fewer) => {
                left = fewer;
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    })
    .await;
}

/// An API that is busy at first, refuses what it does not know, leads elsewhere, and then answers.
#[derive(Default)]
struct Api(Mutex<usize>);

impl Api {
    fn answer(&self, request: &Request<Content>) -> Response<Content> {
        let (path, headers) = (request.uri().path(), request.headers());
        let said = headers.get(header::AUTHORIZATION).map(|said| said.to_str());
        let known = matches!(said, Some(Ok(said)) if said != "Bearer old");
        let mut calls = self.0.lock().unwrap();
        *calls += 1;
        let answer = Response::builder().header("content-type", "application/json");
        let (answer, body) = match path {
            "/token" if *calls < 3 => (answer, r#"{"access_token":"old"}"#),
            "/token" => (answer, r#"{"access_token":"new","expires_in":3600}"#),
            _ if *calls == 1 => (answer.status(503), "{}"),
            "/things" if !known => {
                let challenge = "Digest realm=\"r\", nonce=\"n\", qop=auth";
                let answer = answer.header("www-authenticate", challenge);
                (answer.status(401), "{}")
            }
            "/things" => (answer.status(307).header("location", "/there"), "{}"),
            _ => (answer, r#""there""#),
        };
        let whole: RawResponse = answer.body(body.into()).unwrap();
        whole.map(Content::from)
    }
}

impl Transport for Api {
    fn call(&self, request: Request<Content>, _: Limits) -> Pending<'_> {
        Box::pin(async move {
            waits(2).await;
            Ok(self.answer(&request))
        })
    }

    fn pause(&self, _: Duration) -> Pause<'_> {
        Box::pin(waits(2))
    }

    fn timer(&self, _: Duration) -> Pause<'_> {
        Box::pin(std::future::pending())
    }
}

/// Polls in turns until the last has ended; `None` where none of them gets any further.
fn run<T>(mut all: Vec<Pin<Box<dyn Future<Output = T> + '_>>>) -> Option<T> {
    let mut context = Context::from_waker(Waker::noop());
    let mut last = None;
    for _ in 0..1000 {
        all.retain_mut(|one| match one.as_mut().poll(&mut context) {
            Poll::Ready(output) => {
                last = Some(output);
                false
            }
            Poll::Pending => true,
        });
        if all.is_empty() {
            return last;
        }
    }
    None
}

/// Drops a call after each number of polls; answers how many polls a whole call takes.
fn dropped_everywhere(
    scheme: &'static SecurityScheme,
    credential: impl Fn() -> Credential,
) -> usize {
    for polls in 0.. {
        let client = Client::with_transport(Api::default()).base_url("http://h");
        let client = client.max_concurrent(1).credential(scheme, credential());
        let mut context = Context::from_waker(Waker::noop());
        let mut behind = Box::pin(Read {}.send(&client));
        let is_over = {
            let mut first = pin!(Read {}.send(&client));
            let mut is_over = false;
            for number in 0..polls {
                is_over = first.as_mut().poll(&mut context).is_ready();
                if is_over {
                    break;
                }
                // From here on another waits for its place, its token, its challenge.
                if number == 0 {
                    assert!(behind.as_mut().poll(&mut context).is_pending());
                }
            }
            is_over
        };
        if is_over {
            return polls;
        }
        let after = Box::pin(Read {}.send(&client));
        let answer = run(vec![behind, after]);
        let answer = answer.unwrap_or_else(|| panic!("after {polls} polls the others hang"));
        assert_eq!(
            answer.unwrap().value,
            rt::Json::String("there".to_owned()),
            "{polls}"
        );
    }
    0
}

#[test]
fn a_call_that_is_dropped_anywhere_leaves_nothing_behind() {
    let source = || {
        Credential::source(|| async {
            waits(2).await;
            Ok(Secret::from("token"))
        })
    };
    assert!(dropped_everywhere(&BEARER, source) > 8);
    assert!(dropped_everywhere(&DIGEST, || Credential::digest("u", "p")) > 8);
    let oauth = || Credential::client_credentials("id", "secret");
    assert!(dropped_everywhere(&OAUTH, oauth) > 8);
}
