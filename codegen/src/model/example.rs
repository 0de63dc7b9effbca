//! Values of the document.

use super::{Module, SchemaRef, TypeRef};

/// An example, a default, or a value of an enum, as the document has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Where it stands: file, where there are several, and JSON pointer.
    pub place: String,
    /// The module that what it is an example of belongs to.
    pub module: Module,
    /// What it is an example of.
    pub ty: TypeRef,
    /// What that is held against.
    pub schema: SchemaRef,
    /// Which way it travels.
    pub way: Way,
    /// The value, as JSON text.
    pub json: String,
    /// What it breaks of its own schema, a line each.
    pub breaks: Vec<String>,
}

/// Which way a value travels; the twin of the runtime's `Direction`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// To the server.
    Request,
    /// From the server.
    Response,
    /// Neither.
    Either,
}
