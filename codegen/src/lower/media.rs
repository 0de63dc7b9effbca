//! Which of several media types is used, and what Rust type its content has.

use std::collections::HashSet;

use specsmith_runtime::media::{self, essence};

use super::place::Place;
use super::scalars::scalar;
use super::types::{Types, Use};
use super::versions::unversioned;
use crate::document::schema_node;
use crate::model::{Kind, Rule, Schema, SchemaRef, Shape, TypeRef, Way};
use crate::source::NodeId;
use openapiv3::MediaType;

/// A media type of a body and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub media: String,
    pub used: Use,
}

/// Whether a media type's content is JSON (RFC 6839); of anything, it is.
pub(super) fn is_json(media: &str) -> bool {
    media::is_json(media) || essence(media) == "*/*"
}

/// Lower is better: JSON before forms before everything else.
pub(super) fn rank(media: &str) -> usize {
    match essence(media).as_str() {
        "application/json" => 0,
        json if is_json(json) => 1,
        "application/x-www-form-urlencoded" => 2,
        "multipart/form-data" => 5,
        text if text.starts_with("text/") => 4,
        _ => 3,
    }
}

/// The media types that are something of their own, best first: of the versions of one the newest, and plain JSON once,
/// however it is called.
pub(super) fn distinct<'m>(offered: &[&'m str]) -> Vec<&'m str> {
    let mut sent: Vec<&str> = Vec::new();
    let mut seen = Vec::new();
    for media in offered {
        let key = match unversioned(media) {
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
        "text/event-stream" => Syntax::Events,
        name if media::is_sequence(name) => Syntax::Sequence,
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
        place: &Place,
    ) -> Option<Content> {
        let media = *self
            .offered(content.keys().map(String::as_str), parent)
            .first()?;
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
        let (mut found, mut schemas) = (Vec::new(), Vec::new());
        for media in distinct(offered) {
            let own = schema(media);
            let is_known =
                own.is_some_and(|own| schemas.iter().any(|known| self.is_same(*known, own)));
            let is_streamed = is_events(media) || is_sequence(media);
            if found.is_empty() || !is_known && !is_streamed {
                found.push(media);
            }
            schemas.extend(own);
        }
        found
    }

    /// The media types of a body whose content is something of its own, best first, and those that hold the same as one of
    /// them, each with the place of that, in another syntax that can be written. Bytes are something else in each, and so are
    /// sequences.
    pub(super) fn sent<'m>(
        &mut self,
        offered: &[&'m str],
        parent: NodeId,
    ) -> (Vec<&'m str>, Vec<(&'m str, usize)>) {
        let (mut found, mut also) = (Vec::new(), Vec::new());
        let mut schemas: Vec<(NodeId, usize)> = Vec::new();
        for media in distinct(offered) {
            let node = self.media_node(parent, media);
            let own = node.and_then(|node| self.document.sources.get(node, "schema"));
            let typed = own.filter(|own| !is_sequence(media) && !self.has_bytes(*own));
            let twin = typed.and_then(|own| {
                let twin = schemas.iter().find(|known| self.is_same(known.0, own));
                Some(twin?.1)
            });
            let is_written = matches!(
                syntax(media),
                Syntax::Json | Syntax::Form | Syntax::Multipart
            );
            let place = twin.unwrap_or(found.len());
            match twin {
                None => found.push(media),
                Some(twin) if is_written => also.push((media, twin)),
                Some(_) => {}
            }
            schemas.extend(typed.filter(|_| is_written).map(|own| (own, place)));
        }
        (found, also)
    }

    /// Whether two schemas are one, or say the same.
    fn is_same(&self, one: NodeId, other: NodeId) -> bool {
        let sources = self.document.sources;
        let followed = [one, other].map(|node| sources.follow(node).ok());
        followed[0] == followed[1] || sources.json(one) == sources.json(other)
    }

    /// Whether bytes are a part of what a schema describes.
    fn has_bytes(&mut self, node: NodeId) -> bool {
        let (mut seen, mut next) = (HashSet::new(), vec![node]);
        while let Some(node) = next.pop() {
            let Some(node) = self.document.follow(node, self.diagnostics) else {
                continue;
            };
            if !seen.insert(node) {
                continue;
            }
            let schema = self.read(node);
            if scalar(&schema, self.options.integer) == TypeRef::Binary {
                return true;
            }
            let members = schema.properties.iter().map(|(_, member)| *member);
            next.extend(
                members
                    .chain(schema.items)
                    .chain(schema.prefix_items.iter().copied()),
            );
            next.extend(schema.all_of.iter().copied().chain(schema.alternatives()));
        }
        false
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
            (Syntax::Sequence, schema) => {
                let mut list = self.sequence(schema, node, place);
                if let (Direction::Request, TypeRef::List(item)) = (direction, self.inner(&list.ty))
                {
                    list.ty = TypeRef::Sequence(item);
                }
                list
            }
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
