//! Where the next page is.

use ::http::uri::PathAndQuery;
use ::http::{HeaderMap, HeaderValue, Uri};

use super::{Advance, Paging};
use crate::http::encode;
use crate::http::parameters::{before, named, split};
use crate::http::uri::{resolve, same_origin, says};
use crate::{Json, View};

/// What the request of the next page differs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// A parameter of the query.
    Query(&'static str, String),
    /// The whole URL, relative to the page's.
    Url(String),
}

/// A page, as far as it decides where the next one is.
pub(super) struct Page<'a> {
    pub uri: &'a Uri,
    pub headers: &'a HeaderMap,
    pub value: View<'a>,
    /// The most items of a page before this one; `None` on the first page.
    pub most: Option<usize>,
}

impl Page<'_> {
    /// How many items it lists.
    pub fn count(&self, paging: &Paging) -> usize {
        find(self.value, paging.items).map_or(0, length)
    }
}

/// Where the next page is; `None` after the last.
pub(super) fn next(paging: &Paging, page: &Page<'_>) -> Option<Next> {
    if more(paging, page) == Some(false) {
        return None;
    }
    let links = links(paging, page);
    let count = page.count(paging);
    let asked = paging.size.and_then(|name| number(page.uri, name));
    let asked = asked.and_then(|asked| usize::try_from(asked).ok());
    // What the server says in words counts more than what can be guessed from the number of items.
    let is_last = || {
        let says_yes = is_named(paging, page);
        let says_no = links.is_some() || paging.next.is_some() || tells_pages(page.headers);
        !says_yes && (count == 0 || says_no || is_short(asked, page.most, count))
    };
    match paging.advance {
        Advance::Page { parameter, first } => {
            let current = number(page.uri, parameter).unwrap_or(first);
            let following = current.checked_add(1).filter(|_| !is_last())?;
            Some(Next::Query(parameter, following.to_string()))
        }
        Advance::Offset { parameter, first } => {
            let current = number(page.uri, parameter).unwrap_or(first);
            // A page whose items were all filtered out, with more behind it.
            let step = if count == 0 {
                asked.unwrap_or(0)
            } else {
                count
            };
            let following = current.checked_add(i64::try_from(step).ok()?);
            let following = following.filter(|_| !is_last())?;
            Some(Next::Query(parameter, following.to_string()))
        }
        Advance::Cursor { parameter, from } => {
            let cursor = text(find(page.value, from)?)?;
            let cursor = cursor_in(&cursor, parameter).unwrap_or(cursor);
            Some(Next::Query(parameter, cursor))
        }
        Advance::Last { parameter, member } => {
            let items = find(page.value, paging.items).filter(|_| !is_last())?;
            let cursor = text(find(last(items)?, &[member])?)?;
            Some(Next::Query(parameter, cursor))
        }
        Advance::Url { from } => Some(Next::Url(url(find(page.value, from)?)?)),
        Advance::Links => Some(Next::Url(linked(links?)?)),
        Advance::Header => Some(Next::Url(header_link(page.headers)?)),
    }
}

/// The cursor in the query of a URL: what is said to be the one may be the other.
fn cursor_in(url: &str, parameter: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| says(name, parameter))?;
    String::from_utf8(encode::decoded(value)?).ok()
}

/// Whether the server says that there is a next page, rather than that being a guess by the number of items.
pub(super) fn is_named(paging: &Paging, page: &Page<'_>) -> bool {
    let named = paging.next.and_then(|path| find(page.value, path));
    more(paging, page) == Some(true)
        || named.and_then(url).is_some()
        || links(paging, page).and_then(linked).is_some()
        || header_link(page.headers).is_some()
}

fn more(paging: &Paging, page: &Page<'_>) -> Option<bool> {
    find(page.value, paging.more?).and_then(truth)
}

fn links<'v>(paging: &Paging, page: &Page<'v>) -> Option<View<'v>> {
    find(page.value, paging.links?)
}

/// The URI of the next page, seen from that of this one.
///
/// # Errors
/// It is no URI, or one of another origin.
pub(super) fn advanced(uri: &Uri, next: &Next) -> Result<Uri, String> {
    match next {
        Next::Query(name, value) => with_query(uri, name, value).map_err(|error| error.to_string()),
        Next::Url(reference) => match resolve(uri, reference) {
            // Of the rest nothing is told: servers repeat in it what they were sent, keys included.
            None => Err("the next one has no URL of http or https".to_owned()),
            Some(found) if !same_origin(&found, uri) => {
                let scheme = found.scheme_str().unwrap_or_default();
                let authority = found.authority().map_or("", |authority| authority.as_str());
                Err(format!(
                    "the next one is at another origin, {scheme}://{authority}"
                ))
            }
            Some(found) => Ok(found),
        },
    }
}

fn with_query(uri: &Uri, name: &str, value: &str) -> Result<Uri, ::http::Error> {
    let name = encode::percent_encoded(name);
    let others = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(&name));
    let mut query: Vec<String> = others.map(str::to_owned).collect();
    query.push(format!("{name}={}", encode::percent_encoded(value)));
    let mut parts = uri.clone().into_parts();
    let target = format!("{}?{}", uri.path(), query.join("&"));
    parts.path_and_query = Some(PathAndQuery::try_from(target)?);
    Ok(Uri::from_parts(parts)?)
}

/// The integer that a parameter of the query has.
fn number(uri: &Uri, name: &str) -> Option<i64> {
    let name = encode::percent_encoded(name);
    let pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .find_map(|(_, value)| value.parse().ok())
}

/// Whether a page has fewer items than were asked for, and than a page before it had: a server may give less than it is asked
/// for on every page.
fn is_short(asked: Option<usize>, most: Option<usize>, count: usize) -> bool {
    let is_less = |than: Option<usize>| than.is_some_and(|than| count < than);
    is_less(asked) && is_less(most)
}

/// The value at a path.
fn find<'v>(view: View<'v>, path: &[&str]) -> Option<View<'v>> {
    let mut found = view;
    for name in path {
        found = match found {
            View::Object(object) => {
                let index = object
                    .schema()
                    .fields
                    .iter()
                    .position(|field| field.name == *name);
                match index {
                    Some(index) => object.get(index),
                    None => object.extras()?.get(name)?,
                }
            }
            View::Map(map) => map.get(name)?,
            View::Json(Json::Object(members)) => View::Json(members.get(*name)?),
            _ => return None,
        };
    }
    match found {
        View::Absent | View::Null | View::Json(Json::Null) => None,
        found => Some(found),
    }
}

/// A URL: a text, or the `href` of an object.
fn url(view: View<'_>) -> Option<String> {
    match view {
        View::Object(_) | View::Map(_) | View::Json(Json::Object(_)) => {
            text(find(view, &["href"])?)
        }
        view => text(view),
    }
}

fn text(view: View<'_>) -> Option<String> {
    encode::scalar(view).filter(|text| !text.is_empty())
}

fn truth(view: View<'_>) -> Option<bool> {
    match view {
        View::Bool(value) | View::Json(&Json::Bool(value)) => Some(value),
        _ => None,
    }
}

fn length(view: View<'_>) -> usize {
    match view {
        View::List(list) => list.len(),
        View::Json(Json::Array(items)) => items.len(),
        _ => 0,
    }
}

fn last(view: View<'_>) -> Option<View<'_>> {
    match view {
        View::List(list) => Some(list.get(list.len().checked_sub(1)?)),
        View::Json(Json::Array(items)) => items.last().map(View::Json),
        _ => None,
    }
}

/// The `href` of the link whose `rel` is `next`.
fn linked(links: View<'_>) -> Option<String> {
    let is_next = |link: &View<'_>| {
        let rel = find(*link, &["rel"]).and_then(text);
        rel.is_some_and(|rel| rel.split(' ').any(|rel| rel.eq_ignore_ascii_case("next")))
    };
    let link = match links {
        View::List(list) => (0..list.len()).map(|index| list.get(index)).find(is_next),
        View::Json(Json::Array(items)) => items.iter().map(View::Json).find(is_next),
        _ => None,
    };
    text(find(link?, &["href"])?)
}

/// The target of the `Link` header whose `rel` is `next` (RFC 8288, section 3).
fn header_link(headers: &HeaderMap) -> Option<String> {
    target(headers, &["next"])
}

/// Whether a `Link` header speaks of pages: others tell of a deprecation (RFC 9745), or of a style sheet.
fn tells_pages(headers: &HeaderMap) -> bool {
    target(headers, &["first", "prev", "previous", "last", "next"]).is_some()
}

/// The target of the first link of the `Link` headers that has one of these relations.
fn target(headers: &HeaderMap, relations: &[&str]) -> Option<String> {
    let values = headers.get_all(::http::header::LINK).iter();
    // Bytes beyond ASCII are opaque (RFC 9110, section 5.5), and stand percent-encoded in a URL.
    let text = |value: &HeaderValue| {
        let mut text = String::with_capacity(value.len());
        for byte in value.as_bytes() {
            match byte.is_ascii() {
                true => text.push(char::from(*byte)),
                false => text.push_str(&format!("%{byte:02X}")),
            }
        }
        text
    };
    values
        .map(text)
        .find_map(|links| target_in(&links, relations))
}

fn target_in(mut rest: &str, relations: &[&str]) -> Option<String> {
    let is_one = |rel: &str| relations.iter().any(|one| one.eq_ignore_ascii_case(rel));
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        // A comma within quotes is part of a parameter.
        let (parameters, following) = before(after, ',');
        // Of several the first one counts (RFC 8288, section 3.3).
        let relation = split(parameters, ';')
            .filter_map(named)
            .find(|(name, _)| name.eq_ignore_ascii_case("rel"));
        if relation.is_some_and(|(_, value)| value.split(' ').any(is_one)) {
            return Some(target.to_owned());
        }
        rest = following.unwrap_or_default();
    }
    None
}

#[cfg(test)]
mod tests;
