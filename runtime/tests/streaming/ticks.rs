//! Operations whose answers are ticks, as events and as lines, and their items as both clients see them.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rt::http::{Error, Event, OperationTable, Streamed};
use rt::{Field, Json, Schema};
use specsmith_runtime as rt;

use super::streaming::{asynchronous, blocking, following, run};
use super::wire::Wire;

#[derive(Clone)]
pub struct Tick {
    pub n: i64,
}
static TICK: Schema = Schema::object(&[Field::required("n", &Schema::INTEGER)], &[]);
rt::object!(Tick, TICK, [n]);

/// A whole event, whose data is the JSON of a tick.
#[derive(Clone)]
pub struct Telling {
    pub event: String,
    pub data: rt::JsonText<Tick>,
}
static TELLING: Schema = Schema::object(
    &[
        Field::required("event", &Schema::STRING),
        Field::required("data", &Schema::STRING),
    ],
    &[],
);
rt::object!(Telling, TELLING, [event, data]);

static TABLE: OperationTable = OperationTable {
    id: "ticks",
    method: "GET",
    path: "/ticks",
    servers: &[],
    parameters: &[],
    body: None,
    accept: &["application/json"],
    security: &[],
};

macro_rules! operation {
    ($name:ident, $item:ty, $media:literal) => {
        pub struct $name {}
        rt::operation!($name, TABLE, [], Json, Json, ());
        rt::streamed!($name, $item, $media);
    };
}
operation!(Ticks, Event<Tick>, "text/event-stream");
operation!(Texts, Event<String>, "text/event-stream");
operation!(Anything, Event<Json>, "text/event-stream");
operation!(Whole, Json, "text/event-stream");
operation!(Told, Telling, "text/event-stream");
operation!(Lines, Tick, "application/x-ndjson");

pub const AT_MOST: Duration = Duration::from_secs(20);

/// At most so many items, by both clients, which must see the same; the error that ends them as text.
pub fn items<O: Streamed<Error = Json> + Sync>(
    server: &Wire,
    call: &O,
    most: usize,
) -> Vec<Result<O::Item, String>>
where
    O::Item: std::fmt::Debug + PartialEq,
{
    let started = Instant::now();
    // Transports tell in their own words why a connection failed.
    let text = |item: Result<O::Item, Error<Json>>| {
        let text = item.map_err(|error| error.to_string());
        text.map_err(|text| text.split(" failed: ").next().unwrap().to_owned())
    };
    let found: Vec<_> = match call.stream_items_blocking(&blocking(&server.url)) {
        Ok(stream) => stream.take(most).map(text).collect(),
        Err(error) => vec![Err(error.to_string())],
    };
    let streamed = run(async {
        let mut all = Vec::new();
        match call.stream_items(&asynchronous(&server.url)).await {
            Ok(mut stream) => {
                while all.len() < most
                    && let Some(item) = following(&mut stream).await
                {
                    all.push(text(item));
                }
            }
            Err(error) => all.push(Err(error.to_string())),
        }
        all
    });
    assert!(started.elapsed() < AT_MOST);
    assert_eq!(found, streamed);
    found
}

pub const EVENTS: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";

pub fn chunk(stream: &mut TcpStream, text: &str) -> std::io::Result<()> {
    stream.write_all(format!("{:x}\r\n{text}\r\n", text.len()).as_bytes())
}

pub fn end(stream: &mut TcpStream) -> std::io::Result<bool> {
    stream.write_all(b"0\r\n\r\n")?;
    Ok(true)
}

pub fn event(n: i64) -> Event<Tick> {
    let data = Tick { n };
    Event {
        data,
        name: None,
        id: None,
        retry: None,
    }
}
