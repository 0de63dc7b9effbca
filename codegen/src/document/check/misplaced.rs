//! Keys that belong to another object than the one that they stand in, or to another edition: what they hold is lost, and
//! where it belongs is plain.

use super::Check;
use super::keys::COMPONENTS;
use super::operations::is_status;
use crate::document::is_media_type;
use crate::document::path::METHODS;
use crate::document::positions::What;
use crate::source::{Entry, NodeKind};

/// Words of Swagger 2.0 that say something of calls, and how OpenAPI 3 says it.
const OF_SWAGGER: [(&str, &str); 7] = [
    ("host", "write `servers: [{url: 'https://HOST/PATH'}]`"),
    ("basePath", "write `servers: [{url: 'https://HOST/PATH'}]`"),
    ("schemes", "write `servers: [{url: 'https://HOST/PATH'}]`"),
    ("definitions", "put it under `components`, as `schemas`"),
    ("parameters", "put it under `components`"),
    ("responses", "put it under `components`"),
    (
        "securityDefinitions",
        "put it under `components`, as `securitySchemes`",
    ),
];

impl Check<'_, '_> {
    /// What is said of a key that stands in the wrong place, and what to do.
    pub(super) fn misplaced(&self, what: What, entry: &Entry) -> Option<(String, String)> {
        let key = &*entry.key;
        let kind = self.document.sources.kind(entry.value);
        let is_map = matches!(kind, NodeKind::Mapping(_));
        let said = |text: String, help: &str| Some((text, help.to_owned()));
        match what {
            What::Root | What::Operation if key.starts_with('/') => said(
                format!("the path `{key}` stands outside of `paths`, and is left out"),
                "indent it as far as the other paths",
            ),
            What::Root => self.at_the_root(key),
            What::Components if is_map => said(
                format!("`{key}` is no kind of component, and is left out"),
                "put it under its kind, as in `components: {schemas: {Pet: ..}}`",
            ),
            What::Operation if METHODS.contains(&key) && is_map => said(
                format!("`{key}` stands within another operation, and is left out"),
                "indent it as far as that operation's own method",
            ),
            What::Operation if is_status(key) => said(
                format!("the answer `{key}` stands outside of `responses`, and is left out"),
                "indent it under `responses`",
            ),
            What::Response | What::Body if is_media_type(key) => said(
                format!("`{key}` stands outside of `content`, and is left out"),
                "indent it under `content`",
            ),
            _ => None,
        }
    }

    fn at_the_root(&self, key: &str) -> Option<(String, String)> {
        let of_swagger = OF_SWAGGER.iter().find(|(word, _)| *word == key);
        if let Some((_, help)) = of_swagger {
            let text = format!("`{key}` is a word of Swagger 2.0, and says nothing in OpenAPI 3");
            return Some((text, self.servers_meant(key).unwrap_or((*help).to_owned())));
        }
        COMPONENTS.contains(&key).then(|| {
            let text = format!("`{key}` stands outside of `components`, and is left out");
            (text, "indent it under `components`".to_owned())
        })
    }

    /// The servers that `host`, `basePath` and `schemes` mean.
    fn servers_meant(&self, key: &str) -> Option<String> {
        let text = |key| self.text(self.document.root, key);
        let host = text("host").filter(|_| matches!(key, "host" | "basePath" | "schemes"))?;
        let path = text("basePath").unwrap_or_default();
        Some(format!(
            "write `servers: [{{url: 'https://{host}{path}'}}]`"
        ))
    }
}
