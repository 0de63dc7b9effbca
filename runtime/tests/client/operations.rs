//! A small API by hand: what a generated crate would say of it.
#![allow(dead_code, reason = "each test file uses a part of it")]

use rt::http::{Body, In, Media, OperationTable, Parameter, Requirement, SecurityScheme};
use rt::{Json, Schema};
use specsmith_runtime as rt;

pub static OAUTH: SecurityScheme = SecurityScheme::oauth2("oauth", Some("/token"));
pub static DIGEST: SecurityScheme = SecurityScheme::http("digest", "digest");
pub static BASIC: SecurityScheme = SecurityScheme::http("basic", "basic");
pub static BEARER: SecurityScheme = SecurityScheme::http("bearer", "bearer");
pub static HEADER: SecurityScheme = SecurityScheme::api_key("header", In::Header, "X-Key");
pub static QUERY: SecurityScheme = SecurityScheme::api_key("query", In::Query, "a key");
pub static COOKIE: SecurityScheme = SecurityScheme::api_key("cookie", In::Cookie, "sid");
pub static OIDC: SecurityScheme = SecurityScheme::open_id_connect("oidc", "https://id.example.org");
pub static CERTIFICATE: SecurityScheme = SecurityScheme::mutual_tls("certificate");

const fn needs(scheme: &'static SecurityScheme) -> Requirement {
    Requirement {
        scheme,
        scopes: &[],
    }
}

/// Any of them, in this order; the last needs two.
static ANY: &[&[Requirement]] = &[
    &[],
    &[needs(&OAUTH)],
    &[needs(&DIGEST)],
    &[needs(&BASIC)],
    &[needs(&BEARER)],
    &[needs(&OIDC)],
    &[needs(&COOKIE), needs(&CERTIFICATE)],
    &[needs(&HEADER), needs(&QUERY)],
];

pub struct Read {}

static READ: OperationTable = OperationTable {
    id: "read",
    method: "GET",
    path: "/things",
    servers: &[],
    parameters: &[],
    body: None,
    accept: &["application/json"],
    security: ANY,
};
rt::operation!(Read, READ, [], Json, Json, ());

/// A call of which the document does not say who may make it.
pub struct Unsaid {}

static UNSAID: OperationTable = OperationTable {
    security: &[],
    ..READ
};
rt::operation!(Unsaid, UNSAID, [], Json, Json, ());

/// A call that nobody has to prove anything for.
pub struct Public {}

static PUBLIC: OperationTable = OperationTable {
    security: &[&[]],
    ..READ
};
rt::operation!(Public, PUBLIC, [], Json, Json, ());

/// A call whose answer may come within an envelope.
pub struct Wrapped {
    pub envelope: bool,
}

static WRAPPED: OperationTable = OperationTable {
    parameters: &[Parameter::query("envelope", &Schema::BOOLEAN)
        .required()
        .envelope()],
    ..READ
};
rt::operation!(Wrapped, WRAPPED, [envelope], Json, Json, ());
rt::streamed!(Wrapped, Json, "application/x-ndjson");

pub struct Write {
    pub body: Json,
}

static WRITE: OperationTable = OperationTable {
    id: "write",
    method: "POST",
    path: "/things",
    servers: &[],
    parameters: &[],
    body: Some(Body::required(&[Media::new(
        "application/json",
        &Schema::ANY,
    )])),
    accept: &["application/json"],
    security: ANY,
};
rt::operation!(Write, WRITE, [body], Json, Json, ());

pub fn write() -> Write {
    Write {
        body: Json::String("thing".to_owned()),
    }
}
