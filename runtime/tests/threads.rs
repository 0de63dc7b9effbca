//! Threads that read the same types in different orders, at the same time: what each guesses, another may overwrite.

use specsmith_runtime as rt;
use specsmith_runtime::{Field, Schema};

#[derive(Clone)]
struct Pair {
    flag: bool,
    name: String,
    size: i64,
}

static PAIR: Schema = Schema::object(
    &[
        Field::required("flag", &Schema::BOOLEAN),
        Field::required("name", &Schema::STRING),
        Field::required("size", &Schema::INTEGER),
    ],
    &[],
);
rt::object!(Pair, PAIR, [flag, name, size]);

#[test]
fn the_order_of_members_is_each_reader_s_own() {
    let members = [r#""flag":true"#, r#""name":"a""#, r#""size":7"#];
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let read = |order: [usize; 3]| {
        let text = format!("{{{}}}", order.map(|index| members[index]).join(","));
        for _ in 0..20_000 {
            let pair: Pair =
                rt::json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert!(pair.flag && pair.name == "a" && pair.size == 7);
        }
    };
    std::thread::scope(|scope| {
        for order in orders {
            scope.spawn(move || read(order));
        }
    });
}
