//! The command line as a shell sees it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const SPEC: &str = "openapi: 3.0.3\ninfo: {title: My Shop, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: string, minLength: 1}}}\n";

fn specsmith(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specsmith"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn folder(spec: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), spec).unwrap();
    folder
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const GENERATE: [&str; 4] = ["generate", "api.yaml", "--out", "out"];
const CHECK: [&str; 4] = ["check", "api.yaml", "--out", "out"];

#[test]
fn generate_then_check_then_a_stale_folder() {
    let folder = folder(SPEC);
    assert_eq!(specsmith(folder.path(), &CHECK).status.code(), Some(1));
    let output = specsmith(folder.path(), &GENERATE);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        fs::read_to_string(folder.path().join("out/Cargo.toml"))
            .unwrap()
            .contains("name = \"my-shop\"")
    );
    assert_eq!(specsmith(folder.path(), &CHECK).status.code(), Some(0));
    fs::write(
        folder.path().join("api.yaml"),
        SPEC.replace("minLength: 1", "minLength: 2"),
    )
    .unwrap();
    let stale = specsmith(folder.path(), &CHECK);
    assert_eq!(stale.status.code(), Some(1));
    let diff = String::from_utf8_lossy(&stale.stdout);
    assert!(
        diff.contains("-/// At least 1 character.") && diff.contains("+/// At least 2 characters."),
        "{diff}"
    );
    assert!(stderr(&stale).contains("src/types/a.rs (stale)"));
}

#[test]
fn a_module_of_a_crate_that_is_there() {
    let folder = folder(SPEC);
    let module = ["--module", "crate::api::shop"];
    let output = specsmith(folder.path(), &[&GENERATE[..], &module].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = |path: &str| fs::read_to_string(folder.path().join("out").join(path));
    assert!(read("Cargo.toml").is_err());
    assert!(read("mod.rs").unwrap().contains("pub mod types;"));
    assert!(
        read("types/a.rs")
            .unwrap()
            .contains("use crate::api::shop::rt::")
    );
    let wrong = specsmith(
        folder.path(),
        &[&GENERATE[..], &["--module", "crate::a b"]].concat(),
    );
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("`crate::a b` is no path of a module"));
}

#[test]
fn bad_input_is_two_and_says_where() {
    let folder = folder("openapi: 3.0.3\ninfo: [\n");
    let output = specsmith(folder.path(), &GENERATE);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("api.yaml:"), "{}", stderr(&output));
    assert!(!folder.path().join("out").exists());
    assert_eq!(
        specsmith(folder.path(), &["generate", "none.yaml", "--out", "out"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(
        specsmith(folder.path(), &["generate"]).status.code(),
        Some(2)
    );
}

#[test]
fn settings_of_three_places() {
    let folder = folder(SPEC);
    fs::write(
        folder.path().join("specsmith.yaml"),
        "crate: {name: beside}\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("other.yaml"),
        "crate: {name: other, license: MIT}\nruntime: embedded\n",
    )
    .unwrap();
    let manifest = |more: &[&str]| {
        let output = specsmith(folder.path(), &[&GENERATE[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap()
    };
    let beside = manifest(&[]);
    assert!(
        beside.contains("name = \"beside\"") && beside.contains("specsmith-runtime = { version"),
        "{beside}"
    );
    let other = manifest(&["--config", "other.yaml"]);
    assert!(
        other.contains("name = \"other\"") && !other.contains("specsmith-runtime"),
        "{other}"
    );
    assert!(folder.path().join("out/src/rt/mod.rs").is_file());
    let by_flag = manifest(&["--name", "flag", "--runtime-path", "lib/runtime"]);
    assert!(
        by_flag.contains("name = \"flag\"") && by_flag.contains("path = \"../lib/runtime\""),
        "{by_flag}"
    );
    assert!(
        !folder.path().join("out/src/rt/mod.rs").exists(),
        "what is not needed any more is removed"
    );
    fs::write(folder.path().join("specsmith.yaml"), "crat: {}\n").unwrap();
    let output = specsmith(folder.path(), &GENERATE);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("E0601"), "{}", stderr(&output));
}

#[test]
fn help_teaches_and_shells_complete() {
    let folder = folder(SPEC);
    let help = String::from_utf8(specsmith(folder.path(), &["--help"]).stdout).unwrap();
    assert!(
        help.contains("Exit codes") && help.contains("generate") && help.contains("check"),
        "{help}"
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = specsmith(folder.path(), &["completions", shell]);
        assert!(
            output.status.success() && !output.stdout.is_empty(),
            "{shell}"
        );
    }
}

#[test]
fn quiet_and_verbose() {
    let folder = folder(SPEC);
    let verbose = specsmith(folder.path(), &[&GENERATE[..], &["--verbose"]].concat());
    assert!(
        stderr(&verbose).contains("lower") && stderr(&verbose).contains(" ms"),
        "{}",
        stderr(&verbose)
    );
    let quiet = specsmith(folder.path(), &[&GENERATE[..], &["--quiet"]].concat());
    assert!(
        quiet.status.success() && stderr(&quiet).is_empty(),
        "{}",
        stderr(&quiet)
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder(SPEC);
    let text = |out: &str| {
        assert!(
            specsmith(folder.path(), &["generate", "api.yaml", "--out", out])
                .status
                .success()
        );
        ["Cargo.toml", "README.md", "src/lib.rs", "src/types/a.rs"]
            .map(|file| fs::read(folder.path().join(out).join(file)).unwrap())
    };
    assert_eq!(text("one"), text("two"));
}
