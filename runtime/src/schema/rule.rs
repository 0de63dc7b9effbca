//! The keywords of a schema other than `type` and `properties`.

use std::sync::OnceLock;

use super::{Format, Schema};
use crate::json::Json;

/// One keyword of a schema, named as JSON Schema 2020-12 names it.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `enum`: the value equals one of these.
    Enum(&'static [Const]),
    /// `const`: the value equals this.
    Const(Const),
    /// `multipleOf`.
    MultipleOf(Num),
    /// `minimum`.
    Minimum(Num),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Num),
    /// `maximum`.
    Maximum(Num),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Num),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`: an ECMA-262 regular expression that matches somewhere in the text.
    Pattern(&'static str),
    /// `format`, checked.
    Format(Format),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `contains`, with `minContains` (1 where it is absent) and `maxContains`.
    Contains {
        /// What is counted.
        schema: &'static Schema,
        /// The least count.
        min: u64,
        /// The greatest count.
        max: Option<u64>,
    },
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `required`, of names that are no field of the table.
    Required(&'static [&'static str]),
    /// `dependentRequired`.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// `items`: every item after those of `prefixItems`.
    Items(&'static Schema),
    /// `prefixItems`.
    PrefixItems(&'static [&'static Schema]),
    /// `additionalProperties`: every member that no field and no pattern property names.
    AdditionalProperties(&'static Schema),
    /// `patternProperties`.
    PatternProperties(&'static [(&'static str, &'static Schema)]),
    /// `propertyNames`.
    PropertyNames(&'static Schema),
    /// `dependentSchemas`.
    DependentSchemas(&'static [(&'static str, &'static Schema)]),
    /// `allOf`.
    AllOf(&'static [&'static Schema]),
    /// `anyOf`.
    AnyOf(&'static [&'static Schema]),
    /// `oneOf`.
    OneOf(&'static [&'static Schema]),
    /// `oneOf` or `anyOf` with a `discriminator`: the member's value names the one schema that holds.
    Discriminator {
        /// The member whose text decides.
        property: &'static str,
        /// Text to schema.
        mapping: &'static [(&'static str, &'static Schema)],
    },
    /// `not`.
    Not(&'static Schema),
    /// `if`, `then`, `else`; an absent branch is [`Schema::ANY`].
    If {
        /// The condition.
        condition: &'static Schema,
        /// Applied where the condition holds.
        then: &'static Schema,
        /// Applied where it does not.
        otherwise: &'static Schema,
    },
    /// `$ref`, and every other reference that is known when the code is generated.
    Ref(&'static Schema),
    /// `$dynamicRef`, where the way by which it is reached decides (JSON Schema 2020-12, core, section 8.2.3.2).
    DynamicRef {
        /// The `$dynamicAnchor` that is looked for.
        name: &'static str,
        /// What it names where no schema resource on the way has that anchor.
        schema: &'static Schema,
    },
    /// Another schema, outside of the schema resource that this one is in.
    Scope {
        /// What `$dynamicAnchor`s of the resource name.
        anchors: &'static [(&'static str, &'static Schema)],
        /// The other schema.
        schema: &'static Schema,
    },
    /// A schema that is made while a program runs, and not before; nothing until it is there.
    #[doc(hidden)]
    Later(&'static OnceLock<&'static Schema>),
    /// `nullable` beside a reference: `null`, or what that schema allows (OpenAPI 3.0.4, section 4.7.24).
    Nullable(&'static Schema),
    /// `default` of members that need not be there: what decoding fills in where they do not come. It is no matter of
    /// validation.
    Defaults(&'static [(&'static str, Const)]),
    /// `unevaluatedItems`.
    UnevaluatedItems(&'static Schema),
    /// `unevaluatedProperties`.
    UnevaluatedProperties(&'static Schema),
}

/// An exact number of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Num {
    /// An integer that fits.
    Int(i64),
    /// Any other, as its JSON text, e.g. `0.1`, `18446744073709551615`, `1e400`.
    Text(&'static str),
}

/// A constant of a document (`const`, a member of `enum`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Const {
    /// Text.
    Str(&'static str),
    /// An integer that fits.
    Int(i64),
    /// Anything else, as its JSON text.
    Json(&'static str),
}

impl Const {
    /// The value.
    pub(crate) fn json(&self) -> Json {
        match self {
            Const::Str(text) => Json::String((*text).to_owned()),
            Const::Int(value) => Json::Number((*value).into()),
            Const::Json(text) => text.parse().unwrap_or(Json::Null),
        }
    }
}
