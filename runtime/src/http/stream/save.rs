//! A body that becomes a file: under another name beside it until it is whole.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::writer::Sink;
use crate::http::random;
use crate::http::transport::TransportError;

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes that have been written.
    pub done: u64,
    /// The bytes that there will be, where the server says so.
    pub total: Option<u64>,
}

/// Why a body is not in its file.
#[derive(Debug)]
#[non_exhaustive]
pub enum SaveError {
    /// It did not come whole.
    Transport(TransportError),
    /// The file cannot be written.
    File(io::Error),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaveError::Transport(error) => write!(f, "the body did not come whole: {error}"),
            SaveError::File(error) => write!(f, "the file cannot be written: {error}"),
        }
    }
}

impl std::error::Error for SaveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SaveError::Transport(error) => Some(error),
            SaveError::File(error) => Some(error),
        }
    }
}

impl From<TransportError> for SaveError {
    fn from(error: TransportError) -> Self {
        SaveError::Transport(error)
    }
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        SaveError::File(error)
    }
}

/// A file on its way. Dropped before its end it leaves nothing.
pub(super) struct Saving {
    file: File,
    part: PathBuf,
    path: PathBuf,
    done: u64,
    is_whole: bool,
}

impl Saving {
    pub fn start(path: &Path) -> io::Result<Self> {
        path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        // Without the file's own name, which may be as long as a name can be.
        let part = path.with_file_name(format!(".{}.part", random::uuid()));
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&part)?;
        let saving = Saving {
            file,
            part,
            path: path.to_owned(),
            done: 0,
            is_whole: false,
        };
        // Who may not read the file that is there may not read the next one either.
        #[cfg(unix)]
        if let Ok(known) = fs::metadata(path) {
            saving.file.set_permissions(known.permissions())?;
        }
        Ok(saving)
    }
}

impl Sink for Saving {
    fn write(&mut self, chunk: &[u8]) -> io::Result<u64> {
        self.file.write_all(chunk)?;
        self.done = self.done.saturating_add(chunk.len() as u64);
        Ok(self.done)
    }

    fn end(mut self) -> Result<u64, SaveError> {
        self.file.sync_all()?;
        fs::rename(&self.part, &self.path)?;
        self.is_whole = true;
        Ok(self.done)
    }
}

impl Drop for Saving {
    fn drop(&mut self) {
        if !self.is_whole {
            // There is no one to tell, and the name says what it is.
            let _ = fs::remove_file(&self.part);
        }
    }
}
