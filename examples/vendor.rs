//! The four calls of the API's vendor page, in Rust: its SDK, its command line, curl with OAuth, curl with digest.
//!
//! `cargo run --example vendor -- sdk`, or `cli`, `curl_oauth`, `curl_digest`. Credentials are in the environment; `ATLAS_URL`
//! stands for another server than the vendor's.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use std::env::var;
use std::error::Error;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Client, Credential, Operation, rt, security};

const PROJECT: &str = "32b6e34b3d91647abb20e7b8";
const JOB: &str = "32b6e34b3d91647abb20e7b8";

fn url() -> String {
    var("ATLAS_URL").unwrap_or_else(|_| atlas_backup::SERVERS[0].url.to_owned())
}

/// `sdk.CloudBackupsApi.GetServerlessBackupRestoreJob(ctx, groupId, clusterName, restoreJobId).Execute()`
async fn sdk() -> Result<(), Box<dyn Error>> {
    let (id, secret) = (var("ATLAS_CLIENT_ID")?, var("ATLAS_CLIENT_SECRET")?);
    let client = Client::new()?.base_url(url()).credential(
        &security::SERVICE_ACCOUNTS,
        Credential::client_credentials(id, secret),
    );
    let call = GetGroupServerlessBackupRestoreJob::new(PROJECT, "cluster0", JOB);
    let job = call.send(&client).await?.into_value();
    println!("{:?}", job.finished_at);
    Ok(())
}

/// `atlas api cloudBackups getServerlessBackupRestoreJob --groupId ... --clusterName ... --restoreJobId ...`
fn cli() -> Result<(), Box<dyn Error>> {
    let (id, secret) = (var("ATLAS_CLIENT_ID")?, var("ATLAS_CLIENT_SECRET")?);
    let client = BlockingClient::new().base_url(url()).credential(
        &security::SERVICE_ACCOUNTS,
        Credential::client_credentials(id, secret),
    );
    let call = GetGroupServerlessBackupRestoreJob::new(PROJECT, "cluster0", JOB);
    let answer = call.send_blocking(&client)?;
    println!("{}", rt::json::to_string_pretty(&answer.value));
    Ok(())
}

/// `curl --header "Authorization: Bearer ${ACCESS_TOKEN}" --header "Accept: ..." -X GET "https://..."`
fn curl_oauth() -> Result<(), Box<dyn Error>> {
    let token = var("ATLAS_ACCESS_TOKEN")?;
    let client = BlockingClient::new().base_url(url()).bearer_token(token);
    let call = GetGroupServerlessBackupRestoreJob::new(PROJECT, "cluster0", JOB).pretty(true);
    eprintln!("{}", call.to_curl(&url())?);
    let answer = call.send_blocking(&client)?;
    println!("{}", String::from_utf8_lossy(&answer.body));
    Ok(())
}

/// `curl --user "${PUBLIC_KEY}:${PRIVATE_KEY}" --digest --header "Accept: ..." -X GET "https://..."`
fn curl_digest() -> Result<(), Box<dyn Error>> {
    let keys = Credential::digest(var("ATLAS_PUBLIC_KEY")?, var("ATLAS_PRIVATE_KEY")?);
    let client = BlockingClient::new()
        .base_url(url())
        .credential(&security::DIGEST_AUTH, keys);
    let call = GetGroupServerlessBackupRestoreJob::new(PROJECT, "cluster0", JOB).pretty(true);
    let answer = call.send_blocking(&client)?;
    println!("{}", String::from_utf8_lossy(&answer.body));
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    match std::env::args().nth(1).as_deref() {
        Some("sdk") => sdk().await,
        Some("cli") => cli(),
        Some("curl_oauth") => curl_oauth(),
        Some("curl_digest") => curl_digest(),
        _ => Err("say which: sdk, cli, curl_oauth, curl_digest".into()),
    }
}
