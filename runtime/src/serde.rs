//! Between generated types and any serde format: thin walks over [`View`], and over [`Json`] on the way in.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::json::{Json, Number};
use crate::schema::Direction;
use crate::value::{Map, Object, Value, View, base64};
use crate::{decode, encode};

/// Serialises a value, every member of it. A number beyond 64 bits becomes the nearest one of double precision: serde has
/// no wider one.
///
/// # Errors
/// Whatever the serializer refuses.
pub fn serialize<S: Serializer>(view: View<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match view {
        View::Absent | View::Null => serializer.serialize_unit(),
        View::Bool(value) => serializer.serialize_bool(value),
        View::I64(value) => serializer.serialize_i64(value),
        View::U64(value) => serializer.serialize_u64(value),
        View::F32(value) => serializer.serialize_f32(value),
        View::F64(value) => serializer.serialize_f64(value),
        View::Number(value) => number(value, serializer),
        View::Str(value) => serializer.serialize_str(value),
        View::Text(value) => serializer.serialize_str(&value.text()),
        View::List(list) => {
            let mut sequence = serializer.serialize_seq(Some(list.len()))?;
            for index in 0..list.len() {
                sequence.serialize_element(&Viewed(list.get(index)))?;
            }
            sequence.end()
        }
        View::Map(map) => {
            let mut members = serializer.serialize_map(Some(map.len()))?;
            serialize_members(map, &mut members)?;
            members.end()
        }
        View::Object(value) => object(value, serializer),
        View::Json(json) => match json {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Number(value) => number(value, serializer),
            Json::String(value) => serializer.serialize_str(value),
            Json::Array(items) => serializer.collect_seq(items),
            Json::Object(members) => serializer.collect_map(members),
        },
        View::Bytes(value) => serializer.serialize_str(&base64::encode(value)),
    }
}

fn number<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(value) = number.as_i64() {
        serializer.serialize_i64(value)
    } else if let Some(value) = number.as_u64() {
        serializer.serialize_u64(value)
    } else {
        match number.as_f64() {
            Some(value) => serializer.serialize_f64(value),
            None => Err(serde_core::ser::Error::custom(format_args!(
                "{number} is out of range"
            ))),
        }
    }
}

fn object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let sent = |index| {
        let field = object.schema().fields.get(index)?;
        encode::sent(field, object.get(index), Direction::Either).map(|view| (field.name, view))
    };
    let fields = 0..object.schema().fields.len();
    let extras = object.extras();
    let length = fields.clone().filter_map(sent).count() + extras.map_or(0, Map::len);
    let mut members = serializer.serialize_map(Some(length))?;
    for (name, view) in fields.filter_map(sent) {
        members.serialize_entry(name, &Viewed(view))?;
    }
    if let Some(extras) = extras {
        serialize_members(extras, &mut members)?;
    }
    members.end()
}

fn serialize_members<M: SerializeMap>(map: &dyn Map, members: &mut M) -> Result<(), M::Error> {
    let mut result = Ok(());
    map.visit(&mut |key, view| {
        result = members.serialize_entry(key, &Viewed(view));
        result.is_ok()
    });
    result
}

struct Viewed<'a>(View<'a>);

impl Serialize for Viewed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

/// Deserialises a value, as strictly as [`from_json`](crate::json::from_json), except that neither readOnly nor writeOnly
/// members are required.
///
/// # Errors
/// What the deserializer cannot read, and what departs from the structure that the table says.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = deserializer.deserialize_any(JsonVisitor { depth: 0 })?;
    let mut value = T::blank();
    decode::strict_json(value.slot(), &json, Direction::Either).map_err(D::Error::custom)?;
    Ok(value)
}

/// Reads any value as [`Json`], no deeper than [`DEPTH_LIMIT`](crate::json::DEPTH_LIMIT).
#[derive(Clone, Copy)]
struct JsonVisitor {
    depth: usize,
}

impl JsonVisitor {
    fn deeper<E: serde_core::de::Error>(self) -> Result<Self, E> {
        if self.depth >= crate::json::DEPTH_LIMIT {
            return Err(E::custom(
                "lists and objects are nested deeper than the limit of 512",
            ));
        }
        Ok(Self {
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for JsonVisitor {
    type Value = Json;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }
    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<Json, E> {
        Number::try_from(value).map(Json::Number).map_err(E::custom)
    }
    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }
    fn visit_bytes<E>(self, value: &[u8]) -> Result<Json, E> {
        Ok(Json::String(base64::encode(value)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let seed = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(seed)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let seed = self.deeper()?;
        let mut members = std::collections::BTreeMap::new();
        while let Some(name) = access.next_key::<String>()? {
            let value = access.next_value_seed(seed)?;
            // serde_json gives numbers so where its feature `arbitrary_precision` is on, which any crate may turn on.
            if name == "$serde_json::private::Number" && members.is_empty() {
                let number = value.as_str().and_then(|text| text.parse().ok());
                return number
                    .map(Json::Number)
                    .ok_or_else(|| A::Error::custom("no JSON number"));
            }
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!(
                    "the member {name:?} occurs twice"
                )));
            }
            members.insert(name, value);
        }
        Ok(Json::Object(members))
    }
}
