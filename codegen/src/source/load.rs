//! Files as text.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::texts::Texts;
use super::written::Written;
use super::{File, Limits, NodeId, Sources, Span, encoding, halves, json, yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Marks that a file could not be read; the diagnostics say why.
pub struct Unreadable;

impl Sources {
    /// Reads a document's file and answers its root.
    ///
    /// # Errors
    /// A file that cannot be read; why is in `diagnostics`.
    pub fn load(
        &mut self,
        path: &Path,
        limits: &Limits,
        diagnostics: &mut Diagnostics,
    ) -> Result<NodeId, Unreadable> {
        let name = path.display().to_string();
        let index = self.files.len();
        let read = match read_within(path, limits) {
            Ok(bytes) => self.read(&name, bytes, limits, diagnostics),
            Err(error) => {
                self.files.push(File::named(&name));
                let text = format!("{name} cannot be read: {error}");
                let help = if name.starts_with("https://") || name.starts_with("http://") {
                    format!("nothing is fetched: save it first, e.g. `curl -fo api.yaml {name}`")
                } else if path.is_dir() {
                    "it is a folder: name the document in it".to_owned()
                } else {
                    "check the path and its permissions".to_owned()
                };
                diagnostics.add(Diagnostic::new(Code::Unreadable, text).help(help));
                Err(Unreadable)
            }
        };
        if let Some(file) = self.files.get_mut(index) {
            file.path = Some(path.to_owned());
            file.written.leave(path);
        }
        read
    }

    /// Adds the text of a file without its tree; `None` where it is no text.
    pub(crate) fn add_text(&mut self, name: &str, path: &Path, bytes: Vec<u8>) -> Option<()> {
        let mut file = File::named(name);
        file.path = Some(path.to_owned());
        file.written = Written::Kept(text_of(bytes)?);
        self.files.push(file);
        Some(())
    }

    /// Whether a file that was read from this path had other bytes.
    pub(crate) fn differs(&self, path: &Path, bytes: Vec<u8>) -> bool {
        let read = self.files.iter().find(|file| file.place() == path);
        read.is_some_and(|file| text_of(bytes).is_some_and(|text| !file.written.is(&text)))
    }

    /// The name and the path of every file.
    pub(crate) fn named_paths(&self) -> Vec<(String, PathBuf)> {
        let files = self.files.iter();
        files
            .map(|file| (file.name.clone(), file.place().to_owned()))
            .collect()
    }

    /// Reads a document from bytes; `name` is what diagnostics call it, and its ending tells JSON from YAML.
    ///
    /// # Errors
    /// Bytes that are no document; why is in `diagnostics`.
    pub fn read(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        limits: &Limits,
        diagnostics: &mut Diagnostics,
    ) -> Result<NodeId, Unreadable> {
        let file = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(File::named(name));
        let text = match decode(bytes, limits) {
            Ok(text) => text,
            Err(Illegible::File(code, text, help)) => {
                diagnostics.add(Diagnostic::new(code, format!("{name}: {text}")).help(help));
                return Err(Unreadable);
            }
            Err(Illegible::Byte(at, text)) => {
                // What stands before the byte is as it was, so that it is found at its place.
                if let Some(file) = self.files.last_mut() {
                    file.written = Written::Kept(text);
                }
                let (start, end) = (yaml::to_u32(at), yaml::to_u32(at + 1));
                let found = Diagnostic::new(Code::Encoding, "the file is not UTF-8 from here on");
                diagnostics.add(found.at(Span { file, start, end }).help(SAVE));
                return Err(Unreadable);
            }
        };
        let is_json = is_json(name, &text);
        let first = self.count();
        let mut repeated = Repeated::default();
        let result = if is_json {
            json::read(self, file, &text, limits, &mut repeated)
        } else {
            halves::read(self, file, &text, limits, &mut repeated)
        };
        let nodes = first..self.count();
        self.texts = Texts::default();
        if let Some(file) = self.files.last_mut() {
            file.written = Written::Kept(text);
            file.nodes = nodes;
            file.root = result.as_ref().ok().copied();
        }
        for problem in repeated.0 {
            diagnostics.add(problem.found(file));
        }
        result.map_err(|problem| {
            diagnostics.add(problem.found(file));
            Unreadable
        })
    }
}

/// The name's ending tells, and where there is none, the first signs of the text.
fn is_json(name: &str, text: &str) -> bool {
    match Path::new(name).extension() {
        Some(ending) => ending.eq_ignore_ascii_case("json"),
        None => text
            .trim_start()
            .strip_prefix('{')
            .is_some_and(|rest| rest.trim_start().starts_with(['"', '}'])),
    }
}

/// What stops the reading of a file.
pub(super) struct Problem {
    pub code: Code,
    pub text: String,
    pub help: Cow<'static, str>,
    pub start: u32,
    pub end: u32,
    pub related: Option<(Span, &'static str)>,
}

impl Problem {
    fn found(self, file: u32) -> Diagnostic {
        let span = Span {
            file,
            start: self.start,
            end: self.end,
        };
        let found = Diagnostic::new(self.code, self.text)
            .at(span)
            .help(self.help);
        match self.related {
            Some((related, text)) => found.related(related, text),
            None => found,
        }
    }
}

/// Keys that occur twice in one map. The first counts, so that all else is read, and everything that is wrong with a
/// document is said in one run.
#[derive(Default)]
pub(super) struct Repeated(Vec<Problem>);

impl Repeated {
    /// After so many, the rest is not looked for.
    const MOST: usize = 100;

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the key at this place is one of them.
    pub fn has(&self, key: Span) -> bool {
        self.0.iter().any(|problem| problem.start == key.start)
    }

    /// # Errors
    /// The problem itself, where there are too many.
    pub fn add(&mut self, key: &str, span: Span, first: Span) -> Result<(), Problem> {
        let problem = Problem {
            code: Code::DuplicateKey,
            text: format!("the key `{key}` occurs twice in one map"),
            help: "keep one of the two: which of them counts is not defined".into(),
            start: span.start,
            end: span.end,
            related: Some((first, "first here")),
        };
        if self.0.len() >= Self::MOST {
            return Err(problem);
        }
        self.0.push(problem);
        Ok(())
    }
}

/// The bytes of a file; of one that is larger than may be, one byte more than that.
pub(super) fn read_within(path: &Path, limits: &Limits) -> io::Result<Vec<u8>> {
    let most = u64::try_from(limits.bytes).unwrap_or(u64::MAX);
    let file = fs::File::open(path)?;
    let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    // A file may claim any size: where there is no such room, reading says so. One byte more tells of the end.
    let _ = bytes.try_reserve_exact(size.min(limits.bytes).saturating_add(1));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What to do about a file that is not UTF-8.
const SAVE: &str = "save the file as UTF-8";

/// Why bytes are no text of a document.
enum Illegible {
    /// The file as a whole: what kind of finding, what is wrong, what to do.
    File(Code, String, &'static str),
    /// The file is UTF-8 up to this byte. With it comes its text as far as that can be told.
    Byte(usize, String),
}

/// The text of a file that was read before, which is as large as it may be; `None` where it is none.
pub(super) fn text_of(bytes: Vec<u8>) -> Option<String> {
    let limits = Limits {
        bytes: usize::MAX,
        ..Limits::default()
    };
    decode(bytes, &limits).ok()
}

fn decode(bytes: Vec<u8>, limits: &Limits) -> Result<String, Illegible> {
    if bytes.len() > limits.bytes {
        let text = format!("the file has more than {} bytes", limits.bytes);
        let help = "raise limits.bytes in the settings";
        return Err(Illegible::File(Code::Limit, text, help));
    }
    let text = match encoding::wide(&bytes) {
        Some(wide) => wide.decode(&bytes).ok_or_else(|| {
            let text = format!("the file is {wide}, and is cut off or has signs that are none");
            Illegible::File(Code::Encoding, text, "get it anew, or save it as UTF-8")
        })?,
        None => String::from_utf8(bytes).map_err(|error| {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Illegible::Byte(error.utf8_error().valid_up_to(), text)
        })?,
    };
    if text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
    {
        let text = "the file is HTML or XML, and neither YAML nor JSON".to_owned();
        return Err(Illegible::File(
            Code::NotOpenApi,
            text,
            "open it in a browser: it may be a page that asks to sign in; then save the document itself",
        ));
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Illegible::File(
            Code::Empty,
            "the file is empty".to_owned(),
            "give a file that holds an OpenAPI document",
        ));
    }
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
