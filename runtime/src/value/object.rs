//! Objects with a table.

use super::{Map, Slot, View};
use crate::{Json, Schema, Types};

/// A generated struct. Field `i` is the field that entry `i` of its schema's `fields` describes.
pub trait Object {
    /// The struct's name, for `Debug`.
    fn name(&self) -> &'static str {
        let path = std::any::type_name::<Self>();
        path.rsplit("::").next().unwrap_or(path)
    }
    /// What describes it.
    fn schema(&self) -> &'static Schema;
    /// The field at `index`; [`View::Absent`] beyond the last.
    fn get(&self, index: usize) -> View<'_>;
    /// Where to write the field at `index`; [`Slot::Unit`] beyond the last.
    fn slot(&mut self, index: usize) -> Slot<'_>;
    /// The members that no field names, where the struct keeps them.
    fn extras(&self) -> Option<&dyn Map> {
        None
    }
    /// Where to write the members that no field names, where the struct keeps them.
    fn extras_mut(&mut self) -> Option<&mut dyn Map> {
        None
    }
}

/// What a struct is: an object, or the JSON of another kind that it keeps.
#[doc(hidden)]
pub fn view_of(object: &dyn Object) -> View<'_> {
    match object.extras().and_then(Map::other) {
        Some(json) => View::Json(json),
        None => View::Object(object),
    }
}

/// Whether a struct of this schema can be `null`, which then is kept where other members are.
#[doc(hidden)]
pub fn set_null(extras: &mut dyn Map, schema: &Schema) -> bool {
    schema.types.contains(Types::ANY) && extras.set_other(Json::Null).is_ok()
}

/// The field beyond the last.
#[doc(hidden)]
pub fn no_view(_left: &mut usize) -> View<'static> {
    View::Absent
}

/// Where to write the field beyond the last.
#[doc(hidden)]
pub fn no_slot<'a>(_left: &mut usize) -> Slot<'a> {
    Slot::Unit
}
