//! The five largest structs of a document: decoding and encoding beside serde_json with derives, over values that the
//! tables made. `all`, written by the script beside this, names them.

mod compare;

use std::hint::black_box;

use bench_ours::rt::sample::{Wanted, sample};
use bench_ours::rt::{self, Checked};

use compare::Times;

/// Of how many levels the optional members are there.
const LEVELS: usize = 6;

const TIMES: Times = Times {
    rounds: 101,
    calls: 50,
};

macro_rules! one {
    ($name:ident, $members:literal) => {
        one::<bench_ours::types::$name, twin::$name>(stringify!($name), $members)
    };
}
include!("largest.rs");

fn one<O, T>(name: &str, members: usize)
where
    O: Checked,
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let wanted = Wanted {
        direction: rt::Direction::Response,
        levels: Some(LEVELS),
    };
    let text = rt::json::to_string(&sample(O::schema(), wanted, &mut |_| 0));
    let text = text.as_bytes();
    let ours: O = rt::json::from_slice(text).expect("a sample decodes");
    let theirs: T = match serde_json::from_slice(text) {
        Ok(theirs) => theirs,
        Err(error) => return println!("{name}: the twin does not decode the sample: {error}"),
    };
    let about = format!("{name}, {members} members, {} bytes", text.len());
    TIMES.compare(
        &format!("{about}: decode"),
        &mut || drop(black_box(rt::json::from_slice::<O>(black_box(text)))),
        &mut || drop(black_box(serde_json::from_slice::<T>(black_box(text)))),
    );
    TIMES.compare(
        &format!("{about}: encode"),
        &mut || drop(black_box(rt::json::to_vec(black_box(&ours)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&theirs)))),
    );
}

fn main() {
    all();
}
