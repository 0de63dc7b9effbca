//! Paths and their operations.

use super::family::says_edition;
use super::{Document, is_token};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId};
use crate::spelling::nearest;

/// The methods of OpenAPI 3.0.4, section 4.7.9, and of 3.2.0, section 4.9.
pub(super) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
/// Members of a path item that are no operations.
const OTHERS: [&str; 5] = ["$ref", "summary", "description", "servers", "parameters"];

/// Members of an operation that stand beside it where the indentation is wrong.
const OF_OPERATIONS: [&str; 8] = [
    "responses",
    "requestBody",
    "operationId",
    "tags",
    "security",
    "callbacks",
    "deprecated",
    "externalDocs",
];

/// One path of the document, or one webhook.
#[derive(Debug, Clone)]
pub struct PathItem {
    /// The key that it stands under: a path, or the name of a webhook.
    pub path: String,
    /// Its node, references followed.
    pub node: NodeId,
}

/// One operation, where the document has it.
#[derive(Debug, Clone)]
pub struct RawOperation {
    /// The path item that it stands in.
    pub item: PathItem,
    /// The path and the fixed part of the query, as they are sent.
    pub template: String,
    /// The method, as it is sent.
    pub method: String,
    /// Its node.
    pub node: NodeId,
}

impl<'a> Document<'a> {
    /// Every operation, in the order of paths and methods.
    pub fn operations(&self, diagnostics: &mut Diagnostics) -> Vec<RawOperation> {
        let mut found = Vec::new();
        for entry in self.members(self.root, "paths") {
            if entry.key.starts_with("x-") {
                continue;
            }
            let path = self.rooted(entry, diagnostics);
            if let Some(node) = self.follow(entry.value, diagnostics) {
                let item = PathItem { path, node };
                self.operations_of(&item, diagnostics, &mut found);
            }
        }
        found
    }

    /// Every operation that the other side calls (OpenAPI 3.1.1, section 4.8.1): webhooks, and callbacks of operations.
    pub fn incoming(&self, diagnostics: &mut Diagnostics) -> Vec<RawOperation> {
        let mut found = Vec::new();
        for key in ["webhooks", "x-webhooks"] {
            for entry in self.members(self.root, key) {
                let Some(node) = self.follow(entry.value, diagnostics) else {
                    continue;
                };
                let item = PathItem {
                    path: entry.key.to_string(),
                    node,
                };
                self.operations_of(&item, diagnostics, &mut found);
            }
        }
        found
    }

    /// What the other side calls once an operation has asked for it (OpenAPI 3.0.4, section 4.7.18), each callback under
    /// its name.
    pub fn callbacks(&self, operation: NodeId, diagnostics: &mut Diagnostics) -> Vec<RawOperation> {
        let mut found = Vec::new();
        for named in self.members(operation, "callbacks") {
            let Some(callback) = self.follow(named.value, diagnostics) else {
                continue;
            };
            let entries = self.sources.entries(callback);
            // Without the address that is called, it is what is called.
            if entries.iter().any(|entry| METHODS.contains(&&*entry.key)) {
                let item = PathItem {
                    path: named.key.to_string(),
                    node: callback,
                };
                self.operations_of(&item, diagnostics, &mut found);
                continue;
            }
            for entry in entries {
                let is_address = !entry.key.starts_with("x-");
                let node = is_address.then(|| self.follow(entry.value, diagnostics));
                if let Some(node) = node.flatten() {
                    let item = PathItem {
                        path: named.key.to_string(),
                        node,
                    };
                    self.operations_of(&item, diagnostics, &mut found);
                }
            }
        }
        found
    }

    /// The path of an entry, which starts with a slash.
    fn rooted(&self, entry: &Entry, diagnostics: &mut Diagnostics) -> String {
        if entry.key.starts_with('/') {
            return entry.key.to_string();
        }
        let path = format!("/{}", entry.key);
        let text = format!(
            "the path `{}` does not start with `/`: it is taken as `{path}`",
            entry.key
        );
        let diagnostic = Diagnostic::new(Code::Path, text).at_key(self.sources, entry);
        diagnostics.add(diagnostic.help("start it with `/`"));
        path
    }

    fn members(&self, node: NodeId, key: &str) -> &'a [Entry] {
        self.sources.entries_of(node, key)
    }

    fn operations_of(
        &self,
        item: &PathItem,
        diagnostics: &mut Diagnostics,
        found: &mut Vec<RawOperation>,
    ) {
        // An operation may not be a reference, yet documents of many files have them.
        let mut add = |method: String, node, diagnostics: &mut Diagnostics| {
            let operation = self.follow(node, diagnostics);
            found.extend(operation.map(|node| RawOperation {
                template: self.template(&item.path, node, item.node, diagnostics),
                item: item.clone(),
                method,
                node,
            }));
        };
        for entry in self.sources.entries(item.node) {
            let lower = entry.key.to_lowercase();
            if METHODS.contains(&&*lower) {
                add(lower.to_uppercase(), entry.value, diagnostics);
            } else if &*entry.key == "additionalOperations" {
                for entry in self.sources.entries(entry.value) {
                    if is_token(&entry.key) {
                        add(entry.key.to_string(), entry.value, diagnostics);
                    } else {
                        self.no_method(entry, diagnostics);
                    }
                }
            } else if !entry.key.starts_with("x-") && !OTHERS.contains(&&*entry.key) {
                self.no_method(entry, diagnostics);
            }
        }
    }

    fn no_method(&self, entry: &Entry, diagnostics: &mut Diagnostics) {
        let key = &*entry.key;
        let has_others = says_edition(self.sources, self.root, "3.2");
        let (text, help) = match nearest(key, 0.7, METHODS.into_iter(), |method| method) {
            _ if OF_OPERATIONS.contains(&key) => (
                format!("`{key}` belongs to an operation, and is left out"),
                "indent it under the method, such as `get`".to_owned(),
            ),
            _ if key.starts_with('/') => (
                format!("the path `{key}` stands within another one, and is left out"),
                "indent it as far as the other paths".to_owned(),
            ),
            Some(meant) => (
                format!("`{key}` is no method of HTTP, and is left out"),
                format!("did you mean `{meant}`?"),
            ),
            _ if !is_token(key) => (
                format!("`{key}` is no method of HTTP, and is left out"),
                "a method is one word, such as `get`".to_owned(),
            ),
            None if has_others => (
                format!("`{key}` is no method that a path has, and is left out"),
                format!(
                    "use `get`, `put`, `post` and so on, or put it under `additionalOperations`, as in `additionalOperations: {{{}: ..}}`",
                    key.to_uppercase()
                ),
            ),
            None => (
                format!("`{key}` is no method of HTTP, and is left out"),
                "use `get`, `put`, `post`, `delete`, `options`, `head`, `patch` or `trace`"
                    .to_owned(),
            ),
        };
        let diagnostic = Diagnostic::new(Code::Skipped, text).at_key(self.sources, entry);
        diagnostics.add(diagnostic.help(help));
    }
}

/// The names in the braces of a path template.
pub fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
}
