//! The body of a request, by its media type.

use super::content::Payload;
use super::encode::{self, Refused};
use super::media;
use super::operation::Media;
use super::sent::PartHeader;
use super::sequence::{SEPARATOR, Separated};
use super::upload;
use crate::encode::to_vec_for;
use crate::{Binary, Direction, Json, View};

/// The body as it is sent, and its `Content-Type`.
///
/// # Errors
/// What it cannot be.
pub(super) fn body(
    media: &Media,
    view: View<'_>,
    headers: &[PartHeader],
) -> Result<(String, Payload), Refused> {
    let essence = media::essence(media.name);
    let binary = match view {
        View::Text(text) => text.binary(),
        _ => None,
    };
    let name = binary.and_then(|binary| binary.media());
    let name = name.unwrap_or(match (media.name.contains('*'), binary) {
        (true, Some(_)) => "application/octet-stream",
        (true, None) => "application/json",
        (false, _) => media.name,
    });
    if !headers.is_empty() && (binary.is_some() || !essence.starts_with("multipart/")) {
        return Err(Refused("a multipart body, whose parts have headers"));
    }
    if let Some(lines) = binary
        && essence.ends_with("json-seq")
    {
        let separated = Binary::from_source(Separated(lines.clone()));
        return Ok((name.to_owned(), upload::payload(&separated)));
    }
    if let Some(binary) = binary {
        return Ok((name.to_owned(), upload::payload(binary)));
    }
    if essence.starts_with("multipart/") {
        let (boundary, segments) = encode::multipart(view, media, headers)?;
        let name = format!("{name}; boundary={boundary}");
        return Ok((name, upload::joined(segments)));
    }
    let bytes = match view {
        View::Bytes(bytes) => bytes.to_vec(),
        view if essence == media::FORM => encode::form(view, media.parts).into_bytes(),
        view if media::is_sequence(&essence) => sequence(&essence, view),
        View::Str(text) if !media::is_json(media.name) => text.as_bytes().to_vec(),
        view => to_vec_for(view, Direction::Request),
    };
    Ok((name.to_owned(), Payload::Bytes(bytes.into())))
}

/// A JSON text for each item, each on a line of its own; RFC 7464 puts a separator before it.
fn sequence(essence: &str, view: View<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut item = |view: View<'_>| {
        if essence.ends_with("json-seq") {
            out.push(SEPARATOR);
        }
        out.extend(to_vec_for(view, Direction::Request));
        out.push(b'\n');
    };
    match view {
        View::List(list) => (0..list.len()).for_each(|index| item(list.get(index))),
        View::Json(Json::Array(items)) => items.iter().map(View::Json).for_each(item),
        view => item(view),
    }
    out
}
