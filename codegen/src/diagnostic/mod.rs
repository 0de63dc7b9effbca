//! What is wrong with a document, where, and what to do.

mod code;
mod render;

pub use code::Code;

use std::collections::HashSet;

use crate::source::Span;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be made of the document, or of a part that all else needs.
    Error,
    /// Something is left out, widened or repaired.
    Warning,
    /// Worth knowing.
    Note,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        }
    }
    /// The same, at that place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
    /// The same, at that node.
    #[must_use]
    pub fn at_node(
        mut self,
        sources: &crate::source::Sources,
        node: crate::source::NodeId,
    ) -> Self {
        self.span = Some(sources.span(node));
        self.pointer = Some(sources.pointer(node));
        self
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
}

/// Where every stage reports to.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    seen: HashSet<(Code, Option<Span>, String)>,
}

impl Diagnostics {
    /// Adds a finding, once.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.code, diagnostic.span, diagnostic.text.clone());
        if self.seen.insert(key) {
            self.found.push(diagnostic);
        }
    }

    /// The finding that was added first.
    pub(crate) fn into_first(self) -> Option<Diagnostic> {
        self.found.into_iter().next()
    }

    /// Whether anything is an error.
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity == Severity::Error)
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
}
