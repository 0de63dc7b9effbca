//! Streams that do not end, or end badly: an error within the time-out and bounded memory, by both clients.

mod streaming;
#[path = "streaming/ticks.rs"]
mod ticks;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::time::{Duration, Instant};

use rt::Json;
use rt::http::{Error, Operation, Streamed};
use specsmith_runtime as rt;
use streaming::{asynchronous, blocking, run};
use ticks::*;
use wire::{Wire, json};

#[test]
fn events_without_end() {
    // Whoever takes some and goes ends the call; whoever wants all of it at once gets an error within the time-out.
    let server = Wire::raw(|_, stream| {
        stream.write_all(EVENTS)?;
        loop {
            chunk(stream, "data: {\"n\":1}\n\n")?;
        }
    });
    let found = items(&server, &Ticks {}, 10_000);
    assert_eq!(found.len(), 10_000);
    assert!(found.iter().all(|item| *item == Ok(event(1))));
    let whole = |error: Error<Json>| match error {
        Error::Incomplete(answer) => assert!(answer.body.len() <= 1 << 16),
        other => panic!("{other:?}"),
    };
    whole(Ticks {}.send_blocking(&blocking(&server.url)).unwrap_err());
    whole(run(Ticks {}.send(&asynchronous(&server.url))).unwrap_err());
}

#[test]
fn a_line_or_an_event_without_end_is_too_large() {
    for (head, more) in [
        ("data: ", "xxxxxxxxxxxxxxxx"),
        ("data: x\n", "data: xxxxxxxxxx\n"),
        (":", "xxxxxxxx"),
    ] {
        let server = Wire::raw(move |_, stream| {
            stream.write_all(EVENTS)?;
            chunk(stream, head)?;
            loop {
                chunk(stream, more)?;
            }
        });
        let found = items(&server, &Texts {}, 9);
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .as_ref()
                .unwrap_err()
                .contains("more than 65536 bytes"),
            "{found:?}"
        );
    }
}

#[test]
fn a_server_that_falls_silent_is_left() {
    let server = Wire::raw(|_, stream| {
        stream.write_all(EVENTS)?;
        chunk(stream, "data: {\"n\":1}\n\n")?;
        std::thread::sleep(AT_MOST);
        Ok(false)
    });
    let found = items(&server, &Ticks {}, 9);
    assert_eq!(found.len(), 2);
    assert!(
        found[1].as_ref().unwrap_err().contains("took too long"),
        "{found:?}"
    );
}

#[test]
fn an_error_status_is_an_error_with_its_body() {
    let server = Wire::start(|_| json(404, "{\"why\":\"gone\"}"));
    let check = |error: Error<Json>| {
        assert_eq!(error.status().unwrap(), 404);
        assert_eq!(
            error.value().unwrap().get("why"),
            Some(&Json::String("gone".to_owned()))
        );
    };
    check(
        Ticks {}
            .stream_items_blocking(&blocking(&server.url))
            .err()
            .unwrap(),
    );
    check(
        run(Ticks {}.stream_items(&asynchronous(&server.url)))
            .err()
            .unwrap(),
    );
    check(
        Ticks {}
            .send_streaming_blocking(&blocking(&server.url))
            .err()
            .unwrap(),
    );
    check(
        run(Ticks {}.send_streaming(&asynchronous(&server.url)))
            .err()
            .unwrap(),
    );
    // The body of an error ends with the time-out, however slowly it comes.
    let slow = Wire::raw(|_, stream| {
        stream.write_all(b"HTTP/1.1 404 X\r\nContent-Length: 100000\r\n\r\n")?;
        for _ in 0..1000 {
            stream.write_all(b"x")?;
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    });
    let started = Instant::now();
    assert!(
        Ticks {}
            .stream_items_blocking(&blocking(&slow.url))
            .err()
            .unwrap()
            .is_timeout()
    );
    assert!(
        run(Ticks {}.stream_items(&asynchronous(&slow.url)))
            .err()
            .unwrap()
            .is_timeout()
    );
    assert!(started.elapsed() < AT_MOST);
}
