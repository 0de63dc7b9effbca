//! `crate`: the package.

use serde::Deserialize;

use super::text::{ModulePath, PackageName, Version};

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
    pub license: Option<String>,
    /// Its repository.
    pub repository: Option<String>,
    /// The path of the module that the output is, e.g. `crate::api`, in a crate that is there already.
    pub module: Option<ModulePath>,
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
    let words: Vec<_> = title
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
