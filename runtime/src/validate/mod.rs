//! Holding a value against its schema (JSON Schema 2020-12, with OpenAPI's `discriminator`, `readOnly` and `writeOnly`).

mod array;
mod check;
mod combine;
mod evaluated;
mod format;
mod instance;
mod object;
pub(crate) mod pattern;
mod plain;
mod scalar;
mod violation;

pub use check::{DEPTH_LIMIT, STEP_LIMIT, VIOLATION_LIMIT};
#[doc(hidden)]
pub use pattern::is_pattern;
pub use violation::{CheckError, Violation, Violations};

pub(crate) use violation::TEXT_LIMIT;

use crate::decode::DecodeError;
use crate::pointer::Path;
use crate::{Direction, Schema, Value, View, decode};
use check::Validator;

/// A type that knows its schema.
pub trait Checked: Value {
    /// What a value of the type may be.
    fn schema() -> &'static Schema;

    /// Holds the value against its schema. Members that are readOnly or writeOnly are not required, since the value may
    /// be about to travel either way; [`validate()`] asks for one.
    ///
    /// # Errors
    /// Every rule that the value breaks.
    fn validate(&self) -> Result<(), Violations> {
        validate(Self::schema(), self.view(), Direction::Either).into_result()
    }

    /// Decodes the JSON text of a response strictly, and holds it against its schema.
    ///
    /// # Errors
    /// Text that is no JSON or does not have the structure of the type; else every rule that the value breaks.
    fn check_slice(bytes: &[u8]) -> Result<Self, CheckError> {
        let mut value = Self::blank();
        decode::strict(value.slot(), bytes, Direction::Response).map_err(|error| match error {
            DecodeError::Syntax(error) => CheckError::Syntax(error),
            DecodeError::Structure { violation, .. } => {
                CheckError::Violations(Violations(vec![violation]))
            }
        })?;
        validate(Self::schema(), value.view(), Direction::Response)
            .into_result()
            .map_err(CheckError::Violations)?;
        Ok(value)
    }
}

/// Whether a pattern matches somewhere in each of the texts, in a time that is bounded by the texts; not where that cannot be
/// told.
#[doc(hidden)]
pub fn matches_all<'t>(pattern: &str, texts: impl Iterator<Item = &'t str>) -> bool {
    pattern::matches_all(pattern, texts)
}

/// Holds a value, typed or [`View::Json`], against a schema. Answers every rule that it breaks, up to
/// [`VIOLATION_LIMIT`].
///
/// Patterns are those of ECMA-262 with the flag `u`. What needs Unicode properties or back references is checked with the
/// feature `regress` alone, and so passes without it; so does a pattern that is no regular expression. No pattern takes long:
/// where the text is too long for it, that is the violation.
pub fn validate(schema: &Schema, view: View<'_>, direction: Direction) -> Violations {
    if plain::keeps(schema, &view) {
        return Violations::default();
    }
    let mut validator = Validator::new(direction);
    validator.check(schema, &view, &Path::Root, None);
    Violations(validator.out)
}

/// Whether the value keeps the schema.
#[cfg(any(feature = "arbitrary", feature = "proptest", test))]
pub(crate) fn is_valid(schema: &Schema, view: View<'_>, direction: Direction) -> bool {
    is_valid_within(schema, view, direction, &mut { STEP_LIMIT })
}

/// The same, in at most so many steps, of which those that it took are taken off.
pub(crate) fn is_valid_within(
    schema: &Schema,
    view: View<'_>,
    direction: Direction,
    steps: &mut usize,
) -> bool {
    let mut validator = Validator::new(direction);
    validator.quiet = true;
    validator.most = *steps;
    let valid = validator.check(schema, &view, &Path::Root, None);
    *steps = steps.saturating_sub(validator.steps);
    valid && !validator.exhausted
}
