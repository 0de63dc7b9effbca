//! Schemas: words that say nothing, words of another edition, and what does not fit together.

use super::Check;
use super::words::{FORMATS, NEW, SHARED};
use crate::diagnostic::Code;
use crate::document::Edition;
use crate::source::{NodeId, NodeKind};
use crate::spelling::suggestion;

/// Words beside a `$ref` that are prose, and do no harm where they say nothing.
const PROSE: [&str; 9] = [
    "$ref",
    "description",
    "summary",
    "title",
    "example",
    "deprecated",
    "externalDocs",
    "xml",
    "type",
];

impl Check<'_, '_> {
    pub(super) fn schema(&mut self, node: NodeId) {
        let sources = self.document.sources;
        if !matches!(sources.kind(node), NodeKind::Mapping(_)) {
            return;
        }
        let old = self.document.edition == Edition::V3_0;
        if self.has(node, "$ref") && old {
            self.beside_reference(node);
            return;
        }
        self.keywords(node, old);
        self.kind(node, old);
        self.required(node);
        self.without_effect(node);
        self.values(node);
        self.mapping(node);
    }

    fn beside_reference(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let words = sources.entries(node).iter().map(|entry| &*entry.key);
        let words: Vec<_> = words
            .filter(|word| !PROSE.contains(word) && !word.starts_with("x-"))
            .map(|word| format!("`{word}`"))
            .collect();
        if !words.is_empty() {
            let text = format!(
                "{} beside `$ref`: OpenAPI 3.0 ignores all that stands there",
                words.join(", ")
            );
            self.note(
                Code::BesideReference,
                node,
                text,
                "write `allOf: [{$ref: ..}]` with the rest beside it, or use OpenAPI 3.1",
            );
        }
    }

    fn keywords(&mut self, node: NodeId, old: bool) {
        for entry in self.document.sources.entries(node) {
            let word = &*entry.key;
            if word.starts_with("x-") || SHARED.binary_search(&word).is_ok() {
                continue;
            }
            if NEW.contains(&word) {
                if old {
                    self.other_edition(entry.value, &format!("`{word}` is a word of OpenAPI 3.1"));
                }
                continue;
            }
            let all: Vec<String> = SHARED
                .iter()
                .chain(&NEW)
                .map(|word| (*word).to_owned())
                .collect();
            let text = format!("`{word}` is no keyword of a schema, and says nothing");
            self.note(
                Code::UnknownKeyword,
                entry.value,
                text,
                format!(
                    "{}; words of your own start with `x-`",
                    suggestion(word, &all)
                ),
            );
        }
    }

    fn other_edition(&mut self, node: NodeId, text: &str) {
        self.note(
            Code::OtherEdition,
            node,
            format!("{text}: it is understood all the same"),
            "say it in the words of the document's edition",
        );
    }

    fn kind(&mut self, node: NodeId, old: bool) {
        let sources = self.document.sources;
        if let Some(nullable) = sources.get(node, "nullable").filter(|_| !old) {
            self.other_edition(nullable, "`nullable` is a word of OpenAPI 3.0");
        }
        if let Some(kind) = sources.get(node, "type") {
            match sources.kind(kind) {
                NodeKind::Sequence(_) if old => {
                    self.other_edition(kind, "a list of types is a word of OpenAPI 3.1");
                }
                NodeKind::String(name) if **name == *"null" && old => {
                    self.other_edition(kind, "`type: null` is a word of OpenAPI 3.1");
                }
                NodeKind::String(name) if **name == *"file" => {
                    self.other_edition(kind, "`file` is a type of Swagger 2.0, text of any bytes");
                }
                _ => {}
            }
        }
        for key in ["exclusiveMinimum", "exclusiveMaximum"] {
            let Some(bound) = sources.get(node, key) else {
                continue;
            };
            match sources.kind(bound) {
                NodeKind::Bool(_) if !old => {
                    self.other_edition(
                        bound,
                        &format!("`{key}` as a flag is a word of OpenAPI 3.0"),
                    );
                }
                NodeKind::Number(_) if old => {
                    self.other_edition(
                        bound,
                        &format!("`{key}` as a number is a word of OpenAPI 3.1"),
                    );
                }
                _ => {}
            }
        }
        if let Some(format) = self.text(node, "format")
            && FORMATS.binary_search(&format).is_err()
        {
            let text = format!("`{format}` is no format that is known, and is not checked");
            let at = sources.get(node, "format").unwrap_or(node);
            self.note(
                Code::UnknownFormat,
                at,
                text,
                "nothing needs to be done; a `pattern` would be checked",
            );
        }
    }

    /// `required` naming what neither this schema nor anything beside it describes.
    fn required(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let (Some(required), Some(properties)) = (
            sources.get(node, "required"),
            sources.get(node, "properties"),
        ) else {
            return;
        };
        let open = ["allOf", "oneOf", "anyOf", "$ref", "patternProperties"];
        if open.iter().any(|key| self.has(node, key)) {
            return;
        }
        for item in sources.items(required) {
            let name = sources.str(*item).unwrap_or_default();
            if sources.get(properties, name).is_none() {
                let text = format!(
                    "`required` names `{name}`, which is no property: anything may stand there"
                );
                self.note(
                    Code::RequiredUnknown,
                    *item,
                    text,
                    "describe it under `properties`, or remove it",
                );
            }
        }
    }

    /// Keywords that cannot apply to values of the schema's type.
    fn without_effect(&mut self, node: NodeId) {
        let sources = self.document.sources;
        if let Some(list) = sources.get(node, "enum")
            && matches!(sources.kind(list), NodeKind::Sequence(items) if items.is_empty())
        {
            self.note(
                Code::OddSchema,
                list,
                "an enum without values allows nothing",
                "list the values, or remove it",
            );
        }
        let of_lists = ["items", "minItems", "maxItems", "uniqueItems"];
        let of_objects = ["properties", "required", "minProperties", "maxProperties"];
        let of_texts = ["minLength", "maxLength", "pattern"];
        let kind = self.text(node, "type").unwrap_or_default().to_owned();
        let foreign: [&[&str]; 2] = match kind.as_str() {
            "array" => [&of_objects, &of_texts],
            "object" => [&of_lists, &of_texts],
            "string" => [&of_lists, &of_objects],
            _ => return,
        };
        for key in foreign.into_iter().flatten() {
            if let Some(value) = sources.get(node, key) {
                let text = format!(
                    "`{key}` says nothing of a value that is {} {kind}",
                    if kind == "string" { "a" } else { "an" }
                );
                self.note(
                    Code::OddSchema,
                    value,
                    text,
                    "correct the `type`, or remove it",
                );
            }
        }
        if kind == "array" && !self.has(node, "items") && !self.has(node, "prefixItems") {
            self.note(
                Code::OddSchema,
                node,
                "a list of anything: it has no `items`",
                "say what its items are",
            );
        }
    }

    /// Entries of a discriminator's mapping that name nothing.
    fn mapping(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(discriminator) = sources.get(node, "discriminator") else {
            return;
        };
        let entries = sources
            .get(discriminator, "mapping")
            .map_or(&[][..], |map| sources.entries(map));
        for entry in entries {
            let target = sources
                .str(entry.value)
                .and_then(|text| self.document.mapped(discriminator, text));
            if target.is_none() {
                let text = format!("the mapping of `{}` leads nowhere", entry.key);
                self.note(
                    Code::Discriminator,
                    entry.value,
                    text,
                    "name a schema, or remove the entry",
                );
            }
        }
        let variants = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|key| sources.get(node, key));
        let Some(property) = self.text(discriminator, "propertyName").map(str::to_owned) else {
            return;
        };
        for variant in variants.flat_map(|list| sources.items(list)) {
            let Ok(target) = sources.follow(*variant) else {
                continue;
            };
            let composed = ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|key| self.has(target, key));
            let has = sources
                .get(target, "properties")
                .and_then(|map| sources.get(map, &property));
            if !composed && has.is_none() {
                let text = format!(
                    "the variant has no property `{property}`, by which the discriminator tells it"
                );
                self.note(
                    Code::Discriminator,
                    *variant,
                    text,
                    "add the property to the variant, as a required one",
                );
            }
        }
    }
}
