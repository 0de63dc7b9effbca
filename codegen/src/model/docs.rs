//! What a person reads about a thing.

/// The prose of one thing, unescaped, as the document has it (Markdown). Constraints, defaults and examples are said
/// once here, so that the emitter only lays them out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// `summary`, or `title`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Constraints in words, a line each, e.g. `at least 1`, `matches ^a$`.
    pub constraints: Vec<String>,
    /// `default`, as JSON text.
    pub default: Option<String>,
    /// `example`, as JSON text.
    pub example: Option<String>,
    /// `externalDocs`: description and URL.
    pub external: Option<(String, String)>,
    /// Set where the thing is deprecated.
    pub deprecated: Option<Deprecation>,
}

/// That a thing is deprecated, and what is known of its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deprecation {
    /// The day of its end (`x-sunset`), as the document writes it.
    pub sunset: Option<String>,
    /// What to use in its place, in words.
    pub successor: Option<String>,
    /// Since when (`x-deprecated-since`), as the document writes it.
    pub since: Option<String>,
    /// Why (`x-deprecated-reason`, `x-deprecated-message`), in words.
    pub reason: Option<String>,
}
