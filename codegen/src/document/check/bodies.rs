//! Bodies of requests and answers, and the names of their media types.

use specsmith_runtime::media::{essence, is_json};

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::is_media_type;
use crate::source::{Entry, NodeId, NodeKind};

/// Words that stand for a media type, and the media type.
const MEANT: [(&str, &str); 8] = [
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("form", "application/x-www-form-urlencoded"),
    ("multipart", "multipart/form-data"),
    ("text", "text/plain"),
    ("plain", "text/plain"),
    ("html", "text/html"),
    ("binary", "application/octet-stream"),
];

impl Check<'_, '_> {
    pub(super) fn body(&mut self, node: NodeId) {
        if self.has(node, "$ref") || self.has(node, "content") || !self.is_a_map(node) {
            return;
        }
        let found = Diagnostic::new(
            Code::Missing,
            "the body has no `content`: nothing can be sent",
        );
        let found = found.at_node(self.document.sources, node);
        self.diagnostics
            .add(found.help("write `content: {application/json: {schema: ..}}`"));
    }

    /// A body of a method for which HTTP gives it no meaning (RFC 9110, sections 9.3.1, 9.3.2 and 9.3.5).
    pub(super) fn body_without_meaning(&mut self, method: &str, operation: NodeId) {
        if !matches!(method, "get" | "head" | "delete") {
            return;
        }
        let body = self.document.sources.get(operation, "requestBody");
        let Some(body) = body.filter(|body| self.has(*body, "content") || self.has(*body, "$ref"))
        else {
            return;
        };
        let text = format!(
            "`{method}` with a body, to which HTTP gives no meaning: it is sent all the same"
        );
        let found = Diagnostic::new(Code::OddOperation, text).at_node(self.document.sources, body);
        let found =
            found.help("make sure that servers and proxies let it pass, or use `post` or `query`");
        self.diagnostics
            .add(found.cause(format!("body of {method}")));
    }

    /// The media types of a body, an answer, a parameter or a header (RFC 9110, section 8.3.1).
    pub(super) fn media_types(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(content) = sources.get(node, "content") else {
            return;
        };
        let entries = sources.entries(content);
        let among_others = entries.iter().any(|entry| is_media_type(&entry.key));
        for entry in entries {
            if !entry.key.starts_with("x-") && !is_media_type(&entry.key) {
                self.no_media_type(entry, among_others);
            }
            self.items_of_one(entry);
        }
    }

    /// `itemSchema` of what is no sequence (OpenAPI 3.2.0, section 4.14.3).
    fn items_of_one(&mut self, media: &Entry) {
        let sources = self.document.sources;
        let essence = essence(&media.key);
        let is_one = is_json(&essence) || essence == "application/x-www-form-urlencoded";
        if let Some(items) = sources.get(media.value, "itemSchema").filter(|_| is_one) {
            let text = format!(
                "`{}` is one value: `itemSchema` says nothing of it",
                media.key
            );
            let help = "write `schema: {type: array, items: ..}`, or a media type of sequences such as `application/jsonl`";
            self.note(Code::Skipped, items, text, help);
        }
    }

    /// Beside what is a media type, nobody sends what is none.
    fn no_media_type(&mut self, entry: &Entry, among_others: bool) {
        let essence = entry.key.split(';').next().unwrap_or_default().trim();
        let meant = MEANT
            .iter()
            .find(|(word, _)| *word == essence.to_lowercase());
        let help = meant.map_or_else(
            || "write it as `application/json`: a type, a slash, a subtype".to_owned(),
            |(_, meant)| format!("did you mean `{meant}`?"),
        );
        let becomes = match among_others {
            true => "it is left out",
            false => "its content is taken as bytes",
        };
        let text = format!("`{}` is no media type: {becomes}", entry.key);
        let found = Diagnostic::new(Code::MediaType, text).at_key(self.document.sources, entry);
        self.diagnostics.add(found.help(help));
    }

    pub(super) fn is_a_map(&self, node: NodeId) -> bool {
        matches!(self.document.sources.kind(node), NodeKind::Mapping(_))
    }
}
