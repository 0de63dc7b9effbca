//! Where credentials go in a request: a header, a cookie, the query.

use ::http::{HeaderValue, Request, header};

use super::error::TokenError;
use super::scheme::{Mechanism, SecurityScheme};
use crate::Secret;
use crate::http::content::Content;
use crate::http::encode::percent_encoded;
use crate::http::operation::In;
use crate::http::uri::{says, without_pairs};
use crate::value::base64;

/// The value of `Authorization` for a bearer token.
pub(super) fn bearer(token: &Secret) -> Result<HeaderValue, TokenError> {
    authorization("Bearer", token)
}

/// The value of `Authorization` for HTTP Basic.
pub(super) fn basic(user: &str, password: &str) -> Option<HeaderValue> {
    let text = format!("Basic {}", basic_credentials(user, password));
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// What HTTP Basic sends of a name and a password (RFC 7617, section 2).
pub(super) fn basic_credentials(user: &str, password: &str) -> String {
    base64::encode(format!("{user}:{password}").as_bytes())
}

fn authorization(kind: &str, secret: &Secret) -> Result<HeaderValue, TokenError> {
    sensitive([kind, " ", secret.reveal()].concat())
}

/// Puts a secret where the scheme wants it.
pub(super) fn place(
    scheme: &SecurityScheme,
    secret: &Secret,
    request: &mut Request<Content>,
) -> Result<(), TokenError> {
    let Mechanism::ApiKey { location, name } = scheme.mechanism else {
        let value = match scheme.mechanism {
            Mechanism::Http(kind) if kind != "bearer" => authorization(kind, secret)?,
            _ => bearer(secret)?,
        };
        request.headers_mut().insert(header::AUTHORIZATION, value);
        return Ok(());
    };
    let secret = secret.reveal();
    match location {
        In::Header => {
            let name = ::http::HeaderName::try_from(name)
                .map_err(|_| TokenError::Unusable("the document's header is no header name"))?;
            request
                .headers_mut()
                .insert(name, sensitive(secret.to_owned())?);
        }
        In::Cookie => {
            let value = match secret.bytes().all(is_cookie_octet) {
                true => secret.to_owned(),
                false => percent_encoded(secret),
            };
            let pair = format!("{}={value}", percent_encoded(name));
            let cookies = request.headers().get(header::COOKIE);
            let cookies = cookies.and_then(|known| known.to_str().ok());
            let all = cookies.map_or_else(|| pair.clone(), |known| format!("{known}; {pair}"));
            request
                .headers_mut()
                .insert(header::COOKIE, sensitive(all)?);
        }
        _ => {
            let pair = format!("{}={}", percent_encoded(name), percent_encoded(secret));
            let others = without_pairs(request.uri(), |known, _| says(known, name));
            let uri = others.as_ref().unwrap_or(request.uri());
            let separator = if uri.query().is_some_and(|query| !query.is_empty()) {
                "&"
            } else {
                "?"
            };
            let whole = uri.to_string();
            let whole = format!("{}{separator}{pair}", whole.trim_end_matches('?'));
            *request.uri_mut() = whole
                .parse()
                .map_err(|_| TokenError::Unusable("the key makes no URL"))?;
        }
    }
    Ok(())
}

/// Whether a byte stands for itself in the value of a cookie (RFC 6265, section 4.1.1).
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

fn sensitive(text: String) -> Result<HeaderValue, TokenError> {
    let mut value = HeaderValue::try_from(text).map_err(|_| {
        TokenError::Unusable("the credential has characters that no header can hold")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
