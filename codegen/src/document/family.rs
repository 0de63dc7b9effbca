//! Which family of editions a document is of.

use crate::source::{NodeId, Sources};

/// Where components stand, and what holds a schema, differ between the two, as the files write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.0 and later. What names no edition is read as such.
    OpenApi,
}

impl Family {
    pub fn of(sources: &Sources, root: NodeId) -> Self {
        let has = |key| sources.get(root, key).is_some();
        if has("swagger") && !has("openapi") {
            Self::Swagger
        } else {
            Self::OpenApi
        }
    }
}

/// Whether a document says that it is of an edition of OpenAPI, such as `3.0`.
pub(super) fn says_edition(sources: &Sources, root: NodeId, edition: &str) -> bool {
    let said = sources.get_str(root, "openapi");
    said.is_some_and(|said| said.starts_with(edition))
}
