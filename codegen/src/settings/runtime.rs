//! `runtime`: how the crate finds the code that it calls.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::emit::Runtime;
use crate::paths::{absolute, relative};

/// `published`, `embedded`, or `path: DIR`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(
    rename_all = "lowercase",
    expecting = "it may be `published`, `embedded`, or a map with `path`"
)]
pub enum RuntimeSetting {
    /// The published version.
    #[default]
    Published,
    /// The runtime's sources inside the crate.
    Embedded,
    /// A folder, from the folder of the settings.
    #[serde(untagged)]
    Path {
        /// The folder.
        path: PathBuf,
    },
}

impl RuntimeSetting {
    /// The same with a folder that starts from the current one, whatever the folder of the settings is.
    pub(crate) fn seen_from_here(&self) -> Self {
        match self {
            RuntimeSetting::Path { path } => RuntimeSetting::Path {
                path: absolute(path),
            },
            other => other.clone(),
        }
    }

    /// The same as the manifest of a crate in `out` writes it; a folder starts from `base`.
    pub(super) fn resolve(&self, out: &Path, base: &Path) -> Runtime {
        match self {
            RuntimeSetting::Published => Runtime::Published,
            RuntimeSetting::Embedded => Runtime::Embedded,
            RuntimeSetting::Path { path } => Runtime::Path(relative(&base.join(path), out)),
        }
    }
}
