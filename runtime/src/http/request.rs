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
    texts(table, arguments, &mut found);
    Violations(found)
}

/// The text of every parameter, one after the other, with the place of each in the table's order; `None` where nothing is
/// sent.
struct Texts {
    all: String,
    places: Vec<Option<(usize, usize)>>,
}

impl Texts {
    fn get(&self, index: usize) -> Option<&str> {
        let (start, end) = (*self.places.get(index)?)?;
        self.all.get(start..end)
    }
}

/// The texts of the arguments; what is wrong with them goes into `found`.
fn texts(table: &OperationTable, arguments: &dyn Arguments, found: &mut Vec<Violation>) -> Texts {
    let mut all = String::with_capacity(128);
    let mut places = Vec::with_capacity(table.parameters.len());
    for (index, parameter) in table.parameters.iter().enumerate() {
        let view = arguments.argument(index);
        let place = || pointer(parameter);
        if !encode::is_sent_empty(parameter, view) {
            argument(place, view, parameter.schema, parameter.required, found);
        }
        if matches!(view, View::Absent) {
            places.push(None);
            continue;
        }
        let start = all.len();
        places.push(match encode::parameter(parameter, view, &mut all) {
            Ok(true) => Some((start, all.len())),
            Ok(false) => None,
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
    Texts { all, places }
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

impl Texts {
    /// The same with `***` for the secrets that go into the URL; `None` where there are none.
    fn masked(&self, table: &OperationTable, arguments: &dyn Arguments) -> Option<Self> {
        let is_in_url = |parameter: &Parameter| {
            matches!(parameter.location, In::Path | In::Query | In::QueryString)
        };
        let is_hidden = |index: usize, parameter: &Parameter| {
            is_in_url(parameter) && is_secret(arguments.argument(index))
        };
        let mut parameters = table.parameters.iter().enumerate();
        if !parameters.any(|(index, parameter)| is_hidden(index, parameter)) {
            return None;
        }
        let mut masked = Texts {
            all: String::new(),
            places: Vec::new(),
        };
        for (index, parameter) in table.parameters.iter().enumerate() {
            let Some(text) = self.get(index) else {
                masked.places.push(None);
                continue;
            };
            let start = masked.all.len();
            match (parameter.location, text.split_once('=')) {
                _ if !is_hidden(index, parameter) => masked.all.push_str(text),
                (In::Query, Some((name, _))) => masked.all.extend([name, "=***"]),
                _ => masked.all.push_str("***"),
            }
            masked.places.push(Some((start, masked.all.len())));
        }
        Some(masked)
    }
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
    let texts = texts(table, arguments, &mut found);
    let uri = url(table, &texts, base, &mut found);
    let body = match body_of(table, arguments) {
        None | Some((_, View::Absent)) => None,
        Some((media, view)) => body::body(media, view, arguments.part_headers())
            .map_err(|refused| found.push(refused.at("body".to_owned(), view)))
            .ok(),
    };
    Violations(found).into_result()?;
    let mut headers = headers(table, arguments, &texts)?;
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
    if let Some(masked) = texts.masked(table, arguments)
        && let Ok(shown) = url(table, &masked, base, &mut Vec::new()).parse()
    {
        request.extensions_mut().insert(Masked(shown));
    }
    Ok(request)
}

/// The headers of a request, but for that of its body.
fn headers(
    table: &OperationTable,
    arguments: &dyn Arguments,
    texts: &Texts,
) -> Result<HeaderMap, Violations> {
    let mut headers = HeaderMap::new();
    let mut cookies = String::new();
    let mut has_secret_cookie = false;
    for (index, parameter) in table.parameters.iter().enumerate() {
        let Some(text) = texts.get(index) else {
            continue;
        };
        match parameter.location {
            In::Path | In::Query | In::QueryString => {}
            In::Cookie => {
                join(&mut cookies, "; ", text);
                has_secret_cookie |= is_secret(arguments.argument(index));
            }
            In::Header => {
                let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(refused)?;
                let mut value = HeaderValue::from_str(text).map_err(refused)?;
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

/// The base URL with the path and the query behind it.
fn url(table: &OperationTable, texts: &Texts, base: &str, found: &mut Vec<Violation>) -> String {
    let base = base.strip_suffix('/').unwrap_or(base);
    let mut url = String::with_capacity(base.len() + table.path.len() + texts.all.len() + 8);
    url.push_str(base);
    let has_query = path(table, texts, &mut url, found);
    let mut before = if has_query { "&" } else { "?" };
    for (index, parameter) in table.parameters.iter().enumerate() {
        if let (In::Query | In::QueryString, Some(text)) = (parameter.location, texts.get(index))
            && !text.is_empty()
        {
            url.push_str(before);
            url.push_str(text);
            before = "&";
        }
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

/// Adds the template with its variables filled. Several values in one segment could make a dot segment, which servers take
/// for a step up: that is refused. Answers whether the template has a query.
fn path(
    table: &OperationTable,
    texts: &Texts,
    uri: &mut String,
    found: &mut Vec<Violation>,
) -> bool {
    let start = uri.len();
    let has_query = encode::template(table.path, uri, |name, uri| {
        let is_it =
            |parameter: &Parameter| parameter.location == In::Path && parameter.name == name;
        let Some(index) = table.parameters.iter().position(is_it) else {
            return false;
        };
        uri.push_str(texts.get(index).unwrap_or_default());
        true
    });
    let path = uri.get(start..).unwrap_or_default();
    // Most paths have no dot at all, nor anything that could be one. Either sign is looked for by itself, in words of bytes.
    if !path.contains('.') && !path.contains('%') {
        return has_query;
    }
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    if path.split('/').any(encode::is_dots) {
        found.push(Violation {
            pointer: "path".to_owned(),
            rule: "type",
            found: table.path.to_owned(),
            limit: "a path without dot segments".to_owned(),
        });
    }
    has_query
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
