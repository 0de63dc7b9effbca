//! Media types.

use std::borrow::Cow;
use std::ops::Range;

/// The media type of a form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// Whether the content of a media type is one JSON text after the other: lines (NDJSON), or RFC 7464.
pub(super) fn is_sequence(essence: &str) -> bool {
    matches!(
        essence,
        "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-json-stream"
    ) || essence.ends_with("json-seq")
}

/// A media type in lower case, without its parameters.
pub(super) fn essence(media: &str) -> String {
    let (essence, _) = media.split_once(';').unwrap_or((media, ""));
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type's content is JSON: `application/json`, `text/json`, and every `+json` (RFC 6839).
pub(super) fn is_json(media: &str) -> bool {
    let essence = media.split_once(';').map_or(media, |(essence, _)| essence);
    let end = essence.as_bytes().trim_ascii_end().last_chunk::<5>();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"/json") || end.eq_ignore_ascii_case(b"+json"))
}

/// What to ask for, the first with the highest preference (RFC 9110, section 12.4.2): of the versions of a media type
/// (`application/vnd.x.2023-01-01+json`) one alone, the first, or where there is a limit what `version_at` picks.
pub(super) fn accept_at(accept: &[&'static str], limit: Option<&str>) -> Cow<'static, str> {
    if let [only] = accept {
        return Cow::Borrowed(only);
    }
    let mut kinds: Vec<(String, Vec<&'static str>)> = Vec::new();
    for media in accept {
        let key = unversioned(media);
        match kinds.iter_mut().find(|(known, _)| *known == key) {
            Some((_, versions)) => versions.push(media),
            None => kinds.push((key, vec![media])),
        }
    }
    let mut all = String::new();
    for (rank, (_, versions)) in kinds.iter().enumerate() {
        let asked = limit.and_then(|limit| version_at(versions.iter().copied(), limit));
        let Some(asked) = asked.or(versions.first().copied()) else {
            continue;
        };
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(asked);
        if rank > 0 {
            all.push_str(&format!(";q=0.{}", 10 - rank.min(9)));
        }
    }
    Cow::Owned(all)
}

/// Whether a `Content-Type` is one of these media types or ranges, in whatever version.
#[doc(hidden)]
pub fn is_one_of(media: Option<&str>, declared: &[&str]) -> bool {
    let Some(media) = media.map(unversioned) else {
        return false;
    };
    declared.iter().any(|one| {
        let one = unversioned(one);
        match one.strip_suffix('*') {
            Some("*/") => true,
            Some(start) => media.starts_with(start),
            None => media == one,
        }
    })
}

/// Of the versions of a media type the newest that is not after `limit`, or the oldest where all are.
pub(super) fn version_at(
    versions: impl Iterator<Item = &'static str> + Clone,
    limit: &str,
) -> Option<&'static str> {
    let known = versions.filter_map(|media| Some((version(media)?, media)));
    let early = known.clone().filter(|(version, _)| *version <= limit);
    let found = early.max_by_key(|(version, _)| *version);
    let found = found.or_else(|| known.min_by_key(|(version, _)| *version));
    found.map(|(_, media)| media)
}

/// A media type in lower case, without its version and without parameters.
fn unversioned(media: &str) -> String {
    let mut essence = essence(media);
    if let Some(place) = version_place(&essence) {
        essence.replace_range(place, "");
    }
    essence
}

fn version(media: &str) -> Option<&str> {
    media.get(version_place(media)?)
}

/// Where a media type's version stands in it, behind the first word of its subtype: a day, or `preview`, which as a text is
/// after every day.
fn version_place(media: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for (index, part) in media.split(['.', '+', '/', ';']).enumerate() {
        if index > 1 && is_version(part) {
            return Some(at..at + part.len());
        }
        at += part.len() + 1;
    }
    None
}

/// Whether a text is what versions are called by: `YYYY-MM-DD`, or `preview`.
pub(super) fn is_version(text: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text == "preview" || text.len() == 10 && text.bytes().enumerate().all(fits)
}
