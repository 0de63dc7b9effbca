//! `crate`, `runtime`, `date` and `limits`.

use crate::run::run;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: My API, version: '1'}\npaths: {}\n";

#[test]
fn settings_that_say_nothing_are_the_defaults() {
    run(DOCUMENT, "# nothing yet\n\n")
        .holds("Cargo.toml", &["name = \"my-api\"", "version = \"0.1.0\""]);
}

#[test]
fn the_package_is_described_as_the_settings_say() {
    let settings = "crate:\n  name: shop\n  version: 2.0.0-rc.1\n  license: MIT\n  description: A shop\n  repository: https://example.com/shop\n";
    let run = run(DOCUMENT, settings);
    run.holds(
        "Cargo.toml",
        &[
            "name = \"shop\"",
            "version = \"2.0.0-rc.1\"",
            "license = \"MIT\"",
        ],
    );
    run.holds(
        "Cargo.toml",
        &[
            "description = \"A shop\"",
            "repository = \"https://example.com/shop\"",
        ],
    );
    run.lacks("Cargo.toml", &["publish = false"]);
}
