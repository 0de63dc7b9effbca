//! Operations and parameters.

use super::Check;
use crate::diagnostic::Code;
use crate::source::{NodeId, NodeKind};

impl Check<'_, '_> {
    pub(super) fn operation(&mut self, node: NodeId) {
        if self.has(node, "$ref") {
            self.note(
                Code::OddOperation,
                node,
                "an operation that is a reference: it is followed, though OpenAPI has none here",
                "let the path refer, or write the operation out",
            );
            return;
        }
        self.tags(node);
        self.answers(node);
    }

    /// Tags that the document does not declare, where it declares any.
    fn tags(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let (Some(declared), Some(used)) = (
            sources.get(self.document.root, "tags"),
            sources.get(node, "tags"),
        ) else {
            return;
        };
        let names: Vec<&str> = sources
            .items(declared)
            .iter()
            .filter_map(|tag| sources.get_str(*tag, "name"))
            .collect();
        for tag in sources.items(used) {
            let name = sources.str(*tag).unwrap_or_default();
            if !names.contains(&name) {
                self.note(
                    Code::UndeclaredTag,
                    *tag,
                    format!("the tag `{name}` is not among the document's `tags`"),
                    "declare it there, where it can be described",
                );
            }
        }
    }

    fn answers(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(responses) = sources.get(node, "responses") else {
            self.note(
                Code::OddOperation,
                node,
                "the operation declares no answers: whatever comes is raw",
                "add `responses`",
            );
            return;
        };
        let entries = sources.entries(responses);
        let succeeds = |key: &str| key.starts_with('2') || key == "default" || key.starts_with('1');
        if !entries.is_empty() && !entries.iter().any(|entry| succeeds(&entry.key)) {
            self.note(
                Code::OddOperation,
                responses,
                "no answer of success is declared: one that comes has no type",
                "add the answer, e.g. `'200'`",
            );
        }
    }

    pub(super) fn parameter(&mut self, node: NodeId) {
        const OWN: [&str; 3] = ["accept", "content-type", "authorization"];
        let sources = self.document.sources;
        let name = self.text(node, "name").unwrap_or_default().to_owned();
        match self.text(node, "in") {
            Some("header") if OWN.contains(&name.to_lowercase().as_str()) => self.note(
                Code::OddOperation,
                node,
                format!("the header `{name}` is no parameter: the client writes it by itself"),
                "say it by media types and `security`",
            ),
            Some("path") if sources.get_bool(node, "required") != Some(true) => self.note(
                Code::OddOperation,
                node,
                format!("the path cannot do without `{name}`: it is required all the same"),
                "set `required: true`",
            ),
            _ => {}
        }
        let is_list = |schema| {
            let schema = sources.follow(schema).ok()?;
            Some(
                matches!(sources.kind(sources.get(schema, "type")?), NodeKind::String(kind) if **kind == *"array"),
            )
        };
        let list = sources.get(node, "schema").and_then(is_list) == Some(true);
        if list && self.text(node, "style") == Some("deepObject") {
            self.note(
                Code::OddOperation,
                node,
                format!(
                    "`deepObject` is not defined for lists: `{name}` is sent as `{name}[0]=..`"
                ),
                "use `style: form`",
            );
        }
    }
}
