//! The text of a file. That of a large one is as large as much of its tree, and is wanted only where findings are shown: it
//! is not kept where it can be read again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_128;

use super::load;
use crate::room;

/// Smaller texts take no room that is worth a second reading.
const LARGE: usize = 1 << 18;

/// What a file says.
#[derive(Debug)]
pub(super) enum Written {
    Kept(String),
    /// It is on disk, where it may be another one by now.
    Left {
        path: PathBuf,
        hash: u128,
        again: OnceLock<String>,
    },
}

impl Default for Written {
    fn default() -> Self {
        Self::Kept(String::new())
    }
}

impl Written {
    /// The text; nothing where the file has changed since it was read.
    pub fn text(&self) -> &str {
        match self {
            Self::Kept(text) => text,
            Self::Left { path, hash, again } => again.get_or_init(|| {
                let read = fs::read(path).ok();
                let text = read.and_then(load::text_of);
                text.filter(|text| xxh3_128(text.as_bytes()) == *hash)
                    .unwrap_or_default()
            }),
        }
    }

    /// Whether it is this text.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Self::Kept(kept) => kept == text,
            Self::Left { hash, .. } => xxh3_128(text.as_bytes()) == *hash,
        }
    }

    /// Lets go of a large text that was read from that path. What is no file, such as a pipe, is read only once.
    pub fn leave(&mut self, path: &Path) {
        let Self::Kept(text) = self else { return };
        if text.len() >= LARGE && path.is_file() {
            let text = std::mem::take(text).into_bytes();
            *self = Self::Left {
                path: path.to_owned(),
                hash: xxh3_128(&text),
                again: OnceLock::new(),
            };
            room::give_back(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of that text, and what is left of the text once the file says something else.
    fn left(text: &str, later: &str) -> (Written, String) {
        let folder = tempfile::tempdir().expect("there is room");
        let path = folder.path().join("a.yaml");
        fs::write(&path, text).expect("it can be written");
        let mut written = Written::Kept(text.to_owned());
        written.leave(&path);
        fs::write(&path, later).expect("it can be written");
        let found = written.text().to_owned();
        (written, found)
    }

    #[test]
    fn a_large_text_is_read_again() {
        let large = "a: b\n".repeat(LARGE);
        let (written, found) = left(&large, &large);
        assert!(matches!(written, Written::Left { .. }));
        assert!(found == large && written.is(&large) && !written.is("a: b\n"));
    }

    #[test]
    fn what_has_changed_is_not_taken_for_what_was_read() {
        let large = "a: b\n".repeat(LARGE);
        assert_eq!(left(&large, &large.replace('b', "c")).1, "");
        assert_eq!(left("a: b\n", "a: c\n").1, "a: b\n");
    }
}
