//! Which media types are asked for, and which one came.

use std::borrow::Cow;

pub(super) use crate::media::{essence, is_json, is_sequence, is_version};
use crate::media::{unversioned, version};

/// The media type of a form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

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
