//! What is odd about a document and yet understood: notes for its authors. Nothing here changes what is generated.

mod bodies;
mod bounds;
mod discriminator;
mod operations;
mod parameters;
mod parts;
mod paths;
mod root;
mod schemas;
mod security;
mod values;
mod without_effect;
mod words;

use super::Document;
use super::positions::{What, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::NodeId;

/// A check in progress.
struct Check<'a, 'd> {
    document: &'a Document<'a>,
    diagnostics: &'d mut Diagnostics,
}

impl Document<'_> {
    /// Notes what is odd.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let mut check = Check {
            document: self,
            diagnostics,
        };
        check.root();
        check.paths();
        check.names();
        walk(self.sources, self.root, &mut |what, node| match what {
            What::Schema => check.schema(node),
            What::PathItem => check.item(node),
            What::Operation => check.operation(node),
            What::Parameter => {
                check.parameter(node);
                check.media_types(node);
            }
            What::Body => {
                check.body(node);
                check.media_types(node);
            }
            What::Response | What::Header => check.media_types(node),
            What::SecurityScheme => check.scheme(node),
            _ => {}
        });
    }
}

impl Check<'_, '_> {
    fn note(&mut self, code: Code, node: NodeId, text: impl Into<String>, help: impl Into<String>) {
        let found = Diagnostic::new(code, text).at_node(self.document.sources, node);
        self.diagnostics.add(found.help(help));
    }

    fn has(&self, node: NodeId, key: &str) -> bool {
        self.document.sources.get(node, key).is_some()
    }

    fn text(&self, node: NodeId, key: &str) -> Option<&str> {
        self.document.sources.get_str(node, key)
    }

    /// Names of components consist of letters, digits, `.`, `-` and `_` (OpenAPI 3.0.4, section 4.7.7.1).
    fn names(&mut self) {
        for kind in [
            "schemas",
            "responses",
            "parameters",
            "requestBodies",
            "headers",
        ] {
            for (name, node) in self.document.component(kind) {
                let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
                if name.is_empty() || !name.chars().all(is_sign) {
                    self.note(
                        Code::ComponentName,
                        node,
                        format!("`{name}` is no name for a component: other tools refuse it"),
                        "use letters, digits, `.`, `-` and `_`",
                    );
                }
            }
        }
    }
}
