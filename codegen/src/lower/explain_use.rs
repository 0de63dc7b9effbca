//! What `specsmith explain` says of a schema whose type has no name of its own.

use std::fmt::Write as _;

use super::explain::Said;
use super::place::Place;
use super::types::{Types, Use};
use crate::document::positions::{What, walk};
use crate::model::{Module, TypeId, TypeRef};
use crate::source::NodeId;

/// Keywords that say nothing of which values are allowed, and `type`, which the Rust type says.
const NO_RULES: [&str; 14] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "properties",
    "readOnly",
    "title",
    "type",
    "writeOnly",
    "xml",
];

impl Types<'_, '_> {
    /// The use of a schema; `None` where a node is no schema, and where only what it is a part of has a type.
    pub(super) fn used_at(&mut self, node: NodeId, known: &[(TypeId, NodeId)]) -> Option<Use> {
        let mut is_schema = false;
        walk(
            self.document.sources,
            self.document.root,
            &mut |what, one| {
                is_schema |= what == What::Schema && one == node;
            },
        );
        if !is_schema {
            return None;
        }
        let place = Place::new("Asked", Module::Types("asked".to_owned()));
        let used = self.of(node, &place);
        is_known(&used.ty, known).then_some(used)
    }
}

/// Whether every type that a type holds was made before.
fn is_known(ty: &TypeRef, known: &[(TypeId, NodeId)]) -> bool {
    ty.leaves().iter().all(|leaf| match leaf {
        TypeRef::Named(id) => known.iter().any(|(one, _)| one == id),
        _ => true,
    })
}

impl Said<'_> {
    /// Where a schema stands: its pointer, behind the name of its file where that is not the document's own.
    pub(super) fn place_of(&self, node: NodeId) -> String {
        let sources = self.document.sources;
        let file = |node| sources.span(node).file;
        let name = match file(node) == file(self.document.root) {
            true => "",
            false => sources.file(file(node)).map_or("", |file| &file.name),
        };
        format!("{name}#{}", sources.pointer(node))
    }

    /// The type, and what the document asks for beside it.
    pub(super) fn about_use(&self, node: NodeId, used: &Use) -> String {
        let sources = self.document.sources;
        let null = if used.nullable { ", or `null`" } else { "" };
        let ty = self.shown(&used.ty);
        let mut out = format!("{ty}{null}\nmade of {}\n", self.place_of(node));
        let rules = sources.entries(node).iter().filter(|entry| {
            let key = &*entry.key;
            !NO_RULES.contains(&key) && !key.starts_with("x-")
        });
        let rules: Vec<String> = rules
            .map(|entry| format!("{}: {}", entry.key, short(&sources.json(entry.value))))
            .collect();
        if rules.is_empty() {
            out.push_str("\nEvery value of the type is allowed.\n");
            return out;
        }
        out.push_str("\nWhat validation asks for:\n");
        for rule in rules {
            let _ = writeln!(out, "  {rule}");
        }
        out
    }
}

/// JSON as far as a line has room for it.
fn short(json: &str) -> String {
    const MOST: usize = 80;
    match json.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &json[..end]),
        None => json.to_owned(),
    }
}
