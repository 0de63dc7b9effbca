//! `references`: the files that a document may consist of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Settings;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Access;

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
        diagnostics: &mut Diagnostics,
    ) -> Access {
        let mut access = Access::default();
        let root = self.references.root.as_ref().map(|root| base.join(root));
        if root.is_none() {
            // Where there is no such folder there is no document, which says more.
            let _ = access.allow(folder);
        }
        let folders = self.references.folders.iter().map(|path| base.join(path));
        let mut refuse = |path: &Path, error: &std::io::Error| {
            let text = format!(
                "the folder {} of `references` cannot be used: {error}",
                path.display()
            );
            diagnostics.add(Diagnostic::new(Code::Settings, text).help("correct the path"));
        };
        for path in root.into_iter().chain(folders) {
            if let Err(error) = access.allow(&path) {
                refuse(&path, &error);
            }
        }
        for (host, path) in &self.references.mirrors {
            let path = base.join(path);
            if let Err(error) = access.mirror(host, &path) {
                refuse(&path, &error);
            }
        }
        access
    }
}
