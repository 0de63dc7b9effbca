//! Findings as text, in the look of the Rust compiler.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::place::Place;
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

/// How many other places of one cause are shown.
const SHOWN: usize = 2;

/// What is shown of one place: the lines that it starts and ends on.
struct Excerpt<'a> {
    name: &'a str,
    text: &'a str,
    line: usize,
    /// Where the place is in its line, where the text is not from the start of that.
    column: Option<usize>,
    start: usize,
    end: usize,
}

fn excerpt(sources: &Sources, span: Span) -> Option<Excerpt<'_>> {
    let file = sources.file(span.file)?;
    let floor = |at| file.floor(at);
    let (start, end) = (floor(span.start), floor(span.end));
    let (line, line_start) = file.line(start);
    let to = file.text()[start..]
        .find('\n')
        .map_or(file.text().len(), |at| start + at);
    // A line can be a whole document: enough around the place is shown.
    let from = line_start.max(start.saturating_sub(120));
    let from = floor(u32::try_from(from).unwrap_or(u32::MAX));
    let column = || Place::of(sources, span).map(|place| place.column);
    let to = floor(u32::try_from(to.min(start + 160)).unwrap_or(u32::MAX)).max(start);
    let end = end.clamp(start, to);
    Some(Excerpt {
        name: &file.name,
        text: &file.text()[from..to],
        line,
        column: (from > line_start).then(column).flatten(),
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

/// The text of a finding with the columns that its places have in their lines, where less than those is shown.
fn with_columns<'a>(text: String, places: impl Iterator<Item = &'a Excerpt<'a>>) -> String {
    let mut out = String::new();
    let mut rest = text.as_str();
    for place in places {
        let Some(column) = place.column else { continue };
        let head = format!("{}:{}:", place.name, place.line);
        let shown = place.text[..place.start].chars().count() + 1;
        if let Some((before, after)) = rest.split_once(&format!("{head}{shown}")) {
            out += &format!("{before}{head}{column}");
            rest = after;
        }
    }
    out + rest
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
    let title = level.primary_title(found.text.as_str()).id(found.code.id());
    let mut group: Group<'_> = Group::with_title(title);
    if let Some(place) = &primary {
        group = group.element(snippet(place, AnnotationKind::Primary, ""));
    }
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
    let more = (found.again.len() > SHOWN).then(|| match found.again.len() - SHOWN {
        1 => "the same at one more place".to_owned(),
        more => format!("the same at {more} more places"),
    });
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
    let others = related.iter().map(|(place, _)| place).chain(&again);
    with_columns(renderer.render(&[group]), primary.iter().chain(others))
}

/// How a text looks where it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

impl Diagnostics {
    /// Every finding of at least that severity as text, sorted, and a line that counts them; empty where there is none.
    pub(crate) fn render(&self, sources: &Sources, least: Severity, look: Look) -> String {
        let renderer = match look {
            Look::Plain => Renderer::plain(),
            Look::Coloured => Renderer::styled(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Limits;

    #[test]
    fn a_place_far_to_the_right_has_its_own_column() {
        let mut sources = Sources::default();
        let text = format!(
            "a: {}bad and {}worse {}\n",
            "ä ".repeat(500),
            "x ".repeat(80),
            "y ".repeat(200)
        );
        let at = |word: &str| {
            let start = u32::try_from(text.find(word).unwrap()).unwrap();
            Span {
                file: 0,
                start,
                end: start + 3,
            }
        };
        let (bad, worse) = (at("bad"), at("worse"));
        let bytes = text.clone().into_bytes();
        let read = sources.read(
            "x.yaml",
            bytes,
            &Limits::default(),
            &mut Diagnostics::default(),
        );
        assert!(read.is_ok());
        let mut found = Diagnostics::default();
        found.add(
            Diagnostic::new(Code::Syntax, "wrong")
                .at(bad)
                .related(worse, "this too"),
        );
        let plain = found.render(&sources, Severity::Note, Look::Plain);
        assert!(
            plain.contains("--> x.yaml:1:1004\n") && plain.contains("::: x.yaml:1:1172\n"),
            "{plain}"
        );
        let coloured = found.render(&sources, Severity::Note, Look::Coloured);
        assert!(
            coloured.contains("x.yaml:1:1004") && coloured.contains("x.yaml:1:1172"),
            "{coloured}"
        );
    }
}
