//! Fills a slot that holds no other slot.

use std::collections::BTreeMap;

use super::fill::{Decoder, Fail};
use super::number::{expected, is_numeric, set_number};
use super::source::Source;
use crate::encode;
use crate::json::Json;
use crate::json::token::{Kind, Token};
use crate::pointer::Path;
use crate::value::{Slot, base64};

impl Decoder<'_> {
    /// A slot that holds no other slot; apart from [`Self::fill`], which is then small enough to recurse deep.
    pub(super) fn leaf<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        match (slot, kind) {
            (Slot::String(text), Kind::String) => *text = source.string()?.into_owned(),
            (Slot::Text(text), Kind::String) => text.set(&source.string()?),
            (Slot::Bool(value), Kind::Bool) => *value = source.bool()?,
            (Slot::Json(json), _) => *json = self.json(source, path)?,
            (Slot::Bytes(bytes), Kind::String) => return self.bytes(source, bytes, path),
            (Slot::Unit, _) => source.skip()?,
            (Slot::Null, Kind::Null) => source.null()?,
            (Slot::Number(number), Kind::Number) => *number = source.number()?.number(),
            (slot, Kind::Number) if is_numeric(&slot) => {
                let token = source.number()?;
                return self.number(source, token, slot, path);
            }
            (Slot::Object(object), _) => return self.no_object(source, kind, object, path),
            (Slot::Text(text), _) if text.is_secret() => {
                let found = "\"***\"".to_owned();
                self.issue(source, path, "type", found, "a string")?;
                source.skip()?;
                return Ok(false);
            }
            (slot, _) => return self.wrong_kind(source, expected(&slot), path),
        }
        Ok(true)
    }

    /// Any JSON.
    pub(super) fn json<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        path: &Path<'_>,
    ) -> Result<Json, Fail> {
        if let Some(json) = source.tree() {
            return Ok(json.clone());
        }
        Ok(match source.peek()? {
            Kind::Null => {
                source.null()?;
                Json::Null
            }
            Kind::Bool => Json::Bool(source.bool()?),
            Kind::Number => Json::Number(source.number()?.number()),
            Kind::String => Json::String(source.string()?.into_owned()),
            Kind::Array => {
                let mut items = Vec::new();
                source.open_array()?;
                while source.item(items.is_empty())? {
                    let item = self.json(source, &Path::Index(path, items.len()))?;
                    items.push(item);
                }
                Json::Array(items)
            }
            Kind::Object => {
                let mut members = BTreeMap::new();
                source.open_object()?;
                let mut first = true;
                while let Some(key) = source.key(first)? {
                    first = false;
                    let member = Path::Key(path, &key);
                    let value = self.json(source, &member)?;
                    if members.contains_key(&*key) {
                        self.duplicate(source, &member)?;
                    }
                    members.insert(key.into_owned(), value);
                }
                Json::Object(members)
            }
        })
    }

    pub(super) fn number<'a, S: Source<'a>>(
        &mut self,
        source: &S,
        token: Token<'_>,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        match set_number(token, slot) {
            Ok(()) => Ok(true),
            Err((rule, limit)) => {
                let found = encode::cut(token.number().to_string());
                self.issue(source, path, rule, found, limit)?;
                Ok(false)
            }
        }
    }

    fn bytes<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        bytes: &mut Vec<u8>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let before = source.clone();
        match base64::decode(&source.string()?) {
            Some(decoded) => {
                *bytes = decoded;
                Ok(true)
            }
            None => {
                self.issue(source, path, "format", before.snippet(), "byte")?;
                Ok(false)
            }
        }
    }
}
