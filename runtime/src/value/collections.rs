//! Lists, maps, options and boxes.

use std::collections::{BTreeMap, HashMap};

use super::{Slot, Value, View};
use crate::json::Json;

/// A list, whatever its items.
pub trait List {
    /// The number of items.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at `index`; [`View::Absent`] beyond the end.
    fn get(&self, index: usize) -> View<'_>;
}

/// A list that is filled item by item.
pub trait ListSlot {
    /// A new blank item at the end.
    fn push(&mut self) -> Slot<'_>;
    /// Takes the last item away, which a decoder does with one that it could not fill.
    fn pop(&mut self);
    /// Takes every item away.
    fn clear(&mut self);
}

/// A map from text, whatever its values.
pub trait Map {
    /// The number of members.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The member of that name.
    fn get(&self, key: &str) -> Option<View<'_>>;
    /// Calls `each` with every member, in order, until it answers `false`. Answers whether it never did.
    fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a str, View<'a>) -> bool) -> bool;
    /// A blank member of that name, in place of one that was there.
    fn insert(&mut self, key: String) -> Slot<'_>;
    /// Takes the member of that name away.
    fn remove(&mut self, key: &str);
    /// Takes every member away.
    fn clear(&mut self);
    /// The value that came where an object was described, where one is kept.
    fn other(&self) -> Option<&Json> {
        None
    }
    /// Keeps a value that came where an object was described.
    ///
    /// # Errors
    /// The value, where the map has no place for it.
    fn set_other(&mut self, json: Json) -> Result<(), Json> {
        Err(json)
    }
}

/// An `Option`, whatever is in it.
pub trait OptionSlot {
    /// Writes what `null` means here, and answers whether that is a value: else it is `None`.
    fn set_null(&mut self) -> bool;
    /// Writes `None`.
    fn set_absent(&mut self);
    /// Writes `Some` of a blank value, to be filled.
    fn insert(&mut self) -> Slot<'_>;
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn get(&self, index: usize) -> View<'_> {
        match self.as_slice().get(index) {
            Some(item) => item.view(),
            None => View::Absent,
        }
    }
}

impl<T: Value> ListSlot for Vec<T> {
    fn push(&mut self) -> Slot<'_> {
        let index = Vec::len(self);
        Vec::push(self, T::blank());
        self[index].slot()
    }
    fn pop(&mut self) {
        Vec::pop(self);
    }
    fn clear(&mut self) {
        Vec::clear(self);
    }
}

impl<T: Value> Value for Vec<T> {
    #[cfg(feature = "schemars")]
    fn named(names: &mut crate::describe::Names) {
        T::named(names);
    }
    fn blank() -> Self {
        Vec::new()
    }
    fn view(&self) -> View<'_> {
        View::List(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

macro_rules! map {
    ($map:ident) => {
        impl<T: Value> Map for $map<String, T> {
            fn len(&self) -> usize {
                $map::len(self)
            }
            fn get(&self, key: &str) -> Option<View<'_>> {
                $map::get(self, key).map(Value::view)
            }
            fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a str, View<'a>) -> bool) -> bool {
                self.iter().all(|(key, value)| each(key, value.view()))
            }
            fn insert(&mut self, key: String) -> Slot<'_> {
                let value = self.entry(key).or_insert_with(T::blank);
                *value = T::blank();
                value.slot()
            }
            fn remove(&mut self, key: &str) {
                $map::remove(self, key);
            }
            fn clear(&mut self) {
                $map::clear(self);
            }
        }

        impl<T: Value> Value for $map<String, T> {
            #[cfg(feature = "schemars")]
            fn named(names: &mut crate::describe::Names) {
                T::named(names);
            }
            fn blank() -> Self {
                $map::new()
            }
            fn view(&self) -> View<'_> {
                View::Map(self)
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::Map(self)
            }
        }
    };
}

map!(BTreeMap);
map!(HashMap);

// `match` where a method of `Option` would do: without optimisation each of those, and each closure, is compiled once more for
// each type.
impl<T: Value> OptionSlot for Option<T> {
    fn set_null(&mut self) -> bool {
        *self = T::null();
        self.is_some()
    }
    fn set_absent(&mut self) {
        *self = None;
    }
    fn insert(&mut self) -> Slot<'_> {
        Option::insert(self, T::blank()).slot()
    }
}

impl<T: Value> Value for Option<T> {
    #[cfg(feature = "schemars")]
    fn named(names: &mut crate::describe::Names) {
        T::named(names);
    }
    fn blank() -> Self {
        None
    }
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.present(),
            None => View::Absent,
        }
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Option(self)
    }
    fn null() -> Option<Self> {
        Some(None)
    }
    fn variant(&self) -> usize {
        match self {
            Some(value) => value.variant(),
            None => 0,
        }
    }
    fn present(&self) -> View<'_> {
        match self {
            Some(value) => value.present(),
            None => View::Null,
        }
    }
}

impl<T: Value> Value for Box<T> {
    #[cfg(feature = "schemars")]
    fn named(names: &mut crate::describe::Names) {
        T::named(names);
    }
    fn blank() -> Self {
        Box::new(T::blank())
    }
    fn view(&self) -> View<'_> {
        (**self).view()
    }
    fn slot(&mut self) -> Slot<'_> {
        (**self).slot()
    }
}
