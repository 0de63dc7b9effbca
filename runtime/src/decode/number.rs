//! Numbers into the slots of Rust's own.

use crate::json::token::Token;
use crate::value::Slot;

/// Writes a number; else the rule that it breaks, and its limit.
pub(super) fn set_number(
    token: Token<'_>,
    slot: Slot<'_>,
) -> Result<(), (&'static str, &'static str)> {
    fn integer<T: TryFrom<i128>>(
        token: Token<'_>,
        place: &mut T,
        format: &'static str,
    ) -> Result<(), (&'static str, &'static str)> {
        match token.integer() {
            Some(value) => match T::try_from(value) {
                Ok(value) => {
                    *place = value;
                    Ok(())
                }
                Err(_) => Err(("format", format)),
            },
            // No integer, or one of more than 38 digits.
            None if token.number().is_integer() => Err(("format", format)),
            None => Err(("type", "an integer")),
        }
    }
    match slot {
        Slot::I32(place) => integer(token, place, "int32"),
        Slot::I64(place) => integer(token, place, "int64"),
        Slot::U32(place) => integer(token, place, "uint32"),
        Slot::U64(place) => integer(token, place, "uint64"),
        Slot::Integer(place) => {
            let mut value = 0i64;
            integer(token, &mut value, "int64")?;
            place.set(value);
            Ok(())
        }
        Slot::F32(place) => {
            let value = match token {
                Token::Int(value) => value as f32,
                Token::Uint(value) => value as f32,
                Token::Text(text) => text.parse().unwrap_or(f32::INFINITY),
            };
            *place = value
                .is_finite()
                .then_some(value)
                .ok_or(("format", "float"))?;
            Ok(())
        }
        Slot::F64(place) => {
            let value = match token {
                Token::Int(value) => value as f64,
                Token::Uint(value) => value as f64,
                Token::Text(text) => text.parse().unwrap_or(f64::INFINITY),
            };
            *place = value
                .is_finite()
                .then_some(value)
                .ok_or(("format", "double"))?;
            Ok(())
        }
        _ => Err(("type", "another kind of value")),
    }
}

/// Whether a slot takes a number.
#[inline]
pub(super) fn is_numeric(slot: &Slot<'_>) -> bool {
    matches!(
        slot,
        Slot::I32(_)
            | Slot::I64(_)
            | Slot::U32(_)
            | Slot::U64(_)
            | Slot::F32(_)
            | Slot::F64(_)
            | Slot::Integer(_)
    )
}

/// The kind of value that a slot takes, with its article.
pub(super) fn expected(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::Null => "null",
        Slot::Bool(_) => "a boolean",
        Slot::I32(_) | Slot::I64(_) | Slot::U32(_) | Slot::U64(_) | Slot::Integer(_) => {
            "an integer"
        }
        Slot::F32(_) | Slot::F64(_) | Slot::Number(_) => "a number",
        Slot::String(_) | Slot::Text(_) | Slot::Bytes(_) => "a string",
        Slot::List(_) | Slot::Tuple(_) => "an array",
        Slot::Map(_) | Slot::Object(_) => "an object",
        Slot::Unit | Slot::Union(_) | Slot::Loose(_) | Slot::Json(_) | Slot::Option(_) => "a value",
    }
}
