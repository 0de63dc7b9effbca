//! What a person reads about a thing.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// The prose of one thing, which takes no room where there is none: most of what has docs has nothing to say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs(Option<Box<Prose>>);

/// The prose of one thing, unescaped, as the document has it (Markdown). Constraints, defaults and examples are said
/// once here, so that the emitter only lays them out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// `summary`, or `title`.
    pub summary: Option<Arc<str>>,
    /// `description`.
    pub description: Option<Arc<str>>,
    /// Constraints in words, a line each, e.g. `at least 1`, `matches ^a$`.
    pub constraints: Vec<String>,
    /// `default`, as JSON text.
    pub default: Option<Box<str>>,
    /// `example`, as JSON text.
    pub example: Option<Box<str>>,
    /// `externalDocs`: description and URL.
    pub external: Option<Box<(String, String)>>,
    /// Set where the thing is deprecated.
    pub deprecated: Option<Box<Deprecation>>,
}

/// That a thing is deprecated, and what is known of its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deprecation {
    /// The day of its end (`x-sunset`), as the document writes it.
    pub sunset: Option<String>,
    /// What to use in its place: a name.
    pub successor: Option<String>,
    /// Since when (`x-deprecated-since`), as the document writes it.
    pub since: Option<String>,
    /// Why (`x-deprecated-reason`, `x-deprecated-message`), in words.
    pub reason: Option<String>,
}

static NOTHING: Prose = Prose {
    summary: None,
    description: None,
    constraints: Vec::new(),
    default: None,
    example: None,
    external: None,
    deprecated: None,
};

impl Docs {
    /// A summary and nothing more.
    pub fn summary(text: impl Into<Arc<str>>) -> Self {
        Prose {
            summary: Some(text.into()),
            ..Prose::default()
        }
        .into()
    }

    /// A description and nothing more.
    pub fn description(text: Option<impl Into<Arc<str>>>) -> Self {
        Prose {
            description: text.map(Into::into),
            ..Prose::default()
        }
        .into()
    }
}

impl From<Prose> for Docs {
    fn from(prose: Prose) -> Self {
        Self((prose != NOTHING).then(|| Box::new(prose)))
    }
}

impl Deref for Docs {
    type Target = Prose;

    fn deref(&self) -> &Prose {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Docs {
    fn deref_mut(&mut self) -> &mut Prose {
        self.0.get_or_insert_default()
    }
}
