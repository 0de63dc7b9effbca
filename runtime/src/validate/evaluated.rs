//! Which members and items the keywords spoke of (JSON Schema 2020-12, core, section 11).

use std::collections::BTreeSet;

/// The members and items that keywords have spoken of.
#[derive(Default)]
pub(super) struct Evaluated<'v> {
    pub(super) members: BTreeSet<&'v str>,
    pub(super) all_members: bool,
    pub(super) items: BTreeSet<usize>,
    /// How many items from the first on.
    pub(super) prefix: usize,
}

impl<'v> Evaluated<'v> {
    pub(super) fn add(&mut self, other: Evaluated<'v>) {
        self.members.extend(other.members);
        self.items.extend(other.items);
        self.all_members |= other.all_members;
        self.prefix = self.prefix.max(other.prefix);
    }
    pub(super) fn has_member(&self, name: &str) -> bool {
        self.all_members || self.members.contains(name)
    }
    pub(super) fn has_item(&self, index: usize) -> bool {
        index < self.prefix || self.items.contains(&index)
    }
}
