//! `references`: the files that a document may consist of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Settings;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Access, Sources};

/// The files that a document may consist of. Paths start from the folder of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct References {
    /// The folder that references may not leave; the document's own unless set.
    pub root: Option<PathBuf>,
    /// Other folders that they may lead into.
    pub folders: Vec<PathBuf>,
    /// Hosts, each with the folder that holds copies of its files. Nothing is ever fetched.
    pub mirrors: BTreeMap<String, PathBuf>,
}

impl Settings {
    /// Where references of a document in `folder` may lead; `base` is the folder that paths in the settings start from.
    pub(crate) fn access(
        &self,
        folder: &Path,
        base: &Path,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Access {
        let mut access = Access::default();
        let mut check = |path: &Path, place: &[&str], done: std::io::Result<()>| {
            let Err(error) = done else { return };
            let text = format!(
                "the folder {} of `references` cannot be used: {error}",
                path.display()
            );
            let mut found = Diagnostic::new(Code::Settings, text).help("correct the path");
            if let Some(node) = self.place(sources, &[&["references"], place].concat()) {
                found = found.at_node(sources, node);
            }
            diagnostics.add(found);
        };
        match &self.references.root {
            Some(root) => {
                let root = base.join(root);
                check(&root, &["root"], access.allow(&root));
            }
            // Where there is no such folder there is no document, which says more.
            None => drop(access.allow(folder)),
        }
        for (index, path) in self.references.folders.iter().enumerate() {
            let path = base.join(path);
            let index = index.to_string();
            check(&path, &["folders", &index], access.allow(&path));
        }
        for (host, path) in &self.references.mirrors {
            let path = base.join(path);
            check(&path, &["mirrors", host], access.mirror(host, &path));
        }
        access
    }
}
