//! Objects with a table.

use super::{Map, Slot, View};
use crate::Schema;

/// A generated struct. Field `i` is the field that entry `i` of its schema's `fields` describes.
pub trait Object {
    /// The struct's name, for `Debug`.
    fn name(&self) -> &'static str;
    /// What describes it.
    fn schema(&self) -> &'static Schema;
    /// The field at `index`; [`View::Absent`] beyond the last.
    fn get(&self, index: usize) -> View<'_>;
    /// Where to write the field at `index`; [`Slot::Unit`] beyond the last.
    fn slot(&mut self, index: usize) -> Slot<'_>;
    /// The members that no field names, where the struct keeps them.
    fn extras(&self) -> Option<&dyn Map> {
        None
    }
    /// Where to write the members that no field names, where the struct keeps them.
    fn extras_mut(&mut self) -> Option<&mut dyn Map> {
        None
    }
}
