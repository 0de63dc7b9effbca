//! Objects without a table.

use std::collections::BTreeMap;

use super::{Slot, Value, View};
use crate::json::Json;

/// A free-form object (`type: object` that names no member).
///
/// Whatever came in its place on the wire is kept too: an API that declares objects and sends numbers loses nothing.
/// Then [`FreeObject::get`] finds nothing, [`FreeObject::as_json`] shows what came, and validation names it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FreeObject(Json);

impl FreeObject {
    /// An object without members.
    pub fn new() -> Self {
        FreeObject(Json::Object(BTreeMap::new()))
    }
    /// The members; `None` where the value is no object.
    pub fn members(&self) -> Option<&BTreeMap<String, Json>> {
        match &self.0 {
            Json::Object(members) => Some(members),
            _ => None,
        }
    }
    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members()?.get(name)
    }
    /// The members, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value))
    }
    /// The number of members.
    pub fn len(&self) -> usize {
        self.members().map_or(0, BTreeMap::len)
    }
    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Writes a member, and gives back the one that it replaces. A value that is no object becomes one.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        if !matches!(self.0, Json::Object(_)) {
            *self = Self::new();
        }
        match &mut self.0 {
            Json::Object(members) => members.insert(name.into(), value.into()),
            _ => None,
        }
    }
    /// The value, whatever its kind.
    pub fn as_json(&self) -> &Json {
        &self.0
    }
    /// The value, whatever its kind.
    pub fn into_json(self) -> Json {
        self.0
    }
}

impl Default for FreeObject {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for FreeObject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        super::debug(self.view(), f)
    }
}

impl From<BTreeMap<String, Json>> for FreeObject {
    fn from(members: BTreeMap<String, Json>) -> Self {
        FreeObject(Json::Object(members))
    }
}

impl From<Json> for FreeObject {
    fn from(value: Json) -> Self {
        FreeObject(value)
    }
}

impl From<FreeObject> for Json {
    fn from(object: FreeObject) -> Self {
        object.0
    }
}

impl<K: Into<String>, V: Into<Json>> FromIterator<(K, V)> for FreeObject {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        FreeObject(Json::Object(
            members
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        ))
    }
}

impl Value for FreeObject {
    fn blank() -> Self {
        Self::new()
    }
    fn view(&self) -> View<'_> {
        View::Json(&self.0)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(&mut self.0)
    }
}

crate::serde_impls!(FreeObject);
