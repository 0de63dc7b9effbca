//! Multipart bodies (RFC 7578, RFC 2046 section 5.1): a part for each member, a list repeats its name.

use std::fmt::Write as _;

use super::form::styled;
use super::parts::{each_member, json, scalar};
use super::percent::decoded;
use super::{Refused, parameter};
use crate::http::operation::{Media, Parameter, Part};
use crate::http::random;
use crate::{Binary, Json, View};

/// A piece of a body.
pub(in crate::http) enum Segment {
    /// Text, or bytes that are at hand.
    Bytes(Vec<u8>),
    /// What is read when it is sent.
    Binary(Binary),
}

/// The value as the parts of a multipart body, and the boundary between them.
///
/// # Errors
/// What one of the parts cannot be.
pub(in crate::http) fn multipart(
    view: View<'_>,
    media: &Media,
) -> Result<(String, Vec<Segment>), Refused> {
    let mut writer = Writer {
        // 128 random bits, which no content has within it by chance.
        boundary: random::hex(),
        segments: Vec::new(),
    };
    let mut outcome = Ok(());
    each_member(view, &mut |name, value| {
        let encoding = media.parts.iter().find(|part| part.name == name);
        if outcome.is_ok() {
            let styled = encoding.filter(|_| !holds_file(value)).and_then(styled);
            outcome = match styled {
                Some(described) => writer.styled(described, encoding, value),
                None => writer.member(Some(name), encoding, value),
            };
        }
    });
    outcome?;
    // A list has parts without names (OpenAPI 3.2.0, section 4.14.4).
    let mut first = media.first.iter();
    items(view, &mut |item| {
        writer.part(None, first.next().or(media.rest), item)
    })?;
    writer.text(&format!("--{}--\r\n", writer.boundary.clone()));
    Ok((writer.boundary, writer.segments))
}

struct Writer {
    boundary: String,
    segments: Vec<Segment>,
}

impl Writer {
    fn member(
        &mut self,
        name: Option<&str>,
        given: Option<&Part>,
        value: View<'_>,
    ) -> Result<(), Refused> {
        let as_json = given.is_some_and(Part::is_json);
        match value {
            View::Absent => Ok(()),
            View::List(_) | View::Json(Json::Array(_)) if !as_json => {
                items(value, &mut |item| self.part(name, given, item))
            }
            value => self.part(name, given, value),
        }
    }

    /// A part for each pair that the style makes of a value, by its name (OpenAPI 3.1.1, section 4.8.15.1.1). Nothing in a
    /// part is percent-encoded: what the pairs stand for is written.
    fn styled(
        &mut self,
        mut described: Parameter,
        given: Option<&Part>,
        value: View<'_>,
    ) -> Result<(), Refused> {
        described.allow_reserved = false;
        let mut text = String::new();
        if !parameter(&described, value, &mut text)? {
            return Ok(());
        }
        let headers = given.map_or(&[][..], |part| part.headers);
        let plain = |text: &str| {
            let bytes = decoded(text).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        for pair in text.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.head(Some(&plain(name)), None, None, headers.iter().copied())?;
            self.text(&plain(value));
            self.text("\r\n");
        }
        Ok(())
    }

    fn part(
        &mut self,
        name: Option<&str>,
        given: Option<&Part>,
        value: View<'_>,
    ) -> Result<(), Refused> {
        if let View::Text(text) = value
            && let Some(binary) = text.binary()
        {
            return self.file(name, given, binary);
        }
        let headers = given.map_or(&[][..], |part| part.headers);
        let as_json = given.is_some_and(Part::is_json);
        let plain = if as_json { None } else { scalar(value) };
        let is_deep = matches!(
            value,
            View::Object(_)
                | View::Map(_)
                | View::List(_)
                | View::Json(Json::Object(_) | Json::Array(_))
        );
        let media = given.and_then(Part::media);
        let media = media.or(is_deep.then_some("application/json"));
        self.head(name, None, media, headers.iter().copied())?;
        self.text(&plain.unwrap_or_else(|| json(value)));
        self.text("\r\n");
        Ok(())
    }

    fn file(
        &mut self,
        name: Option<&str>,
        given: Option<&Part>,
        binary: &Binary,
    ) -> Result<(), Refused> {
        // Servers take a part without the name of a file for a text.
        let file = binary.name().or(name);
        let own = binary.headers();
        let is_own = |name: &str| {
            own.iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let headers = given.map_or(&[][..], |part| part.headers);
        let headers = headers.iter().copied().filter(|(name, _)| !is_own(name));
        let media = binary
            .media()
            .or(given.and_then(Part::media))
            .unwrap_or("application/octet-stream");
        let own = own.iter().map(|(name, value)| (&**name, &**value));
        self.head(name, file, Some(media), own.chain(headers))?;
        self.segments.push(Segment::Binary(binary.clone()));
        self.text("\r\n");
        Ok(())
    }

    fn head<'h>(
        &mut self,
        name: Option<&str>,
        file: Option<&str>,
        media: Option<&'h str>,
        headers: impl Iterator<Item = (&'h str, &'h str)>,
    ) -> Result<(), Refused> {
        let mut head = format!("--{}\r\n", self.boundary);
        if let Some(name) = name {
            let _ = write!(
                head,
                "Content-Disposition: form-data; name=\"{}\"",
                quoted(name)
            );
            if let Some(file) = file {
                let _ = write!(head, "; filename=\"{}\"", quoted(file));
            }
            head.push_str("\r\n");
        }
        let media = media.map(|media| ("Content-Type", media));
        for (name, value) in media.into_iter().chain(headers) {
            let is_text = !value.bytes().any(|byte| byte < 32 && byte != b'\t');
            let is_name = ::http::HeaderName::from_bytes(name.as_bytes()).is_ok();
            if !is_text || !is_name {
                return Err(Refused(
                    "headers of parts that have a name, and no line breaks",
                ));
            }
            let _ = write!(head, "{name}: {value}\r\n");
        }
        self.text(&head);
        self.text("\r\n");
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match self.segments.last_mut() {
            Some(Segment::Bytes(bytes)) => bytes.extend_from_slice(text.as_bytes()),
            _ => self.segments.push(Segment::Bytes(text.as_bytes().to_vec())),
        }
    }
}

/// Whether a value is a file, or a list of some: these are no text that a style could write.
fn holds_file(value: View<'_>) -> bool {
    match value {
        View::Text(text) => text.binary().is_some(),
        View::List(list) => (0..list.len()).any(|index| holds_file(list.get(index))),
        _ => false,
    }
}

/// Calls `each` with every item of a list.
fn items<'v>(
    view: View<'v>,
    each: &mut dyn FnMut(View<'v>) -> Result<(), Refused>,
) -> Result<(), Refused> {
    match view {
        View::List(list) => (0..list.len()).try_for_each(|index| each(list.get(index))),
        View::Json(Json::Array(items)) => items.iter().map(View::Json).try_for_each(each),
        _ => Ok(()),
    }
}

/// A name between quotes, escaped as browsers do (WHATWG HTML, "multipart/form-data"); other alphabets stay as they are,
/// since RFC 7578, section 4.2, forbids `filename*` here.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
