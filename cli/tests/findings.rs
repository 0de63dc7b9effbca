//! What the command line does with findings: forbidden, allowed, printed in each form.

mod command;

use std::fs;
use std::path::Path;

use command::{BROKEN, GENERATE, folder, specsmith, stderr};

fn code(folder: &Path, more: &[&str]) -> Option<i32> {
    specsmith(folder, &[&GENERATE[..], more].concat())
        .status
        .code()
}

#[test]
fn findings_are_forbidden_or_allowed_by_their_code() {
    let folder = folder(BROKEN);
    let path = folder.path();
    for forbidden in [
        &["--strict"][..],
        &["--deny", "W0205"],
        &["--deny", "w0205", "--deny", "W0303"],
    ] {
        assert_eq!(code(path, forbidden), Some(1), "{forbidden:?}");
        assert!(
            !path.join("out").exists(),
            "what is forbidden leaves the folder as it was"
        );
    }
    let allowed = specsmith(
        path,
        &[&GENERATE[..], &["--strict", "--allow", "W0205"]].concat(),
    );
    assert_eq!(allowed.status.code(), Some(0), "{}", stderr(&allowed));
    assert!(!stderr(&allowed).contains("W0205"));
    let unknown = specsmith(path, &[&GENERATE[..], &["--deny", "W0250"]].concat());
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        stderr(&unknown).contains("did you mean `W0205`?"),
        "{}",
        stderr(&unknown)
    );
}

#[test]
fn settings_forbid_and_allow_by_place() {
    let folder = folder(BROKEN);
    let settings = |text: &str| fs::write(folder.path().join("specsmith.yaml"), text).unwrap();
    settings("diagnostics: {deny: [{code: W0205}]}\n");
    assert_eq!(code(folder.path(), &[]), Some(1));
    assert_eq!(
        code(folder.path(), &["--allow", "W0205"]),
        Some(0),
        "the command line counts more"
    );
    settings("diagnostics: {strict: true, allow: [{code: W0205, at: '#/components/schemas/A'}]}\n");
    assert_eq!(code(folder.path(), &[]), Some(0));
    settings(
        "diagnostics: {strict: true, allow: [{code: W0205, at: '#/components/schemas/B/**'}]}\n",
    );
    assert_eq!(code(folder.path(), &[]), Some(1));
}

#[test]
fn a_document_alone_is_checked_without_a_folder() {
    let folder = folder(BROKEN);
    let output = specsmith(folder.path(), &["check", "api.yaml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\"code\": \"W0205\""), "{text}");
    assert!(output.stderr.is_empty());
    assert_eq!(
        specsmith(folder.path(), &["check", "api.yaml", "--strict"])
            .status
            .code(),
        Some(1)
    );
    let sarif = specsmith(folder.path(), &["check", "api.yaml", "--format", "sarif"]);
    sarif_is_whole(&sarif.stdout);
    let github = specsmith(folder.path(), &["check", "api.yaml", "--format", "github"]);
    assert!(String::from_utf8_lossy(&github.stdout).starts_with("::warning file=api.yaml,line=4,"));
}

/// What SARIF 2.1.0 requires of a log, and what it refers to within itself (sections 3.13, 3.14, 3.27, 3.49).
fn sarif_is_whole(log: &[u8]) {
    let log: serde_json::Value = serde_json::from_slice(log).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "specsmith");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "api.yaml");
        let at = |key: &str| place["region"][key].as_u64().unwrap();
        assert!(at("startLine") >= 1 && at("startColumn") >= 1);
        assert!((at("endLine"), at("endColumn")) > (at("startLine"), at("startColumn")));
    }
}
