//! An operation as a request.

use std::fmt::Write as _;

use bytes::Bytes;

use super::encode;
use super::operation::{Arguments, In, OperationTable, Server};
use crate::{Direction, View, Violation, Violations, validate};

/// Everything that is wrong with the arguments; a pointer starts with the parameter's place, e.g. `path/groupId`.
pub(super) fn check(table: &OperationTable, arguments: &dyn Arguments) -> Violations {
    let mut found = Vec::new();
    for (index, parameter) in table.parameters.iter().enumerate() {
        let view = arguments.argument(index);
        let place = format!("{}/{}", place(parameter.location), parameter.name);
        argument(
            place.clone(),
            view,
            parameter.schema,
            parameter.required,
            &mut found,
        );
        if let Err(refused) = encode::parameter(parameter, view) {
            found.push(refused.at(place, view));
        }
    }
    if let Some(body) = &table.body {
        let view = arguments.argument(table.parameters.len());
        argument(
            "body".to_owned(),
            view,
            body.schema,
            body.required,
            &mut found,
        );
    }
    Violations(found)
}

fn place(location: In) -> &'static str {
    match location {
        In::Path => "path",
        In::Query => "query",
        In::Header => "header",
        In::Cookie => "cookie",
    }
}

fn argument(
    place: String,
    view: View<'_>,
    schema: &'static crate::Schema,
    required: bool,
    found: &mut Vec<Violation>,
) {
    if matches!(view, View::Absent) {
        if required {
            found.push(Violation {
                pointer: String::new(),
                rule: "required",
                found: String::new(),
                limit: place,
            });
        }
        return;
    }
    // Raw bytes are no JSON: what a schema says of them speaks of another encoding.
    if matches!(view, View::Bytes(_)) {
        return;
    }
    let inner = validate::validate(schema, view, Direction::Request);
    found.extend(inner.0.into_iter().map(|violation| Violation {
        pointer: format!("{place}{}", violation.pointer),
        ..violation
    }));
}

/// The first server's URL, its variables filled with their defaults; `None` where it is relative or there is none.
pub(super) fn default_base(servers: &[Server]) -> Option<String> {
    let server = servers.first()?;
    let mut url = server.url.to_owned();
    for (name, value) in server.variables {
        url = url.replace(&format!("{{{name}}}"), value);
    }
    (url.starts_with("http://") || url.starts_with("https://")).then_some(url)
}

/// The request for valid arguments.
///
/// # Errors
/// What is wrong with the arguments, or with the base URL (rule `uri`).
pub(super) fn build(
    table: &OperationTable,
    arguments: &dyn Arguments,
    base: &str,
) -> Result<::http::Request<Bytes>, Violations> {
    check(table, arguments).into_result()?;
    let mut request = ::http::Request::builder().method(table.method);
    let mut path = table.path.to_owned();
    let mut query = String::new();
    let mut cookies = String::new();
    for (index, parameter) in table.parameters.iter().enumerate() {
        let Ok(Some(text)) = encode::parameter(parameter, arguments.argument(index)) else {
            continue;
        };
        match parameter.location {
            In::Path => path = path.replace(&format!("{{{}}}", parameter.name), &text),
            In::Query => join(&mut query, "&", &text),
            In::Cookie => join(&mut cookies, "; ", &text),
            In::Header => request = request.header(parameter.name, text),
        }
    }
    if !table.accept.is_empty() {
        let newest = accept_at(table.accept, NO_LIMIT).join(", ");
        request = request.header(::http::header::ACCEPT, newest);
    }
    if !cookies.is_empty() {
        request = request.header(::http::header::COOKIE, cookies);
    }
    let body = body(table, arguments);
    if let Some((media, _)) = &body {
        request = request.header(::http::header::CONTENT_TYPE, *media);
    }
    let uri = format!(
        "{}{path}{}{query}",
        base.trim_end_matches('/'),
        if query.is_empty() { "" } else { "?" }
    );
    let body = body.map_or_else(Bytes::new, |(_, bytes)| Bytes::from(bytes));
    request.uri(&uri).body(body).map_err(|error| {
        Violations(vec![Violation {
            pointer: "url".to_owned(),
            rule: "uri",
            found: uri,
            limit: error.to_string(),
        }])
    })
}

fn join(to: &mut String, separator: &str, text: &str) {
    if !to.is_empty() {
        to.push_str(separator);
    }
    to.push_str(text);
}

fn body(table: &OperationTable, arguments: &dyn Arguments) -> Option<(&'static str, Vec<u8>)> {
    let body = table.body.as_ref()?;
    let bytes = match arguments.argument(table.parameters.len()) {
        View::Absent => return None,
        View::Bytes(bytes) => bytes.to_vec(),
        view if body.media == "application/x-www-form-urlencoded" => encode::form(view),
        View::Str(text) if !is_json(body.media) => text.as_bytes().to_vec(),
        view => crate::encode::to_vec_for(view, Direction::Request),
    };
    Some((body.media, bytes))
}

/// Whether a media type's content is JSON: `application/json`, `text/json`, and every `+json` (RFC 6839).
pub(super) fn is_json(media: &str) -> bool {
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// The request as a `curl` command for a POSIX shell. Credentials are never written: `$TOKEN` stands for them.
pub(super) fn curl(request: &::http::Request<Bytes>, authorized: bool) -> String {
    let mut command = format!(
        "curl -X {} {}",
        request.method(),
        quote(&request.uri().to_string())
    );
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let _ = write!(command, " \\\n  -H {}", quote(&format!("{name}: {value}")));
    }
    if authorized {
        command.push_str(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    if !request.body().is_empty() {
        let _ = write!(
            command,
            " \\\n  --data-raw {}",
            quote(&String::from_utf8_lossy(request.body()))
        );
    }
    command
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A day after every version's.
const NO_LIMIT: &str = "9999-12-31";

/// Of the dated media types (`application/vnd.x.2023-01-01+json`), the newest not after `date` comes first and alone;
/// media types without a date stay.
pub(super) fn accept_at(accept: &[&'static str], date: &str) -> Vec<String> {
    let dated = accept
        .iter()
        .filter_map(|media| Some((media_date(media)?, *media)));
    let newest = dated
        .filter(|(day, _)| *day <= date)
        .max_by_key(|(day, _)| *day);
    let Some((_, media)) = newest else {
        return accept.iter().map(|media| (*media).to_owned()).collect();
    };
    let plain = accept.iter().filter(|media| media_date(media).is_none());
    std::iter::once(media)
        .chain(plain.copied())
        .map(str::to_owned)
        .collect()
}

/// The date in a media type's subtype.
fn media_date(media: &str) -> Option<&str> {
    media.split(['.', '+', '/', ';']).find(|part| {
        let bytes = part.as_bytes();
        bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    *b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            })
    })
}
