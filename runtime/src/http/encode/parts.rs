//! Values taken apart: what a style can put on the wire.

use std::borrow::Cow;

use crate::encode::to_vec_for;
use crate::{Direction, View};

/// A value taken apart: what a style can put on the wire.
pub(super) enum Parts<'a> {
    Nothing,
    One(Cow<'a, str>),
    Items(Vec<String>),
    Members(Vec<(String, String)>),
}

/// The value as JSON text, without what a request does not carry.
pub(in crate::http) fn json(view: View<'_>) -> String {
    String::from_utf8(to_vec_for(view, Direction::Request)).unwrap_or_default()
}

/// The text of one value: a scalar as it is, anything deeper as JSON. `None` where there is nothing to send.
pub(in crate::http) fn scalar(view: View<'_>) -> Option<String> {
    borrowed(view).map(Cow::into_owned)
}

/// The same, borrowed where it is at hand.
fn borrowed(view: View<'_>) -> Option<Cow<'_, str>> {
    match view {
        View::Absent | View::Null => None,
        View::Str(text) => Some(Cow::Borrowed(text)),
        View::Text(text) => Some(text.text()),
        View::Bool(value) => Some(Cow::Borrowed(if value { "true" } else { "false" })),
        View::I64(value) => Some(Cow::Owned(itoa::Buffer::new().format(value).to_owned())),
        View::Json(crate::Json::String(text)) => Some(Cow::Borrowed(text)),
        View::Json(crate::Json::Null) => None,
        // A plus would have to be encoded, and the exponent does not need it.
        View::F32(_) | View::F64(_) | View::Number(_) | View::Json(crate::Json::Number(_)) => {
            Some(Cow::Owned(json(view).replace("e+", "e")))
        }
        other => Some(Cow::Owned(json(other))),
    }
}

pub(super) fn parts(view: View<'_>) -> Parts<'_> {
    match view {
        View::List(list) => Parts::Items(
            (0..list.len())
                .filter_map(|i| scalar(list.get(i)))
                .collect(),
        ),
        View::Json(crate::Json::Array(items)) => Parts::Items(
            items
                .iter()
                .filter_map(|item| scalar(View::Json(item)))
                .collect(),
        ),
        View::Object(_) | View::Map(_) | View::Json(crate::Json::Object(_)) => {
            let mut members = Vec::new();
            each_member(view, &mut |name, value| {
                if let Some(text) = scalar(value) {
                    members.push((name.to_owned(), text));
                }
            });
            Parts::Members(members)
        }
        other => borrowed(other).map_or(Parts::Nothing, Parts::One),
    }
}

/// Calls `each` with every member that is sent.
pub(super) fn each_member<'a>(view: View<'a>, each: &mut dyn FnMut(&str, View<'a>)) {
    match view {
        View::Object(object) => {
            for (index, field) in object.schema().fields.iter().enumerate() {
                if field.access != crate::Access::ReadOnly {
                    each(field.name, object.get(index));
                }
            }
            if let Some(extras) = object.extras() {
                extras.visit(&mut |name, value| {
                    each(name, value);
                    true
                });
            }
        }
        View::Map(map) => {
            map.visit(&mut |name, value| {
                each(name, value);
                true
            });
        }
        View::Json(crate::Json::Object(members)) => {
            for (name, value) in members {
                each(name, View::Json(value));
            }
        }
        _ => {}
    }
}
