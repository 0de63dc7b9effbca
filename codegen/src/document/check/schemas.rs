//! Schemas: words that say nothing, words of another edition, and what does not fit together.

use std::collections::HashSet;

use super::Check;
use super::words::{NEW, SHARED};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::format::{self, Named};
use crate::document::schema;
use crate::document::shapes::looks_like_schema;
use crate::document::{Edition, Family};
use crate::source::{Entry, NodeId, NodeKind};
use crate::spelling::slip;

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

/// Words beside a `$ref` that count in every edition.
const TAKEN: [&str; 3] = ["nullable", "readOnly", "writeOnly"];

impl Check<'_, '_> {
    pub(super) fn schema(&mut self, node: NodeId) {
        let sources = self.document.sources;
        if !matches!(sources.kind(node), NodeKind::Mapping(_)) {
            return;
        }
        match self.document.edition {
            Edition::V3_0 if self.has(node, "$ref") => {
                self.beside_reference(node);
                return;
            }
            Edition::V3_0 => {}
            Edition::V3_1 => {
                if let Some(dialect) = sources.get(node, "$schema") {
                    self.dialect(dialect);
                }
                self.is_list(node, "examples");
            }
        }
        self.keywords(node);
        self.kind(node);
        self.required(node);
        self.without_effect(node);
        self.bounds(node);
        self.parts(node);
        self.values(node);
        self.mapping(node);
    }

    fn beside_reference(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let says = |word: &str| !PROSE.contains(&word) && !word.starts_with("x-");
        let beside = sources.entries(node).iter();
        let mut beside: Vec<&Entry> = beside.filter(|entry| says(&entry.key)).collect();
        beside.sort_by_key(|entry| entry.key_span);
        let is_taken = |entry: &&Entry| TAKEN.contains(&&*entry.key);
        let (taken, ignored) = beside.into_iter().partition(is_taken);
        self.words_beside(
            node,
            taken,
            "OpenAPI 3.0 ignores it, here it is taken as meant",
        );
        self.words_beside(node, ignored, "OpenAPI 3.0 ignores all that stands there");
    }

    fn words_beside(&mut self, node: NodeId, words: Vec<&Entry>, what: &str) {
        let Some(first) = words.first() else {
            return;
        };
        let named: Vec<_> = words
            .iter()
            .map(|entry| format!("`{}`", entry.key))
            .collect();
        let text = format!("{} beside `$ref`: {what}", named.join(", "));
        let help = "write `allOf: [{$ref: ..}]` with the rest beside it, or use OpenAPI 3.1";
        let found =
            Diagnostic::new(Code::BesideReference, &text).at_node(self.document.sources, node);
        let found = found.at(first.key_span).help(help);
        self.diagnostics.add(found.cause(text));
    }

    fn keywords(&mut self, node: NodeId) {
        // In Swagger 2.0, parameters and headers are schemas, but for a few words of their own.
        let (what, own) = match self.is_swagger() && self.document.sources.is_made(node) {
            true => ("key of a parameter or a header", &["collectionFormat"][..]),
            false => ("keyword of a schema", &[][..]),
        };
        for entry in self.document.sources.entries(node) {
            let word = &*entry.key;
            if word.starts_with("x-") || SHARED.binary_search(&word).is_ok() {
                continue;
            }
            if NEW.contains(&word) {
                if self.document.edition == Edition::V3_0 {
                    self.other_edition(
                        entry.value,
                        &format!("`{word}` is a word of OpenAPI 3.1"),
                        help_3_1(word),
                    );
                }
                continue;
            }
            let text = format!("`{word}` is no {what}, and says nothing");
            let meant = slip(word, SHARED.iter().chain(&NEW).chain(own).copied());
            let (code, help) = match meant {
                Some(meant) => (Code::Misspelled, format!("did you mean `{meant}`?")),
                None if self.is_property(node, entry) => (
                    Code::Skipped,
                    "is it a property? Then indent it under `properties`".to_owned(),
                ),
                None => (
                    Code::UnknownKeyword,
                    "correct it, or remove it; words of your own start with `x-`".to_owned(),
                ),
            };
            let found = Diagnostic::new(code, text).at_key(self.document.sources, entry);
            self.diagnostics.add(found.help(help));
        }
    }

    /// Whether what stands beside the keywords of an object looks like one of its properties.
    fn is_property(&self, schema: NodeId, entry: &Entry) -> bool {
        let sources = self.document.sources;
        let is_kind = |kind: &str| sources.get_str(schema, "type") == Some(kind);
        let refers = || sources.get_str(entry.value, "$ref").is_some();
        (is_kind("object") || self.has(schema, "properties"))
            && (refers() || looks_like_schema(sources, entry.value))
    }

    /// Whether the document is one of Swagger 2.0.
    pub(super) fn is_swagger(&self) -> bool {
        Family::of(self.document.sources, self.document.root) == Family::Swagger
    }

    pub(super) fn other_edition(&mut self, node: NodeId, text: &str, help: &str) {
        let text = format!("{text}: it is understood all the same");
        self.note_once(Code::OtherEdition, node, text, help);
    }

    fn kind(&mut self, node: NodeId) {
        let (sources, edition) = (self.document.sources, self.document.edition);
        let nullable = sources.get(node, "nullable");
        if let Some(nullable) = nullable.filter(|_| edition == Edition::V3_1) {
            self.other_edition(
                nullable,
                "`nullable` is a word of OpenAPI 3.0",
                "list `'null'` among the types, as in `type: [string, 'null']`",
            );
        }
        if let Some(kind) = sources.get(node, "type") {
            match sources.kind(kind) {
                NodeKind::Sequence(items) if items.is_empty() => self.note(
                    Code::OddSchema,
                    kind,
                    "a list of no types says nothing",
                    "name the types, or remove it",
                ),
                NodeKind::Sequence(_) if edition == Edition::V3_0 => {
                    self.other_edition(
                        kind,
                        "a list of types is a word of OpenAPI 3.1",
                        "write one type, with `nullable: true` for null, or `anyOf`; or say `openapi: 3.1.0`",
                    );
                }
                NodeKind::Sequence(items) => self.unquoted_null(items),
                NodeKind::String(name) if **name == *"null" && edition == Edition::V3_0 => {
                    self.other_edition(
                        kind,
                        "`type: null` is a word of OpenAPI 3.1",
                        "write `nullable: true` beside the type, or say `openapi: 3.1.0`",
                    );
                }
                NodeKind::String(name) if **name == *"file" && !self.is_swagger() => {
                    self.other_edition(
                        kind,
                        "`file` is a type of Swagger 2.0, text of any bytes",
                        "write `type: string` and `format: binary`",
                    );
                }
                _ => {}
            }
        }
        self.exclusive_bounds(node);
        self.format(node);
    }

    /// Exclusive bounds, which are flags in one edition and numbers in the other.
    fn exclusive_bounds(&mut self, node: NodeId) {
        let sources = self.document.sources;
        for key in ["exclusiveMinimum", "exclusiveMaximum"] {
            let Some(bound) = sources.get(node, key) else {
                continue;
            };
            match (sources.kind(bound), self.document.edition) {
                (NodeKind::Bool(_), Edition::V3_1) => {
                    self.other_edition(
                        bound,
                        &format!("`{key}` as a flag is a word of OpenAPI 3.0"),
                        "give it the number, and remove the other bound",
                    );
                }
                (NodeKind::Number(_), Edition::V3_0) => {
                    self.other_edition(
                        bound,
                        &format!("`{key}` as a number is a word of OpenAPI 3.1"),
                        "give the number to the bound without `exclusive`, and `true` to this; or say `openapi: 3.1.0`",
                    );
                }
                _ => {}
            }
        }
    }

    /// A format that is not known, or is written in another way.
    fn format(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(format) = self.text(node, "format") else {
            return;
        };
        let kind = self.text(node, "type").unwrap_or_default();
        let unknown = || format!("`{format}` is no format that is known, and is not checked");
        let (text, help) = match format::named(format) {
            _ if format.is_empty() => (
                "an empty `format` says nothing".to_owned(),
                "name the format, or remove it".to_owned(),
            ),
            _ if format != "file" && schema::kind(format).is_some() => (
                format!("`{format}` is a type, and no format"),
                match format == kind {
                    true => "remove it".to_owned(),
                    false => format!("write `type: {format}`, or remove it"),
                },
            ),
            Named::Known(_) => return,
            Named::Spelled(meant) => (
                format!("`{format}` is taken as the format `{meant}`"),
                format!("write `{meant}`"),
            ),
            Named::Like("date-time") if matches!(kind, "integer" | "number") => {
                (unknown(), "did you mean `unixtime`?".to_owned())
            }
            Named::Like(like) => (unknown(), format!("did you mean `{like}`?")),
            Named::Unknown => (
                unknown(),
                "nothing needs to be done; a `pattern` would be checked".to_owned(),
            ),
        };
        let cause = format!("{format} {help}");
        let at = sources.get(node, "format").unwrap_or(node);
        let found = Diagnostic::new(Code::UnknownFormat, text).at_node(sources, at);
        self.diagnostics.add(found.help(help).cause(cause));
    }

    /// `type: [string, null]`, where the name of the type is meant.
    fn unquoted_null(&mut self, items: &[NodeId]) {
        let sources = self.document.sources;
        for item in items {
            if *sources.kind(*item) == NodeKind::Null {
                self.note(
                    Code::OddSchema,
                    *item,
                    "null among the types is taken as the type `'null'`",
                    "put it in quotes: `'null'`",
                );
            }
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
        let mut seen = HashSet::new();
        for item in sources.items(required) {
            let name = sources.str(*item).unwrap_or_default();
            if !seen.insert(name) {
                self.note(
                    Code::OddSchema,
                    *item,
                    format!("`required` names `{name}` twice"),
                    "remove one of them",
                );
                continue;
            }
            let is_part = || {
                let pointer = sources.pointer(node);
                pointer.rsplit('/').nth(1) == Some("allOf")
            };
            // Another part may describe it.
            let is_map = matches!(sources.kind(properties), NodeKind::Mapping(_));
            // What stands beside `properties` has a finding of its own.
            let is_beside = || sources.get(node, name).is_some_and(|it| self.is_a_map(it));
            let is_known = sources.get(properties, name).is_some();
            if is_map && !is_known && !is_part() && !is_beside() {
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
}

/// How OpenAPI 3.0 says what a word of 3.1 does.
fn help_3_1(word: &str) -> &'static str {
    match word {
        "const" => "write `enum` with this one value, or say `openapi: 3.1.0`",
        "examples" => "write `example` with one of them, or say `openapi: 3.1.0`",
        "$defs" | "definitions" => "put them under `components/schemas`, or say `openapi: 3.1.0`",
        _ => "OpenAPI 3.0 has no word for it: say `openapi: 3.1.0`",
    }
}
