//! `Box` where a type would contain itself, and nowhere else.

use crate::model::{Shape, TypeDef, TypeId, TypeRef};

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Unseen,
    Open,
    Done,
}

/// Boxes the members and variants through which a type would have itself as a part, and cuts aliases of themselves.
pub(super) fn break_cycles(types: &mut [TypeDef]) {
    cut_aliases(types);
    let mut marks = vec![Mark::Unseen; types.len()];
    for index in 0..types.len() {
        visit(types, &mut marks, TypeId(index), 0);
    }
}

/// An alias that leads to itself, through whatever, names no type: it becomes raw JSON.
fn cut_aliases(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        let mut seen = vec![TypeId(index)];
        if let Shape::Alias(target) = &types[index].shape
            && leads_to(types, target, &mut seen, TypeId(index))
        {
            types[index].shape = Shape::Alias(TypeRef::Json);
        }
    }
}

fn leads_to(types: &[TypeDef], ty: &TypeRef, seen: &mut Vec<TypeId>, goal: TypeId) -> bool {
    match ty {
        TypeRef::Named(id) if *id == goal => true,
        TypeRef::Named(id) => match &types[id.0].shape {
            Shape::Alias(target) if !seen.contains(id) => {
                seen.push(*id);
                leads_to(types, target, seen, goal)
            }
            _ => false,
        },
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Option(inner)
        | TypeRef::Boxed(inner) => leads_to(types, inner, seen, goal),
        _ => false,
    }
}

/// The type that a value of this type holds in place, aliases looked through.
fn held(types: &[TypeDef], ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => match &types[id.0].shape {
            Shape::Alias(target) => held(types, target),
            _ => Some(*id),
        },
        TypeRef::Option(inner) => held(types, inner),
        _ => None,
    }
}

fn parts(types: &mut [TypeDef], id: TypeId) -> Vec<&mut TypeRef> {
    match &mut types[id.0].shape {
        Shape::Struct(shape) => shape
            .members
            .iter_mut()
            .map(|member| &mut member.ty)
            .collect(),
        Shape::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        _ => Vec::new(),
    }
}

/// Deeper chains of types in place than this are boxed too: the walk below is as deep as they are.
const DEEPEST: usize = 500;

/// Depth first: a part that leads back to a type on the way is where the circle closes.
fn visit(types: &mut [TypeDef], marks: &mut [Mark], id: TypeId, depth: usize) {
    if marks[id.0] != Mark::Unseen {
        return;
    }
    marks[id.0] = Mark::Open;
    let count = parts(types, id).len();
    for index in 0..count {
        let ty = parts(types, id)[index].clone();
        let Some(target) = held(types, &ty) else {
            continue;
        };
        if marks[target.0] == Mark::Open || depth > DEEPEST {
            let part = parts(types, id).swap_remove(index);
            *part = boxed(ty);
        } else {
            visit(types, marks, target, depth + 1);
        }
    }
    marks[id.0] = Mark::Done;
}

/// The box goes inside the options, so that their meaning stays.
fn boxed(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Option(inner) => TypeRef::Option(Box::new(boxed(*inner))),
        other => TypeRef::Boxed(Box::new(other)),
    }
}
