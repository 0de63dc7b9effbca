//! `diagnostics`: which findings are errors, and which are not worth saying.

use serde::Deserialize;

use crate::diagnostic::{Code, Layer, Rule};
use crate::glob::Glob;

/// Which findings are errors, and which are not worth saying.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Findings {
    /// Whether every warning is an error, but those that are allowed.
    pub strict: bool,
    /// Findings that are errors.
    pub deny: Vec<Matching>,
    /// Findings that are not worth saying. Errors cannot be allowed.
    pub allow: Vec<Matching>,
}

/// Findings of a kind, of a place, or of a kind at a place.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Matching {
    /// Their code, e.g. `W0205`; every code where it is left out.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub code: Option<Code>,
    /// A pattern of JSON pointers, e.g. `#/components/schemas/Legacy*/**`; everywhere where it is left out.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub at: Option<Glob>,
}

impl Findings {
    /// The same as the diagnostics take it.
    pub fn layer(&self) -> Layer {
        let rules = |list: &[Matching]| {
            list.iter()
                .map(|one| Rule {
                    code: one.code,
                    at: one.at.clone(),
                })
                .collect()
        };
        Layer {
            strict: self.strict,
            deny: rules(&self.deny),
            allow: rules(&self.allow),
        }
    }
}
