//! When a call is repeated: what failed on the way, or what the server asks to be repeated, within a budget.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ::http::{HeaderMap, Method, StatusCode, header};

use crate::http::error::Failure;
use crate::http::time::since_1970;
use crate::http::transport::TransportError;
use crate::http::{date, random};

/// How a client repeats calls.
///
/// Repeated are: calls of which nothing was sent; calls that are idempotent by their method (RFC 9110, section 9.2.2) or
/// by their idempotency key, where the connection failed or the answer is 408, 429, 502, 503 or 504; and any call where a
/// 429 or 503 says by `Retry-After` when to come again. A call that is not idempotent is done once a redirect has led from it
/// to a GET of its result (301, 302, 303): whatever comes of that, it is not made again. Before each repetition the client waits as long as the server
/// asks, or else a random time up to a bound that doubles each time.
#[derive(Debug, Clone)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
    patience: Duration,
    budget: u32,
}

impl Default for Retry {
    /// 3 attempts; bounds of 100 ms, doubled up to 10 s; 60 s of patience; a budget of 100.
    fn default() -> Self {
        Retry {
            attempts: 3,
            first: Duration::from_millis(100),
            longest: Duration::from_secs(10),
            patience: Duration::from_secs(60),
            budget: 100,
        }
    }
}

impl Retry {
    /// No call is repeated.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }
    /// The most times that a call is made, the first included.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }
    /// The bound of the first pause, and that of the longest; pauses are random below their bounds.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }
    /// The longest pause that a server may ask for: who asks for more gives its answer at once.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
    /// How many repetitions all clones of the client may make on credit. Each takes one, and ten calls that succeed at
    /// once give one back: when all calls fail, few are repeated.
    #[must_use]
    pub fn budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }
}

/// The policy, and what is left of its budget; shared by clones.
#[derive(Debug, Clone)]
pub(in crate::http) struct Retries {
    policy: Arc<Retry>,
    /// In tenths.
    left: Arc<AtomicU32>,
}

impl From<Retry> for Retries {
    fn from(policy: Retry) -> Self {
        let left = Arc::new(AtomicU32::new(policy.budget.saturating_mul(10)));
        Retries {
            policy: Arc::new(policy),
            left,
        }
    }
}

impl Default for Retries {
    fn default() -> Self {
        Retry::default().into()
    }
}

/// What came of an attempt, as far as it matters here.
pub(in crate::http) enum Attempted<'a> {
    Answered(StatusCode, &'a HeaderMap),
    Failed(&'a Failure),
}

/// The attempts of one call.
pub(in crate::http) struct Tries<'r> {
    retries: &'r Retries,
    /// How many have been made.
    made: u32,
    /// Whether the call may be made twice without harm.
    idempotent: bool,
    /// Whether a redirect has said that the call was carried out, and where to see what came of it.
    carried_out: bool,
}

impl Retries {
    pub fn tries(&self, idempotent: bool) -> Tries<'_> {
        Tries {
            retries: self,
            made: 0,
            idempotent,
            carried_out: false,
        }
    }
}

/// The methods that are defined as idempotent, but for those of versioning (IANA, HTTP Method Registry). Of any other
/// method a client cannot know (RFC 9110, section 9.2.2).
const IDEMPOTENT: [&str; 20] = [
    "GET",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "PUT",
    "DELETE",
    "QUERY",
    "COPY",
    "LINK",
    "MERGE",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "ORDERPATCH",
    "PROPFIND",
    "PROPPATCH",
    "REPORT",
    "SEARCH",
    "UNLINK",
    "UNLOCK",
];

/// Whether making a call twice is the same as making it once.
pub(in crate::http) fn is_idempotent(method: &Method) -> bool {
    IDEMPOTENT.contains(&method.as_str())
}

impl Tries<'_> {
    /// How many attempts came before the one that is being made.
    pub fn before(&self) -> u32 {
        self.made
    }

    /// A redirect turned the call into a GET of its result: made again, it would be carried out again.
    pub fn carried_out(&mut self) {
        self.carried_out = true;
    }

    /// A failure as the caller may know it: where the call was carried out, something was sent.
    pub fn seen(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Unanswered(TransportError::Connect(error)) if self.carried_out => {
                Failure::Unanswered(TransportError::Failed(error))
            }
            other => other,
        }
    }

    /// How long to wait until the next attempt; `None` where this was the last. `left` is how long the call may still take.
    pub fn after(
        &mut self,
        attempted: &Attempted<'_>,
        left: impl FnOnce() -> Duration,
    ) -> Option<Duration> {
        let policy = &self.retries.policy;
        self.made += 1;
        let Some(asked) = self.wanted(attempted) else {
            if self.made == 1 && matches!(attempted, Attempted::Answered(..)) {
                let most = policy.budget.saturating_mul(10);
                let _ =
                    self.retries
                        .left
                        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                            (left < most).then_some(left + 1)
                        });
            }
            return None;
        };
        if self.made >= policy.attempts {
            return None;
        }
        let wait = asked.unwrap_or_else(|| {
            let doubled = policy
                .first
                .saturating_mul(1u32.checked_shl(self.made - 1).unwrap_or(u32::MAX));
            doubled.min(policy.longest).mul_f64(random::fraction())
        });
        if wait > policy.patience || wait >= left() {
            return None;
        }
        let take = |left: u32| left.checked_sub(10);
        self.retries
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .ok()?;
        Some(wait)
    }

    /// Whether the attempt is worth another, and the pause that the server asks for.
    fn wanted(&self, attempted: &Attempted<'_>) -> Option<Option<Duration>> {
        match attempted {
            _ if self.carried_out && !self.idempotent => None,
            Attempted::Answered(status, headers) => match status.as_u16() {
                429 | 503 => {
                    let asked = retry_after(headers);
                    (self.idempotent || asked.is_some()).then_some(asked)
                }
                408 | 502 | 504 if self.idempotent => Some(retry_after(headers)),
                _ => None,
            },
            Attempted::Failed(Failure::Unanswered(TransportError::Connect(_))) => Some(None),
            Attempted::Failed(Failure::Unanswered(error)) => {
                let is_final = matches!(
                    error,
                    TransportError::TooLarge(_) | TransportError::Unreadable(_)
                );
                (self.idempotent && !is_final).then_some(None)
            }
            Attempted::Failed(Failure::Incomplete(answer)) => (self.idempotent
                && !matches!(answer.cause, TransportError::TooLarge(_)))
            .then_some(None),
            Attempted::Failed(_) => None,
        }
    }
}

/// How long to wait by `Retry-After` (RFC 9110, section 10.2.3): seconds or a date. What is neither says nothing.
pub(in crate::http) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are a very long time all the same.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    Some(date::parse(text)?.saturating_sub(since_1970()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, after: Option<&str>) -> (StatusCode, HeaderMap) {
        let mut headers = HeaderMap::new();
        if let Some(after) = after {
            headers.insert(header::RETRY_AFTER, after.parse().unwrap());
        }
        (StatusCode::from_u16(status).unwrap(), headers)
    }

    fn wait(idempotent: bool, status: u16, after: Option<&str>) -> Option<Duration> {
        let (status, headers) = answered(status, after);
        let retries = Retries::default();
        let left = || Duration::from_secs(30);
        retries
            .tries(idempotent)
            .after(&Attempted::Answered(status, &headers), left)
    }

    #[test]
    fn only_what_is_defined_as_idempotent_is() {
        for (name, expected) in [
            ("GET", true),
            ("PUT", true),
            ("QUERY", true),
            ("PROPFIND", true),
            ("POST", false),
            ("PATCH", false),
            ("CONNECT", false),
            ("LOCK", false),
            ("PURGE", false),
        ] {
            let method = Method::from_bytes(name.as_bytes()).unwrap();
            assert_eq!(is_idempotent(&method), expected, "{name}");
        }
    }

    #[test]
    fn what_is_repeated_and_when() {
        assert_eq!(wait(true, 200, None), None);
        assert_eq!(wait(true, 404, Some("1")), None);
        assert_eq!(wait(true, 500, None), None);
        assert!(wait(true, 503, None).unwrap() <= Duration::from_millis(100));
        assert_eq!(wait(false, 503, None), None);
        assert_eq!(wait(false, 502, Some("1")), None);
        assert_eq!(wait(false, 429, Some("2")), Some(Duration::from_secs(2)));
        assert_eq!(
            wait(true, 429, Some("Sun, 6 Nov 1994 08:49:37 GMT")),
            Some(Duration::ZERO)
        );
        assert_eq!(wait(true, 429, Some("999999999")), None);
        // 2100-01-01, which is 4,102,444,800 seconds after 1970.
        let (status, headers) = answered(503, Some("Fri, 01 Jan 2100 00:00:00 GMT"));
        let patient = Retries::from(Retry::default().patience(Duration::MAX));
        let attempted = Attempted::Answered(status, &headers);
        let wait_until = patient.tries(false).after(&attempted, || Duration::MAX);
        let until = since_1970() + wait_until.unwrap();
        assert!((4_102_444_799..=4_102_444_801).contains(&until.as_secs()));
        assert_eq!(wait(true, 429, Some("99999999999999999999999")), None);
        for garbage in ["-1", "soon", "1.5", ""] {
            assert!(wait(true, 429, Some(garbage)).unwrap() <= Duration::from_millis(100));
            assert_eq!(wait(false, 429, Some(garbage)), None);
        }
    }

    #[test]
    fn a_budget_ends_repetitions() {
        let retries = Retries::from(Retry::default().budget(2));
        let (status, headers) = answered(503, None);
        let failed = Attempted::Answered(status, &headers);
        let repeated = (0..5).filter(|_| {
            retries
                .tries(true)
                .after(&failed, || Duration::MAX)
                .is_some()
        });
        assert_eq!(repeated.count(), 2);
        // Ten that succeed pay for one more.
        for _ in 0..10 {
            let (status, headers) = answered(200, None);
            retries
                .tries(true)
                .after(&Attempted::Answered(status, &headers), || Duration::MAX);
        }
        assert!(
            retries
                .tries(true)
                .after(&failed, || Duration::MAX)
                .is_some()
        );
        assert!(
            retries
                .tries(true)
                .after(&failed, || Duration::MAX)
                .is_none()
        );
    }

    /// All pauses of one call that fails for ever.
    fn pauses(attempts: u32) -> Vec<Duration> {
        let retries = Retries::from(Retry::default().attempts(attempts).budget(1000));
        let mut tries = retries.tries(true);
        let (status, headers) = answered(504, None);
        let failed = Attempted::Answered(status, &headers);
        std::iter::from_fn(|| tries.after(&failed, || Duration::MAX)).collect()
    }

    #[test]
    fn pauses_grow_and_attempts_end() {
        assert_eq!(pauses(40).len(), 39);
        assert!(pauses(1).is_empty());
        // Anywhere below its bound, which doubles up to the longest: of 200, hardly all are within one quarter.
        let calls: Vec<_> = (0..200).map(|_| pauses(12)).collect();
        for index in 0..11 {
            let bound = Duration::from_millis(100 << index).min(Duration::from_secs(10));
            let all: Vec<_> = calls.iter().map(|pauses| pauses[index]).collect();
            let (least, most) = (all.iter().min().unwrap(), all.iter().max().unwrap());
            assert!(*least < bound / 4, "{index}: {least:?}");
            assert!((bound / 4 * 3..bound).contains(most), "{index}: {most:?}");
        }
    }
}
