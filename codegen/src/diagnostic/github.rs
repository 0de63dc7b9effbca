//! Findings as commands of a GitHub workflow, which shows them in the lines of a pull request.

use super::place::Place;
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

impl Diagnostics {
    /// The findings of at least that severity, a line each.
    pub fn to_github(&self, sources: &Sources, least: Severity) -> String {
        self.at_least(least)
            .into_iter()
            .map(|found| line(found, sources))
            .collect()
    }
}

fn line(found: &Diagnostic, sources: &Sources) -> String {
    let word = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = found.span.and_then(|span| Place::of(sources, span)) {
        properties.push(format!("file={}", property(place.file)));
        properties.push(format!("line={}", place.line));
        properties.push(format!("endLine={}", place.end_line));
        // GitHub refuses columns of a stretch over several lines.
        if place.line == place.end_line {
            properties.push(format!(
                "col={},endColumn={}",
                place.column, place.end_column
            ));
        }
    }
    properties.push(format!(
        "title={}",
        property(&format!("{} {}", found.code.id(), found.code.title()))
    ));
    let text = found
        .help
        .iter()
        .fold(found.text.clone(), |text, help| format!("{text}\n{help}"));
    format!("::{word} {}::{}\n", properties.join(","), data(&text))
}

/// A text after the colons.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text before the colons.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
