//! Which server a call goes to.

#[path = "http/server.rs"]
mod server;

use rt::Json;
use rt::http::{BlockingClient, Client, Error, Operation, OperationTable, Server};
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
