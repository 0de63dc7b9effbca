//! Calls of a small API from WebAssembly: bodies that come from readers, and answers that are read while they come.

use rt::http::{Body, Client, Media, Operation, OperationTable, Streamed};
use rt::{Binary, Json, Schema};
use specsmith_runtime as rt;
use wasm_bindgen::prelude::wasm_bindgen;

struct Upload {
    body: Binary,
}
static UPLOAD: OperationTable = OperationTable {
    id: "upload",
    method: "POST",
    path: "/upload",
    servers: &[],
    parameters: &[],
    body: Some(Body::required(&[Media::new(
        "application/octet-stream",
        &Schema::ANY,
    )])),
    accept: &["application/json"],
    security: &[],
};
rt::operation!(Upload, UPLOAD, [body], i64, Json, ());

struct Lines {}
static LINES: OperationTable = OperationTable {
    id: "lines",
    method: "GET",
    path: "/lines",
    body: None,
    accept: &["application/x-ndjson"],
    ..UPLOAD
};
rt::operation!(Lines, LINES, [], Vec<i64>, Json, ());
rt::streamed!(Lines, i64, "application/x-ndjson");

/// Makes every call; what went wrong.
#[wasm_bindgen]
pub async fn calls(url: String) -> Option<String> {
    made(&url).await.err()
}

async fn made(url: &str) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let client = Client::new().map_err(|error| said(&error))?.base_url(url);
    let text = vec![b'x'; 100_000];
    for length in [None, Some(100_000)] {
        let body = Binary::from_reader(length, std::io::Cursor::new(text.clone()));
        let sent = Upload { body }.send(&client).await;
        let count = sent.map_err(|error| said(&error))?.value;
        if count != 100_000 {
            return Err(format!("{count} bytes of 100000 were sent ({length:?})"));
        }
    }
    let stream = Lines {}.stream_items(&client).await;
    let mut stream = stream.map_err(|error| said(&error))?;
    let mut found = Vec::new();
    while let Some(item) = stream.next().await {
        found.push(item.map_err(|error| said(&error))?);
    }
    match found[..] {
        [1, 2, 3] => Ok(()),
        _ => Err(format!("{found:?} came")),
    }
}
