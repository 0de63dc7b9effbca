//! Parameters as text: every location and style of OpenAPI 3.0.4, section 4.7.12, and of 3.2.0, section 4.8.12,
//! percent-encoded by RFC 3986.

mod form;
mod multipart;
mod parts;
mod percent;

use super::media;
use super::operation::{In, Parameter, Style};
use crate::{View, Violation};
pub(super) use form::form;
pub(super) use multipart::{Segment, multipart};
pub(super) use parts::json;
pub(super) use parts::scalar;
use parts::{Parts, each_member, parts};
use percent::{IN_COOKIE, IN_PATH, IN_QUERY, percent_reserved};
pub(super) use percent::{decoded, is_dots, percent, template};

/// A text percent-encoded, all but unreserved characters.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    percent(text, &mut out);
    out
}

/// Why a value cannot stand where its parameter goes.
pub(super) struct Refused(pub &'static str);

/// The text of a value in its parameter's place. What delimits there is encoded, so that a value never becomes several.
fn encoded(parameter: &Parameter, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode(parameter, text, &mut out);
    out
}

fn encode(parameter: &Parameter, text: &str, out: &mut String) {
    match (parameter.location, parameter.style) {
        (In::Header, _) | (_, Style::Cookie) => out.push_str(text),
        (In::Path, _) if parameter.allow_reserved => percent_reserved(text, &IN_PATH, out),
        (In::Query, _) if parameter.allow_reserved => percent_reserved(text, &IN_QUERY, out),
        (In::Cookie, _) if parameter.allow_reserved => percent_reserved(text, &IN_COOKIE, out),
        _ => percent(text, out),
    }
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

/// What delimits the items of a list, and what stands for it.
fn delimiter(parameter: &Parameter) -> Option<[&'static str; 2]> {
    let delimiter = match parameter.style {
        Style::SpaceDelimited => [" ", "%20"],
        Style::PipeDelimited => ["|", "%7C"],
        Style::TabDelimited => ["\t", "%09"],
        _ => return None,
    };
    Some(match parameter.location {
        In::Header => [delimiter[0]; 2],
        _ => delimiter,
    })
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
        (Style::Form | Style::Cookie, true) if *location == In::Cookie => "; ",
        (Style::Form, true) => "&",
        (_, true) if delimiter(parameter).is_some() => "&",
        (_, false) => delimiter(parameter).map_or(",", |[_, written]| written),
        _ => ",",
    };
    let form = match style {
        Style::Form | Style::Cookie => true,
        // Swagger 2.0 has them everywhere.
        _ => delimiter(parameter).is_some() && !matches!(location, In::Path | In::Header),
    };
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

/// Adds the text of a parameter, as it stands in its place. Returns whether anything is sent.
pub(super) fn parameter(
    parameter: &Parameter,
    view: View<'_>,
    out: &mut String,
) -> Result<bool, Refused> {
    if plain(parameter, view, out) {
        return Ok(true);
    }
    if is_sent_empty(parameter, view) {
        percent(parameter.name, out);
        out.push('=');
        return Ok(true);
    }
    let start = out.len();
    let text = match parameter.style {
        Style::Cookie if json(view).contains(';') => {
            return Err(Refused("text without semicolons"));
        }
        Style::Content(media) => content(parameter, media, view),
        Style::DeepObject => deep_object(parameter, view),
        _ => match parts(view) {
            // Most parameters are one text, which is written in place.
            Parts::One(text) => {
                single(parameter, &text, out);
                check(parameter, out.get(start..).unwrap_or_default())?;
                return Ok(true);
            }
            parts => several(parameter, parts),
        },
    };
    let Some(text) = text else {
        return match parameter.location {
            In::Path => Err(Refused("text that is not empty")),
            _ => Ok(false),
        };
    };
    check(parameter, &text)?;
    out.push_str(&text);
    Ok(true)
}

/// Whether a value is empty, and its parameter is sent as `name=` then (`allowEmptyValue`; OpenAPI 3.0.4, section
/// 4.7.12.2.1): `null`, an empty text, list or object.
pub(super) fn is_sent_empty(parameter: &Parameter, view: View<'_>) -> bool {
    let may_be = parameter.allow_empty && parameter.location == In::Query;
    may_be
        && match parts(view) {
            Parts::Nothing => !matches!(view, View::Absent),
            Parts::One(text) => text.is_empty(),
            Parts::Items(items) => items.is_empty(),
            Parts::Members(members) => members.is_empty(),
        }
}

/// Adds a text that stands in any place as it is, which most are. `false` is no answer: then all the rest has to be asked.
fn plain(parameter: &Parameter, view: View<'_>, out: &mut String) -> bool {
    let text = match view {
        View::Str(text) => text,
        View::Bool(true) => "true",
        View::Bool(false) => "false",
        _ => return false,
    };
    let named = match parameter.style {
        Style::Simple => false,
        Style::Form => true,
        _ => return false,
    };
    // What is empty, and what may be a dot segment, is not for every place.
    if text.is_empty() || text.starts_with('.') || !percent::is_unreserved(text) {
        return false;
    }
    if named {
        percent(parameter.name, out);
        out.push('=');
    }
    out.push_str(text);
    true
}

fn content(parameter: &Parameter, media: &str, view: View<'_>) -> Option<String> {
    if matches!(view, View::Absent) {
        return None;
    }
    let is_form = media::essence(media) == media::FORM;
    let text = match view {
        _ if is_form => form(view, &[]),
        _ if media::is_json(media) => json(view),
        _ => scalar(view).unwrap_or_else(|| json(view)),
    };
    Some(match parameter.location {
        In::Path | In::Header => encoded(parameter, &text),
        In::QueryString if is_form => text,
        In::QueryString => encoded(parameter, &text),
        In::Query | In::Cookie => {
            format!(
                "{}={}",
                percent_encoded(parameter.name),
                encoded(parameter, &text)
            )
        }
    })
}

/// A value that is not taken apart.
fn single(parameter: &Parameter, text: &str, out: &mut String) {
    let layout = layout(parameter);
    out.push_str(layout.prefix);
    if layout.named {
        percent(parameter.name, out);
        if parameter.style == Style::Matrix && text.is_empty() {
            return;
        }
        out.push('=');
    }
    encode(parameter, text, out);
}

/// A value that is taken apart.
fn several(parameter: &Parameter, parts: Parts<'_>) -> Option<String> {
    let layout = layout(parameter);
    let name = percent_encoded(parameter.name);
    // A delimiter inside an item would split it: it is encoded once more than the text around it.
    let item = |text: &str| match delimiter(parameter) {
        Some([sign, _]) if !parameter.explode => {
            encoded(parameter, &text.replace(sign, &percent_encoded(sign)))
        }
        _ => encoded(parameter, text),
    };
    let pair = |text: &str| match (parameter.style, text.is_empty()) {
        (Style::Matrix, true) => name.clone(),
        _ => format!("{name}={}", encoded(parameter, text)),
    };
    let joined = match parts {
        Parts::Nothing | Parts::One(_) => return None,
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
                out.push(format!("{prefix}={}", encode(&json(view))))
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
        &percent_encoded(parameter.name),
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
        In::Path if is_dots(text) => Err(Refused("text other than a dot segment")),
        In::Path if text.contains("%00") => Err(Refused("text without NUL")),
        In::Header | In::Cookie
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
        Violation {
            pointer,
            rule: "type",
            found: crate::encode::snippet(view),
            limit: self.0.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
