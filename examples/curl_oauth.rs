//! The call as curl has it with OAuth: `curl --header "Authorization: Bearer ${ACCESS_TOKEN}" ...`, and the command itself.
//! Credentials, the server and the identifiers are in the environment.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use std::env::var;

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Operation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = BlockingClient::new()
        .base_url(var("ATLAS_URL")?)
        .bearer_token(var("ATLAS_ACCESS_TOKEN")?);
    let (project, job) = (var("ATLAS_PROJECT")?, var("ATLAS_JOB")?);
    let call = GetGroupServerlessBackupRestoreJob::new(project, "cluster0", job).pretty(true);
    eprintln!("{}", call.to_curl(&var("ATLAS_URL")?)?);
    let answer = call.send_blocking(&client)?;
    println!("{}", String::from_utf8_lossy(&answer.body));
    Ok(())
}
