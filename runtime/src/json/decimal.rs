//! Exact decimal arithmetic, as far as validation needs it: order, integrality, divisibility.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A decimal number: `0.d1d2d3... * 10^point`, `d1` and the last digit not zero. Zero has no digits.
///
/// Exponents beyond `i64` are taken as its ends.
#[derive(Debug, Clone)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Digits,
    point: i64,
}

/// Digits as ASCII; short ones, which nearly all are, without an allocation.
#[derive(Debug, Clone)]
enum Digits {
    Short([u8; 24], u8),
    Long(Vec<u8>),
}

impl Digits {
    fn as_slice(&self) -> &[u8] {
        match self {
            Digits::Short(digits, length) => digits.get(..usize::from(*length)).unwrap_or(&[]),
            Digits::Long(digits) => digits,
        }
    }
}

impl Decimal {
    /// The number of a JSON token. Text that is none gives some number.
    pub(crate) fn parse(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], parse_exponent(&text[at + 1..])),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        Self::new(
            negative,
            whole.bytes().chain(fraction.bytes()),
            whole.len(),
            exponent,
        )
    }

    /// `digits` with a point after the first `whole` of them, times `10^exponent`.
    fn new(negative: bool, digits: impl Iterator<Item = u8>, whole: usize, exponent: i64) -> Self {
        let whole = i64::try_from(whole).unwrap_or(i64::MAX);
        let (mut zeros, mut short, mut length) = (0i64, [0u8; 24], 0usize);
        let mut long: Option<Vec<u8>> = None;
        for digit in digits {
            if digit == b'0' && length == 0 {
                zeros += 1;
                continue;
            }
            match (&mut long, short.get_mut(length)) {
                (Some(long), _) => long.push(digit),
                (None, Some(place)) => *place = digit,
                (None, None) => {
                    let mut digits = short.to_vec();
                    digits.push(digit);
                    long = Some(digits);
                }
            }
            length += 1;
        }
        let digits = match long {
            Some(mut long) => {
                while long.last() == Some(&b'0') {
                    long.pop();
                }
                Digits::Long(long)
            }
            None => {
                while length > 0 && short[length - 1] == b'0' {
                    length -= 1;
                }
                Digits::Short(short, length as u8)
            }
        };
        let zero = digits.as_slice().is_empty();
        Self {
            negative: negative && !zero,
            digits,
            point: if zero {
                0
            } else {
                exponent.saturating_add(whole.saturating_sub(zeros))
            },
        }
    }

    /// Whether the fractional part is zero.
    pub(crate) fn is_integer(&self) -> bool {
        self.point >= self.digits.as_slice().len() as i64
    }

    /// The value where it is an integer of up to 38 digits.
    pub(crate) fn to_i128(&self) -> Option<i128> {
        if !self.is_integer() || self.point > 38 {
            return None;
        }
        let digits = self.digits.as_slice();
        let mut value = 0i128;
        for at in 0..self.point as usize {
            let digit = digits.get(at).map_or(0, |digit| i128::from(digit - b'0'));
            value = value.checked_mul(10)?.checked_add(digit)?;
        }
        Some(if self.negative { -value } else { value })
    }

    /// Writes text that is the same for equal numbers alone. It starts with `#`, and is no JSON.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.push(b'#');
        if self.negative {
            out.push(b'-');
        }
        out.extend_from_slice(self.digits.as_slice());
        out.push(b'@');
        super::writer::write_i64(out, self.point);
    }

    /// Whether this is an integer times `divisor`; `None` where the divisor is zero, or has more than 38 digits and is no
    /// greater than this.
    pub(crate) fn is_multiple_of(&self, divisor: &Decimal) -> Option<bool> {
        let (own, digits) = (self.digits.as_slice(), divisor.digits.as_slice());
        if digits.is_empty() {
            return None;
        }
        if own.is_empty() {
            return Some(true);
        }
        if self.point < divisor.point {
            return Some(false);
        }
        if digits.len() > 38 {
            return None;
        }
        // value = own * 10^a and divisor = modulus * 10^b, own not a multiple of 10.
        let shift = (self.point.saturating_sub(own.len() as i64))
            .saturating_sub(divisor.point.saturating_sub(digits.len() as i64));
        let Ok(shift) = u64::try_from(shift) else {
            return Some(false);
        };
        let digit = |byte: &u8| u128::from(byte - b'0');
        let modulus = digits.iter().fold(0, |n, byte| n * 10 + digit(byte));
        let rest = own
            .iter()
            .fold(0, |n, byte| (times(n, 10, modulus) + digit(byte)) % modulus);
        Some(times(rest, power_of_ten(shift, modulus), modulus) == 0)
    }
}

fn power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let (mut base, mut result) = (10 % modulus, 1 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base, modulus);
        }
        base = times(base, base, modulus);
        exponent >>= 1;
    }
    result
}

/// The product of two numbers, the first of which is below the modulus, which has no more than 38 digits: twice that is no
/// more than a `u128` holds.
fn times(one: u128, other: u128, modulus: u128) -> u128 {
    if let Some(product) = one.checked_mul(other) {
        return product % modulus;
    }
    let (mut double, mut left, mut result) = (one, other, 0);
    while left > 0 {
        if left & 1 == 1 {
            result = (result + double) % modulus;
        }
        double = (double + double) % modulus;
        left >>= 1;
    }
    result
}

fn parse_exponent(text: &str) -> i64 {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    // Half of the range, so that the sum with a number of digits does not overflow.
    let value = digits.parse::<i64>().unwrap_or(i64::MAX).min(i64::MAX / 4);
    if negative { -value } else { value }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        let mut decimal = Self::from(value.unsigned_abs());
        decimal.negative = value < 0;
        decimal
    }
}

impl From<u64> for Decimal {
    fn from(mut value: u64) -> Self {
        let (mut buffer, mut at) = ([b'0'; 20], 20);
        while value > 0 {
            at -= 1;
            buffer[at] = b'0' + (value % 10) as u8;
            value /= 10;
        }
        Self::new(false, buffer[at..].iter().copied(), 20 - at, 0)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.negative, self.point, self.digits.as_slice()).hash(state);
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign =
            |decimal: &Decimal| match (decimal.digits.as_slice().is_empty(), decimal.negative) {
                (true, _) => 0,
                (false, false) => 1,
                (false, true) => -1,
            };
        sign(self).cmp(&sign(other)).then_with(|| {
            let size = self
                .point
                .cmp(&other.point)
                .then_with(|| self.digits.as_slice().cmp(other.digits.as_slice()));
            if self.negative { size.reverse() } else { size }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn divisibility_is_exact() {
        for (value, divisor, expected) in [
            ("0.3", "0.1", Some(true)),
            ("1.1", "0.1", Some(true)),
            ("0.35", "0.1", Some(false)),
            ("1e308", "0.123456789", Some(false)),
            ("1e1000000000", "8", Some(true)),
            ("7", "7.0", Some(true)),
            ("0", "3", Some(true)),
            ("-9", "3", Some(true)),
            ("10", "4", Some(false)),
            ("1", "0", None),
            ("1e999999999", "123456789012345678901234567890", Some(false)),
            (
                "1e-999999999",
                "123456789012345678901234567890",
                Some(false),
            ),
            ("36893488147419103230", "18446744073709551615", Some(true)),
            ("36893488147419103231", "18446744073709551615", Some(false)),
            (
                "1e40",
                "99999999999999999999999999999999999999",
                Some(false),
            ),
            (
                "9999999999999999999999999999999999999900e30",
                "99999999999999999999999999999999999999",
                Some(true),
            ),
            ("1", "1234567890123456789012345678901234567891", Some(false)),
        ] {
            assert_eq!(
                Decimal::parse(value).is_multiple_of(&Decimal::parse(divisor)),
                expected,
                "{value} by {divisor}"
            );
        }
    }

    #[test]
    fn integers_are_told_apart() {
        assert!(Decimal::parse("1.0").is_integer());
        assert!(Decimal::parse("12.5e1").is_integer());
        assert!(!Decimal::parse("12.5").is_integer());
        assert!(Decimal::parse("0.0").is_integer());
        assert_eq!(
            Decimal::from(u64::MAX).to_i128(),
            Some(i128::from(u64::MAX))
        );
        assert_eq!(
            Decimal::from(i64::MIN).to_i128(),
            Some(i128::from(i64::MIN))
        );
        assert_eq!(Decimal::parse("1e39").to_i128(), None);
    }
}
