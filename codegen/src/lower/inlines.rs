//! Tables that are written where they are used, each kept once: most say no more than a kind, or a kind and a length.

use std::sync::Arc;

use crate::fast::FastSet;
use crate::model::{Schema, SchemaRef};

#[derive(Debug, Default)]
pub(super) struct Inlines(FastSet<Arc<Schema>>);

impl Inlines {
    /// A use of what a table says.
    pub fn share(&mut self, mut schema: Schema) -> SchemaRef {
        if let Some(known) = self.0.get(&schema) {
            return SchemaRef::Inline(Arc::clone(known));
        }
        schema.rules.shrink_to_fit();
        let schema = Arc::new(schema);
        // One that names members is hardly ever met again.
        if schema.fields.is_empty() {
            self.0.insert(Arc::clone(&schema));
        }
        SchemaRef::Inline(schema)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Rule};

    #[test]
    fn what_says_the_same_is_kept_once() {
        let mut inlines = Inlines::default();
        let text = |length| Schema {
            kinds: Kind::String.into(),
            rules: vec![Rule::MaxLength(length)],
            ..Schema::default()
        };
        let SchemaRef::Inline(first) = inlines.share(text(1)) else {
            panic!("it is written in place");
        };
        let is_first =
            |used| matches!(used, SchemaRef::Inline(other) if Arc::ptr_eq(&first, &other));
        assert!(is_first(inlines.share(text(1))));
        assert!(!is_first(inlines.share(text(2))));
    }
}
