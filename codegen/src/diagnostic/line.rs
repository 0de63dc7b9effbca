//! Findings as a line each, for a build whose own output they stand in.

use super::place::Place;
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

impl Diagnostics {
    /// The findings of that severity, a line each: place, text, code.
    pub fn to_lines(&self, sources: &Sources, severity: Severity) -> Vec<String> {
        let all = self.at_least(severity).into_iter();
        let all = all.filter(|found| found.severity == severity);
        all.map(|found| line(found, sources)).collect()
    }
}

fn line(found: &Diagnostic, sources: &Sources) -> String {
    let place = found.span.and_then(|span| Place::of(sources, span));
    let place = place.map(|place| format!("{}:{}:{}: ", place.file, place.line, place.column));
    let more = match found.again.len() {
        0 => String::new(),
        1 => ", here and at another place".to_owned(),
        count => format!(", here and at {count} more places"),
    };
    let text = format!(
        "{}{}{more} [{}]",
        place.unwrap_or_default(),
        found.text,
        found.code.id()
    );
    text.replace(['\n', '\r'], " ")
}
