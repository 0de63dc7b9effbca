//! Versions of a media type: a day in its subtype (`application/vnd.x.2023-01-01+json`), or `preview`, which comes after
//! every day and so is used only where it is asked for, or where nothing else is there.

use std::ops::Range;

use super::media::rank;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::is_media_type;
use crate::source::NodeId;

/// After every day, and before a preview.
const NO_LIMIT: &str = "9999-12-31";

/// Where a media type's version stands in it: behind the first word of its subtype.
fn place(media: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for (index, part) in media.split(['.', '+', '/', ';']).enumerate() {
        if index > 1 && (is_day(part) || part.eq_ignore_ascii_case("preview")) {
            return Some(at..at + part.len());
        }
        at += part.len() + 1;
    }
    None
}

fn is_day(part: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    part.len() == 10 && part.bytes().enumerate().all(fits)
}

fn version(media: &str) -> Option<&str> {
    media.get(place(media)?)
}

/// A media type in lower case, without its version and without parameters.
pub(super) fn unversioned(media: &str) -> String {
    let mut essence = super::media::essence(media);
    if let Some(place) = place(&essence) {
        essence.replace_range(place, "");
    }
    essence
}

/// The media types of one body, best first: by rank, then the newest version. Versions after `limit` are left out, but for
/// the oldest where every version of one media type is. What is none is left out beside what is one.
pub(super) fn ordered<'m>(
    names: impl Iterator<Item = &'m str>,
    limit: Option<&str>,
) -> Vec<&'m str> {
    let mut all: Vec<&str> = names.collect();
    if all.iter().any(|media| is_media_type(media)) {
        all.retain(|media| is_media_type(media));
    }
    all.sort_by(|a, b| {
        let newer = || version(b).cmp(&version(a));
        rank(a).cmp(&rank(b)).then_with(newer)
    });
    let is_late = |media: &str| version(media).is_some_and(|own| is_after(own, limit));
    let is_kept = |media: &&str| {
        let versions = versions(&all, media);
        let early = versions.iter().any(|other| !is_late(other));
        !is_late(media) || !early && versions.last() == Some(media)
    };
    all.iter().copied().filter(is_kept).collect()
}

fn is_after(version: &str, limit: Option<&str>) -> bool {
    version > limit.unwrap_or(NO_LIMIT)
}

/// A media type with its versions, where it has one: what a call asks for to have it.
pub(super) fn versions<'m>(offered: &[&'m str], media: &'m str) -> Vec<&'m str> {
    let key = unversioned(media);
    let is_one =
        |other: &&str| *other == media || version(other).is_some() && unversioned(other) == key;
    offered.iter().copied().filter(is_one).collect()
}

impl Types<'_, '_> {
    /// The media types of a body or an answer of `operation`, best first, in the versions that the settings want.
    pub(super) fn offered<'m>(
        &mut self,
        names: impl Iterator<Item = &'m str>,
        operation: NodeId,
    ) -> Vec<&'m str> {
        let limit = self.options.date.as_deref();
        let offered = ordered(names, limit);
        let is_late = |media: &&str| {
            let day = version(media).filter(|version| is_day(version));
            day.is_some_and(|day| is_after(day, limit))
        };
        if offered.iter().any(is_late) && self.late.last() != Some(&operation) {
            self.late.push(operation);
        }
        offered
    }

    /// Says so where the settings want a date that is before every version of operations.
    pub(super) fn report_late(&mut self) {
        let (Some(first), Some(date)) = (self.late.first(), &self.options.date) else {
            return;
        };
        let many = match self.late.len() {
            1 => "an operation".to_owned(),
            many => format!("{many} operations"),
        };
        let text = format!("every version of {many} is after {date}: the oldest is used");
        let mut found = Diagnostic::new(Code::Unmatched, text).help(
            "leave such operations out by `exclude`, or choose a day on which all of them are there",
        );
        found.span = self.options.date_span;
        let place = self.document.sources.place(*first);
        self.diagnostics
            .add(found.related(place, "one of these operations"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_not_after_the_limit_is_best() {
        let all = [
            "application/vnd.x.2023-01-01+json",
            "application/vnd.x.preview+json",
            "application/vnd.x.2025-03-12+json",
            "text/csv",
        ];
        let of = |all: &[&'static str], limit| ordered(all.iter().copied(), limit);
        assert_eq!(of(&all, None), [all[2], all[0], all[3]]);
        assert_eq!(of(&all, Some("2024-05-30")), [all[0], all[3]]);
        assert_eq!(of(&all, Some("preview")), [all[1], all[2], all[0], all[3]]);
        // Too new as a whole: the oldest, and a preview where there is nothing else.
        assert_eq!(of(&all, Some("2022-01-01")), [all[0], all[3]]);
        assert_eq!(of(&all[1..2], None), [all[1]]);
        assert_eq!(of(&all[1..3], Some("2022-01-01")), [all[2]]);
    }

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
