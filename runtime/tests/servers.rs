//! Which server a call goes to.

#[path = "http/server.rs"]
mod server;

use rt::http::{BlockingClient, Client, Error, Operation, OperationTable, Parameter, Server};
use rt::{Json, Schema};
use server::Canned;
use specsmith_runtime as rt;

const REGIONAL: Server = Server {
    url: "{scheme}://{host}/{version}/",
    variables: &[
        ("scheme", "https"),
        ("host", "api.example.org"),
        ("version", "v1"),
    ],
};

struct Regional {
    scheme: String,
    host: String,
    version: Version,
}
rt::server!(Regional, REGIONAL, [
    scheme = "scheme": String = "https",
    host = "host": String = "api.example.org",
    version = "version": Version = Version::One,
]);

#[derive(Clone, Copy)]
enum Version {
    One,
    Two,
}
rt::server_values!(Version, [One = "v1", Two = "v2"]);

const FILES: Server = Server {
    url: "https://files.example.org",
    variables: &[],
};
const DEAD: Server = Server {
    url: "http://127.0.0.1:{port}",
    variables: &[("port", "1")],
};
const RELATIVE: Server = Server {
    url: "/relative/",
    variables: &[],
};

macro_rules! operation {
    ($name:ident, $table:ident, $path:literal, [$($server:ident),*]) => {
        struct $name {}
        static $table: OperationTable = OperationTable {
            id: "operation",
            method: "GET",
            path: $path,
            servers: &[$($server),*],
            parameters: &[],
            body: None,
            accept: &[],
            security: &[],
        };
        rt::operation!($name, $table, [], Json, Json, ());
    };
}
operation!(Pets, PETS, "/pets/", [REGIONAL, RELATIVE]);
operation!(Files, FILES_OF, "/files", [FILES, REGIONAL]);
operation!(Here, HERE, "/here", [RELATIVE]);
operation!(Nowhere, NOWHERE, "/nowhere", []);

/// What links of answers lead to: its ID is in the answer.
struct Linked {
    id: String,
}
static LINKED: OperationTable = OperationTable {
    path: "/linked/{id}",
    parameters: &[Parameter::path("id", &Schema::STRING)],
    ..FILES_OF
};
rt::operation!(Linked, LINKED, [id: String], Json, Json, ());
rt::linked!(Linked, [id]);
rt::links!(Pets, [
    follow("The same server."): Linked = [(0, "$response.body#/id")],
    follow_there("Another one."): rt::http::Sent<Linked> = [(0, "$response.body#/id")] at REGIONAL,
]);

fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(future)
}

/// The request line of a call by both clients, each set up by the same expression.
macro_rules! line {
    ($server:expr, $call:expr, $client:ident => $made:expr) => {{
        let before = $server.requests().len();
        let $client = BlockingClient::new();
        $call.send_blocking(&$made).unwrap();
        let $client = Client::new().unwrap();
        run($call.send(&$made)).unwrap();
        let lines: Vec<_> = $server
            .requests()
            .into_iter()
            .skip(before)
            .map(|r| r.line)
            .collect();
        assert_eq!((lines.len(), &lines[0]), (2, &lines[1]));
        lines[0].clone()
    }};
}

#[test]
fn a_chosen_server_counts_where_an_operation_has_it() {
    let loopback = server::Server::start(Canned::new(200, "application/json", "{}"));
    let host = loopback.url.strip_prefix("http://").unwrap();
    let regional = || Regional::default().scheme("http").host(host);
    let line = line!(loopback, Pets {}, c => c.server(regional().version(Version::Two)));
    // Slashes within a path stay; one alone stands between it and the server.
    assert_eq!(line, "GET /v2/pets/");
    let line = line!(loopback, Files {}, c => c.server(regional()).server(FILES.with(&[])).server(regional()));
    assert_eq!(line, "GET /v1/files");
    let line = line!(loopback, Files {}, c => c.server(FILES).base_url(&loopback.url));
    assert_eq!(line, "GET /files");
}

#[test]
fn relative_servers_start_from_where_the_document_is() {
    let loopback = server::Server::start(Canned::new(200, "application/json", "{}"));
    let document = format!("{}/specs/api.yaml", loopback.url);
    let line = line!(loopback, Here {}, c => c.document_url(&document));
    assert_eq!(line, "GET /relative/here");
    let line = line!(loopback, Nowhere {}, c => c.document_url(&document));
    assert_eq!(line, "GET /nowhere");
    let line = line!(loopback, Pets {}, c => c.document_url(&document).server(RELATIVE));
    assert_eq!(line, "GET /relative/pets/");
    let check = |error: Error<Json>| match error {
        Error::Invalid(found) => {
            assert_eq!(
                (found.0[0].pointer.as_str(), found.0[0].rule),
                ("url", "uri")
            );
            assert!(found.to_string().contains("document_url"), "{found}");
        }
        other => panic!("{other:?}"),
    };
    check(Here {}.send_blocking(&BlockingClient::new()).unwrap_err());
    check(run(Nowhere {}.send(&Client::new().unwrap())).unwrap_err());
}

#[test]
fn a_link_of_an_error_answer_is_a_call_and_may_name_its_server() {
    let conflict = Canned::new(409, "application/json", r#"{"id": "a b"}"#);
    let loopback = server::Server::start(conflict);
    let host = loopback.url.strip_prefix("http://").unwrap();
    let regional = || REGIONAL.with(&[("scheme", "http"), ("host", host), ("version", "v2")]);
    let client = BlockingClient::new().server(regional());
    let Err(Error::Api(failure)) = (Pets {}).send_blocking(&client) else {
        panic!("an error status");
    };
    assert_eq!(Pets {}.follow(&failure).unwrap().id, "a b");
    // The call's operation has the servers `files` and `regional`, the link only the latter.
    let there = Pets {}.follow_there(&failure).unwrap();
    assert_eq!(there.call.id, "a b");
    let error = there.send_blocking(&client).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    let error = run(there.send(&Client::new().unwrap().server(regional()))).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    // A base URL stands in for every server.
    let base = BlockingClient::new().base_url(&loopback.url);
    let error = there.send_blocking(&base).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    // Without a choice the link's server counts with its defaults: nothing is at that address.
    let dead = rt::http::Sent::from(there.call).at(DEAD);
    let client = BlockingClient::new().retry(rt::http::Retry::never());
    assert!(matches!(
        dead.send_blocking(&client),
        Err(Error::Transport(_))
    ));
    let lines: Vec<_> = loopback.requests().into_iter().map(|r| r.line).collect();
    assert_eq!(
        lines,
        [
            "GET /v2/pets/",
            "GET /v2/linked/a%20b",
            "GET /v2/linked/a%20b",
            "GET /linked/a%20b"
        ]
    );
}
