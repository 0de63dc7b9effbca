//! What users run before and after each attempt of a call.

use std::time::Duration;

use ::http::{HeaderMap, Method, StatusCode, Uri, header};

use crate::http::date;
use crate::http::error::BoxError;
use crate::http::operation::OperationTable;
use crate::http::transport::TransportError;

/// Runs around every attempt of every call. A hook sees no credential: they are added after it has run.
pub trait Hook: Send + Sync {
    /// Before an attempt is sent. The hook may change the request, whose body is not its business.
    ///
    /// # Errors
    /// The call is not sent, and fails with this error.
    fn before(
        &self,
        attempt: &Attempt<'_>,
        request: &mut ::http::Request<()>,
    ) -> Result<(), BoxError> {
        let _ = (attempt, request);
        Ok(())
    }

    /// After an attempt has ended: its answer has come, its body included unless it is streamed, or none has.
    fn after(&self, attempt: &Attempt<'_>, outcome: &Ended<'_>) {
        let _ = (attempt, outcome);
    }

    /// The answer says that the operation is deprecated, or will end.
    fn deprecated(&self, attempt: &Attempt<'_>, notice: &Deprecation) {
        let _ = (attempt, notice);
    }
}

/// An attempt of a call.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation.
    pub operation: &'static OperationTable,
    /// The method.
    pub method: &'a Method,
    /// The URL, without credentials.
    pub uri: &'a Uri,
    /// 0 for the first attempt of the call.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Ended<'a> {
    /// How long it took.
    pub duration: Duration,
    /// Status and headers of the answer, where one came.
    pub answer: Option<(StatusCode, &'a HeaderMap)>,
    /// Why no answer came, or not all of it.
    pub error: Option<&'a TransportError>,
}

/// What an answer says of its operation's end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// `Deprecation` (RFC 9745), as it came.
    pub deprecation: Option<String>,
    /// Since when, as the time since 1970; of the header's forms `@1688169599`, an HTTP date, and `true`, the last has none.
    pub since: Option<Duration>,
    /// `Sunset` (RFC 8594), as it came.
    pub sunset: Option<String>,
    /// When the operation ends, as the time since 1970. A day of one digit is understood.
    pub ends: Option<Duration>,
    /// The `Link` headers, where a successor or a policy may be named.
    pub links: Vec<String>,
}

impl Deprecation {
    /// What the headers say; `None` where they say nothing.
    pub(super) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = |value: &::http::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).trim().to_owned()
        };
        let deprecation = headers.get("deprecation").map(text);
        let sunset = headers.get("sunset").map(text);
        if deprecation.is_none() && sunset.is_none() {
            return None;
        }
        let moment = |text: &String| match text.strip_prefix('@') {
            Some(seconds) => seconds.parse().ok().map(Duration::from_secs),
            None => date::parse(text),
        };
        Some(Deprecation {
            since: deprecation.as_ref().and_then(moment),
            ends: sunset.as_ref().and_then(moment),
            deprecation,
            sunset,
            links: headers.get_all(header::LINK).iter().map(text).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_both_headers_is_read() {
        let read = |deprecation: &str, sunset: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("deprecation", deprecation.parse().unwrap());
            headers.insert("sunset", sunset.parse().unwrap());
            Deprecation::read(&headers).unwrap()
        };
        let found = read("@1688169599", "Thu, 22 Jan 2026 00:00:00 GMT");
        assert_eq!(found.since, Some(Duration::from_secs(1_688_169_599)));
        assert_eq!(found.ends, Some(Duration::from_secs(1_769_040_000)));
        let found = read("Sun, 4 Jan 2026 00:00:00 GMT", "soon");
        assert_eq!(found.since, Some(Duration::from_secs(1_767_484_800)));
        assert_eq!((found.ends, found.sunset.as_deref()), (None, Some("soon")));
        assert_eq!(read("true", "x").since, None);
        assert_eq!(Deprecation::read(&HeaderMap::new()), None);
    }
}
