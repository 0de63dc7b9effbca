//! Operations that answer a page at a time: what leads from one page to the next, and all of them as a stream or an iterator.

mod next;
mod pages;

use super::operation::Operation;
use crate::View;

pub use pages::{BlockingItems, BlockingPages, Items, Pages};

/// The names of members, from the outside in.
pub type Path = &'static [&'static str];

/// What leads from one page to the next.
#[derive(Debug, Clone, Copy)]
pub enum Advance {
    /// A parameter of the query counts pages; where it is not given, the page is `first`.
    Page {
        /// The parameter's name.
        parameter: &'static str,
        /// The number of the first page.
        first: i64,
    },
    /// A parameter of the query counts the items before the page; where it is not given, the page starts at `first`.
    Offset {
        /// The parameter's name.
        parameter: &'static str,
        /// What the first page has: 0, or 1 where the parameter is the number of the page's first item.
        first: i64,
    },
    /// A parameter of the query takes what the page before says.
    Cursor {
        /// The parameter's name.
        parameter: &'static str,
        /// Where the page says it.
        from: Path,
    },
    /// A parameter of the query takes a member of the page's last item.
    Last {
        /// The parameter's name.
        parameter: &'static str,
        /// The member's name.
        member: &'static str,
    },
    /// A member of the page is the URL of the next one.
    Url {
        /// The member: a URL, or an object whose `href` is one.
        from: Path,
    },
    /// The link of the page's `links` whose `rel` is `next`.
    Links,
    /// The header `Link` whose `rel` is `next` (RFC 8288).
    Header,
}

impl Advance {
    /// Whether the client counts on by itself.
    pub(super) fn counts(&self) -> bool {
        matches!(self, Advance::Page { .. } | Advance::Offset { .. })
    }
}

/// How an operation is paged.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    /// What leads from one page to the next.
    pub advance: Advance,
    /// Where a page has its items; empty where the page is a list.
    pub items: Path,
    /// Where a page has links as objects of `rel` and `href`: without a `next` among them it is the last.
    pub links: Option<Path>,
    /// Where a page says whether there are more.
    pub more: Option<Path>,
    /// Where a page names the next one, beside what leads to it (a text, or an object whose `href` is one): without it, it is the
    /// last.
    pub next: Option<Path>,
    /// The parameter of the query that sets the most items of a page: one with fewer, and with fewer than a page before it, is
    /// the last.
    pub size: Option<&'static str>,
}

impl Paging {
    /// Pages that are a list of items, with nothing else that says which is the last.
    pub const fn new(advance: Advance) -> Self {
        Self {
            advance,
            items: &[],
            links: None,
            more: None,
            next: None,
            size: None,
        }
    }
    /// The same, with the items in that member.
    pub const fn items(mut self, path: Path) -> Self {
        self.items = path;
        self
    }
    /// The same, with links in that member.
    pub const fn links(mut self, path: Path) -> Self {
        self.links = Some(path);
        self
    }
    /// The same, with a member that says whether there are more.
    pub const fn more(mut self, path: Path) -> Self {
        self.more = Some(path);
        self
    }
    /// The same, with the next page named in that member.
    pub const fn next(mut self, path: Path) -> Self {
        self.next = Some(path);
        self
    }
    /// The same, with a parameter for the most items of a page.
    pub const fn size(mut self, parameter: &'static str) -> Self {
        self.size = Some(parameter);
        self
    }
}

/// An operation that answers a page at a time (see `paged!`).
///
/// A page is the last where the server says so. What says that there are more (`links`, `more`, the header `Link`) counts before
/// anything else; where nothing speaks of pages, an empty page is the last, and a short one (see [`Paging::size`]).
///
/// Pages and items end after the last page; with an error where a page cannot be had, where pages go in circles, where the
/// next page is at another origin (to which no credential may go), and after the limit of pages.
pub trait Paged: Operation + Sized {
    /// What a page lists.
    type Item;
    /// Whether one media type of several has pages: it alone is asked for.
    const IS_ONE_OF_SEVERAL: bool = false;
    /// How it is paged.
    fn paging() -> &'static Paging;
    /// The items of a page.
    fn items_of(page: Self::Output) -> Vec<Self::Item>;
    /// What a page says; `None` where the answer is of a media type or a shape without pages.
    fn view_of(page: &Self::Output) -> Option<View<'_>>;

    /// Every page from this one on, each asked for when the one before has been taken.
    fn pages(self, client: &super::Client) -> Pages<Self> {
        Pages::new(self, client.core().clone())
    }
    /// Every item from this page on.
    fn items(self, client: &super::Client) -> Items<Self> {
        self.pages(client).into_items()
    }
    /// Every page from this one on, each asked for when the one before has been taken.
    fn pages_blocking(self, client: &super::BlockingClient) -> BlockingPages<Self> {
        BlockingPages::new(self, client.core().clone())
    }
    /// Every item from this page on.
    fn items_blocking(self, client: &super::BlockingClient) -> BlockingItems<Self> {
        self.pages_blocking(client).into_items()
    }
}

/// A list that may be absent.
#[doc(hidden)]
pub trait Listed<T> {
    /// The list; empty where it is absent.
    fn listed(self) -> Vec<T>;
}

impl<T> Listed<T> for Vec<T> {
    fn listed(self) -> Vec<T> {
        self
    }
}

impl<T, L: Listed<T>> Listed<T> for Option<L> {
    fn listed(self) -> Vec<T> {
        self.map_or_else(Vec::new, Listed::listed)
    }
}
