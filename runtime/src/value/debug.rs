//! `Debug` of every generated type.

use std::fmt;

use super::{Object, View};
use crate::json::Json;

/// Prints a value for `Debug`: absent members left out, secrets hidden.
#[doc(hidden)]
pub fn debug(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match view {
        View::Absent | View::Null => f.write_str("null"),
        View::Bool(value) => write!(f, "{value}"),
        View::I64(value) => write!(f, "{value}"),
        View::U64(value) => write!(f, "{value}"),
        View::F32(value) => write!(f, "{value:?}"),
        View::F64(value) => write!(f, "{value:?}"),
        View::Number(value) => write!(f, "{value}"),
        View::Str(value) => fmt::Debug::fmt(value, f),
        View::Text(value) if value.is_secret() => f.write_str("***"),
        View::Text(value) => match value.binary() {
            Some(binary) => fmt::Debug::fmt(binary, f),
            None => fmt::Debug::fmt(&*value.text(), f),
        },
        View::List(value) => f
            .debug_list()
            .entries((0..value.len()).map(|index| Shown(value.get(index))))
            .finish(),
        View::Map(value) => {
            let mut map = f.debug_map();
            value.visit(&mut |key, view| {
                map.entry(&key, &Shown(view));
                true
            });
            map.finish()
        }
        View::Object(value) => object(value, f),
        View::Json(value) => json(value, f),
        View::Bytes(value) => write!(f, "{} bytes", value.len()),
    }
}

fn object(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printed = f.debug_struct(object.name());
    for (index, field) in object.schema().fields.iter().enumerate() {
        match object.get(index) {
            View::Absent => {}
            _ if field.schema.is_secret() => {
                printed.field(field.name, &format_args!("***"));
            }
            view => {
                printed.field(field.name, &Shown(view));
            }
        }
    }
    if let Some(extras) = object.extras() {
        extras.visit(&mut |key, view| {
            printed.field(key, &Shown(view));
            true
        });
    }
    printed.finish()
}

fn json(json: &Json, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match json {
        Json::Null => f.write_str("null"),
        Json::Bool(value) => write!(f, "{value}"),
        Json::Number(value) => write!(f, "{value}"),
        Json::String(value) => fmt::Debug::fmt(value, f),
        Json::Array(items) => f
            .debug_list()
            .entries(items.iter().map(View::Json).map(Shown))
            .finish(),
        Json::Object(members) => f
            .debug_map()
            .entries(
                members
                    .iter()
                    .map(|(name, value)| (name, Shown(View::Json(value)))),
            )
            .finish(),
    }
}

struct Shown<'a>(View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self.0, f)
    }
}
