//! Answers within an envelope.

use rt::http::Streamed as _;

use super::*;

#[test]
fn the_status_within_an_envelope_decides_too() {
    let inside = |status: u16| json(200, &format!(r#"{{"status": {status}, "content": {{}}}}"#));
    for (status, asked) in [(503, 3), (429, 3), (500, 1)] {
        for kind in 0..2 {
            let server = failing(2, inside(status));
            let client = clients!(&server.url, c => c).into_iter().nth(kind).unwrap();
            let outcome = client.call(&Wrapped { envelope: true });
            assert_eq!(outcome.is_ok(), asked == 3, "{status}: {outcome:?}");
            assert_eq!(server.requests().len(), asked, "{status}");
        }
    }
    // A token that is refused within an envelope is renewed.
    for kind in 0..2 {
        let server = failing(1, inside(401));
        let source = || async { Ok("token".into()) };
        let client = clients!(&server.url, c => c.credential("oauth", Credential::source(source)));
        let client = client.into_iter().nth(kind).unwrap();
        client.call(&Wrapped { envelope: true }).unwrap();
        assert_eq!(server.requests().len(), 2);
    }
    // Without a parameter that asks for one, an answer that looks like an envelope is none.
    let server = failing(2, inside(503));
    let [client, _] = clients!(&server.url, c => c);
    client.read().unwrap();
    assert_eq!(server.requests().len(), 1);
}

/// An error within an envelope would pass for a success, since what is streamed is not opened.
#[test]
fn an_envelope_is_not_asked_for_where_the_answer_is_streamed() {
    let server = failing(0, json(200, r#"{"status": 404, "content": {}}"#));
    let client = BlockingClient::new().base_url(&server.url);
    let asks = Wrapped { envelope: true };
    for refused in [
        asks.send_streaming_blocking(&client).map(drop),
        asks.stream_items_blocking(&client).map(drop),
    ] {
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.contains("query/envelope: true is not false"),
            "{refused}"
        );
    }
    assert!(server.requests().is_empty());
    let plain = Wrapped { envelope: false }.send_streaming_blocking(&client);
    assert_eq!(plain.unwrap().status(), 200);
}
