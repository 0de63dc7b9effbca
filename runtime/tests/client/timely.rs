//! Calls to servers that mean harm: each ends within its time.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::time::{Duration, Instant};

use super::any::{self, Outcome};
use super::wire::Wire;

pub const TIMEOUT: Duration = Duration::from_millis(500);
/// Long enough for any machine, short enough to tell an end from none.
pub const AT_MOST: Duration = Duration::from_secs(20);

/// The same call with both kinds of client, each within its time.
pub fn both(server: &Wire, check: impl Fn(Outcome)) {
    for client in
        clients!(&server.url, c => c.timeout(TIMEOUT).body_limit(1 << 20).bearer_token("s3cret"))
    {
        let started = Instant::now();
        let outcome = client.read();
        assert!(started.elapsed() < AT_MOST);
        check(outcome);
    }
}
