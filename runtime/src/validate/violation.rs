//! What is wrong with a value.

use std::fmt;

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
        write!(
            f,
            "{}: {} breaks {} {}",
            self.pointer, self.found, self.rule, self.limit
        )
    }
}

impl std::error::Error for Violations {}

impl Violations {
    /// `Ok` where nothing is wrong.
    pub fn into_result(self) -> Result<(), Violations> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}
