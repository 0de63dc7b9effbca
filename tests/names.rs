//! Names that stay: whatever is deleted, added or moved in a document, all else keeps its name, and only files that hold
//! what changed differ.

mod skipped;
#[path = "names/tree.rs"]
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use skipped::skipped;
use specsmith_codegen::Generator;
use tree::{Random, Tree};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The files of types and operations, by path.
type Files = BTreeMap<String, String>;

fn generated(document: &Tree) -> Files {
    let mut generator = Generator::new("document.json", "out");
    generator.text = Some(document.json().into_bytes());
    let run = generator.generate();
    assert_eq!(run.fault, None);
    let files = run.files.unwrap_or_default().into_iter();
    files
        .filter(|file| file.path.starts_with("src/") && !file.path.ends_with("mod.rs"))
        .filter(|file| file.path != "src/lib.rs")
        .map(|file| (file.path, file.text))
        .collect()
}

/// Every item that a person can name.
fn items(files: &Files) -> BTreeSet<&str> {
    files.values().flat_map(|text| names_in(text)).collect()
}

/// The names of the types of a file, and of their tables.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let starts = ["pub struct ", "pub enum ", "pub type ", "pub static "];
    let item = move |line| {
        starts
            .iter()
            .find_map(|start| str::strip_prefix(line, start))
    };
    let lines = text.lines().map(str::trim_start).filter_map(item);
    lines.filter_map(|rest| {
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
    })
}

/// The files that are in both and differ.
fn differing<'a>(before: &'a Files, after: &'a Files) -> Vec<(&'a str, &'a str, &'a str)> {
    let both = before
        .iter()
        .filter_map(|(path, old)| Some((path, old, after.get(path)?)));
    both.filter(|(_, old, new)| old != new)
        .map(|(path, old, new)| (path.as_str(), old.as_str(), new.as_str()))
        .collect()
}

/// What one change does to the names and the files.
struct Change<'a> {
    document: &'a str,
    what: String,
}

impl Change<'_> {
    /// No name came, but in files that hold what changed.
    fn nothing_is_new(
        &self,
        before: &Files,
        after: &Files,
        words: &[String],
    ) -> Result<(), String> {
        let touched = |path: &str| {
            let text = before.get(path).map_or("", String::as_str);
            words.iter().any(|word| text.contains(word))
        };
        let others: Files = after
            .iter()
            .filter(|(path, _)| !touched(path))
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect();
        let (old, new) = (items(before), items(&others));
        let strange: Vec<_> = new.difference(&old).collect();
        self.holds(strange.is_empty(), || format!("these came: {strange:?}"))
    }

    fn nothing_is_gone(&self, before: &Files, after: &Files) -> Result<(), String> {
        let (old, new) = (items(before), items(after));
        let strange: Vec<_> = old.difference(&new).collect();
        self.holds(strange.is_empty(), || format!("these went: {strange:?}"))
    }

    fn holds(&self, holds: bool, why: impl Fn() -> String) -> Result<(), String> {
        if holds {
            Ok(())
        } else {
            Err(format!("{}: {}: {}", self.document, self.what, why()))
        }
    }

    /// Every file that differs has one of the words in it, or the name of a type of a file that has.
    fn differ_where(&self, differing: &[(&str, &str)], words: &[String]) -> Result<(), String> {
        let has = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word));
        let holding = differing.iter().filter(|(_, text)| has(text, words));
        let types: Vec<String> = holding
            .flat_map(|(_, text)| names_in(text))
            .map(str::to_owned)
            .collect();
        let strange: Vec<_> = differing
            .iter()
            .filter(|(_, text)| !has(text, words) && !has(text, &types))
            .map(|(path, _)| path)
            .collect();
        self.holds(strange.is_empty(), || {
            format!("files differ without {words:?}: {strange:?}")
        })
    }
}

/// Applies every kind of change to a document, `rounds` times.
fn check(name: &str, document: &Tree, rounds: u64) -> Result<(), String> {
    let before = generated(document);
    for round in 0..rounds {
        let mut random = Random::new(round);
        let change = |what: String| Change {
            document: name,
            what,
        };
        let moved = change("the keys in another order".into());
        let shuffled = generated(&document.shuffled(&mut random));
        moved.holds(shuffled == before, || {
            let paths: Vec<_> = differing(&before, &shuffled)
                .iter()
                .map(|(path, ..)| *path)
                .collect();
            format!("these differ: {paths:?}")
        })?;
        added_schema(&change("a schema added".into()), document, &before)?;
        added_operation(&change("an operation added".into()), document, &before)?;
        if let Some((schema, changed)) = document.with_property(&mut random) {
            let change = change(format!("a property added to {schema}"));
            let after = generated(&changed);
            change.nothing_is_gone(&before, &after)?;
            let found = differing(&before, &after);
            let found: Vec<_> = found.iter().map(|(path, _, new)| (*path, *new)).collect();
            change.differ_where(&found, &["zzz_added".into()])?;
        }
        if let Some((property, changed)) = document.without_property(&mut random) {
            let change = change(format!("the property {property} deleted"));
            deleted(&change, &before, &generated(&changed), &[property])?;
        }
        if let Some((schema, changed)) = document.without_schema(&mut random) {
            let change = change(format!("the schema {schema} deleted"));
            let after = generated(&changed);
            let gone = before.iter().filter(|(path, _)| !after.contains_key(*path));
            let words = gone
                .flat_map(|(_, text)| names_in(text))
                .map(str::to_owned)
                .collect::<Vec<_>>();
            deleted(&change, &before, &after, &words)?;
        }
        if let Some((operation, changed)) = document.without_operation(&mut random) {
            let change = change(format!("the operation {operation} deleted"));
            let path = operation.split_once(' ').map_or("", |(_, path)| path);
            let after = generated(&changed);
            // What no other operation has goes with it: a parameter that several files could have shared.
            let (old, new) = (items(&before), items(&after));
            let gone = old.difference(&new).map(|name| (*name).to_owned());
            let words: Vec<String> = gone.chain([path.to_owned()]).collect();
            deleted(&change, &before, &after, &words)?;
        }
    }
    Ok(())
}

fn deleted(
    change: &Change<'_>,
    before: &Files,
    after: &Files,
    words: &[String],
) -> Result<(), String> {
    change.nothing_is_new(before, after, words)?;
    let found = differing(before, after);
    let found: Vec<_> = found.iter().map(|(path, old, _)| (*path, *old)).collect();
    change.differ_where(&found, words)
}

fn added_schema(change: &Change<'_>, document: &Tree, before: &Files) -> Result<(), String> {
    let after = generated(&document.with_schema());
    change.nothing_is_gone(before, &after)?;
    let found = differing(before, &after);
    change.holds(found.is_empty(), || {
        format!("these differ: {:?}", found[0].0)
    })
}

fn added_operation(change: &Change<'_>, document: &Tree, before: &Files) -> Result<(), String> {
    let after = generated(&document.with_operation());
    change.nothing_is_gone(before, &after)?;
    let found = differing(before, &after);
    let found: Vec<_> = found.iter().map(|(path, _, new)| (*path, *new)).collect();
    change.differ_where(&found, &["ZzzAdded".into()])
}

/// The documents of a folder that are one file.
fn documents(folder: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_document = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| ending == "yaml" || ending == "json")
    };
    let mut found: Vec<_> = paths.filter(is_document).collect();
    found.sort();
    found
}

fn name_of(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[test]
fn names_of_small_documents_stay() {
    // Of two things with one name, one has it; when that goes, the other has it to itself.
    let mut shared = vec!["names_alike_but_for_case", "names_new_taken", "path_items"];
    // A tuple is one as long as what is in it, and in what that names, is not too much.
    shared.push("tuples_of_tuples");
    let mut failures = Vec::new();
    for path in documents("tests/cases") {
        if shared.contains(&name_of(&path).as_str()) {
            continue;
        }
        if let Some(document) = Tree::read(&path) {
            failures.extend(check(&name_of(&path), &document, 3).err());
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn names_of_real_documents_stay() {
    let folder = "../shared/corpus/documents";
    let found = documents(folder);
    if found.is_empty() {
        skipped(&format!("there are no documents in {folder}"));
        return;
    }
    let all = std::env::var_os("SPECSMITH_NAMES").is_some_and(|what| what == "all");
    let (mut failures, mut left) = (Vec::new(), 0);
    for path in found {
        let size = path.metadata().map_or(u64::MAX, |data| data.len());
        if size > 60_000 && !all {
            left += 1;
            continue;
        }
        if let Some(document) = Tree::read(&path) {
            failures.extend(check(&name_of(&path), &document, 1).err());
        }
    }
    if left > 0 {
        skipped(&format!(
            "{left} documents of more than 60 kB; set SPECSMITH_NAMES=all"
        ));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
