//! What is said of a run.

use std::io::{IsTerminal as _, Write as _};

use specsmith_codegen::GeneratedFile;
use specsmith_codegen::diagnostic::{Code, Severity};
use specsmith_codegen::{Generated, Generator};

use crate::arguments::{Colour, Format, Job, Verbosity};
use crate::{Exit, fault, print};

/// Says again what the last run found, where nothing that it read or wrote has changed since: how many files there are.
pub fn unchanged(
    generator: &Generator,
    job: &Job,
    verbosity: &Verbosity,
) -> Option<Result<usize, Exit>> {
    let unchanged = generator.unchanged()?;
    let said = findings(&unchanged.run, job.findings.format, verbosity);
    Some(said.map(|()| unchanged.paths.len()))
}

/// Runs the generator and says what it found. `Err` where there are no files.
pub fn generated(
    generator: &Generator,
    job: &Job,
    verbosity: &Verbosity,
) -> Result<(Generated, Vec<GeneratedFile>), Exit> {
    let watched = std::io::stderr().is_terminal() && !verbosity.quiet;
    let mut run = generator.generate_watched(&mut |stage| {
        if watched {
            line(&format!("{} {} ...", stage, job.spec.display()));
        }
    });
    if watched {
        line("");
    }
    findings(&run, job.findings.format, verbosity)?;
    if let Some(what) = &run.fault {
        fault::say(what);
        return Err(Exit::Fault);
    }
    match run.files.take() {
        Some(files) => Ok((run, files)),
        None => Err(refused(&run)),
    }
}

/// How a run without a result ends: what cannot be used is worse than what somebody forbade.
pub fn refused(run: &Generated) -> Exit {
    let mut errors = run.diagnostics.errors();
    if errors.any(|found| found.code.severity() == Severity::Error) {
        Exit::BadInput
    } else {
        Exit::Findings
    }
}

/// Says that the output folder cannot be used.
pub fn output(error: &std::io::Error) -> Exit {
    say!("error[{}]: {error}", Code::Output.id());
    Exit::BadInput
}

/// Writes over the last line of the terminal.
fn line(text: &str) {
    say_part!("\r\x1b[2K{text}");
    let _ = std::io::stderr().flush();
}

pub fn findings(run: &Generated, format: Format, verbosity: &Verbosity) -> Result<(), Exit> {
    let least = match verbosity {
        Verbosity { quiet: true, .. } => Severity::Error,
        Verbosity { verbose: true, .. } => Severity::Note,
        _ => Severity::Warning,
    };
    let text = match format {
        Format::Text => {
            let text = if coloured(verbosity.color) {
                run.render_coloured(least)
            } else {
                run.render(least)
            };
            if !text.is_empty() {
                say!("{text}`specsmith explain CODE` tells more of a finding");
            }
            String::new()
        }
        Format::Json => run.diagnostics.to_json(&run.sources, least),
        Format::Sarif => run.diagnostics.to_sarif(&run.sources, least),
        Format::Github => run.diagnostics.to_github(&run.sources, least),
    };
    if verbosity.verbose {
        for (stage, time) in &run.stages {
            say!("{stage:>8} {:>6} ms", time.as_millis());
        }
    }
    match print::out(&text) {
        Exit::Done => Ok(()),
        exit => Err(exit),
    }
}

/// Whether stderr is coloured (see no-color.org).
fn coloured(when: Colour) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    match when {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => std::io::stderr().is_terminal() && !set("NO_COLOR") && !dumb,
    }
}
