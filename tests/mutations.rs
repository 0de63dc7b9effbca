//! Bytes of documents, changed at random: the readers of YAML and JSON, and all that follows, end with a crate or with
//! findings. The seeds are the cases and the negative corpus; `.ci/fuzz` runs this for as long as it is told.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use specsmith_codegen::Generator;

/// What makes the difference to a reader.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "'",
    "&a ",
    "*a",
    "<<: ",
    "- ",
    "? ",
    "| ",
    "> ",
    "# ",
    "%",
    "---\n",
    "...\n",
    "!!str ",
    "\t",
    "\r\n",
    "\u{feff}",
    "\u{0}",
    "\\",
    "\\u0000",
    "1e999",
    "0x",
    "null",
    "~",
    "$ref: '#'",
    "$ref: ''",
    "allOf: [",
    "type: ",
    "\n  ",
    "\n",
    " ",
];

#[derive(Debug, Clone)]
enum Edit {
    Insert(&'static str),
    Bytes(Vec<u8>),
    Cut(usize),
    Repeat(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => proptest::sample::select(TOKENS).prop_map(Edit::Insert),
        1 => proptest::collection::vec(any::<u8>(), 1..5).prop_map(Edit::Bytes),
        2 => (1usize..40).prop_map(Edit::Cut),
        1 => (1usize..40).prop_map(Edit::Repeat),
    ]
}

fn seeds() -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = ["tests/cases", "tests/negative"]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let ending = path.extension().unwrap_or_default();
            ending == "yaml" || ending == "json"
        })
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn changed(mut bytes: Vec<u8>, edits: Vec<(usize, Edit)>) -> Vec<u8> {
    for (at, edit) in edits {
        let at = at % (bytes.len() + 1);
        match edit {
            Edit::Insert(token) => drop(bytes.splice(at..at, token.bytes())),
            Edit::Bytes(new) => drop(bytes.splice(at..at, new)),
            Edit::Cut(count) => drop(bytes.drain(at..(at + count).min(bytes.len()))),
            Edit::Repeat(count) => {
                let part = bytes[at..(at + count).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, part));
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn readers_end_with_a_crate_or_with_findings(
        seed in any::<usize>(),
        edits in proptest::collection::vec((any::<usize>(), edit()), 1..8),
        json in any::<bool>(),
    ) {
        let seeds = seeds();
        let mut bytes = seeds[seed % seeds.len()].clone();
        if json && let Ok(value) = serde_yaml::from_slice::<serde_json::Value>(&bytes) {
            bytes = value.to_string().into_bytes();
        }
        let bytes = changed(bytes, edits);
        let mut generator = Generator::new(if json { "x.json" } else { "x.yaml" }, "out");
        generator.text = Some(bytes.clone());
        // A folder without files: references lead nowhere.
        generator.root = Some(Path::new("tests/cases").to_owned());
        let run = generator.generate();
        prop_assert_eq!(&run.fault, &None, "{}", String::from_utf8_lossy(&bytes));
        let errors = run.diagnostics.has_errors();
        prop_assert_eq!(run.files.is_none(), errors, "{}", String::from_utf8_lossy(&bytes));
        // What was found can be shown.
        let _ = run.render(specsmith_codegen::diagnostic::Severity::Note);
    }
}
