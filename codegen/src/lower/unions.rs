//! `oneOf` and `anyOf`.

use super::alternatives;
use super::branch::Branch;
use super::names::Scope;
use super::rules::kinds;
use super::types::{Made, Place, Types, Use};
use crate::document::SchemaNode;
use crate::model::{
    Docs, Field, Kind, Kinds, Rule, Schema, SchemaRef, Select, Shape, TypeRef, Union, UnionVariant,
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
        let listed: Vec<NodeId> = schema
            .one_of
            .iter()
            .chain(&schema.any_of)
            .copied()
            .collect();
        let branches: Vec<NodeId> = listed
            .iter()
            .filter(|part| !self.is_null(**part))
            .copied()
            .collect();
        let null_listed = branches.len() < listed.len();
        if let Some(made) = self.enum_of(schema, &branches, null_listed) {
            return made;
        }
        if self.has_base(schema, &branches) {
            return self.with_base(node, schema, place, &branches);
        }
        match branches.as_slice() {
            [] => Made::Alias(TypeRef::Json, null()),
            [only] => {
                let found = self.of(*only, place);
                let rule = if null_listed {
                    Rule::Nullable
                } else {
                    Rule::Ref
                };
                let mut rules = self.rules(node, schema);
                rules.push(rule(found.schema));
                let table = Schema {
                    rules,
                    ..Schema::default()
                };
                Made::Alias(found.ty, table)
            }
            several => {
                let mut scope = alternatives::scope();
                let found = several
                    .iter()
                    .map(|part| self.alternative(&mut scope, *part, place))
                    .collect();
                let exclusive = !schema.one_of.is_empty();
                self.several(
                    node,
                    schema,
                    found,
                    exclusive,
                    schema.nullable || null_listed,
                )
            }
        }
    }

    /// Both at once: the type is that of `oneOf`, `anyOf` is one rule more.
    fn side_by_side(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let (mut one, mut any) = (schema.clone(), schema.clone());
        one.any_of.clear();
        any.one_of.clear();
        let mut made = self.union(node, &one, place);
        let (Made::Alias(_, table) | Made::Type(_, table)) = &mut made;
        self.alternatives(&any, &mut table.rules);
        made
    }

    /// An alternative that is referred to, or written in place.
    pub(super) fn alternative(
        &mut self,
        scope: &mut Scope,
        node: NodeId,
        place: &Place,
    ) -> Alternative {
        let name = self.alternative_name(scope, node);
        let used = self.of(node, &place.part(&name));
        let branch = self.branch(node);
        Alternative {
            node,
            name,
            used,
            branch,
        }
    }

    /// An enum over the alternatives; those of one Rust type are one variant.
    pub(super) fn several(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        alternatives: Vec<Alternative>,
        exclusive: bool,
        nullable: bool,
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
        let mut table = self.beside(node, schema);
        table.rules.push(combination(
            schema,
            &choice.select,
            &seen,
            &variants,
            exclusive,
            nullable,
        ));
        if nullable {
            table.kinds = or_null(table.kinds);
        }
        match variants.as_slice() {
            [only] if listed > 1 => Made::Alias(only.ty.clone(), table),
            _ => {
                let union = Union {
                    variants,
                    select: choice.select,
                    why: choice.why,
                    passed: choice.passed,
                };
                Made::Type(Shape::Union(union), table)
            }
        }
    }

    /// What the schema says beside its alternatives.
    fn beside(&mut self, node: NodeId, schema: &SchemaNode) -> Schema {
        let mut fields = Vec::new();
        for (name, property) in &schema.properties {
            let read = self.read_followed(*property);
            fields.push(Field {
                name: name.clone(),
                schema: self.table_of(*property),
                required: schema.required.contains(name),
                read_only: read.read_only,
                write_only: read.write_only,
            });
        }
        let rules = self.rules(node, schema);
        Schema {
            kinds: kinds(schema),
            fields,
            rules,
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
        }
    }
}

/// The schema of `null` alone.
fn null() -> Schema {
    Schema {
        kinds: Kinds(vec![Kind::Null]),
        ..Schema::default()
    }
}

fn or_null(mut kinds: Kinds) -> Kinds {
    if !kinds.0.contains(&Kind::Null) {
        kinds.0.insert(0, Kind::Null);
    }
    kinds
}

/// The rule that holds a value against the variants.
fn combination(
    schema: &SchemaNode,
    select: &Select,
    seen: &[Branch],
    variants: &[UnionVariant],
    exclusive: bool,
    nullable: bool,
) -> Rule {
    if let (
        Some(discriminator),
        Select::Property {
            name,
            mapping,
            default,
        },
    ) = (&schema.discriminator, select)
        && *name == discriminator.property
        && **default == Select::Nothing
        && seen.iter().all(|variant| variant.has(name))
    {
        let mapping = mapping
            .iter()
            .map(|(text, index)| (text.clone(), variants[*index].schema.clone()))
            .collect();
        return Rule::Discriminator {
            property: name.clone(),
            mapping,
        };
    }
    let mut schemas: Vec<SchemaRef> = variants
        .iter()
        .map(|variant| variant.schema.clone())
        .collect();
    if nullable {
        schemas.push(SchemaRef::Inline(Box::new(null())));
    }
    if exclusive {
        Rule::OneOf(schemas)
    } else {
        Rule::AnyOf(schemas)
    }
}

/// Widens a schema by another.
fn either(schema: &mut SchemaRef, other: SchemaRef) {
    if *schema == other {
        return;
    }
    if let SchemaRef::Inline(inline) = schema
        && let ([Rule::AnyOf(parts)], true) =
            (inline.rules.as_mut_slice(), inline.fields.is_empty())
    {
        parts.push(other);
        return;
    }
    let rules = vec![Rule::AnyOf(vec![schema.clone(), other])];
    *schema = SchemaRef::Inline(Box::new(Schema {
        rules,
        ..Schema::default()
    }));
}
