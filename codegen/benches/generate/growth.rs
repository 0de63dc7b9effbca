//! How the time grows with the document: the same document 1, 2, 4 and 8 times over, under other names.

use std::path::Path;

use serde_yaml::{Mapping, Value};

use super::cold;
use super::measure::{ROUNDS, medians};

/// A document with everything in it several times, under other names.
fn copies(document: &Value, count: usize) -> Value {
    let mut whole = document.clone();
    for copy in 1..count {
        let mark = format!("Copy{copy}");
        for section in ["paths", "components"] {
            let (Some(from), Some(Value::Mapping(into))) =
                (document.get(section), whole.get_mut(section))
            else {
                continue;
            };
            let renamed = renamed(from, &mark);
            for (key, value) in renamed.as_mapping().into_iter().flatten() {
                match (section, into.get_mut(key), value) {
                    ("components", Some(Value::Mapping(known)), Value::Mapping(more)) => {
                        known.extend(more.iter().map(|(name, value)| {
                            (
                                Value::from(format!("{}{mark}", name.as_str().unwrap_or_default())),
                                value.clone(),
                            )
                        }));
                    }
                    _ => {
                        let path = format!("/{mark}{}", key.as_str().unwrap_or_default());
                        into.insert(path.into(), value.clone());
                    }
                }
            }
        }
    }
    whole
}

/// The same with other names in references and of operations.
fn renamed(value: &Value, mark: &str) -> Value {
    match value {
        Value::Mapping(map) => Value::Mapping(
            map.iter()
                .map(|(key, value)| match value.as_str() {
                    Some(text) if key == "operationId" => {
                        (key.clone(), format!("{text}{mark}").into())
                    }
                    _ => (key.clone(), renamed(value, mark)),
                })
                .collect::<Mapping>(),
        ),
        Value::Sequence(items) => {
            Value::Sequence(items.iter().map(|item| renamed(item, mark)).collect())
        }
        Value::String(text) if text.starts_with("#/components/") && !text.contains(' ') => {
            format!("{text}{mark}").into()
        }
        other => other.clone(),
    }
}

pub fn growth(spec: &Path, out: &Path) {
    let text = std::fs::read_to_string(spec).expect("the document can be read");
    let document: Value = serde_yaml::from_str(&text).expect("the document is YAML");
    let mut times = Vec::new();
    for count in [1, 2, 4, 8] {
        let path = out.with_extension(format!("{count}.yaml"));
        let copied = serde_yaml::to_string(&copies(&document, count)).expect("YAML can be written");
        std::fs::write(&path, copied).expect("the folder can be written");
        let [time] = medians(ROUNDS, [&mut || cold(&path, out)]);
        println!("{count} x {:>25.0} ms", time);
        times.push(time);
        let _ = std::fs::remove_file(&path);
    }
    let exponent = (times[3] / times[0]).ln() / 8_f64.ln();
    println!("exponent              {exponent:>8.2}");
}
