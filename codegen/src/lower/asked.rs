//! What a caller can put into the query, a name each: members of an object that is sent as several pairs have names too.

use super::page_names::key;
use super::paging::Member;
use super::types::Types;
use crate::model::{Location, Parameter, ParameterStyle, Rule, SchemaRef, TypeRef};

/// One name of the query.
#[derive(Debug)]
pub(super) struct Asked {
    /// As it stands in the query, before it is encoded: `page`, `page[number]`.
    pub name: String,
    /// What it takes.
    pub takes: TypeRef,
    /// The number that is meant where it is not sent.
    default: Option<i64>,
    /// The least number that it takes.
    minimum: Option<i64>,
}

impl Asked {
    /// What it is on the first page: its default, else its minimum, else what is usual.
    pub fn first(&self, usual: i64) -> i64 {
        self.default.or(self.minimum).unwrap_or(usual)
    }

    /// Whether it takes a count: many documents call them numbers.
    fn is_count(&self) -> bool {
        matches!(
            self.takes,
            TypeRef::Integer(_) | TypeRef::F64 | TypeRef::F32 | TypeRef::Number
        )
    }
}

/// The first that takes a count and has one of these names.
pub(super) fn count<'a>(asked: &'a [Asked], names: &[&str]) -> Option<&'a Asked> {
    let fits = |one: &&Asked| one.is_count() && names.contains(&&*key(&one.name));
    asked.iter().find(fits)
}

impl Types<'_, '_> {
    /// The names of the query of an operation.
    pub(super) fn asked(&self, parameters: &[Parameter]) -> Vec<Asked> {
        let query = |one: &&Parameter| one.location == Location::Query;
        let each = parameters.iter().filter(query);
        each.flat_map(|parameter| self.asked_by(parameter))
            .collect()
    }

    fn asked_by(&self, parameter: &Parameter) -> Vec<Asked> {
        let argument = &parameter.argument;
        let takes = self.inner(&argument.ty);
        let members = match (&parameter.style, parameter.explode) {
            (ParameterStyle::DeepObject, _) | (ParameterStyle::Form, true) => {
                self.members_of(&takes)
            }
            _ => Vec::new(),
        };
        if members.is_empty() {
            return vec![Asked {
                name: parameter.name.clone(),
                default: number(argument.docs.default.as_deref()),
                minimum: self.minimum(&argument.schema),
                takes,
            }];
        }
        let is_deep = parameter.style == ParameterStyle::DeepObject;
        let one = |member: Member| Asked {
            name: match is_deep {
                true => format!("{}[{}]", parameter.name, member.name),
                false => member.name,
            },
            takes: self.inner(&member.ty),
            default: number(member.default.as_deref()),
            minimum: member.minimum,
        };
        members.into_iter().map(one).collect()
    }

    /// The least number that a schema allows.
    pub(super) fn minimum(&self, schema: &SchemaRef) -> Option<i64> {
        let schema = match schema {
            SchemaRef::Inline(schema) => schema,
            SchemaRef::Table(id) => self.store.schema(*id)?,
        };
        schema.rules.iter().find_map(|rule| match rule {
            Rule::Minimum(text) => number(Some(text)),
            _ => None,
        })
    }
}

fn number(text: Option<&str>) -> Option<i64> {
    text?.parse().ok()
}
