//! `specsmith generate`.

use crate::Exit;
use crate::arguments::{Job, Verbosity};
use crate::report;

pub fn run(job: &Job, verbosity: &Verbosity) -> Exit {
    let files = match report::generated(job, verbosity) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    match job.generator().write(&files) {
        Ok(changes) => {
            if !verbosity.quiet {
                let (new, changed, removed) = (
                    changes.missing.len(),
                    changes.stale.len(),
                    changes.extra.len(),
                );
                eprintln!(
                    "{}: {} files, {new} new, {changed} changed, {removed} removed",
                    job.out.display(),
                    files.len()
                );
            }
            Exit::Done
        }
        Err(error) => {
            eprintln!("error: {error}");
            Exit::BadInput
        }
    }
}
