//! One call, four ways: the shipped crate's over reqwest and over ureq, and each of these by hand with serde.

use std::time::Duration;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Client, Operation};

use crate::derived::Derived;

pub const ID: &str = "32b6e34b3d91647abb20e7b8";
pub const ACCEPT: &str = "application/vnd.atlas.2023-01-01+json";

pub fn call() -> GetGroupServerlessBackupRestoreJob {
    GetGroupServerlessBackupRestoreJob::new(ID, "cluster0", ID).pretty(true)
}

pub fn url(base: &str) -> String {
    format!(
        "{base}/api/atlas/v2/groups/{ID}/serverless/cluster0/backup/restoreJobs/{ID}?pretty=true"
    )
}

/// The asynchronous sides.
#[derive(Clone)]
pub enum Side {
    Ours(Client),
    ByHand(reqwest::Client, String),
}

impl Side {
    pub fn ours(base: &str) -> Self {
        let client = Client::new().expect("TLS").base_url(base);
        Side::Ours(
            client
                .bearer_token("token")
                .timeout(Duration::from_secs(60)),
        )
    }

    pub fn by_hand(base: &str) -> Self {
        Side::ByHand(reqwest::Client::new(), base.to_owned())
    }

    pub async fn call(&self) {
        let cancelled = match self {
            Side::Ours(client) => {
                call()
                    .send(client)
                    .await
                    .expect("an answer")
                    .value
                    .cancelled
            }
            Side::ByHand(client, base) => by_hand(client, base).await.cancelled,
        };
        assert!(cancelled == Some(true));
    }
}

async fn by_hand(client: &reqwest::Client, base: &str) -> Derived {
    let request = client
        .get(url(base))
        .header("accept", ACCEPT)
        .bearer_auth("token");
    let answer = request
        .timeout(Duration::from_secs(60))
        .send()
        .await
        .expect("an answer");
    let body = answer.bytes().await.expect("a body");
    serde_json::from_slice(&body).expect("a job")
}

/// The blocking sides.
pub enum BlockingSide {
    Ours(BlockingClient),
    ByHand(ureq::Agent, String),
}

impl BlockingSide {
    pub fn ours(base: &str) -> Self {
        let client = BlockingClient::new().base_url(base);
        BlockingSide::Ours(client.bearer_token("token"))
    }

    pub fn by_hand(base: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        BlockingSide::ByHand(agent, base.to_owned())
    }

    pub fn call(&self) {
        let cancelled = match self {
            BlockingSide::Ours(client) => {
                call()
                    .send_blocking(client)
                    .expect("an answer")
                    .value
                    .cancelled
            }
            BlockingSide::ByHand(agent, base) => by_hand_blocking(agent, base).cancelled,
        };
        assert!(cancelled == Some(true));
    }
}

fn by_hand_blocking(agent: &ureq::Agent, base: &str) -> Derived {
    let request = agent
        .get(url(base))
        .header("accept", ACCEPT)
        .header("authorization", "Bearer token");
    let body = request
        .call()
        .expect("an answer")
        .body_mut()
        .read_to_vec()
        .expect("a body");
    serde_json::from_slice(&body).expect("a job")
}
