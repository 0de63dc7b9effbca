//! Chooses the variant of a union.

use std::borrow::Cow;

use super::fill::{Decoder, Fail};
use super::source::{Source, Tree};
use super::{fit, guess};
use crate::json::token::Kind;
use crate::json::{Json, SyntaxError};
use crate::pointer::Path;
use crate::schema::Types;
use crate::validate;
use crate::value::{Select, Union, View};

/// How many unions may hold each other around one value: a type that a person wrote may hold itself.
const DEEPEST: usize = 32;

/// How many steps of trial each value within a union may take, apart from those that the whole may.
const STEPS_A_VALUE: usize = 1_000;

/// How many values this one is, with those within it.
fn values(json: &Json) -> usize {
    1 + match json {
        Json::Array(items) => items.iter().map(values).sum(),
        Json::Object(members) => members.values().map(values).sum(),
        _ => 0,
    }
}

impl Decoder<'_> {
    pub(super) fn union<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        union: &mut dyn Union,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        // A step into the value is a path of its own, which stands elsewhere.
        let here = std::ptr::from_ref(path).addr();
        let outer = self.unions;
        self.unions = match outer {
            (place, count) if place == here => (here, count + 1),
            _ => (here, 1),
        };
        let filled = if self.unions.1 > DEEPEST {
            self.undecided(source, union, path)
        } else {
            self.chosen(source, union, path)
        };
        self.unions = outer;
        filled
    }

    fn undecided<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        union: &mut dyn Union,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let start = source.clone();
        source.skip()?;
        self.unknown_at(&start, union, path)?;
        Ok(true)
    }

    /// Ways that few values take are functions of their own: unions hold unions, and room on the stack counts.
    fn chosen<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        union: &mut dyn Union,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let start = source.clone();
        let filled = match ahead(source, &union.table().select)? {
            Found::Named(index) => self.fill(source, union.select(index), path)?,
            Found::Likely(index) => {
                if !self.attempt(source, union.select(index), path)? {
                    return self.again(source, &start, union, path);
                }
                true
            }
            Found::Trial(first) => return self.tried(source, union, first, path),
            Found::Nothing => {
                source.skip()?;
                false
            }
        };
        if !filled {
            self.unknown_at(&start, union, path)?;
        }
        Ok(true)
    }

    /// After a likely variant that does not hold: another one may allow what that was chosen by.
    fn again<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        start: &S,
        union: &mut dyn Union,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let json = self.json(&mut start.clone(), path)?;
        *source = start.clone();
        source.skip()?;
        self.trial(&json, union, None, path)
    }

    fn tried<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        union: &mut dyn Union,
        first: Option<usize>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        match source.tree() {
            Some(json) => self.trial(json, union, first, path),
            None => {
                let json = self.json(source, path)?;
                self.trial(&json, union, first, path)
            }
        }
    }

    fn unknown_at<'a, S: Source<'a>>(
        &mut self,
        start: &S,
        union: &mut dyn Union,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        union.set_unknown(self.json(&mut start.clone(), path)?);
        Ok(())
    }

    /// The variant whose schema the value keeps, and which names the most of an object's members; of those the one that
    /// `first` is, else the first. Trials within each other's variants multiply: what they may take all in all grows with the
    /// value alone.
    fn trial(
        &mut self,
        json: &Json,
        union: &mut dyn Union,
        first: Option<usize>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        if self.trials.1 == 0 {
            let own = STEPS_A_VALUE.saturating_mul(values(json));
            self.trials.0 = self.trials.0.saturating_add(own);
        }
        self.trials.1 += 1;
        let filled = self.fitting(json, union, first, path);
        self.trials.1 -= 1;
        filled
    }

    fn fitting(
        &mut self,
        json: &Json,
        union: &mut dyn Union,
        first: Option<usize>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let mut others = Vec::new();
        let all = union.table().variants.iter().enumerate();
        let is_first = |(index, _): &(usize, _)| Some(*index) == first;
        let (before, after) = (
            all.clone().filter(is_first),
            all.filter(|one| !is_first(one)),
        );
        for (index, schema) in before.chain(after) {
            let (view, left) = (View::Json(json), &mut self.trials.0);
            if !validate::is_valid_within(schema, view, self.direction, left) {
                continue;
            }
            match fit::unnamed(schema, json) {
                0 if self.attempt(&mut Tree::new(json), union.select(index), path)? => {
                    return Ok(true);
                }
                0 => {}
                unnamed => others.push((unnamed, index)),
            }
        }
        others.sort_by_key(|(unnamed, _)| *unnamed);
        for (_, index) in others {
            if self.attempt(&mut Tree::new(json), union.select(index), path)? {
                return Ok(true);
            }
        }
        union.set_unknown(json.clone());
        Ok(true)
    }
}

/// Which variant a value is, before any of it is read.
enum Found {
    /// No other can hold.
    Named(usize),
    Likely(usize),
    Nothing,
    /// Of those that fit alike, this one.
    Trial(Option<usize>),
}

/// The variant of the value that comes next, which is not read.
fn ahead<'a, S: Source<'a>>(source: &S, by: &'static Select) -> Result<Found, SyntaxError> {
    select(source.clone(), by)
}

/// The variant of the value that comes next.
fn select<'a, S: Source<'a>>(mut ahead: S, select: &'static Select) -> Result<Found, SyntaxError> {
    let kind = ahead.peek()?;
    let mut select = select;
    // Each question but the last is asked of the same value, or of a part of it.
    loop {
        select = match select {
            Select::Is(index) => return Ok(Found::Likely(*index)),
            Select::Nothing => return Ok(Found::Nothing),
            Select::Trial => return Ok(Found::Trial(None)),
            Select::Default { name, mapping } => {
                let text = match kind {
                    Kind::Object => find_text(ahead, name)?,
                    _ => None,
                };
                let first = text.and_then(|text| guess::find(mapping, &text));
                return Ok(Found::Trial(first));
            }
            Select::Kind(kinds) => {
                let kind = types(ahead.clone(), kind)?;
                let Some((_, next)) = kinds.iter().find(|(types, _)| types.contains(kind)) else {
                    return Ok(Found::Nothing);
                };
                next
            }
            Select::Property {
                name,
                mapping,
                default,
            } => {
                let text = match kind {
                    Kind::Object => find_text(ahead.clone(), name)?,
                    _ => None,
                };
                match text.and_then(|text| guess::find(mapping, &text)) {
                    Some(variant) => return Ok(Found::Named(variant)),
                    None => default,
                }
            }
            Select::Present { members, default } => {
                let found = match kind {
                    Kind::Object => find_member(ahead.clone(), members)?,
                    _ => None,
                };
                match found {
                    Some(variant) => return Ok(Found::Likely(variant)),
                    None => default,
                }
            }
            Select::Member {
                name,
                select: inner,
                default,
            } => {
                let mut part = ahead.clone();
                if kind == Kind::Object
                    && enter(&mut part, name)?
                    && let Some(found) = told(part, inner)?
                {
                    return Ok(found);
                }
                default
            }
            Select::Item {
                select: inner,
                default,
            } => {
                let mut part = ahead.clone();
                if kind == Kind::Array
                    && first_item(&mut part)?
                    && let Some(found) = told(part, inner)?
                {
                    return Ok(found);
                }
                default
            }
        };
    }
}

/// What a part of the value says; `None` where it says nothing.
fn told<'a, S: Source<'a>>(part: S, by: &'static Select) -> Result<Option<Found>, SyntaxError> {
    Ok(match select(part, by)? {
        Found::Nothing => None,
        found => Some(found),
    })
}

/// The kind of the next value, as `type` names it.
fn types<'a, S: Source<'a>>(mut ahead: S, kind: Kind) -> Result<Types, SyntaxError> {
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

/// Goes to the value of the member of that name in the object that comes next; answers whether there is one.
fn enter<'a, S: Source<'a>>(ahead: &mut S, name: &str) -> Result<bool, SyntaxError> {
    ahead.open_object()?;
    // A discriminator is often the first member.
    if ahead.key_is(true, name) {
        return Ok(true);
    }
    let mut first = true;
    while let Some(key) = ahead.key(first)? {
        first = false;
        if key == name {
            return Ok(true);
        }
        ahead.skip()?;
    }
    Ok(false)
}

/// Goes to the first item of the list that comes next; answers whether there is one.
fn first_item<'a, S: Source<'a>>(ahead: &mut S) -> Result<bool, SyntaxError> {
    ahead.open_array()?;
    ahead.item(true)
}

fn find_text<'a, S: Source<'a>>(
    mut ahead: S,
    name: &str,
) -> Result<Option<Cow<'a, str>>, SyntaxError> {
    if !enter(&mut ahead, name)? {
        return Ok(None);
    }
    if ahead.peek()? == Kind::String {
        return ahead.string().map(Some);
    }
    // An enum of integers or booleans tells variants apart by the JSON text of its values.
    Ok(Some(Cow::Owned(ahead.snippet())))
}

fn find_member<'a, S: Source<'a>>(
    mut ahead: S,
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

#[cfg(test)]
mod tests;
