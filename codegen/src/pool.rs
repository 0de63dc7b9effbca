//! Independent jobs on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::stack;

/// Whether threads can be at work at once.
pub(crate) fn are_several() -> bool {
    thread::available_parallelism().is_ok_and(|cores| cores.get() > 1)
}

/// Does what nobody waits for in another thread, where one can be had: freeing what has very many parts takes a while.
pub(crate) fn later(work: impl FnOnce() + Send + 'static) {
    let builder = thread::Builder::new().stack_size(stack::SIZE);
    // Without a thread, the closure is dropped here with all that it holds.
    drop(builder.spawn(work));
}

/// What each job makes, in the order of the jobs; this thread does `meanwhile` first, and then its share.
///
/// # Errors
/// A job that stopped its thread.
pub(crate) fn run<J: Sync, R: Send>(
    jobs: &[J],
    job: impl Fn(&J) -> R + Sync,
    meanwhile: &mut dyn FnMut(),
) -> Result<Vec<R>, String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match jobs.get(index) {
                Some(one) => done.push((index, job(one))),
                None => return done,
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        // What one cannot have, the others do.
        let spawn = |_| {
            let builder = thread::Builder::new().stack_size(stack::SIZE);
            builder.spawn_scoped(scope, work).ok()
        };
        let others: Vec<_> = (1..cores.min(jobs.len())).filter_map(spawn).collect();
        meanwhile();
        let mut done = work();
        for other in others {
            done.extend(other.join().map_err(|_| "a thread stopped".to_owned())?);
        }
        done.sort_unstable_by_key(|(index, _)| *index);
        Ok(done.into_iter().map(|(_, made)| made).collect())
    })
}
