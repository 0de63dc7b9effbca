//! What `to_curl` prints does in a shell what the call does: the same request, byte for byte.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
mod skipped;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::process::{Command, Stdio};

use operations::COOKIE;
use rt::http::{Body, Credential, Media, Operation, OperationTable, Parameter, Requirement};
use rt::{Binary, Field, Json, Schema};
use specsmith_runtime as rt;
use wire::{Request, Wire, json};

#[derive(Clone, Default)]
struct Put {
    query: Option<String>,
    note: Option<String>,
    lang: Option<String>,
    body: Option<String>,
}

static PUT: OperationTable = OperationTable {
    id: "put",
    method: "PUT",
    path: "/things",
    servers: &[],
    parameters: &[
        Parameter::query("q", &Schema::STRING).allow_reserved(),
        Parameter::header("X-Note", &Schema::STRING),
        Parameter::cookie("lang", &Schema::STRING),
    ],
    body: Some(Body::optional(&[Media::new("text/plain", &Schema::STRING)])),
    accept: &["application/json"],
    security: &[&[Requirement {
        scheme: &COOKIE,
        scopes: &[],
    }]],
};
rt::operation!(Put, PUT, [query, note, lang, body], Json, Json, ());

/// A body of bytes, or of parts.
#[derive(Clone)]
struct Upload {
    body: Option<UploadBody>,
}

#[derive(Clone, Debug)]
enum UploadBody {
    Bytes(Binary),
    Parts(Parts),
}
rt::bodies!(UploadBody, [Bytes, Parts], [Bytes: Binary, Parts: Parts]);

#[derive(Clone)]
struct Parts {
    file: Binary,
    more: Vec<Binary>,
    note: String,
}

static PARTS: Schema = Schema::object(
    &[
        Field::required("file", &Schema::STRING),
        Field::required("more", &Schema::ANY),
        Field::required("note", &Schema::STRING),
    ],
    &[],
);
rt::object!(Parts, PARTS, [file, more, note]);

static UPLOAD: OperationTable = OperationTable {
    method: "PUT",
    parameters: &[],
    body: Some(Body::required(&[
        Media::new("application/octet-stream", &Schema::ANY),
        Media::new("multipart/form-data", &PARTS),
    ])),
    security: &[&[]],
    ..PUT
};
rt::operation!(Upload, UPLOAD, [body], Json, Json, (), body);

#[derive(Clone, Default)]
struct Delete {
    body: Option<Json>,
}

static DELETE: OperationTable = OperationTable {
    method: "DELETE",
    parameters: &[],
    body: Some(Body::optional(&[Media::new(
        "application/json",
        &Schema::ANY,
    )])),
    security: &[&[]],
    ..PUT
};
rt::operation!(Delete, DELETE, [body], Json, Json, ());

/// What a server can tell requests apart by, but for the program and the codings that it knows.
fn told(request: &Request) -> String {
    let is_told = |(name, value): &(String, &String)| {
        let of_program = ["user-agent", "accept-encoding"].contains(&&**name);
        !of_program && (&**name, &***value) != ("content-length", "0")
    };
    let headers = request.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value));
    let mut headers: Vec<_> = headers.filter(is_told).collect();
    headers.sort();
    let body = request.body.escape_ascii().to_string();
    let told = format!("{}\n{headers:?}\n{body:?}", request.line);
    // What is between parts is made up for each request.
    match told.split_once("boundary=") {
        Some((_, rest)) => told.replace(&rest[..32], "BOUNDARY"),
        None => told,
    }
}

fn is_the_same<O>(call: &O)
where
    O: Operation<Output = Json, Error = Json, Headers = ()> + Sync,
{
    let server = Wire::start(|_| json(200, "{}"));
    let clients = clients!(&server.url, client => {
        client.credential(&COOKIE, Credential::api_key("token"))
    });
    for client in &clients {
        client.call(call).unwrap();
    }
    let command = call.to_curl(&server.url).unwrap();
    // As it is pasted: the text is the shell's input.
    let mut shell = Command::new("sh")
        .env("TOKEN", "token")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = shell.stdin.take().unwrap();
    write!(input, "{command} -sS").unwrap();
    drop(input);
    let shell = shell.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&shell.stderr);
    assert!(shell.status.success(), "{command}\n{said}");
    let requests = server.requests();
    let [asynchronous, blocking, curl] = requests.as_slice() else {
        panic!("{command}\nmade {} requests", requests.len());
    };
    assert_eq!(told(curl), told(blocking), "{command}");
    assert_eq!(told(curl), told(asynchronous), "{command}");
}

#[test]
fn the_command_sends_what_the_call_sends() {
    if Command::new("curl").arg("--version").output().is_err() {
        return skipped::skipped("no `curl` is here");
    }
    let put = |body: &str| Put {
        body: Some(body.to_owned()),
        ..Put::default()
    };
    is_the_same(&Put::default());
    is_the_same(&Put {
        query: Some("a'b[1-3]{x,y}$HOME`id`".to_owned()),
        note: Some(String::new()),
        lang: Some("en; q".to_owned()),
        body: Some("it's".to_owned()),
    });
    is_the_same(&Put {
        note: Some("$HOME `id` 'x' \"y\" \\".to_owned()),
        ..Put::default()
    });
    // What no argument of a command holds: bytes that a shell takes, and more than a system lets through.
    for body in ["", "@body", "one\r\n\\r\\n%s %% \0 two\t\x1b", "é\nè"] {
        is_the_same(&put(body));
    }
    is_the_same(&put(&"long 'text' ".repeat(20_000)));
    is_the_same(&Delete::default());
    is_the_same(&Delete {
        body: Some(Json::Null),
    });
    let every: Vec<u8> = (0..=255).collect();
    let path = std::env::temp_dir().join(format!("specsmith {} it's", std::process::id()));
    std::fs::write(&path, every.repeat(500)).unwrap();
    let parts = Parts {
        file: Binary::from_path(&path),
        more: vec![every.clone().into(), Binary::from_path(&path)],
        note: "\\ \0".to_owned(),
    };
    for body in [
        UploadBody::Bytes(every.into()),
        UploadBody::Bytes(Binary::from_path(&path)),
        UploadBody::Parts(parts),
    ] {
        is_the_same(&Upload { body: Some(body) });
    }
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn what_no_command_gives_is_expected_in_a_file() {
    let reader = || Binary::from_reader(None, std::io::empty());
    let curl = |body| Upload { body: Some(body) }.to_curl("http://h").unwrap();
    let command = curl(UploadBody::Bytes(reader()));
    assert!(command.ends_with("--data-binary '@./body'"), "{command}");
    let command = curl(UploadBody::Parts(Parts {
        file: reader().file_name("-a"),
        more: vec![Binary::from_path("/b/c")],
        note: String::new(),
    }));
    assert!(command.contains("; cat './-a'; "), "{command}");
    assert!(command.contains("; cat '/b/c'; "), "{command}");
    assert!(command.ends_with("--data-binary @-"), "{command}");
}
