//! What of the document becomes Rust, under which names, and in which files.

use serde::Deserialize;

use super::text::{Attribute, Derive, ModuleName, Name, RustType};
use crate::glob::Glob;
use crate::lower;
use crate::model::{IntegerWidth, MapKind};

/// What is wanted. All that one entry says must hold; `*` stands for any text without `/`, `**` for any text.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Include {
    /// Operations of these paths.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub path: Option<Glob>,
    /// Operations of this method.
    pub method: Option<String>,
    /// Operations with this tag.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub tag: Option<Glob>,
    /// Operations with this `operationId`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub operation: Option<Glob>,
    /// Named schemas, whether an operation reaches them or not.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub schema: Option<Glob>,
}

/// What is not wanted. All that one entry says must hold; `*` stands for any text without `/`, `**` for any text.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Exclude {
    /// Operations of these paths.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub path: Option<Glob>,
    /// Operations of this method.
    pub method: Option<String>,
    /// Operations with this tag.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub tag: Option<Glob>,
    /// Operations with this `operationId`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub operation: Option<Glob>,
}

/// What is decided for one place of the document.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Override {
    /// The name of what stands there: a type, a field, an operation, a variant, an argument, the module of a tag.
    pub name: Option<Name>,
    /// The name of the type of an inline schema.
    #[serde(rename = "type-name")]
    pub type_name: Option<Name>,
    /// A type to use in place of the one that would be made. It implements `rt::Value`.
    #[serde(rename = "type")]
    pub ty: Option<RustType>,
    /// Derives beside those that every type has.
    pub derives: Vec<Derive>,
    /// Attributes, e.g. `#[non_exhaustive]`.
    pub attributes: Vec<Attribute>,
    /// The file of a type, e.g. `billing` for `types/billing.rs`.
    pub module: Option<ModuleName>,
    /// Whether it is left out of the documentation.
    pub hidden: bool,
    /// Whether the parameter asks for an answer within an envelope, `{"status": ..., "content": ...}`, which calls then open.
    pub envelope: bool,
    /// What is said of it to people, in place of what the document says (Markdown).
    pub docs: Option<String>,
}

/// What holds for every type.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TypeSettings {
    /// The type of integers about whose size the document says nothing.
    pub integer: Integer,
    /// The type of maps.
    pub map: MapType,
    /// Derives of every struct and enum, beside those that they have.
    pub derives: Vec<Derive>,
    /// Attributes of every struct and enum.
    pub attributes: Vec<Attribute>,
}

/// A Rust integer.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each variant is the type's own name")]
pub enum Integer {
    I32,
    #[default]
    I64,
    U32,
    U64,
}

/// A Rust map from text.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum MapType {
    /// In the order of the names.
    #[default]
    BTreeMap,
    /// In no order.
    HashMap,
}

/// Which files there are.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Layout {
    /// The files of types.
    pub types: TypeFiles,
    /// The files of operations.
    pub operations: OperationFiles,
}

/// The files of types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TypeFiles {
    /// One for each named schema, with all that is inline in it.
    #[default]
    Each,
    /// One for all.
    One,
}

/// The files of operations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OperationFiles {
    /// One for each tag.
    #[default]
    Tag,
    /// One for all.
    One,
}

impl Include {
    pub(super) fn pick(&self) -> lower::Pick {
        lower::Pick {
            path: self.path.clone(),
            method: self.method.clone(),
            tag: self.tag.clone(),
            operation: self.operation.clone(),
            schema: self.schema.clone(),
            origin: None,
        }
    }
}

impl Exclude {
    pub(super) fn pick(&self) -> lower::Pick {
        lower::Pick {
            path: self.path.clone(),
            method: self.method.clone(),
            tag: self.tag.clone(),
            operation: self.operation.clone(),
            ..lower::Pick::default()
        }
    }
}

fn texts<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

impl Override {
    pub(super) fn wish(&self) -> lower::Wish {
        let text = |name: &Option<Name>| name.as_ref().map(ToString::to_string);
        lower::Wish {
            name: text(&self.name),
            type_name: text(&self.type_name),
            ty: self.ty.as_ref().map(ToString::to_string),
            derives: texts(&self.derives),
            attributes: texts(&self.attributes),
            module: self.module.as_ref().map(ToString::to_string),
            hidden: self.hidden,
            envelope: self.envelope,
            docs: self.docs.clone(),
        }
    }
}

impl TypeSettings {
    pub(super) fn wish(&self) -> lower::Wish {
        lower::Wish {
            derives: texts(&self.derives),
            attributes: texts(&self.attributes),
            ..lower::Wish::default()
        }
    }

    pub(super) fn integer(&self) -> IntegerWidth {
        match self.integer {
            Integer::I32 => IntegerWidth::I32,
            Integer::I64 => IntegerWidth::I64,
            Integer::U32 => IntegerWidth::U32,
            Integer::U64 => IntegerWidth::U64,
        }
    }

    pub(super) fn map(&self) -> MapKind {
        match self.map {
            MapType::BTreeMap => MapKind::Sorted,
            MapType::HashMap => MapKind::Hashed,
        }
    }
}
