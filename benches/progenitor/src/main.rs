//! How many bytes of Rust specsmith and progenitor print for the same document, with the types and the calls of all
//! operations: the sources of the crate without manifest and README, and the one file that progenitor's macro stands for.
//!
//! `cargo run --manifest-path benches/progenitor/Cargo.toml -- DOCUMENT...`; a document that progenitor refuses is named,
//! with its reason.

use std::panic::catch_unwind;
use std::path::Path;
use std::process::Command;

use specsmith_codegen::Generator;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, document] = arguments.as_slice()
        && flag == "--one"
    {
        row(Path::new(document));
        return;
    }
    println!(
        "{:<40} {:>12} {:>12} {:>6}",
        "document", "specsmith", "progenitor", "ratio"
    );
    for document in &arguments {
        // Some documents overflow its stack.
        let program = std::env::current_exe().expect("the program is a file");
        let run = Command::new(program).args(["--one", document]).output();
        let run = run.expect("the program runs again");
        if run.status.success() {
            print!("{}", String::from_utf8_lossy(&run.stdout));
        } else {
            println!("{document}: progenitor ended the process");
        }
    }
}

fn row(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match (ours(path), theirs(path)) {
        (Some(ours), Ok(theirs)) => {
            let ratio = ours as f64 / theirs as f64;
            println!("{name:<40} {ours:>12} {theirs:>12} {ratio:>6.2}");
        }
        (Some(ours), Err(why)) => {
            let why = why.lines().next().unwrap_or_default();
            println!("{name:<40} {ours:>12} refused: {why:.90}");
        }
        (None, _) => println!("{name:<40} is not read by specsmith"),
    }
}

fn ours(path: &Path) -> Option<usize> {
    let files = Generator::new(path, "out").generate().files?;
    let sources = files.iter().filter(|file| file.path.ends_with(".rs"));
    Some(sources.map(|file| file.text.len()).sum())
}

fn theirs(path: &Path) -> Result<usize, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    // It panics where it meets what it does not know.
    let work = || {
        let spec: openapiv3::OpenAPI = if path.extension().is_some_and(|ending| ending == "json") {
            serde_json::from_str(&text).map_err(|error| error.to_string())?
        } else {
            serde_yaml::from_str(&text).map_err(|error| error.to_string())?
        };
        let mut generator = progenitor_impl::Generator::default();
        let tokens = generator
            .generate_tokens(&spec)
            .map_err(|error| error.to_string())?;
        let file = syn::parse2(tokens).map_err(|error| error.to_string())?;
        Ok(prettyplease::unparse(&file).len())
    };
    std::panic::set_hook(Box::new(|_| {}));
    let done = catch_unwind(work).unwrap_or_else(|_| Err("it panicked".to_owned()));
    let _ = std::panic::take_hook();
    done
}
