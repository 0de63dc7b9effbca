//! Redirects (RFC 9110, section 15.4): which are followed, and what does not follow to another origin.

use ::http::{HeaderName, Method, StatusCode, header};
use bytes::Bytes;

use crate::http::content::{Content, Payload};
use crate::http::uri::{resolve, same_origin};

/// The most redirects that one call follows. After them the redirect itself is the answer.
pub(super) const MOST: usize = 10;

/// What may follow to another origin: it says what is wanted, and nothing of who wants it.
const HARMLESS: [HeaderName; 6] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_TYPE,
    header::RANGE,
    header::USER_AGENT,
];

/// The next request, where the answer is a redirect that can be followed: one that wants a body again which can be sent but
/// once cannot.
pub(super) fn next(
    hop: &::http::Request<Payload>,
    answer: &::http::Response<Content>,
) -> Option<::http::Request<Payload>> {
    let keeps = match answer.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => hop.method() != Method::POST,
        StatusCode::SEE_OTHER => hop.method() == Method::HEAD || hop.method() == Method::GET,
        _ => return None,
    };
    if keeps && hop.body().is_spent() {
        return None;
    }
    let location = answer.headers().get(header::LOCATION)?;
    let uri = resolve(hop.uri(), &String::from_utf8_lossy(location.as_bytes()))?;
    let mut next = hop.clone();
    if !keeps {
        *next.method_mut() = Method::GET;
        *next.body_mut() = Payload::Bytes(Bytes::new());
        for name in [
            header::CONTENT_TYPE,
            header::CONTENT_ENCODING,
            header::CONTENT_LENGTH,
        ] {
            next.headers_mut().remove(name);
        }
    }
    if !same_origin(hop.uri(), &uri) {
        let known = HARMLESS.map(|name| {
            next.headers()
                .get(&name)
                .cloned()
                .map(|value| (name, value))
        });
        *next.headers_mut() = known.into_iter().flatten().collect();
    }
    *next.uri_mut() = uri;
    Some(next)
}
