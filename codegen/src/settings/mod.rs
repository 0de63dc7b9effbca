//! `specsmith.yaml`: what a person may decide. Every key is one field here, and one paragraph in docs/settings.md.

mod api;
mod dates;
mod defaults;
mod findings;
mod package;
mod paging;
mod read;
mod references;
mod runtime;
#[cfg(test)]
mod schema;
mod sound;
mod text;
mod tree;

pub use api::{
    Exclude, Include, Integer, Layout, MapType, OperationFiles, Override, TypeFiles, TypeSettings,
};
pub use dates::Dates;
pub use defaults::Defaults;
pub use findings::{Findings, Matching};
pub use package::{Dependency, FullDependency, Package, Visibility, is_package_name};
pub use paging::{By, PagingSetting};
pub use references::References;
pub use runtime::RuntimeSetting;
pub use text::{
    Attribute, Day, Derive, ModuleName, ModulePath, Name, PackageName, Pointer, RustType, Version,
};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::Origin;
use crate::emit::CrateOptions;
use crate::lower;
use crate::source::{Limits, NodeId, Sources};

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
    /// The newest version of an operation to use (`YYYY-MM-DD`, or `preview`), where the document has several.
    pub date: Option<Day>,
    /// What dates and times are in Rust.
    pub dates: Dates,
    /// What becomes of the defaults of members.
    pub defaults: Defaults,
    /// Whether types and members that are deprecated carry `#[deprecated]`; their documentation says it always.
    pub deprecated: bool,
    /// Whether tests are made of the document's examples, defaults and enum values: `tests/examples.rs` of the crate.
    pub tests: bool,
    /// How large the document may be.
    pub limits: LimitSettings,
    /// Where references may lead.
    pub references: References,
    /// Overlays that are applied to the document in this order, before it is read (OpenAPI Overlay 1.0).
    pub overlays: Vec<PathBuf>,
    /// Which findings are errors, and which are not worth saying.
    pub diagnostics: Findings,
    /// The operations and schemas that are wanted, and what they reach; all where nothing is said.
    pub include: Vec<Include>,
    /// The operations that are not wanted.
    pub exclude: Vec<Exclude>,
    /// What is decided for single places of the document, by JSON pointer.
    pub overrides: BTreeMap<Pointer, Override>,
    /// How operations are paged, where their names do not tell.
    pub paging: Vec<PagingSetting>,
    /// What holds for every type.
    pub types: TypeSettings,
    /// Which files there are.
    pub layout: Layout,
    /// Whether there are operations and a client, or types alone. On unless set.
    pub client: OnOff,
    /// Whether the document's prose is taken over. On unless set.
    pub docs: OnOff,
    /// Whether each tag is a feature of the crate, on by default: a crate that uses one tag compiles that one.
    #[serde(rename = "tag-features")]
    pub tag_features: bool,
    /// Where the settings stand in the tree of the sources.
    #[serde(skip)]
    pub(crate) root: Option<NodeId>,
}

/// A switch that is on unless it is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct OnOff(pub bool);

impl Default for OnOff {
    fn default() -> Self {
        Self(true)
    }
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
    /// Members that schemas have by their parts (`allOf`), and alternatives by what stands beside them, of all together.
    pub members: Option<usize>,
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
            members: self.limits.members.unwrap_or(usual.members),
        }
    }

    /// Where a setting stands: keys, and numbers of items.
    pub(crate) fn place(&self, sources: &Sources, path: &[&str]) -> Option<NodeId> {
        let mut path = path.iter();
        path.try_fold(self.root?, |node, step| sources.inside(node, step))
    }

    /// What is decided of the API.
    pub(crate) fn lowering(&self, sources: &Sources) -> lower::Options {
        let place = |key: &str| self.place(sources, &[key]);
        let origin = |node: NodeId| Origin {
            span: sources.span(node),
            pointer: sources.pointer(node),
        };
        let item = |key: &str, index: usize| Some(origin(*sources.items(place(key)?).get(index)?));
        let include = self.include.iter().map(Include::pick).enumerate();
        let exclude = self.exclude.iter().map(Exclude::pick).enumerate();
        let paging = self.paging.iter().map(PagingSetting::wish).enumerate();
        let overrides = place("overrides").map_or(&[][..], |map| sources.entries(map));
        let wish = |(pointer, one): (&Pointer, &Override)| lower::Wanted {
            pointer: pointer.strip_prefix('#').unwrap_or(pointer).to_owned(),
            origin: overrides
                .iter()
                .find(|entry| *entry.key == **pointer)
                .map(|entry| Origin {
                    span: entry.key_span,
                    ..origin(entry.value)
                }),
            wish: one.wish(),
        };
        lower::Options {
            date: self.date.as_deref().map(str::to_owned),
            date_origin: place("date").map(origin),
            dates: self.dates.into(),
            fill_defaults: self.defaults == Defaults::Fill,
            deprecated: self.deprecated,
            tests: self.tests,
            include: include
                .map(|(index, pick)| lower::Pick {
                    origin: item("include", index),
                    ..pick
                })
                .collect(),
            exclude: exclude
                .map(|(index, pick)| lower::Pick {
                    origin: item("exclude", index),
                    ..pick
                })
                .collect(),
            wishes: self.overrides.iter().map(wish).collect(),
            paging: paging
                .map(|(index, mut paged)| {
                    paged.pick.origin = item("paging", index);
                    paged
                })
                .collect(),
            every_type: self.types.wish(),
            crates: self
                .package
                .dependencies
                .keys()
                .map(ToString::to_string)
                .collect(),
            members: self.limits().members,
            docs: self.docs.0,
            client: self.client.0,
            integer: self.types.integer(),
            map: self.types.map(),
            one_file_of_types: self.layout.types == TypeFiles::One,
            one_file_of_operations: self.layout.operations == OperationFiles::One,
        }
    }

    /// What the emitter needs; `out` is the output folder, `base` the folder that paths in the settings start from.
    pub(crate) fn options(&self, title: &str, out: &Path, base: &Path) -> CrateOptions {
        let package = &self.package;
        let text = |value: &Option<String>| value.clone();
        let manifest = package.manifest_folder(out);
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
            license: package.license.as_ref().map(ToString::to_string),
            repository: text(&package.repository),
            runtime: self.runtime.resolve(&manifest, base),
            module: package.module.as_ref().map(ToString::to_string),
            hidden: package.visibility == Visibility::Crate,
            dependencies: package.manifest_lines(&manifest, base),
            client: self.client.0,
            tag_features: self.tag_features,
        }
    }
}
