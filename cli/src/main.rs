//! The command line.

#![forbid(unsafe_code)]

mod arguments;
mod check;
mod generate;
mod report;

use clap::{CommandFactory, Parser};
use std::process::ExitCode;

use arguments::{Arguments, Command};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Everything is as it should be.
    Done = 0,
    /// The output is stale.
    Stale = 1,
    /// The document, the settings or the folder cannot be used.
    BadInput = 2,
    /// specsmith itself is at fault.
    Fault = 3,
}

fn main() -> ExitCode {
    // A pipe that closes early (`| head`) is no fault.
    std::panic::set_hook(Box::new(|info| {
        eprintln!(
            "error: specsmith itself is at fault: {info}\nplease report it, with the document if you can"
        );
        std::process::exit(Exit::Fault as i32);
    }));
    let arguments = Arguments::parse();
    let exit = match &arguments.command {
        Command::Generate(job) => generate::run(job, &arguments.verbosity),
        Command::Check(job) => check::run(job, &arguments.verbosity),
        Command::Completions { shell } => {
            clap_complete::generate(
                *shell,
                &mut Arguments::command(),
                "specsmith",
                &mut std::io::stdout(),
            );
            Exit::Done
        }
    };
    ExitCode::from(exit as u8)
}
