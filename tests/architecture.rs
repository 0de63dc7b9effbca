//! Data flows one way through the generator: docs/architecture.md says which stages each stage may see, and which alone
//! may use a library, and the code keeps to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = "codegen/src";

/// Libraries that belong to some stages alone.
const LIBRARIES: [(&str, &[&str]); 8] = [
    ("annotate_snippets", &["diagnostic"]),
    ("granit_parser", &["source"]),
    ("heck", &["lower"]),
    ("openapiv3", &["document", "lower"]),
    ("prettyplease", &["emit"]),
    ("proc_macro2", &["emit"]),
    ("quote", &["emit"]),
    ("syn", &["emit", "settings"]),
];

/// The stages of the page's table, each with those that it sees.
fn promised() -> BTreeMap<String, BTreeSet<String>> {
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    let (_, page) = page.split_once("## The generator").unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let folders = rows.filter_map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let stage = cells[0].trim_matches('`').strip_suffix('/')?;
        let seen = cells[1].split(", ").filter(|name| !name.is_empty());
        Some((stage.to_owned(), seen.map(str::to_owned).collect()))
    });
    folders.collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The lines of code of a stage, each with the place where it stands.
fn code(stage: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(ROOT).join(stage), &mut found);
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let mut lines = Vec::new();
    for file in found {
        for (index, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                let place = format!("{}:{}", file.display(), index + 1);
                lines.push((place, line.to_owned()));
            }
        }
    }
    lines
}

/// Whether a line names a path, and neither a longer name nor a text.
fn names(line: &str, path: &str) -> bool {
    let goes_on = |sign: char| sign.is_alphanumeric() || "_\"".contains(sign);
    let ends = path.ends_with(':');
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + path.len()..].chars().next();
        !before.is_some_and(|sign| goes_on(sign) || sign == ':')
            && (ends || !after.is_some_and(goes_on))
    })
}

#[test]
fn a_stage_sees_those_alone_that_the_page_names() {
    let promised = promised();
    let folders = fs::read_dir(ROOT).unwrap().map(Result::unwrap);
    let folders: BTreeSet<String> = folders
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let told: BTreeSet<String> = promised.keys().cloned().collect();
    assert_eq!(folders, told, "the folders, and those of the page");
    for (stage, seen) in &promised {
        let mut used = BTreeSet::new();
        for (place, line) in code(stage) {
            assert!(!line.contains("crate::{"), "{place}: one `use` a stage");
            for other in &folders {
                if other != stage && names(&line, &format!("crate::{other}")) {
                    assert!(seen.contains(other), "{place}: {stage} sees {other}");
                    used.insert(other.clone());
                }
            }
        }
        assert_eq!(&used, seen, "{stage}: what the page says that it sees");
    }
}

#[test]
fn a_library_stays_in_the_stages_that_it_belongs_to() {
    for stage in promised().keys() {
        for (place, line) in code(stage) {
            for (library, stages) in LIBRARIES {
                let may = stages.contains(&stage.as_str());
                assert!(
                    may || !names(&line, &format!("{library}::")),
                    "{place}: {library}"
                );
            }
        }
    }
}

#[test]
fn every_file_that_the_page_names_is_there() {
    let mut found = Vec::new();
    for folder in ["cli", "codegen", "docs", "runtime", "tests", "xtask"] {
        files(Path::new(folder), &mut found);
    }
    let page = fs::read_to_string("docs/architecture.md").unwrap();
    let words = page.split('`').skip(1).step_by(2);
    let named: Vec<&str> = words
        .filter(|word| word.ends_with(".rs") && !word.contains([' ', '\n']))
        .collect();
    assert!(named.len() > 50, "{named:?}");
    for name in named {
        let is_there = name == "build.rs" || found.iter().any(|path| path.ends_with(name));
        assert!(is_there, "docs/architecture.md names {name}");
    }
}
