//! `runtime`: how the crate finds the code that it calls.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::emit::Runtime;

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

/// `to` as seen from the folder `from`; absolute where they share no root.
pub(super) fn relative(to: &Path, from: &Path) -> String {
    let (to, from) = (absolute(to), absolute(from));
    let (to, from): (Vec<_>, Vec<_>) = (to.components().collect(), from.components().collect());
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.iter().collect::<PathBuf>().display().to_string();
    }
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The path without `.` and `..`, whether it exists or not.
fn absolute(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}
