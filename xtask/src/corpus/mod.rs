//! The corpus: real documents, from which crates are generated and checked.

mod crates;
mod manifest;
mod table;

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use crates::{Check, Outcome};
use manifest::Document;

/// What to do with the corpus.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The folder with manifest.json, or with documents alone
    #[arg(long, value_name = "DIR", default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// Where the crates go
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    work: PathBuf,
    /// Only documents whose name contains this; may be given several times
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Check the crates of one part of the documents, as in 3/8; the first is 0
    #[arg(long, value_name = "PART/PARTS", conflicts_with = "no_check")]
    part: Option<String>,
    /// Begin no check after this many seconds; the rest is only generated, and counted
    #[arg(long, value_name = "SECONDS", conflicts_with = "no_check")]
    time: Option<u64>,
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
    let start = Instant::now();
    let over = || {
        let most = arguments.time.map(Duration::from_secs);
        most.is_some_and(|most| start.elapsed() >= most)
    };
    let mut left_out = 0;
    let mut documents = manifest::read(&arguments.corpus)?;
    let odd = oddest(&documents);
    retain(&mut documents, &arguments.only)?;
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let mut checks = Vec::new();
        let mut in_part = !arguments.no_check && index % parts == part;
        if in_part && over() {
            in_part = false;
            left_out += 1;
        }
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
    if left_out > 0 {
        println!("{left_out} not checked, since the time was over");
    }
    if let Some(path) = &arguments.table {
        std::fs::write(path, table::page(&outcomes))?;
    }
    Ok(failed == 0 && !outcomes.is_empty())
}

/// Keeps the documents whose name contains one of the texts, where there are some; one that names none is a slip.
fn retain(documents: &mut Vec<Document>, only: &[String]) -> io::Result<()> {
    let named = |text: &String| documents.iter().any(|one| one.name.contains(text));
    if let Some(vain) = only.iter().find(|text| !named(text)) {
        let said = format!("no document's name contains `{vain}`");
        return Err(io::Error::other(said));
    }
    documents.retain(|one| only.is_empty() || only.iter().any(|text| one.name.contains(text)));
    Ok(())
}

/// The names of those with most kinds of oddities.
fn oddest(documents: &[Document]) -> Vec<String> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by(|a, b| {
        let counts = b.oddities.len().cmp(&a.oddities.len());
        counts.then_with(|| a.name.cmp(&b.name))
    });
    sorted.truncate(LINTED);
    sorted
        .into_iter()
        .map(|document| document.name.clone())
        .collect()
}

fn part(text: &str) -> io::Result<(usize, usize)> {
    let read = || {
        let (part, parts) = text.split_once('/')?;
        let (part, parts) = (part.parse().ok()?, parts.parse().ok()?);
        (part < parts).then_some((part, parts))
    };
    read().ok_or_else(|| io::Error::other(format!("`{text}` is no part such as 3/8")))
}
