//! How much memory an answer takes, whatever the server sends: measured as the system sees it. One test, so that no other one
//! is measured with it.
#![cfg(target_os = "linux")]

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use any::Any;
use operations::Read;
use rt::http::{Error, Operation as _, TransportError};
use rt::{Direction, Json, Rule, Schema, View};
use specsmith_runtime as rt;
use wire::Wire;

const MEGABYTE: usize = 1 << 20;
const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/// A line of `/proc/self/status`, in bytes.
fn status(name: &str) -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line
        .unwrap()
        .trim_matches(|sign: char| !sign.is_ascii_digit());
    number.parse::<usize>().unwrap() * 1024
}

/// The megabytes that the process had at most while this ran, above what it had before.
fn taken(run: impl FnOnce()) -> usize {
    // Forgets the highest mark until now (`man 5 proc_pid_clear_refs`).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = status("VmRSS:");
    run();
    status("VmHWM:").saturating_sub(before) / MEGABYTE
}

/// A server whose answers go on as this does.
fn serving(answer: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Wire {
    Wire::raw(move |_, stream| {
        stream.write_all(HEAD)?;
        answer(stream)?;
        Ok(false)
    })
}

/// Both clients, which accept a body of so many bytes.
fn both(server: &Wire, limit: usize) -> [Any; 2] {
    let time = Duration::from_secs(60);
    clients!(&server.url, c => c.timeout(time).body_limit(limit as u64))
}

/// A list of 100 texts of a megabyte each.
fn hundred_megabytes(stream: &mut TcpStream) -> std::io::Result<()> {
    let text = format!("\"{}\"", "x".repeat(MEGABYTE - 3));
    let length = 100 * (text.len() + 1) + 1;
    stream.write_all(format!("Content-Length: {length}\r\n\r\n").as_bytes())?;
    for index in 0..100 {
        stream.write_all(if index == 0 { b"[" } else { b"," })?;
        stream.write_all(text.as_bytes())?;
    }
    stream.write_all(b"]")
}

#[test]
fn memory_is_bounded_whatever_the_server_sends() {
    // Once beforehand, for what is made once.
    for client in both(
        &serving(|stream| stream.write_all(b"Content-Length: 2\r\n\r\n{}")),
        9,
    ) {
        client.read().unwrap();
    }
    let endless = serving(|stream| {
        stream.write_all(b"\r\n")?;
        loop {
            stream.write_all(&[b'x'; 0x4000])?;
        }
    });
    let headers = serving(|stream| {
        loop {
            stream.write_all(b"X-More: and more and more and more\r\n")?;
        }
    });
    let spaces = vec![b' '; 200 * MEGABYTE];
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&spaces).unwrap();
    drop(spaces);
    let bomb = bomb.finish().unwrap();
    let bomb = serving(move |stream| {
        let head = format!(
            "Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            bomb.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(&bomb)
    });
    let large = serving(hundred_megabytes);
    for (name, server) in [
        ("endless", &endless),
        ("headers", &headers),
        ("bomb", &bomb),
        ("large", &large),
    ] {
        for client in both(server, MEGABYTE) {
            let megabytes = taken(|| match (name, client.read().unwrap_err()) {
                ("headers", Error::Transport(_)) => {}
                ("endless" | "bomb" | "large", Error::Incomplete(answer)) => {
                    let limit = MEGABYTE as u64;
                    assert!(matches!(answer.cause, TransportError::TooLarge(at) if at == limit));
                }
                (_, error) => panic!("{name}: {error}"),
            });
            assert!(megabytes < 32, "{name}: {megabytes} MB");
        }
    }
    names();
    downloads(&large);
    compressed();
    // Whoever accepts as much gets it: the body as it came, and the value.
    for client in both(&large, 200 * MEGABYTE) {
        let megabytes = taken(|| {
            let answer = client.read().unwrap();
            assert_eq!(answer.value.as_array().unwrap().len(), 100);
            assert_eq!(answer.body.len(), 100 * MEGABYTE + 1);
        });
        assert!(megabytes < 500, "{megabytes} MB");
    }
}

/// Long names of members stand in the pointer of each issue.
fn names() {
    let twice = r#""a":1,"#.repeat(10_000);
    let wrong = "[1],".repeat(10_000);
    let name = "k".repeat(100_000);
    let body = format!(r#"{{"{name}":{{{twice}"b":1}},"c":[{wrong}[1]]}}"#);
    let megabytes = taken(|| {
        let read = rt::json::from_slice_lenient::<Json>(body.as_bytes()).unwrap();
        assert!(read.issues.0.len() > 10);
        type Lists = BTreeMap<String, Vec<String>>;
        let body = format!(r#"{{"{name}":[{wrong}[1]]}}"#);
        let read = rt::json::from_slice_lenient::<Lists>(body.as_bytes()).unwrap();
        assert!(read.issues.0.len() > 10);
        static TEXTS: Schema = Schema::array(&[Rule::Items(&Schema::STRING)]);
        static MAP: Schema = Schema::object(&[], &[Rule::AdditionalProperties(&TEXTS)]);
        let json: Json = body.parse().unwrap();
        let found = rt::validate::validate(&MAP, View::Json(&json), Direction::Response);
        assert!(found.0.len() > 10);
    });
    assert!(megabytes < 40, "names: {megabytes} MB");
}

/// What is read while it comes has no limit, and its chunks are small however well it was compressed.
fn compressed() {
    const LENGTH: usize = 100 * MEGABYTE;
    let zeros = vec![0; LENGTH];
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&zeros).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(&zeros[..], 3).unwrap();
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 3,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &zeros[..], &mut brotli, &parameters).unwrap();
    drop(zeros);
    for (coding, body) in [("gzip", gzip), ("zstd", zstd), ("br", brotli)] {
        let server = serving(move |stream| {
            let length = body.len();
            let head = format!("Content-Encoding: {coding}\r\nContent-Length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body)
        });
        let [client, _] = both(&server, MEGABYTE);
        let Any::Blocking(client) = client else {
            unreachable!()
        };
        let megabytes = taken(|| {
            let download = Read {}.send_streaming_blocking(&client).unwrap();
            let length: usize = download.map(|chunk| chunk.unwrap().len()).sum();
            assert_eq!(length, LENGTH, "{coding}");
        });
        assert!(megabytes < 40, "{coding}: {megabytes} MB");
    }
}

/// An answer that is read while it comes is never in memory.
fn downloads(large: &Wire) {
    for client in both(large, MEGABYTE) {
        let megabytes = taken(|| {
            let length: usize = match client {
                Any::Blocking(client) => {
                    let download = Read {}.send_streaming_blocking(&client).unwrap();
                    download.map(|chunk| chunk.unwrap().len()).sum()
                }
                Any::Asynchronous(client) => any::runtime().block_on(async {
                    let mut download = Read {}.send_streaming(&client).await.unwrap();
                    let mut length = 0;
                    while let Some(chunk) = download.chunk().await {
                        length += chunk.unwrap().len();
                    }
                    length
                }),
            };
            assert_eq!(length, 100 * MEGABYTE + 1);
        });
        assert!(megabytes < 32, "download: {megabytes} MB");
    }
}
