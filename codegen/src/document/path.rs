//! Paths and their operations.

use super::Document;
use crate::diagnostic::Diagnostics;
use crate::source::NodeId;

/// The methods of OpenAPI 3.0.4, section 4.7.9.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One path of the document.
#[derive(Debug, Clone)]
pub struct PathItem<'a> {
    /// The template.
    pub path: &'a str,
    /// Its node, references followed.
    pub node: NodeId,
}

/// One operation, where the document has it.
#[derive(Debug, Clone)]
pub struct RawOperation<'a> {
    /// The path item that it stands in.
    pub item: PathItem<'a>,
    /// The method, lower case.
    pub method: &'a str,
    /// Its node.
    pub node: NodeId,
}

impl<'a> Document<'a> {
    /// Every operation, sorted by path and method.
    pub fn operations(&self, diagnostics: &mut Diagnostics) -> Vec<RawOperation<'a>> {
        let Some(paths) = self.sources.get(self.root, "paths") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in self
            .sources
            .entries(paths)
            .iter()
            .filter(|entry| entry.key.starts_with('/'))
        {
            let Some(node) = self.follow(entry.value, diagnostics) else {
                continue;
            };
            let item = PathItem {
                path: &entry.key,
                node,
            };
            let members = self.sources.entries(node).iter();
            for member in members.filter(|member| METHODS.contains(&&*member.key)) {
                found.push(RawOperation {
                    item: item.clone(),
                    method: &member.key,
                    node: member.value,
                });
            }
        }
        found
    }
}
