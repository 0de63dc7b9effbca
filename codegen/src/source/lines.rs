//! Lines of a file, found once and asked for often.

use std::sync::OnceLock;

use super::File;

/// Where the lines of a text begin, known once somebody asks.
#[derive(Debug, Default)]
pub(super) struct Lines(OnceLock<Vec<usize>>);

impl File {
    /// The nearest place at or before a byte where a character starts.
    pub(crate) fn floor(&self, byte: u32) -> usize {
        let mut at = usize::try_from(byte)
            .unwrap_or(usize::MAX)
            .min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// The number of the line that a byte stands on, from 1, and where that line begins.
    pub(crate) fn line(&self, byte: usize) -> (usize, usize) {
        let starts = self.lines.0.get_or_init(|| {
            let ends = self.text.bytes().enumerate();
            let ends = ends.filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect()
        });
        let line = starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|index| starts.get(index));
        (line, start.copied().unwrap_or_default())
    }
}
