//! `specsmith check`.

use std::fs;
use std::path::Path;

use similar::TextDiff;
use specsmith_codegen::Changes;
use specsmith_codegen::GeneratedFile;

use crate::arguments::{Check, Format, Verbosity};
use crate::{Exit, print, report};

pub fn run(check: &Check, verbosity: &Verbosity) -> Exit {
    let generator = check.job.generator(check.out.clone().unwrap_or_default());
    if check.out.is_some()
        && let Some(found) = report::unchanged(&generator, &check.job, verbosity)
    {
        return found.map_or_else(|exit| exit, |_| Exit::Done);
    }
    let (_, files) = match report::generated(&generator, &check.job, verbosity) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let Some(out) = &check.out else {
        return Exit::Done;
    };
    let changes = match generator.compare(&files) {
        Ok(changes) => changes,
        Err(error) => return report::output(&error),
    };
    if changes.is_empty() {
        return Exit::Done;
    }
    if !verbosity.quiet && check.job.findings.format == Format::Text {
        print::out(&diff(out, &files, &changes));
    }
    say!("{} is stale:", out.display());
    for line in changes.lines() {
        say!("  {line}");
    }
    say!("run: {}", command(std::env::args().skip(1)));
    Exit::Findings
}

/// The command that writes what was checked, for a shell.
fn command(arguments: impl Iterator<Item = String>) -> String {
    let mut is_checked = false;
    let words = arguments.map(|word| match word.as_str() {
        "check" if !std::mem::replace(&mut is_checked, true) => "generate".to_owned(),
        _ => quoted(word),
    });
    let words: Vec<_> = words.collect();
    format!("specsmith {}", words.join(" "))
}

fn quoted(word: String) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=,:@%+~#\\".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn diff(out: &Path, files: &[GeneratedFile], changes: &Changes) -> String {
    let mut text = String::new();
    for path in changes.missing.iter().chain(&changes.stale) {
        let old = fs::read_to_string(out.join(path)).unwrap_or_default();
        let new = files
            .iter()
            .find(|file| file.path == *path)
            .map_or("", |file| &file.text);
        let name = |what| format!("{} ({what})", out.join(path).display());
        let lines = TextDiff::from_lines(old.as_str(), new);
        text += &lines
            .unified_diff()
            .header(&name("is"), &name("should be"))
            .to_string();
    }
    text
}
