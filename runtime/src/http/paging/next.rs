//! Where the next page is.

use ::http::uri::PathAndQuery;
use ::http::{HeaderMap, Uri};

use super::{Advance, Paging};
use crate::http::encode;
use crate::http::uri::{resolve, same_origin};
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
}

/// Where the next page is; `None` after the last.
pub(super) fn next(paging: &Paging, page: &Page<'_>) -> Option<Next> {
    let more = paging
        .more
        .and_then(|path| find(page.value, path))
        .and_then(truth);
    if more == Some(false) {
        return None;
    }
    let links = paging.links.and_then(|path| find(page.value, path));
    let count = find(page.value, paging.items).map_or(0, length);
    let is_last = || {
        let header = page.headers.contains_key(::http::header::LINK);
        let says_no = links.is_some_and(|links| linked(links).is_none());
        let says_yes = more.is_some() || links.is_some();
        count == 0
            || says_no
            || header && header_link(page.headers).is_none()
            || !says_yes && is_short(paging, page.uri, count)
    };
    match paging.advance {
        Advance::Page { parameter, first } => {
            let current = number(page.uri, parameter).unwrap_or(first);
            let following = current.checked_add(1).filter(|_| !is_last())?;
            Some(Next::Query(parameter, following.to_string()))
        }
        Advance::Offset { parameter } => {
            let current = number(page.uri, parameter).unwrap_or(0);
            let following = current.checked_add(i64::try_from(count).ok()?);
            let following = following.filter(|_| !is_last())?;
            Some(Next::Query(parameter, following.to_string()))
        }
        Advance::Cursor { parameter, from } => {
            let cursor = text(find(page.value, from)?)?;
            Some(Next::Query(parameter, cursor))
        }
        Advance::Last { parameter, member } => {
            let items = find(page.value, paging.items).filter(|_| !is_last())?;
            let cursor = text(find(last(items)?, &[member])?)?;
            Some(Next::Query(parameter, cursor))
        }
        Advance::Url { from } => {
            let found = find(page.value, from)?;
            let url = find(found, &["href"]).unwrap_or(found);
            Some(Next::Url(text(url)?))
        }
        Advance::Links => Some(Next::Url(linked(links?)?)),
        Advance::Header => Some(Next::Url(header_link(page.headers)?)),
    }
}

/// The URI of the next page, seen from that of this one.
///
/// # Errors
/// It is no URI, or one of another origin.
pub(super) fn advanced(uri: &Uri, next: &Next) -> Result<Uri, String> {
    match next {
        Next::Query(name, value) => with_query(uri, name, value).map_err(|error| error.to_string()),
        Next::Url(reference) => match resolve(uri, reference) {
            None => Err(format!("`{reference}` is no URL of a page")),
            Some(found) if !same_origin(&found, uri) => {
                Err(format!("`{reference}` is at another origin"))
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

/// Whether a page has fewer items than were asked for.
fn is_short(paging: &Paging, uri: &Uri, count: usize) -> bool {
    let asked = paging.size.and_then(|name| number(uri, name));
    asked
        .and_then(|asked| usize::try_from(asked).ok())
        .is_some_and(|asked| count < asked)
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
    let values = headers.get_all(::http::header::LINK).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(next_link)
}

fn next_link(mut rest: &str) -> Option<String> {
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let (parameters, following) = split_link(after);
        let is_next = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let mut rels = value.trim().trim_matches('"').split(' ');
            name.trim().eq_ignore_ascii_case("rel")
                && rels.any(|rel| rel.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target.to_owned());
        }
        rest = following;
    }
    None
}

/// The parameters of a link, and the links after it: a comma within quotes is part of a parameter.
fn split_link(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => return (&text[..index], &text[index..]),
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(paging: &Paging, uri: &str, link: Option<&str>, body: &str) -> Option<Next> {
        let json: Json = body.parse().unwrap();
        let mut headers = HeaderMap::new();
        if let Some(link) = link {
            headers.insert(::http::header::LINK, link.parse().unwrap());
        }
        let page = Page {
            uri: &uri.parse().unwrap(),
            headers: &headers,
            value: View::Json(&json),
        };
        next(paging, &page)
    }

    #[test]
    fn pages_are_counted_until_links_say_no_more() {
        let paging = Paging::new(Advance::Page {
            parameter: "pageNum",
            first: 1,
        })
        .items(&["results"])
        .links(&["links"])
        .size("itemsPerPage");
        let body =
            r#"{"results":[1],"links":[{"rel":"next","href":"http://else/"}],"totalCount":1}"#;
        let found = after(&paging, "http://h/a?itemsPerPage=5", None, body);
        assert_eq!(found, Some(Next::Query("pageNum", "2".to_owned())));
        let found = after(&paging, "http://h/a?pageNum=7&x=1", None, body);
        assert_eq!(found, Some(Next::Query("pageNum", "8".to_owned())));
        let body = r#"{"results":[1],"links":[{"rel":"self","href":"x"}],"totalCount":900}"#;
        assert_eq!(after(&paging, "http://h/a", None, body), None);
        // Without links, a short page is the last, and so is an empty one.
        assert_eq!(
            after(
                &paging,
                "http://h/a?itemsPerPage=2",
                None,
                r#"{"results":[1]}"#
            ),
            None
        );
        assert_eq!(
            after(&paging, "http://h/a", None, r#"{"results":[]}"#),
            None
        );
        assert!(after(&paging, "http://h/a", None, r#"{"results":[1]}"#).is_some());
        let most = format!("http://h/a?pageNum={}", i64::MAX);
        assert_eq!(after(&paging, &most, None, r#"{"results":[1]}"#), None);
    }

    #[test]
    fn offsets_cursors_and_urls_lead_on() {
        let offset = Paging::new(Advance::Offset {
            parameter: "offset",
        })
        .more(&["has_more"]);
        let paging = offset.items(&["data"]);
        let found = after(
            &paging,
            "http://h/a?offset=4",
            None,
            r#"{"data":[1,2],"has_more":true}"#,
        );
        assert_eq!(found, Some(Next::Query("offset", "6".to_owned())));
        assert_eq!(
            after(
                &paging,
                "http://h/a",
                None,
                r#"{"data":[1],"has_more":false}"#
            ),
            None
        );
        let cursor = Paging::new(Advance::Cursor {
            parameter: "cursor",
            from: &["meta", "next"],
        });
        let found = after(&cursor, "http://h/a", None, r#"{"meta":{"next":"a=&b"}}"#);
        assert_eq!(found, Some(Next::Query("cursor", "a=&b".to_owned())));
        for last in [r#"{"meta":{"next":""}}"#, r#"{"meta":{"next":null}}"#, "{}"] {
            assert_eq!(after(&cursor, "http://h/a", None, last), None);
        }
        let last = Paging::new(Advance::Last {
            parameter: "after",
            member: "id",
        })
        .items(&["data"])
        .more(&["has_more"]);
        let found = after(
            &last,
            "http://h/a",
            None,
            r#"{"data":[{"id":1},{"id":"b"}],"has_more":true}"#,
        );
        assert_eq!(found, Some(Next::Query("after", "b".to_owned())));
        assert_eq!(
            after(
                &last,
                "http://h/a",
                None,
                r#"{"data":[{"id":1}],"has_more":false}"#
            ),
            None
        );
        let url = Paging::new(Advance::Url { from: &["next"] });
        for body in [r#"{"next":"/b?c=1"}"#, r#"{"next":{"href":"/b?c=1"}}"#] {
            let found = after(&url, "http://h/a", None, body);
            assert_eq!(found, Some(Next::Url("/b?c=1".to_owned())));
        }
    }

    #[test]
    fn link_headers_lead_on() {
        let header = Paging::new(Advance::Header);
        let link = r#"<http://h/a?page=1>; rel="prev"; title="a, <b>; rel=\"next\"", </a?page=3>; rel="last next""#;
        let found = after(&header, "http://h/a", Some(link), "[]");
        assert_eq!(found, Some(Next::Url("/a?page=3".to_owned())));
        assert_eq!(
            after(&header, "http://h/a", Some("<x>; rel=last"), "[]"),
            None
        );
        assert_eq!(after(&header, "http://h/a", Some("<x"), "[]"), None);
    }

    #[test]
    fn the_next_page_is_of_the_same_origin() {
        let uri: Uri = "https://h/a?x=1&cursor=old&y=2".parse().unwrap();
        let advanced = |next: Next| advanced(&uri, &next).map(|uri| uri.to_string());
        let query = Next::Query("cursor", "a&b".to_owned());
        assert_eq!(advanced(query).unwrap(), "https://h/a?x=1&y=2&cursor=a%26b");
        let url = |text: &str| advanced(Next::Url(text.to_owned()));
        assert_eq!(url("/b").unwrap(), "https://h/b");
        for hostile in [
            "http://h/a",
            "https://evil/",
            "//evil/",
            "https://h:444/",
            "javascript:x",
        ] {
            assert!(url(hostile).is_err(), "{hostile}");
        }
    }
}
