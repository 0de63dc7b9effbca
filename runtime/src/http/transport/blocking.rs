//! Blocking transports behind the asynchronous interface: a call is made at once, and its future is ready from the start,
//! driven on the caller's own thread. So there is one client for both.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use super::{BlockingTransport, Limits, Pause, Pending, Transport};
use crate::http::content::Content;
use crate::http::time::Instant;

/// A blocking transport as an asynchronous one, for [`block_on`].
pub(in crate::http) struct Blocking<T>(pub T);

impl<T: BlockingTransport> Transport for Blocking<T> {
    fn call(&self, request: ::http::Request<Content>, limits: Limits) -> Pending<'_> {
        Box::pin(std::future::ready(self.0.call(request, limits)))
    }

    fn pause(&self, duration: Duration) -> Pause<'_> {
        self.0.pause(duration)
    }

    fn timer(&self, duration: Duration) -> Pause<'_> {
        self.0.timer(duration)
    }
}

/// Runs a future to its end on this thread, which sleeps while there is nothing to do.
pub(in crate::http) fn block_on<F: Future>(future: F) -> F::Output {
    thread_local! {
        static WAKER: Waker = waker();
    }
    // A thread that ends has none any more.
    let waker = WAKER.try_with(Waker::clone).unwrap_or_else(|_| waker());
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::park();
    }
}

/// What wakes this thread.
fn waker() -> Waker {
    Waker::from(Arc::new(Unpark(std::thread::current())))
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// A pause that sleeps within its poll. It ends early, as pending, where another future wakes the thread, so that two
/// may race.
pub(super) fn pause(duration: Duration) -> Pause<'static> {
    let until = Instant::now().checked_add(duration);
    Box::pin(std::future::poll_fn(move |context| {
        let left = until.map_or(duration, |until| {
            until.saturating_duration_since(Instant::now())
        });
        if left.is_zero() {
            return Poll::Ready(());
        }
        std::thread::park_timeout(left);
        context.waker().wake_by_ref();
        Poll::Pending
    }))
}
