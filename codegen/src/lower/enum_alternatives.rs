//! `oneOf` and `anyOf` of values: one enum over all that the alternatives list.

use std::hash::Hash;

use super::enums::{integer, text};
use super::names;
use super::rules::kinds;
use super::scope::WantedName;
use super::types::{Made, Types};
use super::variants;
use crate::document::SchemaNode;
use crate::model::{
    Constant, EnumVariant, IntegerEnum, Kind, Kinds, Rule, Schema, Shape, StringEnum,
};
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// The enum over alternatives that each list texts, or integers. Beside one that allows any of these, it is open.
    pub(super) fn enum_of(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        branches: &[NodeId],
        null_listed: bool,
    ) -> Option<Made> {
        let mut values = Vec::new();
        let mut open = None;
        for branch in branches {
            match self.listed(*branch) {
                Some(listed) => values.extend(listed),
                None if schema.any_of.is_empty() || open.is_some() => return None,
                None => open = Some(self.all_of_a_kind(*branch)?),
            }
        }
        let is_open = open.is_some();
        let (kind, constants, shape) = if let Some(texts) = self.read_all(&values, text) {
            let variants = self.variants_of(texts);
            let all = variants.iter();
            let all = all.map(|one| Constant::Str(one.value.as_str().into()));
            let constants: Vec<_> = all.collect();
            let open = is_open;
            let shape = StringEnum { variants, open };
            (Kind::String, constants, Shape::StringEnum(shape))
        } else {
            let variants = self.variants_of(self.read_all(&values, integer)?);
            let all = variants.iter().map(|one| Constant::Int(one.value));
            let constants = all.collect();
            let open = is_open;
            let shape = IntegerEnum { variants, open };
            (Kind::Integer, constants, Shape::IntegerEnum(shape))
        };
        if open.is_some_and(|open| open != kind) {
            return None;
        }
        let each_once = constants.len() == values.len();
        let constants = if is_open { Vec::new() } else { constants };
        let table = enum_table(kind, constants, schema.nullable || null_listed);
        let table = self.exact(node, schema, branches, each_once, table);
        Some(Made::Type(shape, table))
    }

    /// `short`, where that says the same as the schema: its alternatives say nothing but what they list, and no value is
    /// listed twice by those of which one must hold. What is written beside them (`type: object`, in some documents) and
    /// forbids all of them is not true.
    fn exact(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        branches: &[NodeId],
        all: bool,
        short: Schema,
    ) -> Schema {
        let bare = SchemaNode {
            one_of: schema.one_of.clone(),
            any_of: schema.any_of.clone(),
            kinds: schema.kinds.clone(),
            nullable: schema.nullable,
            discriminator: schema.discriminator.clone(),
            read_only: schema.read_only,
            write_only: schema.write_only,
            ..SchemaNode::default()
        };
        let lists = |types: &mut Self, branch: &NodeId| {
            let read = types.read_followed(*branch);
            types.rules(*branch, &read).len() <= 1 && !read.has_parts()
        };
        let same = *schema == bare
            && (all || schema.one_of.is_empty())
            && branches.iter().all(|branch| lists(self, branch));
        if is_untrue(schema, short.kinds) || same {
            short
        } else {
            self.table(node, schema)
        }
    }

    /// The kinds of a schema. A `type` that forbids every text that the alternatives list (`type: object`, in some documents)
    /// is not true.
    pub(super) fn kinds_meant(&mut self, schema: &SchemaNode) -> Kinds {
        let stated = kinds(schema);
        let branches = schema.alternatives();
        if branches.is_empty() || !is_untrue(schema, Kind::String.into()) {
            return stated;
        }
        let sources = self.document.sources;
        let is_text = |one: &Listed| matches!(sources.kind(one.node), NodeKind::String(_));
        for branch in branches {
            match self.listed(branch) {
                Some(listed) if !listed.is_empty() && listed.iter().all(is_text) => {}
                _ => return stated,
            }
        }
        let null = stated.iter().filter(|kind| *kind == Kind::Null);
        null.chain([Kind::String]).collect()
    }

    /// The values that a schema lists, `null` aside, each with the place that says what it means.
    fn listed(&mut self, branch: NodeId) -> Option<Vec<Listed>> {
        let schema = self.read_followed(branch);
        let said = (schema.enumeration.is_none() || schema.enumeration.as_ref()?.len() == 1)
            .then_some(branch);
        let listed = schema.listed()?;
        let sources = self.document.sources;
        let values = listed
            .iter()
            .filter(|value| *sources.kind(**value) != NodeKind::Null);
        Some(values.map(|node| Listed { node: *node, said }).collect())
    }

    /// The kind of which a schema allows every value, and says nothing more of it: texts or integers.
    fn all_of_a_kind(&mut self, branch: NodeId) -> Option<Kind> {
        let schema = self.read_followed(branch);
        let mut kinds = [Kind::String, Kind::Integer].into_iter();
        let kind = kinds.find(|kind| schema.is(*kind))?;
        self.rules(branch, &schema).is_empty().then_some(kind)
    }

    /// Values as what they are; `None` where one is something else, or where there are none.
    fn read_all<'l, T>(
        &self,
        values: &'l [Listed],
        read: fn(&NodeKind) -> Option<T>,
    ) -> Option<Vec<(&'l Listed, T)>> {
        let read = |one: &'l Listed| Some((one, read(self.document.sources.kind(one.node))?));
        let read: Option<Vec<_>> = values.iter().map(read).collect();
        read.filter(|read| !read.is_empty())
    }

    /// The variants of values, each once: called by the title of the schema that lists it alone, else by itself.
    fn variants_of<T: Clone + Eq + Hash + ToString>(
        &self,
        values: Vec<(&Listed, T)>,
    ) -> Vec<EnumVariant<T>> {
        let sources = self.document.sources;
        variants::each_once(values.into_iter().map(|(listed, value)| {
            let title = listed.said.and_then(|node| sources.get_str(node, "title"));
            let title = title.filter(|title| !title.is_empty() && title.len() < 40);
            let raw = value.to_string();
            let wanted = WantedName {
                others: vec![names::pascal(&raw)],
                ..WantedName::new(names::pascal(title.unwrap_or(&raw)), &raw)
            };
            let docs = listed.said.map(|node| self.docs_of(node));
            (value, wanted, docs.unwrap_or_default())
        }))
    }
}

/// A value of an enum.
struct Listed {
    node: NodeId,
    /// The schema that lists it alone.
    said: Option<NodeId>,
}

/// The table of an enum; without constants, of one that is open.
fn enum_table(kind: Kind, mut constants: Vec<Constant>, nullable: bool) -> Schema {
    let null = nullable.then_some(Kind::Null);
    if nullable {
        constants.push(Constant::Json("null".to_owned()));
    }
    let closed = constants
        .iter()
        .any(|value| *value != Constant::Json("null".to_owned()));
    Schema {
        kinds: null.into_iter().chain([kind]).collect(),
        fields: Vec::new(),
        rules: if closed {
            vec![Rule::Enum(constants)]
        } else {
            Vec::new()
        },
    }
}

/// Whether a `type` forbids everything that is listed, `null` aside: then it is not true.
fn is_untrue(schema: &SchemaNode, listed: Kinds) -> bool {
    let common = listed.meet(kinds(schema));
    schema.kinds.is_some() && common.without(Kind::Null).is_empty()
}
