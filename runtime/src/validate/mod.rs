//! Holding a value against its schema.

mod violation;

pub use violation::{Violation, Violations};

use crate::{Schema, Value};

/// A type that knows its schema.
pub trait Checked: Value {
    /// What a value of the type may be.
    fn schema() -> &'static Schema;
}
