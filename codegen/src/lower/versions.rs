//! Versions of a media type: a day in its subtype (`application/vnd.x.2023-01-01+json`), or `preview`, which comes after
//! every day and so is used only where it is asked for, or where nothing else is there.

pub(super) use specsmith_runtime::media::unversioned;
use specsmith_runtime::media::{is_day, version};

use super::media::rank;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::is_media_type;
use crate::source::NodeId;

/// After every day, and before a preview.
const NO_LIMIT: &str = "9999-12-31";

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
        let found = Diagnostic::new(Code::Unmatched, text).help(
            "leave such operations out by `exclude`, or choose a day on which all of them are there",
        );
        let found = found.at_origin(self.options.date_origin.as_ref());
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
}
