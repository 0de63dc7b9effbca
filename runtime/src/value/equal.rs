//! `PartialEq` of every generated type.

use super::{Object, View};

/// Whether two values of one type are equal. As everywhere in Rust, NaN equals nothing.
#[doc(hidden)]
pub fn equal(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Absent, View::Absent) | (View::Null, View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::I64(left), View::I64(right)) => left == right,
        (View::U64(left), View::U64(right)) => left == right,
        (View::F32(left), View::F32(right)) => left == right,
        (View::F64(left), View::F64(right)) => left == right,
        (View::Number(left), View::Number(right)) => left == right,
        (View::Str(left), View::Str(right)) => left == right,
        (View::Text(left), View::Text(right)) if left.binary().is_some() => {
            left.binary() == right.binary()
        }
        (View::Text(left), View::Text(right)) => left.text() == right.text(),
        (View::List(left), View::List(right)) => {
            left.len() == right.len()
                && (0..left.len()).all(|index| equal(left.get(index), right.get(index)))
        }
        (View::Map(left), View::Map(right)) => maps(left, right),
        (View::Object(left), View::Object(right)) => objects(left, right),
        (View::Json(left), View::Json(right)) => left == right,
        (View::Bytes(left), View::Bytes(right)) => left == right,
        _ => false,
    }
}

fn maps(left: &dyn super::Map, right: &dyn super::Map) -> bool {
    left.len() == right.len()
        && left.visit(&mut |key, view| right.get(key).is_some_and(|other| equal(view, other)))
}

/// Two variants of a union may hold objects of different types, which then have different tables.
fn objects(left: &dyn Object, right: &dyn Object) -> bool {
    let extras = match (left.extras(), right.extras()) {
        (Some(left), Some(right)) => maps(left, right),
        (None, None) => true,
        _ => false,
    };
    let schema = left.schema();
    extras
        && std::ptr::eq(schema, right.schema())
        && (0..schema.fields.len()).all(|index| equal(left.get(index), right.get(index)))
}
