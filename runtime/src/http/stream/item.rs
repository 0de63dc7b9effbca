//! What comes one after the other: plain values, and events around values.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::decode::{Mode, fill_json, fill_slice, fill_text};
use crate::http::response::said;
use crate::{Json, Slot, Value, Violation};

/// A server-sent event (HTML, section 9.2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event<T> {
    /// What it carries.
    pub data: T,
    /// Its type (`event`), where it has one.
    pub name: Option<String>,
    /// Its ID, or that of the last event that had one.
    pub id: Option<String>,
    /// How long to wait before asking again, once the connection breaks.
    pub retry: Option<Duration>,
}

/// An item of an answer that streams: a value, or an [`Event`] whose data is one.
///
/// A value in a stream of events is the whole event, as an object of `data`, `event`, `id` and `retry` (OpenAPI 3.2.0,
/// section 4.14.4).
pub trait StreamItem: Sized {
    /// Reads an item; `None` where it says that the items are at an end.
    #[doc(hidden)]
    fn read(
        data: &[u8],
        event: Option<&Event<()>>,
        issues: &mut Vec<Violation>,
    ) -> Result<Option<Self>, String>;
}

impl<T: Value> StreamItem for T {
    fn read(
        data: &[u8],
        event: Option<&Event<()>>,
        issues: &mut Vec<Violation>,
    ) -> Result<Option<Self>, String> {
        let mut value = T::blank();
        match event {
            None => fill_slice(value.slot(), data, Mode::Lenient, issues)
                .map_err(|error| said(&error, data))?,
            Some(event) => value = whole(data, event, issues)?,
        }
        Ok(Some(value))
    }
}

/// A whole event. Its data is text, and where that does not fit it is the JSON that the text is.
fn whole<T: Value>(
    data: &[u8],
    event: &Event<()>,
    issues: &mut Vec<Violation>,
) -> Result<T, String> {
    let read = |members: BTreeMap<String, Json>| {
        let (mut value, mut found) = (T::blank(), Vec::new());
        let object = Json::Object(members);
        let filled = fill_json(value.slot(), &object, Mode::Lenient, &mut found);
        filled.map(|()| (value, found))
    };
    let mut members = members(data, event);
    let mut best = read(members.clone()).map_err(|error| error.to_string())?;
    let json = std::str::from_utf8(data).map(str::parse::<Json>);
    if let (false, Ok(Ok(json))) = (best.1.is_empty(), json) {
        members.insert("data".to_owned(), json);
        if let Ok(other) = read(members)
            && other.1.len() < best.1.len()
        {
            best = other;
        }
    }
    issues.append(&mut best.1);
    Ok(best.0)
}

fn members(data: &[u8], event: &Event<()>) -> BTreeMap<String, Json> {
    let text = |text: &str| Json::String(text.to_owned());
    let retry = event.retry.map(|retry| {
        let milliseconds = u64::try_from(retry.as_millis()).unwrap_or(u64::MAX);
        Json::Number(milliseconds.into())
    });
    let all = [
        ("data", Some(text(&String::from_utf8_lossy(data)))),
        ("event", event.name.as_deref().map(text)),
        ("id", event.id.as_deref().map(text)),
        ("retry", retry),
    ];
    let given = all.into_iter();
    given
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

impl<T: Value> StreamItem for Event<T> {
    fn read(
        data: &[u8],
        event: Option<&Event<()>>,
        issues: &mut Vec<Violation>,
    ) -> Result<Option<Self>, String> {
        let mut value = T::blank();
        if let Err(reason) = read_data(value.slot(), data, issues) {
            // What many APIs send as the last event, whose data is JSON otherwise.
            if data == b"[DONE]" {
                return Ok(None);
            }
            let text = String::from_utf8_lossy(data);
            fill_text(value.slot(), &text).map_err(|_| reason)?;
        }
        let about = event.cloned().unwrap_or_default();
        Ok(Some(Event {
            data: value,
            name: about.name,
            id: about.id,
            retry: about.retry,
        }))
    }
}

/// Text is text; everything else is JSON.
fn read_data(mut slot: Slot<'_>, data: &[u8], issues: &mut Vec<Violation>) -> Result<(), String> {
    loop {
        slot = match slot {
            Slot::Option(option) => option.insert(),
            Slot::String(text) => {
                *text = String::from_utf8_lossy(data).into_owned();
                return Ok(());
            }
            other => {
                return fill_slice(other, data, Mode::Lenient, issues)
                    .map_err(|error| said(&error, data));
            }
        }
    }
}
