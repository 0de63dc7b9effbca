//! What docs/documents.md says of odd documents is true: each way has a test, whose snapshot bears the finding.

mod skipped;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use skipped::skipped;
use specsmith_codegen::diagnostic::Code;

/// The rows of the table: way, rule, finding, test.
fn rows() -> Vec<[String; 4]> {
    let page = fs::read_to_string("docs/documents.md").unwrap();
    let lines = page.lines().filter(|line| line.starts_with("| "));
    lines
        .skip_while(|line| !line.starts_with("| way |"))
        .skip(2)
        .filter_map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split(" | ").collect();
            let cells: [&str; 4] = cells.try_into().ok()?;
            Some(cells.map(|cell| cell.trim().to_owned()))
        })
        .collect()
}

#[test]
fn each_way_has_a_test_that_shows_its_finding() {
    let rows = rows();
    assert!(rows.len() > 70, "the table was not found");
    for [way, rule, finding, test] in rows {
        assert!(!rule.is_empty(), "{way} has no rule");
        let snapshot = ["negative", "cases"]
            .map(|folder| Path::new("tests").join(folder).join(format!("{test}.snap")))
            .into_iter()
            .find(|path| path.is_file())
            .unwrap_or_else(|| panic!("{way}: there is no test `{test}`"));
        let text = fs::read_to_string(&snapshot).unwrap();
        if finding == "-" {
            let warned = text.contains("\nwarning[");
            assert!(
                !warned,
                "{way}: {test} has warnings, and the page says nothing of them"
            );
        } else {
            finding.parse::<Code>().unwrap();
            assert!(
                text.contains(&format!("[{finding}]")),
                "{way}: {test} does not show {finding}"
            );
        }
    }
}

#[test]
fn every_oddity_of_the_corpus_is_in_the_table() {
    let manifest = "../shared/corpus/manifest.json";
    let Ok(text) = fs::read_to_string(manifest) else {
        skipped(&format!(
            "{manifest} is not here: the oddities of real documents are not looked at"
        ));
        return;
    };
    let roots: serde_json::Value = serde_json::from_str(&text).unwrap();
    let oddities = roots.as_array().unwrap().iter();
    let kinds: HashSet<String> = oddities
        .flat_map(|root| root["oddities"].as_array().unwrap())
        .map(|oddity| {
            let text = oddity.as_str().unwrap();
            text.split([' ', ':']).next().unwrap().to_owned()
        })
        .collect();
    let known: String = rows().into_iter().map(|[way, ..]| way + "\n").collect();
    for kind in kinds {
        assert!(
            known.contains(&format!("`{kind}`")),
            "docs/documents.md does not speak of `{kind}`"
        );
    }
}
