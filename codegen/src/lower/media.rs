//! Which of several media types is used, and what Rust type its content has.

use super::types::{Place, Types, Use};
use crate::document::schema_node;
use crate::model::{SchemaRef, TypeRef};
use openapiv3::MediaType;

/// A media type of a body and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub media: String,
    pub used: Use,
}

/// Whether a media type's content is JSON (RFC 6839).
pub(super) fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence.ends_with("/json") || essence.ends_with("+json") || essence == "*/*"
}

fn essence(media: &str) -> String {
    media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The date in a media type's subtype, as in `application/vnd.x.2023-01-01+json`.
fn date(media: &str) -> Option<&str> {
    media.split(['.', '+', '/', ';']).find(|part| {
        let digit = |(index, byte): (usize, u8)| {
            if matches!(index, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        };
        part.len() == 10 && part.bytes().enumerate().all(digit)
    })
}

/// Lower is better: JSON before forms before everything else.
fn rank(media: &str) -> usize {
    match essence(media).as_str() {
        "application/json" => 0,
        json if is_json(json) => 1,
        "application/x-www-form-urlencoded" => 2,
        "multipart/form-data" => 5,
        text if text.starts_with("text/") => 4,
        _ => 3,
    }
}

/// The media types of one body, best first: by rank; among dated ones the newest that is not after `limit`, and the
/// others after it.
pub(super) fn ordered<'m>(
    names: impl Iterator<Item = &'m str>,
    limit: Option<&str>,
) -> Vec<&'m str> {
    let mut all: Vec<&str> = names.collect();
    let too_new =
        |media: &str| matches!((date(media), limit), (Some(day), Some(limit)) if day > limit);
    all.sort_by(|a, b| {
        let key = |media| (rank(media), too_new(media));
        key(a).cmp(&key(b)).then_with(|| date(b).cmp(&date(a)))
    });
    if all.iter().any(|media| !too_new(media)) {
        all.retain(|media| !too_new(media));
    }
    all
}

/// What a call asks for: the best media type, with its older versions where it has a date.
pub(super) fn asked_for<'l, 'm>(offered: &'l [&'m str]) -> &'l [&'m str] {
    let versions = offered
        .iter()
        .take_while(|media| date(media).is_some())
        .count();
    &offered[..versions.max(1).min(offered.len())]
}

impl Types<'_, '_> {
    /// What the best media type of a body holds; `None` where the body declares none.
    pub(super) fn content(
        &mut self,
        content: &indexmap::IndexMap<String, MediaType>,
        limit: Option<&str>,
        place: &Place,
    ) -> Option<Content> {
        let media = *ordered(content.keys().map(String::as_str), limit).first()?;
        let schema = content.get(media)?.schema.as_ref().and_then(schema_node);
        let name = essence(media);
        let raw = |ty| Use {
            ty,
            schema: SchemaRef::any(),
            nullable: false,
        };
        let used = match schema {
            Some(node) if is_json(media) || name == "application/x-www-form-urlencoded" => {
                self.of(node, place)
            }
            None if is_json(media) => raw(TypeRef::Json),
            Some(node) if name.starts_with("text/") => match self.of(node, place) {
                found @ Use {
                    ty: TypeRef::String,
                    ..
                } => found,
                _ => raw(TypeRef::String),
            },
            _ if name.starts_with("text/") || name.ends_with("/xml") || name.ends_with("+xml") => {
                raw(TypeRef::String)
            }
            _ => raw(TypeRef::Bytes),
        };
        Some(Content {
            media: media.to_owned(),
            used,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_dated_media_type_not_after_the_limit_is_best() {
        let all = [
            "application/vnd.x.2023-01-01+json",
            "application/vnd.x.2025-03-12+json",
            "text/csv",
        ];
        assert_eq!(ordered(all.into_iter(), None)[0], all[1]);
        assert_eq!(ordered(all.into_iter(), Some("2024-05-30"))[0], all[0]);
        let late = ["application/vnd.x.2025-03-12+json"];
        assert_eq!(ordered(late.into_iter(), Some("2024-05-30")), late);
    }
}
