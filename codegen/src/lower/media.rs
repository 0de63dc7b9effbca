//! Which of several media types is used, and what Rust type its content has.

use super::place::Place;
use super::types::{Types, Use};
use crate::document::{is_media_type, schema_node};
use crate::model::{Kind, Rule, Schema, SchemaRef, Shape, TypeRef, Way};
use crate::source::NodeId;
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
/// others after it. What is none is left out beside what is one.
pub(super) fn ordered<'m>(
    names: impl Iterator<Item = &'m str>,
    limit: Option<&str>,
) -> Vec<&'m str> {
    let mut all: Vec<&str> = names.collect();
    if all.iter().any(|media| is_media_type(media)) {
        all.retain(|media| is_media_type(media));
    }
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

/// A media type with its versions, where it has a date: what a call asks for to have it.
pub(super) fn versions<'m>(offered: &[&'m str], media: &'m str) -> Vec<&'m str> {
    let key = undated(media);
    let is_one = |other: &&str| *other == media || date(other).is_some() && undated(other) == key;
    offered.iter().copied().filter(is_one).collect()
}

/// The media types that are something of their own, best first: of the versions of one the newest, and plain JSON once,
/// however it is called.
pub(super) fn distinct<'m>(offered: &[&'m str]) -> Vec<&'m str> {
    let mut sent: Vec<&str> = Vec::new();
    let mut seen = Vec::new();
    for media in offered {
        let key = match undated(media) {
            key if is_json(&key) && is_plain_json(&key) => "application/json".to_owned(),
            key => key,
        };
        if !seen.contains(&key) {
            seen.push(key);
            sent.push(media);
        }
    }
    sent
}

fn is_plain_json(essence: &str) -> bool {
    matches!(
        essence,
        "application/json" | "text/json" | "application/*+json" | "*/*" | "application/x-json"
    )
}

/// A media type without its date, which tells its version, and without parameters.
pub(super) fn undated(media: &str) -> String {
    let essence = essence(media);
    match date(&essence) {
        Some(day) => essence.replacen(day, "", 1),
        None => essence,
    }
}

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Answer,
}

/// How the content of a media type is written.
enum Syntax {
    Json,
    Form,
    Multipart,
    /// One JSON text after the other.
    Sequence,
    /// Server-sent events: as a whole, text.
    Events,
    Text,
    Xml,
    Bytes,
}

/// Whether the content of a media type is server-sent events.
pub(super) fn is_events(media: &str) -> bool {
    matches!(syntax(media), Syntax::Events)
}

/// Whether the content of a media type is one JSON text after the other.
pub(super) fn is_sequence(media: &str) -> bool {
    matches!(syntax(media), Syntax::Sequence)
}

fn syntax(media: &str) -> Syntax {
    match essence(media).as_str() {
        name if is_json(name) => Syntax::Json,
        "application/x-www-form-urlencoded" => Syntax::Form,
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-json-stream" => Syntax::Sequence,
        "text/event-stream" => Syntax::Events,
        name if name.ends_with("json-seq") => Syntax::Sequence,
        name if name.starts_with("multipart/") => Syntax::Multipart,
        name if name.ends_with("/xml") || name.ends_with("+xml") => Syntax::Xml,
        name if name.starts_with("text/") => Syntax::Text,
        _ => Syntax::Bytes,
    }
}

impl Types<'_, '_> {
    /// What the best media type of an answer or a parameter holds; `None` where there is none. `parent` has `content`.
    pub(super) fn content(
        &mut self,
        content: &indexmap::IndexMap<String, MediaType>,
        parent: NodeId,
        limit: Option<&str>,
        place: &Place,
    ) -> Option<Content> {
        let media = *ordered(content.keys().map(String::as_str), limit).first()?;
        let node = self.media_node(parent, media);
        let used = self.held(media, content.get(media)?, node, place, Direction::Answer);
        Some(Content {
            media: media.to_owned(),
            used,
        })
    }

    /// The media types of an answer whose content is something of its own, best first: what has the schema of one before it
    /// is the same in another syntax, and events and sequences beside others are read as they come (see `streaming`).
    pub(super) fn meant<'m>(&self, offered: &[&'m str], parent: NodeId) -> Vec<&'m str> {
        let sources = self.document.sources;
        let schema = |media: &str| sources.get(self.media_node(parent, media)?, "schema");
        let is_same = |one: NodeId, other: NodeId| {
            let followed = [one, other].map(|node| sources.follow(node).ok());
            followed[0] == followed[1] || sources.json(one) == sources.json(other)
        };
        let (mut found, mut schemas) = (Vec::new(), Vec::new());
        for media in distinct(offered) {
            let own = schema(media);
            let is_known = own.is_some_and(|own| schemas.iter().any(|known| is_same(*known, own)));
            let is_streamed = is_events(media) || is_sequence(media);
            if found.is_empty() || !is_known && !is_streamed {
                found.push(media);
            }
            schemas.extend(own);
        }
        found
    }

    /// What one media type holds; `node` is where it stands.
    pub(super) fn held(
        &mut self,
        media: &str,
        content: &MediaType,
        node: Option<NodeId>,
        place: &Place,
        direction: Direction,
    ) -> Use {
        let used = self.content_of(media, content, node, place, direction);
        if let (Some(node), true) = (node, is_json(media)) {
            let way = match direction {
                Direction::Request => Way::Request,
                Direction::Answer => Way::Response,
            };
            self.note_examples(node, &used, place, way);
        }
        used
    }

    fn content_of(
        &mut self,
        media: &str,
        content: &MediaType,
        node: Option<NodeId>,
        place: &Place,
        direction: Direction,
    ) -> Use {
        let schema = content.schema.as_ref().and_then(schema_node);
        let raw = |ty| Use {
            ty,
            schema: SchemaRef::any(),
            nullable: false,
        };
        let bytes = match direction {
            Direction::Request => TypeRef::Binary,
            Direction::Answer => TypeRef::Bytes,
        };
        match (syntax(media), schema) {
            (Syntax::Sequence, schema) => self.sequence(schema, node, place),
            (Syntax::Json | Syntax::Form, Some(node)) => self.of(node, place),
            (Syntax::Json | Syntax::Form, None) => raw(TypeRef::Json),
            (Syntax::Multipart, Some(node)) if direction == Direction::Request => {
                match self.of(node, place) {
                    found if self.has_members(&found.ty) => found,
                    _ => raw(bytes),
                }
            }
            // `itemSchema` alone: parts one after the other.
            (Syntax::Multipart, None)
                if direction == Direction::Request
                    && node.is_some_and(|node| {
                        self.document.sources.get(node, "itemSchema").is_some()
                    }) =>
            {
                self.sequence(None, node, place)
            }
            (Syntax::Text, Some(node)) => match self.of(node, place) {
                found if found.ty == TypeRef::String => found,
                _ => raw(TypeRef::String),
            },
            (Syntax::Text | Syntax::Xml | Syntax::Events, _) => raw(TypeRef::String),
            (Syntax::Multipart | Syntax::Bytes, _) => raw(bytes),
        }
    }

    /// A list of what each JSON text is: `itemSchema` (OpenAPI 3.2.0, section 4.14), the items of a schema of a list, or
    /// what any other schema says.
    fn sequence(&mut self, schema: Option<NodeId>, media: Option<NodeId>, place: &Place) -> Use {
        let item = media.and_then(|media| self.document.sources.get(media, "itemSchema"));
        if let (None, Some(node)) = (item, schema)
            && self.read_followed(node).is(Kind::Array)
        {
            return self.of(node, place);
        }
        let (ty, items) = match item.or(schema) {
            Some(node) => {
                let found = self.of(node, &place.part("Item"));
                (found.clone().item(), found.schema)
            }
            None => (TypeRef::Json, SchemaRef::any()),
        };
        let schema = Schema {
            kinds: Kind::Array.into(),
            rules: vec![Rule::Items(items)],
            ..Schema::default()
        };
        Use::inline(TypeRef::List(Box::new(ty)), schema, false)
    }

    /// Whether a multipart body can be made of a type: its members are the parts, or its items are.
    fn has_members(&self, ty: &TypeRef) -> bool {
        matches!(
            self.target(ty),
            TypeRef::Named(_)
                | TypeRef::Map(_)
                | TypeRef::List(_)
                | TypeRef::FreeObject
                | TypeRef::Json
        )
    }

    /// A type, aliases looked through as far as they are known.
    pub(super) fn target<'t>(&'t self, mut ty: &'t TypeRef) -> &'t TypeRef {
        for _ in 0..32 {
            let TypeRef::Named(id) = ty else { break };
            match self.store.get(*id).map(|def| &def.shape) {
                Some(Shape::Alias(next)) => ty = next,
                _ => break,
            }
        }
        ty
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
