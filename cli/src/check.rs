//! `specsmith check`.

use std::fs;

use similar::TextDiff;

use crate::Exit;
use crate::arguments::{Job, Verbosity};
use crate::report;

pub fn run(job: &Job, verbosity: &Verbosity) -> Exit {
    let files = match report::generated(job, verbosity) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    let changes = match job.generator().compare(&files) {
        Ok(changes) => changes,
        Err(error) => {
            eprintln!("error: {error}");
            return Exit::BadInput;
        }
    };
    if changes.is_empty() {
        return Exit::Done;
    }
    if !verbosity.quiet {
        for path in changes.missing.iter().chain(&changes.stale) {
            let old = fs::read_to_string(job.out.join(path)).unwrap_or_default();
            let new = files
                .iter()
                .find(|file| file.path == *path)
                .map_or("", |file| &file.text);
            let (from, to) = (
                format!("{} (is)", job.out.join(path).display()),
                format!("{} (should be)", job.out.join(path).display()),
            );
            print!(
                "{}",
                TextDiff::from_lines(old.as_str(), new)
                    .unified_diff()
                    .header(&from, &to)
            );
        }
    }
    eprintln!("{} is stale:", job.out.display());
    for line in changes.lines() {
        eprintln!("  {line}");
    }
    eprintln!(
        "run: specsmith generate {} --out {}",
        job.spec.display(),
        job.out.display()
    );
    Exit::Stale
}
