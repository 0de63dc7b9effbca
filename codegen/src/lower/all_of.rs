//! `allOf`: one struct of all parts, or the type of the part that says most.

use std::collections::HashMap;
use std::rc::Rc;

use super::met::Met;
use super::objects::Building;
use super::parts::Parts;
use super::place::Place;
use super::sides::{Says, Side, says};
use super::types::{Made, Types};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Additional, SchemaNode};
use crate::model::{Kind, Kinds, Rule, Schema, SchemaRef, Shape, Struct, TypeRef};
use crate::source::{NodeId, Text};

impl Types<'_, '_> {
    /// One struct with the members of every part; where a part is no object, the type of one part.
    pub(super) fn all_of(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let parts = self.parts(node, schema);
        let kinds = parts.kinds();
        if !self.is_struct(&parts) {
            return self.not_merged(node, schema, place, &parts, &kinds);
        }
        if parts.bound {
            return self.bound_struct(node, schema, place, &parts, kinds);
        }
        let mut building = self.building(node);
        let mut rules = Vec::new();
        let mut whole = Vec::new();
        self.members_of_parts(&mut building, node, &parts, place);
        for (at, part) in &parts.schemas {
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
        let extras = match self.others_of_parts(node, schema, &parts) {
            Some((at, part)) if kinds != Kinds::default() => {
                self.extras(&mut building, (at, &part), place)
            }
            _ => Some(building.rest()),
        };
        let (kinds, rules) = if schema.nullable {
            (
                kinds.join(Kind::Null.into()),
                rules.into_iter().map(or_null).collect(),
            )
        } else {
            (kinds, rules)
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

    /// The schema that says which members there are that no part names.
    fn others_of_parts(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        parts: &Parts,
    ) -> Option<(NodeId, SchemaNode)> {
        let all = || parts.schemas.iter();
        let speaks =
            |part: &SchemaNode| matches!(part.additional, Additional::Any | Additional::Schema(_));
        if let Some((at, part)) = all().find(|(_, part)| speaks(part)) {
            return Some((*at, SchemaNode::clone(part)));
        }
        let mut inner = all().filter(|(at, _)| *at != node);
        if inner.any(|(_, part)| part.unevaluated_properties.is_some()) {
            return None;
        }
        let mut others = self.others(schema, all().map(|(_, part)| &**part))?;
        if parts.kinds() == Kind::Object.into() {
            others.kinds = Some(vec![Kind::Object]);
        }
        Some((node, others))
    }

    /// Whether parts make a struct.
    pub(super) fn is_struct(&mut self, parts: &Parts) -> bool {
        let described = |one: &(NodeId, Rc<SchemaNode>)| !one.1.properties.is_empty();
        !parts.other && parts.schemas.iter().any(described) && parts.kinds().contains(Kind::Object)
    }

    /// Whether there is room for the members that a schema has by its parts: a document of n schemas can stand for n times n
    /// of them.
    pub(super) fn affords(&mut self, node: NodeId, parts: &Parts) -> bool {
        // What has no parts has its members for itself.
        let counted = match parts.schemas.as_slice() {
            [_] => &[],
            all => all,
        };
        let count = counted.iter().map(|(_, part)| part.properties.len());
        let left = self.room.checked_sub(count.sum::<usize>());
        self.room = left.unwrap_or_default();
        if left.is_none() {
            let text = format!(
                "the schemas have more than {} members by their parts",
                self.options.members
            );
            let found = Diagnostic::new(Code::Limit, text).at_node(self.document.sources, node);
            self.diagnostics.add(
                found
                    .cause("members")
                    .help("each `allOf`, and each alternative beside members, has those of all its parts: raise limits.members in the settings, or share less"),
            );
        }
        left.is_some()
    }

    /// Adds the members of all parts, each once.
    fn members_of_parts(
        &mut self,
        building: &mut Building,
        node: NodeId,
        parts: &Parts,
        place: &Place,
    ) {
        if !self.affords(node, parts) {
            return;
        }
        let mut described: Vec<(&Text, Vec<(usize, NodeId)>)> = Vec::new();
        let mut known: HashMap<&Text, usize> = HashMap::new();
        for (index, (_, part)) in parts.schemas.iter().enumerate() {
            for (name, member) in &part.properties {
                let at = *known.entry(name).or_insert_with(|| {
                    described.push((name, Vec::new()));
                    described.len() - 1
                });
                described[at].1.push((index, *member));
            }
        }
        for (name, members) in described {
            let mut sides = Vec::new();
            for (index, member) in &members {
                let (_, place) = self.owner(node, parts, (*index, *index), place);
                sides.push((*member, place.part(name)));
            }
            let span = match members.as_slice() {
                [(first, _), .., (last, _)] => (*first, *last),
                [(only, _)] => (*only, *only),
                [] => continue,
            };
            let owner = self.owner(node, parts, span, place);
            self.member(building, name, (sides, owner), &parts.required);
        }
    }

    /// The named part that has all parts of a span, and where it stands: what is inline in a named part is named after it, and
    /// shared by all who have that part.
    fn owner(
        &self,
        node: NodeId,
        parts: &Parts,
        (first, last): (usize, usize),
        place: &Place,
    ) -> (NodeId, Place) {
        let own = first + 1 == parts.schemas.len();
        let around = (last..parts.schemas.len()).filter(|at| parts.starts[*at] <= first);
        let around = around.map(|at| parts.schemas[at].0);
        let mut around = around
            .filter(|at| *at != node || own)
            .filter_map(|at| Some((at, self.places.get(&at)?.clone())));
        around.next().unwrap_or_else(|| (node, place.clone()))
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
        self.members_of_parts(&mut building, node, parts, place);
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

    /// The type of what keeps all parts, where these make no struct.
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
        let inner = place.part("Part");
        let sides = listed.map(|part| self.side(part, inner.clone()));
        let mut sides: Vec<Side> = sides.collect();
        let own = SchemaNode {
            all_of: Vec::new(),
            reference: None,
            ..schema.clone()
        };
        sides.push(Side::own(node, own.clone(), place.clone()));
        let met = self.met(node, sides, place);
        // A part of its own tells it itself.
        let is_told = matches!(&met, Met::One(side) if side.at != node) || kinds.is_empty();
        let ty = match met {
            Met::One(side) if side.at == node => {
                let made = match says(&side) {
                    Says::Members => self.object(node, &own, place),
                    _ => self.plain(node, &own, place),
                };
                match made {
                    Made::Alias(ty, _) => ty,
                    made => return made.of_whole(table),
                }
            }
            Met::One(side) if side.is_written_there() && self.component_of(side.at).is_none() => {
                match self.make(side.at, place) {
                    Made::Alias(ty, _) => ty,
                    made => return made.of_whole(table),
                }
            }
            Met::One(side) => self.of(side.at, &side.place).ty,
            Met::Type(ty) => ty,
            Met::Values(shape) => return Made::Type(shape, table),
            Met::Members(sides) => TypeRef::Named(self.joined(sides, node, place).0),
        };
        // Parts that contradict each other have been reported.
        if ty == TypeRef::Json && !is_told {
            self.widen(node, "the parts of an `allOf` are not all objects");
        }
        Made::Alias(ty, table)
    }
}

/// A rule that `null` keeps besides. Those that speak of members alone it keeps anyway.
fn or_null(rule: Rule) -> Rule {
    match rule {
        Rule::AllOf(_)
        | Rule::AnyOf(_)
        | Rule::OneOf(_)
        | Rule::Not(_)
        | Rule::If { .. }
        | Rule::Ref(_)
        | Rule::Enum(_)
        | Rule::Const(_) => Rule::Nullable(SchemaRef::inline(Schema {
            rules: vec![rule],
            ..Schema::default()
        })),
        other => other,
    }
}
