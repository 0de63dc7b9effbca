//! Holds instances against generated types. Reads `groups.jsonl`, writes a line a test to `verdicts.jsonl`.

use std::io::{BufRead, Write};

mod groups;

use specsmith_runtime as rt;

type Check = fn(&str) -> Option<String>;

/// The value encoded again where it decodes and validates. As a member or an item of that type would be, it is an
/// `Option`: `null` is `None`.
fn check<T: rt::Value>(schema: &'static rt::Schema, instance: &str) -> Option<String> {
    let Ok(value) = rt::json::from_slice::<Option<T>>(instance.as_bytes()) else {
        return None;
    };
    let found = rt::validate::validate(schema, rt::Value::view(&value), rt::Direction::Either);
    if found.is_empty() {
        Some(rt::json::to_string(&value))
    } else {
        None
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(instances), Some(verdicts)) = (arguments.next(), arguments.next()) else {
        return Err("give the instances and the file for the verdicts".into());
    };
    let done: usize = arguments.next().map_or(Ok(0), |text| text.parse())?;
    let mut out = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(verdicts)?;
    for line in std::io::BufReader::new(std::fs::File::open(instances)?)
        .lines()
        .skip(done)
    {
        let test: rt::Json = line?.parse()?;
        let text = |name: &str| {
            test.get(name)
                .and_then(rt::Json::as_str)
                .unwrap_or_default()
        };
        let Some((_, check)) = groups::GROUPS
            .iter()
            .find(|(name, _)| *name == text("module"))
        else {
            continue;
        };
        let verdict = match check(text("instance")) {
            Some(encoded) => [("verdict", "accept".to_owned()), ("encoded", encoded)].to_vec(),
            None => [("verdict", "reject".to_owned())].to_vec(),
        };
        let verdict = verdict
            .into_iter()
            .chain([("test", text("test").to_owned())]);
        let members = verdict.map(|(name, value)| (name.to_owned(), rt::Json::String(value)));
        writeln!(out, "{}", rt::Json::Object(members.collect()))?;
    }
    Ok(())
}
