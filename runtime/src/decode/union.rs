//! Chooses the variant of a union.

use super::fill::{Decoder, Fail};
use super::source::{Source, Tree};
use crate::json::token::Kind;
use crate::json::{Json, SyntaxError};
use crate::pointer::Path;
use crate::schema::Types;
use crate::validate;
use crate::value::{Select, Union, UnionTable, View};

impl Decoder<'_> {
    pub(super) fn union<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        union: &mut dyn Union,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let table = union.table();
        if matches!(table.select, Select::Trial) {
            return match source.tree() {
                Some(json) => self.trial(json, union, path),
                None => {
                    let json = self.json(source, path)?;
                    self.trial(&json, union, path)
                }
            };
        }
        let mut start = source.clone();
        let filled = match select(source.clone(), table)? {
            Some(index) => self.fill(source, union.select(index), path)?,
            None => {
                start = source.clone();
                source.skip()?;
                false
            }
        };
        if !filled {
            let json = self.json(&mut start, path)?;
            union.set_unknown(json);
        }
        Ok(true)
    }

    /// The first variant whose schema the value keeps.
    fn trial(&mut self, json: &Json, union: &mut dyn Union, path: &Path<'_>) -> Result<bool, Fail> {
        let variants = union.table().variants;
        for (index, schema) in variants.iter().enumerate() {
            if validate::is_valid(schema, View::Json(json), self.direction)
                && self.fill(&mut Tree::new(json), union.select(index), path)?
            {
                return Ok(true);
            }
        }
        union.set_unknown(json.clone());
        Ok(true)
    }
}

/// The variant of the value that comes next.
fn select<'a, S: Source<'a>>(
    mut ahead: S,
    table: &UnionTable,
) -> Result<Option<usize>, SyntaxError> {
    let kind = ahead.peek()?;
    match table.select {
        Select::Kind(kinds) => {
            let kind = types(&mut ahead, kind)?;
            Ok(kinds.iter().position(|types| types.contains(kind)))
        }
        Select::Property {
            name,
            mapping,
            default,
        } if kind == Kind::Object => {
            let found = find_text(&mut ahead, name)?.and_then(|text| {
                mapping
                    .iter()
                    .find(|(value, _)| *value == text)
                    .map(|(_, index)| *index)
            });
            Ok(found.or(default))
        }
        Select::Present { members, default } if kind == Kind::Object => {
            Ok(find_member(&mut ahead, members)?.or(default))
        }
        // A value without members has the variant of those that have none of the members.
        Select::Property { default, .. } | Select::Present { default, .. } => Ok(default),
        Select::Trial => Ok(None),
    }
}

/// The kind of the next value, as `type` names it.
fn types<'a, S: Source<'a>>(ahead: &mut S, kind: Kind) -> Result<Types, SyntaxError> {
    Ok(match kind {
        Kind::Null => Types::NULL,
        Kind::Bool => Types::BOOLEAN,
        Kind::Number if ahead.number()?.number().is_integer() => Types::INTEGER,
        Kind::Number => Types::NUMBER,
        Kind::String => Types::STRING,
        Kind::Array => Types::ARRAY,
        Kind::Object => Types::OBJECT,
    })
}

fn find_text<'a, S: Source<'a>>(ahead: &mut S, name: &str) -> Result<Option<String>, SyntaxError> {
    ahead.open_object()?;
    let mut first = true;
    while let Some(key) = ahead.key(first)? {
        first = false;
        if key != name {
            ahead.skip()?;
        } else if ahead.peek()? == Kind::String {
            return ahead.string().map(|text| Some(text.into_owned()));
        } else {
            // An enum of integers or booleans tells variants apart by the JSON text of its values.
            return Ok(Some(ahead.snippet()));
        }
    }
    Ok(None)
}

fn find_member<'a, S: Source<'a>>(
    ahead: &mut S,
    members: &[(&str, usize)],
) -> Result<Option<usize>, SyntaxError> {
    let mut best: Option<usize> = None;
    ahead.open_object()?;
    let mut first = true;
    while let Some(key) = ahead.key(first)? {
        first = false;
        if let Some(found) = members.iter().position(|(name, _)| *name == key) {
            best = Some(best.map_or(found, |best| best.min(found)));
        }
        ahead.skip()?;
    }
    Ok(best
        .and_then(|best| members.get(best))
        .map(|(_, index)| *index))
}
