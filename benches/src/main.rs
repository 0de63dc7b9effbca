//! The restore job of the shipped crate: decoding and encoding beside serde_json with derives, decoding with validation
//! beside a compiled `jsonschema` validator over a parsed value. Both sides in one run, in turns; the best round.
//!
//! `cargo run --release --manifest-path benches/Cargo.toml`

mod compare;

use std::hint::black_box;

use atlas_backup::Checked as _;
use atlas_backup::rt;
use atlas_backup::types::ServerlessBackupRestoreJob;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use compare::Times;

const TIMES: Times = Times {
    rounds: 301,
    calls: 500,
};

const JOB: &str = r#"{"cancelled":true,"deliveryType":"automated","deliveryUrl":["string"],"desiredTimestamp":{"date":"2025-05-04T09:42:00Z","increment":1199145600},"expired":true,"expiresAt":"2025-05-04T09:42:00Z","failed":true,"finishedAt":"2025-05-04T09:42:00Z","id":"32b6e34b3d91647abb20e7b8","links":[{"href":"https://cloud.mongodb.com/api/atlas","rel":"self"}],"oplogInc":1,"oplogTs":1199145601,"pointInTimeUTCSeconds":1199145601,"snapshotId":"32b6e34b3d91647abb20e7b8","targetClusterName":"string","targetGroupId":"32b6e34b3d91647abb20e7b8","timestamp":"2025-05-04T09:42:00Z"}"#;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum DeliveryType {
    Automated,
    Download,
    PointInTime,
}

#[derive(Serialize, Deserialize)]
struct Link {
    href: Option<String>,
    rel: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Timestamp {
    date: Option<String>,
    increment: Option<i32>,
}

/// The same job with derives; dates stay texts, which is less work than the shipped crate does.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Derived {
    cancelled: Option<bool>,
    delivery_type: DeliveryType,
    delivery_url: Option<Vec<String>>,
    desired_timestamp: Option<Timestamp>,
    expired: Option<bool>,
    expires_at: Option<String>,
    failed: Option<bool>,
    finished_at: Option<String>,
    id: Option<String>,
    links: Option<Vec<Link>>,
    oplog_inc: Option<i32>,
    oplog_ts: Option<i32>,
    #[serde(rename = "pointInTimeUTCSeconds")]
    point_in_time: Option<i32>,
    snapshot_id: Option<String>,
    target_cluster_name: String,
    target_group_id: String,
    timestamp: Option<String>,
}

fn schema() -> serde_json::Value {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../spec/atlas-backup.yaml"
    ))
    .expect("the document is there");
    let document: serde_json::Value = serde_yaml::from_str(&text).expect("the document is YAML");
    let mut schema = serde_json::json!({"$ref": "#/components/schemas/ServerlessBackupRestoreJob"});
    schema["components"] = document["components"].clone();
    schema
}

fn main() {
    let ours: ServerlessBackupRestoreJob =
        rt::json::from_slice(JOB.as_bytes()).expect("the job decodes");
    ours.validate().expect("the job is valid");
    let theirs: Derived = serde_json::from_str(JOB).expect("the job decodes");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema())
        .expect("the schema compiles");
    let value: serde_json::Value = serde_json::from_str(JOB).expect("the job is JSON");
    assert!(validator.is_valid(&value));
    TIMES.compare(
        "decode, beside serde_json with derives",
        &mut || {
            drop(black_box(
                rt::json::from_slice::<ServerlessBackupRestoreJob>(black_box(JOB.as_bytes())),
            ))
        },
        &mut || {
            drop(black_box(serde_json::from_slice::<Derived>(black_box(
                JOB.as_bytes(),
            ))))
        },
    );
    TIMES.compare(
        "encode, beside serde_json with derives",
        &mut || drop(black_box(rt::json::to_vec(black_box(&ours)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&theirs)))),
    );
    TIMES.compare(
        "validate, beside jsonschema validating",
        &mut || black_box(&ours).validate().expect("the job is valid"),
        &mut || assert!(validator.validate(black_box(&value)).is_ok()),
    );
    TIMES.compare(
        "decode and validate, beside jsonschema from text",
        &mut || {
            let job: ServerlessBackupRestoreJob =
                rt::json::from_slice(black_box(JOB.as_bytes())).expect("the job decodes");
            black_box(job.validate()).expect("the job is valid");
        },
        &mut || {
            let value: serde_json::Value =
                serde_json::from_slice(black_box(JOB.as_bytes())).expect("the job is JSON");
            assert!(validator.validate(black_box(&value)).is_ok());
        },
    );
    TIMES.compare(
        "decode and validate, beside jsonschema validating",
        &mut || {
            let job: ServerlessBackupRestoreJob =
                rt::json::from_slice(black_box(JOB.as_bytes())).expect("the job decodes");
            black_box(job.validate()).expect("the job is valid");
        },
        &mut || assert!(validator.validate(black_box(&value)).is_ok()),
    );
    // Nobody who starts from text can be faster than to pass over it.
    TIMES.compare(
        "  of that, to decode, beside the same",
        &mut || {
            drop(black_box(
                rt::json::from_slice::<ServerlessBackupRestoreJob>(black_box(JOB.as_bytes())),
            ))
        },
        &mut || assert!(validator.validate(black_box(&value)).is_ok()),
    );
    TIMES.compare(
        "  the floor: serde_json to pass over the text, beside the same",
        &mut || {
            let passed = serde_json::from_slice::<IgnoredAny>(black_box(JOB.as_bytes()));
            black_box(passed).expect("the job is JSON");
        },
        &mut || assert!(validator.validate(black_box(&value)).is_ok()),
    );
}
