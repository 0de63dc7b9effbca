//! The command line.

#![forbid(unsafe_code)]

#[macro_use]
mod print;

mod arguments;
mod bundle;
mod check;
mod explain;
mod fault;
mod generate;
mod manual;
mod report;
mod stdin;

use clap::{CommandFactory, Parser};
use std::path::Path;
use std::process::ExitCode;

use arguments::{Arguments, Command};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Everything is as it should be.
    Done = 0,
    /// The output is stale, or there are findings that somebody forbade.
    Findings = 1,
    /// The document, the settings or the folder cannot be used.
    BadInput = 2,
    /// specsmith itself is at fault.
    Fault = 3,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exit = fault::guarded(|| run(&arguments));
    ExitCode::from(exit as u8)
}

fn run(arguments: &Arguments) -> Exit {
    match &arguments.command {
        Command::Generate(generate) => generate::run(generate, &arguments.verbosity),
        Command::Check(check) => check::run(check, &arguments.verbosity),
        Command::Bundle(bundle) => bundle::run(bundle, &arguments.verbosity),
        Command::Explain {
            what,
            schema,
            spec,
            config,
        } => {
            let (what, spec) = match (what, schema) {
                (Some(first), Some(schema)) => (Some(schema), Some(Path::new(first))),
                (what, _) => (what.as_ref(), spec.as_deref()),
            };
            let document = spec.map(|spec| (spec, config.as_deref()));
            explain::run(what.map(String::as_str), document)
        }
        Command::Schema => print::out(specsmith_codegen::settings::SCHEMA),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "specsmith", &mut text);
            print::out(&String::from_utf8_lossy(&text))
        }
        Command::Man { folder } => manual::run(folder),
    }
}
