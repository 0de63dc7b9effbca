//! A value as JSON Schema sees it (core, section 4.2), typed or not.

use crate::encode;
use crate::json::decimal::Decimal;
use crate::json::writer::write_string;
use crate::json::{Json, Number};
use crate::schema::{Const, Direction, Types};
use crate::value::{Object, View};

/// The same value, but never [`View::Json`] or [`View::Absent`].
#[inline]
pub(super) fn normal(view: View<'_>) -> View<'_> {
    match view {
        View::Absent => View::Null,
        View::Json(json) => match json {
            Json::Null => View::Null,
            Json::Bool(value) => View::Bool(*value),
            Json::Number(value) => View::Number(value),
            Json::String(value) => View::Str(value),
            Json::Array(items) => View::List(items),
            Json::Object(members) => View::Map(members),
        },
        view => view,
    }
}

/// The kind of a value.
#[inline]
pub(super) fn kind(view: &View<'_>) -> Types {
    match *view {
        View::Absent | View::Null => Types::NULL,
        View::Bool(_) => Types::BOOLEAN,
        View::I64(_) | View::U64(_) => Types::INTEGER,
        View::F32(value) if value.fract() == 0.0 => Types::INTEGER,
        View::F64(value) if value.fract() == 0.0 => Types::INTEGER,
        View::F32(value) if !value.is_finite() => Types::NULL,
        View::F64(value) if !value.is_finite() => Types::NULL,
        View::F32(_) | View::F64(_) => Types::NUMBER,
        View::Number(value) if value.is_integer() => Types::INTEGER,
        View::Number(_) => Types::NUMBER,
        View::Str(_) | View::Text(_) | View::Bytes(_) => Types::STRING,
        View::List(_) => Types::ARRAY,
        View::Map(_) | View::Object(_) => Types::OBJECT,
        View::Json(_) => kind(&normal(*view)),
    }
}

/// The exact value of a number.
pub(super) fn decimal(view: &View<'_>) -> Decimal {
    match *view {
        View::I64(value) => Decimal::from(value),
        View::U64(value) => Decimal::from(value),
        View::Number(value) => value.decimal(),
        view => match encode::to_json(view) {
            Json::Number(value) => value.decimal(),
            _ => Decimal::from(0u64),
        },
    }
}

/// Calls `each` with every member, until it answers `false`.
pub(super) fn each_member<'v>(
    view: &View<'v>,
    direction: Direction,
    each: &mut dyn FnMut(&'v str, View<'v>) -> bool,
) {
    match *view {
        View::Map(map) => {
            map.visit(each);
        }
        View::Object(object) => {
            for (index, field) in object.schema().fields.iter().enumerate() {
                if let Some(view) = encode::sent(field, object.get(index), direction)
                    && !each(field.name, view)
                {
                    return;
                }
            }
            if let Some(extras) = object.extras() {
                extras.visit(each);
            }
        }
        _ => {}
    }
}

/// The member of that name.
pub(super) fn member<'v>(view: &View<'v>, name: &str, direction: Direction) -> Option<View<'v>> {
    match *view {
        View::Map(map) => map.get(name),
        View::Object(object) => match field(object, name) {
            Some(index) => encode::sent(
                object.schema().fields.get(index)?,
                object.get(index),
                direction,
            ),
            None => object.extras()?.get(name),
        },
        _ => None,
    }
}

fn field(object: &dyn Object, name: &str) -> Option<usize> {
    object
        .schema()
        .fields
        .iter()
        .position(|field| field.name == name)
}

/// The number of members.
pub(super) fn member_count(view: &View<'_>, direction: Direction) -> u64 {
    let mut count = 0;
    each_member(view, direction, &mut |_, _| {
        count += 1;
        true
    });
    count
}

/// Whether the value is that constant.
pub(super) fn is_constant(view: &View<'_>, constant: &Const) -> bool {
    match (constant, *view) {
        (Const::Str(text), View::Str(value)) => value == *text,
        (Const::Str(text), View::Text(value)) => value.text() == *text,
        (Const::Int(constant), View::I64(value)) => value == *constant,
        (Const::Int(constant), View::U64(_) | View::F32(_) | View::F64(_) | View::Number(_)) => {
            kind(view) == Types::INTEGER && decimal(view) == Decimal::from(*constant)
        }
        (Const::Json(text), view) => match text.parse::<Json>() {
            Ok(json) => canonical(&View::Json(&json)) == canonical(&view),
            Err(_) => false,
        },
        _ => false,
    }
}

/// A constant as JSON text.
pub(super) fn constant_text(constant: &Const) -> String {
    match constant {
        Const::Str(text) => encode::snippet(View::Str(text)),
        Const::Int(value) => value.to_string(),
        Const::Json(text) => encode::cut((*text).to_owned()),
    }
}

/// Text that two values have in common where, and only where, they are equal (core, section 4.2.2).
pub(super) fn canonical(view: &View<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write_canonical(&encode::to_json(*view), &mut out);
    out
}

fn write_canonical(json: &Json, out: &mut Vec<u8>) {
    match json {
        Json::Null => out.push(b'n'),
        Json::Bool(value) => out.push(if *value { b't' } else { b'f' }),
        Json::Number(value) => write_number(value, out),
        Json::String(value) => write_string(out, value),
        Json::Array(items) => {
            out.push(b'[');
            for item in items {
                write_canonical(item, out);
                out.push(b',');
            }
            out.push(b']');
        }
        Json::Object(members) => {
            out.push(b'{');
            for (name, value) in members {
                write_string(out, name);
                write_canonical(value, out);
            }
            out.push(b'}');
        }
    }
}

fn write_number(number: &Number, out: &mut Vec<u8>) {
    number.decimal().write(out);
}
