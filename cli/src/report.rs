//! What is said on stderr.

use std::io::IsTerminal as _;

use specsmith_codegen::Generated;
use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::emit::GeneratedFile;

use crate::Exit;
use crate::arguments::{Job, Verbosity};

/// Says that long work has begun, where a person watches; the line is taken back by [`findings`].
fn progress(job: &Job, verbosity: &Verbosity) -> bool {
    let shown = std::io::stderr().is_terminal() && !verbosity.quiet;
    if shown {
        eprint!("reading {} ...", job.spec.display());
    }
    shown
}

/// Runs the generator and says what it found. `Err` where there are no files.
pub fn generated(job: &Job, verbosity: &Verbosity) -> Result<Vec<GeneratedFile>, Exit> {
    let shown = progress(job, verbosity);
    let mut run = job.generator().generate();
    if shown {
        eprint!("\r\x1b[2K");
    }
    findings(&run, verbosity);
    if let Some(fault) = &run.fault {
        eprintln!(
            "error: specsmith itself is at fault: {fault}\nplease report it, with the document if you can"
        );
        return Err(Exit::Fault);
    }
    run.files.take().ok_or(Exit::BadInput)
}

fn findings(run: &Generated, verbosity: &Verbosity) {
    let least = match verbosity {
        Verbosity { quiet: true, .. } => Severity::Error,
        Verbosity { verbose: true, .. } => Severity::Note,
        _ => Severity::Warning,
    };
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = run.render(least, colour);
    if !verbosity.quiet || run.files.is_none() {
        eprint!("{text}");
    }
    if verbosity.verbose {
        for (stage, time) in &run.stages {
            eprintln!("{stage:>8} {:>6} ms", time.as_millis());
        }
    }
}
