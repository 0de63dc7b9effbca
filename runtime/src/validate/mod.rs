//! Holding a value against its schema.

mod format;
mod violation;

pub use violation::{Violation, Violations};

use crate::{Direction, Schema, Value, View};

/// A type that knows its schema.
pub trait Checked: Value {
    /// What a value of the type may be.
    fn schema() -> &'static Schema;
}

/// Whether the value keeps the schema.
pub(crate) fn is_valid(_schema: &Schema, _view: View<'_>, _direction: Direction) -> bool {
    true
}
