//! A set of JSON kinds.

/// A set of JSON kinds, as the keyword `type` names them (JSON Schema 2020-12, validation, section 6.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No kind.
    pub const NONE: Types = Types(0);
    /// `null`.
    pub const NULL: Types = Types(1);
    /// `true`, `false`.
    pub const BOOLEAN: Types = Types(2);
    /// Numbers with a zero fractional part.
    pub const INTEGER: Types = Types(4);
    /// Every number.
    pub const NUMBER: Types = Types(4 | 8);
    /// Text.
    pub const STRING: Types = Types(16);
    /// Lists.
    pub const ARRAY: Types = Types(32);
    /// Objects.
    pub const OBJECT: Types = Types(64);
    /// Every kind.
    pub const ANY: Types = Types(127);

    /// The kinds of either set.
    pub const fn union(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }
    /// The kinds of both sets.
    pub(crate) const fn both(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }
    /// Whether every kind of `other` is in this set.
    pub const fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }
    /// The set in words, e.g. `a string`, `an integer or null`.
    pub(crate) fn describe(self) -> &'static str {
        const NULL: u8 = Types::NULL.0;
        match self.0 & !NULL {
            0 if self.0 == NULL => "null",
            0 => "allowed",
            2 => self.or_null("a boolean", "a boolean or null"),
            4 => self.or_null("an integer", "an integer or null"),
            12 | 8 => self.or_null("a number", "a number or null"),
            16 => self.or_null("a string", "a string or null"),
            32 => self.or_null("an array", "an array or null"),
            64 => self.or_null("an object", "an object or null"),
            126 => "a value other than null",
            20 => "a string or an integer",
            28 => "a string or a number",
            48 => "a string or an array",
            80 => "a string or an object",
            96 => "an array or an object",
            _ => "of an allowed kind",
        }
    }
    fn or_null(self, alone: &'static str, nullable: &'static str) -> &'static str {
        if self.0 & Types::NULL.0 == 0 {
            alone
        } else {
            nullable
        }
    }
}
