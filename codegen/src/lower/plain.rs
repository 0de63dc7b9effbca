//! Lists, scalars, and what has no type of its own.

use super::enums::integer;
use super::place::Place;
use super::scalars::{is_fine, scalar};
use super::sides::kind;
use super::types::{Made, Types};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::SchemaNode;
use crate::model::{Kind, Kinds, TypeRef};
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// Lists, scalars, and what has no type of its own.
    pub(super) fn plain(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        if let Some(made) = self.of_kinds(node, schema, place) {
            return made;
        }
        let listed = schema.listed().unwrap_or_default();
        let of_one_kind = self.kind_of_all(listed).filter(|_| schema.kinds.is_none());
        if of_one_kind == Some(Kind::Object) {
            return Made::Alias(TypeRef::FreeObject, self.table(node, schema));
        }
        let typed = schema.is(Kind::Array) || of_one_kind == Some(Kind::Array);
        let says_items = schema.items.is_some() || !schema.prefix_items.is_empty();
        if !typed && (schema.kinds.is_some() || !says_items) {
            let ty = self.scalar(node, schema);
            let ty = match (&ty, schema.content) {
                (TypeRef::String, Some(content)) => self.json_text(content, place),
                _ => ty,
            };
            return Made::Alias(ty, self.table(node, schema));
        }
        let list_of = |item| TypeRef::List(Box::new(item));
        let list = match schema.items {
            _ if !schema.prefix_items.is_empty() => self.list_of_prefix(node, schema, place),
            Some(items) => list_of(self.of(items, &place.part("Item")).item()),
            None => list_of(self.item_of_listed(schema)),
        };
        let ty = if typed {
            list
        } else {
            TypeRef::Loose(Box::new(list))
        };
        Made::Alias(ty, self.table(node, schema))
    }

    /// The type of the items of lists that are listed, where these have a plain one in common.
    fn item_of_listed(&self, schema: &SchemaNode) -> TypeRef {
        let sources = self.document.sources;
        let lists = schema.listed().unwrap_or_default().iter();
        let items = lists.flat_map(|list| match sources.kind(*list) {
            NodeKind::Sequence(items) => &items[..],
            _ => &[],
        });
        let items: Vec<NodeId> = items.copied().collect();
        let kinds = items.iter().map(|one| kind(sources.kind(*one)));
        let kinds: Kinds = kinds.collect();
        let are_whole = || {
            let mut items = items.iter();
            items.all(|one| integer(sources.kind(*one)).is_some())
        };
        match kinds {
            kinds if kinds == Kind::String.into() => TypeRef::String,
            kinds if kinds == Kind::Boolean.into() => TypeRef::Bool,
            kinds if kinds == Kind::Number.into() && are_whole() => {
                TypeRef::Integer(self.options.integer)
            }
            _ => TypeRef::Json,
        }
    }

    /// The type of a scalar. One that names no type, and yet says something, is raw JSON, which is told.
    fn scalar(&mut self, node: NodeId, schema: &SchemaNode) -> TypeRef {
        let listed = schema.listed().unwrap_or_default();
        let integer = self.options.integer;
        let ty = match self.kind_of_all(listed).filter(|_| schema.kinds.is_none()) {
            Some(only @ (Kind::Boolean | Kind::Number)) => {
                let typed = SchemaNode {
                    kinds: Some(vec![only]),
                    ..schema.clone()
                };
                scalar(&typed, integer)
            }
            _ => scalar(schema, integer),
        };
        let ty = match ty {
            TypeRef::Json if schema.allows(Kind::Null) && self.is_null_by(schema) => TypeRef::Null,
            ty => self.with_every_digit(ty, listed),
        };
        let says_kind = schema.kinds.is_some()
            || schema.content.is_some()
            || schema.never
            || schema.says_nothing()
            // An `enum` without values, which is told where the document is checked.
            || schema.listed().is_some();
        if ty == TypeRef::Json && !says_kind {
            let (why, help) = match &schema.dynamic {
                Some(_) => ("what a `$dynamicRef` names depends on the way", None),
                None => ("no `type` is named", meant(schema)),
            };
            self.widen_to(node, why, help);
        }
        ty
    }

    /// The type of texts that are JSON.
    pub(super) fn json_text(&mut self, content: NodeId, place: &Place) -> TypeRef {
        TypeRef::JsonText(Box::new(self.of(content, &place.part("content")).item()))
    }

    /// The kind of listed values, `null` aside; `None` where they are of several, or where there are none.
    fn kind_of_all(&self, listed: &[NodeId]) -> Option<Kind> {
        let kinds = listed
            .iter()
            .map(|one| kind(self.document.sources.kind(*one)));
        let kinds: Kinds = kinds.filter(|kind| *kind != Kind::Null).collect();
        let mut kinds = kinds.iter();
        kinds.next().filter(|_| kinds.next().is_none())
    }

    /// The type, or one that keeps every digit of the listed numbers.
    pub(super) fn with_every_digit(&self, ty: TypeRef, listed: &[NodeId]) -> TypeRef {
        match ty {
            TypeRef::F32 | TypeRef::F64 | TypeRef::Integer(_) if self.is_beyond(&ty, listed) => {
                TypeRef::Number
            }
            ty => ty,
        }
    }

    /// Whether a listed number has digits that the type would lose.
    fn is_beyond(&self, ty: &TypeRef, listed: &[NodeId]) -> bool {
        let is_whole = matches!(ty, TypeRef::Integer(_));
        listed
            .iter()
            .any(|one| match self.document.sources.kind(*one) {
                NodeKind::Number(text) => {
                    is_fine(text) && !(is_whole && text.parse::<i64>().is_ok())
                }
                _ => false,
            })
    }

    /// Says that the type is raw JSON, and why.
    pub fn widen(&mut self, node: NodeId, why: &str) {
        self.widen_to(node, why, None);
    }

    /// The same; `kind` is what was perhaps meant.
    fn widen_to(&mut self, node: NodeId, why: &str, kind: Option<Kind>) {
        let found = Diagnostic::new(
            Code::Widened,
            format!("{why}: the type is raw JSON, and validation says the rest"),
        );
        let help = match kind {
            Some(kind) => format!(
                "add `type: {}` where nothing else is meant; else nothing needs to be done",
                kind.name()
            ),
            None => "nothing needs to be done".to_owned(),
        };
        let found = found.at_node(self.document.sources, node);
        self.diagnostics.add(found.help(help));
    }
}

/// The kind of values that all rules of a schema without a type speak of.
fn meant(schema: &SchemaNode) -> Option<Kind> {
    let text = schema.pattern.is_some()
        || schema.format.is_some()
        || schema.min_length.is_some()
        || schema.max_length.is_some();
    let number = schema.minimum.is_some()
        || schema.maximum.is_some()
        || schema.exclusive_minimum.is_some()
        || schema.exclusive_maximum.is_some()
        || schema.multiple_of.is_some();
    let object = !schema.required.is_empty()
        || schema.min_properties.is_some()
        || schema.max_properties.is_some();
    match (text, number, object) {
        (true, false, false) => Some(Kind::String),
        (false, true, false) => Some(Kind::Number),
        (false, false, true) => Some(Kind::Object),
        _ => None,
    }
}
