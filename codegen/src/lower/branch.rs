//! What a decoder can know of one alternative of a union before it reads it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::types::Types;
use crate::document::SchemaNode;
use crate::model::{Kind, Kinds};
use crate::source::{NodeId, NodeKind};

/// How many unions within unions are looked into.
const DEEPEST: usize = 4;

/// What is known of one alternative.
#[derive(Debug, Default, Clone)]
pub(super) struct Branch {
    /// Every node on the way to it, references followed, and those of its own alternatives.
    nodes: BTreeSet<NodeId>,
    /// The names that it, or one of its own alternatives, is referred to by; what a discriminator says in place of one.
    pub names: BTreeSet<String>,
    /// The JSON kinds that it allows, `null` aside.
    pub kinds: Vec<Kind>,
    pub properties: Vec<Property>,
    /// The schemas that say what its first item is, where it is a list.
    pub first_item: Vec<NodeId>,
}

#[derive(Debug, Clone)]
pub(super) struct Property {
    pub name: String,
    pub required: bool,
    /// The texts that it may be, where it lists them; JSON text for what is none.
    pub texts: Vec<String>,
    /// The text that it is by default.
    pub default: Option<String>,
    /// The schemas that say what it is.
    pub schemas: Vec<NodeId>,
}

impl Branch {
    pub fn is(&self, node: NodeId) -> bool {
        self.nodes.contains(&node)
    }

    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.property(name).is_some()
    }

    pub fn texts_of(&self, name: &str) -> &[String] {
        self.property(name)
            .map_or(&[], |property| property.texts.as_slice())
    }

    /// Whether any of its members are known.
    pub fn has_any(&self) -> bool {
        !self.properties.is_empty()
    }

    /// Whether it has every member that another is known to have.
    pub fn knows_all_of(&self, other: &Branch) -> bool {
        other.properties.iter().all(|one| self.has(&one.name))
    }

    pub fn is_object(&self) -> bool {
        self.kinds == [Kind::Object]
    }

    /// Whether it is a list of whose items something is known.
    pub fn is_list(&self) -> bool {
        self.kinds == [Kind::Array] && !self.first_item.is_empty()
    }

    /// Takes in another that ends in the same variant: what is known of both is what they share.
    pub fn absorb(&mut self, other: &Branch) {
        self.nodes.extend(&other.nodes);
        add_names(&mut self.names, &other.names);
        add_all(&mut self.kinds, &other.kinds);
        // One that says nothing of its items may have any.
        if self.first_item.is_empty() || other.first_item.is_empty() {
            self.first_item.clear();
        } else {
            add_all(&mut self.first_item, &other.first_item);
        }
        self.properties.retain(|property| other.has(&property.name));
        for property in &mut self.properties {
            let Some(same) = other.property(&property.name) else {
                continue;
            };
            property.required &= same.required;
            if property.default != same.default {
                property.default = None;
            }
            add_all(&mut property.schemas, &same.schemas);
            // One that lists nothing may be anything.
            if same.texts.is_empty() {
                property.texts.clear();
            } else if !property.texts.is_empty() {
                add_all(&mut property.texts, &same.texts);
            }
        }
    }
}

impl Types<'_, '_> {
    /// Looks at an alternative as a decoder would.
    pub(super) fn branch(&mut self, node: NodeId) -> Branch {
        self.branch_within(node, DEEPEST)
    }

    fn branch_within(&mut self, node: NodeId, depth: usize) -> Branch {
        let mut nodes = BTreeSet::from([node]);
        let mut name = self.component_name(node).map(str::to_owned);
        let mut current = node;
        for _ in 0..64 {
            let schema = self.read(current);
            let Some(target) = self.reference(&schema) else {
                break;
            };
            let said = self.document.sources.get_str(current, "$ref");
            let last = said.and_then(|text| text.rsplit('/').next());
            name = name.or(last.map(str::to_owned));
            current = target;
            nodes.insert(target);
        }
        let mut branch = (*self.looked(current, depth)).clone();
        branch.nodes.append(&mut nodes);
        let name = self.discriminator_value(current).or(name);
        branch.names.extend(name);
        branch
    }

    /// What a discriminator says of a schema in place of its name, where the schema knows it itself.
    fn discriminator_value(&self, node: NodeId) -> Option<String> {
        let said = |key| self.document.sources.get_str(node, key);
        let text = said("x-ms-discriminator-value").or_else(|| said("x-discriminator-value"))?;
        Some(text.to_owned())
    }

    /// What a schema says itself. Unions that hold each other lead to the same ones again and again: each is looked at once.
    fn looked(&mut self, node: NodeId, depth: usize) -> Rc<Branch> {
        if let Some(known) = self.branches.get(&(node, depth)) {
            return Rc::clone(known);
        }
        let mut branch = Branch::default();
        let schema = self.read(node);
        self.look(&mut branch, node, &schema, depth);
        let branch = Rc::new(branch);
        self.branches.insert((node, depth), Rc::clone(&branch));
        branch
    }

    /// Looks at a schema that is written in place, or of which a part is left out.
    pub(super) fn branch_of(&mut self, node: NodeId, schema: &SchemaNode) -> Branch {
        let mut branch = Branch {
            nodes: BTreeSet::from([node]),
            names: self
                .component_name(node)
                .map(str::to_owned)
                .into_iter()
                .collect(),
            ..Branch::default()
        };
        self.look(&mut branch, node, schema, DEEPEST);
        branch
    }

    fn look(&mut self, branch: &mut Branch, node: NodeId, schema: &SchemaNode, depth: usize) {
        let parts = self.parts(node, schema);
        let required: HashSet<&str> = parts.required.iter().map(String::as_str).collect();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let all = if self.affords(node, &parts) {
            parts.schemas.as_slice()
        } else {
            &[]
        };
        for (_, part) in all {
            for (name, property) in &part.properties {
                let texts = self.texts_at(*property, DEEPEST);
                let at = *known.entry(name).or_insert(branch.properties.len());
                match branch.properties.get_mut(at) {
                    // A part that narrows what another part says more loosely.
                    Some(known) if known.texts.is_empty() => {
                        known.texts = texts;
                        known.schemas = vec![*property];
                    }
                    Some(_) => {}
                    None => branch.properties.push(Property {
                        name: name.to_string(),
                        required: required.contains(&**name),
                        texts,
                        default: self.default_text(*property),
                        schemas: vec![*property],
                    }),
                }
            }
        }
        let first = |part: &SchemaNode| part.prefix_items.first().copied().or(part.items);
        let first = parts.schemas.iter().find_map(|(_, part)| first(part));
        branch.first_item.extend(first);
        branch.kinds = self.kinds_at(&parts.schemas, branch.properties.is_empty());
        let own = self.alternatives_of(node, schema);
        if let (Some((first, rest)), true) = (own.split_first(), depth > 0) {
            let mut inner = self.branch_within(*first, depth - 1);
            for other in rest {
                let other = self.branch_within(*other, depth - 1);
                inner.absorb(&other);
            }
            branch.take_from(inner, schema.kinds.is_none());
        }
    }

    fn default_text(&self, node: NodeId) -> Option<String> {
        let sources = self.document.sources;
        let default = sources.get_str(sources.follow(node).ok()?, "default");
        default.map(str::to_owned)
    }

    /// The kinds that the parts of a schema allow, `null` aside: those that one names, else those of the values that one
    /// lists. What has members is an object where nothing says otherwise.
    fn kinds_at(&self, parts: &[(NodeId, Rc<SchemaNode>)], no_properties: bool) -> Vec<Kind> {
        let named = parts.iter().find_map(|(_, part)| part.kinds.clone());
        let listed = || parts.iter().find_map(|(_, part)| part.listed());
        let mut kinds = match (named, listed()) {
            (Some(named), _) => named,
            (None, Some(listed)) => self.kinds_of_values(listed),
            (None, None) if no_properties => Kinds::default().iter().collect(),
            (None, None) => vec![Kind::Object],
        };
        kinds.retain(|kind| *kind != Kind::Null);
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The alternatives of an alternative, `null` aside.
    fn alternatives_of(&mut self, node: NodeId, schema: &SchemaNode) -> Vec<NodeId> {
        let listed = schema.alternatives();
        if listed.is_empty() {
            return self.subtypes_of(node, schema).iter().copied().collect();
        }
        listed
            .into_iter()
            .filter(|part| !self.is_null(*part))
            .collect()
    }

    /// The texts that a schema lists, where it lists its values: JSON text for what is none.
    fn texts_at(&mut self, node: NodeId, depth: usize) -> Vec<String> {
        let schema = self.read_followed(node);
        let Some(listed) = schema.listed() else {
            return match schema.all_of.as_slice() {
                [only] if depth > 0 => self.texts_at(*only, depth - 1),
                _ => Vec::new(),
            };
        };
        let sources = self.document.sources;
        let text = |value: &NodeId| match sources.kind(*value) {
            NodeKind::String(text) => Some(text.to_string()),
            NodeKind::Number(text) => text.parse::<i64>().ok().map(|value| value.to_string()),
            NodeKind::Bool(value) => Some(value.to_string()),
            _ => None,
        };
        let texts: Vec<String> = listed.iter().filter_map(text).collect();
        let nulls = listed
            .iter()
            .filter(|value| *sources.kind(**value) == NodeKind::Null);
        if texts.len() + nulls.count() == listed.len() {
            texts
        } else {
            Vec::new()
        }
    }
}

impl Branch {
    /// The same, referred to as the other is.
    pub fn called(self, other: Branch) -> Branch {
        Branch {
            nodes: other.nodes,
            names: other.names,
            ..self
        }
    }

    /// Takes in what all alternatives of this alternative share.
    fn take_from(&mut self, inner: Branch, kinds: bool) {
        self.nodes.extend(inner.nodes);
        add_names(&mut self.names, &inner.names);
        if kinds {
            self.kinds = inner.kinds;
        }
        if self.first_item.is_empty() {
            self.first_item = inner.first_item;
        }
        for property in inner.properties {
            match self
                .properties
                .iter_mut()
                .find(|known| known.name == property.name)
            {
                Some(known) if known.texts.is_empty() => known.texts = property.texts,
                Some(_) => {}
                None => self.properties.push(property),
            }
        }
    }
}

fn add_names(known: &mut BTreeSet<String>, more: &BTreeSet<String>) {
    for name in more {
        if !known.contains(name) {
            known.insert(name.clone());
        }
    }
}

/// Adds what is not there yet, in order.
fn add_all<T: Clone + PartialEq>(known: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !known.contains(one) {
            known.push(one.clone());
        }
    }
}
