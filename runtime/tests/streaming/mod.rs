//! Both clients for answers that come bit by bit, which soon lose patience, and what drives a stream.

use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use specsmith_runtime::http::{BlockingClient, Client};

const TIMEOUT: Duration = Duration::from_millis(500);

pub fn blocking(url: &str) -> BlockingClient {
    let client = BlockingClient::new().base_url(url).timeout(TIMEOUT);
    client.idle_timeout(TIMEOUT).body_limit(1 << 16)
}

pub fn asynchronous(url: &str) -> Client {
    let client = Client::new().unwrap().base_url(url).timeout(TIMEOUT);
    client.idle_timeout(TIMEOUT).body_limit(1 << 16)
}

pub fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(future)
}

/// The next of a stream, as an adapter of one sees it.
pub async fn following<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}
