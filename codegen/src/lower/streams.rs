//! What an answer gives one after the other: server-sent events, lines of JSON, a JSON sequence.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::media::{self, Content, is_events, is_json, is_sequence};
use super::place::Place;
use super::types::Types;
use crate::document::schema_node;
use crate::model::{Kind, Shape, Streaming, TypeRef};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// The first media type of an answer that is read one item after the other; `whole` is what the answer is as a whole.
    pub(super) fn streaming(
        &mut self,
        content: &IndexMap<String, MediaType>,
        response: NodeId,
        whole: Option<&Content>,
        place: &Place,
    ) -> Option<Streaming> {
        let (name, read) = content
            .iter()
            .find(|(name, _)| is_events(name) || is_sequence(name))?;
        let node = self.media_node(response, name);
        let (item, is_event) = if is_events(name) {
            let item = node.and_then(|node| self.document.sources.get(node, "itemSchema"));
            let schema = read.schema.as_ref().and_then(schema_node);
            self.event(item, schema, &place.part("event"))
        } else {
            let list = match whole.filter(|whole| whole.media == *name) {
                Some(whole) => whole.used.ty.clone(),
                None => {
                    let direction = media::Direction::Answer;
                    self.held(name, read, node, &place.part("stream"), direction)
                        .ty
                }
            };
            let TypeRef::List(item) = self.inner(&list) else {
                return None;
            };
            (*item, false)
        };
        Some(Streaming {
            media: name.clone(),
            item,
            is_event,
        })
    }

    /// What an event is, and whether that speaks of its data alone: `itemSchema` speaks of the whole event (OpenAPI 3.2.0,
    /// section 4.14.4), and so does a schema with members of an event's names.
    fn event(
        &mut self,
        item: Option<NodeId>,
        schema: Option<NodeId>,
        place: &Place,
    ) -> (TypeRef, bool) {
        if let Some(node) = item {
            return match self.data_of_event(node) {
                Some(data) => (self.of(data, &place.part("data")).item(), true),
                None => (self.of(node, place).item(), false),
            };
        }
        let Some(node) = schema else {
            return (TypeRef::String, true);
        };
        let ty = self.of(node, place).item();
        let ty = match self.inner(&ty) {
            TypeRef::List(item) if self.read_followed(node).is(Kind::Array) => *item,
            _ => ty,
        };
        let is_whole = self.is_whole_event(&ty);
        (ty, !is_whole)
    }

    /// The schema of what stands as JSON in the data of an event (`contentSchema`), where nothing else is said of the event than what
    /// every event has.
    fn data_of_event(&self, event: NodeId) -> Option<NodeId> {
        let sources = self.document.sources;
        let follow = |node| sources.follow(node).ok();
        let event = follow(event)?;
        let members = sources.get(event, "properties")?;
        let mut names = sources.entries(members).iter();
        let is_usual = names.all(|entry| ["data", "event", "id", "retry"].contains(&&*entry.key));
        let has_parts = |word| sources.get(event, word).is_some();
        if !is_usual || ["allOf", "anyOf", "oneOf"].into_iter().any(has_parts) {
            return None;
        }
        let data = follow(sources.get(members, "data")?)?;
        let media = sources.get_str(data, "contentMediaType")?;
        is_json(media).then(|| sources.get(data, "contentSchema"))?
    }

    fn is_whole_event(&self, ty: &TypeRef) -> bool {
        let ty = self.inner(ty);
        if let TypeRef::Named(id) = &ty
            && let Some(def) = self.store.get(*id)
            && let Shape::Union(union) = &def.shape
        {
            let mut variants = union.variants.iter();
            return variants.len() > 0
                && variants.all(|variant| self.has_members_of_event(&self.inner(&variant.ty)));
        }
        self.has_members_of_event(&ty)
    }

    fn has_members_of_event(&self, ty: &TypeRef) -> bool {
        let members = self.members_of(ty);
        let has = |name: &str| members.iter().any(|member| member.name == name);
        has("event") && has("data")
    }
}
