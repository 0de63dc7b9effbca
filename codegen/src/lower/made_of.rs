//! Which unions can be made of what their variants hold, once all types are known.

use crate::model::{Api, Shape, TypeRef, Union};

/// Marks the variants, of the types from the one at `first` on, whose type no other variant of the union has, and that is
/// neither the union itself nor one that is made of it in turn.
pub(super) fn mark(api: &mut Api, first: usize) {
    let types = api.types.iter().enumerate().skip(first);
    let unions = types.filter_map(|(index, ty)| match &ty.shape {
        Shape::Union(union) => Some((index, of_union(api, index, union))),
        _ => None,
    });
    for (index, made) in unions.collect::<Vec<_>>() {
        if let Shape::Union(union) = &mut api.types[index].shape {
            for (variant, made) in union.variants.iter_mut().zip(made) {
                variant.is_made_of_it = made;
            }
        }
    }
}

fn of_union(api: &Api, index: usize, union: &Union) -> Vec<bool> {
    let is_own = |real: &TypeRef| matches!(real, TypeRef::Named(id) if id.0 == index);
    let is_made_of_it = |real: &TypeRef| match real {
        TypeRef::Named(id) => match api.types.get(id.0).map(|ty| &ty.shape) {
            Some(Shape::Union(other)) => {
                let mut others = other.variants.iter();
                others.any(|variant| is_own(&api.real(&variant.ty)))
            }
            _ => false,
        },
        _ => false,
    };
    let variants = union.variants.iter();
    let real: Vec<TypeRef> = variants.map(|variant| api.real(&variant.ty)).collect();
    let is_alone = |ty: &TypeRef| real.iter().filter(|other| *other == ty).count() == 1;
    let made = |ty: &TypeRef| is_alone(ty) && !is_own(ty) && !is_made_of_it(ty);
    real.iter().map(made).collect()
}
