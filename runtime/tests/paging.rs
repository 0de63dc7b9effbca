//! Pages one after the other, against servers that mean well and servers that do not.

#[path = "http/script.rs"]
mod script;
#[path = "http/wire.rs"]
mod wire;

use std::pin::Pin;
use std::task::Context;

use futures_core::Stream;
use rt::http::{
    Advance, BlockingClient, Client, Error, Operation, OperationTable, Paged, Paging, Parameter,
};
use rt::{Field, Schema};
use script::{Answer, Script};
use specsmith_runtime as rt;

#[derive(Clone)]
struct Page {
    links: Option<Vec<rt::Json>>,
    results: Option<Vec<i64>>,
}
static PAGE: Schema = Schema::object(
    &[
        Field::optional("links", &Schema::ANY),
        Field::optional("results", &Schema::ANY),
    ],
    &[],
);
rt::object!(Page, PAGE, [links, results]);

#[derive(Clone)]
struct List {
    page_num: Option<i64>,
}
static LIST: OperationTable = OperationTable {
    id: "list",
    method: "GET",
    path: "/list",
    servers: &[],
    parameters: &[Parameter::query("pageNum", &Schema::INTEGER)],
    body: None,
    accept: &[],
    security: &[],
};
rt::operation!(List, LIST, [page_num?: i64], Page, rt::Json, ());
/// Pages by their number, until links say that there are no more.
const NUMBERED: Paging = Paging::new(Advance::Page {
    parameter: "pageNum",
    first: 1,
})
.items(&["results"])
.links(&["links"]);
rt::paged!(List, i64, [results], NUMBERED);

/// The same, where a header leads on and the page is a list.
#[derive(Clone)]
struct Linked {}
static LINKED: OperationTable = OperationTable {
    parameters: &[],
    ..LIST
};
rt::operation!(Linked, LINKED, [], Vec<i64>, rt::Json, ());
rt::paged!(Linked, i64, [], Paging::new(Advance::Header));

/// A page, or the same as a table.
enum Report {
    Json(Page),
    Csv(String),
    Other(rt::Json),
}
rt::answers!(Report, [
    Json = 200 => ["application/json"],
    Csv = 200 => ["text/csv"],
]);
#[derive(Clone)]
struct Reports {
    page_num: Option<i64>,
}
static REPORTS: OperationTable = OperationTable {
    accept: &["application/json", "text/csv"],
    ..LIST
};
rt::operation!(Reports, REPORTS, [page_num?: i64], Report, rt::Json, ());
rt::paged!(Reports, i64, Report::Json, [results], NUMBERED);

/// All of it at once, a page, or something else.
enum Shape {
    All(Vec<i64>),
    Page(Page),
    Text(String),
    Unknown(rt::Json),
}
static SHAPE: rt::UnionTable = rt::UnionTable {
    schema: &Schema::ANY,
    variants: &[&Schema::ANY, &PAGE, &Schema::STRING],
    select: rt::Select::Kind(&[
        (rt::Types::ARRAY, rt::Select::Is(0)),
        (rt::Types::OBJECT, rt::Select::Is(1)),
        (rt::Types::STRING, rt::Select::Is(2)),
    ]),
};
rt::union!(Shape, SHAPE, [All(Vec<i64>), Page(Page), Text(String)]);
#[derive(Clone)]
struct Shapes {
    page_num: Option<i64>,
}
rt::operation!(Shapes, LIST, [page_num?: i64], Shape, rt::Json, ());
rt::paged!(Shapes, i64, Shape[All: [], Page: [results]], NUMBERED);

/// Items within what may be absent, after a link that may be too (HAL).
#[derive(Clone)]
struct Resource {
    embedded: Option<Option<Page>>,
    links: Option<rt::Json>,
}
static RESOURCE: Schema = Schema::object(
    &[
        Field::optional("_embedded", &PAGE),
        Field::optional("_links", &Schema::ANY),
    ],
    &[],
);
rt::object!(Resource, RESOURCE, [embedded, links]);
#[derive(Clone)]
struct Resources {}
rt::operation!(Resources, LINKED, [], Resource, rt::Json, ());
rt::paged!(
    Resources,
    i64,
    [embedded??.results],
    Paging::new(Advance::Url {
        from: &["_links", "next"]
    })
    .items(&["_embedded", "results"]),
);

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn page(items: &str, more: bool) -> Answer {
    let links = if more {
        r#"{"rel":"next","href":"http://elsewhere/"}"#
    } else {
        ""
    };
    let body = format!(r#"{{"results":[{items}],"links":[{links}],"totalCount":99}}"#);
    (vec![(JSON.0, JSON.1.to_owned())], body)
}

/// Every item, by both clients, the error in the end as text; both must end alike.
fn items<O: Paged<Item = i64, Error = rt::Json> + Clone>(
    url: &str,
    call: O,
    limit: usize,
) -> Vec<Result<i64, String>> {
    let blocking = BlockingClient::new().base_url(url);
    let found = call.clone().items_blocking(&blocking).limit(limit);
    let found: Vec<_> = found
        .map(|item| item.map_err(|error| error.to_string()))
        .collect();
    let client = Client::new().unwrap().base_url(url);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let streamed = runtime.block_on(async {
        let mut stream = call.items(&client).limit(limit);
        let mut all = Vec::new();
        while let Some(item) = following(&mut stream).await {
            all.push(item.map_err(|error: Error<rt::Json>| error.to_string()));
        }
        all
    });
    assert_eq!(found, streamed);
    found
}

/// The next of a stream, as an adapter of one sees it.
async fn following<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context: &mut Context<'_>| Pin::new(&mut *stream).poll_next(context))
        .await
}

fn error(found: &[Result<i64, String>]) -> &str {
    found.last().unwrap().as_ref().unwrap_err()
}

#[test]
fn pages_go_through_the_media_type_that_has_them() {
    let server = wire::Wire::start(|request| match &*request.line {
        "GET /list" => wire::json(200, &page("1,2", true).1),
        _ => wire::json(200, &page("3", false).1),
    });
    let call = Reports { page_num: None };
    assert_eq!(items(&server.url, call, 10), [Ok(1), Ok(2), Ok(3)]);
    for request in server.requests() {
        assert_eq!(request.header("accept"), Some("application/json"));
    }
    let table = wire::Wire::start(|_| wire::reply(200, &["Content-Type: text/csv"], "1,2"));
    let found = items(&table.url, Reports { page_num: None }, 10);
    assert_eq!(found.len(), 1);
    assert!(
        error(&found).contains("type text/csv has no pages"),
        "{found:?}"
    );
    let client = BlockingClient::new().base_url(&table.url);
    let answer = Reports { page_num: None }.send_blocking(&client);
    match answer.ok().unwrap().value {
        Report::Csv(text) => assert_eq!(text, "1,2"),
        Report::Json(_) | Report::Other(_) => panic!("it is CSV"),
    }
}

#[test]
fn items_stand_in_what_may_be_absent() {
    let server = wire::Wire::start(|request| {
        let next = |page: &str| format!(r#""_links":{{"next":{{"href":"/list?{page}"}}}}"#);
        let body = match &*request.line {
            "GET /list" => format!(r#"{{"_embedded":{{"results":[1,2]}},{}}}"#, next("2")),
            "GET /list?2" => format!("{{{}}}", next("3")),
            "GET /list?3" => format!(r#"{{"_embedded":null,{}}}"#, next("4")),
            _ => r#"{"_embedded":{"results":[3]},"_links":{}}"#.to_owned(),
        };
        wire::json(200, &body)
    });
    let found = items(&server.url, Resources {}, 10);
    assert_eq!(found, [Ok(1), Ok(2), Ok(3)]);
}

#[test]
fn pages_go_through_the_shapes_that_list_the_same() {
    let server = wire::Wire::start(|request| match &*request.line {
        "GET /list" => wire::json(200, &page("1,2", true).1),
        _ => wire::json(200, &page("3", false).1),
    });
    let call = || Shapes { page_num: None };
    assert_eq!(items(&server.url, call(), 10), [Ok(1), Ok(2), Ok(3)]);
    let whole = wire::Wire::start(|_| wire::json(200, "[1,2]"));
    assert_eq!(items(&whole.url, call(), 10), [Ok(1), Ok(2)]);
    assert_eq!(whole.requests().len(), 2);
    let other = wire::Wire::start(|_| wire::json(200, "\"none\""));
    let found = items(&other.url, call(), 10);
    assert!(
        error(&found).contains("this shape has no pages"),
        "{found:?}"
    );
}

#[test]
fn every_item_comes_once_and_the_last_page_is_the_one_without_a_next_link() {
    let server = Script::start(|line| match line {
        "GET /list" => page("1,2", true),
        "GET /list?pageNum=2" => page("", true),
        "GET /list?pageNum=3" => page("3", false),
        other => panic!("{other}"),
    });
    // A page may be empty, and lead on all the same.
    assert_eq!(
        items(&server.url, List { page_num: None }, 10),
        [Ok(1), Ok(2), Ok(3)]
    );
    let server = Script::start(|line| match line {
        "GET /list?pageNum=2" => page("2", true),
        "GET /list?pageNum=3" => page("3", false),
        other => panic!("{other}"),
    });
    let call = List { page_num: Some(2) };
    assert_eq!(items(&server.url, call, 10), [Ok(2), Ok(3)]);
    assert_eq!(server.lines().len(), 4);
}

#[test]
fn link_headers_lead_from_page_to_page() {
    let server = Script::start(|line| {
        let json = (JSON.0, JSON.1.to_owned());
        match line {
            "GET /list" => (
                vec![json, ("Link", "</list?c=a%20b>; rel=\"next\"".to_owned())],
                "[1]".to_owned(),
            ),
            _ => (vec![json], "[2]".to_owned()),
        }
    });
    assert_eq!(items(&server.url, Linked {}, 10), [Ok(1), Ok(2)]);
    assert_eq!(server.lines()[1], "GET /list?c=a%20b");
}

#[test]
fn pages_that_go_in_circles_end() {
    let circle = Script::start(|line| {
        let (to, body) = match line {
            "GET /list" => ("/list?p=2", "[1]"),
            "GET /list?p=2" => ("/list?p=3", "[2]"),
            _ => ("/list?p=2", "[3]"),
        };
        let link = ("Link", format!("<{to}>; rel=next"));
        (vec![(JSON.0, JSON.1.to_owned()), link], body.to_owned())
    });
    let found = items(&circle.url, Linked {}, 100);
    assert_eq!(found[..3], [Ok(1), Ok(2), Ok(3)]);
    assert!(error(&found).contains("they lead back to"), "{found:?}");
    // A server that does not know the parameter gives the same page for ever.
    let same = Script::start(|_| page("1", true));
    let found = items(&same.url, List { page_num: None }, 100);
    assert!(
        error(&found).contains("the same page came twice"),
        "{found:?}"
    );
    assert_eq!(found.len(), 2);
}

#[test]
fn pages_that_are_equal_are_pages_all_the_same() {
    // What a server gives that filters after it has cut its pages.
    let server = Script::start(|line| {
        let (to, body) = match line {
            "GET /list" => ("</list?p=2>; rel=next", "[7]"),
            "GET /list?p=2" => ("</list?p=3>; rel=next", "[]"),
            "GET /list?p=3" => ("</list?p=4>; rel=next", "[]"),
            "GET /list?p=4" => ("</list?p=5>; rel=next", "[7]"),
            "GET /list?p=5" => ("</list?p=1>; rel=first", "[7]"),
            other => panic!("{other}"),
        };
        let headers = vec![(JSON.0, JSON.1.to_owned()), ("Link", to.to_owned())];
        (headers, body.to_owned())
    });
    let found = items(&server.url, Linked {}, 10);
    assert_eq!(found, [Ok(7), Ok(7), Ok(7)]);
    let server = Script::start(|line| match line {
        "GET /list" => page("1", true),
        "GET /list?pageNum=2" | "GET /list?pageNum=3" => page("", true),
        _ => page("1", false),
    });
    let found = items(&server.url, List { page_num: None }, 10);
    assert_eq!(found, [Ok(1), Ok(1)]);
}

#[test]
fn pages_without_end_end_at_the_limit() {
    let endless =
        Script::start(|line| page(&line.len().to_string().repeat(line.len() % 7 + 1), true));
    let found = items(&endless.url, List { page_num: Some(9) }, 1);
    assert!(
        error(&found).contains("there are more than 1 pages"),
        "{found:?}"
    );
    let count = std::sync::atomic::AtomicU64::new(0);
    let endless = Script::start(move |_| {
        let count = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 25;
        page(&count.to_string(), true)
    });
    let found = items(&endless.url, List { page_num: None }, 25);
    assert_eq!(found.len(), 26);
    assert!(
        error(&found).contains("there are more than 25 pages"),
        "{found:?}"
    );
}

#[test]
fn no_page_is_asked_for_at_another_origin() {
    let other = Script::start(|_| page("1", false));
    let to = other.url.clone();
    let server = Script::start(move |_| {
        let link = ("Link", format!("<{to}/list>; rel=next"));
        (vec![(JSON.0, JSON.1.to_owned()), link], "[1]".to_owned())
    });
    let found = items(&server.url, Linked {}, 100);
    assert!(error(&found).contains("at another origin"), "{found:?}");
    assert!(other.lines().is_empty());
}

#[test]
fn an_error_ends_the_pages() {
    let server = Script::start(|line| match line {
        "GET /list" => page("1", true),
        _ => (vec![(JSON.0, JSON.1.to_owned())], "{".to_owned()),
    });
    let found = items(&server.url, List { page_num: None }, 100);
    assert_eq!(found.len(), 2);
    assert!(error(&found).contains("but"), "{found:?}");
    assert_eq!(List::table().id, "list");
}
