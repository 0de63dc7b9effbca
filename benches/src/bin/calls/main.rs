//! A call of the shipped crate beside the same call by hand, with bare reqwest or ureq and serde: time of a call on
//! loopback, memory of many at once, time to make a request. Both sides in one run, in turns; medians.
//!
//! `cargo run --release --manifest-path benches/Cargo.toml --bin calls [request|reqwest|ureq|memory ...]`
//!
//! `calls serve` prints the URL of the server that both sides call, and serves until its input ends; `calls alone SIDE CALLS
//! URL` is one side by itself. With these `benches/instructions` counts what a call takes.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

mod derived;
mod rounds;
mod server;
mod sides;

use std::hint::black_box;
use std::process::Command;
use std::time::Duration;

use atlas_backup::Operation;
use rounds::{compare, median};
use sides::{BlockingSide, Side, call, url};
use tokio::runtime::{Builder, Runtime};

const IN_FLIGHT: usize = 64;
const AT_ONCE: usize = 10_000;

fn runtime() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// So many tasks that make so many calls each, one after the other.
fn in_flight(runtime: &Runtime, side: &Side, tasks: usize, calls: usize) {
    runtime.block_on(async {
        let tasks: Vec<_> = (0..tasks)
            .map(|_| {
                let side = side.clone();
                tokio::spawn(async move {
                    for _ in 0..calls {
                        side.call().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("a task ends");
        }
    });
}

fn request() {
    const REQUESTS: usize = 10_000;
    let base = "https://cloud.mongodb.com";
    compare(
        "making a request, beside formatting its URL",
        101,
        REQUESTS,
        &mut || {
            for _ in 0..REQUESTS {
                drop(black_box(call().request(black_box(base))));
            }
        },
        &mut || {
            for _ in 0..REQUESTS {
                drop(black_box(url(black_box(base))));
            }
        },
    );
}

fn asynchronous() {
    const EACH: usize = 20;
    let base = server::start(Duration::ZERO);
    let runtime = runtime();
    let (ours, by_hand) = (Side::ours(&base), Side::by_hand(&base));
    compare(
        "a call, 64 in flight, beside reqwest and serde",
        201,
        IN_FLIGHT * EACH,
        &mut || in_flight(&runtime, &ours, IN_FLIGHT, EACH),
        &mut || in_flight(&runtime, &by_hand, IN_FLIGHT, EACH),
    );
}

fn blocking() {
    const CALLS: usize = 100;
    let base = server::start(Duration::ZERO);
    let (ours, by_hand) = (BlockingSide::ours(&base), BlockingSide::by_hand(&base));
    let times = |side: &BlockingSide| (0..CALLS).for_each(|_| side.call());
    compare(
        "a call, one at a time, beside ureq and serde",
        201,
        CALLS,
        &mut || times(&ours),
        &mut || times(&by_hand),
    );
}

/// The most memory that a process has when it makes many calls at once, each side in processes of its own.
fn memory() {
    let slow = server::start(Duration::from_secs(8));
    let peak = |side: &str| {
        let program = std::env::current_exe().expect("this program");
        let output = Command::new(program)
            .args(["at-once", side, &slow])
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim()
            .parse::<f64>()
            .unwrap_or_else(|_| panic!("{side}: {text}{}", String::from_utf8_lossy(&output.stderr)))
    };
    let pairs: Vec<_> = (0..3).map(|_| (peak("ours"), peak("by-hand"))).collect();
    let (a, b) = (
        median(pairs.iter().map(|pair| pair.0)),
        median(pairs.iter().map(|pair| pair.1)),
    );
    println!(
        "{:<46} {a:>7.1} MB  by hand {b:>7.1} MB: {:.3} times",
        format!("{AT_ONCE} calls at once, beside reqwest"),
        a / b
    );
}

fn side(name: &str, base: &str) -> Side {
    match name {
        "ours" => Side::ours(base),
        _ => Side::by_hand(base),
    }
}

/// Makes many calls at once and prints the most memory that this took, in MB.
fn at_once(name: &str, base: &str) {
    in_flight(&runtime(), &side(name, base), AT_ONCE, 1);
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    let kilobytes: f64 = kilobytes
        .and_then(|text| text.parse().ok())
        .expect("a number");
    println!("{}", kilobytes / 1024.0);
}

/// One side by itself.
fn alone(name: &str, calls: usize, base: &str) {
    match name.strip_prefix("blocking-") {
        None => in_flight(&runtime(), &side(name, base), IN_FLIGHT, calls / IN_FLIGHT),
        Some(name) => {
            let side = match name {
                "ours" => BlockingSide::ours(base),
                _ => BlockingSide::by_hand(base),
            };
            (0..calls).for_each(|_| side.call());
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match &arguments[..] {
        ["serve"] => {
            println!("{}", server::start(Duration::ZERO));
            let _ = std::io::stdin().read_line(&mut String::new());
        }
        ["at-once", side, base] => at_once(side, base),
        ["alone", side, calls, base] => alone(side, calls.parse().expect("a number"), base),
        wanted => {
            let all: [(&str, fn()); 4] = [
                ("request", request),
                ("reqwest", asynchronous),
                ("ureq", blocking),
                ("memory", memory),
            ];
            let unknown = |wanted: &&&str| all.iter().all(|(name, _)| name != *wanted);
            if let Some(name) = wanted.iter().find(unknown) {
                eprintln!(
                    "error: there is no `{name}`: request, reqwest, ureq and memory are measured"
                );
                std::process::exit(2);
            }
            for (name, run) in all {
                if wanted.is_empty() || wanted.contains(&name) {
                    run();
                }
            }
        }
    }
}
