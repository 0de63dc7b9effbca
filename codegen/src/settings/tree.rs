//! The located tree as something that serde reads: what it refuses is known by its node, and what nothing asks for, too.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer as _, Visitor};

use crate::source::{Entry, NodeId, NodeKind, Sources};

/// What serde makes of a tree.
pub(super) struct Tree<'a> {
    sources: &'a Sources,
    /// What was refused already, and is read as if it were not there.
    refused: BTreeSet<NodeId>,
    /// What no setting asked for.
    unknown: RefCell<BTreeSet<NodeId>>,
    /// The innermost node that was refused.
    at: Cell<Option<(NodeId, Part)>>,
}

/// What of a member is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Key,
    Value,
}

/// Why a value is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is of another kind than the one that Rust calls so.
    Kind(String),
    /// It is none of those that there are.
    Variant(String, &'static [&'static str]),
    /// What its own type says.
    Said(String),
}

impl<'a> Tree<'a> {
    pub fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            refused: BTreeSet::new(),
            unknown: RefCell::default(),
            at: Cell::default(),
        }
    }

    /// Reads the tree from a node on; what is refused is passed over when it is read again.
    ///
    /// # Errors
    /// The node that was refused, and why.
    pub fn read<T: de::DeserializeOwned>(
        &mut self,
        root: NodeId,
    ) -> Result<T, (NodeId, Part, Refusal)> {
        self.at.set(None);
        let read = T::deserialize(self.node(root));
        read.map_err(|refusal| {
            let (node, part) = self.at.get().unwrap_or((root, Part::Value));
            self.refused.insert(node);
            (node, part, refusal)
        })
    }

    /// The values that no setting asked for.
    pub fn unknown(self) -> BTreeSet<NodeId> {
        self.unknown.into_inner()
    }

    fn node(&self, node: NodeId) -> Reader<'_, 'a> {
        Reader { tree: self, node }
    }

    fn within<T>(&self, node: NodeId, part: Part, read: Result<T, Refusal>) -> Result<T, Refusal> {
        if read.is_err() && self.at.get().is_none() {
            self.at.set(Some((node, part)));
        }
        read
    }
}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Refusal::Said(text.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Refusal::Kind(wanted.to_string())
    }

    fn invalid_value(_: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Refusal::Kind(wanted.to_string())
    }

    fn unknown_variant(given: &str, known: &'static [&'static str]) -> Self {
        Refusal::Variant(given.to_owned(), known)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Refusal {}

#[derive(Clone, Copy)]
struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    node: NodeId,
}

impl<'t, 'a> Reader<'t, 'a> {
    fn members(self) -> Members<'t, 'a> {
        Members {
            tree: self.tree,
            rest: self.tree.sources.entries(self.node).iter(),
            value: None,
        }
    }

    fn items(self) -> Items<'t, 'a> {
        Items {
            tree: self.tree,
            rest: self.tree.sources.items(self.node).iter(),
        }
    }

    fn is_null(self) -> bool {
        *self.tree.sources.kind(self.node) == NodeKind::Null
    }
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.tree.sources.kind(self.node) {
            NodeKind::Null => visitor.visit_unit(),
            NodeKind::Bool(value) => visitor.visit_bool(*value),
            NodeKind::Number(text) => match (text.parse::<u64>(), text.parse::<i64>()) {
                (Ok(number), _) => visitor.visit_u64(number),
                (_, Ok(number)) => visitor.visit_i64(number),
                _ => visitor.visit_f64(text.parse().unwrap_or_default()),
            },
            NodeKind::String(text) => visitor.visit_str(text),
            NodeKind::Sequence(_) => visitor.visit_seq(self.items()),
            NodeKind::Mapping(_) => visitor.visit_map(self.members()),
        }
    }

    // A number where text is wanted is text, as in `version: 1.2`.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.tree.sources.kind(self.node) {
            NodeKind::Number(text) => visitor.visit_str(text),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.is_null() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    // A key with nothing after it says nothing, as if it were not there.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.is_null() {
            true => visitor.visit_seq(self.items()),
            false => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.tree.sources.kind(self.node) {
            NodeKind::Null => visitor.visit_map(self.members()),
            // A struct could be read of a list, member by member; nobody means that.
            NodeKind::Sequence(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &"a map")),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match self.tree.sources.kind(self.node) {
            NodeKind::String(text) => visitor.visit_enum(str_reader(text)),
            _ => Err(Refusal::Kind("a string".to_owned())),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.tree.unknown.borrow_mut().insert(self.node);
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

fn str_reader(text: &str) -> StrDeserializer<'_, Refusal> {
    text.into_deserializer()
}

struct Members<'t, 'a> {
    tree: &'t Tree<'a>,
    rest: std::slice::Iter<'a, Entry>,
    value: Option<NodeId>,
}

impl<'de> de::MapAccess<'de> for Members<'_, '_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refusal> {
        let refused = &self.tree.refused;
        let Some(entry) = self.rest.find(|entry| !refused.contains(&entry.value)) else {
            return Ok(None);
        };
        self.value = Some(entry.value);
        let key = seed.deserialize(str_reader(&entry.key));
        self.tree.within(entry.value, Part::Key, key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let node = self
            .value
            .take()
            .ok_or_else(|| Refusal::Said("there is no value".to_owned()))?;
        let value = seed.deserialize(self.tree.node(node));
        self.tree.within(node, Part::Value, value)
    }
}

struct Items<'t, 'a> {
    tree: &'t Tree<'a>,
    rest: std::slice::Iter<'a, NodeId>,
}

impl<'de> de::SeqAccess<'de> for Items<'_, '_> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refusal> {
        let refused = &self.tree.refused;
        let Some(node) = self.rest.find(|node| !refused.contains(node)) else {
            return Ok(None);
        };
        let item = seed.deserialize(self.tree.node(*node));
        self.tree.within(*node, Part::Value, item).map(Some)
    }
}
