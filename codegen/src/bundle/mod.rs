//! One self-contained document out of several files and overlays: what references name in other files stands under
//! `components`, under names that come of where it stood, or in place of the reference where OpenAPI has no component of
//! its kind.

mod address;
mod find;
mod json;
mod place;
mod rewrite;
mod yaml;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::source::{NodeId, Sources};

/// How a bundle is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON, indented.
    Json,
}

impl Format {
    /// What a file's name asks for: JSON where it ends so, else YAML.
    pub fn of(path: &std::path::Path) -> Self {
        match path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("json") => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// The document as one text; `None` where it is no OpenAPI document, which the diagnostics say.
pub(crate) fn bundle(
    sources: &mut Sources,
    root: NodeId,
    format: Format,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let found = {
        let document = Document::new(sources, root, diagnostics).ok()?;
        let found = find::targets(&document);
        for (node, _) in &found.targets {
            if let Some(slips) = sources.slips(*node) {
                diagnostics.extend(slips.clone());
            }
        }
        for (at, broken) in &found.broken {
            crate::document::report_broken(sources, *at, broken, diagnostics);
        }
        found
    };
    let places = place::places(sources, root, &found);
    let root = rewrite::root(sources, root, &found, &places);
    Some(match format {
        Format::Yaml => yaml::text(sources, root),
        Format::Json => json::text(sources, root),
    })
}

/// The members of a map as people wrote them: in the order of the file, what was made after that.
fn in_order(sources: &Sources, map: NodeId) -> Vec<&crate::source::Entry> {
    let mut entries: Vec<_> = sources.entries(map).iter().collect();
    entries.sort_by_key(|entry| (entry.key_span.file, entry.key_span.start));
    entries
}
