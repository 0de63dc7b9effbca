//! One document as a crate, generated and checked.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::settings::RuntimeSetting;

use super::Arguments;
use super::manifest::Document;

/// What is done with a crate. No warning may come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    Compiles,
    Clippy,
    Docs,
    /// Every value of the document decodes and comes back equal.
    Values,
}

/// What came of one document.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) edition: String,
    pub(crate) operations: usize,
    /// Bytes of the files that were read.
    pub(crate) read: u64,
    /// Bytes of the files that were generated.
    pub(crate) written: usize,
    pub(crate) codes: BTreeMap<&'static str, usize>,
    pub(crate) generate: Duration,
    pub(crate) check: Option<Duration>,
    pub(crate) linted: bool,
    /// What failed, and what was said.
    pub(crate) failures: Vec<String>,
}

/// Generates the crate of a document, and checks it.
pub(crate) fn attempt(
    document: &Document,
    arguments: &Arguments,
    checks: &[Check],
) -> io::Result<Outcome> {
    let out = arguments.work.join(document.name.replace('#', "-"));
    let generator = generator(document, arguments, checks, &out);
    let start = Instant::now();
    let run = generator.generate();
    let mut outcome = Outcome {
        name: document.name.clone(),
        edition: document.openapi.clone(),
        operations: document.operations,
        read: run
            .inputs
            .iter()
            .filter_map(|path| Some(path.metadata().ok()?.len()))
            .sum(),
        written: run.files.iter().flatten().map(|file| file.text.len()).sum(),
        codes: BTreeMap::new(),
        generate: start.elapsed(),
        check: None,
        linted: false,
        failures: Vec::new(),
    };
    for found in run.diagnostics.sorted() {
        *outcome.codes.entry(found.code.id()).or_default() += 1;
    }
    let Some(files) = &run.files else {
        let said = run
            .fault
            .clone()
            .unwrap_or_else(|| run.render(Severity::Error));
        outcome
            .failures
            .push(format!("{}: no crate: {said}", document.name));
        return Ok(outcome);
    };
    generator.write(files)?;
    for check in checks {
        let start = Instant::now();
        let said = cargo(*check, &out, &arguments.work)?;
        match check {
            Check::Compiles => outcome.check = Some(start.elapsed()),
            Check::Clippy | Check::Docs => outcome.linted = true,
            Check::Values => {}
        }
        if let Some(said) = said {
            outcome
                .failures
                .push(format!("{}: {check:?}: {said}", document.name));
        }
    }
    Ok(outcome)
}

fn generator(
    document: &Document,
    arguments: &Arguments,
    checks: &[Check],
    out: &Path,
) -> Generator {
    let mut generator = Generator::new(arguments.corpus.join(&document.root), out);
    generator.root = Some(arguments.corpus.join(document.folder()));
    generator.name = Some(package(document));
    generator.emit_tests = checks.contains(&Check::Values);
    generator.runtime = Some(RuntimeSetting::Path {
        path: "runtime".into(),
    });
    generator
}

/// A name of its own: cargo takes packages of one name that share a folder of builds for one, and what is older than the
/// last build for built.
fn package(document: &Document) -> String {
    let name = document.name.to_ascii_lowercase();
    let words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let name = words.fold(String::new(), |name, word| name + "-" + word);
    // A package's name has 64 letters at most; the end is what differs.
    format!("x{}", &name[name.len().saturating_sub(63)..])
}

/// What cargo says where it is not content.
fn cargo(check: Check, folder: &Path, work: &Path) -> io::Result<Option<String>> {
    if check == Check::Values && !folder.join("tests/examples.rs").exists() {
        return Ok(None);
    }
    let arguments: &[&str] = match check {
        Check::Compiles => &["check", "-q", "--all-features"],
        Check::Clippy => &["clippy", "-q", "--all-features"],
        Check::Docs => &["doc", "-q", "--no-deps", "--all-features"],
        Check::Values => &["test", "-q", "--test", "examples"],
    };
    let ran = Command::new("cargo")
        .args(arguments)
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            std::path::absolute(work)?.join("target"),
        )
        .env("RUSTFLAGS", "-Dwarnings")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()?;
    let said = match check {
        Check::Values => {
            String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr)
        }
        _ => String::from_utf8_lossy(&ran.stderr),
    };
    let first: Vec<&str> = said.lines().take(60).collect();
    Ok((!ran.status.success()).then(|| first.join("\n")))
}
