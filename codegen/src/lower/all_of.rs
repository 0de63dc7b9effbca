//! `allOf`: one struct of all parts, or the type of the part that says most.

use std::rc::Rc;

use super::place::Place;
use super::rules::kinds;
use super::types::{Made, Types};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Additional, SchemaNode};
use crate::model::{Kind, Kinds, Rule, Schema, SchemaRef, Shape, Struct, TypeRef};
use crate::source::{NodeId, NodeSet};

/// The parts of an `allOf`, references followed, those of parts included, each once; the schema itself is the last.
pub(super) struct Parts {
    pub schemas: Vec<(NodeId, Rc<SchemaNode>)>,
    pub required: Vec<String>,
    /// Whether a part is something else than an object with properties.
    other: bool,
    /// Whether a part says something else here than elsewhere, by a `$dynamicRef`.
    bound: bool,
}

/// How many parts may stand within parts.
const DEEPEST: usize = 100;

impl Types<'_, '_> {
    /// One struct with the members of every part; where a part is no object, the type of one part.
    pub(super) fn all_of(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let parts = self.parts(node, schema);
        let kinds = self.common_kinds(&parts);
        let described = parts
            .schemas
            .iter()
            .any(|(_, part)| !part.properties.is_empty());
        let objects = kinds.contains(Kind::Object);
        if parts.other || !described || !objects {
            return self.not_merged(node, schema, place, &parts, &kinds);
        }
        if parts.bound {
            return self.bound_struct(node, schema, place, &parts, kinds);
        }
        let mut building = self.building(node);
        let mut rules = Vec::new();
        let mut whole = Vec::new();
        for (at, part) in &parts.schemas {
            // What is inline in a named part is named after it, and shared by all who have that part.
            let of_part = self.places.get(at).cloned();
            let place = of_part.as_ref().unwrap_or(place);
            self.members(&mut building, part, &parts.required, place);
            self.part_rules(*at, part, *at == node, &mut rules, &mut whole);
        }
        self.name_members(&mut building);
        let known = |name: &&String| !building.has(name);
        let missing: Vec<String> = parts.required.iter().filter(known).cloned().collect();
        if !missing.is_empty() {
            rules.push(Rule::Required(missing));
        }
        if !whole.is_empty() {
            rules.push(Rule::AllOf(whole));
        }
        rules.extend(self.unevaluated(schema));
        let spoken = parts
            .schemas
            .iter()
            .find(|(_, part)| matches!(part.additional, Additional::Any | Additional::Schema(_)));
        let extras = match spoken.map(|(_, part)| part.clone()) {
            Some(part) if kinds != Kinds::default() => self.extras(&mut building, &part, place),
            _ => Some(building.rest()),
        };
        let table = Schema {
            kinds,
            fields: building.fields,
            rules,
        };
        Made::Type(
            Shape::Struct(Struct {
                members: building.members,
                extras,
            }),
            table,
        )
    }

    /// The struct of parts that say something else elsewhere: its members are what they are here, and the schema is held
    /// against the value as a whole.
    fn bound_struct(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
        parts: &Parts,
        kinds: Kinds,
    ) -> Made {
        let whole = self.table(node, schema);
        let mut building = self.building(node);
        self.ways.push(node);
        for (_, part) in &parts.schemas {
            self.members(&mut building, part, &parts.required, place);
        }
        self.ways.pop();
        self.name_members(&mut building);
        for field in &mut building.fields {
            field.schema = SchemaRef::any();
        }
        let extras = Some(building.rest());
        let rules = if whole.fields.is_empty() && whole.kinds == Kinds::default() {
            whole.rules
        } else {
            vec![Rule::AllOf(vec![SchemaRef::inline(whole)])]
        };
        let table = Schema {
            kinds,
            fields: building.fields,
            rules,
        };
        let shape = Shape::Struct(Struct {
            members: building.members,
            extras,
        });
        Made::Type(shape, table)
    }

    /// What a part adds to the rules of the struct. A part whose rules speak of its own properties alone is held against
    /// the value as a whole.
    fn part_rules(
        &mut self,
        at: NodeId,
        part: &SchemaNode,
        outermost: bool,
        rules: &mut Vec<Rule>,
        whole: &mut Vec<SchemaRef>,
    ) {
        let closed = matches!(part.additional, Additional::Never | Additional::Schema(_));
        let evaluates = part.unevaluated_properties.is_some() && !outermost;
        if closed || evaluates {
            if part.additional == Additional::Never && !part.properties.is_empty() && !outermost {
                let found = Diagnostic::new(
                    Code::Contradiction,
                    "a part of an `allOf` allows no members but its own: those of the other parts break it",
                );
                let found = found.at_node(self.document.sources, at);
                self.diagnostics
                    .add(found.help("leave out `additionalProperties: false`, or write `unevaluatedProperties: false` beside the `allOf`"));
            }
            let table = if outermost {
                let own = SchemaNode {
                    all_of: Vec::new(),
                    reference: None,
                    unevaluated_items: None,
                    unevaluated_properties: None,
                    ..part.clone()
                };
                SchemaRef::inline(self.table(at, &own))
            } else {
                self.table_of(at)
            };
            whole.push(table);
            return;
        }
        let mut found = self.rules(at, part);
        // A parent lists its children in `oneOf`; the child that is being merged is one of them already.
        if part.discriminator.is_none() {
            self.alternatives(part, &mut found);
        }
        for rule in found {
            let elsewhere = matches!(
                rule,
                Rule::Required(_) | Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_)
            );
            if !elsewhere && !rules.contains(&rule) {
                rules.push(rule);
            }
        }
    }

    /// The kinds that every part allows. Parts of which none allows what another does are reported at both places.
    fn common_kinds(&mut self, parts: &Parts) -> Kinds {
        let mut common = Kinds::default();
        let mut from: Option<NodeId> = None;
        for (at, part) in &parts.schemas {
            let next = kinds(part);
            // `nullable` beside an `allOf` says that `null` may stand there, whatever the parts say.
            let met = common.meet(next);
            if met.is_empty() && !common.is_empty() && !next.is_empty() {
                let found = Diagnostic::new(
                    Code::Contradiction,
                    "no value is of the kinds of every part of an `allOf`",
                );
                let mut found = found.at_node(self.document.sources, *at);
                if let Some(from) = from {
                    let span = self.document.sources.place(from);
                    found = found.related(span, "this part allows others");
                }
                self.diagnostics
                    .add(found.help("let one part name the type"));
            }
            if next != Kinds::default() {
                from = Some(*at);
            }
            common = met;
        }
        common
    }

    /// The type of the first part that has one of its own: each value of the whole is one of every part.
    fn not_merged(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
        parts: &Parts,
        kinds: &Kinds,
    ) -> Made {
        let table = self.table(node, schema);
        if *kinds == Kind::Object.into() && !parts.other {
            return Made::Alias(TypeRef::FreeObject, table);
        }
        let referred = self.reference(schema);
        let listed = referred.into_iter().chain(schema.all_of.iter().copied());
        for (index, part) in listed.enumerate() {
            let read = self.read_followed(part);
            let plain = read.kinds.is_some() && !read.nullable && !kinds.is_empty();
            if plain && read.all_of.is_empty() {
                let ty = self.type_of(
                    part,
                    &place.part(&format!("Part{index}")),
                    referred == Some(part),
                );
                return Made::Alias(ty, table);
            }
        }
        let own = SchemaNode {
            all_of: Vec::new(),
            ..schema.clone()
        };
        match super::scalars::scalar(&own, self.options.integer) {
            TypeRef::Json => {
                // Parts that contradict each other have been reported.
                if !kinds.is_empty() {
                    self.widen(node, "the parts of an `allOf` are not all objects");
                }
                Made::Alias(TypeRef::Json, table)
            }
            ty => Made::Alias(ty, table),
        }
    }

    pub(super) fn parts(&mut self, node: NodeId, schema: &SchemaNode) -> Parts {
        let mut parts = Parts {
            schemas: Vec::new(),
            required: Vec::new(),
            other: false,
            bound: false,
        };
        let mut seen = NodeSet::from_iter([node]);
        self.collect(node, Rc::new(schema.clone()), &mut seen, &mut parts, 0);
        parts
    }

    fn collect(
        &mut self,
        node: NodeId,
        schema: Rc<SchemaNode>,
        seen: &mut NodeSet,
        parts: &mut Parts,
        depth: usize,
    ) {
        let referred = self.reference(&schema);
        for part in referred.into_iter().chain(schema.all_of.iter().copied()) {
            let target = self.step(part);
            if depth > DEEPEST {
                parts.other = true;
            } else if seen.insert(target) {
                parts.bound |= self.leaves(node, target) || self.leaves(part, target);
                let read = self.read(target);
                self.collect(target, read, seen, parts, depth + 1);
            }
        }
        parts.required.extend(schema.required.iter().cloned());
        let kinds_of_other = schema
            .kinds
            .as_ref()
            .is_some_and(|kinds| !kinds.contains(&Kind::Object));
        parts.other |= kinds_of_other || schema.enumeration.is_some() || schema.never;
        parts.schemas.push((node, schema));
    }

    /// What a part is, references that say nothing else followed.
    fn step(&mut self, part: NodeId) -> NodeId {
        let mut current = part;
        for _ in 0..DEEPEST {
            let schema = self.read(current);
            match self.reference(&schema) {
                Some(target) if schema.is_reference() => current = target,
                _ => break,
            }
        }
        current
    }
}
