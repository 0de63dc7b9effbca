//! Lists whose first items are described one by one.

use super::place::Place;
use super::types::Types;
use crate::document::SchemaNode;
use crate::model::TypeRef;
use crate::source::NodeId;

impl Types<'_, '_> {
    /// The type of the items of a list that says what the first of them are, where these, and all that may come after them,
    /// are of one type.
    pub(super) fn item_of_prefix(&mut self, schema: &SchemaNode, place: &Place) -> Option<TypeRef> {
        let mut items = schema.prefix_items.clone();
        let rest = schema.items.filter(|rest| !self.read(*rest).never);
        let count = u64::try_from(items.len()).ok()?;
        let is_closed =
            schema.items.is_some() || schema.max_items.is_some_and(|most| most <= count);
        items.extend(rest);
        // What needs a type of its own would have one for each place.
        let is_plain = |item: &NodeId| self.read(*item).needs_no_type();
        if !is_closed || !items.iter().all(is_plain) {
            return None;
        }
        let mut types = items
            .iter()
            .map(|item| self.of(*item, &place.part("Item")).item());
        let first = types.next()?;
        types.all(|other| other == first).then_some(first)
    }
}
