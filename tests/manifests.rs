//! The twin and the generated crate are one: features and dependencies agree.

use toml::Table;

fn manifest(path: &str) -> Table {
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

#[test]
fn the_twin_has_the_features_of_the_generated_crate() {
    let (twin, generated) = (manifest("Cargo.toml"), manifest("generated/Cargo.toml"));
    let features = |table: &Table| {
        let mut features = table["features"].as_table().unwrap().clone();
        features.remove("default");
        features
    };
    assert_eq!(features(&twin), features(&generated));
    let names = |table: &Table| {
        table["dependencies"]
            .as_table()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&twin), names(&generated));
    assert_eq!(generated["package"]["name"].as_str(), Some("atlas-backup"));
    assert!(generated.get("build-dependencies").is_none());
}

#[test]
fn a_crate_with_capitals_in_its_name_is_not_warned_of_them() {
    let root_of = |name: &str| {
        let mut generator = specsmith_codegen::Generator::new("spec/atlas-backup.yaml", "out");
        generator.name = Some(name.to_owned());
        let run = generator.generate();
        let files = run.files.unwrap();
        let root = files.iter().find(|file| file.path == "src/lib.rs");
        root.unwrap().text.clone()
    };
    assert!(root_of("AtlasBackup").contains("allow(non_snake_case"));
    assert!(!root_of("atlas-backup").contains("non_snake_case"));
}
