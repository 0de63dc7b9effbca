//! Bytes that travel as they are.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Slot, Text, Value, View};
#[cfg(feature = "http")]
use crate::http::Source;

/// Bytes that travel as they are (`format: binary`): a body, or a file of a multipart body. They are at hand, in a file,
/// or come from a stream. Within JSON they are text.
#[derive(Clone)]
pub struct Binary {
    content: Kept,
    name: Option<String>,
    media: Option<String>,
    headers: Vec<(String, String)>,
}

/// Where the bytes are.
#[derive(Clone)]
pub(crate) enum Kept {
    Bytes(Arc<Vec<u8>>),
    Path(PathBuf),
    #[cfg(feature = "http")]
    Source(Arc<dyn Source>),
}

impl Binary {
    fn new(content: Kept) -> Self {
        Binary {
            content,
            name: None,
            media: None,
            headers: Vec::new(),
        }
    }

    /// What a file holds when the call is made; it is not read as a whole into memory, and by a thread of its own, so
    /// that no task waits for the file system. Its name is sent, its path is not.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let mut made = Binary::new(Kept::Path(path));
        made.name = name;
        made
    }

    /// What a source gives, opened anew each time that the call is sent.
    #[cfg(feature = "http")]
    pub fn from_source(source: impl Source + 'static) -> Self {
        Binary::new(Kept::Source(Arc::new(source)))
    }

    /// What a reader gives, with its length in bytes where that is known. It can be sent once: a call is not repeated. A
    /// thread of its own reads.
    #[cfg(feature = "http")]
    pub fn from_reader(length: Option<u64>, reader: impl std::io::Read + Send + 'static) -> Self {
        Binary::from_source(crate::http::Once::reader(length, reader))
    }

    /// The same under this name of a file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same as this media type, in place of the document's.
    #[must_use]
    pub fn media_type(mut self, media: impl Into<String>) -> Self {
        self.media = Some(media.into());
        self
    }

    /// The same with a header of its part in a multipart body.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The bytes, where they are at hand.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Kept::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    #[cfg(feature = "http")]
    pub(crate) fn content(&self) -> &Kept {
        &self.content
    }

    #[cfg(feature = "http")]
    pub(crate) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    #[cfg(feature = "http")]
    pub(crate) fn media(&self) -> Option<&str> {
        self.media.as_deref()
    }

    #[cfg(feature = "http")]
    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Binary::new(Kept::Bytes(Arc::new(bytes)))
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl<const N: usize> From<&[u8; N]> for Binary {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.to_vec().into()
    }
}

impl From<String> for Binary {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<&str> for Binary {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl PartialEq for Binary {
    /// Bytes at hand are compared, files by their paths, sources by identity.
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Kept::Bytes(left), Kept::Bytes(right)) => left == right,
            (Kept::Path(left), Kept::Path(right)) => left == right,
            #[cfg(feature = "http")]
            (Kept::Source(left), Kept::Source(right)) => Arc::ptr_eq(left, right),
            _ => false,
        };
        same && self.name == other.name
            && self.media == other.media
            && self.headers == other.headers
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Kept::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Kept::Path(path) => write!(f, "the file {}", path.display()),
            #[cfg(feature = "http")]
            Kept::Source(_) => f.write_str("a stream"),
        }
    }
}

impl Text for Binary {
    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.as_bytes().unwrap_or_default())
    }
    fn set(&mut self, text: &str) {
        self.content = Kept::Bytes(Arc::new(text.as_bytes().to_vec()));
    }
    fn binary(&self) -> Option<&Binary> {
        Some(self)
    }
}

impl Value for Binary {
    fn blank() -> Self {
        Vec::new().into()
    }
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }
}

crate::serde_impls!(Binary);
