//! A call of the shipped crate beside the same call by hand, with bare reqwest or ureq and serde: time of a call on
//! loopback, memory of many at once, time to make a request. Both sides in one run, in turns; medians.
//!
//! `cargo run --release --manifest-path benches/Cargo.toml --bin calls`
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

mod derived;

use std::hint::black_box;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Client, Operation};
use derived::Derived;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const ID: &str = "32b6e34b3d91647abb20e7b8";
const ACCEPT: &str = "application/vnd.atlas.2023-01-01+json";
const IN_FLIGHT: usize = 64;
const CALLS: usize = 12_800;
const ROUNDS: usize = 15;
const AT_ONCE: usize = 10_000;

/// An answer of one kilobyte.
fn answer() -> Vec<u8> {
    let url = "https://cloud.mongodb.com/api/atlas/v2/".to_owned() + &"x".repeat(355);
    let body = format!(
        r#"{{"cancelled":true,"deliveryType":"automated","deliveryUrl":["{url}"],"expired":true,"expiresAt":"2025-05-04T09:42:00Z","failed":true,"finishedAt":"2025-05-04T09:42:00Z","id":"{ID}","links":[{{"href":"https://cloud.mongodb.com/api/atlas","rel":"self"}}],"oplogInc":1,"oplogTs":1199145601,"pointInTimeUTCSeconds":1199145601,"snapshotId":"{ID}","targetClusterName":"string","targetGroupId":"{ID}","timestamp":"2025-05-04T09:42:00Z"}}"#
    );
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {ACCEPT}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A server with a thread of its own that answers each request after a while.
fn server(pause: Duration) -> String {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            tell.send(listener.local_addr().expect("an address"))
                .expect("someone listens");
            let answer: Arc<[u8]> = answer().into();
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = Arc::clone(&answer);
                tokio::spawn(async move {
                    let mut buffer = [0; 4096];
                    let mut filled = 0;
                    while let Ok(length @ 1..) = stream.read(&mut buffer[filled..]).await {
                        filled += length;
                        if !buffer[..filled].ends_with(b"\r\n\r\n") {
                            continue;
                        }
                        filled = 0;
                        if !pause.is_zero() {
                            tokio::time::sleep(pause).await;
                        }
                        if stream.write_all(&answer).await.is_err() {
                            break;
                        }
                    }
                });
            }
        });
    });
    format!("http://{}", told.recv().expect("the server starts"))
}

fn call() -> GetGroupServerlessBackupRestoreJob {
    GetGroupServerlessBackupRestoreJob::new(ID, "cluster0", ID).pretty(true)
}

fn url(base: &str) -> String {
    format!(
        "{base}/api/atlas/v2/groups/{ID}/serverless/cluster0/backup/restoreJobs/{ID}?pretty=true"
    )
}

async fn ours(client: &Client) {
    let answer = call().send(client).await.expect("an answer");
    assert!(answer.value.cancelled == Some(true));
}

async fn theirs(client: &reqwest::Client, base: &str) {
    let request = client
        .get(url(base))
        .header("accept", ACCEPT)
        .bearer_auth("token");
    let answer = request
        .timeout(Duration::from_secs(30))
        .send()
        .await
        .expect("an answer");
    let body = answer.bytes().await.expect("a body");
    let job: Derived = serde_json::from_slice(&body).expect("a job");
    assert!(job.cancelled == Some(true));
}

fn our_client(base: &str) -> Client {
    Client::new()
        .expect("TLS")
        .base_url(base)
        .bearer_token("token")
        .timeout(Duration::from_secs(60))
}

/// Calls, so many in flight: microseconds a call.
fn in_flight<F: Future<Output = ()> + Send + 'static>(
    runtime: &tokio::runtime::Runtime,
    call: impl Fn() -> F + Send + Clone + 'static,
) -> f64 {
    let started = Instant::now();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..IN_FLIGHT)
            .map(|_| {
                let call = call.clone();
                tokio::spawn(async move {
                    for _ in 0..CALLS / IN_FLIGHT {
                        call().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("a task ends");
        }
    });
    started.elapsed().as_secs_f64() * 1e6 / CALLS as f64
}

fn blocking(call: impl Fn() + Sync) -> f64 {
    let started = Instant::now();
    for _ in 0..CALLS / 8 {
        call();
    }
    started.elapsed().as_secs_f64() * 1e6 / (CALLS / 8) as f64
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Both in turns, each first every other time; the ratio is the median of the rounds' ratios.
fn compare(what: &str, unit: &str, mut ours: impl FnMut() -> f64, mut theirs: impl FnMut() -> f64) {
    let (mut a, mut b, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    ours();
    theirs();
    for round in 0..ROUNDS {
        let (x, y) = if round % 2 == 0 {
            let x = ours();
            (x, theirs())
        } else {
            let y = theirs();
            (ours(), y)
        };
        a.push(x);
        b.push(y);
        ratios.push(x / y);
    }
    let (a, b, ratio) = (median(a), median(b), median(ratios));
    println!("{what:<44} {a:>9.2} {unit}  by hand {b:>9.2} {unit}: {ratio:.3} times");
}

/// The most memory that a process has had, in MB.
fn memory(side: &str, base: &str) -> f64 {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .args([side, base])
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim()
        .parse()
        .unwrap_or_else(|_| panic!("{side}: {text}{}", String::from_utf8_lossy(&output.stderr)))
}

/// Many calls at once, in a process of its own.
fn at_once(side: &str, base: String) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let (mine, bare) = (our_client(&base), reqwest::Client::new());
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let (mine, bare, base, is_ours) =
                    (mine.clone(), bare.clone(), base.clone(), side == "ours");
                tokio::spawn(async move {
                    if is_ours {
                        ours(&mine).await
                    } else {
                        theirs(&bare, &base).await
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("a task ends");
        }
    });
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .expect("a peak");
    let kilobytes: f64 = line
        .split_whitespace()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .expect("a number");
    println!("{}", kilobytes / 1024.0);
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, side, base] = &arguments[..] {
        return at_once(side, base.clone());
    }
    const REQUESTS: u32 = 200_000;
    let time = |work: &dyn Fn()| {
        let started = Instant::now();
        for _ in 0..REQUESTS {
            work();
        }
        started.elapsed().as_secs_f64() * 1e6 / f64::from(REQUESTS)
    };
    let base = "https://cloud.mongodb.com";
    compare(
        "making a request, beside formatting its URL",
        "us",
        || time(&|| drop(black_box(call().request(black_box(base))))),
        || time(&|| drop(black_box(url(black_box(base))))),
    );
    let base = server(Duration::ZERO);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let (mine, bare) = (our_client(&base), reqwest::Client::new());
    let there = base.clone();
    compare(
        "a call, 64 in flight, beside reqwest and serde",
        "us",
        || {
            let mine = mine.clone();
            in_flight(&runtime, move || {
                let mine = mine.clone();
                async move { ours(&mine).await }
            })
        },
        || {
            let (bare, base) = (bare.clone(), there.clone());
            in_flight(&runtime, move || {
                let (bare, base) = (bare.clone(), base.clone());
                async move { theirs(&bare, &base).await }
            })
        },
    );
    let client = BlockingClient::new().base_url(&base).bearer_token("token");
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .new_agent();
    compare(
        "a call, one at a time, beside ureq and serde",
        "us",
        || {
            blocking(|| {
                assert!(
                    call()
                        .send_blocking(&client)
                        .expect("an answer")
                        .value
                        .cancelled
                        == Some(true)
                )
            })
        },
        || {
            blocking(|| {
                let request = agent
                    .get(url(&base))
                    .header("accept", ACCEPT)
                    .header("authorization", "Bearer token");
                let body = request
                    .call()
                    .expect("an answer")
                    .body_mut()
                    .read_to_vec()
                    .expect("a body");
                let job: Derived = serde_json::from_slice(&body).expect("a job");
                assert!(job.cancelled == Some(true));
            })
        },
    );
    let slow = server(Duration::from_secs(8));
    let mut sides = [Vec::new(), Vec::new()];
    for _ in 0..3 {
        sides[0].push(memory("ours", &slow));
        sides[1].push(memory("theirs", &slow));
    }
    let [a, b] = sides.map(median);
    println!(
        "{:<44} {a:>9.1} MB  by hand {b:>9.1} MB: {:.3} times",
        format!("{AT_ONCE} calls at once, beside reqwest"),
        a / b
    );
}
