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

/// What a variant holds, out of the box that it may be in.
#[doc(hidden)]
pub trait Unboxed<T> {
    /// The value.
    fn unboxed(self) -> T;
}

impl<T> Unboxed<T> for T {
    #[inline]
    fn unboxed(self) -> T {
        self
    }
}

impl<T> Unboxed<T> for Box<T> {
    #[inline]
    fn unboxed(self) -> T {
        *self
    }
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

/// How the variant of a value is found, from the value alone: a tree of questions.
#[derive(Debug, Clone, Copy)]
pub enum Select {
    /// It is this one.
    Is(usize),
    /// It is none: the value is kept as it is.
    Nothing,
    /// The first variant whose schema the value keeps.
    Trial,
    /// The same, where of the variants that fit alike the one comes first whose default the text of a member is. A default
    /// refuses nothing: so the others are tried all the same.
    Default {
        /// The member's name.
        name: &'static str,
        /// Its text, and the index of the variant that has it by default; sorted by text.
        mapping: &'static [(&'static str, usize)],
    },
    /// By JSON kind: the first of these that has the value's.
    Kind(&'static [(crate::Types, Select)]),
    /// By the text of a member: the discriminator, or a member that is an enum or a constant in the variants. A member
    /// that is no text counts as its JSON text.
    Property {
        /// The member's name.
        name: &'static str,
        /// Its text, and the index of the variant that it means; sorted by text.
        mapping: &'static [(&'static str, usize)],
        /// For a value whose member is absent or says something else.
        default: &'static Select,
    },
    /// By a member that only one variant has: member name and variant, tried in order.
    Present {
        /// Member names, and the variant that each means.
        members: &'static [(&'static str, usize)],
        /// For a value that has none of them.
        default: &'static Select,
    },
    /// By what a member holds, of which the same is asked.
    Member {
        /// The member's name.
        name: &'static str,
        /// What is asked of its value.
        select: &'static Select,
        /// For a value that does not have the member, or one that says nothing.
        default: &'static Select,
    },
    /// By what the first item of a list is, of which the same is asked.
    Item {
        /// What is asked of it.
        select: &'static Select,
        /// For a value that has no item, or one that says nothing.
        default: &'static Select,
    },
}
