//! The call as curl has it with digest: `curl --user "${PUBLIC_KEY}:${PRIVATE_KEY}" --digest ...`.
//! Credentials, the server and the identifiers are in the environment.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use std::env::var;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Credential, Operation, security};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Credential::digest(var("ATLAS_PUBLIC_KEY")?, var("ATLAS_PRIVATE_KEY")?);
    let client = BlockingClient::new()
        .base_url(var("ATLAS_URL")?)
        .credential(&security::DIGEST_AUTH, keys);
    let (project, job) = (var("ATLAS_PROJECT")?, var("ATLAS_JOB")?);
    let call = GetGroupServerlessBackupRestoreJob::new(project, "cluster0", job).pretty(true);
    let answer = call.send_blocking(&client)?;
    println!("{}", String::from_utf8_lossy(&answer.body));
    Ok(())
}
