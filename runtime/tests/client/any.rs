//! Either kind of client behind one interface: every test of the way of a call runs with both.
#![allow(dead_code, unused_macros, reason = "each test file uses a part of it")]

use std::sync::Arc;

use rt::Json;
use rt::http::{BlockingClient, Client, Error, Operation, Response, TokenError};
use specsmith_runtime as rt;

use super::operations::{Read, write};

pub enum Any {
    Asynchronous(Client),
    Blocking(BlockingClient),
}

pub type Outcome = Result<Response<Json>, Error<Json>>;

/// Why a call got no token.
pub fn token_error(outcome: Outcome) -> Arc<TokenError> {
    match outcome {
        Err(Error::Auth(error)) => {
            assert_eq!(error.scheme, "oauth");
            error.reason
        }
        other => panic!("an error of authentication is expected: {other:?}"),
    }
}

/// Both kinds of client for a server, each made by the same expression: `clients!(url, client => client.timeout(..))`.
macro_rules! clients {
    ($url:expr, $client:ident => $made:expr) => {{
        let timeout = std::time::Duration::from_secs(5);
        let blocking = {
            let $client = specsmith_runtime::http::BlockingClient::new()
                .base_url($url)
                .timeout(timeout);
            any::Any::Blocking($made)
        };
        let asynchronous = {
            let $client = specsmith_runtime::http::Client::new()
                .unwrap()
                .base_url($url)
                .timeout(timeout);
            any::Any::Asynchronous($made)
        };
        [blocking, asynchronous]
    }};
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

impl Any {
    pub fn read(&self) -> Outcome {
        self.call(&Read {})
    }

    pub fn write(&self) -> Outcome {
        self.call(&write())
    }

    pub fn call<O>(&self, operation: &O) -> Outcome
    where
        O: Operation<Output = Json, Error = Json, Headers = ()> + Sync,
    {
        match self {
            Any::Asynchronous(client) => runtime().block_on(operation.send(client)),
            Any::Blocking(client) => operation.send_blocking(client),
        }
    }

    /// That many calls at once.
    pub fn read_at_once(&self, calls: usize) -> Vec<Outcome> {
        match self {
            Any::Asynchronous(client) => runtime().block_on(async {
                let tasks: Vec<_> = (0..calls)
                    .map(|_| {
                        let client = client.clone();
                        tokio::spawn(async move { Read {}.send(&client).await })
                    })
                    .collect();
                let mut outcomes = Vec::new();
                for task in tasks {
                    outcomes.push(task.await.unwrap());
                }
                outcomes
            }),
            Any::Blocking(client) => {
                let threads: Vec<_> = (0..calls)
                    .map(|_| {
                        let client = client.clone();
                        std::thread::spawn(move || Read {}.send_blocking(&client))
                    })
                    .collect();
                threads
                    .into_iter()
                    .map(|thread| thread.join().unwrap())
                    .collect()
            }
        }
    }
}
