//! What leads on, and what is the end.

use super::*;

fn after(paging: &Paging, uri: &str, link: Option<&str>, body: &str) -> Option<Next> {
    after_more(paging, uri, link, body, None)
}

/// The same after a page with so many items.
fn after_more(
    paging: &Paging,
    uri: &str,
    link: Option<&str>,
    body: &str,
    most: Option<usize>,
) -> Option<Next> {
    let json: Json = body.parse().unwrap();
    let mut headers = HeaderMap::new();
    if let Some(link) = link {
        headers.insert(::http::header::LINK, link.parse().unwrap());
    }
    let page = Page {
        uri: &uri.parse().unwrap(),
        headers: &headers,
        value: View::Json(&json),
        most,
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
    let body = r#"{"results":[1],"links":[{"rel":"next","href":"http://else/"}],"totalCount":1}"#;
    let found = after(&paging, "http://h/a?itemsPerPage=5", None, body);
    assert_eq!(found, Some(Next::Query("pageNum", "2".to_owned())));
    let found = after(&paging, "http://h/a?pageNum=7&x=1", None, body);
    assert_eq!(found, Some(Next::Query("pageNum", "8".to_owned())));
    let body = r#"{"results":[1],"links":[{"rel":"self","href":"x"}],"totalCount":900}"#;
    assert_eq!(after(&paging, "http://h/a", None, body), None);
    // Without links, an empty page is the last.
    assert_eq!(
        after(&paging, "http://h/a", None, r#"{"results":[]}"#),
        None
    );
    assert!(after(&paging, "http://h/a", None, r#"{"results":[1]}"#).is_some());
    let most = format!("http://h/a?pageNum={}", i64::MAX);
    assert_eq!(after(&paging, &most, None, r#"{"results":[1]}"#), None);
}

#[test]
fn a_cursor_may_stand_in_the_url_of_the_next_page() {
    let paging = Paging::new(Advance::Cursor {
        parameter: "page[after]",
        from: &["next"],
    });
    let next = |text: &str| {
        let body = format!(r#"{{"next":"{text}"}}"#);
        match after(&paging, "http://h/a", None, &body) {
            Some(Next::Query("page[after]", cursor)) => cursor,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(next("a?b=c"), "a?b=c");
    assert_eq!(next("/v1/a?x=1&page%5Bafter%5D=b%2Fc%3D"), "b/c=");
    assert_eq!(next("https://inside/a?page[after]=7&x"), "7");
}

#[test]
fn a_short_page_is_the_last_where_one_before_it_was_fuller() {
    let paging = Paging::new(Advance::Page {
        parameter: "page",
        first: 1,
    })
    .size("per_page");
    let is_last = |body: &str, link: Option<&str>, most: Option<usize>| {
        after_more(&paging, "http://h/a?per_page=4", link, body, most).is_none()
    };
    // A server may give less than it is asked for on every page.
    assert!(!is_last("[1,2]", None, None));
    assert!(!is_last("[1,2]", None, Some(2)));
    assert!(is_last("[1]", None, Some(2)));
    // What the server says counts more.
    assert!(!is_last("[1]", Some("</a?page=2>; rel=next"), Some(2)));
    assert!(!is_last("[]", Some("</a?page=2>; rel=next"), Some(2)));
    assert!(is_last("[1,2,3,4]", Some("</a?page=1>; rel=first"), None));
    // Not every link is one of pages.
    assert!(!is_last(
        "[1,2,3,4]",
        Some("</d>; rel=\"deprecation\""),
        None
    ));
}

#[test]
fn an_empty_page_is_not_the_last_where_the_server_says_that_there_are_more() {
    let paging = Paging::new(Advance::Page {
        parameter: "page",
        first: 1,
    })
    .items(&["data"])
    .links(&["links"])
    .more(&["more"]);
    let next = |body: &str| after(&paging, "http://h/a", None, body);
    assert!(next(r#"{"data":[],"links":[{"rel":"next","href":"x"}]}"#).is_some());
    assert!(next(r#"{"data":[],"links":[],"more":true}"#).is_some());
    assert!(next(r#"{"data":[1],"links":[]}"#).is_none());
    let paging = Paging::new(Advance::Offset {
        parameter: "startIndex",
        first: 1,
    })
    .items(&["data"])
    .more(&["more"])
    .size("count");
    let next = |uri: &str, body: &str| after(&paging, uri, None, body);
    let at = |number: &str| Some(Next::Query("startIndex", number.to_owned()));
    // The number of the first item: nothing comes twice.
    assert_eq!(next("http://h/a", r#"{"data":[1,2]}"#), at("3"));
    let empty = r#"{"data":[],"more":true}"#;
    assert_eq!(next("http://h/a?count=5", empty), at("6"));
    assert_eq!(next("http://h/a?count=5", r#"{"data":[]}"#), None);
}

#[test]
fn offsets_cursors_and_urls_lead_on() {
    let offset = Paging::new(Advance::Offset {
        parameter: "offset",
        first: 0,
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
fn a_member_that_names_the_next_page_says_which_is_the_last() {
    let paging = Paging::new(Advance::Offset {
        parameter: "offset",
        first: 0,
    })
    .items(&["results"])
    .next(&["next"])
    .size("limit");
    // A server that gives less than it is asked for.
    for body in [
        r#"{"results":[1],"next":"http://proxied/?offset=1"}"#,
        r#"{"results":[1],"next":{"href":"http://proxied/?offset=1"}}"#,
    ] {
        let found = after(&paging, "http://h/a?limit=50", None, body);
        assert_eq!(found, Some(Next::Query("offset", "1".to_owned())));
    }
    for last in [
        r#"{"results":[1],"next":null}"#,
        r#"{"results":[1],"next":{"href":null}}"#,
        r#"{"results":[1]}"#,
    ] {
        assert_eq!(after(&paging, "http://h/a", None, last), None);
    }
}

#[test]
fn a_member_of_an_object_in_the_query_counts_pages() {
    let paging = Paging::new(Advance::Page {
        parameter: "page[number]",
        first: 1,
    })
    .items(&["data"])
    .size("page[size]");
    let uri: Uri = "http://h/a?page%5Bsize%5D=2&page%5Bnumber%5D=4"
        .parse()
        .unwrap();
    let found = after(&paging, &uri.to_string(), None, r#"{"data":[1,2]}"#).unwrap();
    let following = advanced(&uri, &found).unwrap();
    assert_eq!(
        following.query(),
        Some("page%5Bsize%5D=2&page%5Bnumber%5D=5")
    );
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
    let quoted = r#"</a>; rel=prev; title="a\"; rel=next", </b>; title="x; rel=next""#;
    assert_eq!(after(&header, "http://h/a", Some(quoted), "[]"), None);
    let twice = "</wrong>; rel=help; rel=next, </right>; rel=\"last next\"";
    assert_eq!(
        after(&header, "http://h/a", Some(twice), "[]"),
        Some(Next::Url("/right".to_owned()))
    );
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

#[test]
fn a_link_may_have_bytes_that_no_url_has() {
    let mut headers = HeaderMap::new();
    for link in [
        &b"</a>; rel=\"first\""[..],
        b"</b?q=caf\xc3\xa9&r=\xe9>; rel=\"next\"",
    ] {
        let link = ::http::HeaderValue::from_bytes(link).unwrap();
        headers.append(::http::header::LINK, link);
    }
    assert_eq!(
        header_link(&headers).as_deref(),
        Some("/b?q=caf%C3%A9&r=%E9")
    );
}

#[test]
fn what_leads_elsewhere_tells_no_query() {
    let page: Uri = "https://h/list".parse().unwrap();
    for (to, expected) in [
        (
            "http://internal.example/list?api_key=s3cret&page=2",
            "the next one is at another origin, http://internal.example",
        ),
        (
            "https://u:s3cret@h/list?page=2",
            "the next one has no URL of http or https",
        ),
    ] {
        let found = advanced(&page, &Next::Url(to.to_owned()));
        assert_eq!(found, Err(expected.to_owned()));
    }
}
