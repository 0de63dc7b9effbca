//! The output folder: only what changed is written, and only what specsmith wrote is removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::{GeneratedFile, LIBRARY, MARKER, MODULE};
use crate::pool;

/// How the folder differs from what it should hold. Paths are relative to it, with `/`, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files that say something else.
    pub stale: Vec<String>,
    /// Files that specsmith wrote once, and writes no more.
    pub extra: Vec<String>,
}

impl Changes {
    /// Whether the folder holds exactly what it should.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.stale.is_empty() && self.extra.is_empty()
    }

    /// Every path, with what is the matter with it.
    pub fn lines(&self) -> Vec<String> {
        let lists = [
            (&self.missing, "missing"),
            (&self.stale, "stale"),
            (&self.extra, "left over"),
        ];
        lists
            .into_iter()
            .flat_map(|(paths, what)| paths.iter().map(move |path| format!("{path} ({what})")))
            .collect()
    }
}

/// Compares the folder with what it should hold.
///
/// # Errors
/// A file that cannot be read, or one that would be overwritten though specsmith did not write it.
pub fn compare(folder: &Path, files: &[GeneratedFile]) -> io::Result<Changes> {
    if folder.is_file() {
        let text = format!("{} is a file: choose a folder", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotADirectory, text));
    }
    let mut changes = Changes::default();
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let state = |file: &GeneratedFile| state(&folder.join(&file.path), &file.text);
    let states = pool::run(files, state, &mut || ()).map_err(io::Error::other)?;
    for (file, state) in files.iter().zip(states) {
        match state? {
            State::UpToDate => {}
            State::Stale => changes.stale.push(file.path.clone()),
            State::Missing => changes.missing.push(file.path.clone()),
        }
    }
    changes.extra = extra(folder, &wanted)?;
    Ok(changes)
}

/// How a file differs from what it should say.
enum State {
    UpToDate,
    Stale,
    Missing,
}

fn state(path: &Path, text: &str) -> io::Result<State> {
    match fs::read(path) {
        Ok(found) if found == text.as_bytes() => Ok(State::UpToDate),
        Ok(found) if is_marked(&found) => Ok(State::Stale),
        Ok(_) => {
            let text = format!(
                "{} is not specsmith's own file: move it away, or choose another folder",
                path.display()
            );
            Err(io::Error::new(io::ErrorKind::AlreadyExists, text))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::Missing),
        Err(error) => Err(named(error, path)),
    }
}

/// The files that specsmith wrote once, and that are not wanted any more.
///
/// # Errors
/// A folder that cannot be read.
pub(crate) fn extra(folder: &Path, wanted: &BTreeSet<&str>) -> io::Result<Vec<String>> {
    let mut extra = Vec::new();
    let mut found = Vec::new();
    if wanted.contains(MODULE) {
        // The folder is one of a crate that somebody else writes.
        found.extend(files(folder)?);
        for inner in ["operations", "rt", "types"] {
            found.extend(existing(&folder.join(inner))?);
        }
    } else {
        found.extend(existing(&folder.join("src"))?);
        found.extend(existing(&folder.join("tests"))?);
    }
    for path in found {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        if !wanted.contains(name.as_str()) && fs::read(&path).is_ok_and(|text| is_marked(&text)) {
            extra.push(name);
        }
    }
    extra.sort();
    Ok(extra)
}

/// Makes the folder hold what it should: the root of the crate or module last, so that a build never sees half of it.
///
/// # Errors
/// A file or folder that cannot be written or removed.
pub fn write(folder: &Path, files: &[GeneratedFile], changes: &Changes) -> io::Result<()> {
    let touched: BTreeSet<&str> = changes
        .missing
        .iter()
        .chain(&changes.stale)
        .map(String::as_str)
        .collect();
    let (roots, others): (Vec<_>, Vec<_>) = files
        .iter()
        .filter(|file| touched.contains(file.path.as_str()))
        .partition(|file| [LIBRARY, MODULE].contains(&file.path.as_str()));
    let put = |file: &&GeneratedFile| {
        let path = folder.join(&file.path);
        replace(&path, &file.text).map_err(|error| named(error, &path))
    };
    let all = roots.iter().chain(&others);
    let folders: BTreeSet<&Path> = all
        .filter_map(|file| Path::new(&file.path).parent())
        .collect();
    for inner in folders {
        let path = folder.join(inner);
        fs::create_dir_all(&path).map_err(|error| named(error, &path))?;
    }
    let written = pool::run(&others, put, &mut || ()).map_err(io::Error::other)?;
    written.into_iter().collect::<io::Result<()>>()?;
    roots.iter().try_for_each(put)?;
    for extra in &changes.extra {
        let path = folder.join(extra);
        fs::remove_file(&path).or_else(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                Ok(())
            } else {
                Err(named(error, &path))
            }
        })?;
    }
    Ok(())
}

/// Writes beside the file and renames, so that a reader sees the old text or the new one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Two writers at once, of one process or of two, must not share the file.
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let temporary = folder.join(format!(".{name}.{}.{count}.tmp", std::process::id()));
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    // Of a full disk nothing is left behind either.
    written.inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })
}

/// Whether specsmith wrote a text: its first line says so.
fn is_marked(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).contains(MARKER)
}

/// The Rust files of a folder, and of the folders in it.
fn existing(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = files(folder)?;
    for entry in entries(folder)? {
        if entry.file_type()?.is_dir() {
            found.extend(existing(&entry.path())?);
        }
    }
    Ok(found)
}

/// The Rust files of a folder alone.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in entries(folder)? {
        let path = entry.path();
        let is_rust = path.extension().is_some_and(|ending| ending == "rs");
        if is_rust && !entry.file_type()?.is_dir() {
            found.push(path);
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(named(error, folder)),
    }
}

fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
