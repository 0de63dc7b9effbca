//! The five largest structs of a document: decoding and encoding beside serde_json with derives, over values that the
//! tables made. `all`, written by the script beside this, names them.

use std::hint::black_box;
use std::time::Instant;

use bench_ours::rt::{self, Checked};

#[path = "sample.rs"]
#[allow(dead_code)]
mod sample;

macro_rules! one {
    ($name:ident, $members:literal) => {
        one::<bench_ours::types::$name, twin::$name>(stringify!($name), $members)
    };
}
include!("largest.rs");

const ROUNDS: usize = 101;
const CALLS: u32 = 50;

fn time(work: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        work();
    }
    start.elapsed().as_nanos() as f64 / f64::from(CALLS)
}

/// Both in turns, the best round of each: what else the machine does can only add.
fn compare(what: &str, ours: &mut dyn FnMut(), theirs: &mut dyn FnMut()) {
    let (mut a, mut b) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        a = a.min(time(ours));
        b = b.min(time(theirs));
    }
    println!(
        "{what:<72} {a:>7.0} ns  beside {b:>7.0} ns: {:.2} times as fast",
        b / a
    );
}

fn one<O, T>(name: &str, members: usize)
where
    O: Checked,
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let text = rt::json::to_string(&sample::sample(O::schema(), 3));
    let text = text.as_bytes();
    let ours: O = rt::json::from_slice(text).expect("a sample decodes");
    let theirs: T = match serde_json::from_slice(text) {
        Ok(theirs) => theirs,
        Err(error) => return println!("{name}: the twin does not decode the sample: {error}"),
    };
    let about = format!("{name}, {members} members, {} bytes", text.len());
    compare(
        &format!("{about}: decode"),
        &mut || drop(black_box(rt::json::from_slice::<O>(black_box(text)))),
        &mut || drop(black_box(serde_json::from_slice::<T>(black_box(text)))),
    );
    compare(
        &format!("{about}: encode"),
        &mut || drop(black_box(rt::json::to_vec(black_box(&ours)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&theirs)))),
    );
}

fn main() {
    all();
}
