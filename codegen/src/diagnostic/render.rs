//! Findings as text, in the look of the Rust compiler.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

/// How many other places of one cause are shown.
const SHOWN: usize = 2;

/// What is shown of one place: the lines that it starts and ends on.
struct Excerpt<'a> {
    name: &'a str,
    text: &'a str,
    line: usize,
    start: usize,
    end: usize,
}

fn excerpt(sources: &Sources, span: Span) -> Option<Excerpt<'_>> {
    let file = sources.file(span.file)?;
    let floor = |at| file.floor(at);
    let (start, end) = (floor(span.start), floor(span.end));
    let (line, from) = file.line(start);
    let to = file.text[start..]
        .find('\n')
        .map_or(file.text.len(), |at| start + at);
    // A line can be a whole document: enough around the place is shown.
    let from = floor(u32::try_from(from.max(start.saturating_sub(120))).unwrap_or(u32::MAX));
    let to = floor(u32::try_from(to.min(start + 160)).unwrap_or(u32::MAX)).max(start);
    let end = end.clamp(start, to);
    Some(Excerpt {
        name: &file.name,
        text: &file.text[from..to],
        line,
        start: start - from,
        end: end - from,
    })
}

fn snippet<'a>(
    excerpt: &'a Excerpt<'a>,
    kind: AnnotationKind,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotation = kind.span(excerpt.start..excerpt.end).label(label);
    Snippet::source(excerpt.text)
        .path(excerpt.name)
        .line_start(excerpt.line)
        .annotation(annotation)
}

fn render_one(found: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let primary = found.span.and_then(|span| excerpt(sources, span));
    let related: Vec<_> = found
        .related
        .iter()
        .filter_map(|(span, text)| Some((excerpt(sources, *span)?, text.as_str())))
        .collect();
    let mut group: Group<'_> = match &primary {
        Some(place) => level
            .primary_title(found.text.as_str())
            .id(found.code.id())
            .element(snippet(place, AnnotationKind::Primary, "")),
        None => Group::with_title(level.primary_title(found.text.as_str()).id(found.code.id())),
    };
    for (place, text) in &related {
        group = group.element(snippet(place, AnnotationKind::Context, text));
    }
    let again: Vec<_> = found
        .again
        .iter()
        .take(SHOWN)
        .filter_map(|span| excerpt(sources, *span))
        .collect();
    for place in &again {
        group = group.element(snippet(place, AnnotationKind::Context, "the same here"));
    }
    let more = (found.again.len() > SHOWN)
        .then(|| format!("the same at {} more places", found.again.len() - SHOWN));
    if let Some(more) = &more {
        group = group.element(Level::NOTE.message(more.as_str()));
    }
    let at = found
        .pointer
        .as_deref()
        .filter(|pointer| !pointer.is_empty())
        .map(|pointer| format!("at #{pointer}"));
    if let Some(at) = &at {
        group = group.element(Level::NOTE.message(at.as_str()));
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

impl Diagnostics {
    /// Every finding of at least that severity as text, sorted, and a line that counts them; empty where there is none.
    pub fn render(&self, sources: &Sources, least: Severity, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut out = String::new();
        let shown = self.at_least(least);
        for found in &shown {
            let _ = write!(out, "{}\n\n", render_one(found, sources, &renderer));
        }
        let kinds = [Severity::Error, Severity::Warning, Severity::Note];
        let counts: Vec<_> = kinds
            .into_iter()
            .map(|severity| {
                (
                    shown
                        .iter()
                        .filter(|found| found.severity == severity)
                        .count(),
                    severity.word(),
                )
            })
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
            .collect();
        if !counts.is_empty() {
            let _ = writeln!(out, "{}", counts.join(", "));
        }
        out
    }
}
