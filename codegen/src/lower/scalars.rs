//! The Rust types of schemas that are neither list nor object.

use crate::document::SchemaNode;
use crate::model::{IntegerWidth, Kind, TypeRef};

/// The Rust type of a schema that is neither list nor object.
pub(super) fn scalar(schema: &SchemaNode) -> TypeRef {
    let format = schema.format.as_deref().unwrap_or_default();
    if schema.is(Kind::String) {
        return match format {
            "date-time" => TypeRef::DateTime,
            "date" => TypeRef::Date,
            "time" => TypeRef::Time,
            "duration" => TypeRef::Duration,
            "uuid" => TypeRef::Uuid,
            "ipv4" => TypeRef::Ipv4,
            "ipv6" => TypeRef::Ipv6,
            "byte" => TypeRef::Base64,
            "binary" => TypeRef::Binary,
            "password" => TypeRef::Secret,
            _ => TypeRef::String,
        };
    }
    if schema.is(Kind::Boolean) {
        return TypeRef::Bool;
    }
    if schema.is(Kind::Integer) {
        return TypeRef::Integer(integer(schema, format));
    }
    if schema.is(Kind::Number) {
        return if format == "float" {
            TypeRef::F32
        } else {
            TypeRef::F64
        };
    }
    TypeRef::Json
}

fn integer(schema: &SchemaNode, format: &str) -> IntegerWidth {
    let beyond = |bound: &Option<String>| {
        bound
            .as_deref()
            .is_some_and(|text| text.parse::<i64>().is_err() && text.parse::<u64>().is_ok())
    };
    match format {
        "int32" | "int16" | "int8" => IntegerWidth::I32,
        "uint32" | "uint16" | "uint8" => IntegerWidth::U32,
        "uint64" => IntegerWidth::U64,
        _ if beyond(&schema.maximum) || beyond(&schema.exclusive_maximum) => IntegerWidth::U64,
        _ => IntegerWidth::I64,
    }
}
