//! The functions that set a member to `null`, or to nothing, where it may be either.

use super::scope::Scope;
use crate::model::{Shape, Struct, TypeDef, TypeRef};

/// Names them, once all members are known: they give way to what the document names.
pub(super) fn name(types: &mut [TypeDef]) {
    for ty in types {
        let Shape::Struct(shape) = &mut ty.shape else {
            continue;
        };
        let idents = shape.members.iter().map(|member| member.ident.as_str());
        let extras = shape.extras.iter().map(|extras| extras.ident.as_str());
        let taken: Vec<&str> = idents.chain(extras).chain(Struct::FUNCTIONS).collect();
        let mut scope = Scope::without(&taken);
        for member in &mut shape.members {
            if (member.argument.is_none() || member.lacking) && may_be_null(&member.ty) {
                let mut take = |verb: &str| {
                    let name = format!("{verb}_{}", member.ident.trim_end_matches('_'));
                    scope.take(name.clone(), &[format!("{name}_")], &name)
                };
                member.null_setters = Some(Box::new([take("null"), take("unset")]));
            }
        }
    }
}

/// Whether absence, `null` and a value differ.
pub(super) fn may_be_null(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Option(inner) if matches!(**inner, TypeRef::Option(_)))
}
