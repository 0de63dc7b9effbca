//! What references of a document name in other files.

use std::collections::{HashMap, HashSet};

use crate::document::positions::{Holds, What, held};
use crate::document::{Document, Family};
use crate::source::{Broken, NodeId, Sources};

/// What was found.
pub(super) struct Found {
    /// Nodes of other files that references name, and what they are, in the order in which they are met.
    pub targets: Vec<(NodeId, What)>,
    /// What stands where.
    pub what: HashMap<NodeId, What>,
    /// References that lead nowhere.
    pub broken: Vec<(NodeId, Broken)>,
    pub family: Family,
}

/// What a member's parts are, each with its node.
pub(super) fn parts(
    sources: &Sources,
    what: What,
    key: &str,
    value: NodeId,
    family: Family,
) -> Vec<(What, NodeId)> {
    match held(what, key, family) {
        Some(Holds::One(what)) => vec![(what, value)],
        Some(Holds::List(what)) => sources
            .items(value)
            .iter()
            .map(|item| (what, *item))
            .collect(),
        Some(Holds::Map(what)) => {
            let members = sources.entries(value).iter();
            let members =
                members.filter(|member| what == What::Schema || !member.key.starts_with("x-"));
            members.map(|member| (what, member.value)).collect()
        }
        None => Vec::new(),
    }
}

/// The references of a node: of `$ref`, and of a discriminator's mapping.
pub(super) fn references(document: &Document<'_>, what: What, node: NodeId) -> Vec<NodeId> {
    let sources = document.sources;
    let mut found = Vec::new();
    if what == What::Schema
        && let Some(discriminator) = sources.get(node, "discriminator")
    {
        let entries = sources.entries_of(discriminator, "mapping");
        let values = entries.iter().map(|entry| entry.value);
        for value in values.chain(sources.get(discriminator, "defaultMapping")) {
            let target = sources.str(value);
            found.extend(target.and_then(|text| document.mapped(discriminator, text)));
        }
    }
    found
}

/// Every node of another file that a reference names, from the root on.
pub(super) fn targets(document: &Document<'_>) -> Found {
    let sources = document.sources;
    let main = sources.span(sources.origin(document.root)).file;
    let family = Family::of(sources, document.root);
    let mut found = Found {
        targets: Vec::new(),
        what: HashMap::new(),
        broken: Vec::new(),
        family,
    };
    let mut open = vec![(What::Root, document.root)];
    let mut known = HashSet::new();
    while let Some((what, node)) = open.pop() {
        if found.what.contains_key(&node) {
            continue;
        }
        found.what.insert(node, what);
        let mut named = references(document, what, node);
        if let Some(reference) = sources.get_str(node, "$ref") {
            match sources.resolve(node, reference) {
                Ok(target) => named.push(sources.end(target)),
                Err(broken) => found.broken.push((node, broken)),
            }
        }
        for target in named {
            if is_elsewhere(sources, main, target) && known.insert(target) {
                found.targets.push((target, what));
            }
            open.push((what, target));
        }
        let entries = sources.entries(node).iter().rev();
        for entry in entries {
            open.extend(parts(sources, what, &entry.key, entry.value, family));
        }
    }
    found
}

/// Whether a node stands in another file than the document, or in an overlay's that is no part of it.
fn is_elsewhere(sources: &Sources, main: u32, node: NodeId) -> bool {
    sources.document_of(node) != main
}
