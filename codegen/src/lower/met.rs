//! Several schemas of one value: the parts of an `allOf`, a member that several parts describe. The type is the tightest
//! plain one. Each of the schemas holds every value that keeps them all, so that no choice loses one; validation says the rest.

use std::collections::HashSet;

use super::branch::Branch;
use super::enums::{integer, text};
use super::parts::MOST_PARTS;
use super::place::Place;
use super::scalars::scalar;
use super::sides::{Says, Side, says};
use super::types::{Made, Types, Use};
use super::variants::{integer_enum, string_enum};
use crate::document::SchemaNode;
use crate::model::{Kind, Kinds, Rule, Schema, SchemaRef, Shape, TableId, TypeId, TypeRef};
use crate::source::{NodeId, NodeKind, Text};

/// What keeps several schemas.
pub(super) enum Met {
    /// The type of one of them.
    One(Side),
    /// A type without a name.
    Type(TypeRef),
    /// The values that all list.
    Values(Shape),
    /// An object with the members of all.
    Members(Vec<Side>),
}

impl Types<'_, '_> {
    /// A member that several parts describe. `owner` is the schema that they are parts of, after which a new type is called.
    pub(super) fn met_use(&mut self, sides: Vec<Side>, owner: NodeId, place: &Place) -> Use {
        let nodes: Vec<NodeId> = sides.iter().map(|side| side.at).collect();
        let nullable = self.all_allow_null(&sides);
        let last = nodes.last().copied().unwrap_or(owner);
        let ty = match self.met(last, sides, place) {
            Met::One(side) => self.of(side.at, &side.place).ty,
            Met::Type(ty) => ty,
            Met::Values(shape) => {
                let table = schema_of(&self.met_table(&nodes));
                let named = self.made_once(nodes, owner, |types, _| {
                    let (place, id, at) = types.reserve_own(last, place, false);
                    types.fill(last, &place, id, at, Made::Type(shape, table));
                    (id, at)
                });
                return Use::named(named, nullable);
            }
            Met::Members(sides) => {
                let named = self.joined(sides, owner, place);
                if !nullable {
                    return Use::named(named, nullable);
                }
                TypeRef::Named(named.0)
            }
        };
        Use {
            ty,
            schema: self.met_table(&nodes),
            nullable,
        }
    }

    /// A type of its own for what keeps several schemas, made once for each schema whose parts they are.
    fn made_once(
        &mut self,
        nodes: Vec<NodeId>,
        owner: NodeId,
        make: impl FnOnce(&mut Self, &[NodeId]) -> (TypeId, TableId),
    ) -> (TypeId, TableId) {
        let key = (owner, nodes);
        if let Some(known) = self.joined.get(&key) {
            return *known;
        }
        let made = make(self, &key.1);
        self.joined.insert(key, made);
        made
    }

    /// The table of what keeps several schemas.
    fn met_table(&mut self, nodes: &[NodeId]) -> SchemaRef {
        let mut tables: Vec<SchemaRef> = Vec::new();
        for node in nodes {
            let table = self.table_of(*node);
            if nodes.len() > MOST_PARTS || !tables.contains(&table) {
                tables.push(table);
            }
        }
        if nodes.len() <= MOST_PARTS {
            let all = tables.clone();
            tables.retain(|table| {
                !all.iter()
                    .any(|other| other != table && is_wider(table, other))
            });
        }
        match <[SchemaRef; 1]>::try_from(tables) {
            Ok([only]) => only,
            Err(none) if none.is_empty() => SchemaRef::any(),
            Err(several) => SchemaRef::inline(Schema {
                rules: vec![Rule::AllOf(several)],
                ..Schema::default()
            }),
        }
    }

    /// One struct of objects that describe the same member. One that is met again while it is made contains itself.
    pub(super) fn joined(
        &mut self,
        mut sides: Vec<Side>,
        owner: NodeId,
        place: &Place,
    ) -> (TypeId, TableId) {
        let nodes: Vec<NodeId> = sides.iter().map(|side| side.target).collect();
        if let Some((_, known)) = self.joining.iter().find(|(open, _)| *open == nodes) {
            return *known;
        }
        self.made_once(nodes, owner, |types, nodes| {
            let last = sides.swap_remove(sides.len() - 1);
            let mut merged = joined_schema(&last, &sides);
            let (place, id, table) = types.reserve_own(last.at, place, false);
            types.joining.push((nodes.to_vec(), (id, table)));
            // What it says of members that nothing evaluates knows nothing of the others.
            let (members, items) = (
                merged.unevaluated_properties.take(),
                merged.unevaluated_items.take(),
            );
            let mut made = types.all_of(last.target, &merged, &place);
            if members.is_some() || items.is_some() {
                let (Made::Alias(_, whole) | Made::Type(_, whole)) = &mut made;
                let own = types.table_of(last.target);
                whole.rules.push(Rule::AllOf(vec![own]));
            }
            types.joining.pop();
            types.fill(last.at, &place, id, table, made);
            (id, table)
        })
    }

    /// The type of a value that keeps every side.
    pub(super) fn met(&mut self, node: NodeId, sides: Vec<Side>, place: &Place) -> Met {
        if sides.len() > MOST_PARTS {
            self.widen(
                node,
                &format!("more than {MOST_PARTS} schemas of one value"),
            );
            return Met::Type(TypeRef::Json);
        }
        let sides = self.telling(sides);
        if let [only] = sides.as_slice() {
            return Met::One(only.clone());
        }
        let common = self.kinds_of_all(&sides);
        if common.is_empty() {
            // Reported where the document is checked.
            return Met::Type(TypeRef::Json);
        }
        let sides: Vec<Side> = sides
            .into_iter()
            .map(|one| self.of_union(one, common))
            .collect();
        if let Some(met) = self.common_values(node, &sides) {
            return met;
        }
        let says: Vec<Says> = sides.iter().map(says).collect();
        let which = |what: Says| {
            let all = sides.iter().zip(&says).filter(move |one| *one.1 == what);
            all.map(|(side, _)| side.clone()).collect::<Vec<Side>>()
        };
        let fitting = |types: &mut Self, side: &Side| {
            let kinds = types.kinds_of(&side.schema);
            kinds == common
        };
        let of_kinds = which(Says::More)
            .into_iter()
            .find(|side| fitting(self, side));
        let mut only = common.iter();
        let met = match (only.next(), only.next()) {
            (Some(Kind::Array), None) => self.items_of_all(node, &which(Says::Items), place),
            (Some(Kind::Object), None) => self.members_of_all(&sides),
            (Some(_), None) if of_kinds.is_none() => {
                Some(self.bounds_of_all(&sides, common, place))
            }
            _ => None,
        };
        met.or(of_kinds.map(Met::One)).unwrap_or_else(|| {
            let fits = sides.iter().find(|side| fitting(self, side));
            let first = fits.or(sides.first()).cloned();
            first.map_or(Met::Type(TypeRef::Json), Met::One)
        })
    }

    /// The values that every side lists of those that list any.
    fn common_values(&mut self, node: NodeId, sides: &[Side]) -> Option<Met> {
        let sources = self.document.sources;
        let lists = sides.iter().filter(|side| side.schema.listed().is_some());
        let lists: Vec<&Side> = lists.collect();
        let (last, others) = lists.split_last()?;
        let json = |value: &NodeId| sources.json(*value);
        let texts = |side: &Side| -> HashSet<String> {
            let listed = side.schema.listed().unwrap_or_default();
            listed.iter().map(json).collect()
        };
        let mut common: Vec<NodeId> = last.schema.listed().unwrap_or_default().to_vec();
        for side in others {
            let texts = texts(side);
            common.retain(|value| texts.contains(&json(value)));
        }
        let kept: HashSet<String> = common.iter().map(json).collect();
        let values = common.iter().map(|value| sources.kind(*value));
        let values: Vec<_> = values.filter(|value| **value != NodeKind::Null).collect();
        let texts_kept: Vec<String> = values.iter().filter_map(|one| text(one)).collect();
        let integers: Vec<i64> = values.iter().filter_map(|one| integer(one)).collect();
        if values.len() != texts_kept.len() && values.len() != integers.len() {
            return None;
        }
        // Where no value is left, that is reported where the document is checked.
        let same = lists.iter().find(|side| texts(side) == kept);
        if let Some(same) = same.or(lists.first().filter(|_| values.is_empty())) {
            return Some(Met::One((*same).clone()));
        }
        let said = self.said_of_values(last.target, last.schema.listed().unwrap_or_default());
        Some(Met::Values(if integers.is_empty() {
            let made = string_enum(&texts_kept, &said);
            self.renamed_values(node, &made.variants, &common, &said);
            Shape::StringEnum(made)
        } else {
            Shape::IntegerEnum(integer_enum(&integers, &said))
        }))
    }

    /// A list of what keeps the items of all.
    fn items_of_all(&mut self, node: NodeId, lists: &[Side], place: &Place) -> Option<Met> {
        let mut places = lists
            .iter()
            .filter(|side| !side.schema.prefix_items.is_empty());
        if let Some(first) = places.next() {
            return Some(Met::One(first.clone()));
        }
        let mut sides = Vec::new();
        for list in lists {
            if let Some(items) = list.schema.items {
                sides.push(self.side(items, list.place.part("Item")));
            }
        }
        let item = match sides.as_slice() {
            [] => return None,
            [only] => self.of(only.at, &only.place),
            _ => self.met_use(sides, node, &place.part("Item")),
        };
        Some(Met::Type(TypeRef::List(Box::new(item.item()))))
    }

    /// An object with the members of all; the type of one side where the others only narrow what it describes.
    fn members_of_all(&mut self, sides: &[Side]) -> Option<Met> {
        let shaped: Vec<&Side> = sides
            .iter()
            .filter(|one| says(one) != Says::Bounds)
            .collect();
        let known = shaped
            .iter()
            .map(|side| self.branch_of(side.target, &side.schema));
        let known: Vec<Branch> = known.collect();
        let knows_all = |one: &Branch| known.iter().all(|other| one.knows_all_of(other));
        if let Some(widest) = known.iter().position(knows_all) {
            return Some(Met::One(shaped[widest].clone()));
        }
        let (last, others) = sides.split_last()?;
        let merged = joined_schema(last, others);
        let parts = self.parts(last.target, &merged);
        self.is_struct(&parts).then(|| Met::Members(sides.to_vec()))
    }

    /// A scalar that keeps the kinds, formats and bounds of all.
    fn bounds_of_all(&mut self, sides: &[Side], common: Kinds, place: &Place) -> Met {
        let mut merged = SchemaNode {
            kinds: Some(common.iter().collect()),
            ..SchemaNode::default()
        };
        for side in sides {
            let schema = &side.schema;
            merged.encoded = merged.encoded.or(schema.encoded);
            sharper(&mut merged.minimum, &schema.minimum, |a, b| a > b);
            sharper(
                &mut merged.exclusive_minimum,
                &schema.exclusive_minimum,
                |a, b| a > b,
            );
            sharper(&mut merged.maximum, &schema.maximum, |a, b| a < b);
            sharper(
                &mut merged.exclusive_maximum,
                &schema.exclusive_maximum,
                |a, b| a < b,
            );
            sharper(&mut merged.multiple_of, &schema.multiple_of, |a, b| a > b);
        }
        let plain = scalar(&merged, self.options.integer);
        let mut found = plain.clone();
        for side in sides.iter().filter(|side| side.schema.format.is_some()) {
            merged.format.clone_from(&side.schema.format);
            let ty = scalar(&merged, self.options.integer);
            if ty == plain || ty == found {
                continue;
            }
            if found != plain {
                // Formats that are not of one type: what is left is the kind.
                return Met::Type(plain);
            }
            found = ty;
        }
        for side in sides {
            found = self.with_every_digit(found, side.schema.listed().unwrap_or_default());
        }
        let content = sides.iter().find_map(|side| side.schema.content);
        if let (TypeRef::String, Some(content)) = (&found, content) {
            return Met::Type(self.json_text(content, place));
        }
        // What has a name keeps it.
        let named = sides.iter().find(|side| {
            side.at != side.target && scalar(&side.schema, self.options.integer) == found
        });
        named.map_or(Met::Type(found), |side| Met::One(side.clone()))
    }
}

/// The last of several objects, the others as parts of it.
fn joined_schema(last: &Side, others: &[Side]) -> SchemaNode {
    let mut merged = (*last.schema).clone();
    // Whether `null` may stand there, all sides say together.
    merged.nullable = false;
    let others = others.iter().map(|side| side.at);
    merged.all_of.splice(0..0, others);
    merged
}

/// Whether a table says nothing but kinds, all of which another one allows alone.
fn is_wider(table: &SchemaRef, other: &SchemaRef) -> bool {
    let (SchemaRef::Inline(table), SchemaRef::Inline(other)) = (table, other) else {
        return *table == SchemaRef::any();
    };
    let bare = table.fields.is_empty() && table.rules.is_empty();
    bare && other.kinds.meet(table.kinds) == other.kinds
}

fn schema_of(table: &SchemaRef) -> Schema {
    match table {
        SchemaRef::Inline(schema) => (**schema).clone(),
        SchemaRef::Table(_) => Schema {
            rules: vec![Rule::Ref(table.clone())],
            ..Schema::default()
        },
    }
}

fn sharper(known: &mut Option<Text>, other: &Option<Text>, wins: fn(f64, f64) -> bool) {
    let number = |text: &Option<Text>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    match (number(known), number(other)) {
        (Some(a), Some(b)) if !wins(b, a) => {}
        (_, None) => {}
        _ => known.clone_from(other),
    }
}
