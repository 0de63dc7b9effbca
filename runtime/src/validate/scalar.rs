//! Rules about constants, text and numbers.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::check::Validator;
use super::instance::{constant_text, decimal, is_constant};
use super::pattern::{self, Answer};
use crate::json::decimal::Decimal;
use crate::pointer::Path;
use crate::schema::{Const, Format, Num, Rule, Schema, Types};
use crate::value::{View, base64};

impl Validator {
    pub(super) fn constant(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        view: &View<'_>,
        path: &Path<'_>,
    ) -> bool {
        match rule {
            Rule::Enum(constants) => {
                constants.iter().any(|constant| is_constant(view, constant))
                    || self.report(path, "enum", view, schema, |_| listed(constants))
            }
            Rule::Const(constant) => {
                is_constant(view, constant)
                    || self.report(path, "const", view, schema, |_| constant_text(constant))
            }
            _ => true,
        }
    }

    pub(super) fn text(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        view: &View<'_>,
        path: &Path<'_>,
    ) -> bool {
        let Some(text) = text_of(view) else {
            return true;
        };
        match *rule {
            Rule::MinLength(least) => {
                // Each character takes at most four bytes.
                (text.len() as u64) / 4 >= least
                    || length(&text) >= least
                    || self.report(path, "minLength", view, schema, |_| least.to_string())
            }
            Rule::MaxLength(most) => {
                text.len() as u64 <= most
                    || length(&text) <= most
                    || self.report(path, "maxLength", view, schema, |_| most.to_string())
            }
            Rule::Pattern(source) => match pattern::find(source, &text) {
                Answer::Match | Answer::Unknown => true,
                Answer::NoMatch => {
                    self.report(path, "pattern", view, schema, |_| source.to_owned())
                }
                Answer::TooLong => self.report(path, "limit", view, schema, |_| {
                    format!("the text is too long for the pattern {source}")
                }),
            },
            _ => true,
        }
    }

    pub(super) fn number(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        view: &View<'_>,
        path: &Path<'_>,
    ) -> bool {
        let (name, limit, holds) = match rule {
            Rule::Minimum(limit) => ("minimum", limit, compare(view, limit).is_ge()),
            Rule::ExclusiveMinimum(limit) => {
                ("exclusiveMinimum", limit, compare(view, limit).is_gt())
            }
            Rule::Maximum(limit) => ("maximum", limit, compare(view, limit).is_le()),
            Rule::ExclusiveMaximum(limit) => {
                ("exclusiveMaximum", limit, compare(view, limit).is_lt())
            }
            Rule::MultipleOf(limit) => ("multipleOf", limit, is_multiple(view, limit)),
            _ => return true,
        };
        holds
            || self.report(path, name, view, schema, |_| match limit {
                Num::Int(limit) => limit.to_string(),
                Num::Text(limit) => (*limit).to_owned(),
            })
    }

    pub(super) fn format(
        &mut self,
        schema: &Schema,
        format: Format,
        view: &View<'_>,
        kind: Types,
        path: &Path<'_>,
    ) -> bool {
        let holds = match kind {
            Types::INTEGER | Types::NUMBER => in_range(format, view),
            Types::STRING if matches!(view, View::Bytes(_)) => true,
            Types::STRING => text_of(view).is_none_or(|text| format.accepts(&text)),
            _ => true,
        };
        holds || self.report(path, "format", view, schema, |_| format.name().to_owned())
    }
}

/// The text of a string.
pub(super) fn text_of<'v>(view: &View<'v>) -> Option<Cow<'v, str>> {
    match *view {
        View::Str(text) => Some(Cow::Borrowed(text)),
        // What a schema says of bytes speaks of a text that nobody writes.
        View::Text(text) if text.binary().is_some() => None,
        View::Text(text) => Some(text.text()),
        View::Bytes(bytes) => Some(Cow::Owned(base64::encode(bytes))),
        _ => None,
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

fn listed(constants: &[Const]) -> String {
    const SHOWN: usize = 12;
    let mut text = String::new();
    for (index, constant) in constants.iter().take(SHOWN).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&constant_text(constant));
    }
    if constants.len() > SHOWN {
        text.push_str(&format!(", and {} more", constants.len() - SHOWN));
    }
    text
}

fn exact(limit: &Num) -> Decimal {
    match limit {
        Num::Int(limit) => Decimal::from(*limit),
        Num::Text(limit) => Decimal::parse(limit),
    }
}

fn compare(view: &View<'_>, limit: &Num) -> Ordering {
    match (*view, limit) {
        (View::I64(value), Num::Int(limit)) => value.cmp(limit),
        (View::U64(value), Num::Int(limit)) => match u64::try_from(*limit) {
            Ok(limit) => value.cmp(&limit),
            Err(_) => Ordering::Greater,
        },
        // Where a double differs from the double that is nearest to the limit, it differs from the limit in the same way.
        (View::F64(value), limit) => match value.partial_cmp(&nearest(limit)) {
            Some(order) if order.is_ne() => order,
            // Such a double is written with fewer digits than it has.
            Some(_) if is_whole(value, limit) => Ordering::Equal,
            _ => decimal(view).cmp(&exact(limit)),
        },
        (View::F32(value), limit) if is_whole(f64::from(value), limit) => Ordering::Equal,
        _ => decimal(view).cmp(&exact(limit)),
    }
}

/// Whether a limit that is written as an integer is this very value.
fn is_whole(value: f64, limit: &Num) -> bool {
    let whole = match limit {
        Num::Int(limit) => Some(i128::from(*limit)),
        Num::Text(limit) => limit.parse().ok(),
    };
    // A value beyond all integers becomes the last of them, which is no double itself where it is the greatest.
    whole.is_some_and(|limit| limit as f64 == value && value as i128 == limit && limit != i128::MAX)
}

/// The double that is nearest to a limit.
fn nearest(limit: &Num) -> f64 {
    match limit {
        Num::Int(limit) => *limit as f64,
        Num::Text(limit) => limit.parse().unwrap_or(f64::NAN),
    }
}

fn is_multiple(view: &View<'_>, divisor: &Num) -> bool {
    match (*view, divisor) {
        (View::I64(value), Num::Int(divisor)) if *divisor > 0 => value % divisor == 0,
        // A divisor that is zero, or has more digits than anybody writes, divides everything.
        _ => decimal(view)
            .is_multiple_of(&exact(divisor))
            .unwrap_or(true),
    }
}

impl Format {
    /// The least and the greatest integer of a format of integers.
    pub(crate) fn integers(self) -> Option<(i128, i128)> {
        Some(match self {
            Format::Int8 => (i8::MIN.into(), i8::MAX.into()),
            Format::Int16 => (i16::MIN.into(), i16::MAX.into()),
            Format::Int32 => (i32::MIN.into(), i32::MAX.into()),
            Format::Int64 => (i64::MIN.into(), i64::MAX.into()),
            Format::Uint8 => (0, u8::MAX.into()),
            Format::Uint16 => (0, u16::MAX.into()),
            Format::Uint32 => (0, u32::MAX.into()),
            Format::Uint64 => (0, u64::MAX.into()),
            // What a double tells apart.
            Format::DoubleInt => (-(1 << 53) + 1, (1 << 53) - 1),
            // Fifteen digits (RFC 9651, section 3.3.1).
            Format::SfInteger => (-999_999_999_999_999, 999_999_999_999_999),
            _ => return None,
        })
    }

    /// Whether an integer is one of the format; every one is of the formats that speak of no integers.
    pub(crate) fn has_integer(self, value: i64) -> bool {
        self == Format::Int64
            || self
                .integers()
                .is_none_or(|(least, most)| (least..=most).contains(&value.into()))
    }
}

fn in_range(format: Format, view: &View<'_>) -> bool {
    let (least, most) = match format {
        Format::Double | Format::Float => {
            return match *view {
                View::Number(value) => value.as_f64().is_some_and(|value| {
                    format == Format::Double || value.abs() <= f64::from(f32::MAX)
                }),
                View::F64(value) if format == Format::Float => value.abs() <= f64::from(f32::MAX),
                _ => true,
            };
        }
        // Twelve digits and three of a fraction (RFC 9651, section 3.3.2).
        Format::SfDecimal => {
            let limit = Num::Int(1_000_000_000_000);
            let least = Num::Int(-1_000_000_000_000);
            let fits = compare(view, &least) == Ordering::Greater
                && compare(view, &limit) == Ordering::Less;
            return fits && is_multiple(view, &Num::Text("0.001"));
        }
        _ => match format.integers() {
            Some(range) => range,
            None => return true,
        },
    };
    match *view {
        View::I64(value) => (least..=most).contains(&i128::from(value)),
        View::U64(value) => (least..=most).contains(&i128::from(value)),
        // A fraction is a matter of `type`.
        _ if !decimal(view).is_integer() => true,
        _ => decimal(view)
            .to_i128()
            .is_some_and(|value| (least..=most).contains(&value)),
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::compare;
    use crate::schema::Num;
    use crate::value::View;

    const I128_MAX: &str = "170141183460469231731687303715884105727";
    const I128_MIN: &str = "-170141183460469231731687303715884105728";

    #[test]
    fn doubles_are_held_against_limits_exactly() {
        let cases = [
            (0.1, Num::Text("0.1"), Equal),
            (0.1, Num::Text("0.10000000000000001"), Less),
            (0.30000000000000004, Num::Text("0.3"), Greater),
            (
                9_007_199_254_740_992.0,
                Num::Int(9_007_199_254_740_993),
                Less,
            ),
            (
                9_007_199_254_740_994.0,
                Num::Int(9_007_199_254_740_993),
                Greater,
            ),
            (9_223_372_036_854_775_807.0, Num::Int(i64::MAX), Greater),
            // Written with fewer digits, they would be beyond the limit.
            (-9_223_372_036_854_775_808.0, Num::Int(i64::MIN), Equal),
            (
                18_446_744_073_709_551_616.0,
                Num::Text("18446744073709551616"),
                Equal,
            ),
            (-0.0, Num::Int(0), Equal),
            (1e300, Num::Text("1e400"), Less),
            (-1e300, Num::Text("-1e400"), Greater),
            (5e-324, Num::Text("1e-400"), Greater),
            (0.0, Num::Text("1e-400"), Less),
            (2.5, Num::Int(2), Greater),
            // As it is written it is below, and it is not the limit itself.
            (2f64.powi(127), Num::Text(I128_MAX), Less),
            (-(2f64.powi(127)), Num::Text(I128_MIN), Equal),
            (-(2f64.powi(128)), Num::Text(I128_MIN), Less),
        ];
        for (value, limit, order) in cases {
            assert_eq!(
                compare(&View::F64(value), &limit),
                order,
                "{value} {limit:?}"
            );
        }
    }
    #[test]
    fn floats_are_held_against_limits_exactly() {
        let cases = [
            (0.1, Num::Text("0.1"), Equal),
            (2.5, Num::Int(2), Greater),
            (-2.5, Num::Int(-2), Less),
            (16_777_216.0, Num::Int(16_777_216), Equal),
            (16_777_216.0, Num::Int(16_777_217), Less),
            // Written with fewer digits, it would be beyond the limit.
            (-(2f32.powi(127)), Num::Text(I128_MIN), Equal),
            (2f32.powi(127), Num::Text(I128_MAX), Less),
            (f32::MAX, Num::Text(I128_MAX), Greater),
            (f32::MIN, Num::Text(I128_MIN), Less),
        ];
        for (value, limit, order) in cases {
            assert_eq!(
                compare(&View::F32(value), &limit),
                order,
                "{value} {limit:?}"
            );
        }
    }
}
