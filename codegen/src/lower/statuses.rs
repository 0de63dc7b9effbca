//! Statuses in words (RFC 9110, section 15).

use crate::model::Status;

/// Whether all that a status stands for is in what another stands for.
pub(super) fn holds(one: Status, other: Status) -> bool {
    match (one, other) {
        (Status::Default, _) => true,
        (Status::Class(class), Status::Code(code)) => code / 100 == u16::from(class),
        _ => one == other,
    }
}

/// What is said of answers, by their statuses; of one, as it is said.
pub(super) fn told(said: &[(Status, String)]) -> Option<String> {
    if let [(_, only)] = said {
        return Some(only.clone()).filter(|text| !text.is_empty());
    }
    let mut all: Vec<(Vec<String>, String)> = Vec::new();
    for (status, text) in said {
        let first = text.trim().split("\n\n").next().unwrap_or_default();
        let text = first.split_whitespace().collect::<Vec<_>>().join(" ");
        let status = status.written("any other");
        match all.iter_mut().find(|(_, known)| *known == text) {
            Some((statuses, _)) => statuses.push(status),
            None => all.push((vec![status], text)),
        }
    }
    let sign = if all.len() > 1 { "- " } else { "" };
    let lines = all.iter().map(|(statuses, text)| {
        let statuses = statuses.join(", ");
        let text = Some(text).filter(|text| !text.is_empty());
        let text = text.map_or(String::new(), |text| format!(": {text}"));
        format!("{sign}{statuses}{text}")
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Whether a status is one of success.
pub(super) fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Class(2))
}

/// Wider statuses speak of more.
pub(super) fn width(status: Status) -> u8 {
    match status {
        Status::Code(_) => 0,
        Status::Class(_) => 1,
        Status::Default => 2,
    }
}

/// A status as a part of a name.
pub(super) fn word(status: Status) -> String {
    let known = match status {
        Status::Default => "default",
        Status::Class(1) => "informational",
        Status::Class(2) => "success",
        Status::Class(3) => "redirection",
        Status::Class(4) => "client error",
        Status::Class(_) => "server error",
        Status::Code(code) => match phrase(code) {
            Some(phrase) => phrase,
            None => return format!("status {code}"),
        },
    };
    known.to_owned()
}

/// Whether a description has no word but those of its status, and of errors and answers in general. Who calls, how often,
/// and faults of the server are no matter of one operation, however they are described.
pub(super) fn says_nothing(status: Status, description: &str) -> bool {
    const GENERAL: [&str; 31] = [
        "the",
        "any",
        "and",
        "http",
        "api",
        "error",
        "errors",
        "exception",
        "response",
        "answer",
        "unexpected",
        "general",
        "generic",
        "default",
        "client",
        "server",
        "internal",
        "failure",
        "failed",
        "request",
        "bad",
        "invalid",
        "occurred",
        "occured",
        "resource",
        "entity",
        "unprocessable",
        "payload",
        "limit",
        "rate",
        "validation",
    ];
    if matches!(status, Status::Code(401 | 407 | 429 | 500)) {
        return true;
    }
    let own = word(status);
    let own: Vec<&str> = own.split(' ').collect();
    let code = match status {
        Status::Code(code) => code.to_string(),
        _ => String::new(),
    };
    let mut words = description
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty());
    words.all(|word| {
        let word = word.to_lowercase();
        word.len() < 3 || GENERAL.contains(&&*word) || own.contains(&&*word) || word == code
    })
}

/// The phrase of a status that has one.
fn phrase(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        301 => "moved permanently",
        302 => "found",
        303 => "see also",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        415 => "unsupported media type",
        422 => "unprocessable content",
        423 => "locked",
        428 => "precondition required",
        429 => "too many requests",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return None,
    })
}
