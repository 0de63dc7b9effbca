//! An operation as a request.

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};

use super::body;
use super::content::Payload;
use super::encode;
use super::media;
use super::operation::{Arguments, In, Media, OperationTable, Parameter};
use crate::{Direction, View, Violation, Violations, validate};

/// Everything that is wrong with the arguments; a pointer starts with the parameter's place, e.g. `path/groupId`.
pub(super) fn check(table: &OperationTable, arguments: &dyn Arguments) -> Violations {
    let mut found = Vec::new();
    texts(table, arguments, &mut found);
    Violations(found)
}

/// The text of every parameter, in the table's order; what is wrong with the arguments goes into `found`.
fn texts(
    table: &OperationTable,
    arguments: &dyn Arguments,
    found: &mut Vec<Violation>,
) -> Vec<Option<String>> {
    let mut texts = Vec::with_capacity(table.parameters.len());
    for (index, parameter) in table.parameters.iter().enumerate() {
        let view = arguments.argument(index);
        let place = || format!("{}/{}", place(parameter.location), parameter.name);
        argument(place, view, parameter.schema, parameter.required, found);
        texts.push(match encode::parameter(parameter, view) {
            Ok(text) => text,
            // That it is not there has been said.
            Err(_) if matches!(view, View::Absent) => None,
            Err(refused) => {
                found.push(refused.at(place(), view));
                None
            }
        });
    }
    if let Some((media, view)) = body_of(table, arguments) {
        let required = table.body.is_some_and(|body| body.required);
        argument(|| "body".to_owned(), view, media.schema, required, found);
    }
    texts
}

fn place(location: In) -> &'static str {
    match location {
        In::Path => "path",
        In::Query => "query",
        In::QueryString => "querystring",
        In::Header => "header",
        In::Cookie => "cookie",
    }
}

fn argument(
    place: impl Fn() -> String,
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
                limit: place(),
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
        pointer: format!("{}{}", place(), violation.pointer),
        ..violation
    }));
}

/// The request for valid arguments.
///
/// # Errors
/// What is wrong with the arguments, or with the base URL (rule `uri`).
pub(super) fn build(
    table: &OperationTable,
    arguments: &dyn Arguments,
    base: &str,
) -> Result<::http::Request<Payload>, Violations> {
    let mut found = Vec::new();
    let texts = texts(table, arguments, &mut found);
    let path = path(table, &texts, &mut found);
    let body = match body_of(table, arguments) {
        None | Some((_, View::Absent)) => None,
        Some((media, view)) => body::body(media, view)
            .map_err(|refused| found.push(refused.at("body".to_owned(), view)))
            .ok(),
    };
    Violations(found).into_result()?;
    let mut headers = HeaderMap::new();
    let mut query = String::new();
    let mut cookies = String::new();
    for (parameter, text) in table.parameters.iter().zip(&texts) {
        let Some(text) = text else { continue };
        match parameter.location {
            In::Path => {}
            In::Query | In::QueryString => join(&mut query, "&", text),
            In::Cookie => join(&mut cookies, "; ", text),
            In::Header => {
                let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(refused)?;
                headers.append(name, HeaderValue::from_str(text).map_err(refused)?);
            }
        }
    }
    let mut insert = |name: HeaderName, value: &str| {
        headers.insert(name, HeaderValue::from_str(value).map_err(refused)?);
        Ok(())
    };
    if !table.accept.is_empty() {
        let accept = media::accept_at(table.accept, media::NO_LIMIT);
        insert(header::ACCEPT, &accept)?;
    }
    if !cookies.is_empty() {
        insert(header::COOKIE, &cookies)?;
    }
    if let Some((media, _)) = &body {
        insert(header::CONTENT_TYPE, media)?;
    }
    let mut uri = String::with_capacity(base.len() + path.len() + query.len() + 1);
    uri.push_str(base.strip_suffix('/').unwrap_or(base));
    uri.push_str(&path);
    if !query.is_empty() {
        uri.push(if path.contains('?') { '&' } else { '?' });
        uri.push_str(&query);
    }
    let mut request = ::http::Request::new(body.map_or_else(Payload::default, |(_, body)| body));
    *request.method_mut() = Method::from_bytes(table.method.as_bytes()).map_err(refused)?;
    *request.headers_mut() = headers;
    *request.uri_mut() = Uri::try_from(uri.as_str()).map_err(|error| {
        Violations(vec![Violation {
            pointer: "url".to_owned(),
            rule: "uri",
            limit: error.to_string(),
            found: std::mem::take(&mut uri),
        }])
    })?;
    Ok(request)
}

/// What cannot be a header, or a method.
fn refused(error: impl std::fmt::Display) -> Violations {
    Violations(vec![Violation {
        pointer: "request".to_owned(),
        rule: "type",
        found: String::new(),
        limit: error.to_string(),
    }])
}

/// The template with its variables filled. Several values in one segment could make a dot segment, which servers take
/// for a step up: that is refused.
fn path(table: &OperationTable, texts: &[Option<String>], found: &mut Vec<Violation>) -> String {
    let mut path = String::with_capacity(table.path.len() + 32);
    let mut rest = table.path;
    while let Some((before, name, after)) = variable(rest) {
        encode::literal(before, &mut path);
        let is_it =
            |parameter: &Parameter| parameter.location == In::Path && parameter.name == name;
        let index = table.parameters.iter().position(is_it);
        match index.and_then(|index| texts.get(index)) {
            Some(text) => path.push_str(text.as_deref().unwrap_or_default()),
            None => encode::literal(&rest[before.len()..rest.len() - after.len()], &mut path),
        }
        rest = after;
    }
    encode::literal(rest, &mut path);
    let may_have = path.starts_with('.') || path.contains("/.");
    if may_have
        && path
            .split('?')
            .take(1)
            .flat_map(|path| path.split('/'))
            .any(|segment| segment == "." || segment == "..")
    {
        found.push(Violation {
            pointer: "path".to_owned(),
            rule: "type",
            found: path.clone(),
            limit: "a path without dot segments".to_owned(),
        });
    }
    path
}

/// What stands before the first variable of a template, its name, and what stands behind it.
fn variable(template: &str) -> Option<(&str, &str, &str)> {
    let open = template.bytes().position(|byte| byte == b'{')?;
    let (before, rest) = template.split_at_checked(open)?;
    let close = rest.bytes().position(|byte| byte == b'}')?;
    Some((before, rest.get(1..close)?, rest.get(close + 1..)?))
}

fn join(to: &mut String, separator: &str, text: &str) {
    if !to.is_empty() {
        to.push_str(separator);
    }
    to.push_str(text);
}

/// The body's media type and value.
fn body_of<'a>(
    table: &OperationTable,
    arguments: &'a dyn Arguments,
) -> Option<(&'static Media, View<'a>)> {
    let media = table.body.as_ref()?.media.get(arguments.media())?;
    Some((media, arguments.argument(table.parameters.len())))
}
