//! Places as machines are told of them.

use crate::source::{Sources, Span};

/// A stretch of a file. Lines and columns count from 1, columns in characters; the end is the place after the last
/// character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub file: &'a str,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl<'a> Place<'a> {
    /// Where a span stands; `None` where its file is not known.
    pub fn of(sources: &'a Sources, span: Span) -> Option<Self> {
        let file = sources.file(span.file)?;
        let (line, column) = position(&file.text, span.start);
        let (end_line, end_column) = position(&file.text, span.end.max(span.start));
        Some(Place {
            file: &file.name,
            line,
            column,
            end_line,
            end_column,
        })
    }
}

/// Line and column of a byte.
fn position(text: &str, byte: u32) -> (usize, usize) {
    let mut at = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (
        before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        before[start..].chars().count() + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn columns_are_characters() {
        let text = "a\näb: c\n";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 2), (2, 1));
        assert_eq!(position(text, 4), (2, 2));
        assert_eq!(position(text, 3), (2, 1));
        assert_eq!(position(text, 999), (3, 1));
    }
}
