//! Writes a value as JSON.

use std::collections::BTreeMap;

use crate::json::writer::{write_f32, write_f64, write_i64, write_string, write_u64};
use crate::json::{Json, Number};
use crate::schema::{Access, Direction, Field, Types};
use crate::value::{Map, Object, View, base64};

/// The value as JSON text, every member of it.
pub fn to_vec(view: View<'_>) -> Vec<u8> {
    to_vec_for(view, Direction::Either)
}

/// The value as JSON text, with the members that travel that way.
pub fn to_vec_for(view: View<'_>, direction: Direction) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    Encoder {
        out: &mut out,
        direction,
        purpose: Purpose::Wire,
    }
    .value(&view);
    out
}

/// As [`to_vec`], as a string.
pub fn to_string(view: View<'_>) -> String {
    String::from_utf8(to_vec(view)).unwrap_or_default()
}

/// The value as [`Json`], every member of it.
pub fn to_json(view: View<'_>) -> Json {
    match view {
        View::Absent | View::Null => Json::Null,
        View::Bool(value) => Json::Bool(value),
        View::I64(value) => Json::Number(value.into()),
        View::U64(value) => Json::Number(value.into()),
        View::F32(value) => {
            let mut text = Vec::new();
            write_f32(&mut text, value);
            let number = std::str::from_utf8(&text)
                .ok()
                .and_then(|text| text.parse().ok());
            number.map_or(Json::Null, Json::Number)
        }
        View::F64(value) => Number::from_f64(value).map_or(Json::Null, Json::Number),
        View::Number(value) => Json::Number(value.clone()),
        View::Str(value) => Json::String(value.to_owned()),
        View::Text(value) => Json::String(value.text().into_owned()),
        View::List(list) => Json::Array(
            (0..list.len())
                .map(|index| to_json(list.get(index)))
                .collect(),
        ),
        View::Map(map) => {
            let mut members = BTreeMap::new();
            add_members(&mut members, map);
            Json::Object(members)
        }
        View::Object(object) => {
            let mut members = BTreeMap::new();
            for (index, field) in object.schema().fields.iter().enumerate() {
                if let Some(view) = sent(field, object.get(index), Direction::Either) {
                    members.insert(field.name.to_owned(), to_json(view));
                }
            }
            if let Some(extras) = object.extras() {
                add_members(&mut members, extras);
            }
            Json::Object(members)
        }
        View::Json(value) => value.clone(),
        View::Bytes(value) => Json::String(base64::encode(value)),
    }
}

fn add_members(members: &mut BTreeMap<String, Json>, map: &dyn Map) {
    map.visit(&mut |key, view| {
        members.insert(key.to_owned(), to_json(view));
        true
    });
}

/// What is sent for a member; `None` where nothing is. An empty `Option` is `null` where the member must be there.
#[inline]
pub(crate) fn sent<'a>(field: &Field, view: View<'a>, direction: Direction) -> Option<View<'a>> {
    is_sent(field, &view, direction).then_some(view)
}

/// Whether anything is sent for a member.
#[inline]
pub(crate) fn is_sent(field: &Field, view: &View<'_>, direction: Direction) -> bool {
    match view {
        View::Absent => {
            field.required
                && field.access == Access::Both
                && field.schema.types.contains(Types::NULL)
        }
        _ => field.is_sent(direction),
    }
}

/// The value as JSON text for a message: cut after 64 characters, secrets hidden.
pub(crate) fn snippet(view: View<'_>) -> String {
    let mut out = Vec::new();
    Encoder {
        out: &mut out,
        direction: Direction::Either,
        purpose: Purpose::Message,
    }
    .value(&view);
    cut(String::from_utf8_lossy(&out).into_owned())
}

const SNIPPET: usize = 64;

/// Cuts the text after 64 characters.
pub(crate) fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(SNIPPET) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The JSON text of a request, secrets hidden.
#[cfg(feature = "http")]
pub(crate) fn shown(view: View<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    Encoder {
        out: &mut out,
        direction: Direction::Request,
        purpose: Purpose::Command,
    }
    .value(&view);
    out
}

/// Who reads what is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The other side: all of it.
    Wire,
    /// A person, in a message: its beginning, secrets hidden.
    Message,
    /// A person: all of it, secrets hidden.
    #[cfg(feature = "http")]
    Command,
}

impl Purpose {
    /// After how many characters the rest does not matter.
    fn limit(self) -> usize {
        match self {
            Purpose::Message => SNIPPET,
            _ => usize::MAX,
        }
    }
}

struct Encoder<'o> {
    out: &'o mut Vec<u8>,
    direction: Direction,
    purpose: Purpose,
}

impl Encoder<'_> {
    /// By reference: a view is written piecemeal, and to copy it at once would wait for every piece.
    fn value(&mut self, view: &View<'_>) {
        match *view {
            View::Absent | View::Null => self.out.extend_from_slice(b"null"),
            View::Bool(true) => self.out.extend_from_slice(b"true"),
            View::Bool(false) => self.out.extend_from_slice(b"false"),
            View::I64(value) => write_i64(self.out, value),
            View::U64(value) => write_u64(self.out, value),
            View::F32(value) => write_f32(self.out, value),
            View::F64(value) => write_f64(self.out, value),
            View::Number(value) => value.write(self.out),
            View::Str(value) => self.string(value),
            View::Text(value) if self.purpose != Purpose::Wire && value.is_secret() => {
                self.string("***");
            }
            View::Text(value) => self.string(&value.text()),
            View::List(list) => {
                self.out.push(b'[');
                for index in 0..list.len() {
                    if index > 0 {
                        self.out.push(b',');
                    }
                    self.value(&list.get(index));
                    if self.is_full() {
                        break;
                    }
                }
                self.out.push(b']');
            }
            View::Map(map) => {
                self.out.push(b'{');
                self.members(map, true);
                self.out.push(b'}');
            }
            View::Object(object) => self.object(object),
            View::Json(json) => self.json(json),
            View::Bytes(value) => self.string(&base64::encode(value)),
        }
    }

    fn object(&mut self, object: &dyn Object) {
        self.out.push(b'{');
        let mut first = true;
        for (index, field) in object.schema().fields.iter().enumerate() {
            let view = object.get(index);
            if !is_sent(field, &view, self.direction) {
                continue;
            }
            self.key(field.name, first);
            first = false;
            self.value(&view);
            if self.is_full() {
                break;
            }
        }
        if let Some(extras) = object.extras() {
            self.members(extras, first);
        }
        self.out.push(b'}');
    }

    fn members(&mut self, map: &dyn Map, mut first: bool) {
        map.visit(&mut |key, view| {
            self.key(key, first);
            first = false;
            self.value(&view);
            !self.is_full()
        });
    }

    fn json(&mut self, json: &Json) {
        match json {
            Json::Null => self.out.extend_from_slice(b"null"),
            Json::Bool(value) => self.value(&View::Bool(*value)),
            Json::Number(value) => value.write(self.out),
            Json::String(value) => self.string(value),
            Json::Array(items) => self.value(&View::List(items)),
            Json::Object(members) => self.value(&View::Map(members)),
        }
    }

    #[inline]
    fn key(&mut self, key: &str, first: bool) {
        if !first {
            self.out.push(b',');
        }
        write_string(self.out, key);
        self.out.push(b':');
    }

    #[inline]
    fn string(&mut self, text: &str) {
        if text.len() <= self.purpose.limit() {
            write_string(self.out, text);
        } else {
            let end = text
                .char_indices()
                .nth(self.purpose.limit())
                .map_or(text.len(), |(end, _)| end);
            write_string(self.out, &text[..end]);
        }
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.out.len() > self.purpose.limit()
    }
}

/// Compact JSON text over several lines.
pub(crate) fn pretty(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    let mut chars = compact.chars().peekable();
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    while let Some(char) = chars.next() {
        if quoted {
            out.push(char);
            quoted = escaped || char != '"';
            escaped = char == '\\' && !escaped;
            continue;
        }
        match char {
            '{' | '[' => {
                out.push(char);
                match chars.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(char);
            }
            ',' => {
                out.push(char);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                quoted = char == '"';
                out.push(char);
            }
        }
    }
    out
}
