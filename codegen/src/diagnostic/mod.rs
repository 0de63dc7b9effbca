//! What is wrong with a document, where, and what to do.

mod code;
mod github;
mod json;
mod line;
mod place;
mod policy;
mod render;
mod sarif;

pub use code::Code;
pub use policy::{Layer, Policy, Rule};
pub(crate) use render::Look;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing can be made of the document, or of a part that all else needs.
    Error,
    /// Something is left out, widened or repaired.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The severity in a word, as SARIF has it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where something stands that another stage may have to speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What to show of it.
    pub span: Span,
    /// Its JSON pointer (RFC 6901).
    pub pointer: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// What is wrong.
    pub text: String,
    /// Where; `None` where no file could be read.
    pub span: Option<Span>,
    /// JSON pointer of the place (RFC 6901), where the text is a tree.
    pub pointer: Option<String>,
    /// Other places that belong to it, and what they are.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// What it comes of: findings of one kind and one cause are one finding.
    pub cause: Option<String>,
    /// The other places where the same cause shows.
    pub again: Vec<Span>,
}

impl Diagnostic {
    /// A finding of that kind, as grave as its code says.
    pub fn new(code: Code, text: impl Into<String>) -> Self {
        let severity = code.severity();
        Self {
            code,
            severity,
            text: text.into(),
            span: None,
            pointer: None,
            related: Vec::new(),
            help: None,
            cause: None,
            again: Vec::new(),
        }
    }
    /// The same, at that place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
    /// The same, where that is known.
    #[must_use]
    pub fn at_origin(mut self, origin: Option<&Origin>) -> Self {
        if let Some(origin) = origin {
            self.span = Some(origin.span);
            self.pointer = Some(origin.pointer.clone());
        }
        self
    }
    /// The same, at that node.
    #[must_use]
    pub fn at_node(
        mut self,
        sources: &crate::source::Sources,
        node: crate::source::NodeId,
    ) -> Self {
        self.span = Some(sources.place(node));
        self.pointer = Some(sources.pointer(node));
        self
    }
    /// The same, at the key of that entry.
    #[must_use]
    pub fn at_key(self, sources: &crate::source::Sources, entry: &crate::source::Entry) -> Self {
        self.at_node(sources, entry.value).at(entry.key_span)
    }
    /// The same, with another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push((span, text.into()));
        self
    }
    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
    /// The same, coming of that: of several with one cause, the first in the document is shown, and the others are named.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Takes in a finding of the same cause.
    fn absorb(&mut self, mut other: Diagnostic) {
        if other.span < self.span {
            std::mem::swap(self, &mut other);
        }
        let first = self.span;
        let more = other.again.into_iter().chain(other.span);
        for span in more.filter(|span| Some(*span) != first) {
            if let Err(at) = self.again.binary_search(&span) {
                self.again.insert(at, span);
            }
        }
    }
}

/// Where every stage reports to.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    seen: HashSet<(Code, Option<Span>, String)>,
    causes: HashMap<(Code, String), usize>,
}

impl Diagnostics {
    /// Adds a finding, once for each cause.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        if let Some(cause) = &diagnostic.cause {
            let key = (diagnostic.code, cause.clone());
            if let Some(known) = self
                .causes
                .get(&key)
                .and_then(|index| self.found.get_mut(*index))
            {
                known.absorb(diagnostic);
                return;
            }
            self.causes.insert(key, self.found.len());
        }
        let key = (diagnostic.code, diagnostic.span, diagnostic.text.clone());
        if self.seen.insert(key) {
            self.found.push(diagnostic);
        }
    }

    /// Whether a finding of that code and this cause was added at this place.
    pub(crate) fn knows(&self, code: Code, cause: &str, place: Span) -> bool {
        let found = self.causes.get(&(code, cause.to_owned()));
        let found = found.and_then(|at| self.found.get(*at));
        found.is_some_and(|found| {
            found.span == Some(place) || found.again.binary_search(&place).is_ok()
        })
    }

    /// Whether so much was found that nobody reads what was perhaps meant.
    pub(crate) fn has_many_causes(&self) -> bool {
        self.causes.len() > 500
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds what another stage found.
    pub(crate) fn extend(&mut self, other: Diagnostics) {
        other.found.into_iter().for_each(|found| self.add(found));
    }

    /// Lets findings that have no place stand where what led to them stands.
    pub(crate) fn place_what_has_none(&mut self, span: Span) {
        for one in &mut self.found {
            one.span.get_or_insert(span);
        }
    }

    /// The finding that was added first.
    pub(crate) fn into_first(self) -> Option<Diagnostic> {
        self.found.into_iter().next()
    }

    /// Makes every finding as grave as the policy says, and forgets those that it allows.
    pub fn judge(&mut self, policy: &Policy) {
        self.causes.clear();
        self.found.retain_mut(|found| match policy.severity(found) {
            Some(severity) => {
                found.severity = severity;
                true
            }
            None => false,
        });
    }

    /// The findings that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found
            .iter()
            .filter(|found| found.severity == Severity::Error)
    }

    /// Whether anything is an error.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// Whether a finding of a kind speaks of a place or of a part of it.
    fn has_within(&self, code: Code, place: Span) -> bool {
        let within = |span: Span| {
            span.file == place.file && span.start >= place.start && span.end <= place.end
        };
        let mut of_kind = self.found.iter().filter(|found| found.code == code);
        of_kind.any(|found| found.span.is_some_and(within))
    }

    /// Forgets findings of a kind of which others tell more exactly.
    pub(crate) fn forget_within(&mut self, code: Code, others: &Diagnostics) {
        self.causes.clear();
        let is_told = |span: Option<Span>| span.is_some_and(|span| others.has_within(code, span));
        self.found
            .retain(|found| found.code != code || !is_told(found.span));
    }

    /// How many there are of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }

    /// Every finding, by file and place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.found.iter().collect();
        all.sort_by_key(|found| (found.span, found.severity, found.code));
        all
    }

    /// The findings of at least that severity, by file and place.
    fn at_least(&self, least: Severity) -> Vec<&Diagnostic> {
        let mut all = self.sorted();
        all.retain(|found| found.severity <= least);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_known_at_each_of_its_places() {
        let place = |start| Span {
            start,
            ..Span::default()
        };
        let (code, mut found) = (Code::BrokenReference, Diagnostics::default());
        for start in [5, 1, 9] {
            let broken = Diagnostic::new(code, "it leads nowhere");
            assert!(!found.knows(code, "#/a", place(start)));
            found.add(broken.at(place(start)).cause("#/a"));
            assert!(found.knows(code, "#/a", place(start)));
        }
        assert!(found.knows(code, "#/a", place(1)) && !found.knows(code, "#/b", place(1)));
        assert_eq!(found.sorted().len(), 1);
    }
}
