//! Fills objects: each member in its place, and what is known of those that did not come.

use std::borrow::Cow;

use super::fill::{Decoder, Fail};
use super::guess::Next;
use super::report::blank;
use super::seen::{Seen, find};
use super::source::Source;
use crate::json::SyntaxError;
use crate::json::token::Kind;
use crate::pointer::Path;
use crate::schema::{Access, Field, Rule, Schema, Types};
use crate::value::{Object, OptionSlot, Slot};

/// The kinds that a schema must name to have a place for such a value, whatever the number.
fn kinds(kind: Kind) -> Types {
    match kind {
        Kind::Null => Types::NULL,
        Kind::Bool => Types::BOOLEAN,
        Kind::Number => Types::INTEGER,
        Kind::String => Types::STRING,
        Kind::Array => Types::ARRAY,
        Kind::Object => Types::OBJECT,
    }
}

/// The next member of an object.
enum Member<'a> {
    Field(usize),
    Other(Cow<'a, str>),
}

impl Decoder<'_> {
    pub(super) fn object<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        object: &mut dyn Object,
        path: &Path<'_>,
    ) -> Result<bool, Fail> {
        let fields = object.schema().fields;
        let mut seen = Seen::new(fields.len());
        let (mut before, mut first) = (0, true);
        source.open_object()?;
        while let Some(member) = next_member(source, fields, before, first)? {
            first = false;
            match member {
                Member::Field(index) => {
                    before = index + 1;
                    let field = &fields[index];
                    let path = Path::Key(path, field.name);
                    if !seen.insert(index) {
                        self.duplicate(source, &path)?;
                        if let Slot::Object(before) = object.slot(index) {
                            blank(before);
                        }
                    }
                    self.member(source, field, object.slot(index), &path)?;
                }
                Member::Other(key) => match object.extras_mut() {
                    Some(extras) => self.map_member(source, extras, &key, path)?,
                    None => self.unknown(source, object.schema(), &Path::Key(path, &key))?,
                },
            }
        }
        self.missing(source, fields, &seen, path)?;
        self.filled_in(object, &seen, path)?;
        Ok(true)
    }

    /// Fills in the defaults of what did not come, where the schema wants that.
    fn filled_in(
        &mut self,
        object: &mut dyn Object,
        seen: &Seen,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        for rule in object.schema().rules {
            if let Rule::Defaults(defaults) = rule {
                self.defaults(object, defaults, seen, path)?;
            }
        }
        Ok(())
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
        let kind = source.peek()?;
        match slot {
            Slot::Option(option) if kind != Kind::Null => {
                if !self.put(source, kind, option.insert(), path)? {
                    option.set_absent();
                }
            }
            Slot::Option(option) if !field.schema.types.contains(Types::NULL) => {
                option.set_absent();
                let expected = field.schema.types.describe();
                self.wrong_kind(source, expected, path)?;
            }
            Slot::Option(option)
                if field.schema.types.contains(Types::ANY)
                    && (!field.required || field.access != Access::Both) =>
            {
                self.null_of_member(source, option, path)?;
            }
            slot => {
                self.put(source, kind, slot, path)?;
            }
        }
        Ok(())
    }

    /// `null` where `None` is absence, and where the table names no kinds: what has no place for it of its own keeps it as any
    /// other value, or reports it.
    #[cold]
    fn null_of_member<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        option: &mut dyn OptionSlot,
        path: &Path<'_>,
    ) -> Result<(), Fail> {
        if option.set_null() {
            source.null()?;
        } else if !self.put(source, Kind::Null, option.insert(), path)? {
            option.set_absent();
        }
        Ok(())
    }

    /// A value that the schema describes as an object, and that is none. It is kept where the schema allows it.
    #[cold]
    pub(super) fn no_object<'a, S: Source<'a>>(
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
}

/// The member that comes after that of the field at `before - 1`, its key read.
#[cfg_attr(not(debug_assertions), inline(always))]
fn next_member<'a, S: Source<'a>>(
    source: &mut S,
    fields: &[Field],
    before: usize,
    first: bool,
) -> Result<Option<Member<'a>>, SyntaxError> {
    let next = Next::after(fields, before);
    // Once: another thread may write there at any time.
    let guess = next.get();
    if let Some(field) = fields.get(guess)
        && source.key_is(first, field.name)
    {
        return Ok(Some(Member::Field(guess)));
    }
    let Some(key) = source.key(first)? else {
        return Ok(None);
    };
    Ok(Some(match find(fields, &key, before) {
        Some(index) => {
            next.set(index);
            Member::Field(index)
        }
        None => Member::Other(key),
    }))
}

#[cfg(test)]
mod tests {
    use crate::decode::{Mode, fill_slice};
    use crate::{Field, Rest, Schema, Types, Value};

    /// An object or an integer.
    #[derive(Clone)]
    struct Either {
        a: Option<String>,
        rest: Rest,
    }
    crate::members!(
        Either,
        EITHER,
        rest,
        [a?: String = Field::optional("a", &Schema::STRING)],
        types: Types::OBJECT.union(Types::INTEGER),
    );

    #[test]
    fn what_is_no_object_is_kept_where_its_kind_is_named() {
        let read = |text: &str| {
            let (mut either, mut issues) = (Either::blank(), Vec::new());
            fill_slice(either.slot(), text.as_bytes(), Mode::Lenient, &mut issues).unwrap();
            (crate::encode::to_string(either.view()), issues.len())
        };
        assert_eq!(read("-1"), ("-1".to_owned(), 0));
        let object = crate::encode::to_string(Either::blank().a("b".to_owned()).view());
        assert_eq!(read(&object), (object, 0));
        assert_eq!(read(r#""-1""#), ("{}".to_owned(), 1));
    }
}
