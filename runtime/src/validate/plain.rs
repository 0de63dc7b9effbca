//! Values that keep their schema at a glance.

use super::pattern::{self, Answer};
use crate::schema::{Const, Field, Format, Num, Rule, Schema, Types};
use crate::value::{List, Object, Text, View};

/// How many items a glance takes in: each of them would be a step of the walk.
const GLANCE: usize = 64;

/// Whether text, a number, a boolean or a list of them surely keeps a schema whose rules are bounds, lengths, patterns and
/// constants. `false` is no answer: then the walk has it, which also says what is wrong.
pub(super) fn keeps(schema: &Schema, view: &View<'_>) -> bool {
    match *view {
        View::List(list) => list_keeps(schema, list),
        _ => scalar_keeps(schema, view),
    }
}

/// Where the first member from `from` on is that is not clear at a glance, behind the last where there is none, and how many
/// values are before it. A member that does not travel need keep nothing, so it does not matter which way the object goes.
#[inline(never)]
pub(super) fn doubtful(fields: &[Field], object: &dyn Object, from: usize) -> (usize, usize) {
    let (mut index, mut passed) = (from, 0);
    while let Some(field) = fields.get(index) {
        match object.get(index) {
            View::Absent if !field.required => {}
            View::List(list) if list_keeps(field.schema, list) => passed += 1,
            view if scalar_keeps(field.schema, &view) => passed += 1,
            _ => break,
        }
        index += 1;
    }
    (index, passed)
}

#[inline(never)]
fn list_keeps(schema: &Schema, list: &dyn List) -> bool {
    let length = list.len();
    schema.types.contains(Types::ARRAY)
        && schema.rules.iter().all(|rule| match *rule {
            Rule::MinItems(least) => length as u64 >= least,
            Rule::MaxItems(most) => length as u64 <= most,
            Rule::Items(items) => {
                length <= GLANCE && (0..length).all(|index| scalar_keeps(items, &list.get(index)))
            }
            _ => false,
        })
}

/// Inlined into the loops over members and items, but for the rules that are more than bounds: a call costs as much as most
/// checks.
#[cfg_attr(not(debug_assertions), inline(always))]
fn scalar_keeps(schema: &Schema, view: &View<'_>) -> bool {
    let types = schema.types;
    match *view {
        View::Str(text) => {
            types.contains(Types::STRING)
                && (schema.holds(Types::STRING, text.len() as i64) || text_keeps(schema, text))
        }
        View::Text(text) => types.contains(Types::STRING) && known_text_keeps(schema, text),
        View::I64(value) => {
            types.contains(Types::INTEGER)
                && (schema.holds(Types::NUMBER, value) || integer_keeps(schema, value))
        }
        // A number without a fraction is an integer, which is for the walk to tell.
        View::F64(value) => {
            types.contains(Types::NUMBER)
                && (schema.holds_double(value) || number_keeps(schema, value))
        }
        View::Bool(_) => types.contains(Types::BOOLEAN) && schema.rules.is_empty(),
        _ => false,
    }
}

#[inline(never)]
fn text_keeps(schema: &Schema, text: &str) -> bool {
    schema.rules.iter().all(|rule| match *rule {
        // Each character takes one to four bytes.
        Rule::MinLength(least) => {
            text.len() as u64 / 4 >= least || text.chars().count() as u64 >= least
        }
        Rule::MaxLength(most) => text.len() as u64 <= most || text.chars().count() as u64 <= most,
        Rule::Pattern(source) => pattern::find(source, text) == Answer::Match,
        Rule::Enum(constants) => constants
            .iter()
            .any(|constant| matches!(constant, Const::Str(known) if *known == text)),
        Rule::Format(format) => format.accepts(text),
        _ => false,
    })
}

/// Text of a type of its own: an enum, a date.
#[inline(never)]
fn known_text_keeps(schema: &Schema, text: &dyn Text) -> bool {
    text.binary().is_none() && text_keeps(schema, &text.text())
}

#[inline(never)]
fn integer_keeps(schema: &Schema, value: i64) -> bool {
    schema.rules.iter().all(|rule| match *rule {
        Rule::Minimum(Num::Int(limit)) => value >= limit,
        Rule::ExclusiveMinimum(Num::Int(limit)) => value > limit,
        Rule::Maximum(Num::Int(limit)) => value <= limit,
        Rule::ExclusiveMaximum(Num::Int(limit)) => value < limit,
        Rule::Format(format) => format.has_integer(value),
        _ => false,
    })
}

/// Where a double differs from the double that is nearest to the limit, it differs from the limit in the same way.
#[inline(never)]
fn number_keeps(schema: &Schema, value: f64) -> bool {
    let keeps = |rule: &Rule| match *rule {
        Rule::Minimum(Num::Int(limit)) | Rule::ExclusiveMinimum(Num::Int(limit)) => {
            value > limit as f64
        }
        Rule::Maximum(Num::Int(limit)) | Rule::ExclusiveMaximum(Num::Int(limit)) => {
            value < limit as f64
        }
        Rule::Format(Format::Double) => true,
        _ => false,
    };
    value.is_finite() && schema.rules.iter().all(keeps)
}

#[cfg(test)]
mod tests {
    use super::keeps;
    use crate::schema::{Const, Format, Num, Rule, Schema, Types};
    use crate::validate::is_valid;
    use crate::value::View;

    static SHORT: Schema = Schema::string(&[Rule::MaxLength(2)]);
    static OF_ITEMS: [&[Rule]; 4] = [
        &[Rule::MaxItems(1)],
        &[Rule::MinItems(1), Rule::Items(&Schema::STRING)],
        &[Rule::Items(&SHORT)],
        &[
            Rule::PrefixItems(&[&Schema::NEVER]),
            Rule::Items(&Schema::NUMBER),
        ],
    ];

    /// What is passed at a glance, the walk passes too.
    #[test]
    fn a_glance_says_what_the_walk_says() {
        let rules: [&'static [Rule]; 16] = [
            &[],
            &[Rule::MinLength(2)],
            &[Rule::MaxLength(2), Rule::MinLength(1)],
            &[Rule::Pattern("^a+$")],
            &[Rule::Enum(&[Const::Str("a"), Const::Int(1)])],
            &[Rule::Const(Const::Str("a"))],
            &[Rule::Format(Format::Date)],
            &[Rule::Format(Format::Uint8)],
            &[Rule::Format(Format::Int64)],
            &[Rule::Format(Format::Float)],
            &[Rule::Format(Format::Double)],
            &[Rule::Minimum(Num::Int(1)), Rule::Maximum(Num::Int(2))],
            &[Rule::ExclusiveMinimum(Num::Int(1))],
            &[Rule::ExclusiveMaximum(Num::Text("1.5"))],
            &[Rule::MultipleOf(Num::Int(2))],
            &[Rule::Not(&Schema::STRING)],
        ];
        let views = [
            View::Null,
            View::Absent,
            View::Bool(true),
            View::I64(1),
            View::I64(300),
            View::I64(-1),
            View::U64(u64::MAX),
            View::F32(1.5),
            View::F64(1.0),
            View::F64(1.5),
            View::F64(1e300),
            View::F64(f64::NAN),
            View::Str(""),
            View::Str("a"),
            View::Str("aaa"),
            View::Str("ééé"),
            View::Str("2024-05-30"),
        ];
        let types = [
            Types::ANY,
            Types::STRING,
            Types::INTEGER,
            Types::NUMBER,
            Types::BOOLEAN,
            Types::ARRAY,
            Types::NONE,
        ];
        let texts = ["a".to_owned(), "aaa".to_owned()].to_vec();
        let lists: [&dyn crate::value::List; 3] = [&texts, &Vec::<i64>::new(), &vec![1.5, 1.0]];
        let rules = rules.into_iter().chain(OF_ITEMS);
        let views = views.into_iter().chain(lists.map(View::List));
        let (rules, views): (Vec<_>, Vec<_>) = (rules.collect(), views.collect());
        let mut passed = 0;
        for types in types {
            for rules in &rules {
                for view in &views {
                    let schema = Schema::any(rules).types(types);
                    if keeps(&schema, view) {
                        passed += 1;
                        assert!(
                            is_valid(&schema, *view, crate::Direction::Either),
                            "{schema:?}"
                        );
                    }
                }
            }
        }
        assert!(passed > 100, "only {passed}");
    }
}
