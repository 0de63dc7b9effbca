//! One run of the generator over a document and settings.

use std::fs;

use specsmith_codegen::diagnostic::Severity;
use specsmith_codegen::{Generated, Generator};
use tempfile::TempDir;

/// What came of it.
pub struct Run {
    generated: Generated,
    folder: TempDir,
}

/// Generates from a document and settings, both texts.
pub fn run(document: &str, settings: &str) -> Run {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    fs::write(folder.path().join("specsmith.yaml"), settings).unwrap();
    let generated =
        Generator::new(folder.path().join("api.yaml"), folder.path().join("out")).generate();
    assert_eq!(generated.fault, None);
    Run { generated, folder }
}

/// What `specsmith explain` says of a schema.
pub fn explained(document: &str, settings: &str, subject: &str) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    fs::write(folder.path().join("specsmith.yaml"), settings).unwrap();
    let (_, said) = Generator::new(folder.path().join("api.yaml"), "out").explain(subject);
    said.unwrap().unwrap()
}

impl Run {
    /// What a person sees, without the folder's name.
    pub fn said(&self) -> String {
        let text = self.generated.render(Severity::Note);
        text.replace(&format!("{}/", self.folder.path().display()), "")
    }

    /// The names of the files.
    pub fn paths(&self) -> Vec<&str> {
        let files = self
            .generated
            .files
            .as_deref()
            .unwrap_or_else(|| panic!("nothing was generated:\n{}", self.said()));
        files.iter().map(|file| file.path.as_str()).collect()
    }

    /// The text of a file.
    #[track_caller]
    pub fn file(&self, path: &str) -> &str {
        assert!(
            self.paths().contains(&path),
            "no {path} among {:?}\n{}",
            self.paths(),
            self.said()
        );
        self.generated
            .files
            .iter()
            .flatten()
            .find(|file| file.path == path)
            .map_or("", |file| &file.text)
    }

    /// That a file holds these texts.
    #[track_caller]
    pub fn holds(&self, path: &str, parts: &[&str]) {
        for part in parts {
            assert!(
                self.file(path).contains(part),
                "`{part}` is not in {path}:\n{}",
                self.file(path)
            );
        }
    }

    /// That a file holds none of these texts.
    #[track_caller]
    pub fn lacks(&self, path: &str, parts: &[&str]) {
        for part in parts {
            assert!(
                !self.file(path).contains(part),
                "`{part}` is in {path}:\n{}",
                self.file(path)
            );
        }
    }
}
