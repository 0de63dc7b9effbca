//! What a person has decided about kinds of findings: which are errors, and which are not worth saying.

use super::{Code, Diagnostic, Severity};
use crate::glob::Glob;

/// The findings that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Their kind; every kind where it is `None`.
    pub code: Option<Code>,
    /// Where they stand, as a pattern of JSON pointers; anywhere where it is `None`.
    pub at: Option<Glob>,
}

/// Rules of one origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// Whether every warning is an error.
    pub strict: bool,
    /// Findings that are errors.
    pub deny: Vec<Rule>,
    /// Findings that are not worth saying.
    pub allow: Vec<Rule>,
}

/// Layers of rules: the first that speaks of a finding decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The layers, the strongest first: the command line, then the settings.
    pub layers: Vec<Layer>,
}

/// What becomes of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Deny,
    Allow,
}

impl Policy {
    /// How grave a finding is in the end; `None` where it is not worth saying. What stops specsmith is an error whatever
    /// anybody says.
    pub(super) fn severity(&self, found: &Diagnostic) -> Option<Severity> {
        let usual = found.severity;
        if usual == Severity::Error {
            return Some(usual);
        }
        match self.layers.iter().find_map(|layer| layer.verdict(found)) {
            Some(Verdict::Deny) => Some(Severity::Error),
            Some(Verdict::Allow) => None,
            None => Some(usual),
        }
    }
}

impl Layer {
    /// Why nobody can allow what stops specsmith.
    pub const NEVER_ALLOWED: &str = "without what it asks for, nothing can be generated";

    /// A rule with a place counts more than one without, and one with a code more than one without; of equals, `allow`
    /// counts.
    fn verdict(&self, found: &Diagnostic) -> Option<Verdict> {
        let weight = |rules: &[Rule]| {
            rules
                .iter()
                .filter(|rule| rule.speaks_of(found))
                .map(Rule::weight)
                .max()
        };
        match (weight(&self.deny), weight(&self.allow)) {
            (None, None) => {
                (self.strict && found.severity == Severity::Warning).then_some(Verdict::Deny)
            }
            (deny, allow) if allow >= deny => Some(Verdict::Allow),
            _ => Some(Verdict::Deny),
        }
    }
}

impl Rule {
    fn speaks_of(&self, found: &Diagnostic) -> bool {
        let pointer = found.pointer.as_deref().unwrap_or_default();
        self.code.is_none_or(|code| code == found.code)
            && self.at.as_ref().is_none_or(|at| at.matches(pointer))
    }

    fn weight(&self) -> (bool, bool) {
        (self.at.is_some(), self.code.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(code: Option<Code>, at: Option<&str>) -> Rule {
        Rule {
            code,
            at: at.map(Glob::new),
        }
    }

    fn severity(layers: Vec<Layer>, code: Code, pointer: &str) -> Option<Severity> {
        let found = Diagnostic {
            pointer: Some(pointer.to_owned()),
            ..Diagnostic::new(code, "")
        };
        Policy { layers }.severity(&found)
    }

    #[test]
    fn the_nearer_rule_decides() {
        let layer = Layer {
            strict: true,
            deny: vec![rule(Some(Code::Pattern), Some("/a/**"))],
            allow: vec![rule(Some(Code::Pattern), None), rule(None, Some("/b/**"))],
        };
        let of = |code, pointer| severity(vec![layer.clone()], code, pointer);
        assert_eq!(of(Code::Pattern, "/a/x/y"), Some(Severity::Error));
        assert_eq!(of(Code::Pattern, "/c"), None);
        assert_eq!(of(Code::EnumValues, "/b/x"), None);
        assert_eq!(of(Code::EnumValues, "/c"), Some(Severity::Error));
        assert_eq!(of(Code::Renamed, "/c"), Some(Severity::Note));
        assert_eq!(of(Code::Syntax, "/b/x"), Some(Severity::Error));
    }

    #[test]
    fn the_command_line_counts_more_than_the_settings() {
        let allow = Layer {
            allow: vec![rule(Some(Code::Pattern), None)],
            ..Layer::default()
        };
        let deny = Layer {
            deny: vec![rule(None, None)],
            ..Layer::default()
        };
        assert_eq!(
            severity(vec![allow.clone(), deny.clone()], Code::Pattern, ""),
            None
        );
        assert_eq!(
            severity(vec![deny, allow], Code::Pattern, ""),
            Some(Severity::Error)
        );
    }
}
