//! Operations and parameters.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::path::METHODS;
use crate::source::{Entry, NodeId};
use crate::spelling::slip;

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
        for entry in sources.entries_of(node, "additionalOperations") {
            let lower = entry.key.to_lowercase();
            if METHODS.contains(&&*lower) {
                let text = format!("`{}` has a key of its own in a path", entry.key);
                let found = Diagnostic::new(Code::OddOperation, text).at_key(sources, entry);
                let help = format!("write `{lower}: ..` beside `additionalOperations`");
                self.diagnostics.add(found.help(help));
            }
        }
    }

    /// A callback that has methods where the address belongs that is called.
    pub(super) fn callback(&mut self, node: NodeId) {
        let sources = self.document.sources;
        for entry in sources.entries(node) {
            if METHODS.contains(&&*entry.key) {
                let text = format!(
                    "`{}` stands where a callback has the address that is called: it is taken as called there",
                    entry.key
                );
                let found = Diagnostic::new(Code::WrongKind, text).at_key(sources, entry);
                let help = format!("write `'{{$request.body#/url}}': {{{}: ..}}`", entry.key);
                self.diagnostics.add(found.help(help));
            }
        }
    }

    /// The whole query as one parameter, beside single ones of it (OpenAPI 3.2.0, section 4.12.1).
    fn queries(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let item = sources.ancestors(node).nth(1);
        let lists = [Some(node), item].into_iter().flatten();
        let lists = lists.filter_map(|holder| sources.get(holder, "parameters"));
        let all = lists.flat_map(|list| sources.items(list));
        let all: Vec<NodeId> = all.filter_map(|one| sources.follow(*one).ok()).collect();
        let of = |place: &str| all.iter().find(|one| self.text(**one, "in") == Some(place));
        if let (Some(whole), Some(one)) = (of("querystring"), of("query")) {
            let text = "a parameter is the whole query, and another is a part of it: both are sent";
            let found = Diagnostic::new(Code::OddOperation, text).at_node(sources, *whole);
            let found = found.related(sources.place(*one), "the part");
            self.diagnostics
                .add(found.help("keep `in: querystring` alone, or `in: query` alone"));
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
        self.queries(node);
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
        if self.has_them_elsewhere(node) {
            return;
        }
        if let Some(list) = responses.filter(|map| !sources.items(*map).is_empty()) {
            let text = "`responses` is a list, where a map is expected: whatever comes is raw";
            let help = "write each answer under its status, as in `'200': {description: ..}`";
            return self.note(Code::WrongKind, list, text, help);
        }
        let Some(responses) = responses.filter(|map| !sources.entries(*map).is_empty()) else {
            self.note(
                Code::OddOperation,
                node,
                "the operation declares no answers: whatever comes is raw",
                "say what comes, as in `responses: {'200': {description: ..}}`",
            );
            return;
        };
        let entries = sources.entries(responses);
        let is_status = |key: &str| key == "default" || is_status(key);
        // What is no status has a finding of its own, and may have been meant.
        let all_known = entries
            .iter()
            .all(|entry| is_status(&entry.key) || entry.key.starts_with("x-"));
        for entry in entries.iter().filter(|entry| is_status(&entry.key)) {
            self.without_description(entry);
        }
        let succeeds = |key: &str| key.starts_with('2') || key == "default" || key.starts_with('1');
        if all_known && !entries.iter().any(|entry| succeeds(&entry.key)) {
            self.note(
                Code::OddOperation,
                responses,
                "no answer of success is declared: one that comes has no type",
                "add the answer, e.g. `'200'`",
            );
        }
    }

    /// Whether the answers stand where they are not looked for, of which another finding speaks.
    fn has_them_elsewhere(&self, operation: NodeId) -> bool {
        let sources = self.document.sources;
        let mut keys = sources.entries(operation).iter();
        let is_slip = |key: &str| slip(key, ["responses"].into_iter()).is_some();
        let beside = sources.ancestors(operation).nth(1);
        let beside = beside.is_some_and(|item| self.has(item, "responses"));
        !self.has(operation, "responses")
            && (beside || keys.any(|entry| is_slip(&entry.key) || is_status(&entry.key)))
    }

    /// An answer that is not described, which OpenAPI asks of each.
    fn without_description(&mut self, entry: &Entry) {
        let sources = self.document.sources;
        let content = sources.get(entry.value, "content");
        let is_mended = !self.is_swagger() && content.is_some_and(|it| sources.is_made(it));
        let is_map = self.is_a_map(entry.value) && !is_mended;
        let said = ["description", "$ref", "summary"];
        let is_said = said.iter().any(|key| self.has(entry.value, key));
        if is_map && !is_said && !self.is_misspelled(sources.origin(entry.value), "description") {
            let text = "an answer has no `description`, which OpenAPI requires";
            let found = Diagnostic::new(Code::OddOperation, text);
            let found = found.at_key(sources, entry);
            let found = found.help("say in a few words when it comes: `description: ..`");
            self.diagnostics
                .add(found.cause("answers without a description"));
        }
    }
}

/// Whether a key is one of an answer.
pub(super) fn is_status(key: &str) -> bool {
    let mut signs = key.chars();
    key.len() == 3
        && signs.next().is_some_and(|c| matches!(c, '1'..='5'))
        && signs.all(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X'))
}
