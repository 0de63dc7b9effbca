//! The files that a document's references lead to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::lines::Lines;
use super::load::read_within;
use super::reference::split;
use super::written::Written;
use super::{Access, Broken, File, Limits, NodeId, NodeKind, Sources, uri};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// What is known while files are read.
struct Linking<'a> {
    access: &'a Access,
    limits: &'a Limits,
    /// By what they are on disk: the same file is read once, however it is spelled.
    known: HashMap<PathBuf, Result<u32, Broken>>,
    /// By what they call themselves (`$self`).
    identities: HashMap<String, u32>,
}

impl Sources {
    /// Reads every file that references lead to, from the files that are there, and from those in turn. What cannot be
    /// read is no finding before a reference to it is followed.
    pub fn link(&mut self, access: &Access, limits: &Limits) {
        let mut linking = Linking {
            access,
            limits,
            known: HashMap::new(),
            identities: HashMap::new(),
        };
        for (index, file) in (0..).zip(&self.files) {
            if let Some(itself) = self.itself(index) {
                linking.identities.insert(itself, index);
            }
            if let Some(real) = file.path.as_ref().and_then(|path| path.canonicalize().ok()) {
                linking.known.insert(real, Ok(index));
            }
        }
        let mut next = 0;
        while let Some(file) = self.files.get(next) {
            let nodes = file.nodes.clone();
            let place = file
                .part_of
                .and_then(|index| self.files.get(index as usize));
            let folder = place.unwrap_or(file).path.as_deref().and_then(Path::parent);
            let folder = folder.unwrap_or(Path::new("")).to_owned();
            let base = u32::try_from(next).ok().and_then(|file| self.itself(file));
            let base = base.unwrap_or_default();
            let mut links = HashMap::new();
            for target in self.targets(nodes) {
                if !links.contains_key(&*target) {
                    let link = linking.link(self, &folder, &base, &target);
                    links.insert(target, link);
                }
            }
            if let Some(file) = self.files.get_mut(next) {
                file.links = links;
            }
            next += 1;
        }
        self.called(&linking.identities);
    }

    /// The address that a document has given itself (OpenAPI 3.2.0, section 4.1.2).
    fn itself(&self, file: u32) -> Option<String> {
        let root = self.file(file)?.root?;
        let (address, _) = split(self.get_str(root, "$self")?);
        Some(uri::joined("", address))
    }

    /// Lets references that name a document by its own address lead there, also where it was read after them.
    fn called(&mut self, identities: &HashMap<String, u32>) {
        for file in &mut self.files {
            for (target, link) in &mut file.links {
                if let (Err(Broken::Remote(_)), Some(found)) = (&link, identities.get(&**target)) {
                    *link = Ok(*found);
                }
            }
        }
    }

    /// What stands before the `#` of references among these nodes, in their order.
    fn targets(&self, nodes: std::ops::Range<u32>) -> Vec<Box<str>> {
        let mut found: Vec<Box<str>> = Vec::new();
        for id in nodes.map(NodeId::from_index) {
            let NodeKind::Mapping(entries) = self.kind(id) else {
                continue;
            };
            for entry in entries {
                let texts = match &*entry.key {
                    "$ref" | "$dynamicRef" | "operationRef" | "defaultMapping" => {
                        vec![self.str(entry.value)]
                    }
                    "mapping" => self
                        .entries(entry.value)
                        .iter()
                        .map(|entry| self.str(entry.value).filter(|text| is_file(text)))
                        .collect(),
                    _ => continue,
                };
                let targets = texts.into_iter().flatten().map(|text| split(text).0);
                found.extend(targets.filter(|target| !target.is_empty()).map(Into::into));
            }
        }
        found
    }

    /// The name of a node's file without folder and ending.
    pub fn stem(&self, node: NodeId) -> &str {
        self.file(self.span(node).file)
            .and_then(|file| Path::new(&file.name).file_stem()?.to_str())
            .unwrap_or_default()
    }

    /// The file whose part a node is: of what an overlay brings, the document's.
    pub(crate) fn document_of(&self, node: NodeId) -> u32 {
        let file = self.span(node).file;
        self.file(file)
            .and_then(|file| file.part_of)
            .unwrap_or(file)
    }

    /// The path of the file whose part a node is.
    pub(crate) fn path_of(&self, node: NodeId) -> Option<&Path> {
        self.file(self.document_of(node))?.path.as_deref()
    }

    /// What is wrong with the file of a node, where nothing said it when it was read: whoever needs the file says it.
    pub(crate) fn slips(&self, node: NodeId) -> Option<&Diagnostics> {
        let file = self.file(self.span(node).file)?;
        Some(&file.slips).filter(|slips| !slips.is_empty())
    }

    /// The files that were read, as paths.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter_map(|file| file.path.as_deref())
    }
}

/// Whether a text that may be a name is rather a file.
fn is_file(text: &str) -> bool {
    let target = split(text).0.to_ascii_lowercase();
    [".yaml", ".yml", ".json"]
        .iter()
        .any(|ending| target.ends_with(ending))
}

impl Linking<'_> {
    /// The file that a reference names: by the address that it has given itself, else by where it lies. What lies within
    /// the folder of the address that the referring document has given itself, lies within the folder of its file.
    fn link(
        &mut self,
        sources: &mut Sources,
        folder: &Path,
        base: &str,
        target: &str,
    ) -> Result<u32, Broken> {
        let address = uri::joined(base, target);
        if let Some(known) = self.identities.get(&address) {
            return Ok(*known);
        }
        let beside = uri::within(base, target);
        self.file(sources, folder, beside.unwrap_or(target))
    }

    fn file(&mut self, sources: &mut Sources, folder: &Path, target: &str) -> Result<u32, Broken> {
        let (path, real) = self.access.locate(folder, target)?;
        if let Some(known) = self.known.get(&real) {
            return known.clone();
        }
        let read = self.read(sources, &path, &real);
        self.known.insert(real, read.clone());
        read
    }

    fn read(&mut self, sources: &mut Sources, path: &Path, real: &Path) -> Result<u32, Broken> {
        if self.known.len() >= self.limits.files {
            let text = format!("the document has more than {} files", self.limits.files);
            let found = Diagnostic::new(Code::Limit, text);
            return Err(Broken::Unreadable(Box::new(
                found.help("raise limits.files in the settings"),
            )));
        }
        let bytes =
            read_within(real, self.limits).map_err(|error| Broken::NoFile(error.to_string()))?;
        let index = u32::try_from(sources.files.len()).unwrap_or(u32::MAX);
        let mut diagnostics = Diagnostics::default();
        let name = path.display().to_string();
        let read = sources.read(&name, bytes, self.limits, &mut diagnostics);
        if let Some(file) = sources.files.get_mut(index as usize) {
            file.path = Some(path.to_owned());
            if read.is_ok() {
                file.slips = std::mem::take(&mut diagnostics);
            }
        }
        if let Some(itself) = sources.itself(index) {
            self.identities.entry(itself).or_insert(index);
        }
        match read {
            Ok(_) => Ok(index),
            Err(_) => Err(diagnostics.into_first().map_or_else(
                || Broken::NoFile("it is no document".to_owned()),
                |found| Broken::Unreadable(Box::new(found)),
            )),
        }
    }
}

impl File {
    /// Its path, which is its name where it was read by somebody else.
    pub(super) fn place(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(&self.name))
    }

    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            written: Written::default(),
            path: None,
            root: None,
            nodes: 0..0,
            part_of: None,
            links: HashMap::new(),
            lines: Lines::default(),
            slips: Diagnostics::default(),
        }
    }
}
