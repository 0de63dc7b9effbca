//! `specsmith bundle`.

use std::path::Path;

use specsmith_codegen::BundleFormat;

use crate::arguments::{Bundle, Format, Verbosity};
use crate::{Exit, print, report};

pub fn run(bundle: &Bundle, verbosity: &Verbosity) -> Exit {
    let out = bundle.out.as_deref().filter(|out| *out != Path::new("-"));
    if out.is_none() && bundle.findings.format != Format::Text {
        say!("error: the bundle and the findings cannot both go to stdout\nhelp: give --out FILE");
        return Exit::BadInput;
    }
    let format = BundleFormat::of(out.unwrap_or(&bundle.spec));
    let (run, text) = bundle.generator().bundle(format);
    if let Err(exit) = report::findings(&run, bundle.findings.format, verbosity) {
        return exit;
    }
    let Some(text) = text else {
        return report::refused(&run);
    };
    match out {
        None => print::out(&text),
        Some(out) => match std::fs::write(out, text) {
            Ok(()) => Exit::Done,
            Err(error) => {
                let text = format!("{} cannot be written: {error}", out.display());
                report::output(&std::io::Error::new(error.kind(), text))
            }
        },
    }
}
