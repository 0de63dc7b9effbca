//! Values held against the tables that a crate will have, while that crate is made.

mod tables;

use std::sync::OnceLock;

use specsmith_runtime::{self as rt, Direction};

use crate::model::{SchemaRef, Table, TableId, Way};

/// Where a table is put once it is made: tables refer to each other in circles.
type Slot = &'static OnceLock<&'static rt::Schema>;

/// The tables of one model, made as they are asked for. Those of a crate are `'static`, and so are these: they stay until the
/// process ends, which is why nothing is judged unless tests are wanted.
pub(crate) struct Judge<'m> {
    tables: &'m [Table],
    slots: Vec<Option<Slot>>,
    /// Those that have a slot and are not made yet.
    open: Vec<TableId>,
}

impl<'m> Judge<'m> {
    pub(crate) fn new(tables: &'m [Table]) -> Self {
        Self {
            tables,
            slots: vec![None; tables.len()],
            open: Vec::new(),
        }
    }

    /// What a value breaks of a schema, a line each.
    pub(crate) fn broken(&mut self, schema: &SchemaRef, json: &str, way: Way) -> Vec<String> {
        let schema = self.reference(schema);
        self.make();
        let Ok(value) = json.parse::<rt::Json>() else {
            return vec!["it is no JSON".to_owned()];
        };
        let direction = match way {
            Way::Request => Direction::Request,
            Way::Response => Direction::Response,
            Way::Either => Direction::Either,
        };
        let found = rt::validate::validate(schema, rt::Value::view(&value), direction);
        found.0.iter().map(ToString::to_string).collect()
    }

    /// Makes the tables that were asked for, and those that they ask for in turn.
    fn make(&mut self) {
        while let Some(id) = self.open.pop() {
            let Some(table) = self.tables.get(id.0) else {
                continue;
            };
            let schema = self.schema(&table.schema);
            if let Some(Some(slot)) = self.slots.get(id.0) {
                let _ = slot.set(schema);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use specsmith_runtime::Format;

    use super::*;
    use crate::model::{Field, Kind, Module, Rule, Schema};

    fn table(name: &str, schema: Schema) -> Table {
        Table {
            name: name.to_owned(),
            module: Module::Parameters,
            schema,
        }
    }

    #[test]
    fn tables_in_a_circle_are_held_against_values() {
        let text = SchemaRef::inline(Schema {
            kinds: Kind::String.into(),
            rules: vec![Rule::MaxLength(2)],
            ..Schema::default()
        });
        let field = |name: &str, schema, required| Field {
            name: name.into(),
            schema,
            required,
            read_only: false,
            write_only: false,
        };
        let node = Schema {
            kinds: Kind::Object.into(),
            fields: vec![
                field("name", text, true),
                field("next", SchemaRef::Table(TableId(0)), false),
            ],
            rules: Vec::new(),
        };
        let tables = [table("NODE", node)];
        let mut judge = Judge::new(&tables);
        let mut broken = |json| judge.broken(&SchemaRef::Table(TableId(0)), json, Way::Either);
        assert!(broken(r#"{"name": "a", "next": {"name": "b"}}"#).is_empty());
        let found = broken(r#"{"name": "a", "next": {"name": "abc", "next": {}}}"#);
        assert_eq!(
            found,
            [
                r#"/next/name: "abc" is longer than 2 characters"#,
                r#"/next/next: the member "name" is missing"#
            ]
        );
    }

    #[test]
    fn every_format_is_held_against_values() {
        let mut judge = Judge::new(&[]);
        for (format, broken) in [
            (Format::DateTimeLocal, "2025-05-04"),
            (Format::Ipv4Cidr, "10.0.0.0"),
            (Format::Language, "en_US"),
            (Format::SfBinary, "YWJj"),
        ] {
            let schema = SchemaRef::inline(Schema {
                kinds: Kind::String.into(),
                rules: vec![Rule::Format(format)],
                ..Schema::default()
            });
            let found = judge.broken(&schema, &format!("{broken:?}"), Way::Either);
            assert_eq!(found.len(), 1, "{broken} is no {}", format.name());
        }
    }
}
