//! Bodies of `application/x-www-form-urlencoded`.

use super::parameter;
use super::parts::{Parts, each_member, json, parts};
use super::percent::percent_bytes;
use crate::http::operation::{Parameter, Part};
use crate::{Schema, View};

/// The value as a form (WHATWG URL, section 5.2). Lists repeat their name and objects are JSON, but where a member's
/// encoding gives it a style, or JSON as its media type (OpenAPI 3.0.4, section 4.7.15.1).
pub(in crate::http) fn form(view: View<'_>, encodings: &'static [Part]) -> String {
    fn plus(bytes: &[u8]) -> String {
        let mut out = String::new();
        percent_bytes(bytes, &mut out);
        out.replace("%20", "+")
    }
    let mut pairs = Vec::new();
    each_member(view, &mut |name, value| {
        let pair = |text: &str| format!("{}={}", plus(name.as_bytes()), plus(text.as_bytes()));
        let part = encodings.iter().find(|part| part.name == name);
        if let View::Text(text) = value
            && let Some(bytes) = text.binary().and_then(crate::Binary::as_bytes)
        {
            return pairs.push(format!("{}={}", plus(name.as_bytes()), plus(bytes)));
        }
        match (part.and_then(styled), parts(value)) {
            (Some(described), _) => {
                let mut text = String::new();
                if let Ok(true) = parameter(&described, value, &mut text) {
                    pairs.push(text);
                }
            }
            (None, _) if !matches!(value, View::Absent) && part.is_some_and(Part::is_json) => {
                pairs.push(pair(&json(value)));
            }
            (None, Parts::Nothing) => {}
            (None, Parts::One(text)) => pairs.push(pair(&text)),
            (None, Parts::Items(items)) => pairs.extend(items.iter().map(|text| pair(text))),
            (None, Parts::Members(_)) => pairs.push(pair(&json(value))),
        }
    });
    pairs.retain(|pair| !pair.is_empty());
    pairs.join("&")
}

/// The parameter of a query that is written as a member with that encoding.
pub(super) fn styled(part: &Part) -> Option<Parameter> {
    let (style, explode, allow_reserved) = part.style?;
    let mut described = Parameter::query(part.name, &Schema::ANY).style(style, explode);
    described.allow_reserved = allow_reserved;
    Some(described)
}
