//! Numbers that keep every digit.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::decimal::Decimal;
use super::token::Token;

/// A JSON number with every digit that it came with.
///
/// Equality and order are those of the exact numeric value: `1`, `1.0` and `1e0` are equal, and
/// `9007199254740993` is greater than `9007199254740992`.
#[derive(Clone)]
pub struct Number(Repr);

/// `Text` is what neither integer holds or would print alike, so each number has one form.
#[derive(Clone)]
enum Repr {
    Int(i64),
    Uint(u64),
    Text(Box<str>),
}

/// The text is no JSON number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidNumber;

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no JSON number")
    }
}

impl std::error::Error for InvalidNumber {}

impl Number {
    /// The number that a token stands for, which the reader has already held against the grammar.
    pub(crate) fn from_token(text: &str) -> Self {
        // `-0` prints unlike the integer zero.
        if text != "-0" {
            if let Ok(value) = text.parse::<i64>() {
                return Number(Repr::Int(value));
            }
            if let Ok(value) = text.parse::<u64>() {
                return Number(Repr::Uint(value));
            }
        }
        Number(Repr::Text(text.into()))
    }
    /// The value where it is an integer that fits, however it is spelled: `1e2` is 100.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Int(value) => Some(*value),
            Repr::Uint(_) => None,
            Repr::Text(text) => i64::try_from(Decimal::parse(text).to_i128()?).ok(),
        }
    }
    /// The value where it is an integer that fits, however it is spelled.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Int(value) => u64::try_from(*value).ok(),
            Repr::Uint(value) => Some(*value),
            Repr::Text(text) => u64::try_from(Decimal::parse(text).to_i128()?).ok(),
        }
    }
    /// The nearest number of double precision; `None` where that is infinite.
    pub fn as_f64(&self) -> Option<f64> {
        let value = match &self.0 {
            Repr::Int(value) => *value as f64,
            Repr::Uint(value) => *value as f64,
            Repr::Text(text) => text.parse().ok()?,
        };
        value.is_finite().then_some(value)
    }
    /// Whether the fractional part is zero.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Int(_) | Repr::Uint(_) => true,
            Repr::Text(text) => Decimal::parse(text).is_integer(),
        }
    }
    /// The number of that value with the fewest digits that give it back; `None` for NaN and the infinities.
    pub fn from_f64(value: f64) -> Option<Self> {
        let mut text = Vec::new();
        value.is_finite().then(|| {
            super::writer::write_f64(&mut text, value);
            Number::from_token(&String::from_utf8_lossy(&text))
        })
    }
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match &self.0 {
            Repr::Int(value) => super::writer::write_i64(out, *value),
            Repr::Uint(value) => super::writer::write_u64(out, *value),
            Repr::Text(text) => out.extend_from_slice(text.as_bytes()),
        }
    }
    pub(crate) fn token(&self) -> Token<'_> {
        match &self.0 {
            Repr::Int(value) => Token::Int(*value),
            Repr::Uint(value) => Token::Uint(*value),
            Repr::Text(text) => Token::Text(text),
        }
    }
    pub(crate) fn decimal(&self) -> Decimal {
        match &self.0 {
            Repr::Int(value) => Decimal::from(*value),
            Repr::Uint(value) => Decimal::from(*value),
            Repr::Text(text) => Decimal::parse(text),
        }
    }
}

impl Default for Number {
    fn default() -> Self {
        Number(Repr::Int(0))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Int(value) => fmt::Display::fmt(value, f),
            Repr::Uint(value) => fmt::Display::fmt(value, f),
            Repr::Text(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        if super::token::number_length(text.as_bytes()) == Some(text.len()) {
            Ok(Number::from_token(text))
        } else {
            Err(InvalidNumber)
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

/// `1` and `1.0` are equal, and hash alike.
impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.decimal().hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Int(left), Repr::Int(right)) => left.cmp(right),
            (Repr::Uint(left), Repr::Uint(right)) => left.cmp(right),
            _ => self.decimal().cmp(&other.decimal()),
        }
    }
}

macro_rules! from_integer {
    ($($signed:ty),*; $($unsigned:ty),*) => {
        $(impl From<$signed> for Number {
            fn from(value: $signed) -> Self {
                Number(Repr::Int(i64::from(value)))
            }
        })*
        $(impl From<$unsigned> for Number {
            fn from(value: $unsigned) -> Self {
                let value = u64::from(value);
                Number(i64::try_from(value).map_or(Repr::Uint(value), Repr::Int))
            }
        })*
    };
}
from_integer!(i8, i16, i32, i64; u8, u16, u32, u64);

impl TryFrom<f64> for Number {
    type Error = InvalidNumber;
    /// Refuses NaN and the infinities.
    fn try_from(value: f64) -> Result<Self, InvalidNumber> {
        Number::from_f64(value).ok_or(InvalidNumber)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, RandomState};

    use super::Number;

    fn number(text: &str) -> Number {
        text.parse()
            .unwrap_or_else(|_| panic!("{text} is a number"))
    }

    #[test]
    fn equality_is_that_of_the_value() {
        let hash = RandomState::new();
        for (left, right) in [
            ("1", "1.0"),
            ("1", "1e0"),
            ("100", "1e2"),
            ("-0", "0"),
            ("0e99", "0"),
            ("0.1", "1E-1"),
            ("18446744073709551616", "1.8446744073709551616e19"),
        ] {
            assert_eq!(number(left), number(right));
            assert_eq!(hash.hash_one(number(left)), hash.hash_one(number(right)));
        }
        assert_ne!(number("9007199254740993"), number("9007199254740992.0"));
        assert_ne!(number("1e400"), number("1e401"));
    }

    #[test]
    fn order_is_exact() {
        let sorted = [
            "-1e400",
            "-10",
            "-9.5",
            "-1e-400",
            "0",
            "1e-400",
            "0.1",
            "0.10000000000000000001",
            "9",
            "10",
            "1e400",
        ];
        for pair in sorted.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn every_digit_stays() {
        for text in [
            "1.10",
            "-0",
            "1e5",
            "123456789012345678901234567890",
            "18446744073709551615",
            "-9223372036854775808",
        ] {
            assert_eq!(number(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "-", "01", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "1 ", " 1", "1_0",
        ] {
            assert!(text.parse::<Number>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn integers_however_they_are_spelled() {
        assert_eq!(number("1e2").as_i64(), Some(100));
        assert_eq!(number("1.0").as_u64(), Some(1));
        assert_eq!(number("1.5").as_i64(), None);
        assert_eq!(number("1e400").as_i64(), None);
        assert_eq!(number("1e400").as_f64(), None);
        assert_eq!(number("-9223372036854775809").as_i64(), None);
        assert_eq!(
            Number::from_f64(0.1).map(|n| n.to_string()).as_deref(),
            Some("0.1")
        );
        assert_eq!(Number::from_f64(f64::NAN), None);
    }
}
