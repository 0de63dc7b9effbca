//! What a person may decide about the API, as plain data.

use std::collections::BTreeMap;

use crate::diagnostic::Origin;
use crate::glob::Glob;
use crate::model::{Dates, IntegerWidth, MapKind};
use crate::source::Limits;

/// What a person may decide about the API.
#[derive(Debug, Clone)]
pub struct Options {
    /// The newest version of an operation to use (`YYYY-MM-DD`, or `preview`), where the document has several.
    pub date: Option<String>,
    /// Where the person wrote it.
    pub date_origin: Option<Origin>,
    /// What dates and times are in Rust.
    pub dates: Dates,
    /// Whether decoding fills in the defaults of members that do not come.
    pub fill_defaults: bool,
    /// Whether types and members that are deprecated say so to the compiler.
    pub deprecated: bool,
    /// Whether tests are made of the document's values.
    pub tests: bool,
    /// The operations and schemas that are wanted; all of them where it is empty.
    pub include: Vec<Pick>,
    /// The operations that are not wanted.
    pub exclude: Vec<Pick>,
    /// What is wished for single places.
    pub wishes: Vec<Wanted>,
    /// How operations are paged, where their names do not tell.
    pub paging: Vec<Paged>,
    /// What is wished for every type.
    pub every_type: Wish,
    /// Crates whose types a document may name.
    pub crates: Vec<String>,
    /// How many members schemas may have by their parts, all together.
    pub members: usize,
    /// Whether what the document says to people is taken over.
    pub docs: bool,
    /// Whether there are operations, and not types alone.
    pub client: bool,
    /// The type of an integer about whose size nothing is said.
    pub integer: IntegerWidth,
    /// The type of maps.
    pub map: MapKind,
    /// Whether all types stand in one file.
    pub one_file_of_types: bool,
    /// Whether all operations stand in one file.
    pub one_file_of_operations: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            date: None,
            date_origin: None,
            dates: Dates::default(),
            fill_defaults: false,
            deprecated: false,
            tests: false,
            include: Vec::new(),
            exclude: Vec::new(),
            wishes: Vec::new(),
            paging: Vec::new(),
            every_type: Wish::default(),
            crates: Vec::new(),
            members: Limits::default().members,
            docs: true,
            client: true,
            integer: IntegerWidth::I64,
            map: MapKind::default(),
            one_file_of_types: false,
            one_file_of_operations: false,
        }
    }
}

/// Operations, or schemas. An operation is picked where all that is said holds of it.
#[derive(Debug, Clone, Default)]
pub struct Pick {
    /// Its path.
    pub path: Option<Glob>,
    /// Its method, lower case.
    pub method: Option<String>,
    /// One of its tags.
    pub tag: Option<Glob>,
    /// Its `operationId`.
    pub operation: Option<Glob>,
    /// The name of a schema; then nothing else is said.
    pub schema: Option<Glob>,
    /// Where the person wrote it.
    pub origin: Option<Origin>,
}

impl Pick {
    /// Whether it would pick every operation.
    pub(crate) fn says_nothing(&self) -> bool {
        let globs = [&self.path, &self.tag, &self.operation, &self.schema];
        globs.iter().all(|glob| glob.is_none()) && self.method.is_none()
    }
}

/// How the operations are paged that a pick picks.
#[derive(Debug, Clone, Default)]
pub struct Paged {
    /// The operations.
    pub pick: Pick,
    /// What leads from one page to the next; `None` where they are not paged.
    pub by: Option<Advances>,
    /// The member that lists the items.
    pub items: Option<Vec<String>>,
    /// The member with links.
    pub links: Option<Vec<String>>,
    /// The member that says whether there are more pages.
    pub more: Option<Vec<String>>,
    /// The parameter for the most items of a page.
    pub size: Option<String>,
}

/// What leads from one page to the next: parameters, and the names of members.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the model's twin tells each")]
pub enum Advances {
    Page(String, Option<i64>),
    Offset(String, Option<i64>),
    Cursor(String, Vec<String>),
    Last(String, String),
    Url(Vec<String>),
    Links,
    Header,
}

/// What is wished for a place of the document.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The place, a JSON pointer.
    pub pointer: String,
    /// Where the person wrote it.
    pub origin: Option<Origin>,
    /// What is wished.
    pub wish: Wish,
}

/// What is wished for a thing. Rust in it is the person's own.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The name of what stands there: a type, a field, an operation, a variant, an argument, a module.
    pub name: Option<String>,
    /// The name of the type of an inline schema.
    pub type_name: Option<String>,
    /// A type to use in place of the one that would be made.
    pub ty: Option<String>,
    /// Derives beside those that every type has.
    pub derives: Vec<String>,
    /// Attributes.
    pub attributes: Vec<String>,
    /// The file of a type.
    pub module: Option<String>,
    /// Whether it is left out of the documentation.
    pub hidden: bool,
    /// Whether the parameter asks for an answer within an envelope.
    pub envelope: bool,
    /// Docs in place of the document's.
    pub docs: Option<String>,
}

impl Wish {
    /// The settings that say something, as they are called.
    pub(super) fn said(&self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("name", self.name.is_some()),
            ("type-name", self.type_name.is_some()),
            ("type", self.ty.is_some()),
            ("derives", !self.derives.is_empty()),
            ("attributes", !self.attributes.is_empty()),
            ("module", self.module.is_some()),
            ("hidden", self.hidden),
            ("envelope", self.envelope),
            ("docs", self.docs.is_some()),
        ];
        all.into_iter().filter(|one| one.1).map(|one| one.0)
    }
}

/// The names of enum values by value, as extensions give them.
pub(super) type Named = BTreeMap<String, String>;
