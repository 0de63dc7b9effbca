//! Answers that are read while they come, by both clients, from servers that stream.

mod streaming;
#[path = "streaming/ticks.rs"]
mod ticks;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rt::Json;
use rt::http::{Error, Streamed};
use specsmith_runtime as rt;
use streaming::{asynchronous, blocking, run};
use ticks::*;
use wire::{Wire, json, reply};

#[test]
fn events_come_while_the_answer_is_still_under_way() {
    // The second event is sent only once the client has had the first: it asks another URL.
    let went_on = AtomicUsize::new(0);
    let server = Wire::raw(move |request, stream| {
        if request.line.ends_with("/go-on") {
            went_on.fetch_add(1, Ordering::SeqCst);
            stream.write_all(&json(200, "{}"))?;
            return Ok(true);
        }
        assert_eq!(request.header("accept"), Some("text/event-stream"));
        stream.write_all(EVENTS)?;
        let before = went_on.load(Ordering::SeqCst);
        chunk(stream, ": hello\n\nevent: tick\ndata: {\"n\":")?;
        chunk(stream, "1}\n\n")?;
        while went_on.load(Ordering::SeqCst) == before {
            std::thread::sleep(Duration::from_millis(5));
        }
        chunk(
            stream,
            "data: {\"n\": 2, \"more\": true}\n\ndata: [DONE]\n\ndata: {\"n\":3}\n\n",
        )?;
        end(stream)
    });
    let go_on = |url: &str| {
        drop(
            TcpStream::connect(url.trim_start_matches("http://"))
                .and_then(|mut stream| stream.write_all(b"GET /go-on HTTP/1.1\r\nHost: x\r\n\r\n")),
        )
    };
    let mut stream = Ticks {}
        .stream_items_blocking(&blocking(&server.url))
        .unwrap();
    let first = stream.next().unwrap().unwrap();
    assert_eq!((first.data.n, first.name.as_deref()), (1, Some("tick")));
    go_on(&server.url);
    assert_eq!(stream.next().unwrap().unwrap(), event(2));
    assert!(stream.next().is_none());
    run(async {
        let mut stream = Ticks {}
            .stream_items(&asynchronous(&server.url))
            .await
            .unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap().data.n, 1);
        go_on(&server.url);
        assert_eq!(stream.next().await.unwrap().unwrap(), event(2));
        assert!(stream.next().await.is_none());
    });
}

fn once(media: &str, body: &str) -> Wire {
    let answer = reply(200, &[&format!("Content-Type: {media}")], body);
    Wire::start(move |_| answer.clone())
}

#[test]
fn lines_and_sequences_and_servers_that_do_not_stream() {
    let ticks = [Ok(Tick { n: 1 }), Ok(Tick { n: 2 })];
    for (media, body) in [
        ("application/x-ndjson", "{\"n\":1}\r\n\n{\"n\":2}"),
        (
            "application/json-seq",
            "\u{1e}{\"n\":1}\n\u{1e}{\"n\":\n2}\n",
        ),
        (
            "application/geo+json-seq",
            "\u{1e}{\"n\":1}\n\u{1e}{\"n\":2}\n",
        ),
    ] {
        let found = items(&once(media, body), &Lines {}, 9);
        assert_eq!(found, ticks, "{media}");
    }
    let found = items(
        &once("application/json", "[{\"n\":1},\n{\"n\":2}]"),
        &Lines {},
        9,
    );
    assert_eq!(found, ticks);
    let found = items(&once("application/json", "{\"n\":\n1}"), &Lines {}, 9);
    assert_eq!(found, [Ok(Tick { n: 1 })]);
    assert_eq!(items(&once("application/x-ndjson", ""), &Lines {}, 9), []);
}

#[test]
fn an_item_that_cannot_be_read_does_not_end_the_items() {
    let found = items(
        &once("application/x-ndjson", "{\"n\":1}\noops\n{\"n\":2}\n"),
        &Lines {},
        9,
    );
    assert_eq!(found.len(), 3);
    assert!(found[1].as_ref().unwrap_err().contains("oops"), "{found:?}");
    assert_eq!(found[2], Ok(Tick { n: 2 }));
}

#[test]
fn data_is_text_or_json_or_the_whole_event() {
    let body = "event: a\nid: 7\nretry: 10\ndata: {\"n\":1}\ndata:\n\ndata: plain\n\n";
    let server = once("text/event-stream", body);
    let texts: Vec<_> = items(&server, &Texts {}, 9)
        .into_iter()
        .map(|e| e.unwrap().data)
        .collect();
    assert_eq!(texts, ["{\"n\":1}\n", "plain"]);
    let found: Vec<_> = items(&server, &Anything {}, 9)
        .into_iter()
        .map(|e| e.unwrap().data)
        .collect();
    assert_eq!(
        found,
        [
            "{\"n\":1}".parse().unwrap(),
            Json::String("plain".to_owned())
        ]
    );
    let found: Vec<_> = items(&server, &Whole {}, 9)
        .into_iter()
        .map(|e| e.unwrap().to_string())
        .collect();
    assert_eq!(
        found,
        [
            r#"{"data":"{\"n\":1}\n","event":"a","id":"7","retry":10}"#,
            r#"{"data":"plain","id":"7","retry":10}"#
        ]
    );
    let server = once("text/event-stream", "event: a\ndata: {\"n\": 1}\n\n");
    let told = items(&server, &Told {}, 9).remove(0).unwrap();
    assert_eq!(
        (told.event.as_str(), told.data.as_str()),
        ("a", "{\"n\": 1}")
    );
    assert_eq!(told.data.get().unwrap().n, 1);
}

#[test]
fn events_go_on_from_the_last_one_when_the_connection_breaks() {
    let server = Wire::raw(|request, stream| {
        let last = request
            .header("last-event-id")
            .map(|id| id.parse::<i64>().unwrap());
        let from = last.map_or(1, |last| last + 1);
        if from > 4 {
            stream.write_all(&reply(204, &[], ""))?;
            return Ok(true);
        }
        stream.write_all(EVENTS)?;
        // Two events each time, and a piece of one, whose ID does not hold yet.
        for n in from..from + 2 {
            chunk(
                stream,
                &format!("retry: 1\nid: {n}\ndata: {{\"n\":{n}}}\n\n"),
            )?;
        }
        chunk(stream, "id: 99\ndata: {\"n\":99}\n")?;
        Ok(false)
    });
    let found = items(&server, &Ticks {}, 99);
    let numbers: Vec<_> = found
        .iter()
        .map(|item| item.as_ref().unwrap().data.n)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(server.requests().len(), 6);
}

#[test]
fn what_is_no_events_is_not_what_was_asked_for_again() {
    let calls = AtomicUsize::new(0);
    let server = Wire::raw(move |_, stream| {
        if calls.fetch_add(1, Ordering::SeqCst) % 2 == 1 {
            let page = reply(200, &["Content-Type: text/html"], "<html>\n<p>\n</html>\n");
            stream.write_all(&page)?;
            return Ok(true);
        }
        stream.write_all(EVENTS)?;
        chunk(stream, "retry: 1\nid: 1\ndata: {\"n\":1}\n\n")?;
        Ok(false)
    });
    let found = items(&server, &Ticks {}, 99);
    assert_eq!(found.len(), 2, "{found:?}");
    let error = found[1].as_ref().unwrap_err();
    assert!(
        error.contains("the body is text/html, not the events"),
        "{error}"
    );
}

#[test]
fn nothing_is_asked_for_again_without_an_id_or_for_ever() {
    let broken = |text: &'static str| {
        Wire::raw(move |_, stream| {
            stream.write_all(EVENTS)?;
            chunk(stream, text)?;
            Ok(false)
        })
    };
    let server = broken("data: {\"n\":1}\n\n");
    let found = items(&server, &Ticks {}, 99);
    assert_eq!(found.len(), 2);
    assert!(
        found[1]
            .as_ref()
            .unwrap_err()
            .contains("did not come whole"),
        "{found:?}"
    );
    assert_eq!(server.requests().len(), 2);
    // An ID, and never an event again: five times, by each client.
    let calls = AtomicUsize::new(0);
    let server = Wire::raw(move |_, stream| {
        stream.write_all(EVENTS)?;
        if calls.fetch_add(1, Ordering::SeqCst).is_multiple_of(6) {
            chunk(stream, "retry: 1\nid: 1\ndata: {\"n\":1}\n\n")?;
        }
        Ok(false)
    });
    let found = items(&server, &Ticks {}, 99);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(server.requests().len(), 12);
}

#[test]
fn what_came_of_an_item_that_broke_off_is_kept() {
    let lines = Wire::raw(|_, stream| {
        stream.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: 99\r\n\r\n{\"n\":1}\n{\"n\"",
        )?;
        Ok(false)
    });
    let found = Lines {}.stream_items_blocking(&blocking(&lines.url));
    let error = found.unwrap().last().unwrap().unwrap_err();
    assert_eq!(error.body().unwrap(), "{\"n\"".as_bytes());
    let events = Wire::raw(|_, stream| {
        stream.write_all(EVENTS)?;
        chunk(stream, "data: 1\ndata: 2")?;
        Ok(false)
    });
    let found = Ticks {}.stream_items_blocking(&blocking(&events.url));
    let error = found.unwrap().last().unwrap().unwrap_err();
    assert_eq!(error.body().unwrap(), "1\n2".as_bytes());
}

#[test]
fn how_often_to_ask_again_can_be_set() {
    let server = Wire::raw(|_, stream| {
        stream.write_all(EVENTS)?;
        chunk(stream, "retry: 1\nid: 1\n\n")?;
        Ok(false)
    });
    let stream = Ticks {}.stream_items_blocking(&blocking(&server.url));
    let found: Vec<_> = stream.unwrap().reconnects(2).collect();
    let is_over = |item: &Result<_, Error<_>>| matches!(item, Err(Error::Incomplete(_)));
    assert!(is_over(found.last().unwrap()));
    let once = server.requests().len();
    run(async {
        let stream = Ticks {}.stream_items(&asynchronous(&server.url)).await;
        let mut stream = stream.unwrap().reconnects(2);
        while let Some(item) = stream.next().await {
            assert!(is_over(&item));
        }
    });
    assert_eq!((once, server.requests().len()), (3, 6));
}

#[test]
fn an_endless_walk_asks_again_until_the_server_has_nothing_to_say() {
    let server = Wire::start(|request| match request.header("last-event-id") {
        None => reply(
            200,
            &["Content-Type: text/event-stream"],
            "retry: 1\nid: a\ndata: {\"n\":1}\n\n",
        ),
        Some("a") => reply(
            200,
            &["Content-Type: text/event-stream"],
            "id: b\ndata: {\"n\":2}\n\n",
        ),
        Some(_) => reply(204, &[], ""),
    });
    let stream = Ticks {}
        .stream_items_blocking(&blocking(&server.url))
        .unwrap();
    let found: Vec<_> = stream.endless().map(|item| item.unwrap().data.n).collect();
    assert_eq!(found, [1, 2]);
    let found = run(async {
        let mut stream = Ticks {}
            .stream_items(&asynchronous(&server.url))
            .await
            .unwrap()
            .endless();
        let mut found = Vec::new();
        while let Some(item) = stream.next().await {
            found.push(item.unwrap().data.n);
        }
        found
    });
    assert_eq!(found, [1, 2]);
}

#[test]
fn a_stream_that_breaks_or_ends_gives_its_place_up() {
    let server = Wire::raw(|request, stream| {
        stream.write_all(EVENTS)?;
        if request.header("last-event-id").is_none() {
            chunk(stream, "retry: 1\nid: 1\ndata: {\"n\":1}\n\n")?;
            return Ok(false);
        }
        chunk(stream, "data: {\"n\":2}\n\ndata: [DONE]\n\n")?;
        // Nothing ends the body.
        Ok(true)
    });
    let client = blocking(&server.url).max_concurrent(1);
    let mut stream = Ticks {}.stream_items_blocking(&client).unwrap();
    assert_eq!(stream.next().unwrap().unwrap().data.n, 1);
    assert_eq!(stream.next().unwrap().unwrap().data.n, 2);
    assert!(stream.next().is_none());
    Ticks {}.stream_items_blocking(&client).unwrap();
    run(async {
        let client = asynchronous(&server.url).max_concurrent(1);
        let mut stream = Ticks {}.stream_items(&client).await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap().data.n, 1);
        assert_eq!(stream.next().await.unwrap().unwrap().data.n, 2);
        assert!(stream.next().await.is_none());
        Ticks {}.stream_items(&client).await.unwrap();
    });
}

#[test]
fn a_stream_that_is_dropped_while_it_asks_again_leaves_its_place() {
    let server = Wire::raw(|request, stream| {
        if request.header("last-event-id").is_some() {
            std::thread::sleep(Duration::from_secs(1));
            return Ok(false);
        }
        stream.write_all(EVENTS)?;
        chunk(stream, "retry: 1\nid: 1\ndata: {\"n\":1}\n\n")?;
        Ok(false)
    });
    run(async {
        let client = asynchronous(&server.url).max_concurrent(1);
        for round in 1..=3 {
            let mut stream = Ticks {}.stream_items(&client).await.unwrap();
            assert_eq!(stream.next().await.unwrap().unwrap().data.n, 1);
            // It is asked for again now, and nothing comes.
            let waits = tokio::time::timeout(Duration::from_millis(100), stream.next());
            assert!(waits.await.is_err());
            assert_eq!(server.requests().len(), 2 * round);
        }
    });
}
