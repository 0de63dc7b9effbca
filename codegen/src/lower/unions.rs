//! `oneOf` and `anyOf`, and what a `discriminator` says alone.

use super::names::{self, Scope};
use super::rules::kinds;
use super::select::Branch;
use super::types::{Made, Place, Types, Use};
use crate::document::{Discriminator, SchemaNode};
use crate::model::{
    Docs, Kind, Kinds, Rule, Schema, SchemaRef, Select, Shape, TypeRef, Union, UnionVariant,
};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// What alternatives become: one of their types where one is enough, else an enum over them.
    pub(super) fn union(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        if !schema.one_of.is_empty() && !schema.any_of.is_empty() {
            return self.raw(node, schema, "`oneOf` and `anyOf` stand side by side");
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
        if let Some(texts) = self.texts_of_all(&branches) {
            return self.texts(schema, &texts, branches.len() < listed.len());
        }
        if !schema.properties.is_empty() && !self.branches_hold(&branches, &schema.properties) {
            return self.object_with_alternatives(node, schema, place);
        }
        let exclusive = !schema.one_of.is_empty();
        match branches.as_slice() {
            [] => Made::Alias(
                TypeRef::Json,
                Schema {
                    kinds: Kinds(vec![Kind::Null]),
                    ..Schema::default()
                },
            ),
            [only] => {
                let found = self.of(*only, place);
                let rule = if branches.len() < listed.len() {
                    Rule::Nullable
                } else {
                    Rule::Ref
                };
                Made::Alias(
                    found.ty,
                    Schema {
                        rules: vec![rule(found.schema)],
                        ..Schema::default()
                    },
                )
            }
            _ => self.several(
                schema,
                &branches,
                place,
                exclusive,
                schema.nullable || branches.len() < listed.len(),
            ),
        }
    }

    /// A base that names its kinds by `discriminator` alone: the enum over the kinds that the mapping names.
    pub(super) fn subtypes(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Option<Made> {
        let discriminator = schema.discriminator.as_ref()?;
        let mut targets: Vec<NodeId> = Vec::new();
        for (_, reference) in &discriminator.mapping {
            let target = self.document.mapped(discriminator.at, reference)?;
            if target != node && !targets.contains(&target) {
                targets.push(target);
            }
        }
        (targets.len() > 1).then(|| self.several(schema, &targets, place, false, schema.nullable))
    }

    fn several(
        &mut self,
        schema: &SchemaNode,
        branches: &[NodeId],
        place: &Place,
        exclusive: bool,
        nullable: bool,
    ) -> Made {
        let mut scope = Scope::without(&["unknown", "self"]);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut seen: Vec<Branch> = Vec::new();
        for node in branches {
            let raw = self.variant_name(*node);
            let used = self.of(*node, &place.part(&raw));
            let same = |variant: &UnionVariant| variant.ty == used.ty;
            match variants.iter().position(same) {
                Some(index) => {
                    either(&mut variants[index].schema, used.schema);
                    let branch = self.branch(*node);
                    seen[index].absorb(branch);
                }
                None => {
                    seen.push(self.branch(*node));
                    variants.push(self.variant(&mut scope, *node, &raw, used));
                }
            }
        }
        let mut kinds = kinds(schema);
        let mut rules = Vec::new();
        let mut schemas: Vec<SchemaRef> = variants
            .iter()
            .map(|variant| variant.schema.clone())
            .collect();
        let (select, why) = self.select(schema.discriminator.as_ref(), &seen);
        if nullable {
            kinds = Kinds::default();
            schemas.push(SchemaRef::Inline(Box::new(Schema {
                kinds: Kinds(vec![Kind::Null]),
                ..Schema::default()
            })));
        }
        match (&select, &schema.discriminator) {
            (Select::Property { name, mapping, .. }, Some(_)) if !mapping.is_empty() => {
                let mapping = mapping
                    .iter()
                    .map(|(text, index)| (text.clone(), variants[*index].schema.clone()))
                    .collect();
                rules.push(Rule::Discriminator {
                    property: name.clone(),
                    mapping,
                });
            }
            _ if exclusive => rules.push(Rule::OneOf(schemas)),
            _ => rules.push(Rule::AnyOf(schemas)),
        }
        if let [only] = variants.as_slice() {
            return Made::Alias(
                only.ty.clone(),
                Schema {
                    kinds,
                    fields: Vec::new(),
                    rules,
                },
            );
        }
        Made::Type(
            Shape::Union(Union {
                variants,
                select,
                why,
            }),
            Schema {
                kinds,
                fields: Vec::new(),
                rules,
            },
        )
    }

    fn variant(&mut self, scope: &mut Scope, node: NodeId, raw: &str, used: Use) -> UnionVariant {
        let docs = if self.read(node).reference.is_some() {
            Docs::default()
        } else {
            self.docs_of(node)
        };
        UnionVariant {
            ident: scope.take(names::pascal(raw), &[], raw),
            ty: used.ty,
            schema: used.schema,
            docs,
        }
    }

    /// What an alternative is called: the name that it is referred to by, its title, or its kind.
    fn variant_name(&mut self, node: NodeId) -> String {
        if let Some(name) = self.component_name(node) {
            return name.to_owned();
        }
        let sources = self.document.sources;
        if let Some(name) = sources
            .get_str(node, "$ref")
            .and_then(|reference| reference.rsplit('/').next())
        {
            return name.to_owned();
        }
        if let Some(title) = sources
            .get_str(node, "title")
            .filter(|title| !title.is_empty() && title.len() < 40)
        {
            return title.to_owned();
        }
        let schema = self.read(node);
        if let [only] = schema.all_of.as_slice() {
            return self.variant_name(*only);
        }
        let format = schema.format.clone().unwrap_or_default();
        let word = match schema.kinds.as_deref().and_then(|kinds| kinds.first()) {
            Some(Kind::String)
                if matches!(
                    &*format,
                    "date-time" | "date" | "time" | "duration" | "uuid" | "ipv4" | "ipv6"
                ) =>
            {
                &format
            }
            Some(Kind::String) => "string",
            Some(Kind::Integer) => "integer",
            Some(Kind::Number) => "number",
            Some(Kind::Boolean) => "boolean",
            Some(Kind::Array) => "list",
            Some(Kind::Object) => "object",
            _ => "variant",
        };
        word.to_owned()
    }

    /// Whether every alternative has these properties itself.
    fn branches_hold(&mut self, branches: &[NodeId], properties: &[(String, NodeId)]) -> bool {
        branches.iter().all(|branch| {
            let found = self.branch(*branch);
            properties.iter().all(|(name, _)| found.has(name))
        })
    }

    /// A struct of the properties that stand beside the alternatives; those of the alternatives are its extras.
    fn object_with_alternatives(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Made {
        let alone = SchemaNode {
            one_of: Vec::new(),
            any_of: Vec::new(),
            ..schema.clone()
        };
        let made = if alone.all_of.is_empty() {
            self.object(node, &alone, place)
        } else {
            self.all_of(node, &alone, place)
        };
        match made {
            Made::Type(Shape::Struct(mut shape), mut table) => {
                self.alternatives(schema, &mut table.rules);
                let names: Vec<String> = shape
                    .members
                    .iter()
                    .map(|member| member.ident.clone())
                    .collect();
                shape
                    .extras
                    .get_or_insert_with(|| super::objects::open_extras(&names));
                Made::Type(Shape::Struct(shape), table)
            }
            other => other,
        }
    }

    pub(super) fn raw(&mut self, node: NodeId, schema: &SchemaNode, why: &str) -> Made {
        self.widen(node, why);
        let mut table = Schema {
            kinds: kinds(schema),
            fields: Vec::new(),
            rules: self.rules(node, schema),
        };
        self.alternatives(schema, &mut table.rules);
        Made::Alias(TypeRef::Json, table)
    }

    fn select(
        &mut self,
        discriminator: Option<&Discriminator>,
        branches: &[Branch],
    ) -> (Select, String) {
        if let Some(discriminator) = discriminator {
            let mapping = self.mapping(discriminator, branches);
            if !mapping.is_empty() {
                let name = discriminator.property.clone();
                let why = format!("the discriminator `{name}` says which");
                return (
                    Select::Property {
                        name,
                        mapping,
                        default: None,
                    },
                    why,
                );
            }
        }
        super::select::infer(branches)
    }

    /// Text and variant: what the mapping says, then the names of the alternatives that it does not speak of.
    fn mapping(
        &mut self,
        discriminator: &Discriminator,
        branches: &[Branch],
    ) -> Vec<(String, usize)> {
        let mut mapping = Vec::new();
        for (text, reference) in &discriminator.mapping {
            let target = self.document.mapped(discriminator.at, reference);
            if let Some(index) = branches
                .iter()
                .position(|branch| target.is_some_and(|target| branch.is(target)))
            {
                mapping.push((text.clone(), index));
            }
        }
        for (index, branch) in branches.iter().enumerate() {
            if mapping.iter().all(|(_, known)| *known != index) {
                // What the member itself may say counts more than the schema's name.
                let mut texts = branch.texts_of(&discriminator.property);
                texts.extend(branch.name.clone().filter(|_| texts.is_empty()));
                mapping.extend(texts.into_iter().map(|text| (text, index)));
            }
        }
        let mut seen = std::collections::HashSet::new();
        mapping.retain(|(text, _)| seen.insert(text.clone()));
        mapping
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
