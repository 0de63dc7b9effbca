//! What a thread tells the one who waits for it: for what a file system must not keep a task waiting. It knows no runtime:
//! who waits is woken through its waker.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

struct Shared<R>(Mutex<State<R>>);

struct State<R> {
    reply: Option<R>,
    is_over: bool,
    waker: Option<Waker>,
}

impl<R> Shared<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State<R>)) {
        let waker = {
            let mut state = self.state();
            change(&mut state);
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// What came of the last job.
pub(super) struct Replies<R>(Arc<Shared<R>>);

/// The thread's end of the replies: whoever waits hears also when it ends without one.
pub(super) struct Told<R>(Arc<Shared<R>>);

/// Both ends.
pub(super) fn replies<R>() -> (Told<R>, Replies<R>) {
    let shared = Arc::new(Shared(Mutex::new(State {
        reply: None,
        is_over: false,
        waker: None,
    })));
    (Told(Arc::clone(&shared)), Replies(shared))
}

impl<R> Told<R> {
    pub fn tell(&self, reply: R) {
        self.0.change(|state| state.reply = Some(reply));
    }
}

impl<R> Drop for Told<R> {
    fn drop(&mut self) {
        self.0.change(|state| state.is_over = true);
    }
}

impl<R> Replies<R> {
    /// The reply to the last job; `None` where the thread has ended without one.
    pub fn poll(&self, context: &mut Context<'_>) -> Poll<Option<R>> {
        let mut state = self.0.state();
        if state.reply.is_some() || state.is_over {
            return Poll::Ready(state.reply.take());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
