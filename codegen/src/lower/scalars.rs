//! The Rust types of schemas that are neither list nor object.

use std::ops::RangeInclusive;

use crate::document::{Encoded, SchemaNode};
use crate::model::{IntegerWidth, Kind, TypeRef};
use crate::source::Text;

/// The Rust type of a schema that is neither list nor object.
pub(super) fn scalar(schema: &SchemaNode, usual: IntegerWidth) -> TypeRef {
    let format = schema.format.as_deref().unwrap_or_default();
    if schema.is(Kind::String) {
        return match format {
            "date-time" => TypeRef::DateTime,
            "date" => TypeRef::Date,
            "time" => TypeRef::Time,
            "duration" => TypeRef::Duration,
            "uuid" => TypeRef::Uuid,
            "ipv4" => TypeRef::Ipv4,
            "ipv6" => TypeRef::Ipv6,
            "byte" => TypeRef::Base64,
            "binary" => TypeRef::Binary,
            "password" => TypeRef::Secret,
            _ => match schema.encoded {
                Some(Encoded::Base64) => TypeRef::Base64,
                Some(Encoded::Raw) => TypeRef::Binary,
                None => TypeRef::String,
            },
        };
    }
    if schema.is(Kind::Boolean) {
        return TypeRef::Bool;
    }
    // A number of a format of integers is an integer: a double would round those of 64 bits.
    // One that is a multiple of an integer is one too, where no format says how wide it is.
    let is_whole = || match format {
        "" => is_whole(&schema.multiple_of),
        _ => INTEGERS.contains(&format),
    };
    let whole = schema.is(Kind::Integer) || schema.is(Kind::Number) && is_whole();
    if whole && !is_part(&schema.multiple_of) {
        return integer(schema, format, usual);
    }
    if schema.is(Kind::Integer)
        || (schema.is(Kind::Number) && bounds(schema).flatten().any(is_fine))
    {
        return TypeRef::Number;
    }
    if schema.is(Kind::Number) {
        return match format {
            "float" => TypeRef::F32,
            // Binary fractions would round them.
            "decimal" | "decimal128" => TypeRef::Number,
            _ => TypeRef::F64,
        };
    }
    // Bytes as they are stand in no JSON, so that a schema of theirs need not name a type (OpenAPI 3.1.1, section 4.7.14.4).
    if schema.kinds.is_none() && schema.encoded == Some(Encoded::Raw) {
        return TypeRef::Binary;
    }
    TypeRef::Json
}

/// Formats that integers alone have.
const INTEGERS: [&str; 10] = [
    "double-int",
    "int16",
    "int32",
    "int64",
    "int8",
    "sf-integer",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
];

/// What a number is held against.
fn bounds(schema: &SchemaNode) -> impl Iterator<Item = &Option<Text>> {
    [
        &schema.minimum,
        &schema.maximum,
        &schema.exclusive_minimum,
        &schema.exclusive_maximum,
    ]
    .into_iter()
}

/// Whether double precision does not tell a number from those near it, be it an integer or one of many digits: then each digit
/// of a value matters.
pub(super) fn is_fine(text: &Text) -> bool {
    const TOLD_APART: usize = 15;
    const FIRST_LIKE_THE_NEXT: u128 = 1 << 53;
    match text.parse::<i128>() {
        Ok(integer) => integer.unsigned_abs() >= FIRST_LIKE_THE_NEXT,
        Err(_) => {
            let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
            let digits = mantissa.trim_start_matches(['-', '0', '.']).bytes();
            digits.filter(u8::is_ascii_digit).count() > TOLD_APART
        }
    }
}

/// Whether integers are held against a divisor that is none: a sign that they are not meant to fit in 64 bits.
fn is_part(divisor: &Option<Text>) -> bool {
    let divisor = divisor.as_deref().and_then(|text| text.parse::<f64>().ok());
    divisor.is_some_and(|divisor| divisor.fract() != 0.0)
}

/// Whether what is held against a divisor is an integer: whatever is a multiple of one is one.
fn is_whole(divisor: &Option<Text>) -> bool {
    let is_whole = |text: &Text| match text.parse::<u64>() {
        Ok(divisor) => divisor > 0,
        // `1e2`, `2.0`.
        Err(_) => text
            .parse()
            .is_ok_and(|divisor: f64| (1.0..1e15).contains(&divisor) && divisor.fract() == 0.0),
    };
    divisor.as_ref().is_some_and(is_whole)
}

/// The width that a format names, else 64 bits, with a sign unless the bounds ask for what has none; where no width holds
/// every allowed value, a number that keeps every digit.
fn integer(schema: &SchemaNode, format: &str, usual: IntegerWidth) -> TypeRef {
    /// What a width may start from.
    const LEASTS: RangeInclusive<i128> = i64::MIN as i128..=u64::MAX as i128;
    let most = bound([&schema.maximum, &schema.exclusive_maximum], i128::min);
    let least = bound([&schema.minimum, &schema.exclusive_minimum], i128::max);
    let above = |limit: i128| most.is_some_and(|most| most > limit);
    TypeRef::Integer(match format {
        // Values beyond a narrow format decode all the same; validation names them.
        "int32" | "int16" | "int8" => IntegerWidth::I32,
        "uint32" | "uint16" | "uint8" => IntegerWidth::U32,
        "uint64" => IntegerWidth::U64,
        _ if above(u64::MAX.into()) || least.is_some_and(|least| !LEASTS.contains(&least)) => {
            return TypeRef::Number;
        }
        _ if most.is_some_and(|most| most < i64::MIN.into()) => return TypeRef::Number,
        _ if above(i64::MAX.into()) && least.is_none_or(|least| least < 0) => {
            return TypeRef::Number;
        }
        _ if above(i64::MAX.into()) || least.is_some_and(|least| least > i64::MAX.into()) => {
            IntegerWidth::U64
        }
        "int64" => IntegerWidth::I64,
        _ => holding(least, most, usual),
    })
}

/// The usual width, with a sign where bounds ask for one, and 64 bits where they lead beyond it.
fn holding(least: Option<i128>, most: Option<i128>, usual: IntegerWidth) -> IntegerWidth {
    let is_below = |bound: Option<i128>| bound.is_some_and(|bound| bound < 0);
    let signed = match usual {
        IntegerWidth::U32 if is_below(least) || is_below(most) => IntegerWidth::I32,
        IntegerWidth::U64 if is_below(least) || is_below(most) => IntegerWidth::I64,
        usual => usual,
    };
    let is_beyond = |narrow: RangeInclusive<i128>| {
        let mut bounds = [least, most].into_iter().flatten();
        bounds.any(|bound| !narrow.contains(&bound))
    };
    match signed {
        IntegerWidth::I32 if is_beyond(i32::MIN.into()..=i32::MAX.into()) => IntegerWidth::I64,
        IntegerWidth::U32 if is_beyond(0..=u32::MAX.into()) => IntegerWidth::U64,
        width => width,
    }
}

/// The sharper of two bounds; one with a fraction or an exponent as near as it can be.
fn bound(said: [&Option<Text>; 2], sharper: fn(i128, i128) -> i128) -> Option<i128> {
    let exact = |text: &Text| {
        let near = || text.parse::<f64>().ok().map(|near| near as i128);
        text.parse().ok().or_else(near)
    };
    said.into_iter().flatten().filter_map(exact).reduce(sharper)
}
