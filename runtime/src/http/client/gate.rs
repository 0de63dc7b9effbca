//! A door for so many at once, first come, first served. It knows no runtime: those who wait are woken through their
//! wakers, so tasks and threads may wait at one door. Whoever stops waiting, or is dropped inside, lets the next one in.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::shared::Core;
use crate::http::time::Deadline;
use crate::http::transport::TransportError;

#[derive(Debug)]
pub(in crate::http) struct Gate(Mutex<State>);

#[derive(Debug)]
struct State {
    free: usize,
    /// Who waits.
    queue: VecDeque<(u64, Waker)>,
    /// Who has been let in and does not know yet.
    let_in: Vec<u64>,
    next: u64,
}

impl Gate {
    /// A door for `free` at once, at least one.
    pub fn new(free: usize) -> Self {
        Gate(Mutex::new(State {
            free: free.max(1),
            queue: VecDeque::new(),
            let_in: Vec::new(),
            next: 0,
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place inside, once there is one.
    pub fn enter(self: &Arc<Self>) -> Enter {
        Enter {
            gate: Arc::clone(self),
            ticket: None,
        }
    }

    /// A place inside, where there is one now.
    pub fn try_enter(self: &Arc<Self>) -> Option<Permit> {
        let mut state = self.state();
        state.free = state.free.checked_sub(1)?;
        Some(Permit(Arc::clone(self)))
    }

    fn leave(&self) {
        let mut state = self.state();
        let next = state.queue.pop_front();
        let Some((ticket, waker)) = next else {
            state.free += 1;
            return;
        };
        state.let_in.push(ticket);
        drop(state);
        waker.wake();
    }
}

/// A place inside; dropping it gives the place to the next.
#[derive(Debug)]
pub(in crate::http) struct Permit(Arc<Gate>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// The place of one call, where a client has a door.
pub(super) struct Place<'g> {
    gate: Option<&'g Arc<Gate>>,
    permit: Option<Permit>,
}

impl<'g> Place<'g> {
    /// Still outside.
    pub fn at(gate: Option<&'g Arc<Gate>>) -> Self {
        Place { gate, permit: None }
    }

    /// Waits for the place, unless the call has it.
    pub async fn enter(&mut self, core: &Core, deadline: Deadline) -> Result<(), TransportError> {
        if let (Some(gate), None) = (self.gate, &self.permit) {
            self.permit = Some(core.within(deadline, gate.enter()).await?);
        }
        Ok(())
    }

    /// Gives the place to the next.
    pub fn leave(&mut self) {
        self.permit = None;
    }

    /// The place itself, to be kept for as long as the answer comes.
    pub fn into_permit(self) -> Option<Permit> {
        self.permit
    }
}

/// Waits for a place.
pub(in crate::http) struct Enter {
    gate: Arc<Gate>,
    ticket: Option<u64>,
}

impl Future for Enter {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Permit> {
        let gate = Arc::clone(&self.gate);
        let mut state = gate.state();
        let Some(ticket) = self.ticket else {
            if state.free > 0 {
                state.free -= 1;
                return Poll::Ready(Permit(Arc::clone(&gate)));
            }
            let ticket = state.next;
            state.next += 1;
            state.queue.push_back((ticket, context.waker().clone()));
            self.ticket = Some(ticket);
            return Poll::Pending;
        };
        if let Some(at) = state.let_in.iter().position(|one| *one == ticket) {
            state.let_in.swap_remove(at);
            self.ticket = None;
            return Poll::Ready(Permit(Arc::clone(&gate)));
        }
        if let Some((_, waker)) = state.queue.iter_mut().find(|(one, _)| *one == ticket) {
            waker.clone_from(context.waker());
        }
        Poll::Pending
    }
}

impl Drop for Enter {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let mut state = self.gate.state();
        if let Some(at) = state.let_in.iter().position(|one| *one == ticket) {
            state.let_in.swap_remove(at);
            drop(state);
            self.gate.leave();
        } else {
            state.queue.retain(|(one, _)| *one != ticket);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::transport::block_on;

    #[test]
    fn no_more_than_so_many_are_inside_at_once() {
        let gate = Arc::new(Gate::new(3));
        let inside = Arc::new(Mutex::new((0, 0)));
        let threads: Vec<_> = (0..50)
            .map(|_| {
                let (gate, inside) = (Arc::clone(&gate), Arc::clone(&inside));
                std::thread::spawn(move || {
                    let permit = block_on(gate.enter());
                    let now = {
                        let mut inside = inside.lock().unwrap();
                        inside.0 += 1;
                        inside.1 = inside.1.max(inside.0);
                        inside.0
                    };
                    assert!(now <= 3);
                    std::thread::yield_now();
                    inside.lock().unwrap().0 -= 1;
                    drop(permit);
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert!(inside.lock().unwrap().1 <= 3);
    }

    #[test]
    fn who_stops_waiting_gives_its_turn_away() {
        let gate = Arc::new(Gate::new(1));
        let mut context = Context::from_waker(Waker::noop());
        let permit = gate.try_enter().unwrap();
        let mut first = Box::pin(gate.enter());
        let mut second = Box::pin(gate.enter());
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert!(second.as_mut().poll(&mut context).is_pending());
        drop(permit);
        // The first has been let in, and leaves before it knows.
        drop(first);
        let Poll::Ready(permit) = second.as_mut().poll(&mut context) else {
            panic!("the second waits for ever");
        };
        assert!(gate.try_enter().is_none());
        drop(permit);
        assert!(gate.try_enter().is_some());
    }
}
