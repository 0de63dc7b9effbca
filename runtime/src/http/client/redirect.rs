//! Redirects (RFC 9110, section 15.4): which are followed, and what does not follow to another origin.

use ::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use bytes::Bytes;

use crate::http::content::{Content, Payload};
use crate::http::uri::{resolve, same_origin};

/// The most redirects that one call follows. After them the redirect itself is the answer.
pub(super) const MOST: usize = 10;

/// One request on the way through redirects, without credentials.
pub(super) struct Hop {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub payload: Payload,
}

/// What may follow to another origin: it says what is wanted, and nothing of who wants it.
const HARMLESS: [HeaderName; 6] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_TYPE,
    header::RANGE,
    header::USER_AGENT,
];

impl Hop {
    pub fn first(request: &::http::Request<Payload>) -> Self {
        Hop {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            payload: request.body().clone(),
        }
    }

    /// The next request, where the answer is a redirect that can be followed.
    pub fn after(&self, answer: &::http::Response<Content>) -> Option<Hop> {
        let status = answer.status();
        let keeps = match status {
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => self.method != Method::POST,
            StatusCode::SEE_OTHER => self.method == Method::HEAD || self.method == Method::GET,
            _ => return None,
        };
        let location = answer.headers().get(header::LOCATION)?;
        let uri = resolve(&self.uri, &String::from_utf8_lossy(location.as_bytes()))?;
        let mut next = Hop {
            method: self.method.clone(),
            headers: self.headers.clone(),
            payload: self.payload.clone(),
            uri,
        };
        if !keeps {
            next.method = Method::GET;
            next.payload = Payload::Bytes(Bytes::new());
            for name in [
                header::CONTENT_TYPE,
                header::CONTENT_ENCODING,
                header::CONTENT_LENGTH,
            ] {
                next.headers.remove(name);
            }
        }
        if !same_origin(&self.uri, &next.uri) {
            let known =
                HARMLESS.map(|name| next.headers.get(&name).cloned().map(|value| (name, value)));
            next.headers = known.into_iter().flatten().collect();
        }
        Some(next)
    }
}
