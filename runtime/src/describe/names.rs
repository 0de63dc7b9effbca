//! The types that tables belong to.

use ::schemars::{JsonSchema, Schema as Described, SchemaGenerator};

use crate::schema::Schema;
use crate::value::Value;

/// How a schema refers to a type.
type Reference = fn(&mut SchemaGenerator) -> Described;

/// The table of one type, and those of the types that it holds.
#[derive(Default)]
pub struct Names {
    root: String,
    known: Vec<(&'static Schema, Reference)>,
}

impl Names {
    /// Adds a type. Answers whether it is the first one, whose fields are then to be added too.
    pub fn add<T: JsonSchema>(&mut self, table: &'static Schema) -> bool {
        let first = self.known.is_empty();
        if first {
            self.root = T::schema_name().into_owned();
        }
        self.known
            .push((table, SchemaGenerator::subschema_for::<T>));
        first
    }
    /// Adds the type of a field.
    pub fn field<S, T: Value>(&mut self, _: fn(&S) -> &T) {
        T::named(self);
    }
    /// Adds the type of what a variant holds.
    pub fn variant<T: Value, U>(&mut self, _: fn(T) -> U) {
        T::named(self);
    }
    /// The name of the first type.
    pub(super) fn root(&self) -> &str {
        &self.root
    }
    /// What refers to the type of a table.
    pub(super) fn of(&self, table: &'static Schema) -> Option<Reference> {
        let known = self
            .known
            .iter()
            .find(|(known, _)| std::ptr::eq(*known, table));
        known.map(|(_, reference)| *reference)
    }
}
