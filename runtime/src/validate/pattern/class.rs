//! Sets of characters.

use super::property::Property;

/// A set of characters: those of ASCII as bits, the others as ranges, and by their properties.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
    others: Vec<Other>,
}

/// Characters beyond ASCII that only Unicode's tables tell.
#[derive(Debug, Clone)]
enum Other {
    With(Property),
    Not(Box<Class>),
    /// Those that are in it in the other case.
    EitherCase(Box<Class>),
}

const LAST: u32 = 0x10_ffff;

impl Class {
    pub(super) fn of(ranges: &[(u32, u32)]) -> Self {
        let mut class = Self::default();
        for (first, last) in ranges {
            class.add(*first, *last);
        }
        class
    }
    pub(super) fn add(&mut self, first: u32, last: u32) {
        for code in first..=last.min(127) {
            self.ascii |= 1 << code;
        }
        if last >= 128 {
            self.ranges.push((first.max(128), last));
        }
    }
    pub(super) fn add_class(&mut self, other: &Class) {
        self.ascii |= other.ascii;
        self.ranges.extend_from_slice(&other.ranges);
        self.others.extend_from_slice(&other.others);
    }
    /// All that have a property.
    #[cfg_attr(
        not(feature = "regress"),
        allow(dead_code, reason = "without tables there are no properties")
    )]
    pub(super) fn with(property: Property) -> Self {
        let of_ascii = (0..128u8).filter(|byte| property.is_of(char::from(*byte)));
        Self {
            ascii: of_ascii.fold(0, |ascii, byte| ascii | 1 << byte),
            ranges: Vec::new(),
            others: vec![Other::With(property)],
        }
    }
    pub(super) fn inverted(&self) -> Self {
        if !self.others.is_empty() {
            return Self {
                ascii: !self.ascii,
                ranges: Vec::new(),
                others: vec![Other::Not(Box::new(self.clone()))],
            };
        }
        let mut ranges = self.ranges.clone();
        ranges.sort_unstable();
        let (mut inverted, mut next) = (Vec::new(), 128);
        for (first, last) in ranges {
            if first > next {
                inverted.push((next, first - 1));
            }
            next = next.max(last.saturating_add(1));
        }
        if next <= LAST {
            inverted.push((next, LAST));
        }
        Self {
            ascii: !self.ascii,
            ranges: inverted,
            others: Vec::new(),
        }
    }
    /// The same with every letter in both its cases (ECMA-262, section 22.2.2.7.3, with Unicode).
    pub(super) fn folded(&self) -> Self {
        let mut folded = self.clone();
        for byte in 0..128u8 {
            if cases(char::from(byte)).any(|char| self.has(char)) {
                folded.ascii |= 1 << byte;
            }
        }
        for char in ['\u{17f}', '\u{212a}'] {
            if cases(char).any(|char| self.has(char)) {
                folded.add(u32::from(char), u32::from(char));
            }
        }
        if self.is_beyond_ascii() {
            let own = Box::new(self.clone());
            folded.others.push(Other::EitherCase(own));
        }
        folded
    }
    #[inline]
    pub(super) fn has(&self, char: char) -> bool {
        let code = u32::from(char);
        if code < 128 {
            self.ascii & (1 << code) != 0
        } else {
            self.ranges
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&code))
                || self.others.iter().any(|other| match other {
                    Other::With(property) => property.is_of(char),
                    Other::Not(class) => !class.has(char),
                    Other::EitherCase(class) => cases(char).any(|char| class.has(char)),
                })
        }
    }
    /// Whether it may have characters beyond ASCII.
    pub(super) fn is_beyond_ascii(&self) -> bool {
        !self.ranges.is_empty() || !self.others.is_empty()
    }
    /// Some character of it; one of ASCII, where it has one.
    #[cfg(any(feature = "arbitrary", feature = "proptest"))]
    pub(super) fn first(&self) -> Option<char> {
        let ascii = (self.ascii != 0).then(|| self.ascii.trailing_zeros());
        let beyond = || self.ranges.iter().map(|(first, _)| *first).min();
        let some = || (128..0x20000).step_by(16).filter_map(char::from_u32);
        let other = || match self.others.is_empty() {
            true => None,
            false => some().find(|char| self.has(*char)),
        };
        ascii
            .or_else(beyond)
            .and_then(char::from_u32)
            .or_else(other)
    }
    /// Whether they may have a character in common.
    pub(super) fn meets(&self, other: &Class) -> bool {
        if !self.others.is_empty() && other.is_beyond_ascii()
            || !other.others.is_empty() && self.is_beyond_ascii()
        {
            return true;
        }
        let apart = |(a, b): &(u32, u32), (c, d): &(u32, u32)| b < c || d < a;
        self.ascii & other.ascii != 0
            || self
                .ranges
                .iter()
                .any(|own| other.ranges.iter().any(|range| !apart(own, range)))
    }
    /// `.`: everything but line terminators.
    pub(super) fn dot() -> Self {
        Self::of(&[(10, 10), (13, 13), (0x2028, 0x2029)]).inverted()
    }
    pub(super) fn digit() -> Self {
        Self::of(&[(48, 57)])
    }
    pub(super) fn word() -> Self {
        Self::of(&[(48, 57), (65, 90), (95, 95), (97, 122)])
    }
    /// White space and line terminators (ECMA-262, section 22.2.2.9, `\s`).
    pub(super) fn space() -> Self {
        Self::of(&[
            (9, 13),
            (32, 32),
            (0xa0, 0xa0),
            (0x1680, 0x1680),
            (0x2000, 0x200a),
            (0x2028, 0x2029),
            (0x202f, 0x202f),
            (0x205f, 0x205f),
            (0x3000, 0x3000),
            (0xfeff, 0xfeff),
        ])
    }
}

/// A character, and those that differ from it by their case alone. Two beyond ASCII are cases of letters within.
fn cases(char: char) -> impl Iterator<Item = char> {
    let lower = one(char.to_lowercase()).unwrap_or(char);
    let upper = one(lower.to_uppercase()).unwrap_or(lower);
    let beyond = match lower {
        's' => Some('\u{17f}'),
        'k' => Some('\u{212a}'),
        _ => None,
    };
    let of_beyond = (char == '\u{17f}').then_some('s');
    [char, lower, upper]
        .into_iter()
        .chain(beyond)
        .chain(of_beyond)
}

fn one(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}
