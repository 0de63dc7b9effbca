//! Trees that a build cannot have for itself: one that is read-only, one that two builds share, one that a person edits.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::project::{Project, cargo_in, shared_target, succeeded, text};
use crate::skipped::skipped;

const MEMBER: &str = "{total: {type: integer}}";
const WIDER: &str = "{total: {type: integer}, note: {type: string}}";

/// Takes from root what lets it write where the permissions say no; empty where nobody is root.
fn without_privilege() -> Option<Vec<&'static str>> {
    let probe = tempfile::tempdir().unwrap();
    read_only(probe.path(), true);
    let attempt = |wrapper: &[&str]| {
        let mut words = wrapper.to_vec();
        words.extend(["touch", "probe"]);
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .current_dir(probe.path())
            .stderr(Stdio::null());
        command.status()
    };
    let dropped = vec!["setpriv", "--bounding-set", "-dac_override"];
    if attempt(&[]).is_ok_and(|status| !status.success()) {
        return Some(Vec::new());
    }
    let _ = fs::remove_file(probe.path().join("probe"));
    let refused = attempt(&dropped).is_ok_and(|status| status.code() == Some(1));
    read_only(probe.path(), false);
    refused.then_some(dropped)
}

fn read_only(folder: &Path, on: bool) {
    let how = if on { "a-w" } else { "u+w" };
    let status = Command::new("chmod").args(["-R", how]).arg(folder).status();
    assert!(status.unwrap().success());
}

#[test]
fn cargo_flow_a_read_only_tree_builds() {
    let Some(wrapper) = without_privilege() else {
        skipped("permissions do not hold root back here, and setpriv is not there");
        return;
    };
    let project = Project::new("shop-read-only");
    // Cargo itself wants to write its lock file; it is there, and holds, after one build.
    succeeded(&project.cargo(&["build"], &[]));
    project.edit(MEMBER, WIDER);
    let before = project.order();
    read_only(project.folder.path(), true);
    let output = cargo_in(project.folder.path(), &shared_target(), &wrapper)
        .args(["build", "--locked"])
        .output()
        .unwrap();
    read_only(project.folder.path(), false);
    succeeded(&output);
    let said = text(&output);
    assert!(
        said.contains("generated is stale and cannot be written"),
        "{said}"
    );
    assert_eq!(project.order(), before);
}

#[test]
fn cargo_flow_two_builds_at_once_both_succeed() {
    let project = Project::new("shop-shared");
    succeeded(&project.cargo(&["build"], &[]));
    // Builds that share a target folder wait for one another: the second one has its own.
    let other = shared_target().with_file_name("flow-beside");
    let first = cargo_in(project.folder.path(), &other, &[])
        .arg("build")
        .output()
        .unwrap();
    succeeded(&first);
    project.edit(MEMBER, WIDER);
    let builds = [shared_target(), other].map(|target| {
        let mut command = cargo_in(project.folder.path(), &target, &[]);
        command.arg("build").stderr(Stdio::piped()).spawn().unwrap()
    });
    for build in builds {
        succeeded(&build.wait_with_output().unwrap());
    }
    assert!(project.order().contains("pub note: Option<String>"));
    let left: Vec<_> = fs::read_dir(project.path("generated/src/types"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn cargo_flow_each_file_that_counts_is_watched() {
    let project = Project::new("shop-watched");
    project.write("spec/parts/note.yaml", "Note: {type: string}\n");
    project.edit(
        MEMBER,
        "{total: {type: integer}, note: {$ref: 'parts/note.yaml#/Note'}}",
    );
    let build = || {
        // Cargo compares times: what comes next is later than the last build.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let output = project.cargo(&["build"], &[]);
        succeeded(&output);
        text(&output)
    };
    let first = build();
    assert!(!first.contains("[W0"), "{first}");
    assert!(project.order().contains("pub note: Option<String>"));

    project.write("spec/parts/note.yaml", "Note: {type: integer}\n");
    build();
    assert!(project.order().contains("pub note: Option<i64>"));

    // Settings that were not there before.
    project.write("spec/specsmith.yaml", "types: {integer: u32}\n");
    build();
    assert!(project.order().contains("pub note: Option<u32>"));

    // What is generated is nobody's to edit, nor to remove.
    let generated = project.order();
    project.write(
        "generated/src/types/order.rs",
        &generated.replace("u32", "u16"),
    );
    build();
    assert_eq!(project.order(), generated);
    fs::remove_file(project.path("generated/src/types/order.rs")).unwrap();
    build();
    assert_eq!(project.order(), generated);

    // What is odd about the document is told, and a build without changes tells it again.
    project.edit("parts/note.yaml#/Note", "parts/note.yaml#/Notes");
    let place = "spec/api.yaml:14:57: ";
    for said in [build(), build()] {
        assert!(said.contains("[W0205]") && said.contains(place), "{said}");
    }
}
