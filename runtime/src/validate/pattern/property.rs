//! Unicode properties of characters: `\p{..}`, by the tables of `regress`.

/// What a character may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property {
    #[cfg(feature = "regress")]
    known: &'static tables::Known,
}

#[cfg(feature = "regress")]
impl Property {
    /// The property of that name, as it stands between the braces; `None` where there is none.
    pub(super) fn named(name: &str) -> Option<Self> {
        tables::known(name).map(|known| Property { known })
    }

    /// Whether a character has it.
    pub(super) fn is_of(self, char: char) -> bool {
        self.known.has(char)
    }
}

/// Without tables there are none.
#[cfg(not(feature = "regress"))]
impl Property {
    pub(super) fn is_of(self, _: char) -> bool {
        false
    }
}

#[cfg(feature = "regress")]
mod tables {
    use std::collections::BTreeMap;
    use std::fmt;
    use std::sync::{Mutex, OnceLock, PoisonError};

    /// How many characters are looked up at once: those beside one that came are likely to come.
    const BLOCK: usize = 256;
    const BLOCKS: usize = 0x11_0000 / BLOCK;

    /// A bit for each character.
    type Bits = [u64; BLOCK / 64];

    /// A property, and which characters have it as far as that was asked. An engine takes a while for each character, and
    /// texts may be long.
    pub(super) struct Known {
        engine: regress::Regex,
        blocks: OnceLock<Box<[OnceLock<Box<Bits>>]>>,
    }

    /// The properties that were asked for. There are but so many, and they live for ever, as patterns do.
    pub(super) fn known(name: &str) -> Option<&'static Known> {
        static ALL: Mutex<BTreeMap<String, &'static Known>> = Mutex::new(BTreeMap::new());
        let is_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '=');
        if !name.chars().all(is_name) {
            return None;
        }
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(name) {
            return Some(known);
        }
        let engine = regress::Regex::with_flags(&format!("^\\p{{{name}}}$"), "u").ok()?;
        let known = Box::leak(Box::new(Known {
            engine,
            blocks: OnceLock::new(),
        }));
        all.insert(name.to_owned(), known);
        Some(known)
    }

    impl Known {
        pub(super) fn has(&self, char: char) -> bool {
            let code = u32::from(char) as usize;
            let blocks = self
                .blocks
                .get_or_init(|| (0..BLOCKS).map(|_| OnceLock::new()).collect());
            let block = blocks.get(code / BLOCK);
            let bits = block.map(|block| block.get_or_init(|| Box::new(self.bits(code / BLOCK))));
            let word = bits.and_then(|bits| bits.get(code % BLOCK / 64));
            word.is_some_and(|word| word >> (code % 64) & 1 == 1)
        }

        fn bits(&self, block: usize) -> Bits {
            std::array::from_fn(|word| {
                (0..64).fold(0, |bits, bit| {
                    let code = u32::try_from(block * BLOCK + word * 64 + bit).ok();
                    let has = code.and_then(char::from_u32).is_some_and(|char| {
                        self.engine.find(char.encode_utf8(&mut [0; 4])).is_some()
                    });
                    bits | u64::from(has) << bit
                })
            })
        }
    }

    impl fmt::Debug for Known {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("Known").finish_non_exhaustive()
        }
    }
}
