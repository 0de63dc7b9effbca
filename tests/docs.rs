//! The documentation: every page is in the book, every link leads somewhere, the page of findings is that of the code.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use specsmith_codegen::diagnostic::Code;
use specsmith_codegen::settings::SCHEMA;

/// The pages of the book, without its table of contents.
fn pages() -> Vec<String> {
    let names = fs::read_dir("docs")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names
        .filter(|name| name.ends_with(".md") && name != "SUMMARY.md")
        .collect();
    names.sort();
    names
}

/// The parts of a text that stand in no code, neither in blocks nor between backticks.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            out.extend(line.split('`').step_by(2));
            out.push('\n');
        }
    }
    out
}

/// The anchor of a heading, as GitHub and mdBook make it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase().replace(' ', "-");
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        .collect()
}

fn anchors(text: &str) -> HashSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect()
}

#[test]
fn every_page_is_in_the_book() {
    let summary = fs::read_to_string("docs/SUMMARY.md").unwrap();
    for page in pages() {
        assert!(
            summary.contains(&format!("]({page})")),
            "docs/SUMMARY.md does not name {page}"
        );
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut files: Vec<String> = pages()
        .into_iter()
        .map(|page| format!("docs/{page}"))
        .collect();
    files.extend(["README.md", "docs/SUMMARY.md"].map(str::to_owned));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for link in prose(&text)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(link, _)| link.to_owned())
        {
            if link.contains("://") {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() {
                file.clone().into()
            } else {
                Path::new(&file).parent().unwrap().join(path)
            };
            assert!(target.exists(), "{file}: {link} leads nowhere");
            if !fragment.is_empty() {
                let headings = anchors(&fs::read_to_string(&target).unwrap());
                assert!(
                    headings.contains(fragment),
                    "{file}: {link} names no heading of {}",
                    target.display()
                );
            }
        }
    }
}

/// Every key below a schema of the settings, with the schemas that it refers to.
fn keys(
    root: &serde_json::Value,
    schema: &serde_json::Value,
    depth: usize,
    found: &mut HashSet<String>,
) {
    if depth == 0 {
        return;
    }
    if let Some(target) = schema["$ref"]
        .as_str()
        .and_then(|text| root.pointer(&text[1..]))
    {
        keys(root, target, depth - 1, found);
    }
    for (key, member) in schema["properties"].as_object().into_iter().flatten() {
        found.insert(key.clone());
        keys(root, member, depth - 1, found);
    }
    for key in ["items", "additionalProperties"] {
        keys(root, &schema[key], depth - 1, found);
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        for one in schema[key].as_array().into_iter().flatten() {
            keys(root, one, depth - 1, found);
        }
    }
}

/// The parts of the page on settings, by heading.
fn paragraphs() -> HashMap<String, String> {
    let page = fs::read_to_string("docs/settings.md").unwrap();
    let parts = page.split("\n## ").skip(1);
    parts
        .map(|part| part.split_once('\n').unwrap_or((part, "")))
        .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
        .collect()
}

#[test]
fn the_settings_and_their_paragraphs_agree() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let paragraphs = paragraphs();
    let settings = schema["properties"].as_object().unwrap();
    for (key, member) in settings {
        let text = paragraphs
            .get(key)
            .unwrap_or_else(|| panic!("docs/settings.md has no heading `## {key}`"));
        let mut inner = HashSet::new();
        keys(&schema, member, 6, &mut inner);
        for name in inner {
            let said = [format!("{name}:"), format!("`{name}`"), format!("{name}`")];
            assert!(
                said.iter().any(|form| text.contains(form)),
                "docs/settings.md: `## {key}` does not speak of `{name}`"
            );
        }
    }
    for heading in paragraphs.keys().filter(|heading| *heading != "Extensions") {
        assert!(
            settings.contains_key(heading),
            "docs/settings.md explains `{heading}`, which is no setting"
        );
    }
}

#[test]
fn every_setting_has_a_test() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let folders = ["tests", "tests/settings", "tests/cargo_flow", "cli/tests"];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = files.map(|entry| entry.unwrap().path());
    let text: String = paths
        .filter(|path| {
            path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("docs.rs")
        })
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut all = HashSet::new();
    keys(&schema, &schema, 8, &mut all);
    let mut untested: Vec<_> = all
        .into_iter()
        .filter(|key| !text.contains(&format!("{key}:")))
        .collect();
    untested.sort();
    assert!(untested.is_empty(), "no test sets {untested:?}");
}

/// The page of all findings, made of the pages that `specsmith explain` prints.
fn findings() -> String {
    let mut text = "# Findings\n\n<!-- Made of codegen/src/diagnostic/pages; INSTA_UPDATE=always cargo test --test docs writes it anew. -->\n\n\
        What specsmith says of documents and settings. `E` stops it, `W` is a warning, `N` a note that `--verbose` shows.\n\n"
        .to_owned();
    for code in Code::ALL {
        let heading = code
            .page()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("# ");
        text += &format!("- [{heading}](#{})\n", anchor(heading));
    }
    for code in Code::ALL {
        let page = code.page().replace("\n## ", "\n#### ");
        text += &format!("\n#{page}");
    }
    text
}

#[test]
fn the_page_of_findings_is_that_of_the_code() {
    let wanted = findings();
    let found = fs::read_to_string("docs/diagnostics.md").unwrap_or_default();
    if wanted != found && std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        fs::write("docs/diagnostics.md", &wanted).unwrap();
        return;
    }
    assert!(
        wanted == found,
        "docs/diagnostics.md is stale: INSTA_UPDATE=always cargo test --test docs writes it anew"
    );
}

#[test]
fn each_call_of_the_vendors_page_is_an_example_of_at_most_twelve_lines() {
    let readme = fs::read_to_string("README.md").unwrap();
    for call in ["sdk", "cli", "curl_oauth", "curl_digest"] {
        let path = format!("examples/{call}.rs");
        assert!(readme.contains(&path), "the README does not lead to {path}");
        let text = fs::read_to_string(&path).unwrap();
        let body = text.lines().skip_while(|line| !line.contains("fn main("));
        let body = body.skip(1).take_while(|line| *line != "}");
        let lines = body.filter(|line| !line.trim().is_empty()).count();
        assert!((1..=12).contains(&lines), "{path}: {lines} lines");
    }
}
