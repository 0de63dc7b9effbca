//! What schemas call themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, core, section 8.2).

use std::collections::{HashMap, HashSet};

use iri_string::types::{IriAbsoluteStr, IriReferenceStr};

use super::dynamic::DynamicReference;
use super::reference::{percent_decoded, split};
use super::{NodeId, Sources};

/// A schema resource: a schema with an `$id`, or a file.
#[derive(Debug, Default)]
struct Resource {
    /// What references within it start from (RFC 3986, section 5.1).
    base: Box<str>,
    /// Its `$anchor`s and `$dynamicAnchor`s.
    anchors: HashMap<Box<str>, NodeId>,
}

/// `$dynamicAnchor`s, sorted by name.
pub(super) type Dynamic = Vec<(Box<str>, NodeId)>;

/// The schema resources of a document's files.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// By the node that each starts with, as a file has it.
    resources: HashMap<NodeId, Resource>,
    /// By what they are called, without a fragment.
    by_name: HashMap<Box<str>, NodeId>,
    /// The `$dynamicAnchor`s, by the schema resource that they stand in. A document is one resource by the letter, and yet its
    /// authors bind the same name in each schema anew: where no `$id` is, it is the outermost schema.
    pub(super) dynamic: HashMap<NodeId, Dynamic>,
    /// The `$dynamicRef`s that depend on the way by which they are reached.
    pub(super) ways: HashMap<NodeId, DynamicReference>,
}

/// The keywords by which a schema calls itself something, or names another by that.
const WORDS: [&str; 4] = ["$anchor", "$dynamicAnchor", "$dynamicRef", "$id"];

impl Sources {
    /// Whether any map has a keyword by which a schema calls itself something.
    pub fn identifies(&self) -> bool {
        let is_word = |key: &str| key.starts_with('$') && WORDS.contains(&key);
        let mut nodes = self.all();
        nodes.any(|node| self.entries(node).iter().any(|entry| is_word(&entry.key)))
    }

    /// Learns what these schemas call themselves; answers what two schemas are called both, as those.
    /// A `$dynamicRef` that can name one schema alone is a `$ref` from then on.
    pub fn identify(&mut self, all: &[NodeId]) -> Vec<(NodeId, NodeId)> {
        let says = |node: &&NodeId| {
            WORDS
                .iter()
                .any(|word| self.get_str(**node, word).is_some())
        };
        let mut schemas: Vec<NodeId> = all.iter().filter(says).copied().collect();
        if schemas.is_empty() {
            return Vec::new();
        }
        // From the outside in: a base is known before what is seen from it.
        // The order of a document's keys has no meaning, so that it cannot decide which of two is the first.
        schemas.sort_by_cached_key(|node| (self.ancestors(*node).count(), self.pointer(*node)));
        let mut found = Identifiers::default();
        let mut twice = Vec::new();
        for node in &schemas {
            twice.extend(self.name_resource(&mut found, *node));
        }
        let all: HashSet<NodeId> = all.iter().map(|node| self.origin(*node)).collect();
        for node in &schemas {
            twice.extend(self.name_anchors(&mut found, *node, &all));
        }
        self.identifiers = Some(found);
        self.settle_dynamic(&schemas);
        twice
    }

    fn name_resource(&self, found: &mut Identifiers, node: NodeId) -> Option<(NodeId, NodeId)> {
        let around = self.ancestors(node).last().unwrap_or(node);
        if !found.resources.contains_key(&around) {
            let base = self.file_base(node);
            found.by_name.entry(base.clone()).or_insert(around);
            let file = Resource {
                base,
                ..Resource::default()
            };
            found.resources.insert(around, file);
        }
        let id = self.get_str(node, "$id")?;
        let start = self.origin(node);
        let outer = self.ancestors(node).skip(1);
        let outer = outer
            .chain([around])
            .find_map(|node| found.resources.get(&node))?;
        let base = resolved(&outer.base, split(id).0)?;
        let first = *found.by_name.entry(base.clone()).or_insert(start);
        let resource = found.resources.entry(start).or_default();
        resource.base = base;
        (first != start && first != around).then_some((first, start))
    }

    fn name_anchors(
        &self,
        found: &mut Identifiers,
        node: NodeId,
        all: &HashSet<NodeId>,
    ) -> Option<(NodeId, NodeId)> {
        let own = found.resource_of(self, node);
        let anchors = &mut found.resources.get_mut(&own)?.anchors;
        let mut twice = None;
        if let Some(name) = self.get_str(node, "$anchor") {
            let first = *anchors.entry(name.into()).or_insert(node);
            twice = (first != node).then_some((first, node));
        }
        if let Some(name) = self.get_str(node, "$dynamicAnchor") {
            anchors.entry(name.into()).or_insert(node);
            let within = self.ancestors(node).take_while(|outer| *outer != own);
            let outermost = within.filter(|outer| all.contains(outer)).last();
            let is_called = self.get_str(own, "$id").is_some();
            let scope = outermost.filter(|_| !is_called).unwrap_or(own);
            let names = found.dynamic.entry(scope).or_default();
            match names.iter().find(|(known, _)| **known == *name) {
                Some((_, first)) => twice = Some((*first, node)),
                None => names.push((name.into(), node)),
            }
            names.sort();
        }
        twice
    }

    /// The base of a file: made of its name, so that files find each other as they would on disk.
    fn file_base(&self, node: NodeId) -> Box<str> {
        let name = self
            .file(self.span(node).file)
            .map_or("", |file| &file.name);
        let mut base = "file:///".to_owned();
        for c in name.trim_start_matches('/').chars() {
            match c {
                '\\' => base.push('/'),
                c if c.is_ascii_alphanumeric() || "-._~/".contains(c) || !c.is_ascii() => {
                    base.push(c)
                }
                c => base.push_str(&format!("%{:02X}", u32::from(c))),
            }
        }
        base.into()
    }

    /// What a reference names by what schemas call themselves; `None` where none is called so.
    pub(super) fn identified(
        &self,
        from: NodeId,
        reference: &str,
        steps: &mut usize,
    ) -> Option<NodeId> {
        let known = self.identifiers.as_ref()?;
        let (target, fragment) = split(reference);
        let own = known.resource_of(self, from);
        let resource = if target.is_empty() {
            own
        } else {
            let base = &known.resources.get(&own)?.base;
            *known.by_name.get(&resolved(base, target)?)?
        };
        match fragment.strip_prefix('/') {
            _ if fragment.is_empty() => Some(resource),
            Some(pointer) => self.pointed(resource, pointer, steps).ok(),
            None => {
                let name = percent_decoded(fragment);
                let near = known.dynamic_of(self, from).iter();
                let near = near.filter(|(one, _)| resource == own && **one == *name);
                let anchors = &known.resources.get(&resource)?.anchors;
                near.map(|(_, node)| *node)
                    .next()
                    .or_else(|| anchors.get(&*name).copied())
            }
        }
    }

    /// The anchor of that name in the resource that a file's root starts.
    pub(super) fn anchor(&self, root: NodeId, name: &str) -> Option<NodeId> {
        let known = self.identifiers.as_ref()?;
        let resource = known.resources.get(&self.origin(root))?;
        resource.anchors.get(&*percent_decoded(name)).copied()
    }
}

impl Identifiers {
    /// The node that the schema resource of a node starts with.
    fn resource_of(&self, sources: &Sources, node: NodeId) -> NodeId {
        let mut last = node;
        for outer in sources.ancestors(node) {
            if self.resources.contains_key(&outer) {
                return outer;
            }
            last = outer;
        }
        last
    }

    /// The node whose `$dynamicAnchor`s are those of a node's schema resource.
    pub(super) fn scope_of(&self, sources: &Sources, node: NodeId) -> NodeId {
        let known =
            |outer: &NodeId| self.dynamic.contains_key(outer) || self.resources.contains_key(outer);
        sources.ancestors(node).find(known).unwrap_or(node)
    }

    pub(super) fn dynamic_of(&self, sources: &Sources, node: NodeId) -> &[(Box<str>, NodeId)] {
        let scope = self.scope_of(sources, node);
        self.dynamic.get(&scope).map_or(&[], |names| names)
    }
}

/// A reference seen from a base, without its fragment (RFC 3986, section 5.2); `None` where one of them is none.
fn resolved(base: &str, reference: &str) -> Option<Box<str>> {
    let base = IriAbsoluteStr::new(base).ok()?;
    let reference = IriReferenceStr::new(reference).ok()?;
    Some(reference.resolve_against(base).to_string().into())
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_seen_from_their_base() {
        let seen = |base, reference| resolved(base, reference).map(String::from);
        let absolute = |text: &str| Some(text.to_owned());
        assert_eq!(
            seen("https://e.org/a/b.json", "c.json"),
            absolute("https://e.org/a/c.json")
        );
        assert_eq!(
            seen("https://e.org/a/b.json", "../c"),
            absolute("https://e.org/c")
        );
        assert_eq!(seen("https://e.org/a/b", "urn:x:y"), absolute("urn:x:y"));
        assert_eq!(seen("file:///api.yaml", "tree"), absolute("file:///tree"));
        assert_eq!(seen("no base", "tree"), None);
        assert_eq!(seen("file:///api.yaml", "a b"), None);
    }
}
