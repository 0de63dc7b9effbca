//! A value of any shape, as serde reads it: each shape by the calls that its derive makes.

use std::collections::BTreeMap;
use std::fmt;

use rt::Json;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use specsmith_runtime as rt;

use crate::cell::{Member, Shape};

/// Reads what the shape is, as JSON.
#[derive(Clone, Copy)]
pub struct Derived<'s>(pub &'s Shape);

/// The same, or nothing.
struct Maybe<'s>(&'s Shape);

impl<'de> DeserializeSeed<'de> for Derived<'_> {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        Ok(match self.0 {
            Shape::Bool => Json::Bool(bool::deserialize(from)?),
            Shape::I32 => Json::Number(i32::deserialize(from)?.into()),
            Shape::I64 => Json::Number(i64::deserialize(from)?.into()),
            Shape::U32 => Json::Number(u32::deserialize(from)?.into()),
            Shape::U64 => Json::Number(u64::deserialize(from)?.into()),
            Shape::F64 => Json::Number(
                f64::deserialize(from)?
                    .try_into()
                    .map_err(D::Error::custom)?,
            ),
            Shape::Text => Json::String(String::deserialize(from)?),
            Shape::List(_) => from.deserialize_seq(self)?,
            Shape::Map(_) => from.deserialize_map(self)?,
            Shape::Struct(_) => from.deserialize_struct("Struct", &[], self)?,
        })
    }
}

impl<'de> Visitor<'de> for Derived<'_> {
    type Value = Json;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let Shape::List(item) = self.0 else {
            return Err(A::Error::custom("no list"));
        };
        let mut items = Vec::new();
        while let Some(found) = access.next_element_seed(Derived(item))? {
            items.push(found);
        }
        Ok(Json::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut found = BTreeMap::new();
        match self.0 {
            Shape::Map(value) => {
                while let Some(key) = access.next_key::<String>()? {
                    found.insert(key, access.next_value_seed(Derived(value))?);
                }
            }
            Shape::Struct(members) => return structure(members, access),
            _ => return Err(A::Error::custom("no object")),
        }
        Ok(Json::Object(found))
    }
}

fn structure<'de, A: MapAccess<'de>>(members: &[Member], mut access: A) -> Result<Json, A::Error> {
    let mut found = BTreeMap::new();
    while let Some(key) = access.next_key::<String>()? {
        let Some(member) = members.iter().find(|member| member.name == key) else {
            access.next_value::<IgnoredAny>()?;
            continue;
        };
        let value = match member.optional {
            true => access.next_value_seed(Maybe(&member.shape))?,
            false => access.next_value_seed(Derived(&member.shape))?,
        };
        if found.insert(key, value).is_some() {
            return Err(A::Error::custom("duplicate field"));
        }
    }
    for member in members {
        if !member.optional && !found.contains_key(&member.name) {
            return Err(A::Error::custom("missing field"));
        }
    }
    // What is not there is not written either.
    found.retain(|_, value| !value.is_null());
    Ok(Json::Object(found))
}

impl<'de> DeserializeSeed<'de> for Maybe<'_> {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Maybe<'_> {
    type Value = Json;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing, or {:?}", self.0)
    }
    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        Derived(self.0).deserialize(from)
    }
}
