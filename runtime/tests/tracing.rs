//! Spans of attempts, as OpenTelemetry names them.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use operations::*;
use rt::http::{Credential, OperationTable, Parameter};
use specsmith_runtime as rt;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use wire::{Wire, json};

/// Keeps the fields of every span.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<BTreeMap<String, String>>>>);

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(
            field.name().to_owned(),
            format!("{value:?}").trim_matches('"').to_owned(),
        );
    }
}

impl tracing::Subscriber for Spans {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("specsmith_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut all = self.0.lock().unwrap();
        let mut fields = BTreeMap::new();
        span.record(&mut Fields(&mut fields));
        all.push(fields);
        Id::from_u64(all.len() as u64)
    }
    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Fields(&mut self.0.lock().unwrap()[index]));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &tracing::Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn each_attempt_is_a_span_without_secrets() {
    let calls = Mutex::new(0);
    let server = Wire::start(move |_| {
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        json(if *calls == 1 { 503 } else { 200 }, "{}")
    });
    let spans = Spans::default();
    let [client, _] = clients!(&server.url, c => c
        .credential(&QUERY, Credential::api_key("s3cret"))
        .credential(&HEADER, Credential::api_key("s3cret")));
    tracing::subscriber::with_default(spans.clone(), || client.read().unwrap());
    let spans = spans.0.lock().unwrap().clone();
    assert!(!format!("{spans:?}").contains("s3cret"), "{spans:?}");
    assert_eq!(spans.len(), 2);
    let port = server.url.rsplit_once(':').unwrap().1;
    for (index, status) in ["503", "200"].into_iter().enumerate() {
        let span = &spans[index];
        for (name, value) in [
            ("otel.name", "GET /things"),
            ("otel.kind", "client"),
            ("http.request.method", "GET"),
            ("server.address", "127.0.0.1"),
            ("server.port", port),
            ("url.full", &format!("{}/things", server.url)),
            ("url.template", "/things"),
            ("http.response.status_code", status),
        ] {
            assert_eq!(span.get(name).map(String::as_str), Some(value), "{name}");
        }
    }
    assert_eq!(spans[0]["error.type"], "503");
    assert_eq!(spans[1]["http.request.resend_count"], "1");
}

/// An argument that nobody may see (`format: password`) goes into the URL, and into no span.
#[test]
fn a_secret_argument_is_in_no_span() {
    struct Find {
        token: rt::Secret,
    }
    static PASSWORD: rt::Schema = rt::Schema::string(&[rt::Rule::Format(rt::Format::Password)]);
    static FIND: OperationTable = OperationTable {
        id: "find",
        method: "GET",
        path: "/things",
        servers: &[],
        parameters: &[Parameter::query("token", &PASSWORD).required()],
        body: None,
        accept: &[],
        security: &[],
    };
    rt::operation!(Find, FIND, [token], rt::Json, rt::Json, ());
    let server = Wire::start(|_| json(200, "{}"));
    let spans = Spans::default();
    let [client, _] = clients!(&server.url, c => c);
    let token = rt::Secret::from("hunter2");
    tracing::subscriber::with_default(spans.clone(), || client.call(&Find { token }).unwrap());
    assert_eq!(server.requests()[0].line, "GET /things?token=hunter2");
    let spans = spans.0.lock().unwrap().clone();
    assert_eq!(
        spans[0]["url.full"],
        format!("{}/things?token=***", server.url)
    );
}
