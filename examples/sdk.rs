//! The call as the API's Go SDK has it: `sdk.CloudBackupsApi.GetServerlessBackupRestoreJob(...).Execute()`.
//! Credentials, the server and the identifiers are in the environment.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use std::env::var;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{Client, Credential, Operation, security};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let account =
        Credential::client_credentials(var("ATLAS_CLIENT_ID")?, var("ATLAS_CLIENT_SECRET")?);
    let client = Client::new()?
        .base_url(var("ATLAS_URL")?)
        .credential(&security::SERVICE_ACCOUNTS, account);
    let (project, job) = (var("ATLAS_PROJECT")?, var("ATLAS_JOB")?);
    let call = GetGroupServerlessBackupRestoreJob::new(project, "cluster0", job);
    let job = call.send(&client).await?.into_value();
    println!("{:?}", job.finished_at);
    Ok(())
}
