//! The shipped example's types: where its document and its wire disagree, nothing is lost and everything is named.

mod atlas;

use atlas::{ApiError, DeliveryType, PUBLISHED, RestoreJob};
use rt::{Checked, Direction, Value};
use specsmith_runtime as rt;

fn published() -> RestoreJob {
    rt::json::from_str(PUBLISHED).unwrap()
}

#[test]
fn the_published_example_comes_back_as_it_was() {
    assert_eq!(rt::json::to_string(&published()), PUBLISHED);
    let json: rt::Json = PUBLISHED.parse().unwrap();
    assert_eq!(rt::json::to_json(&published()), json);
    assert_eq!(
        rt::json::from_json::<RestoreJob>(&json).unwrap(),
        published()
    );
}

#[test]
fn the_published_example_breaks_two_rules_and_no_other() {
    let expected = "/oplogTs: 42 is less than the minimum 1199145600\n\
                    /pointInTimeUTCSeconds: 42 is less than the minimum 1199145600";
    assert_eq!(published().validate().unwrap_err().to_string(), expected);
    let json: rt::Json = PUBLISHED.parse().unwrap();
    let violations = rt::validate::validate(RestoreJob::schema(), json.view(), Direction::Response);
    assert_eq!(violations.to_string(), expected);
    let error = RestoreJob::check_slice(PUBLISHED.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn each_violation_says_where_what_and_why() {
    let mut job = published();
    job.oplog_ts = None;
    job.point_in_time_utc_seconds = Some(1_199_145_600);
    job.target_group_id = "xyz".into();
    job.target_cluster_name = "-x".into();
    job.delivery_type = DeliveryType::Unknown("pigeon".into());
    job.expires_at = Some("tomorrow".into());
    job.oplog_inc = Some(0);
    assert_eq!(
        job.validate().unwrap_err().to_string(),
        "/deliveryType: \"pigeon\" is none of \"automated\", \"download\", \"pointInTime\"\n\
         /expiresAt: \"tomorrow\" is no valid date-time\n\
         /oplogInc: 0 is less than the minimum 1\n\
         /targetClusterName: \"-x\" does not match ^[a-zA-Z0-9][a-zA-Z0-9-]*$\n\
         /targetGroupId: \"xyz\" does not match ^([a-f0-9]{24})$"
    );
}

#[test]
fn a_request_leaves_read_only_members_out() {
    let text = rt::encode::to_vec_for(published().view(), Direction::Request);
    assert_eq!(
        String::from_utf8(text).unwrap(),
        r#"{"deliveryType":"automated","desiredTimestamp":{},"oplogInc":1,"oplogTs":42,"pointInTimeUTCSeconds":42,"snapshotId":"32b6e34b3d91647abb20e7b8","targetClusterName":"string","targetGroupId":"32b6e34b3d91647abb20e7b8"}"#
    );
}

#[test]
fn a_read_only_member_is_required_of_responses_alone() {
    let error = ApiError::blank();
    let count = |direction| {
        rt::validate::validate(ApiError::schema(), error.view(), direction)
            .0
            .len()
    };
    assert_eq!(
        (count(Direction::Request), count(Direction::Either)),
        (0, 0)
    );
    assert_eq!(count(Direction::Response), 2);
}

#[test]
fn strict_decoding_says_where_it_stopped() {
    for (text, expected) in [
        (
            r#"{"deliveryType":"x","targetClusterName":1}"#,
            "/targetClusterName: 1 is not a string (at byte 40)",
        ),
        (
            r#"{"deliveryType":"x","targetClusterName":"c"}"#,
            "the member \"targetGroupId\" is missing (at byte 44)",
        ),
        (
            r#"{"oplogTs":3000000000}"#,
            "/oplogTs: 3000000000 is no valid int32 (at byte 21)",
        ),
        (
            r#"{"oplogTs":1.5}"#,
            "/oplogTs: 1.5 is not an integer (at byte 14)",
        ),
        (
            r#"{"failed":true,"failed":true}"#,
            "/failed: the name occurs twice (at byte 24)",
        ),
        (
            r#"{"failed":null}"#,
            "/failed: null is not a boolean (at byte 10)",
        ),
        (
            r#"{"links":[{"rel":"a"},{"rel":[]}]}"#,
            "/links/1/rel: [] is not a string (at byte 29)",
        ),
        ("[]", "[] is not an object (at byte 0)"),
        ("{", "no JSON: the text ends inside an object at byte 1"),
        (
            "",
            "no JSON: the text ends where a value is expected at byte 0",
        ),
    ] {
        let error = rt::json::from_str::<RestoreJob>(text).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn integers_may_be_spelled_as_decimals() {
    let text = r#"{"deliveryType":"x","targetClusterName":"c","targetGroupId":"g","oplogTs":1.1991456e+09,"oplogInc":2.0}"#;
    let job: RestoreJob = rt::json::from_str(text).unwrap();
    assert_eq!(
        (job.oplog_ts, job.oplog_inc),
        (Some(1_199_145_600), Some(2))
    );
}

#[test]
fn lenient_decoding_keeps_what_is_right() {
    let text = r#"{"deliveryType":"download","expired":"yes","deliveryUrl":["a",7,"b"],"links":{"a":1},"oplogTs":"x","new":[1],"targetGroupId":"g"}"#;
    let decoded = rt::json::from_slice_lenient::<RestoreJob>(text.as_bytes()).unwrap();
    let job = decoded.value;
    assert_eq!(job.delivery_type, DeliveryType::Download);
    assert_eq!(job.delivery_url, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!((job.expired, job.links, job.oplog_ts), (None, None, None));
    assert_eq!(
        (
            job.target_group_id.as_str(),
            job.target_cluster_name.as_str()
        ),
        ("g", "")
    );
    assert_eq!(
        decoded.issues.to_string(),
        "/expired: \"yes\" is not a boolean\n\
         /deliveryUrl/1: 7 is not a string\n\
         /links: {\"a\":1} is not an array\n\
         /oplogTs: \"x\" is not an integer\n\
         the member \"targetClusterName\" is missing"
    );
}

#[test]
fn declared_objects_that_are_scalars_on_the_wire_stay() {
    let text =
        r#"{"error":400,"errorCode":"X","detail":null,"parameters":["api/atlas/v2/orgs",55,null]}"#;
    let error: ApiError = rt::json::from_str(text).unwrap();
    assert_eq!((&error.detail, &error.reason), (&Some(None), &None));
    let parameters = error.parameters.as_deref().unwrap();
    assert_eq!(parameters[1].as_json().as_i64(), Some(55));
    assert_eq!(parameters.len(), 3);
    let again: rt::Json = rt::json::to_string(&error).parse().unwrap();
    assert_eq!(again, text.parse().unwrap());
    assert_eq!(
        error.validate().unwrap_err().0[1].to_string(),
        "/parameters/1: 55 is not an object"
    );
}

#[test]
fn debug_shows_what_is_there() {
    let error: ApiError =
        rt::json::from_str(r#"{"error":400,"errorCode":"X","reason":null}"#).unwrap();
    assert_eq!(
        format!("{error:?}"),
        r#"ApiError { error: 400, errorCode: "X", reason: null }"#
    );
    assert_ne!(error, ApiError::blank());
    assert_eq!(error, error.clone());
}

#[cfg(feature = "jiff")]
#[test]
fn dates_are_timestamps() {
    let at = published().expires_at.and_then(|at| at.get()).unwrap();
    assert_eq!(rt::DateTime::from(at).as_str(), "2025-05-04T09:42:00Z");
}

#[cfg(feature = "serde")]
#[test]
fn serde_sees_the_same_json() {
    let text = serde_json::to_string(&published()).unwrap();
    assert_eq!(text, PUBLISHED);
    assert_eq!(
        serde_json::from_str::<RestoreJob>(&text).unwrap(),
        published()
    );
    let error = serde_json::from_str::<RestoreJob>(r#"{"failed":1}"#).unwrap_err();
    assert_eq!(error.to_string(), "/failed: 1 is not a boolean");
}
