//! A transport of your own: `hyper` in place of `reqwest`. Retries, redirects, tokens and time-outs of calls stay the client's.
//!
//! `cargo run --example hyper`
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::rt::http::{Chunks, Content, Limits, Pause, Pending, Transport, TransportError};
use atlas_backup::{Client, Operation};
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body as _, Incoming};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

type HyperClient = hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>;

struct Hyper(HyperClient);

impl Transport for Hyper {
    fn call(&self, request: http::Request<Content>, limits: Limits) -> Pending<'_> {
        Box::pin(async move {
            let (head, mut content) = request.into_parts();
            let mut body = Vec::new();
            while let Some(chunk) = content.chunk().await {
                body.extend_from_slice(&chunk?);
            }
            let request = http::Request::from_parts(head, Full::from(body));
            let answer = tokio::time::timeout(limits.timeout, self.0.request(request)).await;
            let answer = answer
                .map_err(|_| TransportError::Timeout)?
                .map_err(|error| {
                    if error.is_connect() {
                        TransportError::Connect(error.into())
                    } else {
                        TransportError::Failed(error.into())
                    }
                })?;
            // The body has its own limit: the longest between two chunks where it is streamed.
            let idle = limits.idle.unwrap_or(limits.timeout);
            let timer = Box::pin(tokio::time::sleep(idle));
            let restarts = limits.idle;
            Ok(answer.map(|body| {
                Content::chunks(
                    body.size_hint().exact(),
                    Arriving {
                        body,
                        timer,
                        restarts,
                    },
                )
            }))
        })
    }

    fn pause(&self, duration: Duration) -> Pause<'_> {
        Box::pin(tokio::time::sleep(duration))
    }
}

struct Arriving {
    body: Incoming,
    timer: Pin<Box<tokio::time::Sleep>>,
    /// What the timer is set to by each chunk.
    restarts: Option<Duration>,
}

impl Chunks for Arriving {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            let Some(frame) = frame else {
                return Poll::Ready(None);
            };
            if let Some(idle) = self.restarts {
                self.timer
                    .as_mut()
                    .reset(tokio::time::Instant::now() + idle);
            }
            match frame.map(|frame| frame.into_data()) {
                Ok(Ok(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                Ok(Err(_trailers)) => {}
                Err(error) => return Poll::Ready(Some(Err(TransportError::Failed(error.into())))),
            }
        }
        ready!(self.timer.as_mut().poll(context));
        Poll::Ready(Some(Err(TransportError::Timeout)))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = format!("http://{}", server.server_addr());
    std::thread::spawn(move || {
        for (index, request) in server.incoming_requests().enumerate() {
            // The first answer asks for another try.
            let answer =
                tiny_http::Response::from_string(r#"{"deliveryType":"automated","failed":false}"#);
            let _ = request.respond(answer.with_status_code(if index == 0 { 503 } else { 200 }));
        }
    });
    let hyper: HyperClient =
        hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http();
    let client = Client::with_transport(Hyper(hyper)).base_url(address);
    let id = "32b6e34b3d91647abb20e7b8";
    let answer = GetGroupServerlessBackupRestoreJob::new(id, "cluster0", id)
        .send(&client)
        .await?;
    println!("{:?}", answer.value);
    Ok(())
}
