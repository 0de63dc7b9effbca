//! Operations and parameters.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::path::METHODS;
use crate::source::NodeId;

impl Check<'_, '_> {
    /// A path item: how its methods are written, and what stands under them.
    pub(super) fn item(&mut self, node: NodeId) {
        let sources = self.document.sources;
        self.servers(node);
        for entry in sources.entries(node) {
            let lower = entry.key.to_lowercase();
            if !METHODS.contains(&&*lower) {
                continue;
            }
            if *lower != *entry.key {
                let text = format!("`{}` is taken as `{lower}`", entry.key);
                let found =
                    Diagnostic::new(Code::OddOperation, text).at_key(self.document.sources, entry);
                self.diagnostics
                    .add(found.help("OpenAPI writes methods in lower case"));
            }
            self.body_without_meaning(&lower, entry.value);
        }
    }

    pub(super) fn operation(&mut self, node: NodeId) {
        if !self.is_a_map(node) {
            return;
        }
        if self.has(node, "$ref") {
            let found = Diagnostic::new(
                Code::OddOperation,
                "an operation that is a reference: it is followed, though OpenAPI has none here",
            );
            let found = found.at_node(self.document.sources, node);
            self.diagnostics.add(
                found
                    .help("let the path refer, or write the operation out")
                    .cause("operations that are references"),
            );
            return;
        }
        self.servers(node);
        self.tags(node);
        self.answers(node);
        self.is_list(node, "parameters");
        if let Some(body) = self.document.sources.get(node, "requestBody") {
            self.lacks(body, "request body", &[]);
        }
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
        let responses = sources.get(node, "responses");
        let Some(responses) = responses.filter(|map| !sources.entries(*map).is_empty()) else {
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
        if !entries.iter().any(|entry| succeeds(&entry.key)) {
            self.note(
                Code::OddOperation,
                responses,
                "no answer of success is declared: one that comes has no type",
                "add the answer, e.g. `'200'`",
            );
        }
    }
}
