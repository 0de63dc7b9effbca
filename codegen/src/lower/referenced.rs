//! Schemas outside of the components that references name: each is one type, however many references reach it.

use std::collections::HashMap;

use super::names;
use super::place::Place;
use super::types::Types;
use crate::document::SchemaNode;
use crate::model::{TableId, TypeId};
use crate::source::{NodeId, NodeMap, NodeSet, Sources};

/// What references name, outside of the components.
#[derive(Debug, Default)]
pub(super) struct Referenced {
    targets: NodeSet,
    /// How many of them would like to have a name.
    wanted: HashMap<String, usize>,
    /// The components that are references alone, by what they give their names to.
    namesakes: NodeMap<NodeId>,
    /// Those that have a name and are not read yet.
    pending: Vec<(NodeId, Place, (TypeId, TableId))>,
}

/// The components that say nothing but where in another file they are, each with the schema there, which has its name: of
/// several for one schema, the one that is called as the schema would be without them, else the first.
pub(crate) fn namesakes<'n>(
    sources: &Sources,
    root: NodeId,
    components: impl Iterator<Item = (&'n str, NodeId)>,
) -> Vec<(NodeId, NodeId)> {
    let mut found: Vec<(NodeId, NodeId)> = Vec::new();
    let mut places: HashMap<NodeId, usize> = HashMap::new();
    for (name, component) in components {
        let Some(target) = sources.elsewhere(component, root) else {
            continue;
        };
        let place = *places.entry(target).or_insert(found.len());
        let own = names::referenced(sources.stem(target), &sources.pointer(target)).own;
        match found.get_mut(place) {
            None => found.push((component, target)),
            Some(known) if own == names::pascal(name) => known.0 = component,
            Some(_) => {}
        }
    }
    found
}

/// Whether a named schema is one that the document only refers to (`x-rust-inline`), as if it stood in another file.
pub(super) fn stays_inline(sources: &Sources, node: NodeId) -> bool {
    sources.get_bool(node, "x-rust-inline") == Some(true)
}

impl Referenced {
    /// What a schema may be called that stands where it does; within one that a component gives its name to, it stands
    /// within the component. What stays inline was called by who wrote the bundle, and its file tells nothing.
    fn names_at(&self, sources: &Sources, node: NodeId) -> names::Referenced {
        let pointer = sources.pointer(node);
        if sources
            .ancestors(node)
            .any(|outer| stays_inline(sources, outer))
        {
            return names::referenced("", &pointer);
        }
        let mut outer = sources.ancestors(node);
        let Some((target, component)) =
            outer.find_map(|outer| Some((outer, *self.namesakes.get(&outer)?)))
        else {
            return names::referenced(sources.stem(node), &pointer);
        };
        let within = pointer.strip_prefix(&sources.pointer(target));
        let pointer = sources.pointer(component) + within.unwrap_or_default();
        names::referenced(sources.stem(component), &pointer)
    }
}

impl Types<'_, '_> {
    /// Finds what components stand for that say nothing but where that is: it has the name of the component.
    pub(super) fn find_namesakes(&mut self, components: &[(&str, NodeId)]) {
        let sources = self.document.sources;
        let named = components.iter().copied();
        let found = namesakes(sources, self.document.root, named);
        for (component, target) in &found {
            self.wishes.pass_on(*component, *target);
        }
        self.referenced.namesakes = found
            .into_iter()
            .map(|(one, target)| (target, one))
            .collect();
    }

    /// What a component stands for that gives its name to that.
    pub(super) fn stands_for(&self, component: NodeId) -> Option<NodeId> {
        let target = self
            .document
            .sources
            .elsewhere(component, self.document.root)?;
        let namesake = self.referenced.namesakes.get(&target);
        namesake
            .is_some_and(|one| *one == component)
            .then_some(target)
    }

    /// Finds all targets of references; the components are known already.
    pub(super) fn find_referenced(&mut self) {
        let sources = self.document.sources;
        let mut found = Referenced {
            namesakes: std::mem::take(&mut self.referenced.namesakes),
            ..Referenced::default()
        };
        for target in sources.reference_targets() {
            if self.component_of(target).is_none() && found.targets.insert(target) {
                let wanted = found.names_at(sources, target);
                *found.wanted.entry(wanted.own).or_default() += 1;
            }
        }
        self.referenced = found;
    }

    /// The type and table of a schema that references name; `None` for one that no reference names, and for a scalar,
    /// which needs no type of its own. It is called after where it stands, and has a file of its own, whoever meets it first.
    pub(super) fn referenced(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
    ) -> Option<(TypeId, TableId)> {
        let sources = self.document.sources;
        // What a `$dynamicAnchor` names may lead out of its schema resource, which speaks of it again.
        let simple = schema.needs_no_type() && !sources.is_dynamic_anchor(node);
        if !self.referenced.targets.contains(&node) || simple {
            return None;
        }
        let wanted = self.referenced.names_at(sources, node);
        let is_shared = self.referenced.wanted.get(&wanted.own).copied() > Some(1);
        let (first, others) = wanted.names(is_shared);
        let raw = format!("{}{}", sources.stem(node), sources.pointer(node));
        let raw = raw.replace(|c: char| !c.is_alphanumeric(), " ");
        let name = self.names.take(first, &others, &raw);
        let module = self.module(node, &name, &raw);
        let reserved = self.reserve(&name, module.clone());
        self.name_component(node, reserved, wanted.last);
        let place = Place::new(&name, module);
        self.places.insert(node, place.clone());
        self.referenced.pending.push((node, place, reserved));
        Some(reserved)
    }

    /// Where the type of an inline schema goes that several operations reach: through a parameter, a body or an answer
    /// that references name. It is called after that, and made once.
    pub(super) fn shared_name(&self, node: NodeId) -> Option<String> {
        let sources = self.document.sources;
        for outer in sources.ancestors(node) {
            let is_of_one = ["responses", "get", "put", "post", "delete", "patch"]
                .iter()
                .any(|key| sources.get(outer, key).is_some());
            if is_of_one || self.component_of(outer).is_some() {
                return None;
            }
            if self.referenced.targets.contains(&outer) {
                let named = self.referenced.names_at(sources, node);
                return Some(self.apart(outer, named));
            }
        }
        None
    }

    /// What stands within a schema of another file may be called: where others are called as that is, the file tells which.
    fn apart(&self, outer: NodeId, named: names::Referenced) -> String {
        let sources = self.document.sources;
        let file = |node: NodeId| sources.span(sources.origin(node)).file;
        let own = self.referenced.names_at(sources, outer).own;
        let is_holder = ["content", "schema"]
            .iter()
            .any(|key| sources.get(outer, key).is_some());
        let is_shared = self.referenced.wanted.get(&own) > Some(&1);
        match is_shared && !is_holder && file(outer) != file(self.document.root) {
            true => named.qualified,
            false => named.own,
        }
    }

    /// Reads those that were given a name, and those that they name in turn.
    pub(super) fn read_referenced(&mut self) {
        while let Some((node, place, (id, table))) = self.referenced.pending.pop() {
            let made = self.make(node, &place);
            self.fill(node, &place, id, table, made);
        }
    }
}
