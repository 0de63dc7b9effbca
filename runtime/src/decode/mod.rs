//! Fills a value from JSON text, from [`Json`], or from the text of a header or a path.

mod defaults;
mod error;
mod fill;
mod fit;
mod guess;
mod leaf;
mod number;
mod object;
mod report;
mod seen;
mod source;
mod text;
mod union;

pub use error::DecodeError;
pub use text::fill_text;

use crate::json::reader::Reader;
use crate::json::{Json, SyntaxError, place};
use crate::pointer::Path;
use crate::schema::Direction;
use crate::validate::Violation;
use crate::value::Slot;
use fill::{Decoder, Fail};
use source::Tree;

/// What happens to a value that does not have the structure of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Decoding ends with it.
    Strict,
    /// It is left out and reported.
    Lenient,
}

/// The most issues that one decoding reports, unless their text is longer than 4 MiB; what follows is decoded all the same.
pub const ISSUE_LIMIT: usize = 10_000;

/// Fills `slot` from the JSON text of a response. What is wrong with its structure is added to `issues`; in
/// [`Mode::Strict`] that is at most one, and the value is then unfinished. A surrogate that stands alone, as in text that was cut
/// within a character, is read as U+FFFD in [`Mode::Lenient`], and the first one reported.
///
/// # Errors
/// Text that is no JSON.
pub fn fill_slice(
    slot: Slot<'_>,
    bytes: &[u8],
    mode: Mode,
    issues: &mut Vec<Violation>,
) -> Result<(), SyntaxError> {
    let mut decoder = Decoder::new(mode, Direction::Response, issues);
    match text(&mut decoder, slot, bytes) {
        Err(Fail::Syntax(error)) => Err(error),
        Ok(()) | Err(Fail::Issue) => Ok(()),
    }
}

/// Fills `slot` from a JSON value, as [`fill_slice`] does.
///
/// # Errors
/// A value that is nested too deep.
pub fn fill_json(
    slot: Slot<'_>,
    json: &Json,
    mode: Mode,
    issues: &mut Vec<Violation>,
) -> Result<(), SyntaxError> {
    let mut decoder = Decoder::new(mode, Direction::Response, issues);
    match decoder.fill(&mut Tree::new(json), slot, &Path::Root) {
        Err(Fail::Syntax(error)) => Err(error),
        Ok(_) | Err(Fail::Issue) => Ok(()),
    }
}

fn text(decoder: &mut Decoder<'_>, slot: Slot<'_>, bytes: &[u8]) -> Result<(), Fail> {
    let mut reader = Reader::new(bytes)?;
    if decoder.mode == Mode::Lenient {
        reader = reader.lenient();
    }
    decoder.fill(&mut reader, slot, &Path::Root)?;
    reader.end()?;
    if let Some(at) = reader.lone() {
        let found = bytes.get(at.saturating_sub(6)..at).unwrap_or_default();
        decoder.issues.push(Violation {
            pointer: place::pointer(bytes, at),
            rule: "type",
            found: String::from_utf8_lossy(found).into_owned(),
            limit: "a character".to_owned(),
        });
    }
    Ok(())
}

/// Fills `slot` strictly.
pub(crate) fn strict(
    slot: Slot<'_>,
    bytes: &[u8],
    direction: Direction,
) -> Result<(), DecodeError> {
    let mut issues = Vec::new();
    let mut decoder = Decoder::new(Mode::Strict, direction, &mut issues);
    let result = text(&mut decoder, slot, bytes);
    let offset = decoder.offset;
    finish(result, issues, offset)
}

/// Fills `slot` strictly.
pub(crate) fn strict_json(
    slot: Slot<'_>,
    json: &Json,
    direction: Direction,
) -> Result<(), DecodeError> {
    let mut issues = Vec::new();
    let result = Decoder::new(Mode::Strict, direction, &mut issues)
        .fill(&mut Tree::new(json), slot, &Path::Root)
        .map(drop);
    finish(result, issues, None)
}

fn finish(
    result: Result<(), Fail>,
    mut issues: Vec<Violation>,
    offset: Option<usize>,
) -> Result<(), DecodeError> {
    match (result, issues.pop()) {
        (Err(Fail::Syntax(error)), _) => Err(DecodeError::Syntax(error)),
        (_, Some(violation)) => Err(DecodeError::Structure { violation, offset }),
        _ => Ok(()),
    }
}
