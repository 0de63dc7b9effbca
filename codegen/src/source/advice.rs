//! What the YAML reader says of a text that it cannot read, with what to do about it.

use super::load::Problem;
use super::yaml::{problem, to_u32};
use crate::diagnostic::Code;

/// What to do about what the YAML reader says.
fn advice(said: &str) -> &'static str {
    const ADVICE: [(&str, &str); 9] = [
        (
            "did not find expected ','",
            "add the comma, or close the bracket that was opened before",
        ),
        ("tabs", "indent with spaces: YAML takes no tabs"),
        (
            "mapping values are not allowed",
            "put the text in quotes: it has `: ` in it; or mend the indentation of this line",
        ),
        (
            "did not find expected",
            "mend the indentation: this line fits none of those above",
        ),
        ("unclosed bracket", "close the bracket"),
        ("unclosed quote", "close the quote"),
        (
            "unknown anchor",
            "name an anchor (`&name`) above, and then its alias (`*name`)",
        ),
        (
            "unexpected character",
            "remove the character, or put the text in quotes",
        ),
        ("duplicat", "keep one of the two"),
    ];
    let found = ADVICE.iter().find(|(sign, _)| said.contains(sign));
    found.map_or(
        "mend the YAML at this place; tabs cannot indent, and text with `: ` or ` #` needs quotes",
        |(_, advice)| advice,
    )
}

pub(super) fn syntax(text: &str, error: &granit_parser::ScanError) -> Problem {
    let marker = error.marker();
    let at = marker.byte_offset().unwrap_or_else(|| {
        text.char_indices()
            .nth(marker.index())
            .map_or(text.len(), |(i, _)| i)
    });
    let said = error.to_string();
    let (code, help) = if said.contains("nesting") || said.contains("recursion") {
        (
            Code::Limit,
            "raise limits.depth in the settings, or nest less",
        )
    } else {
        (Code::Syntax, advice(&said))
    };
    problem(
        code,
        format!("the YAML cannot be read: {}", error.info()),
        help,
        to_u32(at),
        to_u32(at + 1),
    )
}
