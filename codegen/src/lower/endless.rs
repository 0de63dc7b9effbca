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
    let closes =
        |ty: &TypeRef| matches!(ty, TypeRef::Boxed(_)) && needed(ty).is_some_and(|id| never[id.0]);
    let open = |ty: &mut TypeRef| {
        let places = ty.places_mut().into_iter();
        places
            .filter(|place| closes(place))
            .for_each(|place| *place = TypeRef::Option(Box::new(place.clone())));
    };
    for index in (first..types.len()).filter(|index| never[*index]) {
        match &mut types[index].shape {
            Shape::Struct(shape) => {
                for member in &mut shape.members {
                    let is_boxed = matches!(member.ty, TypeRef::Boxed(_));
                    open(&mut member.ty);
                    if is_boxed && matches!(member.ty, TypeRef::Option(_)) {
                        (member.argument, member.lacking) = (None, false);
                    }
                }
            }
            Shape::Alias(ty) => open(ty),
            _ => {}
        }
    }
}

/// Which types have no value that ends: what is left when all have gone that need none of them.
fn endless(types: &[TypeDef], needed: impl Fn(&TypeRef) -> Option<TypeId>) -> Vec<bool> {
    let all_needed = |ty: &TypeDef| -> Vec<TypeId> {
        let held: Vec<&TypeRef> = match &ty.shape {
            Shape::Struct(shape) => shape.members.iter().map(|member| &member.ty).collect(),
            Shape::Alias(ty @ TypeRef::Tuple(_)) => vec![ty],
            _ => return Vec::new(),
        };
        let places = held.into_iter().flat_map(TypeRef::places);
        places.filter_map(&needed).collect()
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

/// For each type the struct, or the tuple, without which it has no value: itself, or what it is another name of.
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
                Shape::Struct(_) | Shape::Alias(TypeRef::Tuple(_)) => break Some(TypeId(at)),
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
