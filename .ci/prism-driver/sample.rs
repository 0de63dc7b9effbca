//! Values that a schema allows, found by trying.

use regex_syntax::hir::{Class, Hir, HirKind};
use rt::{Access, Const, Direction, Format, Json, Num, Rule, Schema, Types, View};
use specsmith_runtime as rt;

/// Optional members deeper than this are always left out.
pub const DEEPEST: usize = 3;

/// What is wanted of a value.
#[derive(Clone, Copy)]
pub struct Wanted {
    /// The optional members of so many levels.
    pub full: usize,
    /// Which way it goes: some members are of requests, or of answers, alone.
    pub direction: Direction,
}

impl Wanted {
    /// Whether a value has a member of this access at all.
    fn has(self, access: Access) -> bool {
        match self.direction {
            Direction::Request => access != Access::ReadOnly,
            Direction::Response => access != Access::WriteOnly,
            Direction::Either => true,
        }
    }

    fn allows(self, schema: &'static Schema, value: &Json) -> bool {
        rt::validate::validate(schema, View::Json(value), self.direction).0.is_empty()
    }
}

/// A value that the schema allows, where one is found.
pub fn sample(schema: &'static Schema, wanted: Wanted) -> Json {
    at(schema, 0, wanted)
}

fn at(schema: &'static Schema, depth: usize, wanted: Wanted) -> Json {
    let mut last = Json::Null;
    for choice in 0..24 {
        let mut all = Vec::new();
        flatten(schema, choice, 0, &mut all);
        last = made(&all, choice, depth, wanted);
        if wanted.allows(schema, &last) {
            break;
        }
    }
    last
}

/// The schemas that must all hold, one alternative taken of each choice.
fn flatten(schema: &'static Schema, choice: usize, level: usize, all: &mut Vec<&'static Schema>) {
    if level > 24 {
        return;
    }
    all.push(schema);
    for rule in schema.rules {
        match rule {
            Rule::Ref(inner) | Rule::Nullable(inner) => flatten(inner, choice, level + 1, all),
            Rule::AllOf(parts) => parts.iter().for_each(|part| flatten(part, choice, level + 1, all)),
            Rule::OneOf(parts) | Rule::AnyOf(parts) => {
                if let Some(part) = parts.get(choice % parts.len().max(1)) {
                    flatten(part, choice / parts.len(), level + 1, all);
                }
            }
            Rule::Discriminator { mapping, .. } => {
                if let Some((_, part)) = mapping.get(choice % mapping.len().max(1)) {
                    flatten(part, choice, level + 1, all);
                }
            }
            _ => {}
        }
    }
}

fn made(all: &[&'static Schema], choice: usize, depth: usize, wanted: Wanted) -> Json {
    let rules = || all.iter().flat_map(|schema| schema.rules);
    for rule in rules() {
        match rule {
            Rule::Const(constant) => return json(constant),
            Rule::Enum(constants) if !constants.is_empty() => return json(&constants[choice % constants.len()]),
            _ => {}
        }
    }
    let allowed = |kind| all.iter().all(|schema| schema.types.contains(kind));
    let is_object = all.iter().any(|schema| !schema.fields.is_empty() || schema.types == Types::OBJECT);
    if is_object && allowed(Types::OBJECT) {
        return object(all, choice, depth, wanted);
    }
    if allowed(Types::STRING) {
        return Json::String(text(all, choice));
    }
    if allowed(Types::INTEGER) {
        return number(all);
    }
    if allowed(Types::BOOLEAN) {
        return Json::Bool(true);
    }
    if allowed(Types::ARRAY) {
        return list(all, depth, wanted);
    }
    if allowed(Types::OBJECT) {
        return object(all, choice, depth, wanted);
    }
    Json::Null
}

fn object(all: &[&'static Schema], choice: usize, depth: usize, wanted: Wanted) -> Json {
    let mut members = std::collections::BTreeMap::new();
    let also: Vec<_> = all
        .iter()
        .flat_map(|schema| schema.rules)
        .filter_map(|rule| if let Rule::Required(names) = rule { Some(*names) } else { None })
        .flatten()
        .collect();
    for field in all.iter().flat_map(|schema| schema.fields) {
        let needed = field.required || also.contains(&&field.name);
        if !wanted.has(field.access) || !needed && depth >= wanted.full || depth > 16 {
            continue;
        }
        let value = at(field.schema, depth + 1, wanted);
        // Of two schemas for one member, the one that the other allows too.
        if members.get(field.name).is_none_or(|known| !wanted.allows(field.schema, known)) {
            members.insert(field.name.to_owned(), value);
        }
    }
    for rule in all.iter().flat_map(|schema| schema.rules) {
        match rule {
            Rule::Discriminator { property, mapping } => {
                if let Some((text, _)) = mapping.get(choice % mapping.len().max(1)) {
                    members.insert((*property).to_owned(), Json::String((*text).to_owned()));
                }
            }
            Rule::MinProperties(least) => {
                for index in members.len()..usize::try_from(*least).unwrap_or(0) {
                    members.insert(format!("member{index}"), Json::String("a".to_owned()));
                }
            }
            Rule::Required(names) => {
                for name in *names {
                    members.entry((*name).to_owned()).or_insert_with(|| Json::String("a".to_owned()));
                }
            }
            _ => {}
        }
    }
    Json::Object(members)
}

fn list(all: &[&'static Schema], depth: usize, wanted: Wanted) -> Json {
    let (mut least, mut items) = (if depth > 6 { 0 } else { 1 }, None);
    for rule in all.iter().flat_map(|schema| schema.rules) {
        match rule {
            Rule::MinItems(count) => least = least.max(*count),
            Rule::Items(schema) => items = Some(*schema),
            _ => {}
        }
    }
    let item = |index| match items {
        Some(schema) => match at(schema, depth + 1, wanted) {
            Json::String(text) if index > 0 => Json::String(format!("{text}{index}")),
            other => other,
        },
        None => Json::String(format!("a{index}")),
    };
    Json::Array((0..least).map(item).collect())
}

fn number(all: &[&'static Schema]) -> Json {
    let (mut least, mut most, mut step) = (None, None, 1i64);
    let value = |num: &Num| match num {
        Num::Int(value) => *value,
        #[allow(clippy::cast_possible_truncation, reason = "a try")]
        Num::Text(text) => text.parse::<f64>().map_or(1, |value| value as i64),
    };
    for rule in all.iter().flat_map(|schema| schema.rules) {
        match rule {
            Rule::Minimum(bound) => least = Some(value(bound)),
            Rule::ExclusiveMinimum(bound) => least = Some(value(bound).saturating_add(1)),
            Rule::Maximum(bound) => most = Some(value(bound)),
            Rule::ExclusiveMaximum(bound) => most = Some(value(bound).saturating_sub(1)),
            Rule::MultipleOf(bound) => step = value(bound).max(1),
            _ => {}
        }
    }
    let found = least.or(most.filter(|most| *most < 1)).unwrap_or(1);
    let found = found.div_euclid(step) * step + if found % step == 0 { 0 } else { step };
    Json::Number(found.into())
}

fn text(all: &[&'static Schema], choice: usize) -> String {
    const TRIES: [&str; 8] = [
        "a", "abc", "A1b2c3d4", "32b6e34b3d91647abb20e7b8", "10.0.0.1", "1.0", "a/b", "https://example.com/a",
    ];
    let (mut least, mut most, mut pattern, mut format) = (1, usize::MAX, None, None);
    for rule in all.iter().flat_map(|schema| schema.rules) {
        match rule {
            Rule::MinLength(count) => least = least.max(usize::try_from(*count).unwrap_or(1)),
            Rule::MaxLength(count) => most = most.min(usize::try_from(*count).unwrap_or(0)),
            Rule::Pattern(found) => pattern = Some(*found),
            Rule::Format(found) => format = Some(*found),
            _ => {}
        }
    }
    if let Some(pattern) = pattern {
        let parsed = regex_syntax::ParserBuilder::new().unicode(true).build().parse(pattern);
        let mut out = String::new();
        match parsed {
            Ok(hir) => write(&hir, choice, least, &mut out),
            Err(_) => out.push_str(TRIES[choice % TRIES.len()]),
        }
        return out;
    }
    let known = format.and_then(of_format);
    let mut found = known.unwrap_or("abc").to_owned();
    while known.is_none() && found.chars().count() < least {
        found.push('a');
    }
    if known.is_none() && found.len() > most {
        found.truncate(most);
    }
    found
}

fn of_format(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::DateTime => "2024-05-30T10:00:00Z",
        Format::Date => "2024-05-30",
        Format::Time => "10:00:00Z",
        Format::Duration => "P1D",
        Format::Email | Format::IdnEmail => "a@example.com",
        Format::Hostname | Format::IdnHostname => "example.com",
        Format::Ipv4 => "10.0.0.1",
        Format::Ipv6 => "::1",
        Format::Uri | Format::UriReference | Format::Iri | Format::IriReference | Format::UriTemplate => {
            "https://example.com/a"
        }
        Format::Uuid => "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        Format::Byte => "YWJj",
        _ => return None,
    })
}

/// A text that the expression matches: each repetition as short as it may be, but once, or as often as `least` needs.
fn write(hir: &Hir, choice: usize, least: usize, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.push(member(class)),
        HirKind::Repetition(repetition) => {
            let wanted = if choice == 0 { 1 } else { least as u32 + choice as u32 - 1 };
            let count = wanted.max(repetition.min).min(repetition.max.unwrap_or(u32::MAX));
            (0..count).for_each(|_| write(&repetition.sub, choice, least, out));
        }
        HirKind::Capture(capture) => write(&capture.sub, choice, least, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, choice, least, out)),
        HirKind::Alternation(parts) => write(&parts[choice % parts.len()], choice, least, out),
    }
}

fn member(class: &Class) -> char {
    let Class::Unicode(class) = class else { return 'a' };
    let within = |c: char| class.iter().any(|range| range.start() <= c && c <= range.end());
    let usual = "a0A1bZ-_.".chars().find(|c| within(*c));
    usual.unwrap_or_else(|| class.iter().next().map_or('a', |range| range.start()))
}

fn json(constant: &Const) -> Json {
    match constant {
        Const::Str(text) => Json::String((*text).to_owned()),
        Const::Int(value) => Json::Number((*value).into()),
        Const::Json(text) => text.parse().unwrap_or(Json::Null),
    }
}
