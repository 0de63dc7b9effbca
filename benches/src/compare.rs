//! Two ways to do the same, timed in one run.

use std::time::Instant;

/// How often both are done: so many calls a round, of which the mean counts, and so many rounds, of which the best does.
pub struct Times {
    pub rounds: usize,
    pub calls: u32,
}

impl Times {
    /// Prints how long each took: both in turns, the best round of each, since what else the machine does can only add.
    pub fn compare(&self, what: &str, ours: &mut dyn FnMut(), theirs: &mut dyn FnMut()) {
        let (mut a, mut b) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..self.rounds {
            a = a.min(self.round(ours));
            b = b.min(self.round(theirs));
        }
        println!(
            "{what:<72} {a:>9.0} ns  beside {b:>9.0} ns: {:.2} times as fast",
            b / a
        );
    }

    /// Nanoseconds that one call takes.
    fn round(&self, work: &mut dyn FnMut()) -> f64 {
        let start = Instant::now();
        for _ in 0..self.calls {
            work();
        }
        start.elapsed().as_nanos() as f64 / f64::from(self.calls)
    }
}
