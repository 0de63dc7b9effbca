//! `oneOf` and `anyOf`.

use std::collections::HashSet;
use std::sync::Arc;

use super::alternatives;
use super::branch::Branch;
use super::place::Place;
use super::scope::Scope;
use super::types::{Made, Types, Use};
use crate::document::SchemaNode;
use crate::model::{
    Docs, Kind, Rule, Schema, SchemaRef, Select, Shape, TypeRef, Union, UnionVariant,
};
use crate::source::NodeId;

/// One alternative of a union.
pub(super) struct Alternative {
    pub node: NodeId,
    /// The name of its variant.
    pub name: String,
    pub used: Use,
    pub branch: Branch,
}

impl Types<'_, '_> {
    /// What alternatives become: one of their types where one is enough, else an enum over them.
    pub(super) fn union(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        if !schema.one_of.is_empty() && !schema.any_of.is_empty() {
            return self.side_by_side(node, schema, place);
        }
        let listed = schema.alternatives();
        let branches: Vec<NodeId> = listed
            .iter()
            .filter(|part| !self.is_null(**part))
            .copied()
            .collect();
        let null_listed = branches.len() < listed.len()
            || schema.kinds.is_none() && branches.iter().any(|part| self.nullable(*part, 16));
        let branches = self.without_twins(branches);
        if !self.is_another(schema, &branches)
            && let Some(made) = self.enum_of(node, schema, &branches, null_listed)
        {
            return made;
        }
        if self.has_base(schema, &branches) {
            return self.with_base(node, schema, place, &branches);
        }
        match branches.as_slice() {
            [] => Made::Alias(TypeRef::Json, self.table(node, schema)),
            [only] => {
                let found = self.of(*only, place);
                Made::Alias(found.ty, self.table(node, schema))
            }
            several => {
                let mut scope = alternatives::scope();
                let found = self.all_alternatives(&mut scope, several, place);
                self.several(node, schema, schema, found)
            }
        }
    }

    /// Alternatives that are written out, and alike, are one.
    pub(super) fn without_twins(&self, mut branches: Vec<NodeId>) -> Vec<NodeId> {
        let sources = self.document.sources;
        let mut seen = HashSet::new();
        if branches.len() > 1 {
            branches.retain(|branch| {
                sources.get(*branch, "$ref").is_some() || seen.insert(sources.json(*branch))
            });
        }
        branches
    }

    /// Whether a schema is another and no more, `null` aside: then an enum is that one, not a new one of the same values.
    fn is_another(&mut self, schema: &SchemaNode, branches: &[NodeId]) -> bool {
        let kinds = [Kind::String, Kind::Integer];
        let is_true = schema.kinds.is_none() || kinds.iter().any(|kind| schema.is(*kind));
        matches!(branches, [only] if is_true && self.read(*only).reference.is_some())
    }

    /// Both at once: where not both have members of their own, the type is that of `oneOf`, and `anyOf` is one rule more.
    fn side_by_side(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        if let Some(made) = self.paired(node, schema, place) {
            return made;
        }
        let mut one = schema.clone();
        one.any_of.clear();
        match self.union(node, &one, place) {
            // The rows of its table are the fields, whichever part has them.
            Made::Type(shape @ Shape::Struct(_), mut table) => {
                table
                    .rules
                    .push(Rule::AnyOf(self.tables_of(&schema.any_of)));
                Made::Type(shape, table)
            }
            made => made.of_whole(self.table(node, schema)),
        }
    }

    /// Alternatives that are referred to, or written in place.
    pub(super) fn all_alternatives(
        &mut self,
        scope: &mut Scope,
        nodes: &[NodeId],
        place: &Place,
    ) -> Vec<Alternative> {
        let names = self.alternative_names(scope, nodes, place.name());
        let names = names.into_iter();
        let all = names.zip(nodes).map(|(name, node)| Alternative {
            node: *node,
            used: self.of(*node, &place.part(&name)),
            branch: self.branch(*node),
            name,
        });
        all.collect()
    }

    /// An enum over the alternatives; those of one Rust type are one variant. `beside` is what the schema says that no
    /// alternative says.
    pub(super) fn several(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        beside: &SchemaNode,
        alternatives: Vec<Alternative>,
    ) -> Made {
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut seen: Vec<Branch> = Vec::new();
        let listed = alternatives.len();
        for one in alternatives {
            match variants
                .iter()
                .position(|variant| variant.ty == one.used.ty)
            {
                Some(index) => {
                    either(&mut variants[index].schema, one.used.schema);
                    seen[index].absorb(&one.branch);
                }
                None => {
                    variants.push(self.variant(one.node, one.name, one.used));
                    seen.push(one.branch);
                }
            }
        }
        let choice = self.select(schema.discriminator.as_ref(), &seen);
        let rule = discriminated(schema, &choice.select, &seen, &variants);
        let table = self.table_of_union(node, schema, beside, rule, &variants);
        match variants.as_slice() {
            [only] if listed > 1 => Made::Alias(only.ty.clone(), table),
            _ => {
                let union = Union {
                    variants,
                    select: choice.select,
                    why: choice.why,
                    passed: choice.passed,
                };
                Made::Type(Shape::Union(Box::new(union)), table)
            }
        }
    }

    /// What a union allows. Where a discriminator says which alternative it is, none of the others is asked.
    fn table_of_union(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        beside: &SchemaNode,
        rule: Option<Rule>,
        variants: &[UnionVariant],
    ) -> Schema {
        let listed = schema.alternatives();
        if rule.is_none() && !listed.is_empty() {
            return self.table(node, schema);
        }
        let beside = SchemaNode {
            one_of: Vec::new(),
            any_of: Vec::new(),
            ..beside.clone()
        };
        let mut table = self.table(node, &beside);
        let schemas = variants.iter().map(|variant| variant.schema.clone());
        table
            .rules
            .push(rule.unwrap_or_else(|| Rule::AnyOf(schemas.collect())));
        let is_null =
            |types: &mut Self, part: &NodeId| types.is_null(*part) || types.nullable(*part, 16);
        if !schema.nullable && !listed.iter().any(|part| is_null(self, part)) {
            return table;
        }
        table.kinds = table.kinds.without(Kind::Null);
        Schema {
            rules: vec![Rule::Nullable(SchemaRef::inline(table))],
            ..Schema::default()
        }
    }

    fn variant(&mut self, node: NodeId, ident: String, used: Use) -> UnionVariant {
        let docs = if self.read(node).reference.is_some() || self.component_name(node).is_some() {
            Docs::default()
        } else {
            self.docs_of(node)
        };
        UnionVariant {
            ident,
            ty: used.ty,
            schema: used.schema,
            docs,
            is_made_of_it: false,
        }
    }
}

/// The rule that holds a value against the variant that its discriminator names, where it names one of every value.
fn discriminated(
    schema: &SchemaNode,
    select: &Select,
    seen: &[Branch],
    variants: &[UnionVariant],
) -> Option<Rule> {
    let discriminator = schema.discriminator.as_ref()?;
    let Select::Property {
        name,
        mapping,
        default,
    } = select
    else {
        return None;
    };
    let complete = *name == discriminator.property
        && **default == Select::Nothing
        && seen.iter().all(|variant| variant.has(name));
    let mapping = mapping
        .iter()
        .map(|(text, index)| (text.clone(), variants[*index].schema.clone()));
    complete.then(|| Rule::Discriminator {
        property: name.clone(),
        mapping: mapping.collect(),
    })
}

/// Widens a schema by another.
fn either(schema: &mut SchemaRef, other: SchemaRef) {
    if *schema == other {
        return;
    }
    if let SchemaRef::Inline(inline) = schema
        && let ([Rule::AnyOf(_)], true) = (inline.rules.as_slice(), inline.fields.is_empty())
        && let [Rule::AnyOf(parts)] = Arc::make_mut(inline).rules.as_mut_slice()
    {
        parts.push(other);
        return;
    }
    let rules = vec![Rule::AnyOf(vec![schema.clone(), other])];
    *schema = SchemaRef::inline(Schema {
        rules,
        ..Schema::default()
    });
}
