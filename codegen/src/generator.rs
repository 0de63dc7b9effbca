//! The one public door: a document and settings in, the files of a crate out.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::bundle::{self, Format as BundleFormat};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Layer, Look, Policy, Severity};
use crate::document::{self, Document};
use crate::emit::{self, GeneratedFile};
use crate::lower;
use crate::model::Api;
use crate::output::{self, Changes};
use crate::overlay;
use crate::pool;
use crate::settings::{ModulePath, PackageName, RuntimeSetting, Settings};
use crate::source::{NodeId, Sources};
use crate::stack;

/// What is to be generated.
#[derive(Debug, Clone)]
pub struct Generator {
    /// The document.
    pub spec: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// The settings; `specsmith.yaml` beside the document where there is one, else the defaults.
    pub config: Option<PathBuf>,
    /// The package's name, in place of what the settings say.
    pub name: Option<String>,
    /// The path of the module that the output is, in place of what the settings say.
    pub module: Option<String>,
    /// How the crate finds the runtime, in place of what the settings say; a path starts from the current folder.
    pub runtime: Option<RuntimeSetting>,
    /// The folder that references may not leave, in place of what the settings say.
    pub root: Option<PathBuf>,
    /// Overlays to apply, after those that the settings name.
    pub overlays: Vec<PathBuf>,
    /// Whether tests are made of the document's values, whatever the settings say.
    pub emit_tests: bool,
    /// The document's text, where it is not to be read from `spec`, which then is a name alone.
    pub text: Option<Vec<u8>>,
    /// The folder where runs are remembered; without one, every run does all the work. What is printed never depends on it.
    pub cache: Option<PathBuf>,
    /// Which findings are errors, and which are not worth saying; counts more than what the settings say.
    pub findings: Layer,
}

/// What came of reading and printing.
#[derive(Debug, Default)]
pub struct Generated {
    /// The files; `None` where something is an error.
    pub files: Option<Vec<GeneratedFile>>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// What diagnostics speak of.
    pub sources: Sources,
    /// What each stage took.
    pub stages: Vec<(&'static str, Duration)>,
    /// The files that were read, for build scripts to watch.
    pub inputs: Vec<PathBuf>,
    /// Set where specsmith itself is at fault.
    pub fault: Option<String>,
}

/// What one run goes by.
struct Job<'a> {
    settings: Settings,
    /// The folder that paths in the settings start from.
    base: PathBuf,
    policy: &'a Policy,
}

impl Generated {
    /// The findings of at least that severity in the look of the Rust compiler.
    pub fn render(&self, least: Severity) -> String {
        self.diagnostics.render(&self.sources, least, Look::Plain)
    }

    /// The same, with the colours of a terminal.
    pub fn render_coloured(&self, least: Severity) -> String {
        self.diagnostics
            .render(&self.sources, least, Look::Coloured)
    }
}

impl Generator {
    /// A generator with everything but document and folder unset.
    pub fn new(spec: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            out: out.into(),
            config: None,
            name: None,
            module: None,
            runtime: None,
            root: None,
            overlays: Vec::new(),
            emit_tests: false,
            text: None,
            cache: None,
            findings: Layer::default(),
        }
    }

    /// Reads the document and prints the crate. Nothing is written.
    pub fn generate(&self) -> Generated {
        self.generate_watched(&mut |_| {})
    }

    /// The same; `watch` hears of each stage as it begins, in a word of the form "reading".
    pub fn generate_watched(&self, watch: &mut (dyn FnMut(&'static str) + Send)) -> Generated {
        stack::deep(&mut || self.generated(watch))
    }

    fn generated(&self, watch: &mut dyn FnMut(&'static str)) -> Generated {
        let mut run = Generated::default();
        let mut policy = Policy {
            layers: vec![self.findings.clone()],
        };
        if let Some((settings, base)) = self.settings(&mut run) {
            policy.layers.push(settings.diagnostics.layer());
            let job = Job {
                settings,
                base,
                policy: &policy,
            };
            self.stages(&mut run, &job, watch);
        }
        run.diagnostics.judge(&policy);
        run
    }

    /// Says what a schema of the document becomes, and why: see [`lower::explain`]. `None` where the document or the
    /// settings cannot be used, which the findings of the run say.
    pub fn explain(&self, subject: &str) -> (Generated, Option<Result<String, Vec<String>>>) {
        stack::deep(&mut || {
            let mut run = Generated::default();
            let said = self.explained(&mut run, subject);
            (run, said)
        })
    }

    fn explained(&self, run: &mut Generated, subject: &str) -> Option<Result<String, Vec<String>>> {
        let (settings, base) = self.settings(run)?;
        let root = self.read(run, &settings, &base)?;
        let document = Document::new(&run.sources, root, &mut run.diagnostics).ok()?;
        let options = settings.lowering(&run.sources);
        Some(lower::explain(
            &document,
            &options,
            subject,
            &mut run.diagnostics,
        ))
    }

    /// The settings, and the folder that their paths start from.
    fn settings(&self, run: &mut Generated) -> Option<(Settings, PathBuf)> {
        let beside = self.spec.with_file_name("specsmith.yaml");
        let path = self
            .config
            .clone()
            .or_else(|| beside.is_file().then_some(beside));
        let mut settings = match &path {
            Some(path) => {
                run.inputs.push(path.clone());
                Settings::load(path, &mut run.sources, &mut run.diagnostics)?
            }
            None => Settings::default(),
        };
        let base = path
            .as_deref()
            .and_then(Path::parent)
            .unwrap_or(Path::new(""))
            .to_owned();
        if let Some(runtime) = &self.runtime {
            settings.runtime = runtime.seen_from_here();
        }
        if let Some(root) = &self.root {
            // What is absolute stays so, whatever the folder of the settings is.
            settings.references.root = std::path::absolute(root).ok();
        }
        settings.tests |= self.emit_tests;
        if let Some(name) = &self.name {
            match PackageName::try_from(name.clone()) {
                Ok(name) => settings.package.name = Some(name),
                Err(text) => {
                    let found = Diagnostic::new(Code::Settings, text);
                    run.diagnostics.add(found.help("give --name another one"));
                    return None;
                }
            }
        }
        if let Some(module) = &self.module {
            match ModulePath::try_from(module.clone()) {
                Ok(module) => settings.package.module = Some(module),
                Err(text) => {
                    let found = Diagnostic::new(Code::Settings, text);
                    run.diagnostics.add(found.help("write e.g. `crate::api`"));
                    return None;
                }
            }
        }
        Some((settings, base))
    }

    fn stages(&self, run: &mut Generated, job: &Job<'_>, watch: &mut dyn FnMut(&'static str)) {
        let settings = &job.settings;
        let mut clock = Instant::now();
        let mut lap = |stages: &mut Vec<_>, name| {
            stages.push((name, clock.elapsed()));
            clock = Instant::now();
        };
        watch("reading");
        let Some(root) = self.read(run, settings, &job.base) else {
            return;
        };
        lap(&mut run.stages, "read");
        let Ok(document) = Document::new(&run.sources, root, &mut run.diagnostics) else {
            return;
        };
        watch("understanding");
        let options = settings.lowering(&run.sources);
        let about = |title: &str| settings.options(title, &self.out, &job.base);
        let mut early = emit::Early::default();
        let mut print = |types: &Api, rest: &mut dyn FnMut()| {
            early = emit::early(types, &about(&types.title), rest);
        };
        let mut said = Diagnostics::default();
        let mut lower = || lower::lower_beside(&document, &options, &mut said, &mut print);
        let mut checked = Diagnostics::default();
        let mut check = || {
            // Lowering asks for them soon, and finds them by then.
            document.discriminated();
            document.check(&mut checked);
        };
        let api = stack::beside(&mut check, &mut lower);
        // Whoever looked at the schema alone may have said so already.
        said.forget_within(Code::BrokenExample, &checked);
        run.diagnostics.extend(checked);
        run.diagnostics.extend(said);
        lap(&mut run.stages, "lower");
        run.diagnostics.judge(job.policy);
        if run.diagnostics.has_errors() {
            return;
        }
        run.sources.forget_trees();
        watch("printing the crate of");
        let printed = emit::emit_rest(&api, &about(&api.title), early);
        lap(&mut run.stages, "emit");
        pool::later(move || drop(api));
        match printed {
            Ok(files) => run.files = Some(files),
            Err(fault) => run.fault = Some(fault),
        }
    }

    /// The document, its overlays and all that its references name as one text; `None` where something is an error.
    pub fn bundle(&self, format: BundleFormat) -> (Generated, Option<String>) {
        stack::deep(&mut || {
            let mut run = Generated::default();
            let text = self.bundled(&mut run, format);
            (run, text)
        })
    }

    fn bundled(&self, run: &mut Generated, format: BundleFormat) -> Option<String> {
        let (settings, base) = self.settings(run)?;
        let root = self.read_files(run, &settings, &base)?;
        let text = bundle::bundle(&mut run.sources, root, format, &mut run.diagnostics);
        let policy = Policy {
            layers: vec![self.findings.clone(), settings.diagnostics.layer()],
        };
        run.diagnostics.judge(&policy);
        text.filter(|_| !run.diagnostics.has_errors())
    }

    /// Reads the document as an edition of OpenAPI 3 would have it.
    fn read(&self, run: &mut Generated, settings: &Settings, base: &Path) -> Option<NodeId> {
        let root = self.read_files(run, settings, base)?;
        Some(document::lifted(
            &mut run.sources,
            root,
            &mut run.diagnostics,
        ))
    }

    /// Reads the document and the files that its references lead to.
    fn read_files(&self, run: &mut Generated, settings: &Settings, base: &Path) -> Option<NodeId> {
        let limits = settings.limits();
        let (sources, diagnostics) = (&mut run.sources, &mut run.diagnostics);
        let read = match &self.text {
            Some(text) => {
                let name = self.spec.display().to_string();
                sources.read(&name, text.clone(), &limits, diagnostics)
            }
            None => sources.load(&self.spec, &limits, diagnostics),
        };
        let folder = self.spec.parent().unwrap_or(Path::new(""));
        let access = settings.access(folder, base, sources, diagnostics);
        let mut root = read.ok();
        let set = |(index, path): (usize, &PathBuf)| (base.join(path), Some(index.to_string()));
        let from_settings = settings.overlays.iter().enumerate().map(set);
        let given = self.overlays.iter().cloned().map(|path| (path, None));
        for (path, index) in from_settings.chain(given) {
            let mut said = Diagnostics::default();
            let overlay = sources.load(&path, &limits, &mut said).ok();
            let setting = index.and_then(|index| settings.place(sources, &["overlays", &index]));
            if let Some(setting) = setting {
                said.place_what_has_none(sources.span(setting));
            }
            diagnostics.extend(said);
            if let (Some(overlay), Some(document)) = (overlay, root) {
                root = Some(overlay::apply(sources, document, overlay, diagnostics));
            }
        }
        if let Some(root) = root {
            sources.link(&access, &limits);
            document::resolve_whole(sources, root, limits.nodes, diagnostics);
        }
        run.inputs.extend(sources.paths().map(Path::to_owned));
        root
    }

    /// How the output folder differs from what it should hold.
    ///
    /// # Errors
    /// See [`output::compare`].
    pub fn compare(&self, files: &[GeneratedFile]) -> std::io::Result<Changes> {
        output::compare(&self.out, files)
    }

    /// Makes the output folder hold the files.
    ///
    /// # Errors
    /// See [`output::compare`] and [`output::write`].
    pub fn write(&self, files: &[GeneratedFile]) -> std::io::Result<Changes> {
        let changes = self.compare(files)?;
        output::write(&self.out, files, &changes)?;
        Ok(changes)
    }
}
