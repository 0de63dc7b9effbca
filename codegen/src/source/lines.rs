//! Lines of a file, found once and asked for often.

use std::sync::OnceLock;

use super::File;

/// A text is counted in blocks of so many bytes: a line can be a whole document with a finding in each of its members.
const BLOCK: usize = 4096;

/// Where the lines of a text begin, and how many characters stand before each block; known once somebody asks.
#[derive(Debug, Default)]
pub(super) struct Lines {
    starts: OnceLock<Vec<usize>>,
    characters: OnceLock<Vec<usize>>,
}

impl File {
    /// The nearest place at or before a byte where a character starts.
    pub(crate) fn floor(&self, byte: u32) -> usize {
        floor(self.text(), usize::try_from(byte).unwrap_or(usize::MAX))
    }

    /// The number of the line that a byte stands on, from 1, and where that line begins.
    pub(crate) fn line(&self, byte: usize) -> (usize, usize) {
        let starts = self.lines.starts.get_or_init(|| {
            let ends = self.text().bytes().enumerate();
            let ends = ends.filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect()
        });
        let line = starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|index| starts.get(index));
        (line, start.copied().unwrap_or_default())
    }
    /// How many characters stand before a byte.
    pub(crate) fn characters(&self, byte: usize) -> usize {
        let text = self.text().as_bytes();
        let count = |part: &[u8]| {
            let starts = part
                .iter()
                .filter(|byte| **byte & 0b1100_0000 != 0b1000_0000);
            starts.count()
        };
        let before = self.lines.characters.get_or_init(|| {
            let mut sum = 0;
            let blocks = text.chunks(BLOCK).map(|block| {
                sum += count(block);
                sum
            });
            std::iter::once(0).chain(blocks).collect()
        });
        let at = byte.min(text.len());
        let block = at / BLOCK;
        let whole = before.get(block).copied().unwrap_or_default();
        whole + count(&text[block * BLOCK..at])
    }
}

/// The nearest place at or before a byte where a character of a text starts.
pub(super) fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
