//! Escapes of regular expressions: what follows a backslash.

use super::class::Class;
use super::parse::{Parser, Refusal};
#[cfg(feature = "regress")]
use super::property::Property;

/// What an escape, or a character, stands for.
pub(super) enum Escape {
    /// A code point, which may be a surrogate: no text has those.
    Code(u32),
    Class(Class),
}

impl From<char> for Escape {
    fn from(char: char) -> Self {
        Escape::Code(u32::from(char))
    }
}

impl Escape {
    pub(super) fn class(self) -> Class {
        match self {
            Escape::Code(code) => Class::of(&[(code, code)]),
            Escape::Class(class) => class,
        }
    }
}

impl Parser {
    /// What follows a backslash within a class, where `\b` is a character.
    pub(super) fn class_escape(&mut self) -> Result<Escape, Refusal> {
        if self.eat("b") {
            return Ok(Escape::from('\u{8}'));
        }
        self.escape()
    }

    /// What follows a backslash.
    pub(super) fn escape(&mut self) -> Result<Escape, Refusal> {
        let char = self.next().ok_or(Refusal::Invalid)?;
        Ok(match char {
            'd' => Escape::Class(Class::digit()),
            'D' => Escape::Class(Class::digit().inverted()),
            'w' => Escape::Class(Class::word()),
            'W' => Escape::Class(Class::word().inverted()),
            's' => Escape::Class(Class::space()),
            'S' => Escape::Class(Class::space().inverted()),
            'p' => Escape::Class(self.of_property(false)?),
            'P' => Escape::Class(self.of_property(true)?),
            't' => Escape::from('\t'),
            'n' => Escape::from('\n'),
            'v' => Escape::from('\u{b}'),
            'f' => Escape::from('\u{c}'),
            'r' => Escape::from('\r'),
            '0' if !self.peek().is_some_and(|char| char.is_ascii_digit()) => Escape::from('\0'),
            'c' => match self.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    Escape::from(char::from(letter as u8 % 32))
                }
                _ => return Err(Refusal::Invalid),
            },
            'x' => self.hex(2).unwrap_or(Escape::from('x')),
            'u' => self.unicode()?,
            char if self.strict && char.is_alphanumeric() => return Err(Refusal::Invalid),
            char => Escape::from(char),
        })
    }

    /// All that have a property, or that have it not.
    fn of_property(&mut self, inverted: bool) -> Result<Class, Refusal> {
        let class = self.property()?;
        Ok(self.cased(if inverted { class.inverted() } else { class }))
    }

    /// What follows `\p`.
    fn property(&mut self) -> Result<Class, Refusal> {
        if !self.eat("{") {
            return Err(Refusal::Invalid);
        }
        let mut name = String::new();
        loop {
            match self.next().ok_or(Refusal::Invalid)? {
                '}' => break,
                char => name.push(char),
            }
        }
        #[cfg(feature = "regress")]
        return Property::named(&name)
            .map(Class::with)
            .ok_or(Refusal::Invalid);
        #[cfg(not(feature = "regress"))]
        Err(Refusal::Unsupported)
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let digits = self.chars.get(self.at..self.at + count)?;
        let mut code = 0u32;
        for digit in digits {
            code = code << 4 | digit.to_digit(16)?;
        }
        self.at += count;
        Some(code)
    }

    fn hex(&mut self, count: usize) -> Option<Escape> {
        self.digits(count).map(Escape::Code)
    }

    fn unicode(&mut self) -> Result<Escape, Refusal> {
        if self.eat("{") {
            let mut code = 0u32;
            loop {
                match self.next() {
                    Some('}') => break,
                    Some(char) => {
                        let digit = char.to_digit(16).ok_or(Refusal::Invalid)?;
                        code = code.saturating_mul(16).saturating_add(digit);
                    }
                    None => return Err(Refusal::Invalid),
                }
            }
            return match code {
                0..=0x10_ffff => Ok(Escape::Code(code)),
                _ => Err(Refusal::Invalid),
            };
        }
        let Some(code) = self.digits(4) else {
            return Ok(Escape::from('u'));
        };
        let after = self.at;
        if let 0xd800..=0xdbff = code
            && self.eat("\\u")
            && let Some(low @ 0xdc00..=0xdfff) = self.digits(4)
        {
            let code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            return Ok(Escape::Code(code));
        }
        self.at = after;
        Ok(Escape::Code(code))
    }
}
