//! The call as the API's command line has it: `atlas api cloudBackups getServerlessBackupRestoreJob ...`.
//! Credentials, the server and the identifiers are in the environment.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use std::env::var;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Credential, Operation, rt, security};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let account =
        Credential::client_credentials(var("ATLAS_CLIENT_ID")?, var("ATLAS_CLIENT_SECRET")?);
    let client = BlockingClient::new()
        .base_url(var("ATLAS_URL")?)
        .credential(&security::SERVICE_ACCOUNTS, account);
    let (project, job) = (var("ATLAS_PROJECT")?, var("ATLAS_JOB")?);
    let call = GetGroupServerlessBackupRestoreJob::new(project, "cluster0", job);
    let answer = call.send_blocking(&client)?;
    println!("{}", rt::json::to_string_pretty(&answer.value));
    Ok(())
}
