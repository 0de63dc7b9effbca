//! Fills a [`Slot`] from a [`Source`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::number::{expected, is_numeric, set_number};
use super::seen::{Seen, find};
use super::source::Source;
use super::{ISSUE_LIMIT, Mode};
use crate::json::token::Kind;
use crate::json::{Json, SyntaxError};
use crate::pointer::Path;
use crate::schema::{Direction, Field, Rule, Schema, Types};
use crate::validate::Violation;
use crate::value::{List, LooseSlot, Map, Object, OptionSlot, Slot, base64};

/// The kinds of a schema that take such a value, whatever the number.
fn kinds(kind: Kind) -> Types {
    match kind {
        Kind::Null => Types::NULL,
        Kind::Bool => Types::BOOLEAN,
        Kind::Number => Types::NUMBER,
        Kind::String => Types::STRING,
        Kind::Array => Types::ARRAY,
        Kind::Object => Types::OBJECT,
    }
}

/// Why filling ended early.
pub(crate) enum Fail {
    /// The text is no JSON.
    Syntax(SyntaxError),
    /// The last issue ends it.
    Issue,
}

impl From<SyntaxError> for Fail {
    fn from(error: SyntaxError) -> Self {
        Fail::Syntax(error)
    }
}

/// Fills slots. Each method answers whether it filled its slot; one that did not has reported why and passed over the
/// value.
pub(crate) struct Decoder<'i> {
    mode: Mode,
    pub(super) direction: Direction,
    issues: &'i mut Vec<Violation>,
    /// Where the text stood at the last issue.
    pub(super) offset: Option<usize>,
    /// Where in the value unions hold each other, and how many.
    pub(super) unions: (usize, usize),
}

impl<'i> Decoder<'i> {
    pub(crate) fn new(mode: Mode, direction: Direction, issues: &'i mut Vec<Violation>) -> Self {
        Self {
            mode,
            direction,
            issues,
            offset: None,
            unions: (0, 0),
        }
    }

    pub(crate) fn fill<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let kind = source.peek()?;
        match (slot, kind) {
            (Slot::Option(option), _) => self.option(source, kind, option, path),
            (Slot::Object(object), Kind::Object) => self.object(source, object, path),
            (Slot::List(list), Kind::Array) => self.list(source, list, path),
            (Slot::Map(map), Kind::Object) => self.map(source, map, path),
            (Slot::Union(union), _) => self.union(source, union, path),
            (Slot::Loose(loose), _) => self.loose(source, kind, loose, path),
            (slot, _) => self.leaf(source, kind, slot, path),
        }
    }

    /// As [`Self::fill`], but an issue that would end strict decoding is taken back: the slot is then not filled.
    pub(super) fn attempt<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let before = self.issues.len();
        match self.fill(source, slot, path) {
            Err(Fail::Issue) => {
                self.issues.truncate(before);
                Ok(false)
            }
            result => result,
        }
    }

    /// A slot that holds no other slot; apart from [`Self::fill`], which is then small enough to recurse deep.
    fn leaf<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        match (slot, kind) {
            (Slot::String(text), Kind::String) => match source.string()? {
                Cow::Borrowed(new) => new.clone_into(text),
                Cow::Owned(new) => *text = new,
            },
            (Slot::Text(text), Kind::String) => text.set(&source.string()?),
            (Slot::Bool(value), Kind::Bool) => *value = source.bool()?,
            (Slot::Json(json), _) => *json = self.json(source, path)?,
            (Slot::Bytes(bytes), Kind::String) => return self.bytes(source, bytes, path),
            (Slot::Unit, _) => source.skip()?,
            (Slot::Number(number), Kind::Number) => *number = source.number()?.number(),
            (slot, Kind::Number) if is_numeric(&slot) => return self.number(source, slot, path),
            (Slot::Object(object), _) => return self.no_object(source, kind, object, path),
            (slot, _) => return self.wrong_kind(source, expected(&slot), path),
        }
        Ok(true)
    }

    /// A value that the schema describes as an object, and that is none. It is kept where the schema allows it.
    #[cold]
    fn no_object<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        object: &mut dyn Object,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let allowed = object.schema().types.contains(kinds(kind));
        match object.extras_mut() {
            Some(extras) if allowed => {
                let before = source.clone();
                let json = self.json(source, path)?;
                if extras.set_other(json).is_ok() {
                    return Ok(true);
                }
                *source = before;
                self.wrong_kind(source, "an object", path)
            }
            _ => self.wrong_kind(source, "an object", path),
        }
    }

    fn loose<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        loose: &mut dyn LooseSlot,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let slot = loose.value();
        let described = match slot {
            Slot::List(_) => kind == Kind::Array,
            Slot::Map(_) | Slot::Object(_) => kind == Kind::Object,
            _ => true,
        };
        if described {
            return self.fill(source, slot, path);
        }
        let json = self.json(source, path)?;
        loose.set_other(json);
        Ok(true)
    }

    fn option<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        option: &mut dyn OptionSlot,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        if kind == Kind::Null {
            source.null()?;
            option.set_null();
            return Ok(true);
        }
        let filled = self.fill(source, option.insert(), path)?;
        if !filled {
            option.set_absent();
        }
        Ok(filled)
    }

    fn list<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        list: &mut dyn List,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        list.clear();
        source.open_array()?;
        let mut index = 0;
        while source.item(index == 0)? {
            if !self.fill(source, list.push(), &Path::Index(path, index))? {
                list.pop();
            }
            index += 1;
        }
        Ok(true)
    }

    fn map<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        map: &mut dyn Map,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        map.clear();
        source.open_object()?;
        let mut first = true;
        while let Some(key) = source.key(first)? {
            first = false;
            self.map_member(source, map, &key, path)?;
        }
        Ok(true)
    }

    fn map_member<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        map: &mut dyn Map,
        key: &str,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        let path = Path::Key(path, key);
        if map.get(key).is_some() {
            self.duplicate(source, &path)?;
        }
        if !self.fill(source, map.insert(key.to_owned()), &path)? {
            map.remove(key);
        }
        Ok(())
    }

    fn object<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        object: &mut dyn Object,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let fields = object.schema().fields;
        let mut seen = Seen::new(fields.len());
        let (mut next, mut first) = (0, true);
        source.open_object()?;
        while let Some(key) = source.key(first)? {
            first = false;
            if let Some(index) = find(fields, &key, next) {
                next = index + 1;
                let path = Path::Key(path, &key);
                if !seen.insert(index) {
                    self.duplicate(source, &path)?;
                }
                self.member(source, &fields[index], object.slot(index), &path)?;
            } else if let Some(extras) = object.extras_mut() {
                self.map_member(source, extras, &key, path)?;
            } else {
                self.unknown(source, object.schema(), &Path::Key(path, &key))?;
            }
        }
        self.missing(source, fields, &seen, path)?;
        Ok(true)
    }

    /// A member for which there is no place: the schema forbids it, or the type does not care.
    fn unknown<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        schema: &Schema,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        let forbidden = |rule: &Rule| matches!(rule, Rule::AdditionalProperties(others) if others.types == Types::NONE);
        if schema.rules.iter().any(forbidden) {
            let found = source.snippet();
            self.issue(source, path, "additionalProperties", found, "none")?;
        }
        source.skip()?;
        Ok(())
    }

    /// Reports the required members that did not come.
    fn missing<'a, S: Source<'a>>(
        &mut self,
        source: &S,
        fields: &[Field],
        seen: &Seen,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        for (index, field) in fields.iter().enumerate() {
            if field.required && field.is_required(self.direction) && !seen.contains(index) {
                self.issue(source, path, "required", String::new(), field.name)?;
            }
        }
        Ok(())
    }

    #[inline]
    fn member<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        field: &Field,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        match slot {
            Slot::Option(option)
                if source.peek()? == Kind::Null && !field.schema.types.contains(Types::NULL) =>
            {
                option.set_absent();
                let expected = field.schema.types.describe();
                self.wrong_kind(source, expected, path)?;
            }
            slot => {
                self.fill(source, slot, path)?;
            }
        }
        Ok(())
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

    fn number<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let before = source.clone();
        match set_number(source.number()?, slot) {
            Ok(()) => Ok(true),
            Err((rule, limit)) => {
                self.issue(source, path, rule, before.snippet(), limit)?;
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

    /// Reports a value of the wrong kind, and passes over it.
    #[cold]
    fn wrong_kind<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        expected: &str,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let found = source.snippet();
        self.issue(source, path, "type", found, expected)?;
        source.skip()?;
        Ok(false)
    }

    #[cold]
    fn duplicate<'a, S: Source<'a>>(&mut self, source: &S, path: &Path<'_>) -> Result<(), Fail> {
        self.issue(source, path, "duplicate", String::new(), "each name once")
    }

    #[cold]
    fn issue<'a, S: Source<'a>>(
        &mut self,
        source: &S,
        path: &Path<'_>,
        rule: &'static str,
        found: String,
        limit: &str,
    ) -> Result<(), Fail> {
        if self.issues.len() < ISSUE_LIMIT {
            self.offset = source.offset();
            self.issues.push(Violation {
                pointer: path.pointer(),
                rule,
                found,
                limit: limit.to_owned(),
            });
        }
        match self.mode {
            Mode::Strict => Err(Fail::Issue),
            Mode::Lenient => Ok(()),
        }
    }
}
