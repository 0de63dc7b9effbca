//! How operations are paged, where their names do not tell.

use serde::Deserialize;

use crate::glob::Glob;
use crate::lower;

/// How operations are paged, in place of what their names suggest. All that picks them must hold; the first entry that
/// picks an operation counts. Members are written with `/` between the names, from the outside in.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PagingSetting {
    /// Operations of these paths.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub path: Option<Glob>,
    /// Operations of this method.
    pub method: Option<String>,
    /// Operations with this tag.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub tag: Option<Glob>,
    /// Operations with this `operationId`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub operation: Option<Glob>,
    /// What leads from one page to the next.
    pub by: By,
    /// The parameter of the query that counts pages or items, or takes the cursor.
    pub parameter: Option<String>,
    /// What the parameter is on the first page: its default or its minimum, else 1 for pages and 0 for items, unless set.
    pub first: Option<i64>,
    /// The member of the page that has the cursor, the URL or the links; for `last`, the member of the last item.
    pub from: Option<String>,
    /// The member that lists the items, where it is not the page itself.
    pub items: Option<String>,
    /// The member with links (objects of `rel` and `href`): without a `next` among them the page is the last.
    pub links: Option<String>,
    /// The member that says whether there are more pages.
    pub more: Option<String>,
    /// The parameter for the most items of a page: a page with fewer, and with fewer than one before it, is the last.
    pub size: Option<String>,
}

/// What leads from one page to the next.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Nothing: the operation is not paged, whatever its names suggest.
    #[default]
    None,
    /// A parameter that counts pages.
    Page,
    /// A parameter that counts the items before the page.
    Offset,
    /// A parameter that takes what the page before says.
    Cursor,
    /// A parameter that takes a member of the last item.
    Last,
    /// A member with the URL of the next page.
    Url,
    /// The link of the page whose `rel` is `next`.
    Links,
    /// The header `Link` whose `rel` is `next` (RFC 8288).
    Header,
}

impl PagingSetting {
    pub(super) fn wish(&self) -> lower::Paged {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let path = |text: &Option<String>| {
            let names = text.iter().flat_map(|text| text.split('/'));
            let names = names.filter(|name| !name.is_empty());
            names.map(str::to_owned).collect::<Vec<_>>()
        };
        let some = |names: Vec<String>| Some(names).filter(|names| !names.is_empty());
        lower::Paged {
            pick: lower::Pick {
                path: self.path.clone(),
                method: self.method.clone(),
                tag: self.tag.clone(),
                operation: self.operation.clone(),
                ..lower::Pick::default()
            },
            by: match self.by {
                By::None => None,
                By::Page => Some(lower::Advances::Page(text(&self.parameter), self.first)),
                By::Offset => Some(lower::Advances::Offset(text(&self.parameter), self.first)),
                By::Cursor => Some(lower::Advances::Cursor(
                    text(&self.parameter),
                    path(&self.from),
                )),
                By::Last => Some(lower::Advances::Last(
                    text(&self.parameter),
                    text(&self.from),
                )),
                By::Url => Some(lower::Advances::Url(path(&self.from))),
                By::Links => Some(lower::Advances::Links),
                By::Header => Some(lower::Advances::Header),
            },
            items: some(path(&self.items)),
            links: some(path(match self.by {
                By::Links if self.links.is_none() => &self.from,
                _ => &self.links,
            })),
            more: some(path(&self.more)),
            size: self.size.clone(),
        }
    }
}
