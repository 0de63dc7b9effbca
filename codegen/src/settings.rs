//! `specsmith.yaml`: what a person may decide.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::emit::{CrateOptions, Runtime};
use crate::source::{Access, Limits};

/// The settings of one crate. Every key may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The package.
    #[serde(rename = "crate")]
    pub package: Package,
    /// How the crate finds the runtime.
    pub runtime: RuntimeSetting,
    /// The newest version of an operation to use (`YYYY-MM-DD`), where the document has several.
    pub date: Option<String>,
    /// How large the document may be.
    pub limits: LimitSettings,
    /// Where references may lead.
    pub references: ReferenceSettings,
}

/// `references`: the files that a document may consist of. Paths start from the folder of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReferenceSettings {
    /// The folder that references may not leave; the document's own unless set.
    pub root: Option<PathBuf>,
    /// Other folders that they may lead into.
    pub folders: Vec<PathBuf>,
    /// Hosts, each with the folder that holds copies of its files. Nothing is ever fetched.
    pub mirrors: BTreeMap<String, PathBuf>,
}

/// `crate`: the package.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Package {
    /// Its name; the document's title stands in.
    pub name: Option<String>,
    /// Its version, 0.1.0 unless set.
    pub version: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its licence, an SPDX expression. Without one the package is not published.
    pub license: Option<String>,
    /// Its repository.
    pub repository: Option<String>,
    /// The path of the module that the output is, e.g. `crate::api`, in a crate that is there already.
    pub module: Option<String>,
}

/// `runtime`: `published`, `embedded`, or `path: DIR`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
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

/// `limits`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
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
    /// Reads the settings of a file.
    ///
    /// # Errors
    /// What is wrong with the file is in `diagnostics`.
    pub fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let text = format!("{} cannot be read: {error}", path.display());
                diagnostics.add(
                    Diagnostic::new(Code::Settings, text)
                        .help("check the path and its permissions"),
                );
                return None;
            }
        };
        if text
            .lines()
            .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
        {
            return Some(Self::default());
        }
        let settings: Result<Self, _> = serde_yaml::from_str(&text);
        let problem = match settings {
            Ok(settings) => match settings.problem() {
                None => return Some(settings),
                Some(problem) => problem,
            },
            Err(error) => error.to_string(),
        };
        let text = format!("{}: {problem}", path.display());
        diagnostics.add(
            Diagnostic::new(Code::Settings, text)
                .help("the keys are crate, runtime, date, limits and references"),
        );
        None
    }

    fn problem(&self) -> Option<String> {
        if let Some(name) = self
            .package
            .name
            .as_ref()
            .filter(|name| !is_package_name(name))
        {
            return Some(format!(
                "`{name}` is no name for a package: letters, digits, `-` and `_`, a letter first"
            ));
        }
        if let Some(path) = self.package.module.as_ref().filter(|path| !is_module(path)) {
            return Some(format!(
                "`{path}` is no path of a module: it starts with `crate::`, as `crate::api` does"
            ));
        }
        let digit = |(index, byte): (usize, u8)| {
            if matches!(index, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        };
        let date = self
            .date
            .as_ref()
            .filter(|date| date.len() != 10 || !date.bytes().enumerate().all(digit));
        date.map(|date| format!("`{date}` is no date of the form YYYY-MM-DD"))
    }

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

    /// Where references of a document in `folder` may lead; `base` is the folder that paths in the settings start from.
    pub(crate) fn access(
        &self,
        folder: &Path,
        base: &Path,
        diagnostics: &mut Diagnostics,
    ) -> Access {
        let mut access = Access::default();
        let root = self.references.root.as_ref();
        let root = root.map_or_else(|| folder.to_owned(), |root| base.join(root));
        let folders = self.references.folders.iter().map(|path| base.join(path));
        let mut refuse = |path: &Path, error: &std::io::Error| {
            let text = format!(
                "the folder {} of `references` cannot be used: {error}",
                path.display()
            );
            diagnostics.add(Diagnostic::new(Code::Settings, text).help("correct the path"));
        };
        for path in std::iter::once(root).chain(folders) {
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

    /// What the emitter needs; `out` is the output folder, `base` the folder that paths in the settings start from.
    pub(crate) fn options(&self, title: &str, out: &Path, base: &Path) -> CrateOptions {
        let runtime = match &self.runtime {
            RuntimeSetting::Published => Runtime::Published,
            RuntimeSetting::Embedded => Runtime::Embedded,
            RuntimeSetting::Path { path } => Runtime::Path(relative(&base.join(path), out)),
        };
        CrateOptions {
            name: self
                .package
                .name
                .clone()
                .unwrap_or_else(|| package_name(title)),
            version: self
                .package
                .version
                .clone()
                .unwrap_or_else(|| "0.1.0".to_owned()),
            description: self.package.description.clone(),
            license: self.package.license.clone(),
            repository: self.package.repository.clone(),
            runtime,
            module: self.package.module.clone(),
        }
    }
}

/// Whether a text is the path of a module from its crate's root on.
pub fn is_module(path: &str) -> bool {
    let mut words = path.split("::");
    let is_name = |word: &str| syn::parse_str::<syn::Ident>(word).is_ok();
    words.next() == Some("crate") && words.clone().next().is_some() && words.all(is_name)
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

fn package_name(title: &str) -> String {
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

/// `to` as seen from the folder `from`; absolute where they share no root.
fn relative(to: &Path, from: &Path) -> String {
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
            std::path::Component::ParentDir => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}
