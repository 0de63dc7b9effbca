//! Reports what a value is not.

use super::fill::{Decoder, Fail};
use super::source::Source;
use super::{ISSUE_LIMIT, Mode};
use crate::pointer::Path;
use crate::validate::Violation;

impl Decoder<'_> {
    /// Reports a value of the wrong kind, and passes over it.
    #[cold]
    pub(super) fn wrong_kind<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        expected: &str,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let found = source.snippet();
        self.issue(source, path, "type", found, expected)?;
        source.skip()?;
        Ok(false)
    }

    #[cold]
    pub(super) fn duplicate<'a, S: Source<'a>>(
        &mut self,
        source: &S,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        self.issue(source, path, "duplicate", String::new(), "each name once")
    }

    #[cold]
    pub(super) fn issue<'a, S: Source<'a>>(
        &mut self,
        source: &S,
        path: &Path<'_>,
        rule: &'static str,
        found: String,
        limit: &str,
    ) -> Result<(), Fail> {
        if self.issues.len() < ISSUE_LIMIT {
            self.offset = source.offset();
            self.issues.push(Violation {
                pointer: path.pointer(),
                rule,
                found,
                limit: limit.to_owned(),
            });
        }
        match self.mode {
            Mode::Strict => Err(Fail::Issue),
            Mode::Lenient => Ok(()),
        }
    }
}
