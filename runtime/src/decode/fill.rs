//! Fills a [`Slot`] from a [`Source`].

use super::Mode;
use super::source::Source;
use crate::json::SyntaxError;
use crate::json::token::{Kind, Token};
use crate::pointer::Path;
use crate::schema::Direction;
use crate::validate::{STEP_LIMIT, Violation};
use crate::value::{ListSlot, LooseSlot, Map, OptionSlot, Slot, TupleSlot};

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

/// What came of a slot that may be of a plain kind.
enum Plain<'s> {
    Filled(bool),
    Not(Slot<'s>),
}

/// Fills slots. Each method answers whether it filled its slot; one that did not has reported why and passed over the
/// value.
pub(crate) struct Decoder<'i> {
    pub(super) mode: Mode,
    pub(super) direction: Direction,
    pub(super) issues: &'i mut Vec<Violation>,
    /// How much text the issues have that it has reported.
    pub(super) text: usize,
    /// How many issues it has come upon, reported or not.
    pub(super) found: usize,
    /// Where the text stood at the last issue.
    pub(super) offset: Option<usize>,
    /// Whether what is read is a default, in which nothing else is filled in: a default may hold what has it.
    pub(super) is_default: bool,
    /// Where in the value unions hold each other, and how many.
    pub(super) unions: (usize, usize),
    /// How many steps the trial of variants may still take, all in all, and how many trials hold each other now.
    pub(super) trials: (usize, usize),
}

impl<'i> Decoder<'i> {
    pub(crate) fn new(mode: Mode, direction: Direction, issues: &'i mut Vec<Violation>) -> Self {
        Self {
            mode,
            direction,
            issues,
            text: 0,
            found: 0,
            offset: None,
            is_default: false,
            unions: (0, 0),
            trials: (STEP_LIMIT, 0),
        }
    }

    pub(crate) fn fill<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let kind = source.peek()?;
        self.fill_as(source, kind, slot, path)
    }

    /// As [`Self::fill`], of a value whose kind is known.
    fn fill_as<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        match (slot, kind) {
            (Slot::Option(option), _) => self.option(source, kind, option, path),
            (Slot::Object(object), Kind::Object) => self.object(source, object, path),
            (Slot::List(list), Kind::Array) => self.list(source, list, path),
            (Slot::Tuple(tuple), Kind::Array) => self.tuple(source, tuple, path),
            (Slot::Map(map), Kind::Object) => self.map(source, map, path),
            (Slot::Union(union), _) => self.union(source, union, path),
            (Slot::Loose(loose), _) => self.loose(source, kind, loose, path),
            (slot, _) => self.leaf(source, kind, slot, path),
        }
    }

    /// As [`Self::fill_as`]; what nearly every value is goes without a call.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn put<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        match self.plain(source, kind, slot, path)? {
            Plain::Filled(filled) => Ok(filled),
            Plain::Not(slot) => self.fill_as(source, kind, slot, path),
        }
    }

    /// Fills a slot of what nearly every value is. It stands apart from what calls itself, whose room on the stack counts.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn plain<'a, 's, S: Source<'a>>(
        &mut self,
        source: &mut S,
        kind: Kind,
        slot: Slot<'s>,
        path: &Path<'_>,
    ) -> Result<Plain<'s>, Fail> {
        match (slot, kind) {
            (Slot::String(text), Kind::String) => *text = source.string()?.into_owned(),
            (Slot::Bool(value), Kind::Bool) => *value = source.bool()?,
            (Slot::I64(value), Kind::Number) => match source.number()? {
                Token::Int(found) => *value = found,
                token => {
                    let filled = self.number(source, token, Slot::I64(value), path)?;
                    return Ok(Plain::Filled(filled));
                }
            },
            (slot, _) => return Ok(Plain::Not(slot)),
        }
        Ok(Plain::Filled(true))
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
                self.take_back(before);
                Ok(false)
            }
            result => result,
        }
    }

    /// As [`Self::fill`], but any issue is taken back, and the slot then not filled.
    pub(super) fn holds<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        slot: Slot<'_>,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let (before, found) = (self.issues.len(), self.found);
        let filled = self.attempt(source, slot, path)?;
        self.take_back(before);
        Ok(filled && self.found == found)
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
            Slot::List(_) | Slot::Tuple(_) => kind == Kind::Array,
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
        list: &mut dyn ListSlot,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        list.clear();
        source.open_array()?;
        let mut index = 0;
        while source.item(index == 0)? {
            let kind = source.peek()?;
            if !self.put(source, kind, list.push(), &Path::Index(path, index))? {
                list.pop();
            }
            index += 1;
        }
        Ok(true)
    }

    /// Items in their places. As in a struct, one that does not come stays blank, and one for which there is no place is passed
    /// over: both are reported.
    fn tuple<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        tuple: &mut dyn TupleSlot,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let (places, start) = (tuple.places(), source.clone());
        source.open_array()?;
        let mut index = 0;
        while source.item(index == 0)? {
            let path = Path::Index(path, index);
            if index < places {
                self.fill(source, tuple.place(index), &path)?;
            } else {
                let found = source.snippet();
                self.issue(source, &path, "maxItems", found, &places.to_string())?;
                source.skip()?;
            }
            index += 1;
        }
        if index < places {
            let found = start.snippet();
            self.issue(source, path, "minItems", found, &places.to_string())?;
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

    pub(super) fn map_member<'a, S: Source<'a>>(
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
}
