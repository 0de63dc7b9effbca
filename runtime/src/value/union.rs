//! One of several types.

use super::{Slot, View};
use crate::{Schema, json::Json};

/// A generated enum over several types.
///
/// Its variants are those of its table, in that order, and one more that holds whatever fits none of them.
pub trait Union {
    /// How a variant is chosen.
    fn table(&self) -> &'static UnionTable;
    /// What the chosen variant holds.
    fn get(&self) -> View<'_>;
    /// Makes this the blank variant at `index`, to be filled.
    fn select(&mut self, index: usize) -> Slot<'_>;
    /// Makes this the variant that holds whatever fits no other.
    fn set_unknown(&mut self, json: Json);
}

/// What describes a union.
#[derive(Debug, Clone, Copy)]
pub struct UnionTable {
    /// What validation holds the whole value against.
    pub schema: &'static Schema,
    /// The schema of each variant.
    pub variants: &'static [&'static Schema],
    /// How a variant is chosen when decoding.
    pub select: Select,
}

/// How the variant of a value is found, from the value alone.
#[derive(Debug, Clone, Copy)]
pub enum Select {
    /// By the text of a member: the discriminator, or a member that is an enum or a constant in every variant.
    Property {
        /// The member's name.
        name: &'static str,
        /// Its text, and the index of the variant that it means.
        mapping: &'static [(&'static str, usize)],
        /// The variant of a value whose member is absent or says something else.
        default: Option<usize>,
    },
    /// By JSON kind: the kinds of each variant, in order.
    Kind(&'static [crate::Types]),
    /// By a member that only one variant has: member name and variant, tried in order.
    Present {
        /// Member names, and the variant that each means.
        members: &'static [(&'static str, usize)],
        /// The variant of a value that has none of them.
        default: Option<usize>,
    },
    /// The first variant whose schema the value keeps.
    Trial,
}
