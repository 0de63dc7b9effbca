//! What the corpus says of its documents.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One document, from its manifest.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) name: String,
    /// From the corpus' folder.
    pub(crate) root: PathBuf,
    pub(crate) openapi: String,
    pub(crate) operations: usize,
    pub(crate) multi_file: bool,
    pub(crate) oddities: Vec<serde_json::Value>,
}

impl Document {
    /// The folder that its references may not leave: a document of several files has one of its own.
    pub(crate) fn folder(&self) -> PathBuf {
        let whole = self.root.parent().unwrap_or(Path::new(""));
        if self.multi_file {
            self.root.iter().take(2).collect()
        } else {
            whole.to_owned()
        }
    }
}

/// Every document of the corpus, in the manifest's order.
pub(crate) fn read(corpus: &Path) -> io::Result<Vec<Document>> {
    let path = corpus.join("manifest.json");
    let text = std::fs::read(&path)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    serde_json::from_slice(&text).map_err(io::Error::other)
}
