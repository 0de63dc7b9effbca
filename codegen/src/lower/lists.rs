//! Lists whose first items are described one by one.

use super::alternatives;
use super::place::Place;
use super::types::{Made, Types, Use};
use crate::document::SchemaNode;
use crate::model::{Schema, Shape, TypeRef};
use crate::source::NodeId;

/// What the places of a tuple are called, where a type in them needs a name: a longer list is no tuple.
const PLACES: [&str; 8] = [
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth",
];

impl Types<'_, '_> {
    /// The type of a list that says what the first of its items are: a list, where these and all that may follow are of one
    /// type; a tuple, where there are so many items and no others; else a list of an enum over their types.
    pub(super) fn list_of_prefix(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> TypeRef {
        let count = schema.prefix_items.len();
        let is_full = schema.max_items.is_some_and(|most| most <= count as u64);
        let rest = schema.items.filter(|rest| !self.read(*rest).never);
        let rest = rest.filter(|_| !is_full);
        let is_ended = is_full || schema.items.is_some() && rest.is_none();
        let mut items = schema.prefix_items.clone();
        items.extend(rest);
        let is_closed = (is_ended || rest.is_some())
            && !items.iter().any(|item| self.read(*item).says_nothing());
        if let Some(item) = self.item_of_all(&items, place).filter(|_| is_closed) {
            return TypeRef::List(Box::new(item));
        }
        let is_whole = schema.min_items.is_some_and(|least| least >= count as u64);
        let is_typed = schema.kinds.is_some();
        if is_ended && is_whole && is_typed && (2..=PLACES.len()).contains(&count) {
            let items = items.iter().zip(PLACES);
            let items = items.map(|(item, word)| self.of(*item, &place.part(word)).item());
            return TypeRef::Tuple(items.collect());
        }
        let item = self.item_of_any(node, items, is_closed, &place.part("Item"));
        TypeRef::List(Box::new(item))
    }

    /// The type of all items, where they have one.
    fn item_of_all(&mut self, items: &[NodeId], place: &Place) -> Option<TypeRef> {
        // What needs a type of its own would have one for each place.
        let is_plain = |item: &NodeId| self.read(*item).needs_no_type();
        if items.len() > 1 && !items.iter().all(is_plain) {
            return None;
        }
        let part = place.part("Item");
        let mut types = items.iter().map(|item| self.of(*item, &part).item());
        let first = types.next()?;
        types.all(|other| other == first).then_some(first)
    }

    /// An enum over the types of the items, in which an item that nothing describes is `Unknown`.
    fn item_of_any(
        &mut self,
        node: NodeId,
        items: Vec<NodeId>,
        is_closed: bool,
        place: &Place,
    ) -> TypeRef {
        let sources = self.document.sources;
        // Before 2020-12, a list of items was what `prefixItems` is.
        let list = sources.get(node, "prefixItems");
        let Some(list) = list.or_else(|| sources.get(node, "items")) else {
            return TypeRef::Json;
        };
        let (mut items, is_null) = (
            self.without_twins(items),
            |types: &mut Self, item: &NodeId| types.is_null(*item) || types.nullable(*item, 16),
        );
        let nullable = items.iter().any(|item| is_null(self, item));
        items.retain(|item| !self.is_null(*item) && !self.read(*item).says_nothing());
        if let Some(named) = self.component_of(list) {
            return Use::named(named, nullable).item();
        }
        let mut scope = alternatives::scope();
        let mut found = self.all_alternatives(&mut scope, &items, place);
        if !is_closed
            && let Some((first, others)) = found.split_first()
            && others.iter().all(|one| one.used.ty == first.used.ty)
        {
            // Something else may follow: this is one variant, not all there is.
            found.truncate(1);
        }
        let any = SchemaNode::default();
        let ty = match self.several(list, &any, &any, found) {
            Made::Type(Shape::Union(union), _) if union.variants.is_empty() => TypeRef::Json,
            Made::Type(shape, table) => {
                let table = if is_closed { table } else { Schema::default() };
                let named = self.own(list, place, shape, table);
                self.components.insert(list, named);
                Use::named(named, false).ty
            }
            Made::Alias(ty, _) => ty,
        };
        let nullable = nullable && ty != TypeRef::Json;
        Use::inline(ty, Schema::default(), nullable).item()
    }
}
