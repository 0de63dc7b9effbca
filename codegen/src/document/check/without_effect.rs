//! Keywords that say nothing where they stand.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{NodeId, NodeKind};

impl Check<'_, '_> {
    /// Keywords that say nothing where they stand.
    pub(super) fn without_effect(&mut self, node: NodeId) {
        let sources = self.document.sources;
        self.lists_of_nothing(node);
        if let Some(items) = sources.get(node, "items")
            && matches!(sources.kind(items), NodeKind::Sequence(_))
        {
            self.other_edition(
                items,
                "a list of `items` is `prefixItems` of OpenAPI 3.1",
                "where all items are alike, write one schema, without `- ` before it; else use `prefixItems` of OpenAPI 3.1",
            );
        }
        if sources.get_bool(node, "readOnly") == Some(true)
            && let Some(flag) = sources.get(node, "writeOnly")
            && sources.get_bool(node, "writeOnly") == Some(true)
        {
            self.note(
                Code::OddSchema,
                flag,
                "what is `readOnly` and `writeOnly` is neither sent nor received",
                "keep one of the two",
            );
        }
        self.part_of_itself(node);
        self.of_another_type(node);
    }

    fn lists_of_nothing(&mut self, node: NodeId) {
        let sources = self.document.sources;
        if let Some(list) = sources.get(node, "enum")
            && matches!(sources.kind(list), NodeKind::Sequence(items) if items.is_empty())
        {
            let others = ["$ref", "allOf", "anyOf", "oneOf"];
            let text = match others.iter().any(|key| sources.get(node, key).is_some()) {
                true => {
                    "an enum without values would allow nothing: it is read as if it were not there"
                }
                false => "an enum without values allows nothing",
            };
            self.note(Code::OddSchema, list, text, "list the values, or remove it");
        }
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(list) = sources.get(node, key)
                && matches!(sources.kind(list), NodeKind::Sequence(items) if items.is_empty())
            {
                let text = format!("`{key}` of nothing says nothing");
                self.note(
                    Code::OddSchema,
                    list,
                    text,
                    "list the schemas, or remove it",
                );
            }
        }
    }

    /// Keywords that cannot apply to values of the schema's type.
    fn of_another_type(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let of_lists = ["items", "minItems", "maxItems", "uniqueItems"];
        let of_objects = ["properties", "required", "minProperties", "maxProperties"];
        let of_texts = ["minLength", "maxLength", "pattern"];
        let kind = self.text(node, "type").unwrap_or_default().to_owned();
        let foreign: &[&[&str]] = match kind.as_str() {
            "array" => &[&of_objects, &of_texts],
            "object" => &[&of_lists, &of_texts],
            "string" => &[&of_lists, &of_objects],
            "integer" | "number" | "boolean" => &[&of_lists, &of_objects, &of_texts],
            _ => return,
        };
        for key in foreign.iter().copied().flatten() {
            // One word beside a property says of that, and has a finding of its own.
            let is_one = |value: &NodeId| {
                *key == "required" && !matches!(sources.kind(*value), NodeKind::Sequence(_))
            };
            if let Some(value) = sources.get(node, key).filter(|value| !is_one(value)) {
                let text = format!(
                    "`{key}` says nothing of a value that is {} {kind}",
                    if kind.starts_with(['a', 'i', 'o']) {
                        "an"
                    } else {
                        "a"
                    }
                );
                self.note_once(
                    Code::OddSchema,
                    value,
                    text,
                    "correct the `type`, or remove it",
                );
            }
        }
        let says_items = ["items", "prefixItems", "unevaluatedItems"];
        if kind == "array" && !says_items.iter().any(|word| self.has(node, word)) {
            self.note(
                Code::OddSchema,
                node,
                "a list of anything: it has no `items`",
                "say what its items are",
            );
        }
    }

    /// A part of an `allOf` that is the schema itself.
    fn part_of_itself(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(parts) = sources.get(node, "allOf") else {
            return;
        };
        for part in self.all_parts(node) {
            let inner = sources.get(part, "allOf").filter(|_| part > node);
            let mut inner = inner.map_or(&[][..], |list| sources.items(list)).iter();
            if let Some(back) = inner.find(|one| sources.follow(**one) == Ok(node)) {
                let text = "the parts of the `allOf` lead back to the schema: in that circle nothing is said";
                let found = Diagnostic::new(Code::OddSchema, text).at_node(sources, node);
                let found = found.related(sources.place(*back), "back from here");
                let found = found.help("remove the part that leads back, or name another schema");
                self.diagnostics.add(found);
            }
        }
        for part in sources.items(parts) {
            if sources.follow(*part) == Ok(node) {
                self.note(
                    Code::OddSchema,
                    *part,
                    "a part of the `allOf` is the schema itself, and says nothing",
                    "remove it, or name the schema that was meant",
                );
            }
        }
    }
}
