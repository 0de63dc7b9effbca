//! Numbers that nobody can foretell: for pauses, client nonces and idempotency keys.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// A random number. The standard library keys its hashers from the system's entropy; the browser has its own.
pub(super) fn number() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    #[cfg(target_arch = "wasm32")]
    let count = (
        count,
        js_sys::Math::random().to_bits(),
        super::time::since_1970(),
    );
    RandomState::new().hash_one(count)
}

/// A random number from 0 to below 1.
pub(super) fn fraction() -> f64 {
    // The 53 bits that an `f64` holds exactly.
    (number() >> 11) as f64 / (1u64 << 53) as f64
}

/// 32 random hexadecimal digits.
pub(super) fn hex() -> String {
    format!("{:016x}{:016x}", number(), number())
}

/// A random UUID (RFC 9562, version 4).
pub(super) fn uuid() -> String {
    let mut bits = u128::from(number()) << 64 | u128::from(number());
    bits = bits & !(0xf << 76) | 4 << 76;
    bits = bits & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{bits:032x}");
    let mut text = String::with_capacity(36);
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        let _ = text.write_char(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uuid_is_of_version_4() {
        let text = uuid();
        let parts: Vec<_> = text.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(text.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&text.as_bytes()[19]), "{text}");
        assert_ne!(text, uuid());
    }

    #[test]
    fn a_fraction_is_below_one() {
        assert!((0..1000).all(|_| (0.0..1.0).contains(&fraction())));
    }
}
