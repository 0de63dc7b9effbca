//! An operation as a request.

use std::borrow::Cow;

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use bytes::Bytes;

use super::body;
use super::content::Payload;
use super::encode;
use super::media;
use super::operation::{Arguments, In, Media, OperationTable, Parameter};
use super::upload;
use super::uri::without_user;
use crate::json::from_slice;
use crate::{Binary, Direction, Json, Secret, View, Violation, Violations, validate};

/// Everything that is wrong with the arguments; a pointer starts with the parameter's place, e.g. `path/groupId`.
pub(super) fn check(table: &OperationTable, arguments: &dyn Arguments) -> Violations {
    let mut found = Vec::new();
    hold(table, arguments, &mut found);
    url((table, arguments), "", false, &mut found);
    // What is no header is wrong with the document, and the request says so.
    let _ = headers((table, arguments), &mut found);
    Violations(found)
}

/// Holds the arguments against their schemas.
fn hold(table: &OperationTable, arguments: &dyn Arguments, found: &mut Vec<Violation>) {
    for (index, parameter) in table.parameters.iter().enumerate() {
        let view = arguments.argument(index);
        if !encode::is_sent_empty(parameter, view) {
            let place = || pointer(parameter);
            argument(place, view, parameter.schema, parameter.required, found);
        }
    }
    if let Some((media, view)) = body_of(table, arguments) {
        let required = table.body.is_some_and(|body| body.required);
        argument(|| "body".to_owned(), view, media.schema, required, found);
    }
}

/// Where a parameter is, e.g. `path/groupId`.
pub(super) fn pointer(parameter: &Parameter) -> String {
    let place = match parameter.location {
        In::Path => "path",
        In::Query => "query",
        In::QueryString => "querystring",
        In::Header => "header",
        In::Cookie => "cookie",
    };
    format!("{place}/{}", parameter.name)
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
    // Raw bytes are no JSON: what a schema says of them speaks of another encoding. Nor is what is made while it is sent.
    let is_raw = match view {
        View::Bytes(_) => true,
        View::Text(text) => text.binary().is_some(),
        _ => false,
    };
    if is_raw {
        return;
    }
    let inner = validate::validate(schema, view, Direction::Request);
    if inner.0.is_empty() {
        return;
    }
    found.extend(inner.0.into_iter().map(|violation| Violation {
        pointer: format!("{}{}", place(), violation.pointer),
        ..violation
    }));
}

/// The URL of a request that has secrets in it, with `***` for each: for what is shown.
#[derive(Clone)]
pub(super) struct Masked(pub Uri);

/// Whether a secret goes into the URL.
fn is_hidden(table: &OperationTable, arguments: &dyn Arguments) -> bool {
    let mut parameters = table.parameters.iter().enumerate();
    parameters.any(|(index, parameter)| {
        let is_in_url = matches!(parameter.location, In::Path | In::Query | In::QueryString);
        is_in_url && is_secret(arguments.argument(index))
    })
}

fn is_secret(view: View<'_>) -> bool {
    matches!(view, View::Text(text) if text.is_secret())
}

/// The secrets among the arguments of a call.
pub(super) fn secrets(table: &OperationTable, arguments: &dyn Arguments, found: &mut Vec<Secret>) {
    for index in 0..=table.parameters.len() {
        of_view(arguments.argument(index), found);
    }
}

fn of_view(view: View<'_>, found: &mut Vec<Secret>) {
    match view {
        View::Text(text) if text.is_secret() => found.push(Secret::from(&*text.text())),
        View::List(list) => (0..list.len()).for_each(|index| of_view(list.get(index), found)),
        View::Map(map) => {
            map.visit(&mut |_, view| {
                of_view(view, found);
                true
            });
        }
        View::Object(object) => {
            let fields = object.schema().fields;
            (0..fields.len()).for_each(|index| of_view(object.get(index), found));
        }
        _ => {}
    }
}

/// Hides the secrets of a request that is only shown. A body in which some cannot be hidden is left out.
pub(super) fn hide(
    table: &OperationTable,
    arguments: &dyn Arguments,
    request: &mut ::http::Request<Payload>,
) {
    if let Some(Masked(uri)) = request.extensions().get::<Masked>().cloned() {
        *request.uri_mut() = uri;
    }
    let Some((media, view)) = body_of(table, arguments) else {
        return;
    };
    let mut found = Vec::new();
    of_view(view, &mut found);
    if found.is_empty() {
        return;
    }
    let shown = crate::encode::shown(view);
    *request.body_mut() = match media::essence(media.name) {
        _ if media::is_json(media.name) => Payload::Bytes(shown.into()),
        essence if essence == media::FORM => {
            let json: Json = from_slice(&shown).unwrap_or_default();
            let form = encode::form(View::Json(&json), media.parts);
            Payload::Bytes(form.replace("%2A%2A%2A", "***").into())
        }
        _ => upload::payload(&Binary::from_reader(None, std::io::empty())),
    };
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
    hold(table, arguments, &mut found);
    let uri = url((table, arguments), base, false, &mut found);
    let headers = headers((table, arguments), &mut found);
    let body = match body_of(table, arguments) {
        None | Some((_, View::Absent)) => None,
        Some((media, view)) => body::body(media, view, arguments.part_headers())
            .map_err(|refused| found.push(refused.at("body".to_owned(), view)))
            .ok(),
    };
    Violations(found).into_result()?;
    let mut headers = headers?;
    if let Some((media, _)) = &body {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_str(media).map_err(refused)?,
        );
    }
    let mut request = ::http::Request::new(body.map_or_else(Payload::default, |(_, body)| body));
    *request.method_mut() = Method::from_bytes(table.method.as_bytes()).map_err(refused)?;
    *request.headers_mut() = headers;
    *request.uri_mut() = parsed(uri, base, table)?;
    if is_hidden(table, arguments)
        && let Ok(shown) = url((table, arguments), base, true, &mut Vec::new()).parse()
    {
        request.extensions_mut().insert(Masked(shown));
    }
    Ok(request)
}

/// Adds the text of an argument as it stands in its place, and answers whether there is one. What is wrong with it goes into
/// `found`.
fn text(
    (table, arguments): (&OperationTable, &dyn Arguments),
    index: usize,
    out: &mut String,
    found: &mut Vec<Violation>,
) -> bool {
    let view = arguments.argument(index);
    let Some(parameter) = table.parameters.get(index) else {
        return false;
    };
    if matches!(view, View::Absent) {
        return false;
    }
    encode::parameter(parameter, view, out).unwrap_or_else(|refused| {
        found.push(refused.at(pointer(parameter), view));
        false
    })
}

/// The headers of a request, but for that of its body.
fn headers(
    (table, arguments): (&OperationTable, &dyn Arguments),
    found: &mut Vec<Violation>,
) -> Result<HeaderMap, Violations> {
    let mut headers = HeaderMap::new();
    let mut cookies = String::new();
    let mut has_secret_cookie = false;
    for (index, parameter) in table.parameters.iter().enumerate() {
        if !matches!(parameter.location, In::Header | In::Cookie) {
            continue;
        }
        let mut value = String::new();
        if !text((table, arguments), index, &mut value, found) {
            continue;
        }
        match parameter.location {
            In::Path | In::Query | In::QueryString => {}
            In::Cookie => {
                join(&mut cookies, "; ", &value);
                has_secret_cookie |= is_secret(arguments.argument(index));
            }
            In::Header => {
                let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(refused)?;
                let mut value = HeaderValue::try_from(value).map_err(refused)?;
                value.set_sensitive(is_secret(arguments.argument(index)));
                headers.append(name, value);
            }
        }
    }
    if !table.accept.is_empty() {
        let value = match media::accept_at(table.accept, None) {
            Cow::Borrowed(text) => {
                HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes()))
            }
            Cow::Owned(text) => HeaderValue::from_maybe_shared(Bytes::from(text)),
        };
        headers.insert(header::ACCEPT, value.map_err(refused)?);
    }
    if !cookies.is_empty() {
        let mut value = HeaderValue::try_from(cookies).map_err(refused)?;
        value.set_sensitive(has_secret_cookie);
        headers.insert(header::COOKIE, value);
    }
    Ok(headers)
}

/// The URL, where it is one and has no user in it: those are credentials, of no scheme of the document, and shown with it.
fn parsed(url: String, base: &str, table: &OperationTable) -> Result<Uri, Violations> {
    let wrong = |limit: String| {
        Violations(vec![Violation {
            pointer: "url".to_owned(),
            rule: "uri",
            limit,
            // What was put in is encoded, and may be secret: the base is what is wrong.
            found: format!("{}{}", without_user(base), table.path),
        }])
    };
    let uri = Uri::from_maybe_shared(Bytes::from(url)).map_err(|error| wrong(error.to_string()))?;
    match uri.authority() {
        Some(authority) if authority.as_str().contains('@') => Err(wrong(
            "it has a user in it, and the client takes a `credential`".to_owned(),
        )),
        _ => Ok(uri),
    }
}

/// The base URL with the path and the query behind it; `***` where a secret stands, if it is only `shown`.
fn url(
    call: (&OperationTable, &dyn Arguments),
    base: &str,
    shown: bool,
    found: &mut Vec<Violation>,
) -> String {
    let (table, arguments) = call;
    let base = base.strip_suffix('/').unwrap_or(base);
    // With room for what is mostly put in.
    let mut url = String::with_capacity(base.len() + table.path.len() + 64);
    url.push_str(base);
    let mut put = |index: usize, url: &mut String| {
        let start = url.len();
        let is_sent = text(call, index, url, found);
        if is_sent && shown && is_secret(arguments.argument(index)) {
            let secret = url.split_off(start);
            let name = secret.split_once('=').map(|(name, _)| name);
            match (table.parameters.get(index).map(|one| one.location), name) {
                (Some(In::Query), Some(name)) => url.extend([name, "=***"]),
                _ => url.push_str("***"),
            }
        }
    };
    let has_query = path(table, &mut url, &mut put);
    let mut before = if has_query { '&' } else { '?' };
    let end = url.len();
    for (index, parameter) in table.parameters.iter().enumerate() {
        if matches!(parameter.location, In::Query | In::QueryString) {
            url.push(before);
            let start = url.len();
            put(index, &mut url);
            if url.len() == start {
                url.pop();
            } else {
                before = '&';
            }
        }
    }
    let path = url.get(base.len()..end).unwrap_or_default();
    if has_dots(path) {
        found.push(Violation {
            pointer: "path".to_owned(),
            rule: "type",
            found: table.path.to_owned(),
            limit: "a path without dot segments".to_owned(),
        });
    }
    url
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

/// A body that can be sent but once, and has been.
pub(super) fn spent() -> Violations {
    Violations(vec![Violation {
        pointer: "body".to_owned(),
        rule: "type",
        found: "a reader that has been read".to_owned(),
        limit: "a body that can be read".to_owned(),
    }])
}

/// Adds the template with its variables filled. Answers whether the template has a query.
fn path(table: &OperationTable, url: &mut String, put: &mut dyn FnMut(usize, &mut String)) -> bool {
    encode::template(table.path, url, |name, url| {
        let is_it =
            |parameter: &Parameter| parameter.location == In::Path && parameter.name == name;
        let index = table.parameters.iter().position(is_it);
        index.map(|index| put(index, url)).is_some()
    })
}

/// Whether a path has dot segments, which servers take for steps: several values in one segment could make one.
fn has_dots(path: &str) -> bool {
    // Most paths have no dot at all, nor anything that could be one. Either sign is looked for by itself, in words of bytes.
    if !path.contains('.') && !path.contains('%') {
        return false;
    }
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    path.split('/').any(encode::is_dots)
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
