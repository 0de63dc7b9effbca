//! `discriminator`: which text means which variant, and the subtypes of a base that has one (OpenAPI 3.0.4, section 4.7.25;
//! 3.2, section 4.25).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;

use super::alternatives;
use super::branch::Branch;
use super::place::Place;
use super::select::Choice;
use super::types::{Made, Types};
use super::unions::Alternative;
use crate::document::{Discriminator, SchemaNode};
use crate::model::Select;
use crate::source::NodeId;

impl Types<'_, '_> {
    /// A base that names its kinds by `discriminator` alone: the enum over them, and over the base where it is one.
    pub(super) fn subtypes(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Option<Made> {
        let discriminator = schema.discriminator.as_ref()?;
        let targets: Vec<NodeId> = self.subtypes_of(node, schema).iter().copied().collect();
        if targets.is_empty() {
            return None;
        }
        let mut scope = alternatives::scope();
        let mut found = self.all_alternatives(&mut scope, &targets, place);
        let mapping = discriminator.mapping.iter();
        let itself = mapping
            .clone()
            .any(|(_, target)| self.document.mapped(discriminator.at, target) == Some(node));
        if itself || discriminator.mapping.is_empty() {
            let alone = SchemaNode {
                discriminator: None,
                ..schema.clone()
            };
            let used = self.inline((node, node), &alone, place, &place.part("Base"));
            let branch = self.branch_of(node, &alone);
            found.push(Alternative {
                node,
                name: scope.take("Base".to_owned(), &[], "the base itself"),
                used,
                branch,
            });
        }
        Some(self.several(node, schema, schema, found))
    }

    /// The schemas that a base names by its `discriminator`: those of the mapping, else all that extend it by `allOf`.
    pub(super) fn subtypes_of(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
    ) -> Rc<IndexSet<NodeId>> {
        let Some(discriminator) = schema.discriminator.as_ref() else {
            return Rc::default();
        };
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return Rc::default();
        }
        if let Some(known) = self.families.get(&node) {
            return Rc::clone(known);
        }
        let mut found = IndexSet::new();
        if discriminator.mapping.is_empty() {
            found.extend(self.extensions(node));
        }
        for (_, reference) in &discriminator.mapping {
            let target = self.document.mapped(discriminator.at, reference);
            found.extend(target.filter(|one| *one != node));
        }
        let found = Rc::new(found);
        self.families.insert(node, Rc::clone(&found));
        found
    }

    /// Whether a schema is one of the subtypes that its part stands for: then it has the part's members, and is no other
    /// name of the union.
    pub(super) fn is_subtype_of(&mut self, node: NodeId, part: NodeId) -> bool {
        let Some(base) = self.document.follow(part, self.diagnostics) else {
            return false;
        };
        let schema = self.read(base);
        self.subtypes_of(base, &schema).contains(&node)
    }

    /// Every named schema that has this one as a part, and those that have them.
    fn extensions(&mut self, base: NodeId) -> Vec<NodeId> {
        if self.extensions.is_none() {
            let schemas: Vec<NodeId> = self.document.schemas().map(|(_, node)| node).collect();
            let mut found: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
            for schema in schemas {
                for part in &self.read(schema).all_of {
                    if let Some(target) = self.document.follow(*part, self.diagnostics) {
                        found.entry(target).or_default().push(schema);
                    }
                }
            }
            self.extensions = Some(found);
        }
        let all = self.extensions.as_ref();
        let (mut found, mut seen, mut next) = (Vec::new(), HashSet::from([base]), vec![base]);
        while let Some(one) = next.pop() {
            let own = all
                .and_then(|all| all.get(&one))
                .map_or(&[][..], Vec::as_slice);
            for schema in own {
                if seen.insert(*schema) {
                    found.push(*schema);
                    next.push(*schema);
                }
            }
        }
        found
    }

    /// How the variants are told apart: by the discriminator, where it names them, else by what is known of them.
    pub(super) fn select(
        &mut self,
        discriminator: Option<&Discriminator>,
        variants: &[Branch],
    ) -> Choice {
        let all: Vec<_> = variants.iter().enumerate().collect();
        let Some(discriminator) = discriminator else {
            return self.infer(&all);
        };
        let mapping = self.mapping(discriminator, variants);
        if mapping.is_empty() {
            return self.infer(&all);
        }
        let name = discriminator.property.clone();
        let named = |index: &usize| mapping.iter().any(|(_, known)| known == index);
        let complete = (0..variants.len()).all(|index| named(&index))
            && variants.iter().all(|variant| variant.has(&name));
        let default = match self.default_mapping(discriminator, variants) {
            Some(index) => Select::Is(index),
            None if complete => Select::Nothing,
            // Some values come without the member, or with a text that names nothing.
            None => self.infer(&all).select,
        };
        Choice {
            why: format!("discriminator: `{name}` says which"),
            select: Select::Property {
                name,
                mapping,
                default: Box::new(default),
            },
            passed: Vec::new(),
        }
    }

    /// `defaultMapping` of 3.2: the variant of a value without the member, or with a text that no entry names.
    fn default_mapping(&self, discriminator: &Discriminator, variants: &[Branch]) -> Option<usize> {
        let default = self
            .document
            .sources
            .get_str(discriminator.at, "defaultMapping")?;
        let target = self.document.mapped(discriminator.at, default)?;
        variants.iter().position(|variant| variant.is(target))
    }

    /// Text and variant, sorted by text: what the mapping says, then for each variant that it does not speak of what the
    /// member itself may say there and in no other, else the name that stands for the schema, where it may say that.
    pub(super) fn mapping(
        &mut self,
        discriminator: &Discriminator,
        variants: &[Branch],
    ) -> Vec<(String, usize)> {
        let mut mapping = BTreeMap::new();
        let mut spoken = HashSet::new();
        for (text, reference) in &discriminator.mapping {
            let Some(target) = self.document.mapped(discriminator.at, reference) else {
                continue;
            };
            if let Some(index) = variants.iter().position(|variant| variant.is(target)) {
                spoken.insert(index);
                mapping.entry(text.clone()).or_insert(index);
            }
        }
        let name = &discriminator.property;
        let lone = lone_texts(variants, name);
        for (index, variant) in variants.iter().enumerate() {
            if spoken.contains(&index) {
                continue;
            }
            let may_say = variant.texts_of(name);
            let own: Vec<&String> = may_say
                .iter()
                .filter(|text| lone.contains(text.as_str()))
                .collect();
            let names = variant.names.iter();
            let names = names.filter(|name| may_say.is_empty() || may_say.contains(name));
            let names = names.filter(|_| own.is_empty());
            for text in own.iter().copied().chain(names) {
                mapping.entry(text.clone()).or_insert(index);
            }
        }
        mapping.into_iter().collect()
    }
}

/// The texts that one variant alone lists for a member: what several list tells none of them.
fn lone_texts<'a>(variants: &'a [Branch], name: &str) -> HashSet<&'a str> {
    let (mut seen, mut several) = (HashSet::new(), HashSet::new());
    for variant in variants {
        let texts: HashSet<&str> = variant.texts_of(name).iter().map(String::as_str).collect();
        several.extend(texts.into_iter().filter(|text| !seen.insert(*text)));
    }
    seen.retain(|text| !several.contains(text));
    seen
}
