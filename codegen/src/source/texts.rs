//! Texts of a document, each kept once: a document says the same words over and over, as keys and as values.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher, RandomState};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A text of a document, shared by all who hold it.
pub type Text = Arc<str>;

/// The texts that were met, by a hash that no document can foresee.
#[derive(Debug)]
pub(super) struct Texts {
    known: HashMap<u64, Text, BuildHasherDefault<Itself>>,
    seed: u64,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            known: HashMap::default(),
            seed: RandomState::new().hash_one(0),
        }
    }
}

impl Texts {
    /// The text, shared with those like it that came before.
    pub fn share(&mut self, text: &str) -> Text {
        let hash = xxh3_64_with_seed(text.as_bytes(), self.seed);
        let known = self.known.entry(hash).or_insert_with(|| text.into());
        // Two texts with one hash: the second is its own.
        if **known == *text {
            Arc::clone(known)
        } else {
            text.into()
        }
    }
}

/// What is a hash already.
#[derive(Debug, Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 ^= value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_kept_once() {
        let mut texts = Texts::default();
        let first = texts.share("type");
        assert!(Arc::ptr_eq(&first, &texts.share("type")));
        assert_eq!(&*texts.share("types"), "types");
    }

    #[test]
    fn two_texts_with_one_hash_stay_two() {
        let mut texts = Texts::default();
        let hash = xxh3_64_with_seed(b"a", texts.seed);
        texts.known.insert(hash, "b".into());
        assert_eq!(&*texts.share("a"), "a");
    }
}
