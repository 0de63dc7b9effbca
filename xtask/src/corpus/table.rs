//! The outcomes as a page.

use std::fmt::Write as _;

use super::crates::Outcome;

const HEAD: &str = "# Real documents

Every document of the corpus becomes a crate. One with a time under `check s` was compiled with all features, and no warning was
allowed; a dash means that the run of this page did not compile it. This page is written by `cargo xtask corpus --lint --table
docs/corpus.md`; times are of the machine that ran it, and serve to compare documents. The first that is
compiled pays for the dependencies, too.
The documents themselves are no part of this repository.

`.ci/directory-nightly` does the same with 2,600 documents that nobody here chose, those of the APIs.guru directory.

";

/// One outcome for a person who waits.
pub(crate) fn line(outcome: &Outcome) -> String {
    let check = outcome.check.map_or_else(String::new, |time| {
        format!(", check {:.1} s", time.as_secs_f64())
    });
    let state = if outcome.failures.is_empty() {
        "ok    "
    } else {
        "FAILED"
    };
    format!(
        "{state} {}: generate {:.2} s{check}, {}",
        outcome.name,
        outcome.generate.as_secs_f64(),
        codes(outcome)
    )
}

fn codes(outcome: &Outcome) -> String {
    let all: Vec<_> = outcome
        .codes
        .iter()
        .map(|(code, count)| format!("{code} x{count}"))
        .collect();
    if all.is_empty() {
        "nothing found".to_owned()
    } else {
        all.join(", ")
    }
}

/// Every outcome as a Markdown page, by edition and name.
pub(crate) fn page(outcomes: &[Outcome]) -> String {
    let mut sorted: Vec<_> = outcomes.iter().collect();
    sorted.sort_by(|a, b| (&a.edition, &a.name).cmp(&(&b.edition, &b.name)));
    let mut out = HEAD.to_owned();
    out.push_str("| document | edition | operations | KB in | diagnostics | generate s | KB out | check s | |\n");
    out.push_str("| --- | --- | --: | --: | --- | --: | --: | --: | --- |\n");
    let clean = sorted
        .iter()
        .filter(|outcome| outcome.failures.is_empty())
        .count();
    for outcome in &sorted {
        let check = outcome.check.map_or_else(
            || "-".to_owned(),
            |time| format!("{:.1}", time.as_secs_f64()),
        );
        let state = match (outcome.failures.is_empty(), outcome.linted) {
            (false, _) => "FAILED",
            (true, true) => "clippy and docs clean",
            (true, false) => "",
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {:.2} | {} | {check} | {state} |",
            outcome.name,
            outcome.edition,
            outcome.operations,
            outcome.read / 1024,
            codes(outcome),
            outcome.generate.as_secs_f64(),
            outcome.written / 1024,
        );
    }
    let _ = writeln!(
        out,
        "\n{} documents, {clean} without a failure.",
        sorted.len()
    );
    out
}
