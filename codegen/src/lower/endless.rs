//! Structs that must hold each other without end, which no value keeps.

use crate::model::{Shape, TypeDef, TypeId, TypeRef};

/// Makes the members optional through which a struct must hold itself: nobody could make such a value, and what comes is to
/// be read all the same. Validation still asks for the member.
///
/// Boxes are set by now, one in each circle. Types before the one at `first` need none of the others.
pub(super) fn open(types: &mut [TypeDef], first: usize) {
    let structs = structs(types);
    let needed = |ty: &TypeRef| named(ty).and_then(|id| *structs.get(id.0)?);
    let never = endless(types, needed);
    for index in (first..types.len()).filter(|index| never[*index]) {
        let closing: Vec<bool> = match &types[index].shape {
            Shape::Struct(shape) => {
                let members = shape.members.iter();
                let closes = |ty: &TypeRef| {
                    matches!(ty, TypeRef::Boxed(_)) && needed(ty).is_some_and(|id| never[id.0])
                };
                members.map(|member| closes(&member.ty)).collect()
            }
            _ => continue,
        };
        let Shape::Struct(shape) = &mut types[index].shape else {
            continue;
        };
        let members = shape.members.iter_mut().zip(closing);
        for member in members.filter_map(|(member, closes)| closes.then_some(member)) {
            member.ty = TypeRef::Option(Box::new(member.ty.clone()));
            (member.argument, member.lacking) = (None, false);
        }
    }
}

/// Which types have no value that ends: what is left when all have gone that need none of them.
fn endless(types: &[TypeDef], needed: impl Fn(&TypeRef) -> Option<TypeId>) -> Vec<bool> {
    let all_needed = |ty: &TypeDef| -> Vec<TypeId> {
        let Shape::Struct(shape) = &ty.shape else {
            return Vec::new();
        };
        let members = shape.members.iter();
        members.filter_map(|member| needed(&member.ty)).collect()
    };
    let needs: Vec<Vec<TypeId>> = types.iter().map(all_needed).collect();
    let mut needed_by = vec![Vec::new(); types.len()];
    for (index, needs) in needs.iter().enumerate() {
        for id in needs {
            needed_by[id.0].push(index);
        }
    }
    let mut left: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut next: Vec<usize> = (0..types.len()).filter(|index| left[*index] == 0).collect();
    while let Some(ended) = next.pop() {
        for index in &needed_by[ended] {
            left[*index] -= 1;
            if left[*index] == 0 {
                next.push(*index);
            }
        }
    }
    left.into_iter().map(|count| count > 0).collect()
}

/// For each type the struct without which it has no value: itself, or what it is another name of.
fn structs(types: &[TypeDef]) -> Vec<Option<TypeId>> {
    let mut found: Vec<Option<Option<TypeId>>> = vec![None; types.len()];
    for start in 0..types.len() {
        let (mut way, mut at) = (Vec::new(), start);
        let end = loop {
            if let Some(known) = found[at] {
                break known;
            }
            way.push(at);
            // A name of itself, which is cut elsewhere, is none of a struct.
            found[at] = Some(None);
            match &types[at].shape {
                Shape::Struct(_) => break Some(TypeId(at)),
                Shape::Alias(target) => match named(target) {
                    Some(next) => at = next.0,
                    None => break None,
                },
                _ => break None,
            }
        };
        for one in way {
            found[one] = Some(end);
        }
    }
    found.into_iter().map(Option::flatten).collect()
}

/// The type of the document that a value must hold, boxed or not.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Boxed(inner) => named(inner),
        _ => None,
    }
}
