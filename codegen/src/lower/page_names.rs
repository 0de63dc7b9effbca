//! What parameters and members are called that lead from page to page: as they are without signs and in lower case.

/// Parameters that count pages.
pub(super) const PAGES: &[&str] = &[
    "page",
    "pagenum",
    "pagenumber",
    "pageno",
    "pageindex",
    "currentpage",
];
/// Parameters that count the items before a page.
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "startat", "startindex", "pageoffset"];
/// Parameters that set the most items of a page.
pub(super) const SIZES: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "itemsperpage",
    "size",
    "count",
    "maxresults",
    "top",
    "pagelimit",
];
/// A parameter that takes a cursor, and the members that may say the next one.
pub(super) const CURSORS: &[(&str, &[&str])] = &[
    ("cursor", &["nextcursor", "cursor", "endcursor", "next"]),
    ("pagetoken", &["nextpagetoken", "pagetoken"]),
    ("nexttoken", &["nexttoken"]),
    ("nextpagetoken", &["nextpagetoken"]),
    (
        "continuationtoken",
        &["nextcontinuationtoken", "continuationtoken"],
    ),
    ("continue", &["continue"]),
    ("marker", &["nextmarker"]),
    ("streamposition", &["nextstreamposition"]),
    (
        "after",
        &[
            "nextafter",
            "after",
            "lastid",
            "endcursor",
            "nextcursor",
            "next",
        ],
    ),
    ("pageafter", &["next", "after", "nextcursor", "endcursor"]),
    ("page", &["nextpage"]),
    ("from", &["next"]),
    ("startingafter", &["lastid", "nextcursor"]),
    ("iterator", &["iterator"]),
    ("pagecursor", &["nextpagecursor", "nextcursor"]),
];
/// Members whose names say that they are the URL of the next page.
pub(super) const URLS: &[&str] = &[
    "nextlink",
    "odatanextlink",
    "nexturl",
    "nextpageurl",
    "nextpageuri",
];
/// Members that may be that.
pub(super) const NEXT: &[&str] = &["next", "nextpage"];
/// Members that say whether there are more.
pub(super) const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more"];
/// Members that hold what tells of the next page.
pub(super) const WRAPPERS: &[&str] = &[
    "meta",
    "metadata",
    "paging",
    "pagination",
    "responsemetadata",
    "cursors",
    "pageinfo",
    "links",
    "cursor",
    "page",
    "pages",
];
/// How many of those there are within each other.
pub(super) const WRAPPED: usize = 3;
/// The member with the things that an answer is about (JSON Hypertext Application Language, section 4.1.2).
pub(super) const EMBEDDED: &str = "embedded";
/// Lists beside the items.
pub(super) const ASIDE: &[&str] = &["links", "errors", "warnings", "deprecations", "messages"];
/// Members that list the items, where a page has several lists.
pub(super) const ITEMS: &[&str] = &[
    "results", "items", "data", "values", "entries", "records", "content", "value",
];

/// A name without signs, in lower case.
pub(super) fn key(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}
