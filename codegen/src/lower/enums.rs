//! `enum` and `const`.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use specsmith_runtime::Format;
use specsmith_runtime::validate::matches_all;

use super::names;
use super::options::Named;
use super::rules::kinds;
use super::scope::WantedName;
use super::types::{Made, Types};
use super::variants::{self, SaidOfValues, integer_enum, string_enum};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::SchemaNode;
use crate::model::{
    Constant, EnumVariant, IntegerEnum, Kind, Kinds, Rule, Schema, Shape, StringEnum,
};
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// The enum of a schema that lists texts, or integers.
    pub(super) fn enumeration(&mut self, node: NodeId, schema: &SchemaNode) -> Option<Made> {
        let listed = self.listed_by_all(node, schema)?;
        self.enum_of_listed(node, schema, &listed)
    }

    /// The same, of the values that are left of those that the schema lists.
    fn enum_of_listed(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        listed: &[NodeId],
    ) -> Option<Made> {
        let sources = self.document.sources;
        self.listed_twice(schema.listed()?);
        let values: Vec<_> = listed
            .iter()
            .map(|value| sources.kind(*value))
            .filter(|kind| **kind != NodeKind::Null)
            .collect();
        let said = self.said_of_values(node, listed);
        let texts: Vec<String> = values.iter().filter_map(|kind| text(kind)).collect();
        let table = |types: &mut Self| {
            let mut table = types.table(node, schema);
            let constants = constants(&table);
            table.rules.retain(|rule| !follows(rule, &constants));
            table
        };
        if !texts.is_empty() && texts.len() == values.len() && schema.allows(Kind::String) {
            let table = table(self);
            let made = string_enum(&texts, &said);
            self.renamed_values(node, &made.variants, &said);
            return Some(Made::Type(Shape::StringEnum(made), table));
        }
        let integers: Vec<i64> = values.iter().filter_map(|kind| integer(kind)).collect();
        if !integers.is_empty() && integers.len() == values.len() && schema.allows(Kind::Integer) {
            let table = table(self);
            return Some(Made::Type(
                Shape::IntegerEnum(integer_enum(&integers, &said)),
                table,
            ));
        }
        None
    }

    /// The values that a schema lists, of those that each of its parts lists too, where any does. Where none is left, the
    /// schema's own: that is reported where the document is checked.
    fn listed_by_all(&mut self, node: NodeId, schema: &SchemaNode) -> Option<Vec<NodeId>> {
        let own = schema.listed()?;
        let mut listed = own.to_vec();
        if schema.all_of.is_empty() && schema.reference.is_none() && schema.constant.is_none() {
            return Some(listed);
        }
        let sources = self.document.sources;
        let parts = self.parts(node, schema);
        let lists = parts.schemas.iter().flat_map(|(_, part)| {
            let only = part.constant.as_slice();
            [
                part.enumeration.as_deref(),
                Some(only).filter(|only| !only.is_empty()),
            ]
        });
        for others in lists.flatten() {
            let others: HashSet<String> = others.iter().map(|one| sources.json(*one)).collect();
            listed.retain(|one| others.contains(&sources.json(*one)));
        }
        Some(if listed.is_empty() {
            own.to_vec()
        } else {
            listed
        })
    }

    /// The enum of what lists fewer values beside a reference than what that names.
    pub(super) fn listed_beside(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        target: NodeId,
    ) -> Option<Made> {
        let listed = self.listed_by_all(node, schema)?;
        let named = self.read_followed(target);
        let sources = self.document.sources;
        let kept: HashSet<String> = listed.iter().map(|one| sources.json(*one)).collect();
        let is_all = |named: &[NodeId]| named.iter().all(|one| kept.contains(&sources.json(*one)));
        if named.listed().is_some_and(is_all) || !named.alternatives().is_empty() {
            return None;
        }
        self.enum_of_listed(node, schema, &listed)
    }

    /// Notes values whose names are taken by others.
    pub(super) fn renamed_values(
        &mut self,
        node: NodeId,
        variants: &[EnumVariant<String>],
        said: &SaidOfValues,
    ) {
        for variant in variants {
            if !said.names.contains_key(&variant.value) {
                let wanted = names::pascal(&variant.value);
                self.renamed(node, &variant.value, &wanted, &variant.ident);
            }
        }
    }

    /// What settings and extensions say of each value of an enum.
    pub(super) fn said_of_values(&self, node: NodeId, listed: &[NodeId]) -> SaidOfValues {
        let sources = self.document.sources;
        let raw = |value: NodeId| text(sources.kind(value)).unwrap_or_else(|| sources.json(value));
        let values: Vec<String> = listed.iter().map(|value| raw(*value)).collect();
        let variants = self.wishes.variants(node, &values);
        let mut names: Named = variants
            .into_iter()
            .map(|(value, name)| (value, names::pascal(&name)))
            .collect();
        for (value, text) in listed.iter().zip(&values) {
            if let Some(name) = self.wishes.pascal(*value) {
                names.insert(text.clone(), name);
            }
        }
        SaidOfValues {
            names,
            descriptions: self.wishes.descriptions(node, &values),
        }
    }

    /// Reports values that are listed again.
    fn listed_twice(&mut self, listed: &[NodeId]) {
        let sources = self.document.sources;
        let mut first: HashMap<String, NodeId> = HashMap::new();
        for value in listed {
            let text = sources.json(*value);
            if let Some(earlier) = first.get(&text) {
                let said = format!("the enum lists {text} twice: it counts once");
                let found = Diagnostic::new(Code::EnumValues, &said).cause(said);
                let found = found
                    .at_node(sources, *value)
                    .related(sources.place(*earlier), "first listed here");
                self.diagnostics
                    .add(found.help("remove one of them, or write what was meant"));
            }
            first.entry(text).or_insert(*value);
        }
    }

    /// The enum over alternatives that each list texts, or integers. Beside one that allows any text, it is open.
    pub(super) fn enum_of(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        branches: &[NodeId],
        null_listed: bool,
    ) -> Option<Made> {
        let mut values = Vec::new();
        let mut open = false;
        for branch in branches {
            match self.listed(*branch) {
                Some(listed) => values.extend(listed),
                None if self.is_any_text(*branch) && !schema.any_of.is_empty() => open = true,
                None => return None,
            }
        }
        let kind = |value: &Listed| text(self.document.sources.kind(value.node));
        let texts: Vec<_> = values
            .iter()
            .filter_map(|one| Some((one, kind(one)?)))
            .collect();
        let nullable = schema.nullable || null_listed;
        if !texts.is_empty() && texts.len() == values.len() {
            let (shape, table) = self.texts(&texts, open, nullable);
            let all = shape.variants.len() == texts.len();
            let table = self.exact(node, schema, branches, all, table);
            return Some(Made::Type(Shape::StringEnum(shape), table));
        }
        let kind = |value: &Listed| integer(self.document.sources.kind(value.node));
        let integers: Vec<_> = values
            .iter()
            .filter_map(|one| Some((one, kind(one)?)))
            .collect();
        if open || integers.is_empty() || integers.len() < values.len() {
            return None;
        }
        let variants = self.variants_of(&integers);
        let constants: Vec<_> = variants
            .iter()
            .map(|variant| Constant::Int(variant.value))
            .collect();
        let all = variants.len() == values.len();
        let table = enum_table(Kind::Integer, constants, nullable);
        let table = self.exact(node, schema, branches, all, table);
        Some(Made::Type(
            Shape::IntegerEnum(IntegerEnum { variants }),
            table,
        ))
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

    /// Whether a schema allows every text, and says nothing more of it.
    fn is_any_text(&mut self, branch: NodeId) -> bool {
        let schema = self.read_followed(branch);
        schema.is(Kind::String) && self.rules(branch, &schema).is_empty()
    }

    /// One enum over all texts.
    fn texts(
        &mut self,
        texts: &[(&Listed, String)],
        open: bool,
        nullable: bool,
    ) -> (StringEnum, Schema) {
        let variants = self.variants_of(texts);
        let values = variants
            .iter()
            .map(|variant| Constant::Str(variant.value.as_str().into()));
        let constants = if open { Vec::new() } else { values.collect() };
        let table = enum_table(Kind::String, constants, nullable);
        (StringEnum { variants, open }, table)
    }

    /// The variants of values, each once: called by the title of the schema that lists it alone, else by itself.
    fn variants_of<T: Clone + Eq + Hash + ToString>(
        &self,
        values: &[(&Listed, T)],
    ) -> Vec<EnumVariant<T>> {
        let mut seen = HashSet::new();
        let new = values.iter().filter(|(_, value)| seen.insert(value));
        let new: Vec<&(&Listed, T)> = new.collect();
        let sources = self.document.sources;
        let wanted = new.iter().map(|(listed, value)| {
            let title = listed.said.and_then(|node| sources.get_str(node, "title"));
            let title = title.filter(|title| !title.is_empty() && title.len() < 40);
            let raw = value.to_string();
            WantedName {
                others: vec![names::pascal(&raw)],
                ..WantedName::new(names::pascal(title.unwrap_or(&raw)), &raw)
            }
        });
        let idents = variants::scope().take_all(&wanted.collect::<Vec<_>>());
        let variants = idents.into_iter().zip(new);
        let variants = variants.map(|(ident, (listed, value))| EnumVariant {
            ident,
            value: value.clone(),
            docs: listed
                .said
                .map(|node| self.docs_of(node))
                .unwrap_or_default(),
        });
        variants.collect()
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

/// The values that a table lists.
fn constants(table: &Schema) -> Vec<Constant> {
    let listed = table.rules.iter().find_map(|rule| match rule {
        Rule::Enum(listed) => Some(listed.as_slice()),
        Rule::Const(only) => Some(std::slice::from_ref(only)),
        _ => None,
    });
    listed.unwrap_or_default().to_vec()
}

/// Whether each value that is listed keeps a rule anyway.
fn follows(rule: &Rule, constants: &[Constant]) -> bool {
    let integers = |least: i64, most: i64| {
        constants.iter().all(|constant| match constant {
            Constant::Int(value) => (least..=most).contains(value),
            _ => true,
        })
    };
    let lengths = |least: u64, most: u64| {
        constants.iter().all(|constant| match constant {
            Constant::Str(text) => (least..=most).contains(&(text.chars().count() as u64)),
            _ => true,
        })
    };
    match rule {
        Rule::Format(Format::Int32) => integers(i32::MIN.into(), i32::MAX.into()),
        Rule::Format(format) => *format == Format::Int64,
        Rule::Minimum(least) => least.parse().is_ok_and(|least| integers(least, i64::MAX)),
        Rule::Maximum(most) => most.parse().is_ok_and(|most| integers(i64::MIN, most)),
        Rule::MinLength(least) => lengths(*least, u64::MAX),
        Rule::MaxLength(most) => lengths(0, *most),
        Rule::Pattern(pattern) => {
            let texts = constants.iter().filter_map(|constant| match constant {
                Constant::Str(text) => Some(&**text),
                _ => None,
            });
            matches_all(pattern, texts)
        }
        _ => false,
    }
}

/// Whether a `type` forbids everything that is listed, `null` aside: then it is not true.
fn is_untrue(schema: &SchemaNode, listed: Kinds) -> bool {
    let common = listed.meet(kinds(schema));
    schema.kinds.is_some() && common.without(Kind::Null).is_empty()
}

pub(super) fn text(kind: &NodeKind) -> Option<String> {
    match kind {
        NodeKind::String(text) => Some(text.to_string()),
        _ => None,
    }
}

pub(super) fn integer(kind: &NodeKind) -> Option<i64> {
    match kind {
        NodeKind::Number(text) => text.parse().ok(),
        _ => None,
    }
}
