//! Words of an edition that is not the document's: they are understood, and other tools may not.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::family::says_edition;
use crate::document::positions::What;
use crate::source::{Entry, NodeId};

/// What came with OpenAPI 3.2, and how it can be said without.
const OF_3_2: [(What, &str, &str); 6] = [
    (What::Root, "$self", "remove it"),
    (What::PathItem, "query", "use `post`"),
    (
        What::PathItem,
        "additionalOperations",
        "use one of the eight methods",
    ),
    (What::Media, "itemSchema", "describe the whole by `schema`"),
    (What::Media, "prefixEncoding", "use `encoding`"),
    (What::Media, "itemEncoding", "use `encoding`"),
];
/// What came with OpenAPI 3.0, and how Swagger 2.0 says it.
const OF_3_0: [(What, &str, &str); 5] = [
    (
        What::Root,
        "components",
        "use `definitions`, `parameters` and `responses`",
    ),
    (
        What::Root,
        "servers",
        "use `host`, `basePath` and `schemes`",
    ),
    (What::Operation, "requestBody", "use a parameter `in: body`"),
    (
        What::Response,
        "content",
        "write `schema` beside the description, and the media type in `produces`",
    ),
    (
        What::Parameter,
        "schema",
        "write `type` and what belongs to it beside the name",
    ),
];

impl Check<'_, '_> {
    pub(super) fn editions(&mut self, what: What, node: NodeId) {
        let sources = self.document.sources;
        let node = sources.origin(node);
        let (newer, edition) = match self.is_swagger() {
            true => (&OF_3_0[..], "3.0"),
            false if self.is_before_3_2() => (&OF_3_2[..], "3.2"),
            false => return,
        };
        // A body has its schema in Swagger 2.0 too.
        let has_own = self.text(node, "in") == Some("body");
        for (of, word, instead) in newer {
            let of_it = *of == what && !(has_own && *word == "schema");
            let mut entries = sources.entries(node).iter();
            if let Some(entry) = entries.find(|entry| of_it && *entry.key == **word) {
                self.newer(entry, edition, instead);
            }
        }
    }

    fn newer(&mut self, entry: &Entry, edition: &str, instead: &str) {
        let text = format!(
            "`{}` is a word of OpenAPI {edition}: it is understood all the same",
            entry.key
        );
        let help = format!("say `openapi: {edition}.0`, or {instead}");
        let found = Diagnostic::new(Code::OtherEdition, &text).at_key(self.document.sources, entry);
        self.diagnostics.add(found.help(help).cause(text));
    }

    fn is_before_3_2(&self) -> bool {
        let says = |edition| says_edition(self.document.sources, self.document.root, edition);
        says("3.0") || says("3.1")
    }
}
