//! Two sides in turns, in rounds so short that what else the machine does slows both alike.

use std::time::Instant;

/// Microseconds that a piece of work took: as time passes, and of this thread's processor alone.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

/// Nanoseconds of processor that this thread has had.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next();
    first.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

fn cost(work: &mut dyn FnMut(), times: usize) -> Cost {
    let (started, before) = (Instant::now(), cpu());
    work();
    let (wall, cpu) = (
        started.elapsed().as_secs_f64() * 1e6,
        (cpu() - before) / 1e3,
    );
    Cost {
        wall: wall / times as f64,
        cpu: cpu / times as f64,
    }
}

pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Both in turns, each first every other round; a round does its work so many `times`. Ratios are the medians of those of the
/// rounds.
pub fn compare(
    what: &str,
    rounds: usize,
    times: usize,
    ours: &mut dyn FnMut(),
    theirs: &mut dyn FnMut(),
) {
    ours();
    theirs();
    let mut pairs = Vec::with_capacity(rounds);
    for round in 0..rounds {
        if round % 2 == 0 {
            let a = cost(ours, times);
            pairs.push((a, cost(theirs, times)));
        } else {
            let b = cost(theirs, times);
            pairs.push((cost(ours, times), b));
        }
    }
    let of = |get: &dyn Fn(&(Cost, Cost)) -> f64| median(pairs.iter().map(get));
    println!(
        "{what:<46} {:>7.2} us  by hand {:>7.2} us: {:.3} times; processor of the caller {:.2} us, {:.2} us: {:.3} times",
        of(&|(a, _)| a.wall),
        of(&|(_, b)| b.wall),
        of(&|(a, b)| a.wall / b.wall),
        of(&|(a, _)| a.cpu),
        of(&|(_, b)| b.cpu),
        of(&|(a, b)| a.cpu / b.cpu),
    );
}
