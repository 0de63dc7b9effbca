//! What can be asked of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use specsmith_codegen::Generator;
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
Exit codes:
  0  done
  1  the output is stale (check)
  2  the document, the settings or the folder cannot be used; the folder is as it was
  3  specsmith itself is at fault

Example:
  specsmith generate api.yaml --out client --name my-client
  specsmith check api.yaml --out client";

#[derive(Debug, Args)]
pub struct Verbosity {
    /// Print errors alone
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print notes too, and what each stage took
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate the crate of a document; files that are up to date are not touched
    Generate(Job),
    /// Say whether the crate of a document is up to date, and how it differs; nothing is written
    Check(Job),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub struct Job {
    /// The OpenAPI document, YAML or JSON
    pub spec: PathBuf,
    /// The folder of the crate, or of the module
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    /// The settings [default: specsmith.yaml beside the document, where there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The package's name [default: the settings', else the document's title]
    #[arg(long)]
    pub name: Option<String>,
    /// Write a module of a crate that is there already instead of a crate, e.g. crate::api
    #[arg(long, value_name = "PATH", conflicts_with = "name")]
    pub module: Option<String>,
    /// Depend on the runtime in a folder instead of the published one
    #[arg(long, value_name = "DIR", conflicts_with = "embed_runtime")]
    pub runtime_path: Option<PathBuf>,
    /// The folder that references may not leave [default: the settings', else the document's]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Put the runtime's sources into the crate, which then depends on no part of specsmith
    #[arg(long)]
    pub embed_runtime: bool,
}

impl Job {
    pub fn generator(&self) -> Generator {
        let path = self
            .runtime_path
            .clone()
            .map(|path| RuntimeSetting::Path { path });
        Generator {
            config: self.config.clone(),
            root: self.root.clone(),
            name: self.name.clone(),
            module: self.module.clone(),
            runtime: path.or(self.embed_runtime.then_some(RuntimeSetting::Embedded)),
            ..Generator::new(&self.spec, &self.out)
        }
    }
}
