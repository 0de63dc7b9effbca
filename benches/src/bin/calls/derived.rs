//! The restore job as serde derives it; dates stay texts, which is less work than the shipped crate does.

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryType {
    Automated,
    Download,
    PointInTime,
}

#[derive(Serialize, Deserialize)]
pub struct Link {
    pub href: Option<String>,
    pub rel: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Timestamp {
    pub date: Option<String>,
    pub increment: Option<i32>,
}

/// The same job with derives; dates stay texts, which is less work than the shipped crate does.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Derived {
    pub cancelled: Option<bool>,
    pub delivery_type: DeliveryType,
    pub delivery_url: Option<Vec<String>>,
    pub desired_timestamp: Option<Timestamp>,
    pub expired: Option<bool>,
    pub expires_at: Option<String>,
    pub failed: Option<bool>,
    pub finished_at: Option<String>,
    pub id: Option<String>,
    pub links: Option<Vec<Link>>,
    pub oplog_inc: Option<i32>,
    pub oplog_ts: Option<i32>,
    #[serde(rename = "pointInTimeUTCSeconds")]
    pub point_in_time: Option<i32>,
    pub snapshot_id: Option<String>,
    pub target_cluster_name: String,
    pub target_group_id: String,
    pub timestamp: Option<String>,
}
