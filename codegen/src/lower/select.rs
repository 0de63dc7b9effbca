//! How the variant of a union is told from a value alone.

use super::types::Types;
use crate::model::{Kind, Kinds, Select};
use crate::source::{NodeId, NodeKind};

/// What is known of one alternative.
#[derive(Debug, Default)]
pub(super) struct Branch {
    /// Every node on the way to it, references followed.
    nodes: Vec<NodeId>,
    /// The name that it is referred to by.
    pub name: Option<String>,
    kinds: Vec<Kind>,
    properties: Vec<Property>,
}

#[derive(Debug)]
struct Property {
    name: String,
    required: bool,
    /// The texts that it may be, where it lists them.
    texts: Vec<String>,
}

impl Branch {
    pub fn is(&self, node: NodeId) -> bool {
        self.nodes.contains(&node)
    }

    pub fn has(&self, name: &str) -> bool {
        self.properties.iter().any(|property| property.name == name)
    }

    pub fn texts_of(&self, name: &str) -> Vec<String> {
        self.properties
            .iter()
            .find(|property| property.name == name)
            .map(|property| property.texts.clone())
            .unwrap_or_default()
    }

    /// Takes in an alternative of the same Rust type.
    pub fn absorb(&mut self, other: Branch) {
        self.nodes.extend(&other.nodes);
        self.kinds.extend(&other.kinds);
        self.properties.retain(|property| other.has(&property.name));
        for property in &mut self.properties {
            property.texts.extend(other.texts_of(&property.name));
        }
    }
}

impl Types<'_, '_> {
    /// Looks at an alternative as a decoder would.
    pub(super) fn branch(&mut self, node: NodeId) -> Branch {
        let mut branch = Branch {
            nodes: vec![node],
            ..Branch::default()
        };
        branch.name = self.component_name(node).map(str::to_owned);
        let mut current = node;
        for _ in 0..64 {
            let schema = self.read(current);
            let Some(target) = self.reference(&schema) else {
                break;
            };
            if branch.name.is_none() {
                let name = self
                    .document
                    .sources
                    .get_str(current, "$ref")
                    .and_then(|text| text.rsplit('/').next());
                branch.name = name.map(str::to_owned);
            }
            current = target;
            branch.nodes.push(target);
        }
        let schema = self.read(current);
        let parts = self.parts(current, &schema);
        for (_, part) in &parts.schemas {
            for (name, property) in &part.properties {
                if !branch.has(name) {
                    let (name, required) = (name.clone(), parts.required.contains(name));
                    let texts = self.texts_at(*property);
                    branch.properties.push(Property {
                        name,
                        required,
                        texts,
                    });
                }
            }
        }
        let all: Vec<Kind> = parts
            .schemas
            .iter()
            .find_map(|(_, part)| part.kinds.clone())
            .unwrap_or_else(|| {
                if branch.properties.is_empty() {
                    Kinds::default().0
                } else {
                    vec![Kind::Object]
                }
            });
        branch.kinds = all.into_iter().filter(|kind| *kind != Kind::Null).collect();
        branch
    }

    /// The texts that a schema lists, where it lists texts alone.
    fn texts_at(&mut self, node: NodeId) -> Vec<String> {
        let schema = self.read_followed(node);
        let listed = schema
            .enumeration
            .clone()
            .or_else(|| schema.constant.map(|value| vec![value]))
            .unwrap_or_default();
        let texts: Vec<String> = listed
            .iter()
            .filter_map(|value| self.document.sources.str(*value).map(str::to_owned))
            .collect();
        let nulls = listed
            .iter()
            .filter(|value| *self.document.sources.kind(**value) == NodeKind::Null)
            .count();
        if texts.len() + nulls == listed.len() {
            texts
        } else {
            Vec::new()
        }
    }
}

/// The first rule that tells every alternative from the others, and why it does.
pub(super) fn infer(branches: &[Branch]) -> (Select, String) {
    if let Some(kinds) = by_kind(branches) {
        return (
            Select::Kind(kinds),
            "each variant is another kind of JSON".to_owned(),
        );
    }
    if let Some((name, mapping)) = by_property(branches) {
        let why = format!("`{name}` lists other texts in each variant");
        return (
            Select::Property {
                name,
                mapping,
                default: None,
            },
            why,
        );
    }
    if let Some((members, default)) = by_presence(branches) {
        return (
            Select::Present { members, default },
            "each variant requires a member that no other has".to_owned(),
        );
    }
    (
        Select::Trial,
        "nothing tells the variants apart: the first that validates is taken".to_owned(),
    )
}

fn by_kind(branches: &[Branch]) -> Option<Vec<Kinds>> {
    let covers = |kinds: &[Kind], kind: Kind| {
        kinds.contains(&kind) || (kind == Kind::Integer && kinds.contains(&Kind::Number))
    };
    for (index, one) in branches.iter().enumerate() {
        for other in &branches[index + 1..] {
            let shared = one.kinds.iter().any(|kind| covers(&other.kinds, *kind))
                || other.kinds.iter().any(|kind| covers(&one.kinds, *kind));
            if shared {
                return None;
            }
        }
    }
    let sorted = |branch: &Branch| {
        let mut kinds = branch.kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        Kinds(kinds)
    };
    Some(branches.iter().map(sorted).collect())
}

fn by_property(branches: &[Branch]) -> Option<(String, Vec<(String, usize)>)> {
    let first = branches.first()?;
    first.properties.iter().find_map(|property| {
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let texts = branch.texts_of(&property.name);
            let known = |text: &String| mapping.iter().any(|(other, _)| other == text);
            if texts.is_empty() || texts.iter().any(known) {
                return None;
            }
            mapping.extend(texts.into_iter().map(|text| (text, index)));
        }
        Some((property.name.clone(), mapping))
    })
}

type ByPresence = (Vec<(String, usize)>, Option<usize>);

fn by_presence(branches: &[Branch]) -> Option<ByPresence> {
    if branches.iter().any(|branch| branch.kinds != [Kind::Object]) {
        return None;
    }
    let mut members = Vec::new();
    let mut default = None;
    for (index, branch) in branches.iter().enumerate() {
        let alone = |name: &str| {
            branches
                .iter()
                .enumerate()
                .all(|(other, branch)| other == index || !branch.has(name))
        };
        match branch
            .properties
            .iter()
            .find(|property| property.required && alone(&property.name))
        {
            Some(property) => members.push((property.name.clone(), index)),
            None if default.is_none() => default = Some(index),
            None => return None,
        }
    }
    Some((members, default))
}
