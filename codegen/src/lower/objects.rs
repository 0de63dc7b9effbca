//! Objects as structs, maps and free objects.

use super::directions::Directions;
use super::names;
use super::place::Place;
use super::scope::{Scope, WantedName};
use super::types::{Made, Types, Use};
use crate::document::{Additional, SchemaNode};
use crate::fast::FastMap;
use crate::model::{Extras, Field, Member, Shape, Struct, TypeRef};
use crate::source::{NodeId, Text};

/// A struct in the making.
pub(super) struct Building {
    /// The schema that it is made of.
    node: Option<NodeId>,
    /// Which way its values go.
    directions: Directions,
    scope: Scope,
    /// What each member would be called, and where it stands.
    wanted: Vec<(WantedName, NodeId)>,
    pub members: Vec<Member>,
    pub fields: Vec<Field>,
    /// Where a field is, by its name: a schema can have a great many.
    places: FastMap<Text, usize>,
}

impl Building {
    pub fn new(directions: Directions) -> Self {
        Self {
            node: None,
            directions,
            scope: Scope::default(),
            wanted: Vec::new(),
            members: Vec::new(),
            fields: Vec::new(),
            places: FastMap::default(),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// The place of members that the schema does not speak of.
    pub fn rest(&mut self) -> Extras {
        Extras {
            ident: self
                .scope
                .take("rest".to_owned(), &["other_members".to_owned()], "rest"),
            ty: TypeRef::Rest,
        }
    }
}

impl Types<'_, '_> {
    /// A struct of a schema, without members yet.
    pub(super) fn building(&self, node: NodeId) -> Building {
        let directions = self.traffic.directions(self.document.sources, node);
        Building {
            node: Some(node),
            ..Building::new(directions)
        }
    }

    /// `type: object`, or what looks like one.
    pub(super) fn object(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let others = self.others(schema, std::iter::once(schema));
        let others = others.as_ref().unwrap_or(schema);
        if schema.properties.is_empty() {
            let ty = self.map(node, others, place);
            return Made::Alias(ty, self.table(node, schema));
        }
        let mut building = self.building(node);
        for (name, member) in &schema.properties {
            let nodes = vec![(*member, place.part(name))];
            let owner = (node, place.clone());
            self.member(&mut building, name, (nodes, owner), &schema.required);
        }
        self.name_members(&mut building);
        let extras = self.extras(&mut building, (node, others), place);
        let table = self.table_with(node, schema, building.fields);
        Made::Type(
            Shape::Struct(Struct {
                members: building.members,
                extras,
            }),
            table,
        )
    }

    /// A schema as if it said by `additionalProperties` what it says by `unevaluatedProperties`, where that is the same: where
    /// nothing of it and its parts evaluates a member but `properties`.
    pub(super) fn others<'s>(
        &mut self,
        schema: &SchemaNode,
        mut parts: impl Iterator<Item = &'s SchemaNode>,
    ) -> Option<SchemaNode> {
        let others = schema.unevaluated_properties?;
        let read = self.read(others);
        if read.never || *read == SchemaNode::default() {
            return None;
        }
        let all = parts.all(SchemaNode::evaluates_properties_alone);
        all.then(|| SchemaNode {
            additional: Additional::Schema(others),
            ..schema.clone()
        })
    }

    /// An object that names no member.
    fn map(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> TypeRef {
        match self.value_of_others(node, schema, place) {
            Some(value) => loose(schema, TypeRef::Map(Box::new(value))),
            None => TypeRef::FreeObject,
        }
    }

    /// The type that all members have that no property names, by patterns and where no pattern is; `None` where they may be
    /// anything.
    fn value_of_others(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Option<TypeRef> {
        let rest = match schema.additional {
            Additional::Schema(value) => Some(value),
            Additional::Never => None,
            Additional::Any | Additional::Unsaid => return None,
        };
        let patterns = schema.pattern_properties.iter().map(|(_, value)| *value);
        let mut values: Vec<NodeId> = patterns.chain(rest).collect();
        values.retain(|value| !self.read(*value).never);
        // What needs a type of its own would have one for each pattern.
        let is_shared = |types: &mut Self, value: &NodeId| {
            let read = types.read(*value);
            read.is_reference() || read.needs_no_type()
        };
        if values.len() > 1 && !values.iter().all(|value| is_shared(self, value)) {
            self.told_apart(node);
            return None;
        }
        let inner = place.part("Value");
        let types = values.iter().map(|value| self.of(*value, &inner).item());
        let types: Vec<TypeRef> = types.collect();
        let (first, others) = types.split_first()?;
        if others.iter().any(|other| other != first) {
            self.told_apart(node);
            return None;
        }
        Some(first.clone())
    }

    fn told_apart(&mut self, node: NodeId) {
        self.widen(
            node,
            "the members that patterns describe have no type in common",
        );
    }

    /// Where a struct keeps the members that no property names; `None` where there can be none.
    pub(super) fn extras(
        &mut self,
        building: &mut Building,
        (node, schema): (NodeId, &SchemaNode),
        place: &Place,
    ) -> Option<Extras> {
        let json = || TypeRef::Map(Box::new(TypeRef::Json));
        let ty = match (self.value_of_others(node, schema, place), schema.additional) {
            (Some(common), _) => TypeRef::Map(Box::new(common)),
            (None, Additional::Schema(_) | Additional::Any) => json(),
            _ if !schema.pattern_properties.is_empty() || schema.property_names.is_some() => json(),
            (None, Additional::Never) if schema.kinds.is_some() => return None,
            (None, Additional::Unsaid | Additional::Never) => return Some(building.rest()),
        };
        Some(Extras {
            ident: building.scope.take(
                "additional_properties".to_owned(),
                &["other_properties".to_owned()],
                "additionalProperties",
            ),
            ty: loose(schema, ty),
        })
    }

    /// Adds a member: each node that describes it, with where its type stands, and the schema that has all of them.
    pub(super) fn member(
        &mut self,
        building: &mut Building,
        name: &Text,
        (nodes, owner): (Vec<(NodeId, Place)>, (NodeId, Place)),
        required: &[String],
    ) {
        let Some(&(node, ref first)) = nodes.first() else {
            return;
        };
        let all: Vec<NodeId> = nodes.iter().map(|one| one.0).collect();
        let several = nodes.len() > 1;
        let used = if several {
            let sides = nodes
                .into_iter()
                .map(|(node, place)| self.side(node, place));
            let sides = sides.collect();
            self.met_use(sides, owner.0, &owner.1.part(name))
        } else {
            self.of(node, first)
        };
        let mut field = self.field_of_all(name, (node, &all[1..]), required);
        if several {
            field.schema = used.schema.clone();
        }
        building.wanted.push((self.wanted_member(name, node), node));
        let Directions { sent, received } = building.directions;
        let may_lack = field.read_only && sent || field.write_only && received;
        let always = field.required && !may_lack;
        if always {
            // Of values that go one way, what is there that way is there.
            (field.read_only, field.write_only) = (false, false);
        }
        let given = sent && !field.read_only;
        let told = building
            .node
            .and_then(|owner| self.told_by(owner, name))
            .or_else(|| self.only_flag(node));
        building.members.push(Member {
            ident: String::new(),
            ty: member_type(used, always),
            docs: self.docs_of_all(&all),
            argument: required
                .iter()
                .position(|known| **known == **name)
                .filter(|_| always || given),
            lacking: field.required && !always && given,
            told,
            null_setters: None,
            default: None,
        });
        building.places.insert(name.clone(), building.fields.len());
        building.fields.push(field);
    }

    /// The row of a member that several nodes describe: it goes one way where one of them says so.
    fn field_of_all(
        &mut self,
        name: &Text,
        (first, others): (NodeId, &[NodeId]),
        required: &[String],
    ) -> Field {
        let mut field = self.field(name, first, required);
        for other in others {
            let other = self.field(name, *other, required);
            field.read_only |= other.read_only;
            field.write_only |= other.write_only;
        }
        field
    }

    /// What a member would be called.
    fn wanted_member(&self, name: &Text, node: NodeId) -> WantedName {
        let plain = names::snake(name);
        let wanted = WantedName {
            others: vec![format!("{plain}_")],
            ..WantedName::wished(self.wishes.snake(node), || plain, name)
        };
        wanted.set_where(self.wishes.names(node).is_some())
    }

    /// Gives the members their names, when all are known, and sorts them: those of an `allOf` came part by part.
    pub(super) fn name_members(&mut self, building: &mut Building) {
        let (wanted, nodes): (Vec<_>, Vec<_>) = building.wanted.drain(..).unzip();
        let idents = building.scope.take_all(&wanted);
        self.all_renamed(&nodes, &wanted, &idents);
        for (member, ident) in building.members.iter_mut().zip(idents) {
            member.ident = ident;
        }
        let (members, fields) = (building.members.drain(..), building.fields.drain(..));
        let mut both: Vec<(Member, Field)> = members.zip(fields).collect();
        both.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        (building.members, building.fields) = both.into_iter().unzip();
    }
}

/// The place of members that nothing names, for a struct that has these fields.
pub(super) fn rest_beside<'m>(idents: impl Iterator<Item = &'m str>) -> Extras {
    let mut building = Building {
        scope: Scope::without(&idents.collect::<Vec<_>>()),
        ..Building::new(Directions::BOTH)
    };
    building.rest()
}

/// The type of a member: `Option` where it may be absent, one more where it may be `null` besides.
fn member_type(used: Use, always: bool) -> TypeRef {
    let inner = if used.nullable {
        TypeRef::Option(Box::new(used.ty))
    } else {
        used.ty
    };
    if always {
        inner
    } else {
        TypeRef::Option(Box::new(inner))
    }
}

/// The same where values of other kinds are allowed besides.
fn loose(schema: &SchemaNode, ty: TypeRef) -> TypeRef {
    if schema.kinds.is_some() {
        ty
    } else {
        TypeRef::Loose(Box::new(ty))
    }
}
