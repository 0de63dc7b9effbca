//! `specsmith generate`.

use crate::Exit;
use crate::arguments::{Generate, Verbosity};
use crate::report;

pub fn run(generate: &Generate, verbosity: &Verbosity) -> Exit {
    let out = &generate.out;
    let generator = generate.job.generator(out.clone());
    let files = match report::generated(&generator, &generate.job, verbosity) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    match generator.write(&files) {
        Ok(changes) => {
            if !verbosity.quiet {
                let (new, changed, removed) = (
                    changes.missing.len(),
                    changes.stale.len(),
                    changes.extra.len(),
                );
                eprintln!(
                    "{}: {} files, {new} new, {changed} changed, {removed} removed",
                    out.display(),
                    files.len()
                );
            }
            Exit::Done
        }
        Err(error) => report::output(&error),
    }
}
