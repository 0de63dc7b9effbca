//! What both sides call: a server with a thread of its own that answers each request with one kilobyte.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::sides::{ACCEPT, ID};

fn answer() -> Vec<u8> {
    let url = "https://cloud.mongodb.com/api/atlas/v2/".to_owned() + &"x".repeat(355);
    let body = format!(
        r#"{{"cancelled":true,"deliveryType":"automated","deliveryUrl":["{url}"],"expired":true,"expiresAt":"2025-05-04T09:42:00Z","failed":true,"finishedAt":"2025-05-04T09:42:00Z","id":"{ID}","links":[{{"href":"https://cloud.mongodb.com/api/atlas","rel":"self"}}],"oplogInc":1,"oplogTs":1199145601,"pointInTimeUTCSeconds":1199145601,"snapshotId":"{ID}","targetClusterName":"string","targetGroupId":"{ID}","timestamp":"2025-05-04T09:42:00Z"}}"#
    );
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {ACCEPT}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Starts a server that answers each request after a while; its URL.
pub fn start(pause: Duration) -> String {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            tell.send(listener.local_addr().expect("an address"))
                .expect("someone listens");
            let answer: Arc<[u8]> = answer().into();
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&answer), pause));
            }
        });
    });
    format!("http://{}", told.recv().expect("the server starts"))
}

async fn serve(mut stream: TcpStream, answer: Arc<[u8]>, pause: Duration) {
    let mut buffer = [0; 4096];
    let mut filled = 0;
    while let Ok(length @ 1..) = stream.read(&mut buffer[filled..]).await {
        filled += length;
        if !buffer[..filled].ends_with(b"\r\n\r\n") {
            continue;
        }
        filled = 0;
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        if stream.write_all(&answer).await.is_err() {
            break;
        }
    }
}
