//! Time and memory of this process.

/// How often each work is measured.
pub const ROUNDS: usize = 7;

/// User CPU of this process so far, in milliseconds.
fn user_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = after.split_whitespace().nth(11);
    ticks
        .and_then(|ticks| ticks.parse::<f64>().ok())
        .unwrap_or_default()
        * 10.0
}

/// The memory of this process, in MB.
pub struct Memory {
    /// The most that it has had.
    pub peak: f64,
    /// What of it are pages of the program's file, which the system can drop and all runs share; as many for an empty document.
    pub program: f64,
}

impl Memory {
    pub fn of_this_process() -> Self {
        let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let kibibytes = |key: &str| {
            let line = text.lines().find(|line| line.starts_with(key))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        };
        let megabytes = |key| kibibytes(key).unwrap_or_default() * 1024.0 / 1e6;
        Memory {
            peak: megabytes("VmHWM:"),
            program: megabytes("RssFile:"),
        }
    }
    /// What the work itself has had at most.
    pub fn own(&self) -> f64 {
        self.peak - self.program
    }
}

pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// The medians of several works, which take turns: what else the machine does meets them alike.
pub fn medians<const N: usize>(rounds: usize, mut works: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut all: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rounds {
        for (work, times) in works.iter_mut().zip(&mut all) {
            let before = user_cpu();
            work();
            times.push(user_cpu() - before);
        }
    }
    all.map(median)
}
