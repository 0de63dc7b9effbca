//! What generated code looks like, by hand: the restore job of the shipped example and the error of that API.
#![allow(missing_docs, dead_code)]

use specsmith_runtime as rt;
use specsmith_runtime::{Field, Format, Num, Rule, Schema};

#[derive(Clone)]
pub struct RestoreJob {
    pub cancelled: Option<bool>,
    pub delivery_type: DeliveryType,
    pub delivery_url: Option<Vec<String>>,
    pub desired_timestamp: Option<Timestamp>,
    pub expired: Option<bool>,
    pub expires_at: Option<rt::DateTime>,
    pub failed: Option<bool>,
    pub finished_at: Option<rt::DateTime>,
    pub id: Option<String>,
    pub links: Option<Vec<Link>>,
    pub oplog_inc: Option<i32>,
    pub oplog_ts: Option<i32>,
    pub point_in_time_utc_seconds: Option<i32>,
    pub snapshot_id: Option<String>,
    pub target_cluster_name: String,
    pub target_group_id: String,
    pub timestamp: Option<rt::DateTime>,
}
pub static RESTORE_JOB: Schema = Schema::object(
    &[
        Field::optional("cancelled", &Schema::BOOLEAN).read_only(),
        Field::required("deliveryType", &DELIVERY_TYPE),
        Field::optional(
            "deliveryUrl",
            &Schema::array(&[Rule::Items(&Schema::STRING)]),
        )
        .read_only(),
        Field::optional("desiredTimestamp", &TIMESTAMP),
        Field::optional("expired", &Schema::BOOLEAN).read_only(),
        Field::optional("expiresAt", &DATE_TIME).read_only(),
        Field::optional("failed", &Schema::BOOLEAN).read_only(),
        Field::optional("finishedAt", &DATE_TIME).read_only(),
        Field::optional("id", &HEX).read_only(),
        Field::optional("links", &Schema::array(&[Rule::Items(&LINK)])).read_only(),
        Field::optional(
            "oplogInc",
            &Schema::integer(&[Rule::Minimum(Num::Int(1)), Rule::Format(Format::Int32)]),
        ),
        Field::optional("oplogTs", &SECONDS),
        Field::optional("pointInTimeUTCSeconds", &SECONDS),
        Field::optional("snapshotId", &HEX),
        Field::required(
            "targetClusterName",
            &Schema::string(&[Rule::Pattern("^[a-zA-Z0-9][a-zA-Z0-9-]*$")]),
        ),
        Field::required("targetGroupId", &HEX),
        Field::optional("timestamp", &DATE_TIME).read_only(),
    ],
    &[],
);
rt::object!(
    RestoreJob,
    RESTORE_JOB,
    [
        cancelled,
        delivery_type,
        delivery_url,
        desired_timestamp,
        expired,
        expires_at,
        failed,
        finished_at,
        id,
        links,
        oplog_inc,
        oplog_ts,
        point_in_time_utc_seconds,
        snapshot_id,
        target_cluster_name,
        target_group_id,
        timestamp,
    ]
);
static HEX: Schema = Schema::string(&[Rule::Pattern("^([a-f0-9]{24})$")]);
static DATE_TIME: Schema = Schema::string(&[Rule::Format(Format::DateTime)]);
static SECONDS: Schema = Schema::integer(&[
    Rule::Minimum(Num::Int(1_199_145_600)),
    Rule::Format(Format::Int32),
]);

rt::string_enum! {
    pub enum DeliveryType: DELIVERY_TYPE {
        Automated = "automated",
        Download = "download",
        PointInTime = "pointInTime",
    }
}

#[derive(Clone)]
pub struct Timestamp {
    pub date: Option<rt::DateTime>,
    pub increment: Option<i32>,
}
pub static TIMESTAMP: Schema = Schema::object(
    &[
        Field::optional("date", &DATE_TIME).read_only(),
        Field::optional("increment", &SECONDS).read_only(),
    ],
    &[],
);
rt::object!(Timestamp, TIMESTAMP, [date, increment]);

#[derive(Clone)]
pub struct Link {
    pub href: Option<String>,
    pub rel: Option<String>,
}
pub static LINK: Schema = Schema::object(
    &[
        Field::optional("href", &Schema::STRING),
        Field::optional("rel", &Schema::STRING),
    ],
    &[],
);
rt::object!(Link, LINK, [href, rel]);

#[derive(Clone)]
pub struct ApiError {
    pub detail: Option<Option<String>>,
    pub error: Option<i32>,
    pub error_code: Option<String>,
    pub parameters: Option<Vec<rt::FreeObject>>,
    pub reason: Option<Option<String>>,
}
pub static API_ERROR: Schema = Schema::object(
    &[
        Field::optional("detail", &Schema::STRING.nullable()),
        Field::required("error", &Schema::integer(&[Rule::Format(Format::Int32)])).read_only(),
        Field::required("errorCode", &Schema::STRING).read_only(),
        Field::optional(
            "parameters",
            &Schema::array(&[Rule::Items(&Schema::object(&[], &[]))]),
        )
        .read_only(),
        Field::optional("reason", &Schema::STRING.nullable()).read_only(),
    ],
    &[],
);
rt::object!(
    ApiError,
    API_ERROR,
    [detail, error, error_code, parameters, reason]
);

/// The example of the document, which breaks two of its own minimums.
pub const PUBLISHED: &str = r#"{"cancelled":true,"deliveryType":"automated","deliveryUrl":["string"],"desiredTimestamp":{"date":"2025-05-04T09:42:00Z","increment":1199145600},"expired":true,"expiresAt":"2025-05-04T09:42:00Z","failed":true,"finishedAt":"2025-05-04T09:42:00Z","id":"32b6e34b3d91647abb20e7b8","links":[{"href":"https://cloud.mongodb.com/api/atlas","rel":"self"}],"oplogInc":1,"oplogTs":42,"pointInTimeUTCSeconds":42,"snapshotId":"32b6e34b3d91647abb20e7b8","targetClusterName":"string","targetGroupId":"32b6e34b3d91647abb20e7b8","timestamp":"2025-05-04T09:42:00Z"}"#;
