//! Values that a document gives, as a person makes them: `new` with what must be there, then what sets the rest.

use super::code::literal;
use super::constructors::MOST_ARGUMENTS;
use super::idents::word;
use super::tokens::File;
use crate::model::{Given, Member, Shape, Struct, TypeRef};

/// The widest expression in a function of a type.
const MOST_WIDE: usize = 92;

impl File<'_> {
    /// A value of a type; `None` where `new` takes what is not given, or more than it takes one by one.
    pub fn made(&mut self, ty: &TypeRef, given: &Given) -> Option<String> {
        if let TypeRef::Boxed(inner) = ty {
            return Some(format!("Box::new({})", self.made(inner, given)?));
        }
        Some(match given {
            Given::Bool(value) => value.to_string(),
            Given::Number(text) => text.clone(),
            Given::Text(text) => format!("{}.into()", literal(text)),
            Given::Variant(ident) => format!("{}::{}", self.ty_text(ty), word(ident)),
            Given::Held(ident, held, inner) => {
                let inner = self.made(held, inner)?;
                format!("{}::{}({inner})", self.ty_text(ty), word(ident))
            }
            Given::List(items) => {
                let TypeRef::List(item) = self.api.real(ty) else {
                    return None;
                };
                let items = items.iter().map(|one| self.made(&item, one));
                let items: Vec<String> = items.collect::<Option<_>>()?;
                match items.as_slice() {
                    [] => "Vec::new()".to_owned(),
                    items => format!("vec![{}]", items.join(", ")),
                }
            }
            Given::Map(members) => {
                let value = match self.api.real(ty) {
                    TypeRef::Map(value) => value,
                    real => {
                        let is_free = real == TypeRef::FreeObject && members.is_empty();
                        return is_free.then(|| format!("{}::new()", self.ty_text(&real)));
                    }
                };
                self.uses_map = true;
                let map = self.api.map.name();
                let members = members.iter().map(|(name, one)| {
                    let one = self.made(&value, one)?;
                    Some(format!("({}.into(), {one})", literal(name)))
                });
                let members: Vec<String> = members.collect::<Option<_>>()?;
                match members.as_slice() {
                    [] => format!("{map}::new()"),
                    members => format!("{map}::from([{}])", members.join(", ")),
                }
            }
            Given::Struct(held) => self.calls(ty, held)?.concat(),
        })
    }

    /// The same as the body of a function, a call a line where one line would be too wide.
    pub fn made_body(&mut self, ty: &TypeRef, given: &Given) -> Option<String> {
        let Given::Struct(held) = given else {
            return self.made(ty, given);
        };
        let calls = self.calls(ty, held)?;
        let width: usize = calls.iter().map(String::len).sum();
        Some(calls.join(if width > MOST_WIDE { "\n        " } else { "" }))
    }

    /// The calls that make a struct, one after another.
    fn calls(&mut self, ty: &TypeRef, held: &[(usize, Option<Given>)]) -> Option<Vec<String>> {
        let api = self.api;
        let TypeRef::Named(id) = api.real(ty) else {
            return None;
        };
        let Shape::Struct(Struct { members, .. }) = &api.types.get(id.0)?.shape else {
            return None;
        };
        let is_taken = |index: &usize| {
            let member: &Member = &members[*index];
            member.argument.is_some() && !self.is_fixed(member)
        };
        let mut needed: Vec<usize> = (0..members.len()).filter(is_taken).collect();
        needed.sort_by_key(|index| members[*index].argument);
        if needed.len() > MOST_ARGUMENTS {
            return None;
        }
        let name = self.ty_text(ty);
        let mut arguments = Vec::new();
        for index in &needed {
            let (_, given) = held.iter().find(|(known, _)| known == index)?;
            arguments.push(self.argument(&members[*index], given.as_ref())?);
        }
        let mut calls = vec![match arguments.as_slice() {
            [] => format!("{name}::default()"),
            arguments => format!("{name}::new({})", arguments.join(", ")),
        }];
        for (index, given) in held.iter().filter(|(index, _)| !needed.contains(index)) {
            let member = &members[*index];
            if let (None, Some(setters)) = (given, &member.null_setters) {
                calls.push(format!(".{}()", setters[0]));
                continue;
            }
            // What can have one value alone has it already.
            if member.argument.is_none() || !self.is_fixed(member) {
                let value = self.argument(member, given.as_ref())?;
                calls.push(format!(".{}({value})", word(&member.ident)));
            }
        }
        Some(calls)
    }

    /// What `new`, or the function that sets a member, takes for a value.
    fn argument(&mut self, member: &Member, given: Option<&Given>) -> Option<String> {
        let mut ty = &member.ty;
        let is_filled = member.argument.is_none() || member.lacking;
        if let (TypeRef::Option(inner), true) = (ty, is_filled) {
            ty = inner;
            if let (TypeRef::Option(inner), Some(_)) = (ty, &member.null_setters) {
                ty = inner;
            }
        }
        let Some(given) = given else {
            return matches!(ty, TypeRef::Option(_)).then(|| "None".to_owned());
        };
        if let TypeRef::Option(inner) = ty {
            return Some(format!("Some({})", self.made(inner, given)?));
        }
        let unboxed = match ty {
            TypeRef::Boxed(inner) => inner,
            other => other,
        };
        match given {
            Given::Text(text) if self.converts(unboxed) => Some(literal(text)),
            _ => self.made(unboxed, given),
        }
    }
}
