//! Unicode properties of characters: `\p{..}`, by the tables of `regress`.

/// What a character may have.
#[derive(Debug, Clone)]
pub(super) struct Property {
    #[cfg(feature = "regress")]
    tables: std::sync::Arc<regress::Regex>,
}

#[cfg(feature = "regress")]
impl Property {
    /// The property of that name, as it stands between the braces; `None` where there is none.
    pub(super) fn named(name: &str) -> Option<Self> {
        let is_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '=');
        if !name.chars().all(is_name) {
            return None;
        }
        let one = regress::Regex::with_flags(&format!("^\\p{{{name}}}$"), "u").ok()?;
        Some(Property {
            tables: std::sync::Arc::new(one),
        })
    }

    /// Whether a character has it.
    pub(super) fn is_of(&self, char: char) -> bool {
        self.tables.find(char.encode_utf8(&mut [0; 4])).is_some()
    }
}

/// Without tables there are none.
#[cfg(not(feature = "regress"))]
impl Property {
    pub(super) fn is_of(&self, _: char) -> bool {
        false
    }
}
