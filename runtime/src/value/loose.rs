//! Values whose schema names the shape of one kind of JSON and allows the others.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{Map, Slot, Value, View};
use crate::json::Json;

/// A `T`, or any JSON of another kind than a `T` has.
///
/// A schema that names properties or items, but no `type`, speaks of objects or lists alone and allows everything else
/// (JSON Schema 2020-12, core, section 7.6.1). Nearly every value is a `T`, and so this looks like one; a value of
/// another kind is kept in [`Loose::other`].
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Loose<T> {
    value: T,
    other: Option<Box<Json>>,
}

/// The members that no field of a struct names, and the value that came where an object was described, if its schema
/// allows another kind.
pub type Rest = Loose<BTreeMap<String, Json>>;

impl<T: Default> Loose<T> {
    /// The value that is no `T`.
    pub fn other(&self) -> Option<&Json> {
        self.other.as_deref()
    }
    /// Keeps a value that is no `T`.
    pub fn set_other(&mut self, json: Json) {
        self.value = T::default();
        self.other = Some(Box::new(json));
    }
    /// The `T`; an empty one where the value is none.
    pub fn into_inner(self) -> T {
        self.value
    }
}

/// What is no `T` reads as an empty one.
impl<T> Deref for Loose<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// What is no `T` becomes one.
impl<T> DerefMut for Loose<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.other = None;
        &mut self.value
    }
}

impl<T> From<T> for Loose<T> {
    fn from(value: T) -> Self {
        Loose { value, other: None }
    }
}

impl<T: Value> fmt::Debug for Loose<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug(self.view(), f)
    }
}

/// A [`Loose`], whatever is in it.
pub trait LooseSlot {
    /// Where a `T` is written.
    fn value(&mut self) -> Slot<'_>;
    /// Writes what is no `T`.
    fn set_other(&mut self, json: Json);
}

impl<T: Value> LooseSlot for Loose<T> {
    fn value(&mut self) -> Slot<'_> {
        self.other = None;
        self.value.slot()
    }
    fn set_other(&mut self, json: Json) {
        self.value = T::blank();
        self.other = Some(Box::new(json));
    }
}

impl<T: Value> Value for Loose<T> {
    #[cfg(feature = "schemars")]
    fn named(names: &mut crate::describe::Names) {
        T::named(names);
    }
    fn blank() -> Self {
        Loose {
            value: T::blank(),
            other: None,
        }
    }
    fn view(&self) -> View<'_> {
        match &self.other {
            Some(json) => View::Json(json),
            None => self.value.view(),
        }
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Loose(self)
    }
    /// Inside an `Option`, `null` is a value like any other, so that it is not lost.
    fn null() -> Option<Self> {
        Some(Loose {
            value: T::blank(),
            other: Some(Box::new(Json::Null)),
        })
    }
}

/// The members; a value that is no object has none.
impl<T: Value> Map for Loose<BTreeMap<String, T>> {
    fn len(&self) -> usize {
        self.value.len()
    }
    fn get(&self, key: &str) -> Option<View<'_>> {
        Map::get(&self.value, key)
    }
    fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a str, View<'a>) -> bool) -> bool {
        self.value.visit(each)
    }
    fn insert(&mut self, key: String) -> Slot<'_> {
        self.other = None;
        Map::insert(&mut self.value, key)
    }
    fn remove(&mut self, key: &str) {
        Map::remove(&mut self.value, key);
    }
    fn clear(&mut self) {
        self.other = None;
        Map::clear(&mut self.value);
    }
    fn other(&self) -> Option<&Json> {
        self.other.as_deref()
    }
    fn set_other(&mut self, json: Json) -> Result<(), Json> {
        LooseSlot::set_other(self, json);
        Ok(())
    }
}

#[cfg(feature = "serde")]
impl<T: Value> serde_core::Serialize for Loose<T> {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::serde::serialize(self.view(), serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: Value> serde_core::Deserialize<'de> for Loose<T> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::serde::deserialize(deserializer)
    }
}
