//! Which documents a corpus has, and what it says of them.

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

/// Every document of the corpus, in the manifest's order. Without a manifest, each file of the folder is a document.
pub(crate) fn read(corpus: &Path) -> io::Result<Vec<Document>> {
    let path = corpus.join("manifest.json");
    if corpus.is_dir() && !path.exists() {
        let mut found = Vec::new();
        walk(corpus, Path::new(""), &mut found)?;
        found.sort_by(|a, b| a.name.cmp(&b.name));
        return Ok(found);
    }
    let text = std::fs::read(&path)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    serde_json::from_slice(&text).map_err(io::Error::other)
}

/// The files of a folder, and of those in it, that end as documents do.
fn walk(corpus: &Path, folder: &Path, found: &mut Vec<Document>) -> io::Result<()> {
    for entry in corpus.join(folder).read_dir()? {
        let entry = entry?;
        let root = folder.join(entry.file_name());
        let ending = root.extension().unwrap_or_default();
        if entry.file_type()?.is_dir() {
            walk(corpus, &root, found)?;
        } else if ["json", "yaml", "yml"].iter().any(|known| ending == *known) {
            found.push(Document {
                name: root.to_string_lossy().replace(['/', '\\', ' '], "-"),
                root,
                openapi: "not told".to_owned(),
                operations: 0,
                multi_file: false,
                oddities: Vec::new(),
            });
        }
    }
    Ok(())
}
