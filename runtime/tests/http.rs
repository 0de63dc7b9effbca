//! Calls against a real server on loopback, asynchronous and blocking.

mod atlas;
#[path = "http/server.rs"]
mod server;

use std::time::Duration;

use atlas::{ApiError, PUBLISHED, RestoreJob};
use rt::http::{
    BlockingClient, Client, Error, Operation, OperationTable, Parameter, Requirement, Response,
    SecurityScheme, TransportError,
};
use rt::{Field, Rule, Schema};
use server::{Canned, Server};
use specsmith_runtime as rt;

struct GetJob {
    group_id: String,
    pretty: Option<bool>,
}

static TOKEN: SecurityScheme = SecurityScheme::http("token", "bearer");

static GET_JOB: OperationTable = OperationTable {
    id: "getJob",
    method: "GET",
    path: "/groups/{groupId}/jobs",
    servers: &[],
    parameters: &[
        Parameter::path(
            "groupId",
            &Schema::string(&[Rule::Pattern("^([a-f0-9]{24})$")]),
        ),
        Parameter::query("pretty", &Schema::BOOLEAN),
    ],
    body: None,
    accept: &[
        "application/vnd.atlas.2024-08-05+json",
        "application/vnd.atlas.2023-01-01+json",
    ],
    security: &[&[Requirement {
        scheme: &TOKEN,
        scopes: &[],
    }]],
};

#[derive(Clone)]
struct Limits {
    limit: Option<i64>,
    remaining: Option<i64>,
}
static LIMITS: Schema = Schema::object(
    &[
        Field::optional("RateLimit-Limit", &Schema::INTEGER),
        Field::optional("RateLimit-Remaining", &Schema::INTEGER),
    ],
    &[],
);
rt::object!(Limits, LIMITS, [limit, remaining]);
rt::operation!(
    GetJob,
    GET_JOB,
    [group_id, pretty],
    RestoreJob,
    ApiError,
    Limits
);

fn call() -> GetJob {
    GetJob {
        group_id: "32b6e34b3d91647abb20e7b8".into(),
        pretty: Some(true),
    }
}

type Outcome = Result<Response<RestoreJob, Limits>, Error<ApiError>>;

/// The same call, asynchronous and blocking: both must end alike.
fn both(answer: &Canned) -> [Outcome; 2] {
    let server = Server::start(answer.clone());
    let blocking = BlockingClient::new()
        .base_url(&server.url)
        .bearer_token("s3cret")
        .timeout(Duration::from_secs(2));
    let asynchronous = Client::new()
        .unwrap()
        .base_url(&server.url)
        .bearer_token("s3cret")
        .timeout(Duration::from_secs(2));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    [
        call().send_blocking(&blocking),
        runtime.block_on(call().send(&asynchronous)),
    ]
}

const JSON: &str = "application/vnd.atlas.2023-01-01+json";

#[test]
fn the_published_answer_decodes_and_validation_names_its_two_faults() {
    let answer = Canned::new(200, JSON, PUBLISHED)
        .header("RateLimit-Limit", "100")
        .header("RateLimit-Remaining", "many");
    for outcome in both(&answer) {
        let response = outcome.unwrap();
        assert_eq!(response.body, PUBLISHED.as_bytes());
        assert_eq!(response.headers.limit, Some(100));
        assert_eq!(response.headers.remaining, None);
        assert_eq!(response.issues.0.len(), 1, "{}", response.issues);
        let faults = response.validate().unwrap_err().to_string();
        assert!(
            faults.contains("/oplogTs: 42 is less than the minimum 1199145600"),
            "{faults}"
        );
        assert!(
            faults.contains("/pointInTimeUTCSeconds: 42 is less"),
            "{faults}"
        );
        assert_eq!(response.validate().unwrap_err().0.len(), 3);
    }
}

#[test]
fn an_answer_without_a_required_member_is_not_lost() {
    for outcome in both(&Canned::new(
        200,
        JSON,
        r#"{"deliveryType":"download","new":1}"#,
    )) {
        let response = outcome.unwrap();
        assert_eq!(response.value.delivery_type.as_str(), "download");
        assert!(
            response.issues.to_string().contains("targetClusterName"),
            "{}",
            response.issues
        );
    }
}

#[test]
fn an_error_with_parameters_that_are_no_objects_decodes() {
    let body = r#"{"error":404,"errorCode":"RESOURCE_NOT_FOUND","parameters":["api/atlas/v2/orgs",55,10]}"#;
    for outcome in both(&Canned::new(404, "application/json", body)) {
        let error = outcome.unwrap_err();
        assert_eq!(error.status().unwrap(), 404);
        assert_eq!(
            error.value().unwrap().error_code.as_deref(),
            Some("RESOURCE_NOT_FOUND")
        );
        assert_eq!(error.body().unwrap(), body.as_bytes());
    }
}

#[test]
fn undeclared_statuses_and_a_page_of_a_proxy_lose_nothing() {
    let gone = r#"{"error":410,"errorCode":"VERSION_GONE","parameters":["2023-01-01","/groups"]}"#;
    for outcome in both(&Canned::new(410, "application/json", gone)) {
        assert_eq!(
            outcome.unwrap_err().value().unwrap().error_code.as_deref(),
            Some("VERSION_GONE")
        );
    }
    for outcome in both(&Canned::new(503, "text/html", "<h1>Bad day</h1>")) {
        let error = outcome.unwrap_err();
        assert_eq!(error.status().unwrap(), 503);
        assert!(error.value().is_none());
        assert!(error.to_string().contains("<h1>Bad day</h1>"), "{error}");
    }
}

#[test]
fn a_success_that_cannot_be_read_keeps_its_body() {
    for outcome in both(&Canned::new(200, "text/html", "<html>")) {
        assert!(
            matches!(&outcome, Err(Error::Undecodable(answer)) if answer.body == "<html>"),
            "{outcome:?}"
        );
    }
    for outcome in both(&Canned::new(200, JSON, r#"{"deliveryType":"#)) {
        assert!(matches!(outcome, Err(Error::Undecodable(_))));
    }
}

#[test]
fn an_answer_that_does_not_come_is_a_time_out() {
    for outcome in both(&Canned::new(200, JSON, PUBLISHED).after(Duration::from_secs(6))) {
        assert!(matches!(outcome, Err(Error::Timeout)), "{outcome:?}");
    }
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let server = Server::start(Canned::new(200, JSON, &" ".repeat(4096)));
    let client = BlockingClient::new().base_url(&server.url).body_limit(1024);
    match call().send_blocking(&client) {
        Err(Error::Incomplete(answer)) => {
            assert!(matches!(answer.cause, TransportError::TooLarge(1024)));
            assert_eq!(answer.status, 200);
            assert_eq!(answer.body.len(), 1024);
        }
        other => panic!("an incomplete answer is expected: {other:?}"),
    }
}

#[test]
fn text_that_is_no_json_is_named_by_its_place() {
    for outcome in both(&Canned::new(
        200,
        JSON,
        r#"{"links": [{"href": "x"}, {"href": oops}]}"#,
    )) {
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains(" at byte 35, at /links/1/href: "), "{error}");
    }
}

#[test]
fn nothing_is_sent_where_an_argument_is_not_valid() {
    let server = Server::start(Canned::new(200, JSON, PUBLISHED));
    let client = BlockingClient::new().base_url(&server.url);
    let wrong = GetJob {
        group_id: "../x".into(),
        pretty: None,
    };
    let error = wrong.send_blocking(&client).unwrap_err();
    assert!(
        error
            .to_string()
            .contains(r#"path/groupId: "../x" does not match ^([a-f0-9]{24})$"#),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[test]
fn the_request_is_what_the_document_says() {
    let server = Server::start(Canned::new(200, JSON, PUBLISHED));
    let client = BlockingClient::new()
        .base_url(&server.url)
        .bearer_token("s3cret")
        .version("2024-05-30");
    call().send_blocking(&client).unwrap();
    let request = server.requests().remove(0);
    assert_eq!(
        request.line,
        "GET /groups/32b6e34b3d91647abb20e7b8/jobs?pretty=true"
    );
    assert_eq!(
        request.header("accept"),
        Some("application/vnd.atlas.2023-01-01+json")
    );
    assert_eq!(request.header("authorization"), Some("Bearer s3cret"));
    assert!(!format!("{client:?}").contains("s3cret"));
}

#[test]
fn a_credential_does_not_follow_a_redirect_to_another_origin() {
    let other = Server::start(Canned::new(200, JSON, PUBLISHED));
    for outcome in
        both(&Canned::new(302, "text/plain", "").header("Location", &format!("{}/else", other.url)))
    {
        outcome.unwrap();
    }
    let requests = other.requests();
    assert_eq!(requests.len(), 2);
    assert!(
        requests
            .iter()
            .all(|request| request.header("authorization").is_none())
    );
}

#[test]
fn curl_shows_the_call_and_no_secret() {
    let curl = call().to_curl("https://api.example.com").unwrap();
    insta::assert_snapshot!(curl, @r#"
    curl -X GET 'https://api.example.com/groups/32b6e34b3d91647abb20e7b8/jobs?pretty=true' \
      -H 'accept: application/vnd.atlas.2024-08-05+json' \
      -H "Authorization: Bearer $TOKEN"
    "#);
}

#[test]
fn an_answer_without_a_body_is_one_where_the_status_says_so() {
    for outcome in both(&Canned::new(204, JSON, "")) {
        let response = outcome.unwrap();
        assert_eq!(
            response.issues.to_string(),
            "the member \"body\" is missing"
        );
    }
    for outcome in both(&Canned::new(200, JSON, "")) {
        assert!(matches!(outcome, Err(Error::Undecodable(_))), "{outcome:?}");
    }
    let server = Server::start(Canned::new(200, JSON, ""));
    let client = BlockingClient::new().base_url(&server.url);
    assert_eq!(Any.send_blocking(&client).unwrap().value, rt::Json::Null);
}

struct Any;
static ANY: OperationTable = OperationTable {
    path: "/any",
    parameters: &[],
    ..GET_JOB
};
impl rt::http::Arguments for Any {
    fn blank() -> Self {
        Any
    }
    fn argument(&self, _: usize) -> rt::View<'_> {
        rt::View::Absent
    }
}
impl Operation for Any {
    type Output = rt::Json;
    type Error = rt::Json;
    type Headers = ();
    fn table() -> &'static OperationTable {
        &ANY
    }
}
