//! Places as machines are told of them.

use crate::source::{File, Sources, Span};

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
        let (line, column) = position(file, span.start);
        let (end_line, end_column) = position(file, span.end.max(span.start));
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
fn position(file: &File, byte: u32) -> (usize, usize) {
    let at = file.floor(byte);
    let (line, start) = file.line(at);
    (line, file.characters(at) - file.characters(start) + 1)
}

#[cfg(test)]
mod tests {
    use super::position;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Limits, Sources};

    #[test]
    fn columns_are_characters() {
        let mut sources = Sources::default();
        let text = "a: b\nä: c\n".to_owned().into_bytes();
        let limits = Limits::default();
        let read = sources.read("x.yaml", text, &limits, &mut Diagnostics::default());
        assert!(read.is_ok());
        let file = sources.file(0).unwrap();
        assert_eq!(position(file, 0), (1, 1));
        assert_eq!(position(file, 4), (1, 5));
        assert_eq!(position(file, 5), (2, 1));
        assert_eq!(position(file, 6), (2, 1));
        assert_eq!(position(file, 7), (2, 2));
        assert_eq!(position(file, 999), (3, 1));
    }
}
