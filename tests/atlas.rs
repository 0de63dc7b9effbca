//! The shipped crate as a downstream crate uses it, against a real server on loopback: every place where the API's
//! document and its wire disagree.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

#[path = "../runtime/tests/http/server.rs"]
mod server;

use std::time::Duration;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::types::{
    ApiError, RateLimitRemainingHeaders, ServerlessBackupRestoreJob,
    ServerlessBackupRestoreJobDeliveryType as DeliveryType,
};
use atlas_backup::{BlockingClient, Checked, Client, Error, Operation, Response};
use server::{Canned, Server};

const JSON: &str = "application/vnd.atlas.2023-01-01+json";
const PROJECT: &str = "32b6e34b3d91647abb20e7b8";
const PUBLISHED: &str = r#"{"cancelled":true,"deliveryType":"automated","deliveryUrl":["string"],"desiredTimestamp":{"date":"2025-05-04T09:42:00Z","increment":1199145600},"expired":true,"expiresAt":"2025-05-04T09:42:00Z","failed":true,"finishedAt":"2025-05-04T09:42:00Z","id":"32b6e34b3d91647abb20e7b8","links":[{"href":"https://cloud.mongodb.com/api/atlas","rel":"self"}],"oplogInc":1,"oplogTs":42,"pointInTimeUTCSeconds":42,"snapshotId":"32b6e34b3d91647abb20e7b8","targetClusterName":"string","targetGroupId":"32b6e34b3d91647abb20e7b8","timestamp":"2025-05-04T09:42:00Z"}"#;

type Outcome =
    Result<Response<ServerlessBackupRestoreJob, RateLimitRemainingHeaders>, Error<ApiError>>;

fn call() -> GetGroupServerlessBackupRestoreJob {
    GetGroupServerlessBackupRestoreJob::new(PROJECT, "cluster0", PROJECT).pretty(true)
}

/// The same call, blocking and asynchronous: both must end alike.
fn both(answer: &Canned) -> [Outcome; 2] {
    let server = Server::start(answer.clone());
    each(&server, &call(), &|client| client, &|client| client)
}

/// A call by a client of each kind, set up as a test wants it.
fn each(
    server: &Server,
    call: &GetGroupServerlessBackupRestoreJob,
    blocking: &dyn Fn(BlockingClient) -> BlockingClient,
    asynchronous: &dyn Fn(Client) -> Client,
) -> [Outcome; 2] {
    let enough = Duration::from_secs(2);
    let first = BlockingClient::new().base_url(&server.url).timeout(enough);
    let second = Client::new().unwrap().base_url(&server.url).timeout(enough);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    [
        call.send_blocking(&blocking(first)),
        runtime.block_on(call.send(&asynchronous(second))),
    ]
}

fn failure(outcome: Outcome) -> Box<atlas_backup::ApiFailure<ApiError>> {
    match outcome {
        Err(Error::Api(failure)) => failure,
        other => panic!("an API error is expected: {other:?}"),
    }
}

#[test]
fn an_envelope_is_opened() {
    let body = format!(r#"{{"status":200,"content":{PUBLISHED}}}"#);
    let server = Server::start(Canned::new(200, JSON, &body));
    let wrapped = call().envelope(true);
    for outcome in each(&server, &wrapped, &|client| client, &|client| client) {
        let response = outcome.unwrap();
        assert_eq!(response.value.delivery_type, DeliveryType::Automated);
        assert_eq!(response.value.id.as_deref(), Some(PROJECT));
        assert_eq!(response.body, body.as_bytes());
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    let asked = |request: &server::Request| request.line.contains("envelope=true");
    assert!(requests.iter().all(asked));
    // The status that counts is the one within.
    let error = r#"{"error":404,"errorCode":"RESOURCE_NOT_FOUND","detail":"no such job"}"#;
    let body = format!(r#"{{"status":404,"content":{error}}}"#);
    for outcome in both(&Canned::new(200, "application/json", &body)) {
        let failure = failure(outcome);
        assert_eq!(failure.status, 404);
        assert_eq!(failure.value.unwrap().error_code, "RESOURCE_NOT_FOUND");
    }
}

#[test]
fn the_published_answer_decodes_and_breaks_exactly_two_minimums() {
    let answer = Canned::new(200, JSON, PUBLISHED)
        .header("RateLimit-Limit", "100")
        .header("RateLimit-Remaining", "99");
    for outcome in both(&answer) {
        let response = outcome.unwrap();
        assert_eq!(response.value.delivery_type, DeliveryType::Automated);
        assert_eq!(response.value.oplog_ts, Some(42));
        assert_eq!(
            (
                response.headers.rate_limit_limit,
                response.headers.rate_limit_remaining
            ),
            (Some(100), Some(99))
        );
        let found = response.validate().unwrap_err().0;
        let places: Vec<_> = found
            .iter()
            .map(|violation| (violation.pointer.as_str(), violation.rule))
            .collect();
        assert_eq!(
            places,
            [
                ("/oplogTs", "minimum"),
                ("/pointInTimeUTCSeconds", "minimum")
            ]
        );
        assert_eq!(response.body, PUBLISHED.as_bytes());
    }
}

#[test]
fn absent_and_unreadable_rate_limits_are_none() {
    for headers in [vec![], vec![("RateLimit-Limit", "many")]] {
        let answer = headers.into_iter().fold(
            Canned::new(200, JSON, PUBLISHED),
            |answer, (name, value)| answer.header(name, value),
        );
        for outcome in both(&answer) {
            assert_eq!(outcome.unwrap().headers.rate_limit_limit, None);
        }
    }
}

#[test]
fn mixed_parameters_of_an_error_are_all_kept() {
    let body = r#"{"error":400,"errorCode":"VALIDATION_ERROR","reason":"Bad Request","detail":null,"parameters":["api/atlas/v2/orgs",55,10,5,60],"badRequestDetail":{"fields":[{"field":"name","description":"too long"}]}}"#;
    for outcome in both(&Canned::new(400, "application/json", body)) {
        let failure = failure(outcome);
        let error = failure.value.unwrap();
        assert_eq!(error.error_code, "VALIDATION_ERROR");
        assert_eq!(error.detail, Some(None));
        let parameters = error.parameters.unwrap();
        assert_eq!(parameters.len(), 5);
        assert_eq!(parameters[1].as_json().to_string(), "55");
        let detail = error.bad_request_detail.unwrap().unwrap();
        assert_eq!(detail.fields.unwrap()[0].field, "name");
    }
}

#[test]
fn a_job_without_its_required_target_is_not_lost() {
    let body = r#"{"deliveryType":"download","targetGroupId":"32b6e34b3d91647abb20e7b8","desiredTimestamp":{"increment":3}}"#;
    for outcome in both(&Canned::new(200, JSON, body)) {
        let response = outcome.unwrap();
        assert_eq!(response.value.delivery_type, DeliveryType::Download);
        assert_eq!(
            response.value.desired_timestamp.as_ref().unwrap().increment,
            Some(3)
        );
        let faults = response.validate().unwrap_err().to_string();
        assert!(
            faults.contains("targetClusterName") && faults.contains("/desiredTimestamp/increment"),
            "{faults}"
        );
    }
}

#[test]
fn undeclared_statuses_decode_as_far_as_they_can() {
    let gone =
        r#"{"error":410,"errorCode":"VERSION_GONE","parameters":["2023-01-01","/api/atlas/v2/x"]}"#;
    for (status, body) in [
        (410, gone),
        (406, r#"{"error":406,"errorCode":"INVALID_VERSION_DATE"}"#),
    ] {
        for outcome in both(&Canned::new(status, "application/json", body)) {
            let failure = failure(outcome);
            assert_eq!(failure.status.as_u16(), status);
            assert!(
                failure
                    .value
                    .unwrap()
                    .error_code
                    .starts_with(char::is_uppercase)
            );
        }
    }
    let page = "<html><body>Bad gateway</body></html>";
    for outcome in both(&Canned::new(503, "text/html", page)) {
        let failure = failure(outcome);
        assert_eq!(
            (failure.status.as_u16(), &failure.body[..]),
            (503, page.as_bytes())
        );
        assert!(failure.value.is_none());
    }
}

#[test]
fn a_newer_version_than_was_asked_for_is_read_all_the_same() {
    let newer = "application/vnd.atlas.2024-05-30+json;charset=utf-8";
    for outcome in both(&Canned::new(200, newer, PUBLISHED)) {
        let response = outcome.unwrap();
        assert_eq!(response.content_type(), Some(newer));
        assert_eq!(response.value.id.as_deref(), Some(PROJECT));
    }
}

#[test]
fn a_success_that_is_no_json_keeps_its_body() {
    for outcome in both(&Canned::new(200, "text/html", "<html></html>")) {
        match outcome {
            Err(Error::Undecodable(answer)) => assert_eq!(&answer.body[..], b"<html></html>"),
            other => panic!("an undecodable answer is expected: {other:?}"),
        }
    }
}

#[test]
fn any_version_may_be_asked_for_and_the_answer_names_its_own() {
    let server = Server::start(
        Canned::new(200, JSON, PUBLISHED)
            .header("Deprecation", "Sun, 4 Jan 2026 00:00:00 GMT")
            .header("Sunset", "Thu, 22 Jan 2026 00:00:00 GMT"),
    );
    let date = "2024-05-30";
    for outcome in each(
        &server,
        &call(),
        &|client| client.version(date),
        &|client| client.version(date),
    ) {
        let response = outcome.unwrap();
        assert_eq!(response.content_type(), Some(JSON));
        assert_eq!(
            response.raw_headers["sunset"],
            "Thu, 22 Jan 2026 00:00:00 GMT"
        );
        assert_eq!(
            response.raw_headers["deprecation"],
            "Sun, 4 Jan 2026 00:00:00 GMT"
        );
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(request.header("accept"), Some(JSON));
        assert_eq!(
            request.line,
            format!(
                "GET /api/atlas/v2/groups/{PROJECT}/serverless/cluster0/backup/restoreJobs/{PROJECT}?pretty=true"
            )
        );
    }
}

#[test]
fn nothing_is_sent_that_breaks_the_rules() {
    let server = Server::start(Canned::new(200, JSON, PUBLISHED));
    let wrong = GetGroupServerlessBackupRestoreJob::new("../admin", "a b", PROJECT);
    for outcome in each(&server, &wrong, &|client| client, &|client| client) {
        match outcome {
            Err(Error::Invalid(found)) => assert_eq!(found.0.len(), 2, "{found}"),
            other => panic!("a refusal is expected: {other:?}"),
        }
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_slow_server_is_a_time_out() {
    let server = Server::start(Canned::new(200, JSON, PUBLISHED).after(Duration::from_secs(3)));
    let short = Duration::from_millis(300);
    for outcome in each(
        &server,
        &call(),
        &|client| client.timeout(short),
        &|client| client.timeout(short),
    ) {
        assert!(matches!(outcome, Err(Error::Timeout)), "{outcome:?}");
    }
}

#[test]
fn the_call_of_the_readme_keeps_every_rule() {
    let readme = include_str!("../generated/README.md");
    let shown = format!(
        "GetGroupServerlessBackupRestoreJob::new(\"{PROJECT}\", \"cluster0\", \"{PROJECT}\")"
    );
    assert_eq!(readme.matches(&shown).count(), 4, "{readme}");
    for part in [
        "client_credentials",
        "Credential::digest",
        "to_string_pretty",
        "to_curl",
    ] {
        assert!(readme.contains(part), "no `{part}` in:\n{readme}");
    }
    assert!(call().validate().is_ok());
}

#[test]
fn a_call_prints_as_curl() {
    insta::assert_snapshot!(call().to_curl("https://cloud.mongodb.com").unwrap(), @r#"
    curl -X GET 'https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/serverless/cluster0/backup/restoreJobs/32b6e34b3d91647abb20e7b8?pretty=true' \
      -H 'accept: application/vnd.atlas.2023-01-01+json' \
      -H "Authorization: Bearer $TOKEN"
    "#);
}

#[test]
fn serde_and_the_tables_agree() {
    let job: ServerlessBackupRestoreJob = serde_json::from_str(PUBLISHED).unwrap();
    let back: serde_json::Value = serde_json::to_value(&job).unwrap();
    assert_eq!(
        back,
        serde_json::from_str::<serde_json::Value>(PUBLISHED).unwrap()
    );
    assert_eq!(job.validate().unwrap_err().0.len(), 2);
}
