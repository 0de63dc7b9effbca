//! Lists that have a place, and a type, for each of their items.

use super::{List, Slot, Value, View};

/// A tuple, whatever it holds.
pub trait TupleSlot {
    /// How many items it has.
    fn places(&self) -> usize;
    /// Where the item at `index` is written; that of the last one beyond the end.
    fn place(&mut self, index: usize) -> Slot<'_>;
}

macro_rules! tuple {
    ($count:literal: $($item:ident $index:tt)+; $last:tt) => {
        impl<$($item: Value),+> List for ($($item,)+) {
            fn len(&self) -> usize {
                $count
            }
            fn get(&self, index: usize) -> View<'_> {
                match index {
                    // An item is always there: its `None` is `null`.
                    $($index => self.$index.present(),)+
                    _ => View::Absent,
                }
            }
        }

        impl<$($item: Value),+> TupleSlot for ($($item,)+) {
            fn places(&self) -> usize {
                $count
            }
            fn place(&mut self, index: usize) -> Slot<'_> {
                match index {
                    $($index => self.$index.slot(),)+
                    _ => self.$last.slot(),
                }
            }
        }

        impl<$($item: Value),+> Value for ($($item,)+) {
            #[cfg(feature = "schemars")]
            fn named(names: &mut crate::describe::Names) {
                $($item::named(names);)+
            }
            fn blank() -> Self {
                ($($item::blank(),)+)
            }
            fn view(&self) -> View<'_> {
                View::List(self)
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::Tuple(self)
            }
        }
    };
}

tuple!(2: A 0 B 1; 1);
tuple!(3: A 0 B 1 C 2; 2);
tuple!(4: A 0 B 1 C 2 D 3; 3);
tuple!(5: A 0 B 1 C 2 D 3 E 4; 4);
tuple!(6: A 0 B 1 C 2 D 3 E 4 F 5; 5);
tuple!(7: A 0 B 1 C 2 D 3 E 4 F 5 G 6; 6);
tuple!(8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7; 7);

#[cfg(test)]
mod tests {
    use crate::decode::{Mode, fill_json, fill_slice, fill_text};
    use crate::schema::Rule;
    use crate::{Direction, Json, Schema, Value, Violation, encode, validate};

    type Pair = (String, Option<i64>);
    static PAIR: Schema = Schema::array(&[
        Rule::PrefixItems(&[&Schema::STRING, &Schema::INTEGER.nullable()]),
        Rule::MinItems(2),
        Rule::MaxItems(2),
    ]);

    fn read(text: &str, mode: Mode) -> (Pair, Vec<Violation>) {
        let (mut pair, mut issues) = (Pair::blank(), Vec::new());
        fill_slice(pair.slot(), text.as_bytes(), mode, &mut issues).unwrap();
        (pair, issues)
    }

    #[test]
    fn items_have_their_places() {
        for text in [r#"["a",1]"#, r#"["",null]"#] {
            let (pair, issues) = read(text, Mode::Strict);
            assert!(issues.is_empty(), "{issues:?}");
            assert_eq!(encode::to_string(pair.view()), text);
            let found = validate::validate(&PAIR, pair.view(), Direction::Response);
            assert!(found.is_empty(), "{found}");
            let (mut filled, json) = (Pair::blank(), text.parse::<Json>().unwrap());
            fill_json(filled.slot(), &json, Mode::Strict, &mut Vec::new()).unwrap();
            assert_eq!(filled, pair);
        }
        let mut pair = Pair::blank();
        fill_text(pair.slot(), "a, 2").unwrap();
        assert_eq!(pair, ("a".to_owned(), Some(2)));
        assert_eq!(fill_text(pair.slot(), "a").unwrap_err().rule, "minItems");
        assert_eq!(
            fill_text(pair.slot(), "a,2,3").unwrap_err().rule,
            "maxItems"
        );
        assert_eq!(fill_text(pair.slot(), "a,b").unwrap_err().pointer, "/1");
    }

    #[test]
    fn too_few_and_too_many_are_reported() {
        let told = |text: &str, mode: Mode| {
            let (pair, issues) = read(text, mode);
            let issues = issues
                .iter()
                .map(|one| format!("{}: {}", one.pointer, one.rule));
            (pair, issues.collect::<Vec<_>>().join(", "))
        };
        let one = ("a".to_owned(), None);
        assert_eq!(told(r#"["a"]"#, Mode::Lenient), (one, ": minItems".into()));
        let two = ("a".to_owned(), Some(1));
        let many = r#"["a", 1, {"b": [2]}, 3]"#;
        let issues = "/2: maxItems, /3: maxItems".to_owned();
        assert_eq!(told(many, Mode::Lenient), (two, issues));
        assert_eq!(told(many, Mode::Strict).1, "/2: maxItems");
        assert_eq!(told("[2, 1]", Mode::Lenient).1, "/0: type");
        assert_eq!(told("{}", Mode::Lenient).1, ": type");
        let short = read(r#"["a"]"#, Mode::Lenient).1;
        assert_eq!(short[0].to_string(), r#"["a"] has fewer than 2 items"#);
        assert_eq!(told("[]", Mode::Strict).1, ": minItems");
    }
}
