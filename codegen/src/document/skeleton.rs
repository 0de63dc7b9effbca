//! Operations, parameters, bodies and answers through `openapiv3`, which never sees a schema.
//!
//! Each part is lifted from the tree by itself, with references followed and every schema replaced by a reference to its
//! node, so that one part that cannot be read costs nothing else.

use openapiv3::{Operation, Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Document;
use super::mend::holds_names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{NodeId, NodeKind};
use crate::spelling::{nearest, suggestion};

/// References within references deeper than this are left out.
const DEEPEST: usize = 32;
/// What a lifted schema's reference starts with.
const NODE: &str = "node:";
/// Members that no stage reads, or that are read from the tree.
const LEFT_OUT: [&str; 9] = [
    "example",
    "examples",
    "callbacks",
    "links",
    "parameters",
    "requestBody",
    "responses",
    "externalDocs",
    "security",
];

impl Document<'_> {
    /// One operation without its parameters, body and answers, which are read one by one.
    pub fn operation(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Option<Operation> {
        let mut lifted = self.map(node, 0, false, diagnostics);
        lifted.insert("responses".to_owned(), Value::Object(Map::new()));
        // They are read from the tree, where one that is odd costs nothing else.
        lifted.remove("servers");
        self.read("operation", node, lifted, diagnostics)
    }

    /// One parameter.
    pub fn parameter(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Option<Parameter> {
        if let Some(found) = self.no_parameter(node) {
            diagnostics.add(found);
            return None;
        }
        let mut lifted = self.map(node, 0, false, diagnostics);
        if !lifted.contains_key("schema") && !lifted.contains_key("content") {
            lifted.insert(
                "schema".to_owned(),
                Value::Object(Map::from_iter([("type".to_owned(), "string".into())])),
            );
        }
        self.as_3_0(node, &mut lifted, diagnostics);
        self.read("parameter", node, lifted, diagnostics)
    }

    /// What a parameter lacks that nothing can stand in for.
    fn no_parameter(&self, node: NodeId) -> Option<Diagnostic> {
        const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "querystring"];
        let place = self.sources.get_str(node, "in");
        let (text, at, help) = match (self.sources.get(node, "name"), place) {
            (None, _) if !matches!(self.sources.kind(node), NodeKind::Mapping(_)) => (
                format!(
                    "this parameter is {}, where a map is expected: it is left out",
                    self.sources.describe(node)
                ),
                node,
                "write it as `{name: .., in: query, schema: {type: string}}`".to_owned(),
            ),
            (None, _) => (
                "this parameter has no `name`, and is left out".to_owned(),
                node,
                "give it a name".to_owned(),
            ),
            (_, Some("body" | "formData")) => (
                "a parameter of Swagger 2.0, which OpenAPI 3 has not: it is left out".to_owned(),
                node,
                "say it under `requestBody`".to_owned(),
            ),
            (_, None) => (
                "this parameter does not say where it goes, and is left out".to_owned(),
                node,
                "give it `in`: path, query, header or cookie".to_owned(),
            ),
            (_, Some(place)) if !PLACES.contains(&place) => (
                format!("`{place}` is no place for a parameter, which is left out"),
                self.sources.get(node, "in").unwrap_or(node),
                suggestion(place, &PLACES.map(str::to_owned)),
            ),
            _ => return None,
        };
        Some(
            Diagnostic::new(Code::Skipped, text)
                .at_node(self.sources, at)
                .help(help),
        )
    }

    /// What a parameter of 3.2 is in words of 3.0, which `openapiv3` reads; without a style that its place does not have.
    fn as_3_0(&self, node: NodeId, lifted: &mut Map<String, Value>, diagnostics: &mut Diagnostics) {
        let place = self.sources.get_str(node, "in").unwrap_or_default();
        let styles: &[&str] = match place {
            "path" => &["matrix", "label", "simple"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            "cookie" => &["form", "cookie"],
            _ => &[],
        };
        if place == "querystring" {
            lifted.insert("in".to_owned(), "query".into());
        }
        let Some(style) = self.sources.get_str(node, "style") else {
            return;
        };
        if style == "cookie" || !styles.contains(&style) {
            lifted.remove("style");
        }
        if !styles.contains(&style) {
            let usual = match place {
                "query" | "cookie" => "form",
                _ => "simple",
            };
            let text = format!("`{style}` is no style of `in: {place}`: it is taken as `{usual}`");
            let at = self.sources.get(node, "style").unwrap_or(node);
            let found = Diagnostic::new(Code::Skipped, text).at_node(self.sources, at);
            let help = match nearest(style, 0.6, styles.iter().copied(), |one| one) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the styles there are {}", styles.join(", ")),
            };
            diagnostics.add(found.help(help));
        }
    }

    /// One request body.
    pub fn request_body(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Option<RequestBody> {
        let mut lifted = self.map(node, 0, false, diagnostics);
        lifted
            .entry("content")
            .or_insert_with(|| Value::Object(Map::new()));
        self.read("request body", node, lifted, diagnostics)
    }

    /// One answer.
    pub fn response(&self, node: NodeId, diagnostics: &mut Diagnostics) -> Option<Response> {
        let mut lifted = self.map(node, 0, false, diagnostics);
        lifted.entry("description").or_insert_with(|| "".into());
        if let Some(Value::Object(headers)) = lifted.get_mut("headers") {
            headers.retain(|_, header| {
                header.get("schema").is_some() || header.get("content").is_some()
            });
        }
        self.read("response", node, lifted, diagnostics)
    }

    fn read<T: DeserializeOwned>(
        &self,
        what: &str,
        node: NodeId,
        lifted: Map<String, Value>,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        if !matches!(
            self.sources.kind(node),
            NodeKind::Mapping(_) | NodeKind::Null
        ) {
            let kind = self.sources.describe(node);
            let text = format!("this {what} is {kind}, where a map is expected");
            let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, node);
            diagnostics.add(found.help("it is left out; correct it"));
            return None;
        }
        serde_json::from_value(Value::Object(lifted))
            .map_err(|error| {
                let text = format!("this {what} is not of the shape that OpenAPI gives it, and is left out: {error}");
                let found = Diagnostic::new(Code::Skipped, text).at_node(self.sources, node);
                diagnostics.add(found.help("compare it with the section on it in the OpenAPI Specification"));
            })
            .ok()
    }

    /// The members of a map; `names` says whether its keys are its author's own.
    fn map(
        &self,
        node: NodeId,
        depth: usize,
        names: bool,
        diagnostics: &mut Diagnostics,
    ) -> Map<String, Value> {
        let mut out = Map::new();
        for entry in self.sources.entries(node) {
            let key = &*entry.key;
            if key.starts_with("x-") && !names || depth == 0 && LEFT_OUT.contains(&key) {
                continue;
            }
            let value = match key {
                _ if names => match self.lift(entry.value, depth + 1, false, diagnostics) {
                    Some(Value::Null) => Some(Value::Object(Map::new())),
                    value => value,
                },
                "schema" if *self.sources.kind(entry.value) != NodeKind::Null => {
                    Some(Value::Object(Map::from_iter([(
                        "$ref".to_owned(),
                        format!("{NODE}{}", entry.value.index()).into(),
                    )])))
                }
                // The last one is unknown to `openapiv3`, and read from the tree.
                "example" | "examples" | "itemSchema" => None,
                _ => self
                    .lift(entry.value, depth + 1, holds_names(key), diagnostics)
                    .and_then(|value| self.mended(entry, value, diagnostics)),
            };
            if let Some(value) = value {
                out.insert(key.to_owned(), value);
            }
        }
        out
    }

    fn lift(
        &self,
        node: NodeId,
        depth: usize,
        names: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let node = self.sources.follow(node).ok()?;
        Some(match self.sources.kind(node) {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => (*value).into(),
            NodeKind::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            NodeKind::String(text) => (**text).into(),
            NodeKind::Sequence(items) => items
                .iter()
                .filter_map(|item| self.lift(*item, depth + 1, false, diagnostics))
                .collect(),
            NodeKind::Mapping(_) => Value::Object(self.map(node, depth, names, diagnostics)),
        })
    }
}

/// The node of a lifted schema.
pub fn schema_node(lifted: &ReferenceOr<Schema>) -> Option<NodeId> {
    match lifted {
        ReferenceOr::Reference { reference } => Some(NodeId::from_index(
            reference.strip_prefix(NODE)?.parse().ok()?,
        )),
        ReferenceOr::Item(_) => None,
    }
}
