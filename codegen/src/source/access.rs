//! Which files references may lead to.

use std::path::{Component, Path, PathBuf};

use super::Broken;
use super::reference::percent_decoded;

/// Which files references may lead to: those within some folders, and copies of what stands on other machines.
/// Nothing is ever fetched.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The folders, symbolic links followed. Nothing outside of them is opened.
    folders: Vec<PathBuf>,
    /// Hosts, each with the folder that holds copies of its files.
    mirrors: Vec<(String, PathBuf)>,
}

/// What the part of a reference before `#` asks for.
enum Asked<'a> {
    Relative(&'a str),
    Absolute(&'a str),
    Remote { host: &'a str, path: &'a str },
    Unknown,
}

impl Access {
    /// Lets references lead into a folder, however they spell it.
    ///
    /// # Errors
    /// The folder is not there.
    pub fn allow(&mut self, folder: &Path) -> std::io::Result<()> {
        self.folders.push(real(folder)?);
        Ok(())
    }

    /// Reads what stands on a host from a folder.
    ///
    /// # Errors
    /// The folder is not there.
    pub fn mirror(&mut self, host: &str, folder: &Path) -> std::io::Result<()> {
        self.allow(folder)?;
        self.mirrors.push((host.to_lowercase(), folder.to_owned()));
        Ok(())
    }

    /// The file that a reference in a file of `folder` names: how to call it, and what it is on disk.
    ///
    /// # Errors
    /// It may not be opened, or is not there.
    pub(super) fn locate(&self, folder: &Path, target: &str) -> Result<(PathBuf, PathBuf), Broken> {
        let wanted = match asked(target) {
            Asked::Relative(path) => relative(folder, &percent_decoded(path)),
            Asked::Absolute(path) => PathBuf::from(percent_decoded(path)),
            Asked::Unknown => return Err(Broken::Remote(None)),
            Asked::Remote { host, path } => {
                let host = host.to_lowercase();
                let mirror = self.mirrors.iter().find(|(known, _)| *known == host);
                let (_, copies) = mirror.ok_or(Broken::Remote(Some(host)))?;
                copies.join(percent_decoded(path).trim_start_matches('/'))
            }
        };
        let real = match real(&wanted) {
            Ok(real) => real,
            // Nobody learns from us what exists outside of the folders.
            Err(_) if !self.holds(&lexical(&wanted)) => return Err(Broken::Outside),
            Err(error) => {
                let alike = self.alike(&wanted);
                let why = alike.map(|name| format!("there is none, though one is called `{name}`"));
                return Err(Broken::NoFile(why.unwrap_or_else(|| error.to_string())));
            }
        };
        if !self.holds(&real) {
            return Err(Broken::Outside);
        }
        if !real.is_file() {
            return Err(Broken::NoFile("it is no file".to_owned()));
        }
        let clean = clean(&wanted);
        let is_same = clean.canonicalize().is_ok_and(|found| found == real);
        Ok((if is_same { clean } else { real.clone() }, real))
    }

    /// The name of a file that differs from one that is not there by case alone.
    fn alike(&self, wanted: &Path) -> Option<String> {
        /// More files than this are not looked through.
        const MANY: usize = 10_000;
        let name = wanted.file_name()?.to_str()?;
        let folder = real(wanted.parent()?).ok().filter(|it| self.holds(it))?;
        let files = folder.read_dir().ok()?.take(MANY);
        let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
        names.filter(|one| one.eq_ignore_ascii_case(name)).min()
    }

    fn holds(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder))
    }
}

fn asked(target: &str) -> Asked<'_> {
    if let Some(rest) = target.strip_prefix("//") {
        return remote(rest);
    }
    let scheme = target.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    });
    match scheme {
        Some((name, rest)) if name.eq_ignore_ascii_case("file") => {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            Asked::Absolute(path.strip_prefix("localhost").unwrap_or(path))
        }
        Some((name, rest))
            if name.eq_ignore_ascii_case("https") || name.eq_ignore_ascii_case("http") =>
        {
            rest.strip_prefix("//").map_or(Asked::Unknown, remote)
        }
        Some(_) => Asked::Unknown,
        None if target.starts_with('/') => Asked::Absolute(target),
        None => Asked::Relative(target),
    }
}

fn remote(rest: &str) -> Asked<'_> {
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Asked::Remote { host, path }
}

/// A file beside those of a folder. What was written on Windows may have `\` where references have `/`.
fn relative(folder: &Path, path: &str) -> PathBuf {
    let wanted = folder.join(path);
    if path.contains('\\') && !wanted.exists() {
        let meant = folder.join(path.replace('\\', "/"));
        if meant.exists() {
            return meant;
        }
    }
    wanted
}

fn real(path: &Path) -> std::io::Result<PathBuf> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    path.canonicalize()
}

/// The path without `.`, and without `x/..`.
fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The same as an absolute path, for what is not there: the deepest folder that is, and the rest.
fn lexical(path: &Path) -> PathBuf {
    let path = clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    path.ancestors()
        .find_map(|folder| Some((folder, folder.canonicalize().ok()?)))
        .and_then(|(folder, real)| Some(real.join(path.strip_prefix(folder).ok()?)))
        .unwrap_or(path)
}
