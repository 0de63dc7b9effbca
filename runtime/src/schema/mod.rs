//! The static tables that describe what a schema allows.
//!
//! A table is plain `'static` data, written by the generator and read by the decoder, the encoder and the validator.

mod bounds;
mod direction;
mod format;
mod rule;
mod types;

pub use direction::Direction;
pub use format::Format;
pub use rule::{Const, Num, Rule};
pub use types::Types;

/// What one schema of the document allows: JSON kinds, members and rules.
///
/// A value of any kind that the schema does not list is a violation of `type`. Rules speak only of the kinds that
/// they are about, as JSON Schema 2020-12 (core, section 7.6.1) has it: `minLength` says nothing about a number.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The JSON kinds that are allowed.
    pub types: Types,
    /// The members that the schema names (`properties`), in the order of the generated struct's fields.
    pub fields: &'static [Field],
    /// Every other keyword.
    pub rules: &'static [Rule],
    /// The kinds of value of which the rules are bounds and nothing else, and those.
    bounded: Types,
    bounds: bounds::Bounds,
}

/// One named member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The member's name on the wire.
    pub name: &'static str,
    /// What its value must be.
    pub schema: &'static Schema,
    /// Whether the object must have it, subject to [`Access`].
    pub required: bool,
    /// The directions in which the member travels.
    pub access: Access,
}

/// The directions in which a member travels (`readOnly`, `writeOnly`; OpenAPI 3.0.4, section 4.7.24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// In requests and in responses.
    Both,
    /// In responses alone: never sent, and never required of a request.
    ReadOnly,
    /// In requests alone: never required of a response.
    WriteOnly,
}

impl Schema {
    /// Anything at all (the schema `true`).
    pub const ANY: Schema = Schema::any(&[]);
    /// Nothing at all (the schema `false`).
    pub const NEVER: Schema = Schema::new(Types::NONE, &[], &[]);
    /// `true` or `false`.
    pub const BOOLEAN: Schema = Schema::new(Types::BOOLEAN, &[], &[]);
    /// Any text.
    pub const STRING: Schema = Schema::string(&[]);
    /// Any number with a zero fractional part.
    pub const INTEGER: Schema = Schema::integer(&[]);
    /// Any number.
    pub const NUMBER: Schema = Schema::number(&[]);
    /// An integer of 32 bits.
    pub const INT32: Schema = Schema::integer(&[Rule::Format(Format::Int32)]);
    /// An integer of 64 bits.
    pub const INT64: Schema = Schema::integer(&[Rule::Format(Format::Int64)]);
    /// A number of single precision.
    pub const FLOAT: Schema = Schema::number(&[Rule::Format(Format::Float)]);
    /// A number of double precision.
    pub const DOUBLE: Schema = Schema::number(&[Rule::Format(Format::Double)]);
    /// A day and a time of it (RFC 3339, section 5.6).
    pub const DATE_TIME: Schema = Schema::string(&[Rule::Format(Format::DateTime)]);
    /// A day (RFC 3339, section 5.6).
    pub const DATE: Schema = Schema::string(&[Rule::Format(Format::Date)]);
    /// A UUID (RFC 9562).
    pub const UUID: Schema = Schema::string(&[Rule::Format(Format::Uuid)]);
    /// A URI (RFC 3986).
    pub const URI: Schema = Schema::string(&[Rule::Format(Format::Uri)]);
    /// An address of electronic mail (RFC 5321, section 4.1.2).
    pub const EMAIL: Schema = Schema::string(&[Rule::Format(Format::Email)]);
    /// Bytes as base64 (RFC 4648).
    pub const BYTE: Schema = Schema::string(&[Rule::Format(Format::Byte)]);

    const fn new(types: Types, fields: &'static [Field], rules: &'static [Rule]) -> Self {
        let (bounded, bounds) = bounds::sum(rules);
        Self {
            types,
            fields,
            rules,
            bounds,
            bounded,
        }
    }
    /// Any kind of value that keeps the rules.
    pub const fn any(rules: &'static [Rule]) -> Self {
        Self::new(Types::ANY, &[], rules)
    }
    /// Text.
    pub const fn string(rules: &'static [Rule]) -> Self {
        Self::new(Types::STRING, &[], rules)
    }
    /// A number with a zero fractional part.
    pub const fn integer(rules: &'static [Rule]) -> Self {
        Self::new(Types::INTEGER, &[], rules)
    }
    /// A number.
    pub const fn number(rules: &'static [Rule]) -> Self {
        Self::new(Types::NUMBER, &[], rules)
    }
    /// A list; what its items must be is a rule ([`Rule::Items`]).
    pub const fn array(rules: &'static [Rule]) -> Self {
        Self::new(Types::ARRAY, &[], rules)
    }
    /// An object.
    pub const fn object(fields: &'static [Field], rules: &'static [Rule]) -> Self {
        Self::new(Types::OBJECT, fields, rules)
    }
    /// Whether it says itself that its values are for nobody to see.
    pub(crate) fn is_secret(&self) -> bool {
        let is_password = |rule: &Rule| matches!(rule, Rule::Format(Format::Password));
        self.rules.iter().any(is_password)
    }
    /// The same, with exactly these kinds.
    pub const fn types(mut self, types: Types) -> Self {
        self.types = types;
        self
    }
    /// The same, or `null`.
    pub const fn nullable(mut self) -> Self {
        self.types = self.types.union(Types::NULL);
        self
    }
}

impl Field {
    /// A member that may be absent.
    pub const fn optional(name: &'static str, schema: &'static Schema) -> Self {
        Self {
            name,
            schema,
            required: false,
            access: Access::Both,
        }
    }
    /// A member that must be there.
    pub const fn required(name: &'static str, schema: &'static Schema) -> Self {
        Self {
            name,
            schema,
            required: true,
            access: Access::Both,
        }
    }
    /// The same, in responses alone.
    pub const fn read_only(mut self) -> Self {
        self.access = Access::ReadOnly;
        self
    }
    /// The same, in requests alone.
    pub const fn write_only(mut self) -> Self {
        self.access = Access::WriteOnly;
        self
    }
}
