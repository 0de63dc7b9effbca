//! For a `build.rs`: the crate is regenerated when the document changes.
//!
//! ```no_run
//! specsmith_codegen::build_script::run("spec/api.yaml", "generated");
//! ```

use std::path::Path;
use std::process::exit;

use crate::diagnostic::Severity;
use crate::{Generated, Generator};

/// How many warnings of a document are shown in a build.
const WARNINGS: usize = 5;

/// What a build does about a stale output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// It is brought up to date.
    Write,
    /// It fails the build, and stays as it is.
    Verify,
    /// It is nobody's business: the package is a copy that cargo made.
    Off,
}

/// Brings `out` up to date with `spec`; both start from the package's folder. `SPECSMITH=write|verify|off` says what to
/// do; else a set `CI` means verify, a package under cargo's own folders or a vendored one means off, all else write.
///
/// A document that cannot be used, and a stale folder under verify, end the build with a message. What is odd about the
/// document are warnings of the build, the first few of them.
pub fn run(spec: impl AsRef<Path>, out: impl AsRef<Path>) {
    println!("cargo::rerun-if-env-changed=CI");
    println!("cargo::rerun-if-env-changed=SPECSMITH");
    let mode = mode();
    let mut generator = Generator::new(spec.as_ref(), out.as_ref());
    generator.cache = std::env::var_os("OUT_DIR").map(|dir| Path::new(&dir).join("specsmith"));
    if mode == Mode::Off || !spec.as_ref().is_file() && cargo_copy() {
        return;
    }
    if let Some(unchanged) = generator.unchanged() {
        let paths = unchanged.paths.iter().map(String::as_str);
        watch(&unchanged.run, paths, out.as_ref());
        warn(&unchanged.run, spec.as_ref());
        return;
    }
    let run = generator.generate();
    let paths = run.files.iter().flatten().map(|file| file.path.as_str());
    watch(&run, paths, out.as_ref());
    let Some(files) = &run.files else {
        eprintln!("{}", run.render(Severity::Error));
        fail(&format!("{} cannot be used", spec.as_ref().display()));
    };
    warn(&run, spec.as_ref());
    let changes = match generator.compare(files) {
        Ok(changes) => changes,
        Err(error) => fail(&error.to_string()),
    };
    if changes.is_empty() {
        generator.remember(&run, files);
        return;
    }
    if mode == Mode::Verify {
        let command = format!(
            "specsmith generate {} --out {}",
            spec.as_ref().display(),
            out.as_ref().display()
        );
        fail(&format!(
            "{} is stale:\n  {}\nrun: {command}",
            out.as_ref().display(),
            changes.lines().join("\n  ")
        ));
    }
    match generator.write(files) {
        Ok(changes) => {
            stamp(out.as_ref(), &changes);
            generator.remember(&run, files);
        }
        Err(error) if read_only(&error) => println!(
            "cargo::warning={} is stale and cannot be written: {error}",
            out.as_ref().display()
        ),
        Err(error) => fail(&error.to_string()),
    }
}

/// Says what is odd about the document, a line each; of many the first few, and how to see the rest.
fn warn(run: &Generated, spec: &Path) {
    let found = run.diagnostics.to_lines(&run.sources, Severity::Warning);
    for line in found.iter().take(WARNINGS) {
        println!("cargo::warning={line}");
    }
    if found.len() > WARNINGS {
        let (more, spec) = (found.len() - WARNINGS, spec.display());
        println!("cargo::warning={more} more: `specsmith check {spec}` shows all of them");
    }
}

fn fail(text: &str) -> ! {
    eprintln!("error: {text}");
    for line in text.lines() {
        println!("cargo::error={line}");
    }
    exit(1)
}

fn read_only(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem
    )
}

fn mode() -> Mode {
    let set = |name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.is_empty() && value != "false" && value != "0")
    };
    match set("SPECSMITH").as_deref() {
        Some("write") => Mode::Write,
        Some("verify") => Mode::Verify,
        Some("off") => Mode::Off,
        _ if cargo_copy() => Mode::Off,
        _ if set("CI").is_some() => Mode::Verify,
        _ => Mode::Write,
    }
}

/// Whether the package is a copy that cargo made: of a registry, of a git repository, or vendored.
fn cargo_copy() -> bool {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(std::path::PathBuf::from)
        .unwrap_or_default();
    // A package of a registry has the mark beside its manifest, one of a git repository at the repository's root.
    let unpacked = folder
        .ancestors()
        .any(|folder| folder.join(".cargo-ok").exists());
    unpacked || folder.join(".cargo-checksum.json").exists()
}

/// Cargo runs the script again when one of these changes.
fn watch<'p>(run: &Generated, paths: impl Iterator<Item = &'p str>, out: &Path) {
    for input in &run.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
        if let Some(folder) = input
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
    }
    for path in paths {
        println!("cargo::rerun-if-changed={}", out.join(path).display());
    }
}

/// Gives what was written the time at which cargo started the script: cargo takes anything later for a new change.
fn stamp(out: &Path, changes: &crate::output::Changes) {
    let invoked =
        std::env::var_os("OUT_DIR").map(|dir| Path::new(&dir).join("../invoked.timestamp"));
    let Some(time) = invoked.and_then(|path| path.metadata().ok()?.modified().ok()) else {
        return;
    };
    for path in changes.missing.iter().chain(&changes.stale) {
        if let Ok(file) = std::fs::File::options().append(true).open(out.join(path)) {
            let _ = file.set_modified(time);
        }
    }
}
