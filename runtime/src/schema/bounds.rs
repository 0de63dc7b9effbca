//! The bounds of a table whose rules are nothing else, summed up while the table is compiled.

use super::{Format, Num, Rule, Schema, Types};

/// The numbers, or the lengths of text in bytes, that surely keep the rules of a table, all of which are bounds of that one kind
/// of value. Others may keep them too. Where there are no rules, it is every value of every kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    least: i64,
    most: i64,
}

/// Sums up the rules; the kinds of value that they are bounds of.
pub(super) const fn sum(rules: &[Rule]) -> (Types, Bounds) {
    let mut kinds = Types::ANY;
    let (mut least, mut most) = (i64::MIN, i64::MAX);
    let mut left = rules;
    while let [rule, rest @ ..] = left {
        let (kind, from, to) = bound(rule);
        kinds = kinds.both(kind);
        if from > least {
            least = from;
        }
        if to < most {
            most = to;
        }
        left = rest;
    }
    (kinds, Bounds { least, most })
}

/// The kind of value that a bound speaks of, and the values that surely keep it.
const fn bound(rule: &Rule) -> (Types, i64, i64) {
    const LEAST: i64 = i64::MIN;
    const MOST: i64 = i64::MAX;
    const LARGE: u64 = i64::MAX as u64 / 4;
    match *rule {
        Rule::MinLength(0) => (Types::STRING, LEAST, MOST),
        // Each character takes one to four bytes.
        Rule::MinLength(least @ ..=LARGE) => (Types::STRING, 4 * (least as i64 - 1) + 1, MOST),
        Rule::MaxLength(most @ ..=LARGE) => (Types::STRING, LEAST, most as i64),
        Rule::Minimum(Num::Int(least)) => (Types::NUMBER, least, MOST),
        Rule::Maximum(Num::Int(most)) => (Types::NUMBER, LEAST, most),
        Rule::ExclusiveMinimum(Num::Int(least)) if least < MOST => (Types::NUMBER, least + 1, MOST),
        Rule::ExclusiveMaximum(Num::Int(most)) if most > LEAST => (Types::NUMBER, LEAST, most - 1),
        Rule::Format(Format::Int32) => (Types::NUMBER, i32::MIN as i64, i32::MAX as i64),
        Rule::Format(Format::Int64) => (Types::NUMBER, LEAST, MOST),
        _ => (Types::NONE, LEAST, MOST),
    }
}

impl Schema {
    /// Whether a value of this kind, whose number or length is this, surely keeps the rules.
    #[inline]
    pub(crate) fn holds(&self, kind: Types, value: i64) -> bool {
        self.bounded.contains(kind) && self.bounds.least <= value && value <= self.bounds.most
    }
    /// The same of a double. Where it differs from the double that is nearest to a limit, it differs from the limit in the
    /// same way.
    #[inline]
    pub(crate) fn holds_double(&self, value: f64) -> bool {
        let (least, most) = (self.bounds.least as f64, self.bounds.most as f64);
        self.bounded.contains(Types::NUMBER) && least < value && value < most
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Num, Rule, Schema, Types};

    #[test]
    fn what_is_within_the_bounds_keeps_the_rules() {
        let holds = |rules: &'static [Rule], kind, value| Schema::any(rules).holds(kind, value);
        let text: &[Rule] = &[Rule::MinLength(2), Rule::MaxLength(8)];
        for (bytes, expected) in [(4, false), (5, true), (8, true), (9, false)] {
            assert_eq!(holds(text, Types::STRING, bytes), expected, "{bytes}");
        }
        assert!(!holds(text, Types::NUMBER, 5));
        let number: &[Rule] = &[
            Rule::Format(Format::Int32),
            Rule::ExclusiveMinimum(Num::Int(0)),
        ];
        let most = i64::from(i32::MAX);
        for (value, expected) in [(0, false), (1, true), (most, true), (most + 1, false)] {
            assert_eq!(holds(number, Types::NUMBER, value), expected, "{value}");
        }
        for (value, expected) in [(0.5, false), (1.5, true), (f64::NAN, false)] {
            assert_eq!(Schema::any(number).holds_double(value), expected, "{value}");
        }
        for rule in [
            Rule::MinLength(u64::MAX),
            Rule::ExclusiveMinimum(Num::Int(i64::MAX)),
            Rule::Pattern("a"),
        ] {
            let rules: &[Rule] = Box::leak(Box::new([Rule::MaxLength(9), rule]));
            assert!(!holds(rules, Types::STRING, 1), "{rule:?}");
            assert!(!holds(&rules[1..], Types::NUMBER, i64::MAX), "{rule:?}");
        }
        assert!(holds(&[], Types::STRING, 0) && holds(&[], Types::INTEGER, i64::MIN));
    }
}
