//! Numbers between their bounds.

use super::{Sampler, rules};
use crate::json::{Json, Number, decimal::Decimal};
use crate::schema::{Format, Num, Rule, Schema};

/// What bounds say: the least and the greatest integer, and the same as they are.
struct Bounds {
    integers: (i128, i128),
    all: (f64, f64),
    /// What the number is a multiple of.
    step: Option<&'static Num>,
}

impl Sampler<'_> {
    /// A number; with a fraction, where one is allowed and chosen.
    pub(super) fn number(&mut self, all: &[&'static Schema], fraction: bool) -> Json {
        let bounds = bounds(all);
        let (least, most) = bounds.integers;
        let text = match bounds.step {
            Some(step) => self.multiple(step, &bounds),
            None if fraction && (least > most || self.pick(2) == 1) => self.between(bounds.all),
            None => self.integer(least, most).to_string(),
        };
        Json::Number(text.parse().unwrap_or_default())
    }

    fn integer(&mut self, least: i128, most: i128) -> i128 {
        let plain = i128::from(self.wanted.levels.is_some());
        let near = plain.min(most).max(least);
        let value = match self.pick(6) {
            0 => near,
            1 => near.saturating_add(self.digits(1_000)),
            2 => near.saturating_sub(self.digits(1_000)),
            3 => least,
            4 => most,
            _ => {
                let span = most.saturating_sub(least).max(0).saturating_add(1);
                let wide = self.digits(u32::MAX as usize) << 32 | self.digits(u32::MAX as usize);
                least.saturating_add(wide % span)
            }
        };
        value.min(most).max(least)
    }

    fn digits(&mut self, count: usize) -> i128 {
        i128::try_from(self.pick(count)).unwrap_or(0)
    }

    /// A number with a fraction that binary has, so that every type of number holds it; where the bounds leave no room for
    /// one, some number in between.
    fn between(&mut self, (least, most): (f64, f64)) -> String {
        let share = [0.5, 0.25, 0.75, 0.125][self.pick(4)];
        let near = least.max(-1e6).min(most);
        let span = (most.min(1e6) - near).max(0.0);
        let value = if span > 2.0 {
            (near + 1.0).max(0.0).min(most - 1.0).floor() + share
        } else {
            near + span * share
        };
        Number::from_f64(value).unwrap_or_default().to_string()
    }

    /// The step so many times.
    fn multiple(&mut self, step: &Num, bounds: &Bounds) -> String {
        let (least, most) = bounds.all;
        let (text, value) = match step {
            Num::Int(step) => (step.to_string(), *step as f64),
            Num::Text(text) => ((*text).to_owned(), text.parse().unwrap_or(1.0)),
        };
        let clamp = |times: f64| times.clamp(-1e12, 1e12) as i128;
        let times = self.integer(clamp((least / value).ceil()), clamp((most / value).floor()));
        // The digits of the step as an integer, so that the product is exact.
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: i128 = format!("{whole}{part}").parse().unwrap_or(1);
        let exponent = exponent.parse::<i64>().unwrap_or(0) - part.len() as i64;
        let product = times.saturating_mul(digits);
        if exponent == 0 {
            product.to_string()
        } else {
            format!("{product}e{exponent}")
        }
    }
}

fn bounds(all: &[&'static Schema]) -> Bounds {
    let mut bounds = Bounds {
        integers: (i64::MIN.into(), i64::MAX.into()),
        all: (f64::NEG_INFINITY, f64::INFINITY),
        step: None,
    };
    // A greatest value beyond 64 bits is what a type is chosen for, and no limit else is.
    let (mut least, mut most) = (None::<i128>, None::<i128>);
    for rule in rules(all) {
        let (low, high) = match rule {
            Rule::Minimum(bound) => (Some(ends(bound, 0)), None),
            Rule::ExclusiveMinimum(bound) => (Some(ends(bound, 1)), None),
            Rule::Maximum(bound) => (None, Some(ends(bound, 0))),
            Rule::ExclusiveMaximum(bound) => (None, Some(ends(bound, -1))),
            Rule::Format(format) => match range(*format) {
                Some((low, high)) => (Some((low as f64, low)), Some((high as f64, high))),
                None => continue,
            },
            Rule::MultipleOf(step) => {
                bounds.step = Some(step);
                continue;
            }
            _ => continue,
        };
        if let Some((exact, integer)) = low {
            bounds.all.0 = bounds.all.0.max(exact);
            least = Some(least.map_or(integer, |known| known.max(integer)));
        }
        if let Some((exact, integer)) = high {
            bounds.all.1 = bounds.all.1.min(exact);
            most = Some(most.map_or(integer, |known| known.min(integer)));
        }
    }
    bounds.integers.0 = least.unwrap_or(bounds.integers.0);
    bounds.integers.1 = most.unwrap_or(bounds.integers.1);
    bounds
}

/// A bound as it is, and the nearest integer within; `inward` is the way there from an integer that is excluded.
fn ends(bound: &Num, inward: i128) -> (f64, i128) {
    match bound {
        Num::Int(value) => (*value as f64, i128::from(*value) + inward),
        Num::Text(text) => {
            let value = text.parse::<f64>().unwrap_or(0.0);
            let integer = Decimal::parse(text)
                .to_i128()
                .map(|integer| integer.saturating_add(inward));
            // Of a bound with a fraction, one of both sides is within: the validator says which.
            (value, integer.unwrap_or(value.round() as i128))
        }
    }
}

/// The integers of a format that every number of it can be.
fn range(format: Format) -> Option<(i128, i128)> {
    match format {
        Format::Float => Some((-(1 << 24), 1 << 24)),
        Format::Double => Some((-(1 << 53), 1 << 53)),
        format => format.integers(),
    }
}
