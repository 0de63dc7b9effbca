//! `specsmith.yaml`: what a person may decide. Every key is one field here, and one paragraph in docs/settings.md.

mod dates;
mod findings;
mod package;
mod read;
mod references;
mod runtime;
#[cfg(test)]
mod schema;
mod text;

pub use dates::Dates;
pub use findings::{Findings, Matching};
pub use package::{Package, is_package_name};
pub use references::References;
pub use runtime::RuntimeSetting;
pub use text::{Day, ModulePath, PackageName};

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::emit::CrateOptions;
use crate::source::Limits;

/// The JSON Schema of the settings (2020-12), for editors.
pub const SCHEMA: &str = include_str!("specsmith.schema.json");

/// The settings of one crate. Every key may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "specsmith.yaml"))]
#[serde(default)]
pub struct Settings {
    /// The package.
    #[serde(rename = "crate")]
    pub package: Package,
    /// How the crate finds the runtime.
    pub runtime: RuntimeSetting,
    /// The newest version of an operation to use (`YYYY-MM-DD`), where the document has several.
    pub date: Option<Day>,
    /// What dates and times are in Rust.
    pub dates: Dates,
    /// Whether types and members that are deprecated carry `#[deprecated]`; their documentation says it always.
    pub deprecated: bool,
    /// How large the document may be.
    pub limits: LimitSettings,
    /// Where references may lead.
    pub references: References,
    /// Overlays that are applied to the document in this order, before it is read (OpenAPI Overlay 1.0).
    pub overlays: Vec<PathBuf>,
    /// Which findings are errors, and which are not worth saying.
    pub diagnostics: Findings,
}

/// How large the document may be.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct LimitSettings {
    /// Bytes of one file.
    pub bytes: Option<usize>,
    /// Levels of lists and maps within each other.
    pub depth: Option<usize>,
    /// Nodes of one file.
    pub nodes: Option<usize>,
    /// Files of the document.
    pub files: Option<usize>,
}

impl Settings {
    /// The limits, defaults filled in.
    pub fn limits(&self) -> Limits {
        let usual = Limits::default();
        Limits {
            bytes: self.limits.bytes.unwrap_or(usual.bytes),
            depth: self.limits.depth.unwrap_or(usual.depth),
            nodes: self.limits.nodes.unwrap_or(usual.nodes),
            files: self.limits.files.unwrap_or(usual.files),
        }
    }

    /// What the making of the API needs.
    pub(crate) fn lowering(&self) -> crate::lower::Options {
        crate::lower::Options {
            date: self.date.as_deref().map(str::to_owned),
            dates: self.dates.into(),
            deprecated: self.deprecated,
        }
    }

    /// What the emitter needs; `out` is the output folder, `base` the folder that paths in the settings start from.
    pub(crate) fn options(&self, title: &str, out: &Path, base: &Path) -> CrateOptions {
        let package = &self.package;
        let text = |value: &Option<String>| value.clone();
        CrateOptions {
            name: package
                .name
                .as_ref()
                .map_or_else(|| package::name_of(title), |name| name.to_string()),
            version: package
                .version
                .as_ref()
                .map_or_else(|| "0.1.0".to_owned(), ToString::to_string),
            description: text(&package.description),
            license: text(&package.license),
            repository: text(&package.repository),
            runtime: self.runtime.resolve(out, base),
            module: package.module.as_ref().map(ToString::to_string),
        }
    }
}
