//! Multipart bodies (RFC 7578, RFC 2046 section 5.1): a part for each member, a list repeats its name.

use std::fmt::Write as _;

use super::form::styled;
use super::parts::{each_member, json, scalar};
use super::percent::decoded;
use super::{Refused, parameter};
use crate::http::operation::{Media, Parameter, Part};
use crate::http::random;
use crate::http::sent::PartHeader;
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
    headers: &[PartHeader],
) -> Result<(String, Vec<Segment>), Refused> {
    let mut writer = Writer {
        // 128 random bits, which no content has within it by chance.
        boundary: random::hex(),
        segments: Vec::new(),
        asked: headers.iter().map(|header| (header, false)).collect(),
    };
    let mut outcome = Ok(());
    each_member(view, &mut |name, value| {
        let encoding = media.parts.iter().find(|part| part.name == name);
        if outcome.is_ok() {
            let styled = encoding.filter(|_| !holds_file(value)).and_then(styled);
            outcome = match styled {
                Some(described) => writer.styled(described, encoding, value),
                None => writer.member(name, encoding, value),
            };
        }
    });
    outcome?;
    // A list has parts without names (OpenAPI 3.2.0, section 4.14.4).
    let mut index = 0;
    items(view, &mut |item| {
        let given = media.first.get(index).or(media.rest);
        index += 1;
        writer.part(Name::OfItem(index - 1), given, item)
    })?;
    if writer.asked.iter().any(|(_, is_written)| !is_written) {
        return Err(Refused("a part of each name for which there is a header"));
    }
    writer.text(&format!("--{}--\r\n", writer.boundary.clone()));
    Ok((writer.boundary, writer.segments))
}

/// What a part is called by.
#[derive(Clone, Copy)]
enum Name<'n> {
    OfMember(&'n str),
    /// The index of an item, which is not sent.
    OfItem(usize),
}

impl Name<'_> {
    fn is(self, name: &str) -> bool {
        match self {
            Name::OfMember(own) => own == name,
            Name::OfItem(index) => name.parse() == Ok(index),
        }
    }
}

/// What a part has for headers, if the call does not say otherwise.
struct Headers<'h> {
    /// What the call calls the part: the member that it is of, or one of its.
    part: Name<'h>,
    media: Option<&'h str>,
    /// Those of the value.
    own: &'h [(String, String)],
    given: Option<&'h Part>,
}

struct Writer<'w> {
    boundary: String,
    segments: Vec<Segment>,
    /// What the call says of the parts' headers, and whether there was such a part.
    asked: Vec<(&'w PartHeader, bool)>,
}

impl<'w> Writer<'w> {
    fn member(&mut self, name: &str, given: Option<&Part>, value: View<'_>) -> Result<(), Refused> {
        let name = Name::OfMember(name);
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
        let plain = |text: &str| {
            let bytes = decoded(text).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        for pair in text.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let headers = Headers {
                part: Name::OfMember(described.name),
                media: None,
                own: &[],
                given,
            };
            self.head(Name::OfMember(&plain(name)), None, &headers)?;
            self.text(&plain(value));
            self.text("\r\n");
        }
        Ok(())
    }

    fn part(
        &mut self,
        name: Name<'_>,
        given: Option<&Part>,
        value: View<'_>,
    ) -> Result<(), Refused> {
        if let View::Text(text) = value
            && let Some(binary) = text.binary()
        {
            return self.file(name, given, binary);
        }
        let as_json = given.is_some_and(Part::is_json);
        let is_json = matches!(value, View::Text(text) if text.is_json());
        let plain = if as_json && !is_json {
            None
        } else {
            scalar(value)
        };
        let is_deep = matches!(
            value,
            View::Object(_)
                | View::Map(_)
                | View::List(_)
                | View::Json(Json::Object(_) | Json::Array(_))
        );
        let media = given.and_then(Part::media);
        let headers = Headers {
            part: name,
            media: media.or(is_deep.then_some("application/json")),
            own: &[],
            given,
        };
        self.head(name, None, &headers)?;
        self.text(&plain.unwrap_or_else(|| json(value)));
        self.text("\r\n");
        Ok(())
    }

    fn file(
        &mut self,
        name: Name<'_>,
        given: Option<&Part>,
        binary: &Binary,
    ) -> Result<(), Refused> {
        // Servers take a part without the name of a file for a text.
        let file = binary.name().or(match name {
            Name::OfMember(name) => Some(name),
            Name::OfItem(_) => None,
        });
        let media = binary.media().or(given.and_then(Part::media));
        let headers = Headers {
            part: name,
            media: media.or(Some("application/octet-stream")),
            own: binary.headers(),
            given,
        };
        self.head(name, file, &headers)?;
        self.segments.push(Segment::Binary(binary.clone()));
        self.text("\r\n");
        Ok(())
    }

    fn head(
        &mut self,
        name: Name<'_>,
        file: Option<&str>,
        headers: &Headers<'_>,
    ) -> Result<(), Refused> {
        let mut head = format!("--{}\r\n", self.boundary);
        if let Name::OfMember(name) = name {
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
        for (header, value) in self.headers(headers) {
            let is_text = !value.bytes().any(|byte| byte < 32 && byte != b'\t');
            let is_name = ::http::HeaderName::from_bytes(header.as_bytes()).is_ok();
            if !is_text || !is_name {
                return Err(Refused(
                    "headers of parts that have a name, and no line breaks",
                ));
            }
            if matches!(name, Name::OfMember(_))
                && header.eq_ignore_ascii_case("content-disposition")
            {
                return Err(Refused("parts whose disposition is their member's"));
            }
            let _ = write!(head, "{header}: {value}\r\n");
        }
        self.text(&head);
        self.text("\r\n");
        Ok(())
    }

    /// The headers of a part, its media type first. Of one name those are sent that the call gives, else the value, else the
    /// document.
    fn headers<'h>(&mut self, headers: &Headers<'h>) -> Vec<(&'h str, &'h str)>
    where
        'w: 'h,
    {
        let mut all: Vec<(&str, &str)> = Vec::new();
        for (header, is_written) in &mut self.asked {
            if headers.part.is(&header.part) {
                *is_written = true;
                all.push((&header.name, &header.value));
            }
        }
        let own = headers.own.iter();
        let own: Vec<_> = own.map(|(name, value)| (&**name, &**value)).collect();
        let media = headers.media.map(|media| ("Content-Type", media));
        let given = headers.given.map_or(&[][..], |part| part.headers);
        for less in [&own[..], media.as_slice(), given] {
            let known = all.len();
            let is_new = |name: &str| {
                let mut known = all.iter().take(known);
                known.all(|(other, _)| !other.eq_ignore_ascii_case(name))
            };
            let new: Vec<_> = less.iter().filter(|(name, _)| is_new(name)).collect();
            all.extend(new);
        }
        all.sort_by_key(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        all
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
