//! The shipped crate against software that others wrote, which `.ci/peers` starts and names in the environment.
#![allow(deprecated, reason = "the shipped operation is deprecated by the API")]

mod skipped;

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use atlas_backup::operations::cloud_backups::GetGroupServerlessBackupRestoreJob;
use atlas_backup::rt::http::{ClientCredentials, Retry};
use atlas_backup::{BlockingClient, Client, Credential, Error, Operation, security};
use skipped::skipped;

const ID: &str = "32b6e34b3d91647abb20e7b8";

/// The URL of a peer; says aloud where it is not there.
fn peer(name: &str) -> Option<String> {
    let url = std::env::var(name).ok();
    if url.is_none() {
        skipped(&format!("{name} names no peer (.ci/peers starts them)"));
    }
    url
}

fn call() -> GetGroupServerlessBackupRestoreJob {
    GetGroupServerlessBackupRestoreJob::new(ID, "cluster0", ID)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// Passes bytes on to a peer, and counts the requests that it sees go by.
struct Counter {
    url: String,
    requests: Arc<AtomicUsize>,
}

impl Counter {
    fn start(peer: &str) -> Self {
        let peer = peer.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&requests);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (server, count) = (TcpStream::connect(&peer).unwrap(), Arc::clone(&count));
                let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
                std::thread::spawn(move || {
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(Shutdown::Both);
                });
                std::thread::spawn(move || {
                    let (mut client, mut server) = (client, server);
                    let mut buffer = [0; 16 << 10];
                    // A request without a body is one write, hence one read.
                    while let Ok(length @ 1..) = client.read(&mut buffer) {
                        let starts = buffer[..length].windows(5).filter(|five| five == b"GET /");
                        count.fetch_add(starts.count(), Ordering::SeqCst);
                        if server.write_all(&buffer[..length]).is_err() {
                            break;
                        }
                    }
                    let _ = server.shutdown(Shutdown::Both);
                });
            }
        });
        Self { url, requests }
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

#[test]
fn a_thousand_calls_of_apache_take_one_more_round_trip_a_nonce() {
    let Some(url) = peer("SPECSMITH_PEER_DIGEST") else {
        return;
    };
    let counter = Counter::start(&url);
    let keys = || Credential::digest("public", "private");
    let blocking = BlockingClient::new()
        .base_url(&counter.url)
        .credential(&security::DIGEST_AUTH, keys());
    // Nonces live two seconds. Apache names the next one beside each answer; only a pause lets one end.
    let run = |call: &mut dyn FnMut()| {
        let (started, before) = (Instant::now(), counter.requests());
        for index in 0..1000 {
            call();
            if index % 250 == 249 && index < 999 {
                std::thread::sleep(Duration::from_millis(2600));
            }
        }
        // The first nonce, and one more for each two seconds.
        let nonces = 1 + started.elapsed().as_secs() as usize / 2;
        let more = counter.requests() - before - 1000;
        println!("1,000 calls: {more} more round trips, {nonces} nonces at most");
        assert!((2..=nonces).contains(&more), "{more} of {nonces}");
    };
    run(&mut || drop(call().send_blocking(&blocking).unwrap()));
    let client = Client::new()
        .unwrap()
        .base_url(&counter.url)
        .credential(&security::DIGEST_AUTH, keys());
    let runtime = runtime();
    run(&mut || drop(runtime.block_on(call().send(&client)).unwrap()));
    let wrong = BlockingClient::new().base_url(&url).credential(
        &security::DIGEST_AUTH,
        Credential::digest("public", "guess"),
    );
    assert_eq!(
        call().send_blocking(&wrong).unwrap_err().status().unwrap(),
        401
    );
}

/// How many tokens the OAuth server was asked for.
fn tokens(url: &str) -> usize {
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /tokens HTTP/1.0\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text.rsplit("\r\n").next().unwrap().parse().unwrap()
}

#[test]
fn a_thousand_calls_at_once_ask_for_one_token_a_life() {
    let Some(url) = peer("SPECSMITH_PEER_OAUTH") else {
        return;
    };
    let credentials =
        || ClientCredentials::new("mdb_sa_id_1", "mdb_sa_sk_1").revocation_url("/api/oauth/revoke");
    let client = Client::new()
        .unwrap()
        .base_url(&url)
        .credential(&security::SERVICE_ACCOUNTS, credentials());
    let before = tokens(&url);
    let started = Instant::now();
    let runtime = runtime();
    let mut calls = 0;
    while started.elapsed() < Duration::from_secs(8) {
        runtime.block_on(async {
            let tasks: Vec<_> = (0..1000)
                .map(|_| {
                    let client = client.clone();
                    tokio::spawn(async move { call().send(&client).await.map(drop) })
                })
                .collect();
            for task in tasks {
                task.await.unwrap().unwrap();
            }
        });
        calls += 1000;
    }
    // A token ends with a whole second of the server's clock, 2 to 3 seconds after it is given, though it is told to live 3;
    // one that ends early is refused, and asked for anew.
    let lives = 1 + (started.elapsed().as_secs_f64() / 2.0) as usize;
    let asked = tokens(&url) - before;
    println!("{calls} calls, 1,000 at once: {asked} tokens in {lives} lives");
    assert!((3..=lives).contains(&asked), "{asked} of {lives}");
    let blocking = BlockingClient::new()
        .base_url(&url)
        .credential(&security::SERVICE_ACCOUNTS, credentials());
    call().send_blocking(&blocking).unwrap();
    blocking.revoke(&security::SERVICE_ACCOUNTS).unwrap();
    call().send_blocking(&blocking).unwrap();
    assert_eq!(tokens(&url) - before - asked, 2);
    let wrong = Credential::client_credentials("mdb_sa_id_1", "guess");
    let wrong = BlockingClient::new()
        .base_url(&url)
        .credential(&security::SERVICE_ACCOUNTS, wrong);
    let error = call().send_blocking(&wrong).unwrap_err();
    assert!(
        matches!(&error, Error::Auth(reason) if reason.to_string().contains("invalid_client")),
        "{error}"
    );
}

#[test]
fn what_a_proxy_does_to_answers_is_said_or_undone() {
    let Some(url) = peer("SPECSMITH_PEER_PROXY") else {
        return;
    };
    let runtime = runtime();
    let at = |way: &str| {
        let base = format!("{url}/{way}");
        let blocking = BlockingClient::new().base_url(&base).retry(Retry::never());
        let client = Client::new().unwrap().base_url(&base).retry(Retry::never());
        [
            call().send_blocking(&blocking),
            runtime.block_on(call().send(&client)),
        ]
    };
    for way in ["chunked", "gzip"] {
        for outcome in at(way) {
            assert_eq!(
                outcome.unwrap().value.target_cluster_name,
                "cluster1",
                "{way}"
            );
        }
    }
    for (way, statuses) in [("cut", [502, 502]), ("gone", [503, 502])] {
        for outcome in at(way) {
            let error = outcome.unwrap_err();
            assert!(
                statuses.contains(&error.status().unwrap().as_u16()),
                "{way}: {error}"
            );
            assert!(error.value().is_none());
            assert!(
                error.body().unwrap().starts_with(b"<!DOCTYPE HTML"),
                "{way}: {error}"
            );
        }
    }
    for outcome in at("half") {
        match outcome {
            Err(Error::Incomplete(answer)) => {
                assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 100))
            }
            other => panic!("an answer that broke off is expected: {other:?}"),
        }
    }
}
