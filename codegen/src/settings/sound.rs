//! What settings cannot be though each of them could: they contradict each other, or say nothing.

use super::{
    By, Dependency, Exclude, Findings, Include, OperationFiles, PagingSetting, Settings, Visibility,
};
use crate::diagnostic::{Code, Diagnostic, Layer, Severity};
use crate::glob::Glob;
use crate::source::Sources;

impl Settings {
    /// All of it.
    pub(super) fn contradictions(&self, sources: &Sources) -> Vec<Diagnostic> {
        let mut found = Found {
            sources,
            settings: self,
            found: Vec::new(),
        };
        found.package(self);
        found.features(self);
        found.picks(self);
        found.mirrors(self);
        found.rules(&self.diagnostics);
        for (index, one) in self.paging.iter().enumerate() {
            found.paging(index, one);
        }
        found.found
    }
}

struct Found<'a> {
    sources: &'a Sources,
    settings: &'a Settings,
    found: Vec<Diagnostic>,
}

impl Found<'_> {
    fn add(&mut self, path: &[&str], text: impl Into<String>, help: &str) {
        let mut found = Diagnostic::new(Code::Settings, text);
        if let Some(node) = self.settings.place(self.sources, path) {
            found = found.at_node(self.sources, node);
        }
        self.found.push(found.help(help));
    }

    fn package(&mut self, settings: &Settings) {
        let package = &settings.package;
        if package.visibility == Visibility::Crate && package.module.is_none() {
            self.add(
                &["crate", "visibility"],
                "`crate.visibility` is that of a module, and `crate.module` is not set",
                "a crate of its own is there to be used: set `module`, or remove it",
            );
        }
        for (name, dependency) in &package.dependencies {
            if let Dependency::Full(full) = dependency
                && full.version.is_none()
                && full.path.is_none()
                && full.git.is_none()
            {
                self.add(
                    &["crate", "dependencies", name],
                    format!("nothing says where the crate `{name}` comes from"),
                    "give it a `version`, a `path` or a `git`",
                );
            }
        }
    }

    /// A feature leaves out the files of its tag.
    fn features(&mut self, settings: &Settings) {
        if settings.tag_features && settings.layout.operations == OperationFiles::One {
            self.add(
                &["tag-features"],
                "each tag is to be a feature, and `layout.operations: one` puts all tags into one file",
                "remove one of the two",
            );
        }
    }

    /// Entries that pick everything since they say nothing.
    fn picks(&mut self, settings: &Settings) {
        let include = settings.include.iter().map(Include::pick);
        let exclude = settings.exclude.iter().map(Exclude::pick);
        let include = include.enumerate().map(|one| ("include", one));
        let exclude = exclude.enumerate().map(|one| ("exclude", one));
        for (key, (index, pick)) in include.chain(exclude) {
            if pick.says_nothing() {
                self.add(
                    &[key, &index.to_string()],
                    format!("this entry of `{key}` says nothing, and would pick every operation"),
                    "say what it picks, or remove it",
                );
            }
        }
    }

    /// Mirrors of what is no host: an address would never be found.
    fn mirrors(&mut self, settings: &Settings) {
        for name in settings.references.mirrors.keys() {
            let bare = name.split_once("://").map_or(&**name, |(_, rest)| rest);
            let host = bare.split('/').next().unwrap_or_default();
            if host != name {
                self.add(
                    &["references", "mirrors", name],
                    format!("`{name}` is no host, and a mirror is one of a host"),
                    &format!(
                        "write `{host}`: the path of an address is looked for within its folder"
                    ),
                );
            }
        }
    }

    fn rules(&mut self, findings: &Findings) {
        for (key, rules) in [("allow", &findings.allow), ("deny", &findings.deny)] {
            for (index, rule) in rules.iter().enumerate() {
                let index = index.to_string();
                let path = ["diagnostics", key, &index];
                match (rule.code, &rule.at) {
                    (None, None) => self.add(
                        &path,
                        "this rule says nothing, and would hold of every finding",
                        "say `code` or `at`; `at: '**'` is every place",
                    ),
                    (_, Some(at)) if !is_of_pointers(at) => self.add(
                        &[&path[..], &["at"]].concat(),
                        format!("`{}` is no pattern of JSON pointers", at.as_str()),
                        "a pointer starts with `#/`, as `#/components/schemas/Pet/**` does",
                    ),
                    (Some(code), _) if key == "allow" && code.severity() == Severity::Error => self
                        .add(
                            &[&path[..], &["code"]].concat(),
                            format!(
                                "`{}` cannot be allowed: {}",
                                code.id(),
                                Layer::NEVER_ALLOWED
                            ),
                            "remove it, and mend what it finds",
                        ),
                    _ => {}
                }
            }
        }
    }

    fn paging(&mut self, index: usize, one: &PagingSetting) {
        let (by, parameter, from) = match one.by {
            By::Page => ("page", true, false),
            By::Offset => ("offset", true, false),
            By::Cursor => ("cursor", true, true),
            By::Last => ("last", true, true),
            By::Url => ("url", false, true),
            By::Links | By::Header | By::None => return,
        };
        let is_missing = |text: &Option<String>| text.as_deref().is_none_or(str::is_empty);
        for (key, wanted, given) in [
            ("parameter", parameter, &one.parameter),
            ("from", from, &one.from),
        ] {
            if wanted && is_missing(given) {
                self.add(
                    &["paging", &index.to_string(), "by"],
                    format!("`by: {by}` needs `{key}`"),
                    "docs/settings.md says what each way of paging needs",
                );
            }
        }
    }
}

/// Whether a pattern may be that of a pointer.
fn is_of_pointers(pattern: &Glob) -> bool {
    pattern.as_str().is_empty() || pattern.as_str().starts_with(['/', '*'])
}
