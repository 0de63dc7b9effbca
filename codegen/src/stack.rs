//! Room for recursion: schemas within schemas are read by functions within functions.

use std::panic::resume_unwind;
use std::thread;

/// Bytes of address space; only what is used becomes memory.
pub(crate) const SIZE: usize = 1 << if usize::BITS > 32 { 29 } else { 26 };

/// Does both, `other` in a thread of its own that has as much room; the answer is that of `own`.
pub(crate) fn beside<T>(other: &mut (dyn FnMut() + Send), own: &mut dyn FnMut() -> T) -> T {
    let (done, is_spawned) = thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(SIZE);
        let spawned = builder.spawn_scoped(scope, &mut *other).ok();
        let is_spawned = spawned.is_some();
        let done = own();
        if let Some(worker) = spawned {
            worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
        (done, is_spawned)
    });
    if !is_spawned {
        other();
    }
    done
}

/// Does the work where the stack is as deep as any document within the limits asks for, whoever calls: threads have
/// 2 MB by default, and build scripts are compiled without optimisation.
pub(crate) fn deep<T: Send>(work: &mut (dyn FnMut() -> T + Send)) -> T {
    let done = thread::scope(|scope| {
        let worker = thread::Builder::new()
            .stack_size(SIZE)
            .spawn_scoped(scope, &mut *work)
            .ok()?;
        Some(worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    // Where no thread can be had, the stack at hand has to do.
    done.unwrap_or_else(work)
}
