//! `specsmith generate`.

use std::path::Path;

use specsmith_codegen::Changes;

use crate::Exit;
use crate::arguments::{Generate, Verbosity};
use crate::report;

pub fn run(generate: &Generate, verbosity: &Verbosity) -> Exit {
    let out = &generate.out;
    let generator = generate.job.generator(out.clone());
    if let Some(found) = report::unchanged(&generator, &generate.job, verbosity) {
        return found.map_or_else(
            |exit| exit,
            |count| done(out, count, &Changes::default(), verbosity),
        );
    }
    let (run, files) = match report::generated(&generator, &generate.job, verbosity) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    match generator.write(&files) {
        Ok(changes) => {
            generator.remember(&run, &files);
            done(out, files.len(), &changes, verbosity)
        }
        Err(error) => report::output(&error),
    }
}

fn done(out: &Path, count: usize, changes: &Changes, verbosity: &Verbosity) -> Exit {
    if !verbosity.quiet {
        let (new, changed, removed) = (
            changes.missing.len(),
            changes.stale.len(),
            changes.extra.len(),
        );
        say!(
            "{}: {count} files, {new} new, {changed} changed, {removed} removed",
            out.display()
        );
    }
    Exit::Done
}
