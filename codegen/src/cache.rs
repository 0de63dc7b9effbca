//! What a run remembers, so that the next one with the same input and output neither reads nor prints anything.
//!
//! A record names every byte that the run depended on, by hash: the program itself, what it was asked, the files that it
//! read, and those that it wrote. Anything else than what it names makes it void, and so does damage to the record. It
//! decides only whether the work is done again, never what comes of it.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::emit::GeneratedFile;
use crate::generator::{Generated, Generator};
use crate::output;
use crate::source::Sources;

/// The record of one run.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// The files that were read, with the hash of each.
    inputs: Vec<(PathBuf, u128)>,
    /// The files that findings speak of, in their order: name, and path.
    sources: Vec<(String, PathBuf)>,
    findings: Vec<Diagnostic>,
    /// The files that were printed, with the hash of each.
    outputs: Vec<(String, u128)>,
}

/// A run whose input and output are as the last one left them.
#[derive(Debug)]
pub struct Unchanged {
    /// What that run found. It holds no files: they are in their folder.
    pub run: Generated,
    /// Their paths under the output folder.
    pub paths: Vec<String>,
}

/// The hash of a file, which is never in memory as a whole: the program itself is larger than most documents.
fn hash_of(path: &Path) -> io::Result<u128> {
    let mut hasher = Xxh3::new();
    io::copy(&mut fs::File::open(path)?, &mut hasher)?;
    Ok(hasher.digest128())
}

/// Whether a finding tells of a file that was not there: none was read, so none is in the record.
fn depends_on_more(found: &Diagnostic) -> bool {
    matches!(
        found.code,
        Code::BrokenReference | Code::ExternalReference | Code::Unreadable
    )
}

impl Generator {
    /// What the last run found, where nothing that it read or wrote has changed since; `None` where the work is to be
    /// done. See [`Generator::cache`].
    pub fn unchanged(&self) -> Option<Unchanged> {
        let record = Record::load(&self.record()?)?;
        let mut texts = HashMap::new();
        for (path, hash) in &record.inputs {
            let bytes = fs::read(path).ok()?;
            if xxh3_128(&bytes) != *hash {
                return None;
            }
            texts.insert(path, bytes);
        }
        let mut sources = Sources::default();
        for (name, path) in &record.sources {
            sources.add_text(name, path, texts.remove(path)?)?;
        }
        let is = |path: &Path, hash| hash_of(path).is_ok_and(|found| found == hash);
        let mut outputs = record.outputs.iter();
        if !outputs.all(|(path, hash)| is(&self.out.join(path), *hash)) {
            return None;
        }
        let paths: Vec<String> = record.outputs.into_iter().map(|(path, _)| path).collect();
        let wanted = paths.iter().map(String::as_str).collect();
        if !output::extra(&self.out, &wanted).ok()?.is_empty() {
            return None;
        }
        let mut diagnostics = Diagnostics::default();
        record
            .findings
            .into_iter()
            .for_each(|found| diagnostics.add(found));
        let run = Generated {
            diagnostics,
            sources,
            inputs: record.inputs.into_iter().map(|(path, _)| path).collect(),
            ..Generated::default()
        };
        Some(Unchanged { run, paths })
    }

    /// Remembers a run whose files are in the output folder. That this fails is no fault: the next run does the work.
    pub fn remember(&self, run: &Generated, files: &[GeneratedFile]) {
        let Some(path) = self.record() else { return };
        if let Some(record) = Record::of(run, files) {
            let _ = record.save(&path);
        }
    }

    /// Where the record of runs like this one stands: a run that was asked something else has another one.
    fn record(&self) -> Option<PathBuf> {
        let folder = self.cache.as_ref()?;
        if self.text.is_some() {
            return None;
        }
        let program = hash_of(&std::env::current_exe().ok()?).ok()?;
        let beside = self.spec.with_file_name("specsmith.yaml");
        let request = format!(
            "{:?}",
            (
                std::env::current_dir().ok()?,
                (&self.spec, &self.out, &self.config, beside.is_file()),
                (&self.name, &self.module, &self.runtime, &self.root),
                (&self.overlays, self.emit_tests, &self.findings),
            )
        );
        let hash = program ^ xxh3_128(request.as_bytes()).rotate_left(1);
        Some(folder.join(format!("{hash:032x}.json")))
    }
}

impl Record {
    fn of(run: &Generated, files: &[GeneratedFile]) -> Option<Self> {
        let findings: Vec<_> = run.diagnostics.sorted().into_iter().cloned().collect();
        if findings.iter().any(depends_on_more) {
            return None;
        }
        let inputs = run.inputs.iter().map(|path| {
            let bytes = fs::read(path).ok()?;
            let hash = xxh3_128(&bytes);
            // A file that has changed since it was read is not what was printed.
            (!run.sources.differs(path, bytes)).then(|| (path.clone(), hash))
        });
        let outputs = files
            .iter()
            .map(|file| (file.path.clone(), xxh3_128(file.text.as_bytes())));
        Some(Self {
            inputs: inputs.collect::<Option<_>>()?,
            sources: run.sources.named_paths(),
            findings,
            outputs: outputs.collect(),
        })
    }

    /// Reads a record; `None` where there is none, or a damaged one.
    fn load(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let (hash, text) = text.split_once('\n')?;
        let hash = u128::from_str_radix(hash, 16).ok()?;
        (hash == xxh3_128(text.as_bytes())).then_some(())?;
        serde_json::from_str(text).ok()
    }

    /// Writes beside the record and renames, so that another run sees the old one or the new one.
    fn save(&self, path: &Path) -> std::io::Result<()> {
        let text = serde_json::to_string(self)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        write!(file, "{:032x}\n{text}", xxh3_128(text.as_bytes()))?;
        file.persist(path)?;
        Ok(())
    }
}
