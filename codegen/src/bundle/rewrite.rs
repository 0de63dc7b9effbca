//! The tree of a bundle: the document's own, with references made local and other files' parts among its components.

use std::collections::HashMap;

use super::address;
use super::find::{Found, parts};
use super::place::Places;
use crate::document::Family;
use crate::document::positions::What;
use crate::source::{Entry, NodeId, NodeKind, Sources};

/// Parts in place of references within each other deeper than this stay references.
const DEEPEST: usize = 64;

struct Rewriting<'a> {
    sources: &'a mut Sources,
    root: NodeId,
    found: &'a Found,
    places: &'a Places,
    /// What was rewritten already.
    done: HashMap<NodeId, NodeId>,
}

/// The root of the bundle.
pub(super) fn root(sources: &mut Sources, root: NodeId, found: &Found, places: &Places) -> NodeId {
    let mut rewriting = Rewriting {
        sources,
        root,
        found,
        places,
        done: HashMap::new(),
    };
    let own = rewriting.node(What::Root, root, 0);
    let mut made: HashMap<&'static str, Vec<Entry>> = HashMap::new();
    for (section, name, node) in &places.components {
        let what = found.what.get(node).copied().unwrap_or(What::Schema);
        let mut value = rewriting.node(what, *node, 0);
        if what == What::Schema {
            value = rewriting.inlined(value);
        }
        let entry = rewriting.sources.member(name.as_str(), value);
        made.entry(section).or_default().push(entry);
    }
    let mut sections: Vec<_> = made.into_iter().collect();
    sections.sort_by_key(|(section, _)| *section);
    let holder = match found.family {
        Family::Swagger => Some(own),
        Family::OpenApi => rewriting.sources.get(own, "components"),
    };
    let mut members = holder.map_or_else(Vec::new, |holder| {
        rewriting.sources.entries(holder).to_vec()
    });
    for (section, entries) in sections {
        let old = members.iter().position(|entry| *entry.key == *section);
        let before = old.map(|at| members.remove(at));
        let mut all = before.as_ref().map_or_else(Vec::new, |entry| {
            rewriting.sources.entries(entry.value).to_vec()
        });
        all.extend(entries);
        let origin = before.as_ref().map_or(own, |entry| entry.value);
        let map = rewriting.sources.make_map(all, origin);
        let key_span = before.map(|entry| entry.key_span);
        let mut entry = rewriting.sources.member(section, map);
        entry.key_span = key_span.unwrap_or(entry.key_span);
        members.push(entry);
    }
    if found.family == Family::Swagger {
        return rewriting.sources.make_map(members, own);
    }
    let components = rewriting.sources.make_map(members, holder.unwrap_or(own));
    rewriting.with(own, "components", components)
}

impl Rewriting<'_> {
    /// The map with another value of a member.
    fn with(&mut self, map: NodeId, key: &str, value: NodeId) -> NodeId {
        let mut entries = self.sources.entries(map).to_vec();
        match entries.iter_mut().find(|entry| *entry.key == *key) {
            Some(entry) => entry.value = value,
            None => {
                let last = self.sources.span(map).end;
                let mut entry = self.sources.member(key, value);
                entry.key_span.start = last;
                entries.push(entry);
            }
        }
        self.sources.make_map(entries, map)
    }

    /// A schema that is no component of the document's own: it has a type where something needs one.
    fn inlined(&mut self, schema: NodeId) -> NodeId {
        let flag = self.sources.make(NodeKind::Bool(true), schema);
        self.with(schema, "x-rust-inline", flag)
    }

    /// A node with all that it holds made local.
    fn node(&mut self, what: What, node: NodeId, depth: usize) -> NodeId {
        if let Some(done) = self.done.get(&node) {
            return *done;
        }
        if !matches!(self.sources.kind(node), NodeKind::Mapping(_)) {
            return node;
        }
        let target = self.sources.get_str(node, "$ref");
        let target = target.and_then(|text| self.sources.resolve(node, text).ok());
        // What a component stands for is the component.
        if let Some(target) = self.places.namesakes.get(&node).copied() {
            let made = self.node(what, target, depth);
            self.done.insert(node, made);
            return made;
        }
        let made = match target.map(|target| self.sources.end(target)) {
            Some(target) => self.reference(what, node, target, depth),
            None => self.map(what, node, depth),
        };
        self.done.insert(node, made);
        made
    }

    fn reference(&mut self, what: What, node: NodeId, target: NodeId, depth: usize) -> NodeId {
        if let Some(text) = self.places.reference(self.sources, target) {
            let same = self.sources.get_str(node, "$ref") == Some(&text);
            let node = self.map(what, node, depth);
            if same {
                return node;
            }
            let text = self.sources.make_text(text, node);
            return self.with(node, "$ref", text);
        }
        if depth > DEEPEST {
            return node;
        }
        // What stands beside the reference counts more.
        let own = self.map(what, node, depth);
        let inner = self.node(what, target, depth + 1);
        let mut entries = self.sources.entries(own).to_vec();
        entries.retain(|entry| &*entry.key != "$ref");
        if entries.is_empty() {
            return inner;
        }
        entries.extend(self.sources.entries(inner).to_vec());
        self.sources.make_map(entries, node)
    }

    fn map(&mut self, what: What, node: NodeId, depth: usize) -> NodeId {
        let mut entries = self.sources.entries(node).to_vec();
        let mut changed = false;
        for entry in &mut entries {
            let value = match (what, &*entry.key) {
                (What::Schema, "discriminator") => self.discriminator(entry.value),
                (What::Example, "externalValue") => self.address(entry.value),
                _ => self.member(what, entry, depth),
            };
            changed |= value != entry.value;
            entry.value = value;
        }
        if changed {
            self.sources.make_map(entries, node)
        } else {
            node
        }
    }

    /// The value of a member with its parts made local.
    fn member(&mut self, what: What, entry: &Entry, depth: usize) -> NodeId {
        let parts = parts(
            self.sources,
            what,
            &entry.key,
            entry.value,
            self.found.family,
        );
        let mut made = HashMap::new();
        for (what, part) in parts {
            let new = self.node(what, part, depth);
            if new != part {
                made.insert(part, new);
            }
        }
        if made.is_empty() {
            return entry.value;
        }
        if let Some(new) = made.get(&entry.value) {
            return *new;
        }
        match self.sources.kind(entry.value).clone() {
            NodeKind::Sequence(mut items) => {
                for item in &mut items {
                    *item = made.get(item).copied().unwrap_or(*item);
                }
                self.sources.make(NodeKind::Sequence(items), entry.value)
            }
            NodeKind::Mapping(mut entries) => {
                for inner in &mut entries {
                    inner.value = made.get(&inner.value).copied().unwrap_or(inner.value);
                }
                self.sources.make_map(entries.into(), entry.value)
            }
            _ => entry.value,
        }
    }

    /// A discriminator whose mapping names what stands in the bundle.
    fn discriminator(&mut self, node: NodeId) -> NodeId {
        let mut made = node;
        if let Some(mapping) = self.sources.get(node, "mapping") {
            let mut entries = self.sources.entries(mapping).to_vec();
            for entry in &mut entries {
                entry.value = self.mapped(entry.value);
            }
            let mapping = self.sources.make_map(entries, mapping);
            made = self.with(made, "mapping", mapping);
        }
        if let Some(default) = self.sources.get(node, "defaultMapping") {
            let default = self.mapped(default);
            made = self.with(made, "defaultMapping", default);
        }
        made
    }

    fn address(&mut self, value: NodeId) -> NodeId {
        match address::moved(self.sources, self.root, value) {
            Some(text) => self.sources.make_text(text, value),
            None => value,
        }
    }

    fn mapped(&mut self, value: NodeId) -> NodeId {
        let text = self.sources.str(value).unwrap_or_default().to_owned();
        // A name alone is one of a component, and stays so.
        let target = self
            .sources
            .resolve(value, &text)
            .ok()
            .filter(|_| text.contains(['#', '.', '/']));
        let reference = target.map(|target| self.sources.end(target));
        let reference = reference.and_then(|target| self.places.reference(self.sources, target));
        match reference {
            Some(reference) if reference != text => self.sources.make_text(reference, value),
            _ => value,
        }
    }
}
