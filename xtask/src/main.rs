//! Chores of this repository: `cargo xtask help`.

#![forbid(unsafe_code)]

mod corpus;
mod hostile;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Chores of this repository")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Generate a crate of every document of the corpus, and check that each compiles without a warning
    Corpus(corpus::Arguments),
    /// Generate from documents of hostile size and depth, each within a time and a memory
    Hostile(hostile::Arguments),
}

fn main() -> ExitCode {
    let Arguments { chore } = Arguments::parse();
    let done = match chore {
        Chore::Corpus(arguments) => corpus::run(&arguments),
        Chore::Hostile(arguments) => hostile::run(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
