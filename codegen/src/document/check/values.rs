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
            if let Some((at, why)) = self.broken(schema, value, DEEPEST) {
                let text = format!("the {what} breaks its own schema: {why}");
                self.note(
                    Code::BrokenExample,
                    at,
                    text,
                    format!("correct the {what}, or the schema"),
                );
            }
        }
    }

    /// The part of a value that its schema does not allow, and why.
    fn broken(&self, schema: NodeId, value: NodeId, depth: usize) -> Option<(NodeId, String)> {
        let sources = self.document.sources;
        let schema = sources.follow(schema).ok()?;
        if depth == 0 {
            return None;
        }
        let is_null = *sources.kind(value) == NodeKind::Null;
        if is_null
            && (sources.get_bool(schema, "nullable") == Some(true) || !self.has(schema, "type"))
        {
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
