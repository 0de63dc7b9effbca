//! What is odd about a document and yet understood: notes for its authors. Nothing here changes what is generated.

mod bodies;
mod bounds;
mod discriminator;
mod editions;
mod examples;
mod extensions;
mod inner_keys;
mod keys;
mod misplaced;
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

use std::collections::HashSet;

use super::Document;
use super::positions::{What, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{NodeId, NodeKind};

/// A check in progress.
struct Check<'a, 'd> {
    document: &'a Document<'a>,
    diagnostics: &'d mut Diagnostics,
    /// Files whose slips are said.
    files: HashSet<u32>,
}

impl Document<'_> {
    /// Notes what is odd.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let mut check = Check {
            document: self,
            diagnostics,
            files: HashSet::new(),
        };
        check.root();
        check.paths();
        check.names();
        walk(self.sources, self.root, &mut |what, node| {
            check.file(node);
            check.reference(node);
            check.keys(what, node);
            check.editions(what, node);
            check.extensions(node);
            check.part(what, node);
        });
    }
}

impl Check<'_, '_> {
    fn part(&mut self, what: What, node: NodeId) {
        match what {
            What::Schema => self.schema(node),
            What::PathItem => self.item(node),
            What::Root => self.requirements(node),
            What::Operation => {
                self.operation(node);
                self.requirements(node);
            }
            What::Parameter => {
                self.parameter(node);
                self.media_types(node);
                self.examples(node);
                self.values_beside(node);
            }
            What::Body => {
                self.body(node);
                self.media_types(node);
            }
            What::Response => self.media_types(node),
            What::Header => {
                self.header(node);
                self.media_types(node);
                self.examples(node);
                self.values_beside(node);
            }
            What::Callback => self.callback(node),
            What::Media => {
                self.is_map(node, "examples");
                self.examples(node);
                self.values_beside(node);
            }
            What::Components => self.examples(node),
            What::SecurityScheme => self.scheme(node),
            _ => {}
        }
    }

    /// What is wrong with a file that the document needs. Few have anything, and it is said once.
    fn file(&mut self, node: NodeId) {
        if let Some(slips) = self.document.sources.slips(node)
            && self.files.insert(self.document.sources.span(node).file)
        {
            self.diagnostics.extend(slips.clone());
        }
    }

    /// A reference that is no text: often the `#` of it has started a comment.
    fn reference(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(at) = sources.get(node, "$ref") else {
            return;
        };
        let help = match sources.kind(at) {
            NodeKind::String(text) => {
                let text = text.clone();
                return self.backslashes(node, at, &text);
            }
            NodeKind::Null => {
                "put the reference in quotes: without them, `#` starts a comment".to_owned()
            }
            _ => "write it as text, such as `'#/components/schemas/Name'`".to_owned(),
        };
        let text = format!("`$ref` is {}, and names nothing", sources.describe(at));
        self.note(Code::BrokenReference, at, text, help);
    }

    /// A path as Windows writes it, where it has led to a file.
    fn backslashes(&mut self, node: NodeId, at: NodeId, reference: &str) {
        let file = reference.split('#').next().unwrap_or_default();
        if file.contains('\\') && self.document.sources.target(node).is_some() {
            let meant = reference.replacen(file, &file.replace('\\', "/"), 1);
            let text =
                format!("`{reference}` has `\\` between its folders: it is taken as `{meant}`");
            self.note(
                Code::WrongKind,
                at,
                text,
                "write `/`: a reference is an address",
            );
        }
    }

    fn note(&mut self, code: Code, node: NodeId, text: impl Into<String>, help: impl Into<String>) {
        let found = Diagnostic::new(code, text).at_node(self.document.sources, node);
        self.diagnostics.add(found.help(help));
    }

    /// The same of a slip that a document makes over and over: it is said once, with all its places.
    fn note_once(
        &mut self,
        code: Code,
        node: NodeId,
        text: impl Into<String>,
        help: impl Into<String>,
    ) {
        let text = text.into();
        let found = Diagnostic::new(code, &text).at_node(self.document.sources, node);
        self.diagnostics.add(found.help(help).cause(text));
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
