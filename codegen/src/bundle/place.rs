//! Where each part of another file stands in the bundle.

use std::collections::{HashMap, HashSet};

use super::find::Found;
use crate::document::Family;
use crate::document::positions::What;
use crate::lower::{Scope, WantedName, component_key, namesakes, pascal, referenced};
use crate::source::{Entry, NodeId, Sources, pointer};

/// The places of what references name.
pub(super) struct Places {
    /// Each part that becomes a component: the section, the name, the node; in the order of sections and names.
    pub components: Vec<(&'static str, String, NodeId)>,
    /// The address of a node that references name, without `#`; of one that stands in place of its reference, none.
    addresses: HashMap<NodeId, String>,
    /// What stands in place of a component that only refers to it.
    pub namesakes: HashMap<NodeId, NodeId>,
}

impl Places {
    /// The reference that names a node; `None` where what it names stands in its place.
    pub fn reference(&self, sources: &Sources, node: NodeId) -> Option<String> {
        let mut steps = Vec::new();
        let mut current = sources.origin(node);
        loop {
            if let Some(address) = self.addresses.get(&current) {
                let inner: String = steps.iter().rev().map(|step| format!("/{step}")).collect();
                return Some(format!("#{address}{inner}"));
            }
            let parent = sources.ancestors(current).nth(1)?;
            steps.push(sources.step(parent, current));
            current = parent;
        }
    }
}

/// Where components of a kind stand; `None` where there are none.
fn section(what: What, found: &Found, is_new: bool) -> Option<&'static str> {
    let swagger = found.family == Family::Swagger;
    Some(match what {
        What::Schema if swagger => "definitions",
        What::Parameter if swagger => "parameters",
        What::Response if swagger => "responses",
        _ if swagger => return None,
        What::Schema => "schemas",
        What::Parameter => "parameters",
        What::Response => "responses",
        What::Body => "requestBodies",
        What::Header => "headers",
        What::SecurityScheme => "securitySchemes",
        What::Callback => "callbacks",
        What::Example => "examples",
        What::Link => "links",
        What::PathItem if is_new => "pathItems",
        What::Media if is_new => "mediaTypes",
        _ => return None,
    })
}

/// Finds a place for each target.
pub(super) fn places(sources: &Sources, root: NodeId, found: &Found) -> Places {
    let is_new = found.family == Family::OpenApi
        && sources
            .get_str(root, "openapi")
            .is_some_and(|version| !version.starts_with("3.0"));
    let mut places = Places {
        components: Vec::new(),
        addresses: HashMap::new(),
        namesakes: HashMap::new(),
    };
    places.addresses.insert(sources.origin(root), String::new());
    let components = schemas(sources, root, found.family).iter();
    let components = components.map(|entry| (&*entry.key, entry.value));
    for (component, target) in namesakes(sources, root, components) {
        places.namesakes.insert(component, target);
        places.addresses.insert(target, sources.pointer(component));
    }
    let mut naming = Naming::new(sources, root, found);
    let targets: HashSet<NodeId> = found.targets.iter().map(|(node, _)| *node).collect();
    for (node, what) in &found.targets {
        if places.addresses.contains_key(node) {
            continue;
        }
        // What stands within another target goes with that.
        if sources
            .ancestors(*node)
            .skip(1)
            .any(|outer| targets.contains(&outer))
        {
            continue;
        }
        let Some(section) = section(*what, found, is_new) else {
            continue;
        };
        let name = naming.name(sources, *node, *what, section);
        let path = match found.family {
            Family::Swagger => section.to_owned(),
            Family::OpenApi => format!("components/{section}"),
        };
        let step = pointer::step(&name);
        places.addresses.insert(*node, format!("/{path}/{step}"));
        places.components.push((section, name, *node));
    }
    places.components.sort();
    places
}

/// The schemas that the document names.
fn schemas(sources: &Sources, root: NodeId, family: Family) -> &[Entry] {
    let map = match family {
        Family::Swagger => sources.get(root, "definitions"),
        Family::OpenApi => {
            let components = sources.get(root, "components");
            components.and_then(|components| sources.get(components, "schemas"))
        }
    };
    map.map_or(&[], |map| sources.entries(map))
}

/// Names that are given so far.
struct Naming {
    types: Scope,
    keys: HashSet<(&'static str, String)>,
    /// How many targets would like to have a name.
    wanted: HashMap<String, usize>,
    components: HashSet<(String, String)>,
}

impl Naming {
    fn new(sources: &Sources, root: NodeId, found: &Found) -> Self {
        let mut naming = Self {
            types: Scope::of_types(),
            keys: HashSet::new(),
            wanted: HashMap::new(),
            components: HashSet::new(),
        };
        let holder = match found.family {
            Family::Swagger => Some(root),
            Family::OpenApi => sources.get(root, "components"),
        };
        for section in holder.map_or(&[][..], |holder| sources.entries(holder)) {
            for entry in sources.entries(section.value) {
                let key = (section.key.to_string(), entry.key.to_string());
                naming.components.insert(key);
            }
            if matches!(&*section.key, "schemas" | "definitions") {
                let keys = sources.entries(section.value).iter();
                let wanted = keys.map(|entry| WantedName::new(pascal(&entry.key), &entry.key));
                naming.types.take_all(&wanted.collect::<Vec<_>>());
            }
        }
        for (node, _) in &found.targets {
            let own = referenced(sources.stem(*node), &sources.pointer(*node)).own;
            *naming.wanted.entry(own).or_default() += 1;
        }
        naming
    }

    /// A name for a component: what its reference called it where that is free, else one that tells its file too.
    fn name(
        &mut self,
        sources: &Sources,
        node: NodeId,
        what: What,
        section: &'static str,
    ) -> String {
        let (stem, pointer) = (sources.stem(node), sources.pointer(node));
        let wanted = referenced(stem, &pointer);
        let last = match what {
            What::Parameter
                if wanted.last.bytes().all(|byte| byte.is_ascii_digit()) || pointer.is_empty() =>
            {
                sources
                    .get_str(node, "name")
                    .unwrap_or(&wanted.last)
                    .to_owned()
            }
            _ => wanted.last.clone(),
        };
        let mut candidates = vec![component_key(&last)];
        if what == What::Schema {
            let shared = self.wanted.get(&wanted.own).copied() > Some(1);
            let (first, others) = wanted.names(shared);
            let raw = format!("{stem}{pointer}");
            let raw = raw.replace(|c: char| !c.is_alphanumeric(), " ");
            let name = self.types.take(first, &others, &raw);
            candidates.retain(|key| pascal(key) == name);
            candidates.push(name);
        }
        candidates.push(wanted.own);
        candidates.push(wanted.qualified);
        let free = |naming: &Self, key: &String| {
            !naming.keys.contains(&(section, key.clone()))
                && !naming
                    .components
                    .contains(&(section.to_owned(), key.clone()))
        };
        let mut chosen = candidates.iter().find(|key| free(self, key)).cloned();
        let mut number = 2;
        while chosen.is_none() {
            let next = format!("{}{number}", component_key(&last));
            chosen = Some(next).filter(|key| free(self, key));
            number += 1;
        }
        let chosen = chosen.unwrap_or_default();
        self.keys.insert((section, chosen.clone()));
        chosen
    }
}
