//! Fills in what the document says of members that do not come.

use super::fill::{Decoder, Fail};
use super::seen::Seen;
use super::source::Tree;
use crate::pointer::Path;
use crate::schema::Const;
use crate::value::{Object, Slot};

impl Decoder<'_> {
    /// Writes the defaults of the members that did not come. One that the member's type cannot hold is left out.
    #[cold]
    pub(super) fn defaults(
        &mut self,
        object: &mut dyn Object,
        defaults: &[(&str, Const)],
        seen: &Seen,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        if self.is_default {
            return Ok(());
        }
        self.is_default = true;
        for (name, default) in defaults {
            let fields = object.schema().fields;
            let index = fields.iter().position(|field| field.name == *name);
            let Some(index) = index.filter(|index| !seen.contains(*index)) else {
                continue;
            };
            let json = default.json();
            let path = Path::Key(path, name);
            if !self.holds(&mut Tree::new(&json), object.slot(index), &path)?
                && let Slot::Option(option) = object.slot(index)
            {
                option.set_absent();
            }
        }
        self.is_default = false;
        Ok(())
    }
}
