//! An API without what the document says to people. That a thing is deprecated stays: the compiler says it.

use crate::model::{Answer, Api, Docs, Operation, Prose, Shape, TypeDef};

pub(super) fn strip(api: &mut Api) {
    clear(&mut api.docs);
    api.tags.iter_mut().for_each(|tag| clear(&mut tag.docs));
    api.security_schemes
        .iter_mut()
        .for_each(|scheme| clear(&mut scheme.docs));
    api.types.iter_mut().for_each(of_type);
    api.operations.iter_mut().for_each(of_operation);
}

fn clear(docs: &mut Docs) {
    *docs = Docs::from(Prose {
        deprecated: docs.deprecated.take(),
        ..Prose::default()
    });
}

fn of_type(def: &mut TypeDef) {
    clear(&mut def.docs);
    match &mut def.shape {
        Shape::Struct(shape) => shape
            .members
            .iter_mut()
            .for_each(|member| clear(&mut member.docs)),
        Shape::StringEnum(shape) => shape
            .variants
            .iter_mut()
            .for_each(|variant| clear(&mut variant.docs)),
        Shape::IntegerEnum(shape) => shape
            .variants
            .iter_mut()
            .for_each(|variant| clear(&mut variant.docs)),
        Shape::Union(shape) => shape
            .variants
            .iter_mut()
            .for_each(|variant| clear(&mut variant.docs)),
        Shape::Alias(_) => {}
    }
}

fn of_operation(operation: &mut Operation) {
    clear(&mut operation.docs);
    operation
        .parameters
        .iter_mut()
        .for_each(|parameter| clear(&mut parameter.argument.docs));
    operation
        .body
        .iter_mut()
        .for_each(|body| clear(&mut body.argument.docs));
    for answer in [&mut operation.output, &mut operation.error] {
        if let Answer::Several { variants, .. } = answer {
            variants
                .iter_mut()
                .for_each(|variant| clear(&mut variant.docs));
        }
    }
}
