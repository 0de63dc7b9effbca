//! One typed answer without an account: a server on loopback gives the answer that the API's vendor publishes.
//!
//! `cargo run --example loopback`
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::{BlockingClient, Operation};

const ANSWER: &str = r#"{"deliveryType":"automated","failed":false,"finishedAt":"2025-05-04T09:42:00Z","oplogTs":42,
    "targetClusterName":"cluster1","targetGroupId":"32b6e34b3d91647abb20e7b8"}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = tiny_http::Server::http("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = format!("http://{}", server.server_addr());
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let kind = "content-type: application/vnd.atlas.2023-01-01+json";
            let answer = tiny_http::Response::from_string(ANSWER);
            let answer = match kind.parse::<tiny_http::Header>() {
                Ok(kind) => answer.with_header(kind),
                Err(()) => answer,
            };
            let _ = request.respond(answer);
        }
    });

    let client = BlockingClient::new().base_url(address);
    let id = "32b6e34b3d91647abb20e7b8";
    let call = GetGroupServerlessBackupRestoreJob::new(id, "cluster0", id);
    let answer = call.send_blocking(&client)?;
    println!("{:#?}", answer.value);
    if let Err(violations) = answer.validate() {
        println!("The answer departs from the document:\n{violations}");
    }
    Ok(())
}
