//! What the tests of the command line share.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

pub const SPEC: &str = "openapi: 3.0.3\ninfo: {title: My Shop, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: string, minLength: 1}}}\n";

pub fn specsmith(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specsmith"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap()
}

pub fn folder(spec: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), spec).unwrap();
    folder
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub const GENERATE: [&str; 4] = ["generate", "api.yaml", "--out", "out"];
pub const CHECK: [&str; 4] = ["check", "api.yaml", "--out", "out"];

/// A document whose only finding is a reference to nothing.
pub const BROKEN: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n";

/// Says that something is skipped, past libtest, which keeps what the macros of tests that pass print.
pub fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
