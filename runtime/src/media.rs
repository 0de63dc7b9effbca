//! Names of media types, as generator and clients read them.

use std::ops::Range;

/// A media type in lower case, without its parameters.
pub fn essence(media: &str) -> String {
    let (essence, _) = media.split_once(';').unwrap_or((media, ""));
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type's content is JSON: `application/json`, `text/json`, and every `+json` (RFC 6839).
pub fn is_json(media: &str) -> bool {
    let essence = media.split_once(';').map_or(media, |(essence, _)| essence);
    let end = essence.as_bytes().trim_ascii_end().last_chunk::<5>();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"/json") || end.eq_ignore_ascii_case(b"+json"))
}

/// Whether the content of a media type is one JSON text after the other: lines (NDJSON), or RFC 7464.
pub fn is_sequence(essence: &str) -> bool {
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

/// A media type in lower case, without its version and without parameters.
pub fn unversioned(media: &str) -> String {
    let mut essence = essence(media);
    if let Some(place) = version_place(&essence) {
        essence.replace_range(place, "");
    }
    essence
}

/// The version in a media type's name, as in `application/vnd.x.2023-01-01+json`: a day, or `preview`, which as a text is
/// after every day.
pub fn version(media: &str) -> Option<&str> {
    media.get(version_place(media)?)
}

/// Where a media type's version stands in it: behind the first word of its subtype.
fn version_place(media: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for (index, part) in media.split(['.', '+', '/', ';']).enumerate() {
        if index > 1 && (is_day(part) || part.eq_ignore_ascii_case("preview")) {
            return Some(at..at + part.len());
        }
        at += part.len() + 1;
    }
    None
}

/// Whether a text is what versions are called by: `YYYY-MM-DD`, or `preview`.
pub fn is_version(text: &str) -> bool {
    text == "preview" || is_day(text)
}

/// Whether a text has the form `YYYY-MM-DD`.
pub fn is_day(text: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::unversioned;

    #[test]
    fn a_version_stands_behind_the_first_word_of_a_subtype() {
        for (media, bare) in [
            (
                "application/vnd.x.2023-01-01+json",
                "application/vnd.x.+json",
            ),
            (
                "application/vnd.previews.Preview+json;v=1",
                "application/vnd.previews.+json",
            ),
            ("application/preview+json", "application/preview+json"),
            ("text/csv", "text/csv"),
        ] {
            assert_eq!(unversioned(media), bare);
        }
    }
}
