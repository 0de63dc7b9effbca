//! `crate`: the package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::text::{License, ModulePath, PackageName, Version};
use crate::paths::{absolute, relative};

/// The package.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Package {
    /// Its name; the document's title stands in.
    pub name: Option<PackageName>,
    /// Its version, 0.1.0 unless set.
    pub version: Option<Version>,
    /// Its description.
    pub description: Option<String>,
    /// Its licence, an SPDX expression. Without one the package is not published.
    pub license: Option<License>,
    /// Its repository.
    pub repository: Option<String>,
    /// The path of the module that the output is, e.g. `crate::api`, in a crate that is there already.
    pub module: Option<ModulePath>,
    /// Who may see that module: whoever its crate lets, or that crate alone, however the module is declared.
    pub visibility: Visibility,
    /// Crates that types and attributes of these settings come from, as `Cargo.toml` would have them.
    pub dependencies: BTreeMap<PackageName, Dependency>,
}

/// Who may see a module.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Whoever the crate lets.
    #[default]
    Public,
    /// The crate that it is a module of.
    Crate,
}

/// A crate that the generated one depends on: a version, or more.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(
    untagged,
    expecting = "it may be a version, or a map with `version`, `path`, `git`, `features` and `default-features`"
)]
pub enum Dependency {
    /// A version.
    Version(String),
    /// More than that.
    Full(FullDependency),
}

/// A dependency as `Cargo.toml` has it. A path starts from the folder of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FullDependency {
    /// The version.
    pub version: Option<String>,
    /// The folder.
    pub path: Option<PathBuf>,
    /// The repository.
    pub git: Option<String>,
    /// Its features.
    pub features: Vec<String>,
    /// Whether it has its default features.
    pub default_features: Option<bool>,
}

impl Package {
    /// The folder of the manifest that the code in `out` is built by: for a module, that of the crate around it.
    pub(super) fn manifest_folder(&self, out: &Path) -> PathBuf {
        let out = absolute(out);
        let around = |folder: &&Path| folder.join("Cargo.toml").is_file();
        match self.module {
            Some(_) => out.ancestors().find(around).unwrap_or(&out).to_owned(),
            None => out,
        }
    }

    /// The dependencies as a manifest in the folder `out` writes them; folders start from `base`.
    pub(super) fn manifest_lines(&self, out: &Path, base: &Path) -> Vec<(String, String)> {
        let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let line = |(name, dependency): (&PackageName, &Dependency)| {
            let value = match dependency {
                Dependency::Version(version) => text(version),
                Dependency::Full(full) => {
                    let path = full
                        .path
                        .as_ref()
                        .map(|path| relative(&base.join(path), out));
                    let texts = [
                        ("version", &full.version),
                        ("path", &path),
                        ("git", &full.git),
                    ];
                    let mut parts: Vec<_> = texts
                        .into_iter()
                        .filter_map(|(key, value)| {
                            Some(format!("{key} = {}", text(value.as_ref()?)))
                        })
                        .collect();
                    parts.extend(
                        full.default_features
                            .map(|on| format!("default-features = {on}")),
                    );
                    if !full.features.is_empty() {
                        let features: Vec<_> =
                            full.features.iter().map(|feature| text(feature)).collect();
                        parts.push(format!("features = [{}]", features.join(", ")));
                    }
                    format!("{{ {} }}", parts.join(", "))
                }
            };
            (name.to_string(), value)
        };
        self.dependencies.iter().map(line).collect()
    }
}

/// Whether cargo takes a name for a package.
pub fn is_package_name(name: &str) -> bool {
    let letters = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    letters
        && name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !matches!(name, "test" | "core" | "std" | "alloc")
}

/// The name of a package for an API with that title.
pub(super) fn name_of(title: &str) -> String {
    let words = title.replace(['\'', '\u{2019}'], "");
    let words: Vec<_> = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let name = words
        .join("-")
        .to_lowercase()
        .chars()
        .take(60)
        .collect::<String>();
    let name = name.trim_matches('-');
    if is_package_name(name) {
        name.to_owned()
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}
