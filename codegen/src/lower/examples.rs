//! Values of the document, where tests are made of them: examples, defaults, and what enums list.

use std::collections::HashSet;

use super::place::Place;
use super::types::{Types, Use};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::judge::Judge;
use crate::model::{Example, Table, TypeRef, Way};
use crate::source::{NodeId, Sources};

/// The values that were met, each with what it is an example of.
#[derive(Debug, Default)]
pub(super) struct Examples {
    found: Vec<(NodeId, Example)>,
    seen: HashSet<NodeId>,
}

impl Types<'_, '_> {
    /// Notes the values that a schema has of itself.
    pub(super) fn note_values(&mut self, schema: NodeId, used: &Use, place: &Place) {
        if !self.options.tests {
            return;
        }
        let sources = self.document.sources;
        let own = |key: &str| sources.get(schema, key);
        let listed = |key: &str| sources.items_of(schema, key);
        let one = ["default", "example", "const"];
        let one = one.iter().filter_map(|key| own(key));
        let lists = listed("examples").iter().chain(listed("enum")).copied();
        for value in one.chain(lists).collect::<Vec<_>>() {
            self.note_value(value, used, place, Way::Either);
        }
    }

    /// Notes the values that a media type or a parameter has of its schema (OpenAPI 3.2.0, section 4.7.12.2).
    pub(super) fn note_examples(&mut self, holder: NodeId, used: &Use, place: &Place, way: Way) {
        if !self.options.tests {
            return;
        }
        let sources = self.document.sources;
        let named = sources.entries_of(holder, "examples");
        let values = named.iter().filter_map(|entry| {
            let example = sources.follow(entry.value).ok()?;
            ["dataValue", "value"]
                .iter()
                .find_map(|key| sources.get(example, key))
        });
        let values = sources.get(holder, "example").into_iter().chain(values);
        for value in values.collect::<Vec<_>>() {
            self.note_value(value, used, place, way);
        }
    }

    fn note_value(&mut self, value: NodeId, used: &Use, place: &Place, way: Way) {
        let sources = self.document.sources;
        // What a person's own type makes of a value is theirs to test.
        let foreign = matches!(used.ty, TypeRef::Foreign(_) | TypeRef::Own(_));
        if foreign || !self.examples.seen.insert(value) {
            return;
        }
        let file = sources.span(value).file != sources.span(self.document.root).file;
        let stem = if file { sources.stem(value) } else { "" };
        let example = Example {
            place: format!("{stem}#{}", sources.pointer(value)),
            module: place.module(),
            ty: used.ty.clone(),
            schema: used.schema.clone(),
            way,
            json: sources.json(value),
            breaks: Vec::new(),
        };
        self.examples.found.push((value, example));
    }
}

impl Examples {
    /// The values, each with what it breaks of its own schema, which is reported.
    pub(super) fn judged(
        mut self,
        tables: &[Table],
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Example> {
        let mut judge = Judge::new(tables);
        self.found
            .sort_by(|(_, a), (_, b)| (&a.module, &a.place).cmp(&(&b.module, &b.place)));
        for (node, example) in &mut self.found {
            example.breaks = judge.broken(&example.schema, &example.json, example.way);
            let Some(first) = example.breaks.first() else {
                continue;
            };
            let text = format!("a value breaks its own schema: {first}");
            let found = Diagnostic::new(Code::BrokenExample, text).at_node(sources, *node);
            diagnostics.add(found.help("correct the value, or the schema"));
        }
        self.found.into_iter().map(|(_, example)| example).collect()
    }
}
