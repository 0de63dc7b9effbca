//! Bodies of requests: one type, or an enum over several media types.

use openapiv3::{MediaType, QueryStyle};

use super::media::{self, Direction, is_json};
use super::names::{self, Scope};
use super::parameters::{argument, field_name};
use super::place::Place;
use super::types::Types;
use super::{Options, docs};
use crate::model::{Body, BodyMedia, Docs, Encoding, ParameterStyle, TypeRef};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// The body of an operation.
    pub(super) fn body(
        &mut self,
        operation: NodeId,
        options: &Options,
        place: &Place,
        scope: &mut Scope,
    ) -> Option<Body> {
        let node = self.document.sources.get(operation, "requestBody")?;
        let node = self.document.follow(node, self.diagnostics)?;
        let read = self.document.request_body(node, self.diagnostics)?;
        let names = read.content.keys().map(String::as_str);
        let offered = media::ordered(names, options.date.as_deref());
        let sent = distinct(&offered);
        let place = place.part("body");
        let name =
            (sent.len() > 1).then(|| self.names.take(place.name().to_owned(), &[], place.name()));
        let mut idents = Scope::without(&["self"]);
        let mut media = Vec::new();
        for name in &sent {
            let ident = idents.take(names::media(&media::undated(name)), &[], name);
            let part = if sent.len() > 1 {
                place.part(&ident)
            } else {
                place.clone()
            };
            let item = self.media_node(node, name);
            let content = read.content.get(*name)?;
            let used = self.held(name, content, item, &part, Direction::Request);
            media.push(BodyMedia {
                parts: self.encodings(content, item),
                media: (*name).to_owned(),
                ty: used.ty.clone(),
                schema: used.schema.clone(),
                ident,
            });
            // Of one type, the first media type is as good as any other that is read alike.
        }
        let first = media.first()?;
        let used = super::types::Use {
            ty: name.clone().map_or(first.ty.clone(), TypeRef::Own),
            schema: first.schema.clone(),
            nullable: false,
        };
        let docs = Docs {
            description: docs(self.document, node).description,
            ..Docs::default()
        };
        let mut argument = argument(used, docs, read.required);
        argument.ident = field_name("body", scope);
        Some(Body {
            argument,
            media,
            choice: name,
        })
    }

    /// The node of a media type of a body or an answer.
    pub(super) fn media_node(&self, parent: NodeId, media: &str) -> Option<NodeId> {
        let sources = self.document.sources;
        sources.get(sources.get(parent, "content")?, media)
    }

    /// How members are written, where the document says so (OpenAPI 3.0.4, section 4.7.15).
    fn encodings(&self, content: &MediaType, node: Option<NodeId>) -> Vec<Encoding> {
        let sources = self.document.sources;
        let map = node.and_then(|node| sources.get(node, "encoding"));
        let encoding = |name: &str| sources.get(map?, name);
        let mut found: Vec<_> = content
            .encoding
            .iter()
            .map(|(name, read)| {
                let said =
                    |key| encoding(name).is_some_and(|node| sources.get(node, key).is_some());
                let is_styled = ["style", "explode", "allowReserved"].into_iter().any(said);
                let style = match read.style {
                    Some(QueryStyle::SpaceDelimited) => ParameterStyle::SpaceDelimited,
                    Some(QueryStyle::PipeDelimited) => ParameterStyle::PipeDelimited,
                    Some(QueryStyle::DeepObject) => ParameterStyle::DeepObject,
                    Some(QueryStyle::Form) | None => ParameterStyle::Form,
                };
                let explode = read.explode || !said("explode") && style == ParameterStyle::Form;
                Encoding {
                    name: name.clone(),
                    content_type: read.content_type.clone(),
                    style: is_styled.then_some((style, explode, read.allow_reserved)),
                }
            })
            .filter(|encoding| encoding.content_type.is_some() || encoding.style.is_some())
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }
}

/// The media types that a caller chooses from, best first: of the versions of one the newest, and plain JSON once,
/// however it is called.
fn distinct<'m>(offered: &[&'m str]) -> Vec<&'m str> {
    let mut sent: Vec<&str> = Vec::new();
    let mut seen = Vec::new();
    for media in offered {
        let key = match media::undated(media) {
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
