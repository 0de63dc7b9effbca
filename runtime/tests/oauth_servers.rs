//! OAuth 2 client credentials where an API is to be had at several servers.

use ::http::Method;
use rt::http::testing::Canned;
use rt::http::{
    BlockingClient, ClientCredentials, Operation as _, OperationTable, Requirement, Retry,
    SecurityScheme, Server,
};
use specsmith_runtime as rt;

const PRODUCTION: Server = Server {
    url: "https://api.example.org/v1",
    variables: &[],
};
const STAGING: Server = Server {
    url: "https://staging.example.org/v1",
    variables: &[],
};
static RELATIVE: SecurityScheme = SecurityScheme::oauth2("relative", Some("/v1/token"));
static ABSOLUTE: SecurityScheme =
    SecurityScheme::oauth2("absolute", Some("https://api.example.org/v1/token"));

/// A call that is to be had at two servers.
macro_rules! served {
    ($name:ident, $table:ident, $scheme:ident) => {
        struct $name {}
        static $table: OperationTable = OperationTable {
            id: "served",
            method: "GET",
            path: "/things",
            servers: &[PRODUCTION, STAGING],
            parameters: &[],
            body: None,
            accept: &[],
            security: &[&[Requirement {
                scheme: &$scheme,
                scopes: &[],
            }]],
        };
        rt::operation!($name, $table, [], rt::Json, rt::Json, ());
    };
}
served!(FromRelative, FROM_RELATIVE, RELATIVE);
served!(FromAbsolute, FROM_ABSOLUTE, ABSOLUTE);

/// What was sent, each with its `Authorization`.
fn sent(canned: &Canned) -> Vec<String> {
    let line = |request: &::http::Request<bytes::Bytes>| {
        let authorization = request.headers().get("authorization");
        let authorization = authorization.map_or("", |value| value.to_str().unwrap());
        format!("{} {authorization}", request.uri())
    };
    canned.requests().iter().map(line).collect()
}

#[test]
fn a_secret_and_a_token_stay_at_the_server_that_is_called() {
    let token = |token| format!(r#"{{"access_token":"{token}"}}"#);
    for scheme in [&RELATIVE, &ABSOLUTE] {
        let canned = Canned::new()
            .json(Method::POST, "/v1/token", 200, token("s"))
            .json(Method::POST, "/v1/token", 200, token("p"))
            .json(Method::POST, "/v1/revoke", 503, "{}")
            .json(Method::POST, "/v1/revoke", 200, "")
            .json(Method::GET, "/v1/things", 200, "{}");
        let credential = ClientCredentials::new("id", "secret").revocation_url("/v1/revoke");
        let production =
            BlockingClient::with_transport(canned.clone()).credential(scheme, credential);
        let production = production.retry(Retry::never());
        let staging = production.clone().server(STAGING);
        for client in [&staging, &production, &staging] {
            match scheme.name {
                "relative" => FromRelative {}.send_blocking(client).map(drop),
                _ => FromAbsolute {}.send_blocking(client).map(drop),
            }
            .unwrap();
        }
        let (s, p) = (
            "https://staging.example.org/v1",
            "https://api.example.org/v1",
        );
        let basic = "Basic aWQ6c2VjcmV0";
        let asked = [
            format!("{s}/token {basic}"),
            format!("{s}/things Bearer s"),
            format!("{p}/token {basic}"),
            format!("{p}/things Bearer p"),
            format!("{s}/things Bearer s"),
        ];
        assert_eq!(sent(&canned), asked);
        // Tokens are revoked where they were had; one that the server did not revoke is not forgotten.
        let refused = production.revoke(scheme).unwrap_err();
        assert!(refused.to_string().contains("503"), "{refused}");
        production.revoke(scheme).unwrap();
        production.revoke(scheme).unwrap();
        let mut revoked = sent(&canned).split_off(5);
        revoked.sort();
        revoked.dedup();
        assert_eq!(
            revoked,
            [format!("{p}/revoke {basic}"), format!("{s}/revoke {basic}")]
        );
        assert_eq!(canned.requests().len(), 8);
    }
}
