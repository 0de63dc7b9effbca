//! The sides of what keeps several schemas: what each of them says, and which say something of their own.

use std::collections::HashSet;
use std::rc::Rc;

use super::annotations::annotates;
use super::place::Place;
use super::rules::kinds;
use super::types::Types;
use crate::document::{Additional, SchemaNode};
use crate::model::{Kind, Kinds};
use crate::source::{NodeId, NodeKind};

/// How many references may lead to each other.
const DEEPEST: usize = 64;

/// How deep unions within unions are looked into.
const DEEPEST_UNION: usize = 4;

/// One of the schemas that a value keeps.
#[derive(Clone)]
pub(super) struct Side {
    /// Where it stands.
    pub at: NodeId,
    /// What it is: references that say nothing else, and parts that stand alone, followed.
    pub target: NodeId,
    pub schema: Rc<SchemaNode>,
    /// Where its type stands.
    pub place: Place,
}

/// What a side says of its type.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Says {
    /// A kind, a format and bounds at most.
    Bounds,
    Values,
    Items,
    Members,
    /// What has a type of its own: alternatives, parts.
    More,
}

impl Types<'_, '_> {
    /// A schema of several, and where its type would stand.
    pub(super) fn side(&mut self, at: NodeId, place: Place) -> Side {
        let (target, schema) = self.read_through(at);
        Side {
            at,
            target,
            schema,
            place,
        }
    }

    /// What a schema is, references that say nothing else and parts that stand alone followed.
    fn read_through(&mut self, at: NodeId) -> (NodeId, Rc<SchemaNode>) {
        let (mut target, mut schema) = (at, self.read(at));
        for _ in 0..DEEPEST {
            let next = match schema.all_of.as_slice() {
                _ if schema.is_reference() => self.reference(&schema),
                [only] if schema.is_all_of() && schema.kinds.is_none() => Some(*only),
                _ => None,
            };
            let Some(next) = next else { break };
            // What references name has its own name before anything in it is met.
            self.named_target(next);
            (target, schema) = (next, self.read(next));
        }
        (target, schema)
    }

    /// The sides that say something that no other one does.
    pub(super) fn telling(&mut self, sides: Vec<Side>) -> Vec<Side> {
        let sources = self.document.sources;
        let mut seen = HashSet::new();
        let mut told: Vec<Side> = sides
            .iter()
            .filter(|side| !annotates(sources, side.target) && !side.schema.says_nothing())
            .filter(|side| seen.insert(side.target))
            .cloned()
            .collect();
        let mut at = 0;
        while at < told.len() && told.len() > 1 {
            let side = told[at].target;
            let followed = (0..told.len()).any(|other| {
                let other = &told[other].clone();
                other.target != side && self.follows(other, side)
            });
            if followed {
                told.remove(at);
            } else {
                at += 1;
            }
        }
        match (told.is_empty(), sides.first()) {
            (true, Some(first)) => vec![first.clone()],
            _ => told,
        }
    }

    /// Whether what keeps a side keeps another schema anyway: one of its parts, or a union of which it is an alternative.
    fn follows(&mut self, side: &Side, other: NodeId) -> bool {
        let parts = self.parts(side.target, &side.schema);
        let mut nodes: Vec<NodeId> = parts.schemas.iter().map(|(node, _)| *node).collect();
        if nodes.contains(&other) {
            return true;
        }
        nodes.push(side.target);
        let alternatives = self.read(other).alternatives();
        let mut targets = alternatives.iter().map(|one| self.read_through(*one).0);
        targets.any(|target| nodes.contains(&target))
    }

    /// The kinds that every side allows, `null` aside; what describes members is an object.
    pub(super) fn kinds_of_all(&mut self, sides: &[Side]) -> Kinds {
        let all = Kinds::default().without(Kind::Null);
        let common = sides
            .iter()
            .fold(all, |common, side| common.meet(self.kinds_of(&side.schema)));
        if common == all && sides.iter().any(|side| says(side) == Says::Members) {
            return Kind::Object.into();
        }
        common
    }

    /// The kinds that a schema allows, `null` aside.
    pub(super) fn kinds_of(&mut self, schema: &SchemaNode) -> Kinds {
        self.kinds_within(schema, DEEPEST_UNION)
    }

    fn kinds_within(&mut self, schema: &SchemaNode, depth: usize) -> Kinds {
        let mut found = kinds(schema).without(Kind::Null);
        if schema.never || depth == 0 {
            return found;
        }
        if let Some(listed) = schema.listed() {
            let sources = self.document.sources;
            let listed: Kinds = listed.iter().map(|one| kind(sources.kind(*one))).collect();
            return found.meet(listed.without(Kind::Null));
        }
        let of = |types: &mut Self, node: NodeId| {
            let (_, schema) = types.read_through(node);
            types.kinds_within(&schema, depth - 1)
        };
        let parts = self.reference(schema).into_iter();
        for part in parts.chain(schema.all_of.iter().copied()) {
            found = found.meet(of(self, part));
        }
        for alternatives in [&schema.one_of, &schema.any_of] {
            let each = alternatives.iter().map(|one| of(self, *one));
            if let Some(any) = each.reduce(Kinds::join) {
                found = found.meet(any);
            }
        }
        found
    }

    /// The one alternative of a union that has any of the kinds.
    pub(super) fn of_union(&mut self, side: Side, common: Kinds) -> Side {
        let only = SchemaNode {
            one_of: side.schema.one_of.clone(),
            any_of: side.schema.any_of.clone(),
            ..SchemaNode::default()
        };
        if *side.schema != only {
            return side;
        }
        let mut fitting = only.alternatives();
        fitting.retain(|one| {
            let (_, schema) = self.read_through(*one);
            let kinds = self.kinds_of(&schema);
            !kinds.meet(common).is_empty()
        });
        let [one] = fitting.as_slice() else {
            return side;
        };
        // As an alternative it has its name.
        self.of(side.at, &side.place);
        self.side(*one, side.place)
    }

    /// Whether `null` may stand where every one of the schemas does, and one of them says so.
    pub(super) fn all_allow_null(&mut self, sides: &[Side]) -> bool {
        let mut said = false;
        sides.iter().all(|side| {
            let nullable = self.nullable(side.at, 16);
            said |= nullable;
            nullable || self.keeps_null(&side.schema, DEEPEST_UNION)
        }) && said
    }

    /// Whether `null` breaks nothing that a schema says, though that may speak of other kinds alone.
    fn keeps_null(&mut self, schema: &SchemaNode, depth: usize) -> bool {
        if !kinds(schema).contains(Kind::Null) {
            return false;
        }
        let sources = self.document.sources;
        if let Some(listed) = schema.listed() {
            let is_null = |one: &NodeId| *sources.kind(*one) == NodeKind::Null;
            return listed.iter().any(is_null);
        }
        let inner = |types: &mut Self, node: &NodeId| {
            let (_, schema) = types.read_through(*node);
            depth > 0 && types.keeps_null(&schema, depth - 1)
        };
        let referred = self.reference(schema);
        let mut parts = referred.iter().chain(&schema.all_of);
        parts.all(|part| inner(self, part))
            && [&schema.one_of, &schema.any_of]
                .iter()
                .all(|list| list.is_empty() || list.iter().any(|one| inner(self, one)))
    }
}

impl Side {
    /// What a schema says beside parts that are sides of their own.
    pub fn own(at: NodeId, schema: SchemaNode, place: Place) -> Self {
        Side {
            at,
            target: at,
            schema: Rc::new(schema),
            place,
        }
    }

    /// Whether its type is written out where it stands, and is no struct.
    pub fn is_written_there(&self) -> bool {
        self.at == self.target && self.schema.all_of.is_empty() && says(self) != Says::Members
    }
}

pub(super) fn says(side: &Side) -> Says {
    let schema = &side.schema;
    let more = schema.reference.is_some()
        || schema.dynamic.is_some()
        || !schema.all_of.is_empty()
        || !schema.alternatives().is_empty();
    if schema.listed().is_some() {
        Says::Values
    } else if !schema.properties.is_empty() {
        Says::Members
    } else if more || matches!(schema.additional, Additional::Schema(_)) {
        Says::More
    } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
        Says::Items
    } else {
        Says::Bounds
    }
}

/// The kind of a value.
pub(super) fn kind(value: &NodeKind) -> Kind {
    match value {
        NodeKind::Null => Kind::Null,
        NodeKind::Bool(_) => Kind::Boolean,
        NodeKind::Number(_) => Kind::Number,
        NodeKind::String(_) => Kind::String,
        NodeKind::Sequence(_) => Kind::Array,
        NodeKind::Mapping(_) => Kind::Object,
    }
}
