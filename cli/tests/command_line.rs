//! The command line as a shell sees it.

mod command;

use std::fs;
use std::path::Path;
use std::process::Command;

use command::{CHECK, GENERATE, SPEC, folder, skipped, specsmith, stderr};

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
    let said = stderr(&stale);
    assert!(said.contains("src/types/a.rs (stale)"));
    // Of the same crate: with the same options.
    let same = [&["generate"], &CHECK[1..]].concat().join(" ");
    assert!(said.contains(&format!("run: specsmith {same}\n")), "{said}");
}

#[test]
fn a_run_without_changes_says_what_it_said_before() {
    let folder = folder(&SPEC.replace("minLength: 1", "pattern: '('"));
    let first = stderr(&specsmith(folder.path(), &GENERATE));
    assert!(
        first.contains("W0303") && first.contains(" new, 0 changed"),
        "{first}"
    );
    let second = specsmith(folder.path(), &GENERATE);
    assert_eq!(second.status.code(), Some(0));
    let whole = ["generate", "api.yaml", "--out", "out", "--no-cache"];
    assert_eq!(stderr(&second), stderr(&specsmith(folder.path(), &whole)));
    assert_eq!(specsmith(folder.path(), &CHECK).status.code(), Some(0));
    fs::write(folder.path().join("out/src/lib.rs"), "// by hand").unwrap();
    let third = specsmith(folder.path(), &GENERATE);
    assert_eq!(third.status.code(), Some(2), "{}", stderr(&third));
}

/// Whether rustfmt, run as for the crate around it, finds nothing to change in a module; so too where there is no rustfmt.
fn is_left_alone_by_rustfmt(module: &Path) -> bool {
    let root = module.join("mod.rs");
    let long = fs::read_to_string(&root).unwrap() + "\npub   fn  not_formatted( ) { }\n";
    fs::write(&root, long).unwrap();
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024"]).arg(root);
    match rustfmt.status() {
        Ok(status) => status.success(),
        Err(error) => {
            skipped(&format!("a module is not held against rustfmt: {error}"));
            true
        }
    }
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
    assert!(is_left_alone_by_rustfmt(&folder.path().join("out")));
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
fn an_address_and_a_file_for_a_folder_are_told() {
    let folder = folder(SPEC);
    let said = |arguments: &[&str]| {
        let run = specsmith(folder.path(), arguments);
        assert_eq!(run.status.code(), Some(2));
        stderr(&run)
    };
    let address = said(&["generate", "https://example.com/api.yaml", "--out", "out"]);
    assert!(
        address.contains("curl -fo api.yaml https://example.com/api.yaml"),
        "{address}"
    );
    assert!(address.contains("\n1 error\n"), "{address}");
    let file = said(&["generate", "api.yaml", "--out", "api.yaml"]);
    assert!(
        file.contains("api.yaml is a file: choose a folder"),
        "{file}"
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
    for part in [
        "Exit codes",
        "generate",
        "check",
        "explain",
        "Examples",
        "specsmith.yaml",
    ] {
        assert!(help.contains(part), "{help}");
    }
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

#[test]
fn a_document_from_stdin() {
    use std::io::Write as _;
    for text in [
        SPEC,
        "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"My Shop\", \"version\": \"1\"}, \"paths\": {}}",
    ] {
        let folder = folder(SPEC);
        let mut child = Command::new(env!("CARGO_BIN_EXE_specsmith"))
            .args(["generate", "-", "--out", "out"])
            .current_dir(folder.path())
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
        assert!(manifest.contains("name = \"my-shop\""));
    }
}

#[test]
fn nobody_has_to_read_what_is_said() {
    let folder = folder(SPEC);
    let mut child = Command::new(env!("CARGO_BIN_EXE_specsmith"))
        .args(CHECK)
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_bundle_in_the_syntax_of_its_name() {
    let folder = folder(
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: array, items: {$ref: 'b.yaml#/B'}}}}\n",
    );
    fs::write(
        folder.path().join("b.yaml"),
        "B: {type: object, properties: {x: {type: string}}}\n",
    )
    .unwrap();
    for name in ["one.json", "one.yaml"] {
        let output = specsmith(folder.path(), &["bundle", "api.yaml", "--out", name]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(text.starts_with('{'), name == "one.json", "{text}");
        assert!(
            text.contains("#/components/schemas/B") && !text.contains("b.yaml"),
            "{text}"
        );
    }
    let output = specsmith(folder.path(), &["bundle", "api.yaml", "--out", "-"]);
    assert!(!folder.path().join("-").exists());
    assert_eq!(
        output.stdout,
        specsmith(folder.path(), &["bundle", "api.yaml"]).stdout
    );
    let output = specsmith(folder.path(), &["bundle", "api.yaml"]);
    assert!(output.stdout.starts_with(b"openapi:"));
    fs::write(folder.path().join("api.yaml"), "a: 1").unwrap();
    assert_eq!(
        specsmith(folder.path(), &["bundle", "api.yaml"])
            .status
            .code(),
        Some(2)
    );
}
