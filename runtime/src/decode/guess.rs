//! What came the last time, since the same comes again and again: the member after another one, the variant of a text.
//!
//! Guesses are held against what is there before they are used, so it does not matter who wrote them, nor when.

use std::sync::atomic::{AtomicU16, Ordering};

use crate::json::reader::same;
use crate::schema::Field;

/// Lists that are shorter than this are searched at once.
const SHORT: usize = 8;
/// Of a union of 200 variants, one in twenty shares its place with another.
const PLACES: usize = 4096;

/// What was found last under each hash.
static GUESSES: [AtomicU16; PLACES] = [const { AtomicU16::new(0) }; PLACES];

/// The members that follow each other, by the place of the field before.
static NEXT: [AtomicU16; PLACES] = [const { AtomicU16::new(0) }; PLACES];

/// Which member of an object will probably come next.
pub(super) struct Next(Option<&'static AtomicU16>);

impl Next {
    /// After the field at `before - 1`; the first one, where it is 0.
    #[inline]
    pub(super) fn after(fields: &[Field], before: usize) -> Self {
        let place = fields.as_ptr().addr() / size_of::<Field>() + before;
        Self(NEXT.get(place % NEXT.len()))
    }
    #[inline]
    pub(super) fn get(&self) -> usize {
        self.0.map_or(0, |next| next.load(Ordering::Relaxed).into())
    }
    #[inline]
    pub(super) fn set(&self, index: usize) {
        if let (Some(next), Ok(index)) = (self.0, u16::try_from(index)) {
            next.store(index, Ordering::Relaxed);
        }
    }
}

/// What the text means.
pub(super) fn find(mapping: &'static [(&'static str, usize)], text: &str) -> Option<usize> {
    let search = || {
        mapping
            .binary_search_by(|(known, _)| (*known).cmp(text))
            .ok()
    };
    if mapping.len() < SHORT {
        return mapping.get(search()?).map(|(_, meaning)| *meaning);
    }
    let guess = GUESSES.get(hash(mapping.as_ptr().addr(), text))?;
    let (known, meaning) = mapping.get(usize::from(guess.load(Ordering::Relaxed)))?;
    if same(known.as_bytes(), text.as_bytes()) {
        return Some(*meaning);
    }
    let index = search()?;
    if let Ok(index) = u16::try_from(index) {
        guess.store(index, Ordering::Relaxed);
    }
    mapping.get(index).map(|(_, meaning)| *meaning)
}

/// Of the place of the list, and of the ends and the length of the text.
#[inline]
fn hash(place: usize, text: &str) -> usize {
    let bytes = text.as_bytes();
    let four = |bytes: Option<&[u8; 4]>| bytes.map_or(0, |four| u32::from_le_bytes(*four));
    let (first, last) = (four(bytes.first_chunk()), four(bytes.last_chunk()));
    let word = (u64::from(last) << 32 | u64::from(first)) ^ (place ^ text.len() << 24) as u64;
    // The upper half takes part in the lower one, for a product carries upwards alone.
    let mixed = (word ^ word >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_guess_never_decides() {
        let names: Vec<&'static str> = (0..2_000).map(|n| &*format!("name{n:04}").leak()).collect();
        let mapping = |start: usize| -> &'static [(&'static str, usize)] {
            let names = names.iter().enumerate().skip(start).step_by(2);
            names
                .map(|(index, name)| (*name, index))
                .collect::<Vec<_>>()
                .leak()
        };
        let (even, odd, few) = (mapping(0), mapping(1), &mapping(0)[..5]);
        for _ in 0..2 {
            for (index, name) in names.iter().enumerate() {
                let found = (find(even, name), find(odd, name), find(few, name));
                let there = (index % 2 == 0).then_some(index);
                let expected = (
                    there,
                    (index % 2 == 1).then_some(index),
                    there.filter(|index| *index < 10),
                );
                assert_eq!(found, expected, "{name}");
            }
            assert_eq!(find(even, ""), None);
            assert_eq!(find(even, "name"), None);
        }
    }
}
