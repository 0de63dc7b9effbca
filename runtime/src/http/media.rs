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

/// What to ask for: of the dated media types (`application/vnd.x.2023-01-01+json`), the newest not after `date` comes first
/// and alone; media types without a date stay.
pub(super) fn accept_at(accept: &[&'static str], date: &str) -> Cow<'static, str> {
    if let [only] = accept {
        return Cow::Borrowed(only);
    }
    let dated = accept
        .iter()
        .filter_map(|media| Some((media_date(media)?, *media)));
    let newest = dated
        .filter(|(day, _)| *day <= date)
        .max_by_key(|(day, _)| *day);
    let Some((_, media)) = newest else {
        return Cow::Owned(accept.join(", "));
    };
    let plain = accept.iter().filter(|media| media_date(media).is_none());
    let mut all = media.to_owned();
    for media in plain {
        all.push_str(", ");
        all.push_str(media);
    }
    Cow::Owned(all)
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
