//! Answers of a token server (RFC 6749, sections 5.1 and 5.2).

use std::time::Duration;

use ::http::{HeaderMap, StatusCode};

use super::error::TokenError;
use crate::http::client::retry_after;
use crate::http::response::{RawResponse, content_type};
use crate::json::from_slice;
use crate::{Json, Secret};

/// What a token server gave.
pub(super) struct Given {
    pub token: Secret,
    /// How long it is valid; `None` where that is not said. Zero where it is said to have ended already.
    pub life: Option<Duration>,
}

/// Reads the answer of a token server.
pub(super) fn read(answer: &RawResponse) -> Result<Given, TokenError> {
    if !answer.status().is_success() {
        return Err(refused(answer));
    }
    let json: Option<Json> = from_slice(answer.body()).ok();
    let unreadable = |reason: &str| unreadable(answer, reason);
    let json = json.ok_or_else(|| unreadable("the answer is no JSON"))?;
    let token = json
        .get("access_token")
        .and_then(Json::as_str)
        .unwrap_or_default();
    if token.is_empty() {
        return Err(unreadable("the answer has no `access_token`"));
    }
    let kind = json.get("token_type").and_then(Json::as_str);
    if kind.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(unreadable("the token is no bearer token"));
    }
    Ok(Given {
        token: Secret::from(token),
        life: json.get("expires_in").and_then(life),
    })
}

/// Seconds, as a number or as its text.
fn life(value: &Json) -> Option<Duration> {
    let seconds = match value {
        Json::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    }?;
    // Too long for a clock is as good as for ever.
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}

/// Why a token server did not do what it was asked for.
pub(super) fn refused(answer: &RawResponse) -> TokenError {
    let json: Option<Json> = from_slice(answer.body()).ok();
    // `error` is a number where the API's own error stands in.
    let text = |names: [&str; 3]| {
        let found = names
            .into_iter()
            .find_map(|name| json.as_ref()?.get(name)?.as_str());
        found.map(str::to_owned)
    };
    let Some(error) = text(["error", "errorCode", "code"]) else {
        return unreadable(answer, "the answer is no OAuth error");
    };
    TokenError::Refused {
        status: answer.status(),
        error,
        description: text(["error_description", "detail", "message"]),
        retry_after: retry_after(answer.headers()),
    }
}

fn unreadable(answer: &RawResponse, reason: &str) -> TokenError {
    const MOST: usize = 512;
    let text = String::from_utf8_lossy(answer.body());
    let body = if text.contains("token") {
        "(not shown: a token may be in it)".to_owned()
    } else {
        text.chars().take(MOST).collect()
    };
    let (status, headers): (StatusCode, &HeaderMap) = (answer.status(), answer.headers());
    TokenError::Unreadable {
        status,
        content_type: content_type(headers).map(str::to_owned),
        reason: reason.to_owned(),
        body,
    }
}
