//! `enum` and `const`.

use std::cell::OnceCell;

use specsmith_runtime::Format;
use specsmith_runtime::validate::matches_all;

use super::names;
use super::options::Named;
use super::types::{Made, Types};
use super::variants::{SaidOfValues, integer_enum, string_enum};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::SchemaNode;
use crate::fast::{FastMap, FastSet};
use crate::model::{Constant, EnumVariant, Kind, Rule, Schema, Shape};
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// The enum of a schema that lists texts, or integers.
    pub(super) fn enumeration(&mut self, node: NodeId, schema: &SchemaNode) -> Option<Made> {
        let listed = self.listed_by_all(node, schema)?;
        self.listed_twice(schema.listed()?);
        let said = self.said_of_values(node, schema.listed()?);
        self.enum_of_listed(node, schema, &listed, &said)
    }

    /// The same, of some of the values that the schema lists, and what is said of all.
    pub(super) fn enum_of_listed(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        listed: &[NodeId],
        said: &SaidOfValues,
    ) -> Option<Made> {
        let sources = self.document.sources;
        let values: Vec<_> = listed
            .iter()
            .map(|value| sources.kind(*value))
            .filter(|kind| **kind != NodeKind::Null)
            .collect();
        let texts: Vec<String> = values.iter().filter_map(|kind| text(kind)).collect();
        let table = |types: &mut Self| {
            let mut table = types.table(node, schema);
            let constants = constants(&table);
            table.rules.retain(|rule| !follows(rule, &constants));
            table
        };
        if !texts.is_empty() && texts.len() == values.len() && schema.allows(Kind::String) {
            let table = table(self);
            let made = string_enum(&texts, said);
            self.renamed_values(node, &made.variants, listed, said);
            return Some(Made::Type(Shape::StringEnum(made), table));
        }
        let integers: Vec<i64> = values.iter().filter_map(|kind| integer(kind)).collect();
        if !integers.is_empty() && integers.len() == values.len() && schema.allows(Kind::Integer) {
            let table = table(self);
            return Some(Made::Type(
                Shape::IntegerEnum(integer_enum(&integers, said)),
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
            let others: FastSet<String> = others.iter().map(|one| sources.json(*one)).collect();
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
        let kept: FastSet<String> = listed.iter().map(|one| sources.json(*one)).collect();
        let is_all = |named: &[NodeId]| named.iter().all(|one| kept.contains(&sources.json(*one)));
        if named.listed().is_some_and(is_all) || !named.alternatives().is_empty() {
            return None;
        }
        self.listed_twice(schema.listed()?);
        let said = self.said_of_values(node, schema.listed()?);
        self.enum_of_listed(node, schema, &listed, &said)
    }

    /// Notes values whose names are taken by others.
    pub(super) fn renamed_values(
        &mut self,
        node: NodeId,
        variants: &[EnumVariant<String>],
        listed: &[NodeId],
        said: &SaidOfValues,
    ) {
        let sources = self.document.sources;
        let places: OnceCell<FastMap<String, NodeId>> = OnceCell::new();
        let place = |value: &str| {
            let texts = listed.iter().rev();
            let texts = texts.filter_map(|one| Some((text(sources.kind(*one))?, *one)));
            let places = places.get_or_init(|| texts.collect());
            places.get(value).copied()
        };
        for variant in variants {
            let wanted = names::pascal(&variant.value);
            if wanted != variant.ident && !said.names.contains_key(&variant.value) {
                let at = place(&variant.value).unwrap_or(node);
                self.renamed(at, &variant.value, &wanted, &variant.ident);
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
        let mut first: FastMap<String, NodeId> = FastMap::default();
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
