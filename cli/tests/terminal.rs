//! Colour and progress: none in a pipe, both on a terminal.

mod command;

use std::path::Path;
use std::process::Command;

use command::{BROKEN, GENERATE, folder, skipped, specsmith, stderr};

#[test]
fn no_colour_in_a_pipe_and_colour_on_demand() {
    let folder = folder(BROKEN);
    assert!(!stderr(&specsmith(folder.path(), &GENERATE)).contains('\x1b'));
    let coloured = specsmith(
        folder.path(),
        &[&GENERATE[..], &["--color", "always"]].concat(),
    );
    assert!(stderr(&coloured).contains('\x1b'));
}

/// A run with a terminal for stderr, by `script` of util-linux; `None`, said aloud, where that is not here.
fn on_a_terminal(folder: &Path, environment: &[(&str, &str)], more: &str) -> Option<String> {
    let line = format!(
        "{} {} {more}",
        env!("CARGO_BIN_EXE_specsmith"),
        GENERATE.join(" ")
    );
    let mut command = Command::new("script");
    command
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder);
    command
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .envs(environment.iter().copied());
    match command.stdin(std::process::Stdio::null()).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            skipped(&format!(
                "no terminal to test with, since `script` cannot be run: {error}"
            ));
            None
        }
    }
}

#[test]
fn a_terminal_gets_progress_and_colour() {
    let folder = folder(BROKEN);
    let Some(text) = on_a_terminal(folder.path(), &[], "") else {
        return;
    };
    let progress = [
        "reading api.yaml ...",
        "understanding api.yaml ...",
        "printing the crate of api.yaml ...",
    ];
    for line in progress {
        assert!(text.contains(&format!("\r\x1b[2K{line}")), "{text:?}");
    }
    assert!(
        text.contains("\x1b[1m") || text.contains("\x1b[33m") || text.contains("\x1b[1;33m"),
        "{text:?}"
    );
    let plain = on_a_terminal(folder.path(), &[("NO_COLOR", "1")], "").unwrap();
    assert!(!plain.replace("\x1b[2K", "").contains('\x1b'), "{plain:?}");
    let quiet = on_a_terminal(folder.path(), &[], "--quiet").unwrap();
    assert!(quiet.is_empty(), "{quiet:?}");
}
