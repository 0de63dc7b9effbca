//! The settings `dates` and `deprecated`: what dates and times are in Rust, and whether the compiler tells of what is deprecated.

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas": {
    "A": {"type": "object", "properties": {
        "at": {"type": "string", "format": "date-time"}, "on": {"type": "string", "format": "date"},
        "by": {"type": "string", "format": "time"}, "for": {"type": "string", "format": "duration"}}}}}}"#;

/// The manifest and the type, with that in the settings.
fn generated(settings: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("api.json");
    std::fs::write(&spec, DOCUMENT).unwrap();
    std::fs::write(folder.path().join("specsmith.yaml"), settings).unwrap();
    let run = Generator::new(&spec, "out").generate();
    let found = run.render(Severity::Warning);
    let files = run.files.expect(&found);
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.map(|file| file.text.clone()).unwrap_or_default()
    };
    (text("Cargo.toml"), text("src/types/a.rs"))
}

#[test]
fn dates_are_those_of_the_library_that_the_settings_name() {
    for (settings, feature) in [
        ("dates: jiff", "jiff"),
        ("dates: chrono", "chrono"),
        ("dates: time", "time"),
        ("crate: {name: t}", "jiff"),
    ] {
        let (manifest, ty) = generated(settings);
        assert!(
            manifest.contains(&format!("default = [\"{feature}\"]")),
            "{manifest}"
        );
        for field in [
            "at: Option<rt::DateTime>",
            "on: Option<rt::Date>",
            "by: Option<rt::Time>",
            "r#for: Option<rt::Duration>",
        ] {
            assert!(ty.contains(field), "{ty}");
        }
    }
}

#[test]
fn dates_can_be_plain_text_that_is_still_checked() {
    let (manifest, ty) = generated("dates: string");
    assert!(manifest.contains("default = []"), "{manifest}");
    assert!(ty.contains("pub at: Option<String>"), "{ty}");
    assert!(ty.contains("DATE_TIME"), "{ty}");
}

#[test]
fn what_is_deprecated_says_so_to_the_compiler_on_demand() {
    let document = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas": {
        "A": {"type": "object", "deprecated": true, "required": ["old"], "properties": {
            "old": {"type": "string", "deprecated": true, "x-sunset": "2030-01-01"}, "new": {"type": "string"}}},
        "Old": {"type": "array", "deprecated": true, "items": {"type": "string"}}}}}"#;
    let text = |settings: &str| {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("api.json");
        std::fs::write(&spec, document).unwrap();
        std::fs::write(folder.path().join("specsmith.yaml"), settings).unwrap();
        let files = Generator::new(&spec, "out").generate().files.unwrap();
        let text = |path: &str| {
            files
                .iter()
                .find(|file| file.path == path)
                .unwrap()
                .text
                .clone()
        };
        [
            text("src/lib.rs"),
            text("src/types/a.rs"),
            text("src/types/old.rs"),
        ]
    };
    let [root, ty, alias] = text("deprecated: true");
    assert!(
        root.contains("#![allow(\n    deprecated,") || root.contains("#![allow(deprecated,"),
        "{root}"
    );
    // The type, the member, and what sets that.
    assert_eq!(ty.matches("#[deprecated").count(), 3, "{ty}");
    assert!(
        ty.contains("\")] A,\n") || ty.contains("\")] A, old as old: "),
        "{ty}"
    );
    assert!(alias.contains("#[deprecated]\npub type Old"), "{alias}");
    assert!(
        ty.contains("#[deprecated(note = \"the end is 2030-01-01\")]")
            || ty.contains("2030-01-01\")]"),
        "{ty}"
    );
    let all = text("deprecated: false");
    assert!(!all[0].contains("deprecated"), "{}", all[0]);
    assert!(!all.iter().any(|text| text.contains("#[deprecated")));
}

#[test]
fn an_unknown_library_is_named_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("api.json");
    std::fs::write(&spec, DOCUMENT).unwrap();
    std::fs::write(folder.path().join("specsmith.yaml"), "dates: joda\n").unwrap();
    let run = Generator::new(&spec, "out").generate();
    let found = run.render(Severity::Error);
    assert!(
        run.files.is_none() && found.contains("joda") && found.contains("chrono"),
        "{found}"
    );
}
