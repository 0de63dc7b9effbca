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
    /// Whether every kind of `other` is in this set.
    pub const fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }
}
