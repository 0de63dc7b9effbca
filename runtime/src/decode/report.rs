//! Reports what a value is not.

use super::fill::{Decoder, Fail};
use super::source::Source;
use super::{ISSUE_LIMIT, Mode};
use crate::pointer::Path;
use crate::validate::{TEXT_LIMIT, Violation};
use crate::value::{Object, Slot};

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
        self.found += 1;
        if self.issues.len() < ISSUE_LIMIT && self.text < TEXT_LIMIT {
            self.offset = source.offset();
            let violation = Violation {
                pointer: path.pointer(),
                rule,
                found,
                limit: limit.to_owned(),
            };
            self.text += violation.size();
            self.issues.push(violation);
        }
        match self.mode {
            Mode::Strict => Err(Fail::Issue),
            Mode::Lenient => Ok(()),
        }
    }

    /// Takes back all issues but the first `count`.
    #[cold]
    pub(super) fn take_back(&mut self, count: usize) {
        for issue in self.issues.drain(count.min(self.issues.len())..) {
            self.text -= issue.size();
        }
    }
}

/// Takes away what an object has of an earlier value of its name: the last one counts.
#[cold]
pub(super) fn blank(object: &mut dyn Object) {
    for index in 0..object.schema().fields.len() {
        match object.slot(index) {
            Slot::Option(option) => option.set_absent(),
            Slot::Object(inner) => blank(inner),
            Slot::List(list) => list.clear(),
            Slot::Map(map) => map.clear(),
            Slot::String(text) => text.clear(),
            _ => {}
        }
    }
    if let Some(extras) = object.extras_mut() {
        extras.clear();
    }
}
