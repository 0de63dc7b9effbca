//! Media types.

use std::borrow::Cow;

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
    let mut parts = media.as_bytes().split(|byte| *byte == b';');
    let end = parts.next().unwrap_or_default().trim_ascii_end();
    let end = end.last_chunk::<5>();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"/json") || end.eq_ignore_ascii_case(b"+json"))
}

/// A day after every version's.
pub(super) const NO_LIMIT: &str = "9999-12-31";

/// What to ask for, the first with the highest preference (RFC 9110, section 12.4.2): of the versions of a media type
/// (`application/vnd.x.2023-01-01+json`) the newest not after `date` alone.
pub(super) fn accept_at(accept: &[&'static str], date: &str) -> Cow<'static, str> {
    if let [only] = accept {
        return Cow::Borrowed(only);
    }
    let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
    for media in accept {
        let key = undated(media);
        match kinds.iter_mut().find(|(known, _)| *known == key) {
            Some((_, versions)) => versions.push(media),
            None => kinds.push((key, vec![media])),
        }
    }
    let mut all = String::new();
    for (rank, (_, versions)) in kinds.iter().enumerate() {
        let early = versions
            .iter()
            .filter_map(|media| Some((media_date(media)?, *media)));
        let newest = early
            .filter(|(day, _)| *day <= date)
            .max_by_key(|(day, _)| *day);
        let asked = newest.map_or_else(|| versions.clone(), |(_, media)| vec![media]);
        for media in asked {
            if !all.is_empty() {
                all.push_str(", ");
            }
            all.push_str(media);
            if rank > 0 {
                all.push_str(&format!(";q=0.{}", 10 - rank.min(9)));
            }
        }
    }
    Cow::Owned(all)
}

/// Whether a `Content-Type` is one of these media types or ranges, in whatever version.
#[doc(hidden)]
pub fn is_one_of(media: Option<&str>, declared: &[&str]) -> bool {
    let Some(media) = media.map(undated) else {
        return false;
    };
    declared.iter().any(|one| {
        let one = undated(one);
        match one.strip_suffix('*') {
            Some("*/") => true,
            Some(start) => media.starts_with(start),
            None => media == one,
        }
    })
}

/// A media type without its date, which tells its version, and without parameters.
fn undated(media: &str) -> String {
    let essence = essence(media);
    match media_date(&essence) {
        Some(day) => essence.replacen(day, "", 1),
        None => essence,
    }
}

/// Of a media type and its other versions, the newest that is not after `date`.
pub(super) fn version_at(
    media: &'static str,
    versions: &[&'static str],
    date: &str,
) -> Option<&'static str> {
    let all = std::iter::once(media).chain(versions.iter().copied());
    let dated = all.filter_map(|media| Some((media_date(media)?, media)));
    let early = dated.filter(|(day, _)| *day <= date);
    early.max_by_key(|(day, _)| *day).map(|(_, media)| media)
}

/// The date in a media type's subtype.
fn media_date(media: &str) -> Option<&str> {
    media.split(['.', '+', '/', ';']).find(|part| {
        let bytes = part.as_bytes();
        bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    *b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            })
    })
}
