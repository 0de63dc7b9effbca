//! Servers that mean harm, or are broken: an error comes within the time-out, memory stays bounded, and what came is kept.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "client/timely.rs"]
mod timely;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::time::Duration;

use any::{Any, Outcome};
use rt::http::{Error, Incomplete, Retry, TransportError};
use specsmith_runtime as rt;
use timely::{TIMEOUT, both};
use wire::{Wire, json, reply};

fn incomplete(outcome: Outcome) -> Box<Incomplete> {
    match outcome {
        Err(Error::Incomplete(answer)) => answer,
        other => panic!("an answer that broke off is expected: {other:?}"),
    }
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

#[test]
fn slow_loris() {
    let head = Wire::raw(|_, stream| {
        for byte in HEAD.iter().cycle().take(1000) {
            stream.write_all(&[*byte])?;
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    });
    both(&head, |outcome| assert!(outcome.unwrap_err().is_timeout()));
    let body = Wire::raw(|_, stream| {
        stream.write_all(&[HEAD, b"Content-Length: 1000000\r\n\r\n\""].concat())?;
        for _ in 0..1000 {
            stream.write_all(b"x")?;
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    });
    both(&body, |outcome| {
        let answer = incomplete(outcome);
        assert!(
            matches!(answer.cause, TransportError::Timeout),
            "{answer:?}"
        );
        assert_eq!(answer.status, 200);
        assert!(answer.body.starts_with(b"\"x"), "{answer:?}");
    });
}

/// Nothing was sent, so that any call may be made again; and why nothing was is said.
#[test]
fn nobody_is_there() {
    // RFC 6761, section 6.4: no such name is ever known. Nothing listens at the other.
    for (url, why) in [
        ("http://nobody.invalid", "lookup"),
        ("http://127.0.0.1:1", "refused"),
    ] {
        for client in clients!(url, client => client.retry(Retry::never())) {
            let error = client.write().unwrap_err();
            let Error::Transport(cause) = &error else {
                panic!("{error:?}");
            };
            let cause = cause.downcast_ref::<TransportError>();
            assert!(
                matches!(cause, Some(TransportError::Connect(_))),
                "{error:?}"
            );
            assert!(error.to_string().contains(why), "{error}");
        }
    }
}

#[test]
fn endless_body() {
    for head in [&b"\r\n"[..], b"Transfer-Encoding: chunked\r\n\r\n"] {
        let server = Wire::raw(move |_, stream| {
            stream.write_all(&[HEAD, head].concat())?;
            let chunk = [b'x'; 0x4000];
            loop {
                if head.len() > 2 {
                    stream.write_all(b"4000\r\n")?;
                    stream.write_all(&chunk)?;
                    stream.write_all(b"\r\n")?;
                } else {
                    stream.write_all(&chunk)?;
                }
            }
        });
        both(&server, |outcome| {
            let answer = incomplete(outcome);
            assert!(
                matches!(answer.cause, TransportError::TooLarge(0x10_0000)),
                "{answer:?}"
            );
            assert!(answer.body.len() <= 1 << 20);
        });
    }
}

#[test]
fn endless_headers() {
    let many = Wire::raw(|_, stream| {
        stream.write_all(HEAD)?;
        loop {
            stream.write_all(b"X-More: and more and more and more\r\n")?;
        }
    });
    both(&many, |outcome| {
        assert!(
            matches!(outcome, Err(Error::Transport(_) | Error::Timeout)),
            "{outcome:?}"
        )
    });
    let long = Wire::raw(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nX-More: ")?;
        loop {
            stream.write_all(&[b'x'; 4096])?;
        }
    });
    both(&long, |outcome| {
        assert!(
            matches!(outcome, Err(Error::Transport(_) | Error::Timeout)),
            "{outcome:?}"
        )
    });
}

#[test]
fn a_flood_of_cookies_is_an_answer_or_an_error() {
    let server = Wire::start(|_| {
        let cookies: String = (0..50)
            .map(|i| format!("Set-Cookie: c{i}={}\r\n", "x".repeat(100)))
            .collect();
        [HEAD, cookies.as_bytes(), b"Content-Length: 2\r\n\r\n{}"].concat()
    });
    both(&server, |outcome| {
        assert_eq!(
            outcome
                .unwrap()
                .raw_headers
                .get_all("set-cookie")
                .iter()
                .count(),
            50
        );
    });
    // None of them is sent back.
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("cookie").is_none())
    );
    let server = Wire::start(|_| {
        let cookies = "Set-Cookie: a=b\r\n".repeat(100_000);
        [HEAD, cookies.as_bytes(), b"Content-Length: 2\r\n\r\n{}"].concat()
    });
    both(&server, |outcome| {
        assert!(
            matches!(outcome, Err(Error::Transport(_) | Error::Timeout)),
            "{outcome:?}"
        )
    });
}

#[test]
fn wrong_lengths() {
    let short = Wire::raw(|_, stream| {
        stream.write_all(&[HEAD, b"Content-Length: 100\r\n\r\n{\"a\":1}"].concat())?;
        Ok(false)
    });
    both(&short, |outcome| {
        assert_eq!(&incomplete(outcome).body[..], b"{\"a\":1}")
    });
    // What is beyond the length is no part of the answer, nor of the next.
    let long = Wire::raw(|_, stream| {
        stream
            .write_all(&[HEAD, b"Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n"].concat())?;
        Ok(true)
    });
    both(&long, |outcome| {
        assert_eq!(&outcome.unwrap().body[..], b"{}")
    });
    for length in ["-1", "2, 3", "99999999999999999999999", "0x10"] {
        let odd = Wire::raw(move |_, stream| {
            stream.write_all(
                &[HEAD, b"Content-Length: ", length.as_bytes(), b"\r\n\r\n{}"].concat(),
            )?;
            Ok(false)
        });
        both(&odd, |outcome| {
            let came = match &outcome {
                Ok(answer) => &answer.body[..] == b"{}",
                Err(Error::Transport(_)) => true,
                Err(Error::Incomplete(answer)) => &answer.body[..] == b"{}",
                _ => false,
            };
            assert!(came, "{length}: {outcome:?}");
        });
    }
}

#[test]
fn bytes_that_are_no_text_and_types_that_lie() {
    let server = Wire::start(|_| [HEAD, b"Content-Length: 5\r\n\r\n\"\xff\xfe\xfd\""].concat());
    both(&server, |outcome| match outcome {
        Err(Error::Undecodable(answer)) => assert_eq!(&answer.body[..], b"\"\xff\xfe\xfd\""),
        Ok(answer) => assert_eq!(&answer.body[..], b"\"\xff\xfe\xfd\""),
        other => panic!("{other:?}"),
    });
    for media in [
        "text/html",
        "application/json; charset=x",
        "image/png",
        "x",
        "\"",
        "",
    ] {
        let server =
            Wire::start(move |_| reply(200, &[&format!("Content-Type: {media}")], r#"{"a":1}"#));
        both(&server, |outcome| {
            assert_eq!(&outcome.unwrap().body[..], br#"{"a":1}"#, "{media}")
        });
    }
}

#[test]
fn gzip_that_is_cut_and_gzip_that_is_a_bomb() {
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let serve = |body: Vec<u8>| {
        Wire::start(move |_| {
            let head = format!(
                "Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            [HEAD, head.as_bytes(), &body].concat()
        })
    };
    let mut cut = gzip(
        &(0..40_000u32)
            .flat_map(|i| i.to_string().into_bytes())
            .collect::<Vec<_>>(),
    );
    cut.truncate(cut.len() / 2);
    both(&serve(cut), |outcome| {
        assert!(
            !incomplete(outcome).body.is_empty(),
            "what could be decoded is kept"
        )
    });
    both(&serve(gzip(&vec![b' '; 200 << 20])), |outcome| {
        let answer = incomplete(outcome);
        assert!(
            matches!(answer.cause, TransportError::TooLarge(_)),
            "{answer:?}"
        );
        assert!(answer.body.len() <= 1 << 20);
    });
    both(&serve(b"this is no gzip".to_vec()), |outcome| {
        assert_eq!(incomplete(outcome).status, 200)
    });
}

#[test]
fn a_hundred_megabytes_of_json() {
    let server = Wire::raw(|_, stream| {
        let length = 100 << 20;
        stream
            .write_all(&[HEAD, format!("Content-Length: {length}\r\n\r\n").as_bytes()].concat())?;
        for _ in 0..length / (1 << 20) {
            stream.write_all(&vec![b'['; 1 << 20])?;
        }
        Ok(false)
    });
    both(&server, |outcome| {
        let answer = incomplete(outcome);
        assert!(
            matches!(answer.cause, TransportError::TooLarge(_)),
            "{answer:?}"
        );
        assert!(answer.body.len() <= 1 << 20);
    });
    // Whoever wants it all gets it, and an error about its depth instead of a stack that overflows.
    for client in
        clients!(&server.url, c => c.timeout(Duration::from_secs(60)).body_limit(200 << 20))
    {
        match client.read() {
            Err(Error::Undecodable(answer)) => assert_eq!(answer.body.len(), 100 << 20),
            other => panic!("{:?}", other.map(|answer| answer.status)),
        }
    }
}

#[test]
fn redirects_that_never_end() {
    let server = Wire::start(|request| {
        let next = request.line.len();
        reply(
            302,
            &[&format!("Location: /{}", "x".repeat(next)), "X-Kept: yes"],
            "round and round",
        )
    });
    both(&server, |outcome| {
        let error = outcome.unwrap_err();
        assert_eq!(error.status().unwrap(), 302);
        assert_eq!(error.headers().unwrap()["x-kept"], "yes");
        assert_eq!(&error.body().unwrap()[..], b"round and round");
    });
    assert_eq!(server.requests().len(), 22);
    for location in [
        "",
        "http://",
        "ftp://127.0.0.1/",
        "http://user:pw@127.0.0.1/",
        "http://[",
        "\u{1}",
        "javascript:x",
    ] {
        let server = Wire::start(move |request| match request.line.as_str() {
            "GET /things" => reply(302, &[&format!("Location: {location}")], "no"),
            _ => json(200, "{}"),
        });
        both(&server, |outcome| {
            // What cannot be followed is the answer.
            let error = outcome.unwrap_err();
            if location == "\u{1}" {
                // No header holds that: what came is no HTTP.
                assert!(matches!(error, Error::Transport(_)), "{error:?}");
                return;
            }
            assert_eq!(error.status().unwrap(), 302, "{location}");
            assert_eq!(&error.body().unwrap()[..], b"no", "{location}");
        });
    }
}

#[test]
fn what_is_no_http() {
    for bytes in [
        &b""[..],
        b"\0\0\0\0",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 999999 X\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nBroken\r\n\r\n",
    ] {
        let server = Wire::raw(move |_, stream| {
            stream.write_all(bytes)?;
            Ok(false)
        });
        for client in clients!(&server.url, c => c.timeout(TIMEOUT).retry(Retry::never())) {
            let outcome: Outcome = Any::read(&client);
            assert!(
                matches!(outcome, Err(Error::Transport(_) | Error::Timeout)),
                "{bytes:?}: {outcome:?}"
            );
        }
    }
}
