//! Fills a value from plain text: a header, a part of a path, a member of a form.

use super::number::{expected, set_number};
use super::{Mode, fill_json};
use crate::Number;
use crate::encode;
use crate::json::Json;
use crate::validate::Violation;
use crate::value::{ListSlot, Slot, TupleSlot, Union, View};

/// Fills `slot` from text that is no JSON. A list takes the parts between commas (`simple`); whatever is typed as any
/// JSON or as a union takes a number or a boolean where the text is one and that fits, else a string.
///
/// # Errors
/// Text that does not stand for such a value; the pointer is empty, or that of the list's item.
pub fn fill_text(slot: Slot<'_>, text: &str) -> Result<(), Violation> {
    let wrong = |rule, limit: &str| Violation {
        pointer: String::new(),
        rule,
        found: encode::snippet(View::Str(text)),
        limit: limit.to_owned(),
    };
    match slot {
        Slot::Unit => Ok(()),
        Slot::Option(option) => {
            let result = fill_text(option.insert(), text);
            if result.is_err() {
                option.set_absent();
            }
            result
        }
        Slot::Bool(value) => {
            *value = text
                .trim()
                .parse()
                .map_err(|_| wrong("type", "a boolean"))?;
            Ok(())
        }
        Slot::String(place) => {
            text.clone_into(place);
            Ok(())
        }
        Slot::Text(place) => {
            place.set(text);
            Ok(())
        }
        Slot::Bytes(place) => {
            *place = text.as_bytes().to_vec();
            Ok(())
        }
        Slot::List(list) => fill_list(list, text),
        Slot::Tuple(tuple) => fill_tuple(tuple, text),
        Slot::Number(place) => {
            *place = text.trim().parse().map_err(|_| wrong("type", "a number"))?;
            Ok(())
        }
        Slot::Json(place) => {
            *place = json(text);
            Ok(())
        }
        Slot::Union(union) => {
            fill_union(union, text);
            Ok(())
        }
        Slot::Loose(loose) => fill_text(loose.value(), text).or_else(|_| {
            loose.set_other(json(text));
            Ok(())
        }),
        Slot::Map(_) | Slot::Object(_) => Err(wrong("type", "an object")),
        slot => {
            let expected = expected(&slot);
            let number: Number = text.trim().parse().map_err(|_| wrong("type", expected))?;
            set_number(number.token(), slot).map_err(|(rule, limit)| wrong(rule, limit))
        }
    }
}

fn fill_list(list: &mut dyn ListSlot, text: &str) -> Result<(), Violation> {
    list.clear();
    for (index, part) in text.split(',').enumerate().filter(|_| !text.is_empty()) {
        fill_item(list.push(), index, part).inspect_err(|_| list.pop())?;
    }
    Ok(())
}

fn fill_tuple(tuple: &mut dyn TupleSlot, text: &str) -> Result<(), Violation> {
    let (places, count) = (tuple.places(), text.split(',').count());
    if count != places {
        return Err(Violation {
            pointer: String::new(),
            rule: if count < places {
                "minItems"
            } else {
                "maxItems"
            },
            found: encode::snippet(View::Str(text)),
            limit: places.to_string(),
        });
    }
    for (index, part) in text.split(',').enumerate() {
        fill_item(tuple.place(index), index, part)?;
    }
    Ok(())
}

/// One of several parts of a text, which is the item at `index`.
fn fill_item(slot: Slot<'_>, index: usize, part: &str) -> Result<(), Violation> {
    fill_text(slot, part.trim()).map_err(|violation| Violation {
        pointer: format!("/{index}{}", violation.pointer),
        ..violation
    })
}

/// Text that looks like a number may still be meant as text.
fn fill_union(union: &mut dyn Union, text: &str) {
    let mut issues = Vec::new();
    for value in [json(text), Json::String(text.to_owned())] {
        issues.clear();
        let filled = fill_json(Slot::Union(&mut *union), &value, Mode::Strict, &mut issues);
        if filled.is_ok() && issues.is_empty() && !matches!(union.get(), View::Json(_)) {
            return;
        }
    }
    union.set_unknown(Json::String(text.to_owned()));
}

/// A number or a boolean where the text is one, else a string.
fn json(text: &str) -> Json {
    match text {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        _ => match text.parse() {
            Ok(number) => Json::Number(number),
            Err(_) => Json::String(text.to_owned()),
        },
    }
}
