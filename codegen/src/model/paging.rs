//! Pages.

use super::TypeRef;

/// How an operation is paged; the twin of the runtime's `Paging`. A path is the names of members on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// What leads from one page to the next.
    pub advance: Advance,
    /// The member of the page that lists the items, from the outside in; none where the page is the list.
    pub items: Vec<PageMember>,
    /// What it lists.
    pub item: TypeRef,
    /// The member with links.
    pub links: Option<Vec<String>>,
    /// The member that says whether there are more.
    pub more: Option<Vec<String>>,
    /// The member that names the next page where there is one, beside what leads to it.
    pub next: Option<Vec<String>>,
    /// The parameter for the most items of a page.
    pub size: Option<String>,
    /// The enum that the operation answers with, where only some of its variants are pages.
    pub union: Option<TypeRef>,
    /// Those that are.
    pub variants: Vec<PageVariant>,
}

/// A member on the way to the items of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageMember {
    /// Its name on the wire.
    pub name: String,
    /// Its field.
    pub ident: String,
    /// How many `Option`s there are around what it holds.
    pub options: usize,
}

/// A variant that is a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageVariant {
    /// The variant's name.
    pub ident: String,
    /// The member that lists the items, as in [`Paging::items`].
    pub items: Vec<PageMember>,
}

/// What leads from one page to the next; the twin of the runtime's `Advance`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the runtime's twin tells each")]
pub enum Advance {
    Page {
        parameter: String,
        first: i64,
    },
    Offset {
        parameter: String,
        first: i64,
    },
    Cursor {
        parameter: String,
        from: Vec<String>,
    },
    Last {
        parameter: String,
        member: String,
    },
    Url {
        from: Vec<String>,
    },
    Links,
    Header,
}
