//! What a schema becomes, and why: for the person who asks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::types::Types;
use super::{Options, boxes, operations};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::{Api, Module, Select, Shape, TypeDef, TypeId, TypeRef, Union};
use crate::source::NodeId;

/// Says what a schema becomes: a name under `components`, a JSON pointer (RFC 6901) into the document, with or without
/// `#`, or the name of a Rust type.
///
/// # Errors
/// There is no such schema: the names that are most like it.
pub fn explain(
    document: &Document<'_>,
    options: &Options,
    subject: &str,
    diagnostics: &mut Diagnostics,
) -> Result<String, Vec<String>> {
    let mut types = Types::new(document, options, diagnostics);
    types.components();
    operations::operations(&mut types);
    let origins = types.origins();
    let used = node_of(document, subject).and_then(|node| types.used_at(node, &origins));
    let (Api { types: mut all, .. }, _) = types.finish();
    boxes::break_cycles(&mut all, 0);
    // Where a reference stands, what it names is meant.
    let made = |node: &NodeId| origins.iter().any(|(_, known)| known == node);
    let asked = node_of(document, subject).map(|node| {
        let target = document.sources.follow(node).ok();
        target.filter(|_| !made(&node)).unwrap_or(node)
    });
    let found = origins
        .iter()
        .rev()
        .filter(|(id, _)| id.0 < all.len())
        .find(|(id, node)| asked == Some(*node) || (asked.is_none() && all[id.0].name == subject));
    let by_type: BTreeMap<TypeId, NodeId> = origins.iter().copied().collect();
    let said = Said {
        document,
        options,
        types: &all,
        origins: &by_type,
    };
    match (found, asked) {
        (Some((id, node)), _) => Ok(said.about(*id, *node)),
        (None, Some(node)) => Ok(match used {
            Some(used) => said.about_use(node, &used),
            None => no_type(document, node),
        }),
        (None, None) => Err(names_like(document, &all, subject)),
    }
}

/// The node that a name or a pointer means.
fn node_of(document: &Document<'_>, subject: &str) -> Option<NodeId> {
    let pointer = subject.strip_prefix('#').unwrap_or(subject);
    if pointer.starts_with('/') {
        return document
            .sources
            .resolve(document.root, &format!("#{pointer}"))
            .ok();
    }
    document
        .schemas()
        .find(|(name, _)| *name == subject)
        .map(|(_, node)| node)
}

fn no_type(document: &Document<'_>, node: NodeId) -> String {
    let place = document.sources.pointer(node);
    format!("#{place}\n\nIt has no type of its own: it is a part of what has one, or no schema.\n")
}

fn names_like(document: &Document<'_>, types: &[TypeDef], subject: &str) -> Vec<String> {
    // Of a pointer, the name counts.
    let subject = subject.rsplit('/').next().unwrap_or(subject);
    let wanted = subject.to_lowercase();
    let schemas = document.schemas().map(|(name, _)| name.to_owned());
    let mut names: Vec<String> = schemas
        .chain(types.iter().map(|ty| ty.name.clone()))
        .collect();
    names.retain(|name| {
        let name = name.to_lowercase();
        const NEAR: f64 = 0.6;
        name.contains(&wanted)
            || wanted.contains(&name)
            || strsim::normalized_damerau_levenshtein(&name, &wanted) > NEAR
    });
    names.sort_by_key(|name| name.len().abs_diff(subject.len()));
    names.dedup();
    names.truncate(5);
    names
}

pub(super) struct Said<'a> {
    pub(super) document: &'a Document<'a>,
    options: &'a Options,
    types: &'a [TypeDef],
    origins: &'a BTreeMap<TypeId, NodeId>,
}

impl Said<'_> {
    fn about(&self, id: TypeId, node: NodeId) -> String {
        let ty = &self.types[id.0];
        let file = match &ty.module {
            Module::Types(name) => format!("src/types/{name}.rs"),
            Module::Operations(name) => format!("src/operations/{name}.rs"),
            Module::Parameters => "src/parameters.rs".to_owned(),
        };
        let mut out = format!("{} in {file}\n", ty.name);
        let _ = writeln!(out, "made of {}\n", self.place_of(node));
        match &ty.shape {
            Shape::Union(union) => self.union(union, &mut out),
            Shape::Struct(shape) => {
                let needed = shape
                    .members
                    .iter()
                    .filter(|m| m.argument.is_some())
                    .count();
                let extras = if shape.extras.is_some() {
                    ", and a map of all others"
                } else {
                    ""
                };
                let _ = writeln!(
                    out,
                    "A struct of {} members, of which `new` takes {needed}{extras}.",
                    shape.members.len()
                );
            }
            Shape::StringEnum(shape) => {
                let _ = writeln!(
                    out,
                    "An enum of {} texts; every other is kept as Unknown.",
                    shape.variants.len()
                );
            }
            Shape::IntegerEnum(shape) => {
                let _ = writeln!(
                    out,
                    "An enum of {} integers; every other is kept as Unknown.",
                    shape.variants.len()
                );
            }
            Shape::Alias(target) => {
                let _ = writeln!(out, "Another name of {}.", self.shown(target));
            }
        }
        out
    }

    fn union(&self, union: &Union, out: &mut String) {
        let _ = match union.variants.len() {
            1 => writeln!(out, "An enum of 1 variant, by this rule:"),
            count => writeln!(out, "An enum of {count} variants, told apart by this rule:"),
        };
        let _ = writeln!(out, "  {}", union.why);
        self.select(union, &union.select, 2, out);
        if !union.passed.is_empty() {
            out.push_str("\nRules before it that do not do:\n");
        }
        for passed in &union.passed {
            let _ = writeln!(out, "  {passed}");
        }
        out.push_str("\nVariants:\n");
        for variant in &union.variants {
            let _ = write!(out, "  {}({})", variant.ident, self.shown(&variant.ty));
            match self.origin(&variant.ty) {
                Some(pointer) => {
                    let _ = writeln!(out, "  #{pointer}");
                }
                None => out.push('\n'),
            }
        }
        out.push_str("  Unknown(rt::Json)  whatever fits none\n");
    }

    /// The questions, each under the one that leads to it.
    fn select(&self, union: &Union, select: &Select, depth: usize, out: &mut String) {
        let margin = "  ".repeat(depth);
        let name = |index: &usize| {
            union
                .variants
                .get(*index)
                .map_or("", |variant| &variant.ident)
        };
        match select {
            Select::Is(index) => {
                let _ = writeln!(out, "{margin}-> {}", name(index));
            }
            Select::Nothing => {
                let _ = writeln!(out, "{margin}-> Unknown");
            }
            Select::Trial => {
                let _ = writeln!(
                    out,
                    "{margin}-> of the variants that validate, the first that names the most members"
                );
            }
            Select::Default {
                name: member,
                mapping,
            } => {
                self.select(union, &Select::Trial, depth, out);
                for (text, index) in mapping {
                    let _ = writeln!(
                        out,
                        "{margin}   {member:?} is {text:?}: {} before others",
                        name(index)
                    );
                }
            }
            Select::Kind(kinds) => {
                for (kinds, select) in kinds {
                    let kinds: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
                    let _ = writeln!(out, "{margin}{}:", kinds.join(" or "));
                    self.select(union, select, depth + 1, out);
                }
            }
            Select::Property {
                mapping, default, ..
            } => {
                for (text, index) in mapping {
                    let _ = writeln!(out, "{margin}{text:?} -> {}", name(index));
                }
                let _ = writeln!(out, "{margin}else:");
                self.select(union, default, depth + 1, out);
            }
            Select::Present { members, default } => {
                for (member, index) in members {
                    let _ = writeln!(out, "{margin}has {member:?} -> {}", name(index));
                }
                let _ = writeln!(out, "{margin}else:");
                self.select(union, default, depth + 1, out);
            }
            Select::Member {
                name,
                select,
                default,
            } => {
                let _ = writeln!(out, "{margin}what {name:?} holds:");
                self.select(union, select, depth + 1, out);
                let _ = writeln!(out, "{margin}without it:");
                self.select(union, default, depth + 1, out);
            }
            Select::Item { select, default } => {
                let _ = writeln!(out, "{margin}what the first item is:");
                self.select(union, select, depth + 1, out);
                let _ = writeln!(out, "{margin}without one:");
                self.select(union, default, depth + 1, out);
            }
        }
    }

    fn origin(&self, ty: &TypeRef) -> Option<String> {
        match ty {
            TypeRef::Named(id) => Some(self.document.sources.pointer(*self.origins.get(id)?)),
            TypeRef::Boxed(inner) => self.origin(inner),
            _ => None,
        }
    }

    /// A type as Rust writes it.
    pub(super) fn shown(&self, ty: &TypeRef) -> String {
        if let Some(text) = ty.plain(self.options.dates) {
            return text.to_owned();
        }
        match ty {
            TypeRef::Named(id) => self
                .types
                .get(id.0)
                .map_or_else(String::new, |ty| ty.name.clone()),
            TypeRef::Own(name) => name.to_string(),
            TypeRef::Loose(inner) => format!("rt::Loose<{}>", self.shown(inner)),
            TypeRef::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.shown(item)).collect();
                format!("({})", items.join(", "))
            }
            TypeRef::List(inner) => format!("Vec<{}>", self.shown(inner)),
            TypeRef::JsonText(inner) => format!("rt::JsonText<{}>", self.shown(inner)),
            TypeRef::Sequence(inner) => format!("rt::http::Sequence<{}>", self.shown(inner)),
            TypeRef::Map(inner) => {
                let map = self.options.map.name();
                format!("{map}<String, {}>", self.shown(inner))
            }
            TypeRef::Option(inner) => format!("Option<{}>", self.shown(inner)),
            TypeRef::Boxed(inner) => format!("Box<{}>", self.shown(inner)),
            _ => String::new(),
        }
    }
}
