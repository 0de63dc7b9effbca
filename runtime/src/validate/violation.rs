//! What is wrong with a value.

use std::fmt;

use crate::json::SyntaxError;

/// One rule that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where, as a JSON pointer (RFC 6901) into the value; empty for the value itself. A parameter's starts with its
    /// location: `path/groupId`, `query/pretty`.
    pub pointer: String,
    /// The keyword that is broken, as JSON Schema names it, e.g. `minimum`, `required`, `type`, `format`.
    pub rule: &'static str,
    /// The value found there, as JSON text, cut after 64 characters. Empty where there is none.
    pub found: String,
    /// What the rule asks for, e.g. `1199145600`, `^([a-f0-9]{24})$`, `an integer`.
    pub limit: String,
}

/// The most text that one report has, in bytes: names of members are as long as a server makes them, and stand in each
/// pointer to what is below them. The violation that passes it is the last.
pub(crate) const TEXT_LIMIT: usize = 4 << 20;

impl Violation {
    /// How much text it has, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.pointer.len() + self.found.len() + self.limit.len()
    }
}

/// Every rule that a value breaks, in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations(pub Vec<Violation>);

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation {
            pointer,
            rule,
            found,
            limit,
        } = self;
        if !pointer.is_empty() {
            write!(f, "{pointer}: ")?;
        }
        match *rule {
            "type" => write!(f, "{found} is not {limit}"),
            "required" => write!(f, "the member {limit:?} is missing"),
            "dependentRequired" => write!(f, "a member is missing: {limit}"),
            "duplicate" => f.write_str("the name occurs twice"),
            "enum" => write!(f, "{found} is none of {limit}"),
            "const" => write!(f, "{found} is not {limit}"),
            "multipleOf" => write!(f, "{found} is not a multiple of {limit}"),
            "minimum" => write!(f, "{found} is less than the minimum {limit}"),
            "exclusiveMinimum" => write!(f, "{found} is not greater than {limit}"),
            "maximum" => write!(f, "{found} is greater than the maximum {limit}"),
            "exclusiveMaximum" => write!(f, "{found} is not less than {limit}"),
            "minLength" => write!(f, "{found} is shorter than {limit} characters"),
            "maxLength" => write!(f, "{found} is longer than {limit} characters"),
            "pattern" => write!(f, "{found} does not match {limit}"),
            "format" => write!(f, "{found} is no valid {limit}"),
            "minItems" => write!(f, "{found} has fewer than {limit} items"),
            "maxItems" => write!(f, "{found} has more than {limit} items"),
            "uniqueItems" => write!(f, "{limit} are equal"),
            "contains" | "minContains" | "maxContains" => {
                write!(f, "{found} does not contain {limit}")
            }
            "minProperties" => write!(f, "{found} has fewer than {limit} members"),
            "maxProperties" => write!(f, "{found} has more than {limit} members"),
            "additionalProperties" | "unevaluatedProperties" => {
                f.write_str("the member is not allowed")
            }
            "items" | "unevaluatedItems" => f.write_str("the item is not allowed"),
            "anyOf" | "oneOf" => write!(f, "{found} matches {limit}"),
            "not" => write!(f, "{found} matches a schema that it must not match"),
            "discriminator" => write!(f, "{found} names no variant; known are {limit}"),
            "uri" => write!(f, "{found} cannot be called: {limit}"),
            "limit" => write!(f, "not checked further: {limit}"),
            rule => write!(f, "{found} breaks {rule} {limit}"),
        }
    }
}

impl std::error::Error for Violations {}

impl std::error::Error for Violation {}

impl Violations {
    /// `Ok` where nothing is wrong.
    ///
    /// # Errors
    /// The violations, where there are some.
    pub fn into_result(self) -> Result<(), Violations> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
    /// The violations.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Why text is no value that keeps its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckError {
    /// The text is no JSON.
    Syntax(SyntaxError),
    /// The value breaks rules; one that does not have the structure of its type breaks one.
    Violations(Violations),
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckError::Syntax(error) => fmt::Display::fmt(error, f),
            CheckError::Violations(violations) => fmt::Display::fmt(violations, f),
        }
    }
}

impl std::error::Error for CheckError {}
