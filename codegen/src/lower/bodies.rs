//! Bodies of requests: one type, or an enum over several media types.

use openapiv3::{MediaType, QueryStyle};

use super::docs;
use super::media::Direction;
use super::names;
use super::parameters::{argument, field_name};
use super::place::Place;
use super::scope::Scope;
use super::types::{Types, Use};
use super::versions::unversioned;
use crate::document::{Edition, is_token};
use crate::model::{Body, BodyMedia, Docs, Encoding, ParameterStyle, SchemaRef, TypeRef};
use crate::source::{Entry, NodeId, NodeKind};

/// What a whole body is.
fn whole(ty: TypeRef, schema: &SchemaRef) -> Use {
    Use {
        ty,
        schema: schema.clone(),
        nullable: false,
    }
}

impl Types<'_, '_> {
    /// The body of an operation.
    pub(super) fn body(
        &mut self,
        operation: NodeId,
        place: &Place,
        scope: &mut Scope,
    ) -> Option<Body> {
        let node = self.document.sources.get(operation, "requestBody")?;
        let node = self.document.follow(node, self.diagnostics)?;
        let read = self.document.request_body(node, self.diagnostics)?;
        let names = read.content.keys().map(String::as_str);
        let offered = self.offered(names, operation);
        let (sent, also) = self.sent(&offered, node);
        let place = place.part("body");
        let name = (sent.len() > 1).then(|| {
            let wanted = place.name();
            let other = format!("{wanted}Content");
            self.names.take(wanted.to_owned(), &[other], wanted)
        });
        let mut idents = Scope::of_variants(&[]);
        let mut media = Vec::new();
        let wanted = names::medias(sent.iter().copied());
        for (name, wanted) in sent.iter().zip(wanted) {
            let ident = idents.take(wanted, &[], name);
            let part = if sent.len() > 1 {
                place.part(&ident)
            } else {
                place.clone()
            };
            let content = read.content.get(*name)?;
            let item = self.media_node(node, name);
            let used = self.held(name, content, item, &part, Direction::Request);
            let mut row = self.body_media(name, content, item, used);
            row.versions = self.versions(node, &offered, name);
            row.ident = ident;
            media.push(row);
        }
        let first = media.first()?;
        let ty = name.as_deref().map(|name| TypeRef::Own(name.into()));
        let used = whole(ty.unwrap_or(first.ty.clone()), &first.schema);
        let also = also.iter().filter_map(|(name, twin)| {
            let (content, twin) = (read.content.get(*name)?, media.get(*twin)?);
            let used = whole(twin.ty.clone(), &twin.schema);
            Some(self.body_media(name, content, self.media_node(node, name), used))
        });
        let also: Vec<BodyMedia> = also.collect();
        let mut docs = Docs::description(docs(self.document, node).description.clone());
        if !also.is_empty() {
            let names: Vec<_> = also.iter().map(|one| format!("`{}`", one.media)).collect();
            docs.constraints = vec![format!("`sent_as` sends it as {}", names.join(" or "))];
        }
        docs.constraints.extend(self.open_headers(&media, node));
        let mut argument = argument(used, docs, read.required);
        argument.ident = field_name("body", scope);
        Some(Body {
            argument,
            media,
            also,
            choice: name,
        })
    }

    /// A media type of a body, without a name and versions; `item` is where it stands.
    fn body_media(
        &self,
        name: &str,
        content: &MediaType,
        item: Option<NodeId>,
        used: Use,
    ) -> BodyMedia {
        BodyMedia {
            parts: self.encodings(name, content, item),
            first: self.first_items(item),
            rest: item.and_then(|item| {
                let node = self.document.sources.get(item, "itemEncoding")?;
                Some(self.of_item(node))
            }),
            versions: Vec::new(),
            media: name.to_owned(),
            ty: used.ty,
            schema: used.schema,
            ident: String::new(),
        }
    }

    /// The node of a media type of a body or an answer.
    pub(super) fn media_node(&self, parent: NodeId, media: &str) -> Option<NodeId> {
        let sources = self.document.sources;
        sources.get(sources.get(parent, "content")?, media)
    }

    /// How members are written, where the document says so (OpenAPI 3.0.4, section 4.7.15). A style is for forms, and since
    /// 3.1 for `multipart/form-data` too.
    fn encodings(&self, media: &str, content: &MediaType, node: Option<NodeId>) -> Vec<Encoding> {
        let sources = self.document.sources;
        let map = node.and_then(|node| sources.get(node, "encoding"));
        let has_styles = match unversioned(media).as_str() {
            "multipart/form-data" => self.document.edition != Edition::V3_0,
            media => !media.starts_with("multipart/"),
        };
        let encoding = |name: &str| sources.get(map?, name);
        let mut found: Vec<_> = content
            .encoding
            .iter()
            .map(|(name, read)| {
                let said =
                    |key| encoding(name).is_some_and(|node| sources.get(node, key).is_some());
                let is_styled =
                    has_styles && ["style", "explode", "allowReserved"].into_iter().any(said);
                let of_2_0 = encoding(name).and_then(|node| self.collection_style(node));
                let style = of_2_0.unwrap_or(match read.style {
                    Some(QueryStyle::SpaceDelimited) => ParameterStyle::SpaceDelimited,
                    Some(QueryStyle::PipeDelimited) => ParameterStyle::PipeDelimited,
                    Some(QueryStyle::DeepObject) => ParameterStyle::DeepObject,
                    Some(QueryStyle::Form) | None => ParameterStyle::Form,
                });
                let explode = read.explode || !said("explode") && style == ParameterStyle::Form;
                Encoding {
                    name: name.clone(),
                    content_type: read.content_type.clone(),
                    style: is_styled.then_some((style, explode, read.allow_reserved)),
                    headers: encoding(name).map_or_else(Vec::new, |node| self.part_headers(node)),
                }
            })
            .filter(|encoding| {
                let is_plain = encoding.content_type.is_none() && encoding.style.is_none();
                !is_plain || !encoding.headers.is_empty()
            })
            .collect();
        if media.starts_with("multipart/") {
            found.extend(self.media_of_members(node, &found));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// The media types that the schemas of members name themselves (`contentMediaType`), where nothing else says how they
    /// are written.
    fn media_of_members(&self, node: Option<NodeId>, said: &[Encoding]) -> Vec<Encoding> {
        let sources = self.document.sources;
        let schema = node.and_then(|node| sources.get(node, "schema"));
        let schema = schema.and_then(|schema| sources.follow(schema).ok());
        let members = schema.and_then(|schema| sources.get(schema, "properties"));
        let members = members.map_or(&[][..], |members| sources.entries(members));
        let named = |entry: &Entry| {
            let member = sources.follow(entry.value).ok()?;
            let media = sources.get_str(member, "contentMediaType")?;
            let is_plain = sources.get(member, "contentEncoding").is_none();
            let is_new = said.iter().all(|one| one.name != *entry.key);
            (is_plain && is_new).then(|| Encoding {
                name: entry.key.to_string(),
                content_type: Some(media.to_owned()),
                style: None,
                headers: Vec::new(),
            })
        };
        members.iter().filter_map(named).collect()
    }
}

impl Types<'_, '_> {
    /// How the first items of a list are written (`prefixEncoding`; OpenAPI 3.2.0, section 4.14).
    fn first_items(&self, media: Option<NodeId>) -> Vec<Encoding> {
        let sources = self.document.sources;
        let list = media.and_then(|media| sources.get(media, "prefixEncoding"));
        let nodes = list.map_or(&[][..], |list| sources.items(list));
        nodes.iter().map(|node| self.of_item(*node)).collect()
    }

    /// What a person is told of the headers of parts whose values a call gives: `part_header` sets them.
    fn open_headers(&self, media: &[BodyMedia], body: NodeId) -> Option<String> {
        let sources = self.document.sources;
        let mut found = Vec::new();
        for one in media {
            let node = self.media_node(body, &one.media);
            let map = node.and_then(|node| sources.get(node, "encoding"));
            let parts = map.map_or(&[][..], |map| sources.entries(map));
            for part in parts.iter().filter(|_| one.media.starts_with("multipart/")) {
                let headers = sources.entries_of(part.value, "headers");
                let said = one.parts.iter().find(|said| said.name == *part.key);
                let is_open = |name: &str| {
                    let mut fixed = said.iter().flat_map(|said| &said.headers);
                    is_of_part(name) && fixed.all(|(known, _)| known != name)
                };
                let open = headers.iter().filter(|header| is_open(&header.key));
                found.extend(open.map(|header| format!("`{}` of `{}`", header.key, part.key)));
            }
        }
        (!found.is_empty()).then(|| format!("`part_header` sets {}", found.join(", ")))
    }

    /// How an item is written: a part has no name, and no style.
    fn of_item(&self, encoding: NodeId) -> Encoding {
        let content_type = self.document.sources.get_str(encoding, "contentType");
        Encoding {
            name: String::new(),
            content_type: content_type.map(str::to_owned),
            style: None,
            headers: self.part_headers(encoding),
        }
    }

    /// The headers of a part whose value the document decides: a constant, the only value, or a default.
    fn part_headers(&self, encoding: NodeId) -> Vec<(String, String)> {
        let sources = self.document.sources;
        let entries = sources.entries_of(encoding, "headers");
        let value = |entry: &Entry| {
            let header = sources.follow(entry.value).ok()?;
            let schema = sources.follow(sources.get(header, "schema")?).ok()?;
            let only = sources.get(schema, "enum").map(|list| sources.items(list));
            let only = only
                .filter(|items| items.len() == 1)
                .and_then(|items| items.first());
            let value = sources.get(schema, "const").or(only.copied());
            match sources.kind(value.or_else(|| sources.get(schema, "default"))?) {
                NodeKind::String(text) | NodeKind::Number(text) => Some(text.to_string()),
                NodeKind::Bool(value) => Some(value.to_string()),
                _ => None,
            }
        };
        let entries = entries.iter().filter(|entry| is_of_part(&entry.key));
        entries
            .filter_map(|entry| Some((entry.key.to_string(), value(entry)?)))
            .collect()
    }

    /// The other versions of a media type whose content is what this one's is.
    fn versions(&self, body: NodeId, offered: &[&str], media: &str) -> Vec<String> {
        let sources = self.document.sources;
        let schema = |media: &str| {
            let schema = sources.get(self.media_node(body, media)?, "schema")?;
            sources.follow(schema).ok()
        };
        let own = schema(media);
        let is_one = |other: &&&str| {
            **other != media
                && unversioned(other) == unversioned(media)
                && own.is_some()
                && schema(other) == own
        };
        offered
            .iter()
            .filter(is_one)
            .map(|other| (*other).to_owned())
            .collect()
    }
}

/// Whether this is a header that a part may have beside its media type, which is said apart.
fn is_of_part(name: &str) -> bool {
    is_token(name) && !name.eq_ignore_ascii_case("content-type")
}
