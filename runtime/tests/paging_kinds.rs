//! Each way from one page to the next, by both clients; `paging.rs` has numbers of pages and the header `Link`.

#[path = "http/script.rs"]
mod script;

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use rt::http::{Advance, BlockingClient, Client, OperationTable, Paged, Paging, Parameter};
use rt::{Field, Schema};
use script::{Answer, Script};
use specsmith_runtime as rt;

#[derive(Clone)]
struct Page {
    links: Option<Vec<rt::Json>>,
    next: Option<String>,
    results: Vec<rt::Json>,
}
static PAGE: Schema = Schema::object(
    &[
        Field::optional("links", &Schema::ANY),
        Field::optional("next", &Schema::STRING),
        Field::required("results", &Schema::ANY),
    ],
    &[],
);
rt::object!(Page, PAGE, [links, next, results]);

static LIST: OperationTable = OperationTable {
    id: "list",
    method: "GET",
    path: "/list",
    servers: &[],
    parameters: &[Parameter::query("from", &Schema::ANY)],
    body: None,
    accept: &[],
    security: &[],
};

/// Lists whose pages are had in one way.
macro_rules! way {
    ($name:ident, $advance:expr $(, links: $links:expr)?) => {
        #[derive(Clone)]
        struct $name {
            from: Option<rt::Json>,
        }
        rt::operation!($name, LIST, [from?: rt::Json], Page, rt::Json, ());
        rt::paged!($name, rt::Json, [results], Paging::new($advance).items(&["results"])$(.links($links))?);
    };
}
way!(
    Skipping,
    Advance::Offset {
        parameter: "from",
        first: 0
    }
);
way!(
    Starting,
    Advance::Offset {
        parameter: "from",
        first: 1
    }
);
way!(
    After,
    Advance::Cursor {
        parameter: "from",
        from: &["next"]
    }
);
way!(
    Since,
    Advance::Last {
        parameter: "from",
        member: "id"
    }
);
way!(Named, Advance::Url { from: &["next"] });
way!(Linked, Advance::Links, links: &["links"]);

fn page(text: &str) -> Answer {
    let json = ("Content-Type", "application/json".to_owned());
    (vec![json], text.to_owned())
}

/// Every item, which both clients find alike, and what each of them asked for.
fn items<O>(
    call: O,
    answer: impl Fn(&str) -> &'static str + Send + 'static,
) -> (Vec<String>, Vec<String>)
where
    O: Paged<Item = rt::Json, Error = rt::Json> + Clone,
{
    let server = Script::start(move |line| page(answer(line)));
    let blocking = BlockingClient::new().base_url(&server.url);
    let found: Vec<String> = call
        .clone()
        .items_blocking(&blocking)
        .map(|item| item.unwrap().to_string())
        .collect();
    let asked = server.lines();
    let client = Client::new().unwrap().base_url(&server.url);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let streamed = runtime.block_on(async {
        let (mut stream, mut all) = (call.items(&client), Vec::new());
        while let Some(item) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
            all.push(item.unwrap().to_string());
        }
        all
    });
    assert_eq!(found, streamed);
    assert_eq!(server.lines(), [asked.clone(), asked.clone()].concat());
    (found, asked)
}

#[test]
fn offsets_count_the_items_before() {
    let (found, asked) = items(Skipping { from: None }, |line| match line {
        "GET /list" => r#"{"results":[1,2]}"#,
        "GET /list?from=2" => r#"{"results":[3]}"#,
        "GET /list?from=3" => r#"{"results":[]}"#,
        other => panic!("{other}"),
    });
    assert_eq!((found.concat(), asked.len()), ("123".to_owned(), 3));
    let (found, asked) = items(Starting { from: None }, |line| match line {
        "GET /list" => r#"{"results":[1,2]}"#,
        "GET /list?from=3" => r#"{"results":[]}"#,
        other => panic!("{other}"),
    });
    assert_eq!((found.concat(), asked.len()), ("12".to_owned(), 2));
}

#[test]
fn cursors_are_what_the_page_says() {
    let (found, asked) = items(After { from: None }, |line| match line {
        "GET /list" => r#"{"results":[1],"next":"a&b="}"#,
        "GET /list?from=a%26b%3D" => r#"{"results":[2]}"#,
        other => panic!("{other}"),
    });
    assert_eq!((found.concat(), asked.len()), ("12".to_owned(), 2));
}

#[test]
fn the_last_item_tells_where_the_next_page_starts() {
    let (found, asked) = items(Since { from: None }, |line| match line {
        "GET /list" => r#"{"results":[{"id":7},{"id":9}]}"#,
        "GET /list?from=9" => r#"{"results":[{"id":10}]}"#,
        "GET /list?from=10" => r#"{"results":[]}"#,
        other => panic!("{other}"),
    });
    assert_eq!(found.concat(), r#"{"id":7}{"id":9}{"id":10}"#);
    assert_eq!(asked.len(), 3);
}

#[test]
fn the_next_url_stands_in_the_page() {
    let (found, asked) = items(Named { from: None }, |line| match line {
        "GET /list" => r#"{"results":[1],"next":"/list?token=x%20y"}"#,
        "GET /list?token=x%20y" => r#"{"results":[2],"next":null}"#,
        other => panic!("{other}"),
    });
    assert_eq!((found.concat(), asked.len()), ("12".to_owned(), 2));
    let (found, asked) = items(Linked { from: None }, |line| match line {
        "GET /list" => {
            r#"{"results":[1],"links":[{"rel":"self","href":"/list"},{"rel":"next","href":"/list?p=2"}]}"#
        }
        "GET /list?p=2" => r#"{"results":[2],"links":[{"rel":"self","href":"/list?p=2"}]}"#,
        other => panic!("{other}"),
    });
    assert_eq!((found.concat(), asked.len()), ("12".to_owned(), 2));
}
