//! Which fields of a table a member is, and which came.

use crate::schema::Field;

/// The field of that name. Members mostly come in the table's order, so the search starts at the one that comes next.
#[inline]
pub(super) fn find(fields: &[Field], key: &str, next: usize) -> Option<usize> {
    let (before, after) = fields.split_at_checked(next)?;
    match after.iter().position(|field| field.name == key) {
        Some(index) => Some(next + index),
        None => before.iter().position(|field| field.name == key),
    }
}

/// The fields that came.
pub(super) struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    #[inline]
    pub(super) fn new(fields: usize) -> Self {
        Self {
            first: 0,
            rest: if fields > 64 {
                vec![0; fields / 64]
            } else {
                Vec::new()
            },
        }
    }
    /// Answers whether it is new.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let word = match index.checked_sub(64) {
            None => &mut self.first,
            Some(beyond) => match self.rest.get_mut(beyond / 64) {
                Some(word) => word,
                None => return true,
            },
        };
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
    #[inline]
    pub(super) fn contains(&self, index: usize) -> bool {
        let word = match index.checked_sub(64) {
            None => self.first,
            Some(beyond) => self.rest.as_slice().get(beyond / 64).copied().unwrap_or(0),
        };
        word & (1 << (index % 64)) != 0
    }
}
