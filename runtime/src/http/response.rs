//! What came back.

use std::fmt;

use ::http::{HeaderMap, HeaderName, StatusCode};
use bytes::Bytes;

use super::disposition;
use super::envelope;
use super::error::{ApiFailure, Error, Undecodable};
use super::media::{essence, is_json, is_sequence};
use super::operation::{Answer, Operation, Outcome};
use super::parameters::{named, split};
use crate::decode::{Mode, fill_slice, fill_text};
use crate::json::{SyntaxError, place};
use crate::{Field, Slot, Value, Violation, Violations};

/// An answer as the transport gives it.
pub type RawResponse = ::http::Response<Bytes>;

/// The answer of a call that succeeded.
///
/// Decoding is lenient: what the document does not allow is in `issues`, and never keeps the value from you.
#[derive(Clone)]
pub struct Response<T, H = ()> {
    /// What the body says.
    pub value: T,
    /// The status.
    pub status: StatusCode,
    /// The headers that the document declares; absent or unreadable ones are `None`.
    pub headers: H,
    /// Every header.
    pub raw_headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// Where the answer departs from the document's structure: missing members, wrong kinds, unreadable headers.
    pub issues: Violations,
}

/// Without the text of the body and of undeclared headers: the value is all that is shown of what may be secret.
impl<T: fmt::Debug, H: fmt::Debug> fmt::Debug for Response<T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.raw_headers.keys().collect();
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("raw_headers", &names)
            .field("body", &format_args!("({} bytes)", self.body.len()))
            .field("issues", &self.issues)
            .finish()
    }
}

impl<T, H> Response<T, H> {
    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The media type that the answer names.
    pub fn content_type(&self) -> Option<&str> {
        content_type(&self.raw_headers)
    }
}

impl<T, H> Response<T, H> {
    /// The name that the server gives the body (`Content-Disposition`), without folders.
    pub fn file_name(&self) -> Option<String> {
        disposition::file_name(&self.raw_headers)
    }
}

impl<T: crate::Checked, H> Response<T, H> {
    /// Holds the answer against the document in full.
    ///
    /// # Errors
    /// Every departure: of structure (see `issues`), then of constraints.
    pub fn validate(&self) -> Result<(), Violations> {
        let mut found = self.issues.clone();
        let view = self.value.view();
        found
            .0
            .extend(crate::validate::validate(T::schema(), view, crate::Direction::Response).0);
        found.0.dedup();
        found.into_result()
    }
}

pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(::http::header::CONTENT_TYPE)?;
    std::str::from_utf8(value.as_bytes()).ok()
}

/// Reads an answer as operation `O` declares it.
pub(super) fn read<O: Operation>(raw: RawResponse) -> Outcome<O> {
    let opened = envelope::open(O::table(), raw.body());
    let status = opened.as_ref().map_or(raw.status(), |(status, _)| *status);
    if !status.is_success() {
        return Err(failed::<O>(raw, opened));
    }
    let (parts, body) = raw.into_parts();
    let raw_headers = parts.headers;
    let media = content_type(&raw_headers);
    // Filled where it stands: a value may be large.
    let mut answer = Response {
        value: O::Output::blank_for(status.as_u16(), media),
        status,
        headers: O::Headers::blank(),
        raw_headers: HeaderMap::new(),
        body,
        issues: Violations::default(),
    };
    let content = opened.as_ref().map_or(&answer.body, |(_, content)| content);
    let issues = &mut answer.issues.0;
    let empty = is_empty_by_status::<O>(status);
    if let Err(reason) = read_body(answer.value.slot(), media, content, empty, issues) {
        return Err(Error::Undecodable(Box::new(Undecodable {
            status,
            raw_headers,
            body: answer.body,
            reason,
            masked: None,
        })));
    }
    read_headers(Value::slot(&mut answer.headers), &raw_headers, issues);
    answer.raw_headers = raw_headers;
    Ok(answer)
}

/// Reads an answer of an error status as operation `O` declares it.
pub(super) fn failure<O: Operation>(raw: RawResponse) -> Error<O::Error> {
    let opened = envelope::open(O::table(), raw.body());
    failed::<O>(raw, opened)
}

/// The same, with the status and the content that its envelope names, where it has one.
fn failed<O: Operation>(raw: RawResponse, opened: Option<(StatusCode, Bytes)>) -> Error<O::Error> {
    let (parts, body) = raw.into_parts();
    let (status, content) = opened.unwrap_or_else(|| (parts.status, body.clone()));
    let raw_headers = parts.headers;
    let mut issues = Vec::new();
    let media = content_type(&raw_headers);
    let mut value = O::Error::blank_for(status.as_u16(), media);
    // A success has to have a value, if only a blank one; of an error that says nothing, nothing is made up.
    let declared = read_body(value.slot(), media, &content, false, &mut issues);
    let value = declared.is_ok().then_some(value);
    Error::Api(Box::new(ApiFailure {
        status,
        value,
        raw_headers,
        body,
        issues: Violations(issues),
        masked: None,
    }))
}

/// Whether an answer has no body whatever the document says (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5).
fn is_empty_by_status<O: Operation>(status: StatusCode) -> bool {
    matches!(status.as_u16(), 204 | 205 | 304) || O::table().method == "HEAD"
}

/// Fills `slot` from a body; its `Content-Type` decides how. `Err` says why it cannot be.
fn read_body(
    mut slot: Slot<'_>,
    media: Option<&str>,
    body: &Bytes,
    empty: bool,
    issues: &mut Vec<Violation>,
) -> Result<(), String> {
    loop {
        slot = match slot {
            Slot::Unit => return Ok(()),
            Slot::Option(option) if body.is_empty() => {
                option.set_absent();
                return Ok(());
            }
            Slot::Option(option) => option.insert(),
            Slot::Json(value) if body.is_empty() => {
                *value = crate::Json::Null;
                return Ok(());
            }
            Slot::Bytes(_) if body.is_empty() => return Ok(()),
            _ if body.is_empty() && empty => {
                issues.push(Violation {
                    pointer: String::new(),
                    rule: "required",
                    found: String::new(),
                    limit: "body".to_owned(),
                });
                return Ok(());
            }
            other => break read_content(other, media, body, issues),
        }
    }
}

fn read_content(
    slot: Slot<'_>,
    media: Option<&str>,
    body: &Bytes,
    issues: &mut Vec<Violation>,
) -> Result<(), String> {
    let json = media.map_or_else(|| looks_like_json(body), is_json);
    match slot {
        Slot::List(_) if media.is_some_and(|media| is_sequence(&essence(media))) => {
            let array = as_array(body);
            fill_slice(slot, &array, Mode::Lenient, issues).map_err(|error| said(&error, &array))
        }
        Slot::Bytes(bytes) => {
            // What is JSON may be bytes in base64; else it is itself the file.
            let mut wrong = Vec::new();
            let base64 = json
                && media.is_some()
                && fill_slice(Slot::Bytes(bytes), body, Mode::Lenient, &mut wrong).is_ok()
                && wrong.is_empty();
            if !base64 {
                *bytes = body.to_vec();
            }
            Ok(())
        }
        Slot::String(place) if !json => {
            *place = text(media, body, issues);
            Ok(())
        }
        Slot::Json(value) if !json => {
            *value = crate::Json::String(text(media, body, issues));
            Ok(())
        }
        // A server that names the wrong media type still speaks JSON: the text decides.
        slot if json || looks_like_json(body) => {
            fill_slice(slot, body, Mode::Lenient, issues).map_err(|error| said(&error, body))
        }
        _ if body.is_empty() => Err("the body is empty".to_owned()),
        _ => Err(format!(
            "the body is {}, not JSON",
            media.unwrap_or("of no declared type")
        )),
    }
}

/// A body as text, in the character encoding that its media type names: UTF-8, or one that a byte is a character of.
fn text(media: Option<&str>, body: &[u8], issues: &mut Vec<Violation>) -> String {
    if let Ok(text) = std::str::from_utf8(body) {
        return text.to_owned();
    }
    let charset = split(media.unwrap_or_default(), ';')
        .filter_map(named)
        .find(|(name, _)| name.eq_ignore_ascii_case("charset"));
    let charset = charset.map_or(String::new(), |(_, charset)| charset);
    let latin = ["iso-8859-1", "latin1", "l1"];
    if latin.iter().any(|name| name.eq_ignore_ascii_case(&charset)) {
        return body.iter().copied().map(char::from).collect();
    }
    issues.push(Violation {
        pointer: String::new(),
        rule: "type",
        found: match &*charset {
            "" => "the body".to_owned(),
            charset => format!("the body, in {charset},"),
        },
        limit: "text in UTF-8".to_owned(),
    });
    String::from_utf8_lossy(body).into_owned()
}

/// What is wrong with a text, and where in it.
pub(super) fn said(error: &SyntaxError, text: &[u8]) -> String {
    match place::pointer(text, error.offset) {
        pointer if pointer.is_empty() => error.to_string(),
        pointer => format!("{error}, at {pointer}"),
    }
}

/// One JSON text after the other as one list. What stands between two is escaped within them: a separator (RFC 7464), else
/// the end of a line.
fn as_array(body: &[u8]) -> Vec<u8> {
    let mut array = vec![b'['];
    let between = if body.contains(&0x1e) { 0x1e } else { b'\n' };
    for text in body.split(|byte| *byte == between) {
        if text.iter().any(|byte| !byte.is_ascii_whitespace()) {
            if array.len() > 1 {
                array.push(b',');
            }
            array.extend_from_slice(text);
        }
    }
    array.push(b']');
    array
}

fn looks_like_json(body: &[u8]) -> bool {
    matches!(
        body.iter().find(|byte| !byte.is_ascii_whitespace()),
        Some(b'{' | b'[')
    )
}

/// The values of a header that came in several lines, but for `Set-Cookie`, whose values have commas of their own.
fn list(raw: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut lines = raw.get_all(name).iter();
    lines.next()?;
    lines
        .next()
        .filter(|_| *name != ::http::header::SET_COOKIE)?;
    let lines = raw.get_all(name).iter();
    let texts = lines.map(|value| String::from_utf8_lossy(value.as_bytes()));
    let texts: Vec<_> = texts.map(|text| text.trim().to_owned()).collect();
    Some(texts.join(", "))
}

fn read_headers(slot: Slot<'_>, raw: &HeaderMap, issues: &mut Vec<Violation>) {
    let Slot::Object(object) = slot else { return };
    let fields = object.schema().fields;
    // Mostly few are declared: each name that came is held against these, and is not hashed.
    for name in raw.keys() {
        let is_it = |field: &Field| field.name.eq_ignore_ascii_case(name.as_str());
        let Some((index, field)) = fields.iter().enumerate().find(|(_, field)| is_it(field)) else {
            continue;
        };
        let Some(value) = raw.get(name) else { continue };
        let text = String::from_utf8_lossy(value.as_bytes());
        // Several lines are one list (RFC 9110, section 5.3), unless the header is none.
        let read = match list(raw, name).map(|all| fill_text(object.slot(index), &all)) {
            Some(Ok(())) => Ok(()),
            _ => fill_text(object.slot(index), text.trim()),
        };
        if let Err(violation) = read {
            if let Slot::Option(option) = object.slot(index) {
                option.set_absent();
            }
            issues.push(Violation {
                pointer: format!("header/{}", field.name),
                ..violation
            });
        }
    }
}
