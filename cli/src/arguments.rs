//! What can be asked of the command line.

use std::path::PathBuf;

use crate::stdin;

use clap::{Args, Parser, Subcommand, ValueEnum};
use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::{Code, Layer, Rule, Severity};
use specsmith_codegen::settings::RuntimeSetting;

/// Turns an OpenAPI document into the Rust crate that you would have written by hand.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    pub verbosity: Verbosity,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "\
Examples:
  specsmith generate api.yaml --out client --name my-client   write the crate
  specsmith check api.yaml --out client                       is it up to date? (for CI)
  specsmith check api.yaml                                    what is wrong with the document?
  specsmith bundle api.yaml --out bundle.yaml                 one file of several
  specsmith explain W0205                                     what does a finding mean?

Files:
  specsmith.yaml beside the document holds the settings; `specsmith schema` prints their JSON Schema.

Exit codes:
  0  done
  1  the output is stale (check), or there are findings that --strict, --deny or the settings forbid
  2  the document or the settings cannot be used, and the folder is as it was; or the folder cannot be written
  3  specsmith itself is at fault";

#[derive(Debug, Args)]
pub struct Verbosity {
    /// Print errors alone
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print notes too, and what each stage took
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to colour; auto is where a terminal watches and NO_COLOR is not set
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Colour,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the crate of a document; files that are up to date are not touched
    #[command(after_help = "\
Without settings the crate has good defaults. Only files whose first line says that specsmith wrote them are ever
overwritten or removed; your own files in the folder stay.

Examples:
  specsmith generate api.yaml --out client
  specsmith generate api.json --out client --embed-runtime
  specsmith generate api.yaml --out client --deny W0205 --deny W0404")]
    Generate(Generate),
    /// Say what is wrong with a document and, given a folder, whether its crate is up to date; nothing is written
    #[command(after_help = "\
Examples:
  specsmith check api.yaml
  specsmith check api.yaml --out client --strict
  specsmith check api.yaml --format sarif > findings.sarif")]
    Check(Check),
    /// Write a document of several files, with its overlays, as one: the crate of the bundle is that of the files
    #[command(after_help = "\
What references name in other files stands under `components`, under the name that it had where it stood.

Examples:
  specsmith bundle api.yaml --out bundle.yaml
  specsmith bundle api.yaml --overlay ours.yaml --out bundle.json
  specsmith bundle api.yaml | less")]
    Bundle(Bundle),
    /// Explain a kind of finding, e.g. W0205, or what a schema of a document becomes and why; without either, list all codes
    #[command(after_help = "\
Examples:
  specsmith explain W0205
  specsmith explain Pet --spec api.yaml
  specsmith explain api.yaml Pet
  specsmith explain '#/components/schemas/Pet/properties/owner' --spec api.yaml")]
    Explain {
        /// The code of the finding; or the schema's name, its JSON pointer, or the name of its Rust type
        what: Option<String>,
        /// The schema, where the document comes first
        #[arg(conflicts_with = "spec")]
        schema: Option<String>,
        /// The document of the schema, YAML or JSON
        #[arg(long, value_name = "FILE")]
        spec: Option<PathBuf>,
        /// The settings [default: specsmith.yaml beside the document, where there is one]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Print the JSON Schema of the settings, for editors
    #[command(after_help = "\
Save it beside specsmith.yaml and let the first line of that name it:
  # yaml-language-server: $schema=specsmith.schema.json")]
    Schema,
    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  specsmith completions bash > ~/.local/share/bash-completion/completions/specsmith
  specsmith completions zsh > ~/.zfunc/_specsmith
  specsmith completions fish > ~/.config/fish/completions/specsmith.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual's pages, one for each command, into a folder
    Man {
        /// The folder
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    pub job: Job,
    /// The folder of the crate, or of the module
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub job: Job,
    /// The folder of the crate; without it, only the document is looked at
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Bundle {
    /// The OpenAPI document, YAML or JSON; `-` reads it from stdin
    pub spec: PathBuf,
    /// The file to write, JSON where its name ends so, else YAML [default, and `-`: stdout, in the document's own syntax]
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The settings [default: specsmith.yaml beside the document, where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder that references may not leave [default: the settings', else the document's]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Apply an overlay to the document before it is read; may be given several times
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    #[command(flatten)]
    pub findings: Findings,
}

#[derive(Debug, Args)]
pub struct Job {
    /// The OpenAPI document, YAML or JSON; `-` reads it from stdin
    pub spec: PathBuf,
    /// The settings [default: specsmith.yaml beside the document, where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The package's name [default: the settings', else the document's title]
    #[arg(long)]
    pub name: Option<String>,
    /// Write a module of a crate that is there already instead of a crate, e.g. crate::api; its README.md says what goes into
    /// that crate's Cargo.toml
    #[arg(long, value_name = "PATH", conflicts_with = "name")]
    pub module: Option<String>,
    /// Depend on the runtime in a folder instead of the published one
    #[arg(long, value_name = "DIR", conflicts_with = "embed_runtime")]
    pub runtime_path: Option<PathBuf>,
    /// The folder that references may not leave [default: the settings', else the document's]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Apply an overlay to the document before it is read; may be given several times
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Put the runtime's sources into the crate, which then depends on no part of specsmith
    #[arg(long)]
    pub embed_runtime: bool,
    /// Make tests of the document's examples, defaults and enum values: tests/examples.rs of the crate
    #[arg(long)]
    pub emit_tests: bool,
    /// Do all the work, also where nothing has changed since the last run
    #[arg(long)]
    pub no_cache: bool,
    #[command(flatten)]
    pub findings: Findings,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
pub struct Findings {
    /// How findings are printed: text goes to stderr, every other form to stdout
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Take every warning for an error, but those that are allowed
    #[arg(long)]
    pub strict: bool,
    /// Take findings of a kind for errors; may be given several times
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub deny: Vec<Code>,
    /// Say nothing of findings of a kind; may be given several times
    #[arg(long, value_name = "CODE", value_parser = allowable)]
    pub allow: Vec<Code>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, in the look of the Rust compiler
    #[default]
    Text,
    /// One JSON value
    Json,
    /// SARIF 2.1.0, for code scanners
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

fn code(text: &str) -> Result<Code, String> {
    text.parse()
}

/// A code that can be allowed.
fn allowable(text: &str) -> Result<Code, String> {
    let code: Code = text.parse()?;
    if code.severity() == Severity::Error {
        return Err(format!(
            "{} cannot be allowed: {}",
            code.id(),
            Layer::NEVER_ALLOWED
        ));
    }
    Ok(code)
}

impl Findings {
    fn layer(&self) -> Layer {
        let rules = |codes: &[Code]| {
            codes
                .iter()
                .map(|code| Rule {
                    code: Some(*code),
                    at: None,
                })
                .collect()
        };
        Layer {
            strict: self.strict,
            deny: rules(&self.deny),
            allow: rules(&self.allow),
        }
    }
}

/// Where runs are remembered: the user's own folder for what can be made again.
fn cache_folder() -> Option<PathBuf> {
    let set = |name| {
        let value = std::env::var_os(name).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    };
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
    };
    folder.map(|folder| folder.join("specsmith"))
}

impl Bundle {
    pub fn generator(&self) -> Generator {
        Generator {
            config: self.config.clone(),
            root: self.root.clone(),
            overlays: self.overlay.clone(),
            text: stdin::text(&self.spec),
            findings: self.findings.layer(),
            ..Generator::new(&self.spec, "")
        }
    }
}

impl Job {
    pub fn generator(&self, out: PathBuf) -> Generator {
        let path = self
            .runtime_path
            .clone()
            .map(|path| RuntimeSetting::Path { path });
        Generator {
            config: self.config.clone(),
            root: self.root.clone(),
            overlays: self.overlay.clone(),
            text: stdin::text(&self.spec),
            emit_tests: self.emit_tests,
            name: self.name.clone(),
            module: self.module.clone(),
            runtime: path.or(self.embed_runtime.then_some(RuntimeSetting::Embedded)),
            findings: self.findings.layer(),
            cache: (!self.no_cache).then(cache_folder).flatten(),
            ..Generator::new(&self.spec, out)
        }
    }
}
