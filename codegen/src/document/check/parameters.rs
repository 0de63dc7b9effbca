//! Parameters.

use super::Check;
use crate::diagnostic::Code;
use crate::source::{NodeId, NodeKind};

impl Check<'_, '_> {
    pub(super) fn parameter(&mut self, node: NodeId) {
        const OWN: [&str; 3] = ["accept", "content-type", "authorization"];
        let sources = self.document.sources;
        let name = self.text(node, "name").unwrap_or_default().to_owned();
        match self.text(node, "in") {
            Some("header") if OWN.contains(&name.to_lowercase().as_str()) => self.note_once(
                Code::OddOperation,
                node,
                format!("the header `{name}` is no parameter: the client writes it by itself"),
                "say it by media types and `security`",
            ),
            Some("path") if !self.is_required(node) => self.note(
                Code::OddOperation,
                node,
                format!("the path cannot do without `{name}`: it is required all the same"),
                "set `required: true`",
            ),
            _ => {}
        }
        self.without_schema(node, &name);
        let is_list = |schema| {
            let schema = sources.follow(schema).ok()?;
            Some(
                matches!(sources.kind(sources.get(schema, "type")?), NodeKind::String(kind) if **kind == *"array"),
            )
        };
        let list = sources.get(node, "schema").and_then(is_list) == Some(true);
        if list && self.text(node, "style") == Some("deepObject") {
            self.note_once(
                Code::OddOperation,
                node,
                format!(
                    "`deepObject` is not defined for lists: `{name}` is sent as `{name}[0]=..`"
                ),
                "use `style: form`",
            );
        }
    }

    /// Whether a parameter says that it must be there; a word in place of a flag is another matter.
    fn is_required(&self, node: NodeId) -> bool {
        let sources = self.document.sources;
        sources.get_bool(node, "required") == Some(true)
            || sources.get_str(node, "required").is_some()
    }

    /// A header of an answer that says what its values are as Swagger 2.0 does: it is left out.
    pub(super) fn header(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let is_said = ["$ref", "schema", "content"]
            .iter()
            .any(|key| self.has(node, key));
        if let Some(at) = sources.get(node, "type").filter(|_| !is_said) {
            let text = "the header has no `schema`, and is left out";
            let help = "put what stands beside it, as in Swagger 2.0, under `schema`";
            self.note(Code::Missing, at, text, help);
        }
    }

    /// A parameter that does not say what its values are, or says it in a way that is not read.
    fn without_schema(&mut self, node: NodeId, name: &str) {
        let sources = self.document.sources;
        if self.has(node, "$ref") || !self.has(node, "in") {
            return;
        }
        match (self.has(node, "schema"), sources.get(node, "content")) {
            (true, Some(content)) => self.note(
                Code::OddOperation,
                content,
                format!("`{name}` has `schema` and `content`: `schema` counts"),
                "keep one of the two",
            ),
            (false, None) => {
                let of_swagger = ["type", "items", "enum", "format"];
                let beside = of_swagger.iter().find_map(|key| sources.get(node, key));
                let (at, help) = match beside {
                    Some(at) => (
                        at,
                        "put what stands beside it, as in Swagger 2.0, under `schema`",
                    ),
                    None => (node, "say what its values are: `schema: {type: string}`"),
                };
                let text = format!("`{name}` has no `schema`: it is taken as text");
                self.note(Code::Missing, at, text, help);
            }
            _ => {}
        }
    }
}
