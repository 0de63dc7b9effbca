//! The corpus: real documents, from which crates are generated and checked.

mod crates;
mod manifest;
mod table;

use std::io;
use std::path::PathBuf;

use clap::Args;

use crates::{Check, Outcome};

/// What to do with the corpus.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The folder with manifest.json, or with documents alone
    #[arg(long, value_name = "DIR", default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// Where the crates go
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    work: PathBuf,
    /// Only documents whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Check the crates of one part of the documents, as in 3/8; the first is 0
    #[arg(long, value_name = "PART/PARTS", conflicts_with = "no_check")]
    part: Option<String>,
    /// Generate without checking
    #[arg(long)]
    no_check: bool,
    /// Run clippy and rustdoc, too, over those of the twelve documents with most kinds of oddities that are checked
    #[arg(long)]
    lint: bool,
    /// Run the tests that are made of the documents' examples, defaults and enum values, where a crate is checked
    #[arg(long)]
    values: bool,
    /// Write the table of all documents
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
}

/// How many of the oddest documents are linted.
const LINTED: usize = 12;

/// Whether everything came out as it should.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    let (part, parts) = part(arguments.part.as_deref().unwrap_or("0/1"))?;
    let mut documents = manifest::read(&arguments.corpus)?;
    let mut by_oddity: Vec<_> = documents
        .iter()
        .map(|d| (d.oddities.len(), d.name.clone()))
        .collect();
    by_oddity.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let odd: Vec<String> = by_oddity
        .into_iter()
        .take(LINTED)
        .map(|(_, name)| name)
        .collect();
    if let Some(only) = &arguments.only {
        documents.retain(|document| document.name.contains(only.as_str()));
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let mut checks = Vec::new();
        let in_part = !arguments.no_check && index % parts == part;
        if in_part {
            checks.push(Check::Compiles);
        }
        if in_part && arguments.values {
            checks.push(Check::Values);
        }
        if in_part && arguments.lint && odd.contains(&document.name) {
            checks.extend([Check::Clippy, Check::Docs]);
        }
        let outcome = crates::attempt(document, arguments, &checks)?;
        println!("{}", table::line(&outcome));
        for failure in &outcome.failures {
            println!("{failure}");
        }
        outcomes.push(outcome);
    }
    let failed = outcomes
        .iter()
        .filter(|outcome| !outcome.failures.is_empty())
        .count();
    println!(
        "{} documents, {} checked, {} linted, {failed} failed",
        outcomes.len(),
        outcomes
            .iter()
            .filter(|outcome| outcome.check.is_some())
            .count(),
        outcomes.iter().filter(|outcome| outcome.linted).count(),
    );
    if let Some(path) = &arguments.table {
        std::fs::write(path, table::page(&outcomes))?;
    }
    Ok(failed == 0 && !outcomes.is_empty())
}

fn part(text: &str) -> io::Result<(usize, usize)> {
    let read = || {
        let (part, parts) = text.split_once('/')?;
        let (part, parts) = (part.parse().ok()?, parts.parse().ok()?);
        (part < parts).then_some((part, parts))
    };
    read().ok_or_else(|| io::Error::other(format!("`{text}` is no part such as 3/8")))
}
