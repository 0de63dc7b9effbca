//! Defaults and examples that their own schema does not allow. Only what a schema says itself is looked at.

use super::Check;
use crate::diagnostic::Code;
use crate::document::listed::is_whole;
use crate::source::{NodeId, NodeKind};

/// Values within values deeper than this are not looked at.
const DEEPEST: usize = 8;

impl Check<'_, '_> {
    pub(super) fn values(&mut self, schema: NodeId) {
        let sources = self.document.sources;
        let mut values: Vec<(&str, NodeId)> = Vec::new();
        for key in ["default", "example"] {
            values.extend(sources.get(schema, key).map(|value| (key, value)));
        }
        let examples = sources.get(schema, "examples");
        values.extend(
            examples
                .iter()
                .flat_map(|list| sources.items(*list))
                .map(|value| ("example", *value)),
        );
        for (what, value) in values {
            self.held_against(schema, what, value);
        }
    }

    /// Examples of a parameter, a header or a media type, which stand beside the schema.
    pub(super) fn values_beside(&mut self, holder: NodeId) {
        let sources = self.document.sources;
        let Some(schema) = sources.get(holder, "schema") else {
            return;
        };
        let named = sources.entries_of(holder, "examples").iter();
        let named = named.filter_map(|entry| {
            let example = sources.follow(entry.value).ok()?;
            ["dataValue", "value"]
                .iter()
                .find_map(|key| sources.get(example, key))
        });
        for value in sources.get(holder, "example").into_iter().chain(named) {
            if !self.may_be_written(schema, value) {
                self.held_against(schema, "example", value);
            }
        }
    }

    /// Whether an example may be what is sent, not the value that it stands for: a form, XML, JSON within quotes.
    fn may_be_written(&self, schema: NodeId, value: NodeId) -> bool {
        let sources = self.document.sources;
        let is_text = matches!(sources.kind(value), NodeKind::String(_));
        let schema = sources.follow(schema).unwrap_or(schema);
        is_text
            && !matches!(
                self.text(schema, "type"),
                Some("integer" | "number" | "boolean" | "string")
            )
    }

    fn held_against(&mut self, schema: NodeId, what: &str, value: NodeId) {
        if let Some((at, why)) = self.broken(schema, value, DEEPEST) {
            self.note(
                Code::BrokenExample,
                at,
                format!("the {what} breaks its own schema: {why}"),
                format!("correct the {what}, or the schema"),
            );
        }
    }

    /// The part of a value that its schema does not allow, and why.
    fn broken(&self, schema: NodeId, value: NodeId, depth: usize) -> Option<(NodeId, String)> {
        let sources = self.document.sources;
        let is_true = |schema, key| sources.get_bool(schema, key) == Some(true);
        let may_be_null = |schema| is_true(schema, "nullable") || is_true(schema, "x-nullable");
        let beside_reference = may_be_null(schema);
        let schema = sources.follow(schema).ok()?;
        if depth == 0 {
            return None;
        }
        let is_null = *sources.kind(value) == NodeKind::Null;
        if is_null && (beside_reference || may_be_null(schema) || !self.has(schema, "type")) {
            return None;
        }
        self.wrong_kind(schema, value)
            .or_else(|| self.not_listed(schema, value))
            .or_else(|| self.out_of_bounds(schema, value))
            .map(|why| (value, why))
            .or_else(|| self.broken_within(schema, value, depth))
    }

    fn wrong_kind(&self, schema: NodeId, value: NodeId) -> Option<String> {
        let sources = self.document.sources;
        let kinds = sources.get(schema, "type")?;
        let names: Vec<&str> = match sources.kind(kinds) {
            NodeKind::String(name) => vec![name],
            NodeKind::Sequence(items) => {
                items.iter().filter_map(|item| sources.str(*item)).collect()
            }
            _ => return None,
        };
        let fits = |name: &&str| match sources.kind(value) {
            NodeKind::Null => *name == "null",
            NodeKind::Bool(_) => *name == "boolean",
            NodeKind::Number(text) => *name == "number" || (*name == "integer" && is_whole(text)),
            NodeKind::String(_) => matches!(*name, "string" | "file"),
            NodeKind::Sequence(_) => *name == "array",
            NodeKind::Mapping(_) => *name == "object",
        };
        let known = [
            "null", "boolean", "number", "integer", "string", "file", "array", "object",
        ];
        let all_known = names.iter().all(|name| known.contains(name));
        (all_known && !names.iter().any(fits)).then(|| {
            let was = if matches!(sources.kind(value), NodeKind::Number(_)) && names == ["integer"]
            {
                "a number with a fraction"
            } else {
                sources.describe(value)
            };
            format!("it is {was}, not of type {}", names.join(" or "))
        })
    }

    fn not_listed(&self, schema: NodeId, value: NodeId) -> Option<String> {
        let sources = self.document.sources;
        let list = sources.items(sources.get(schema, "enum")?);
        let json = sources.json(value);
        let listed = list.iter().any(|item| sources.json(*item) == json);
        (!listed && !list.is_empty()).then(|| format!("{json} is not among the values of the enum"))
    }

    fn out_of_bounds(&self, schema: NodeId, value: NodeId) -> Option<String> {
        let sources = self.document.sources;
        let number = |key: &str| match sources.kind(sources.get(schema, key)?) {
            NodeKind::Number(text) => text.parse::<f64>().ok(),
            _ => None,
        };
        let (size, least, most, what) = match sources.kind(value) {
            NodeKind::Number(text) => (
                text.parse().ok()?,
                number("minimum"),
                number("maximum"),
                "it",
            ),
            NodeKind::String(text) => {
                let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
                (
                    f64::from(length),
                    number("minLength"),
                    number("maxLength"),
                    "its length",
                )
            }
            NodeKind::Sequence(items) => {
                let length = u32::try_from(items.len()).unwrap_or(u32::MAX);
                (
                    f64::from(length),
                    number("minItems"),
                    number("maxItems"),
                    "its number of items",
                )
            }
            _ => return None,
        };
        match (least, most) {
            (Some(least), _) if size < least => Some(format!("{what} is less than {least}")),
            (_, Some(most)) if size > most => Some(format!("{what} is more than {most}")),
            _ => None,
        }
    }

    fn broken_within(
        &self,
        schema: NodeId,
        value: NodeId,
        depth: usize,
    ) -> Option<(NodeId, String)> {
        let sources = self.document.sources;
        if let Some(items) = sources.get(schema, "items") {
            let found = sources
                .items(value)
                .iter()
                .find_map(|item| self.broken(items, *item, depth - 1));
            if found.is_some() {
                return found;
            }
        }
        let properties = sources.get(schema, "properties")?;
        sources.entries(value).iter().find_map(|entry| {
            let schema = sources.get(properties, &entry.key)?;
            self.broken(schema, entry.value, depth - 1)
        })
    }
}
