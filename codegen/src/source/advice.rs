//! What the YAML reader says of a text that it cannot read, with what to do about it.

use super::lines::floor;
use super::load::Problem;
use super::yaml::{problem, to_u32};
use crate::diagnostic::Code;

/// What to do about what the YAML reader says.
fn advice(said: &str) -> &'static str {
    const ADVICE: [(&str, &str); 10] = [
        (
            "illegal placement of ':'",
            "close the bracket that was opened before; or put the text in quotes, where it has `: ` in it",
        ),
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

/// The line that a byte stands in.
fn line_at(text: &str, byte: usize) -> &str {
    let byte = floor(text, byte);
    let (before, after) = text.split_at(byte);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(text.len(), |end| byte + end);
    text.get(start..end).unwrap_or_default()
}

/// The line before another that says something: `title T` above `version: 1` lacks its colon.
fn lacks_its_colon(text: &str, byte: usize) -> Option<String> {
    let before = text.get(..floor(text, byte))?;
    let said = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let own = line_at(text, byte);
    let line = before.lines().rev().skip(1).find(said)?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (key, rest) = line.trim().split_once(' ')?;
    let is_key = key
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '/'));
    let lacks = is_key && !line.contains(':') && !rest.is_empty() && key != "-";
    (lacks && indent(line) == indent(own))
        .then(|| format!("the line before has no colon: write `{key}: {rest}`"))
}

/// What a line itself tells of what to do.
fn of_line(line: &str) -> Option<&'static str> {
    const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];
    if MARKS.iter().any(|mark| line.starts_with(mark)) {
        return Some("a merge has left its marks: keep one side, and remove them");
    }
    let (_, value) = line.split_once(": ")?;
    let value = value.trim_end();
    let is_closed = |open: char, close: char| {
        let mut rest = value.chars();
        rest.next() == Some(open) && rest.as_str().contains(close) && !value.ends_with(close)
    };
    (is_closed('{', '}') || is_closed('[', ']') || is_closed('"', '"') || is_closed('\'', '\''))
        .then_some("put the whole text in quotes: it starts with a sign of YAML's own")
}

/// What stops the reader, `deepest` levels down at most.
pub(super) fn syntax(text: &str, error: &granit_parser::ScanError, deepest: usize) -> Problem {
    let marker = error.marker();
    let at = marker.byte_offset().unwrap_or_else(|| {
        text.char_indices()
            .nth(marker.index())
            .map_or(text.len(), |(i, _)| i)
    });
    let said = error.to_string();
    let (start, end) = (to_u32(at), to_u32(at + 1));
    if said.contains("nesting") || said.contains("recursion") {
        return too_deep(deepest, start, end);
    }
    let colon = said.contains("mapping values are not allowed");
    let colon = colon.then(|| lacks_its_colon(text, at)).flatten();
    let own = || {
        of_line(line_at(text, at))
            .unwrap_or(advice(&said))
            .to_owned()
    };
    let help = colon.unwrap_or_else(own);
    let text = format!("the YAML cannot be read: {}", error.info());
    problem(Code::Syntax, text, help, start, end)
}

/// A place within more levels than may be.
pub(super) fn too_deep(deepest: usize, start: u32, end: u32) -> Problem {
    let text = format!("nested deeper than {deepest} levels");
    let help = "raise limits.depth in the settings, or nest less";
    problem(Code::Limit, text, help, start, end)
}
