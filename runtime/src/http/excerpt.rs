//! What an error shows of a body: its beginning, without what nobody may see. The whole body stays at hand beside it.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use ::http::StatusCode;

use super::client::Core;
use super::encode::percent_encoded;
use super::error::Error;
use super::operation::{Answer, Arguments, Operation};
use super::request;
use super::response::content_type;
use crate::{Field, Rule, Schema, Secret, Slot};

/// The most bytes of a body that are shown.
const MOST: usize = 1024;

/// The beginning of a body as text; the second is what is shown in its place where it holds secrets.
pub(super) struct Excerpt<'a>(pub &'a [u8], pub Option<&'a str>);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Excerpt(body, masked) = *self;
        match masked {
            _ if body.is_empty() => return f.write_str("(no body)"),
            Some(masked) => f.write_str(masked)?,
            None => f.write_str(&String::from_utf8_lossy(&body[..body.len().min(MOST)]))?,
        }
        if body.len() > MOST {
            write!(f, "... ({} bytes in all)", body.len())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error of a call, showing nothing of what the call proved itself with, of its secret arguments, or of members that the
/// document declares as secret: servers repeat what they were sent.
pub(super) fn hidden<O: Operation>(
    error: Error<O::Error>,
    core: Option<&Core>,
    call: Option<&dyn Arguments>,
) -> Error<O::Error> {
    let Some(body) = error.body().filter(|body| !body.is_empty()) else {
        return error;
    };
    let mut secrets = core.map_or_else(Vec::new, Core::secrets);
    if let Some(call) = call {
        request::secrets(O::table(), call, &mut secrets);
    }
    let status = error.status().unwrap_or_default();
    let masked = masked(body, &names::<O>(status, &error), &secrets);
    error.shown_as(masked)
}

/// The members of an answer that the document declares as secret.
fn names<O: Operation>(status: StatusCode, error: &Error<O::Error>) -> HashSet<&'static str> {
    let media = error.headers().and_then(content_type);
    let (mut failure, mut success);
    let schema = match status.is_success() {
        true => {
            success = O::Output::blank_for(status.as_u16(), media);
            of_slot(success.slot())
        }
        false => {
            failure = O::Error::blank_for(status.as_u16(), media);
            of_slot(failure.slot())
        }
    };
    schema.map_or_else(HashSet::new, secret_members)
}

/// The schema of what a slot holds, where that has a table.
fn of_slot(slot: Slot<'_>) -> Option<&'static Schema> {
    match slot {
        Slot::Object(object) => Some(object.schema()),
        Slot::Union(union) => Some(union.table().schema),
        Slot::Option(option) => of_slot(option.insert()),
        Slot::Loose(loose) => of_slot(loose.value()),
        Slot::List(list) => of_slot(list.push()),
        Slot::Tuple(tuple) => (0..tuple.places()).find_map(|index| of_slot(tuple.place(index))),
        Slot::Map(map) => of_slot(map.insert(String::new())),
        _ => None,
    }
}

/// The names of all members below a schema whose format is `password`.
fn secret_members(root: &'static Schema) -> HashSet<&'static str> {
    let mut names = HashSet::new();
    let mut seen = HashSet::new();
    let mut left = vec![root];
    while let Some(schema) = left.pop() {
        if !seen.insert(std::ptr::from_ref(schema)) {
            continue;
        }
        for Field { name, schema, .. } in schema.fields {
            if is_secret(schema, 8) {
                names.insert(*name);
            }
            left.push(schema);
        }
        schema.rules.iter().for_each(|rule| inner(rule, &mut left));
    }
    names
}

/// Whether a schema, or what it refers to, says `format: password`.
fn is_secret(schema: &Schema, depth: usize) -> bool {
    schema.is_secret()
        || schema.rules.iter().any(|rule| match rule {
            Rule::Ref(schema) | Rule::Nullable(schema) => depth > 0 && is_secret(schema, depth - 1),
            _ => false,
        })
}

/// The schemas of parts of a value, or of the value itself.
fn inner(rule: &Rule, found: &mut Vec<&'static Schema>) {
    match rule {
        Rule::Items(schema)
        | Rule::AdditionalProperties(schema)
        | Rule::UnevaluatedItems(schema)
        | Rule::UnevaluatedProperties(schema)
        | Rule::Ref(schema)
        | Rule::Nullable(schema)
        | Rule::Scope { schema, .. }
        | Rule::DynamicRef { schema, .. } => found.push(schema),
        Rule::PrefixItems(all) | Rule::AllOf(all) | Rule::AnyOf(all) | Rule::OneOf(all) => {
            found.extend(*all);
        }
        Rule::PatternProperties(named) | Rule::DependentSchemas(named) => {
            found.extend(named.iter().map(|(_, schema)| *schema));
        }
        Rule::Discriminator { mapping, .. } => {
            found.extend(mapping.iter().map(|(_, schema)| *schema));
        }
        Rule::If {
            then, otherwise, ..
        } => found.extend([*then, *otherwise]),
        Rule::Later(later) => found.extend(later.get()),
        _ => {}
    }
}

/// The beginning of a body with `***` for the values of these members and for these secrets; `None` where it has none.
fn masked(body: &[u8], names: &HashSet<&'static str>, secrets: &[Secret]) -> Option<Box<str>> {
    let mut spelled = HashSet::new();
    for secret in secrets.iter().map(Secret::reveal) {
        let quoted = crate::encode::to_string(crate::View::Str(secret));
        let inside = quoted.get(1..quoted.len().saturating_sub(1));
        spelled.extend(inside.map(str::to_owned));
        spelled.insert(percent_encoded(secret));
        spelled.insert(secret.to_owned());
    }
    spelled.remove("");
    // One that starts among what is shown is looked at whole.
    let longest = spelled.iter().map(String::len).max().unwrap_or_default();
    let text = String::from_utf8_lossy(&body[..body.len().min(MOST + longest)]);
    let mut shown = MOST.min(text.len());
    while !text.is_char_boundary(shown) {
        shown -= 1;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for secret in &spelled {
        let all = text.match_indices(secret.as_str());
        found.extend(all.map(|(start, _)| start..start + secret.len()));
    }
    for name in names {
        let name = format!("\"{name}\"");
        let all = text.match_indices(&name);
        found.extend(all.filter_map(|(at, _)| value_of(&text, at + name.len())));
    }
    found.retain(|range| range.start < shown);
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|range| range.start);
    let (mut masked, mut done) = (String::new(), 0);
    for range in found {
        if range.start >= done {
            masked.push_str(&text[done..range.start]);
            masked.push_str("***");
        }
        done = done.max(range.end);
    }
    masked.push_str(text.get(done..shown).unwrap_or_default());
    Some(masked.into())
}

/// Where the value of a JSON member is whose name ends at `at`. What is no text ends where the member does.
fn value_of(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?.trim_start().strip_prefix(':')?.trim_start();
    let start = text.len() - rest.len();
    let mut escaped = false;
    let length = match rest.strip_prefix('"') {
        Some(inside) => inside
            .bytes()
            .position(|byte| {
                let ends = byte == b'"' && !escaped;
                escaped = byte == b'\\' && !escaped;
                ends
            })
            .map(|end| end + 2),
        None => rest.find([',', '}', ']', '\n']),
    };
    Some(start..length.map_or(text.len(), |length| start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str, names: &[&'static str], secrets: &[&str]) -> String {
        let names = names.iter().copied().collect();
        let secrets: Vec<_> = secrets.iter().copied().map(Secret::from).collect();
        let masked = masked(body.as_bytes(), &names, &secrets);
        Excerpt(body.as_bytes(), masked.as_deref()).to_string()
    }

    #[test]
    fn secrets_are_hidden_however_they_are_spelled() {
        assert_eq!(
            shown("key=a%20b&a b&\"a\\\"c\"", &[], &["a b", "a\"c"]),
            "key=***&***&\"***\""
        );
        assert_eq!(shown("abcd", &[], &["ab", "abc", ""]), "***d");
        assert_eq!(shown("nothing", &[], &["else"]), "nothing");
        assert_eq!(shown("", &["a"], &["b"]), "(no body)");
    }

    #[test]
    fn declared_members_are_hidden_also_where_the_text_is_broken() {
        let body = r#"{"user": "u", "pin" : "1\"2", "code":12,"b":["pin","x"], "pin": "cut"#;
        assert_eq!(
            shown(body, &["pin", "code"], &[]),
            r#"{"user": "u", "pin" : ***, "code":***,"b":["pin","x"], "pin": ***"#
        );
    }

    #[test]
    fn a_secret_at_the_cut_is_not_shown_in_part() {
        let start = "x".repeat(MOST - 3);
        let said = shown(&format!("{start}secret and more"), &[], &["secret"]);
        assert_eq!(said, format!("{start}***... ({} bytes in all)", MOST + 12));
        let said = shown(&format!("\u{e9}{start}\u{e9}\u{e9}"), &[], &["none"]);
        assert!(said.starts_with('\u{e9}') && said.ends_with("bytes in all)"));
        let said = shown(&format!("\u{e9}pin{start}\u{20ac}\u{20ac}"), &[], &["pin"]);
        assert!(said.starts_with("\u{e9}***x"), "{said}");
    }
}
