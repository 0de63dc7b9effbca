//! Parameters as text: every location and style of OpenAPI 3.0.4, section 4.7.12, percent-encoded by RFC 3986.

use super::operation::{In, Parameter, Style};
use crate::encode::to_string;
use crate::{View, Violation};

/// Why a value cannot stand where its parameter goes.
pub(super) struct Refused(pub &'static str);

/// A value taken apart: what a style can put on the wire.
enum Parts {
    Nothing,
    One(String),
    Items(Vec<String>),
    Members(Vec<(String, String)>),
}

/// The text of one value: a scalar as it is, anything deeper as JSON. `None` where there is nothing to send.
fn scalar(view: View<'_>) -> Option<String> {
    match view {
        View::Absent | View::Null => None,
        View::Str(text) => Some(text.to_owned()),
        View::Text(text) => Some(text.text().into_owned()),
        View::Json(crate::Json::String(text)) => Some(text.clone()),
        View::Json(crate::Json::Null) => None,
        // A plus would have to be encoded, and the exponent does not need it.
        View::F32(_) | View::F64(_) | View::Number(_) | View::Json(crate::Json::Number(_)) => {
            Some(to_string(view).replace("e+", "e"))
        }
        other => Some(to_string(other)),
    }
}

fn parts(view: View<'_>) -> Parts {
    match view {
        View::List(list) => Parts::Items(
            (0..list.len())
                .filter_map(|i| scalar(list.get(i)))
                .collect(),
        ),
        View::Json(crate::Json::Array(items)) => Parts::Items(
            items
                .iter()
                .filter_map(|item| scalar(View::Json(item)))
                .collect(),
        ),
        View::Object(_) | View::Map(_) | View::Json(crate::Json::Object(_)) => {
            let mut members = Vec::new();
            each_member(view, &mut |name, value| {
                if let Some(text) = scalar(value) {
                    members.push((name.to_owned(), text));
                }
            });
            Parts::Members(members)
        }
        other => scalar(other).map_or(Parts::Nothing, Parts::One),
    }
}

/// Calls `each` with every member that is sent.
pub(super) fn each_member<'a>(view: View<'a>, each: &mut dyn FnMut(&str, View<'a>)) {
    match view {
        View::Object(object) => {
            for (index, field) in object.schema().fields.iter().enumerate() {
                if field.access != crate::Access::ReadOnly {
                    each(field.name, object.get(index));
                }
            }
            if let Some(extras) = object.extras() {
                extras.visit(&mut |name, value| {
                    each(name, value);
                    true
                });
            }
        }
        View::Map(map) => {
            map.visit(&mut |name, value| {
                each(name, value);
                true
            });
        }
        View::Json(crate::Json::Object(members)) => {
            for (name, value) in members {
                each(name, View::Json(value));
            }
        }
        _ => {}
    }
}

/// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
pub(super) fn percent(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            triple(byte, out);
        }
    }
}

fn triple(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Percent-encodes what a query cannot hold: reserved characters and well-formed triples stay, but for those that
/// delimit the query itself.
fn percent_reserved(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    for (index, &byte) in bytes.iter().enumerate() {
        let is_triple = byte == b'%'
            && bytes
                .get(index + 1..index + 3)
                .is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit));
        if byte.is_ascii_alphanumeric() || b"-._~:/?@!$'()*,;".contains(&byte) || is_triple {
            out.push(char::from(byte));
        } else {
            triple(byte, out);
        }
    }
}

fn encoded(parameter: &Parameter, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if parameter.location == In::Header {
        out.push_str(text);
    } else if parameter.allow_reserved {
        percent_reserved(text, &mut out);
    } else {
        percent(text, &mut out);
    }
    out
}

/// How the pieces of one style stand together.
struct Layout {
    /// Before everything.
    prefix: &'static str,
    /// Between items, and between members.
    separator: &'static str,
    /// Whether `name=` stands before a value that is not taken apart.
    named: bool,
    /// Whether `name=` stands before every item.
    named_items: bool,
}

fn layout(parameter: &Parameter) -> Layout {
    let Parameter {
        style,
        explode,
        location,
        ..
    } = parameter;
    let separator = match (style, explode) {
        (Style::Matrix, true) => ";",
        (Style::Label, _) if *explode => ".",
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true)
            if *location == In::Cookie =>
        {
            "; "
        }
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => "&",
        (Style::SpaceDelimited, false) => "%20",
        (Style::PipeDelimited, false) => "%7C",
        _ => ",",
    };
    let form = matches!(
        style,
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited
    );
    Layout {
        prefix: match style {
            Style::Matrix => ";",
            Style::Label => ".",
            _ => "",
        },
        separator,
        named: form || *style == Style::Matrix,
        named_items: *explode && (form || *style == Style::Matrix),
    }
}

/// The text of a parameter, as it stands in its place; `None` where nothing is sent.
pub(super) fn parameter(parameter: &Parameter, view: View<'_>) -> Result<Option<String>, Refused> {
    let text = match parameter.style {
        Style::Content(_) => content(parameter, view),
        Style::DeepObject => deep_object(parameter, view),
        _ => styled(parameter, parts(view)),
    };
    if let Some(text) = &text {
        check(parameter, text)?;
    }
    Ok(text)
}

fn content(parameter: &Parameter, view: View<'_>) -> Option<String> {
    if matches!(view, View::Absent) {
        return None;
    }
    let value = encoded(parameter, &to_string(view));
    Some(match parameter.location {
        In::Path | In::Header => value,
        In::Query | In::Cookie => format!("{}={value}", encoded_name(parameter)),
    })
}

fn encoded_name(parameter: &Parameter) -> String {
    let mut name = String::new();
    percent(parameter.name, &mut name);
    name
}

fn styled(parameter: &Parameter, parts: Parts) -> Option<String> {
    let layout = layout(parameter);
    let name = encoded_name(parameter);
    // A delimiter inside an item would split it: it is encoded once more than the text around it.
    let item = |text: &str| match parameter.style {
        Style::PipeDelimited if !parameter.explode => encoded(parameter, &text.replace('|', "%7C")),
        Style::SpaceDelimited if !parameter.explode => {
            encoded(parameter, &text.replace(' ', "%20"))
        }
        _ => encoded(parameter, text),
    };
    let pair = |text: &str| match (parameter.style, text.is_empty()) {
        (Style::Matrix, true) => name.clone(),
        _ => format!("{name}={}", encoded(parameter, text)),
    };
    let joined = match parts {
        Parts::Nothing => return None,
        Parts::One(text) if layout.named => {
            return Some(format!("{}{}", layout.prefix, pair(&text)));
        }
        Parts::One(text) => encoded(parameter, &text),
        Parts::Items(items) if items.is_empty() => return None,
        Parts::Members(members) if members.is_empty() => return None,
        Parts::Items(items) if layout.named_items => items
            .iter()
            .map(|text| pair(text))
            .collect::<Vec<_>>()
            .join(layout.separator),
        Parts::Items(items) => items
            .iter()
            .map(|text| item(text))
            .collect::<Vec<_>>()
            .join(layout.separator),
        Parts::Members(members) => {
            let between = if parameter.explode {
                "="
            } else {
                layout.separator
            };
            let members = members
                .iter()
                .map(|(key, value)| format!("{}{between}{}", item(key), item(value)));
            members.collect::<Vec<_>>().join(layout.separator)
        }
    };
    let named = layout.named && !parameter.explode;
    Some(if named {
        format!("{}{name}={joined}", layout.prefix)
    } else {
        format!("{}{joined}", layout.prefix)
    })
}

/// `name[key]=value`, and so on inwards: lists repeat their key.
fn deep_object(parameter: &Parameter, view: View<'_>) -> Option<String> {
    fn walk(
        prefix: &str,
        view: View<'_>,
        depth: usize,
        encode: &dyn Fn(&str) -> String,
        out: &mut Vec<String>,
    ) {
        match parts(view) {
            Parts::Nothing => {}
            Parts::One(text) => out.push(format!("{prefix}={}", encode(&text))),
            Parts::Items(items) => out.extend(
                items
                    .iter()
                    .map(|text| format!("{prefix}={}", encode(text))),
            ),
            Parts::Members(_) if depth == 0 => {
                out.push(format!("{prefix}={}", encode(&to_string(view))))
            }
            Parts::Members(_) => each_member(view, &mut |name, value| {
                walk(
                    &format!("{prefix}%5B{}%5D", encode(name)),
                    value,
                    depth - 1,
                    encode,
                    out,
                );
            }),
        }
    }
    let mut out = Vec::new();
    walk(
        &encoded_name(parameter),
        view,
        32,
        &|text| encoded(parameter, text),
        &mut out,
    );
    (!out.is_empty()).then(|| out.join("&"))
}

fn check(parameter: &Parameter, text: &str) -> Result<(), Refused> {
    match parameter.location {
        In::Path if text.is_empty() => Err(Refused("text that is not empty")),
        In::Path if text == "." || text == ".." => Err(Refused("text other than a dot segment")),
        In::Path if text.contains("%00") => Err(Refused("text without NUL")),
        In::Header
            if !text
                .bytes()
                .all(|byte| byte == b'\t' || (32..127).contains(&byte)) =>
        {
            Err(Refused("visible ASCII, space and tab"))
        }
        _ => Ok(()),
    }
}

impl Refused {
    /// The same, as a violation of the parameter at `pointer`.
    pub(super) fn at(self, pointer: String, view: View<'_>) -> Violation {
        let found = to_string(view).chars().take(64).collect();
        Violation {
            pointer,
            rule: "type",
            found,
            limit: self.0.to_owned(),
        }
    }
}

/// A body of `application/x-www-form-urlencoded` (WHATWG URL, section 5.2): lists repeat their name, objects are JSON.
pub(super) fn form(view: View<'_>) -> Vec<u8> {
    fn plus(text: &str) -> String {
        let mut out = String::new();
        percent(text, &mut out);
        out.replace("%20", "+")
    }
    let mut pairs = Vec::new();
    each_member(view, &mut |name, value| match parts(value) {
        Parts::Nothing => {}
        Parts::One(text) => pairs.push(format!("{}={}", plus(name), plus(&text))),
        Parts::Items(items) => pairs.extend(
            items
                .iter()
                .map(|text| format!("{}={}", plus(name), plus(text))),
        ),
        Parts::Members(_) => pairs.push(format!("{}={}", plus(name), plus(&to_string(value)))),
    });
    pairs.join("&").into_bytes()
}

#[cfg(test)]
#[path = "encode_tests.rs"]
mod tests;
