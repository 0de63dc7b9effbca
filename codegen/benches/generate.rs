//! What a generation costs beside `serde_yaml` (or `serde_json`) reading the same document, both in this run: user CPU,
//! median; output, peak memory, two cores beside one, and growth with copies of the document under other names.
//!
//! `cargo bench -p specsmith-codegen --bench generate -- DOCUMENT [--growth]`; without a document the shipped one. User CPU
//! and memory are read from `/proc`, in ticks of 10 ms: use a large document, and a machine that does nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_yaml::{Mapping, Value};
use specsmith_codegen::Generator;

const ROUNDS: usize = 7;

/// User CPU of this process so far, in milliseconds.
fn user_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = after.split_whitespace().nth(11);
    ticks
        .and_then(|ticks| ticks.parse::<f64>().ok())
        .unwrap_or_default()
        * 10.0
}

/// The most memory that this process has had, in MB.
fn peak() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    number.unwrap_or_default() / 1024.0
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// The medians of several works, which take turns: what else the machine does meets them alike.
fn medians<const N: usize>(mut works: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut all: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (work, times) in works.iter_mut().zip(&mut all) {
            let before = user_cpu();
            work();
            times.push(user_cpu() - before);
        }
    }
    all.map(median)
}

fn parse(name: &Path, text: &str) {
    if name.extension().is_some_and(|ending| ending == "json") {
        drop(serde_json::from_str::<serde_json::Value>(text));
    } else {
        drop(serde_yaml::from_str::<Value>(text));
    }
}

fn cold(spec: &Path, out: &Path) {
    let _ = std::fs::remove_dir_all(out);
    let generator = Generator::new(spec, out);
    let files = generator.generate().files.expect("the document is good");
    generator.write(&files).expect("the folder can be written");
}

fn measure(spec: &Path, out: &Path) {
    let text = std::fs::read_to_string(spec).expect("the document can be read");
    let mut generator = Generator::new(spec, out);
    generator.cache = Some(out.with_extension("cache"));
    let run = generator.generate();
    let files = run.files.as_deref().expect("the document is good");
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let [parsing, whole, warm] = medians([
        &mut || parse(spec, &text),
        &mut || cold(spec, out),
        &mut || {
            if generator.unchanged().is_none() {
                generator.write(files).expect("the folder can be written");
                generator.remember(&run, files);
            }
        },
    ]);
    assert!(generator.unchanged().is_some());
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    println!("document              {:>8.2} MB", megabytes(text.len()));
    println!("output                {:>8.2} MB", megabytes(bytes));
    println!("parsing alone         {parsing:>8.0} ms");
    println!(
        "cold                  {whole:>8.0} ms  {:.2} of parsing",
        whole / parsing
    );
    println!(
        "nothing changed       {warm:>8.0} ms  {:.2} of parsing",
        warm / parsing
    );
    for (stage, time) in &run.stages {
        println!("  {stage:<19} {:>8} ms (wall)", time.as_millis());
    }
}

/// Runs this program again for one cold generation, on these cores: wall clock in milliseconds, peak memory in MB.
fn alone(spec: &Path, cores: &str) -> Option<(f64, f64)> {
    let program = std::env::current_exe().ok()?;
    let times = (0..ROUNDS).map(|_| {
        let run = Command::new("taskset")
            .args(["-c", cores])
            .arg(&program)
            .arg("--once")
            .arg(spec)
            .output()
            .ok()?;
        let text = String::from_utf8(run.stdout).ok()?;
        let (wall, peak) = text.trim().split_once(' ')?;
        Some((wall.parse::<f64>().ok()?, peak.parse::<f64>().ok()?))
    });
    let (walls, peaks): (Vec<_>, Vec<_>) = times.collect::<Option<Vec<_>>>()?.into_iter().unzip();
    Some((median(walls), median(peaks)))
}

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

fn growth(spec: &Path, out: &Path) {
    let text = std::fs::read_to_string(spec).expect("the document can be read");
    let document: Value = serde_yaml::from_str(&text).expect("the document is YAML");
    let mut times = Vec::new();
    for count in [1, 2, 4, 8] {
        let path = out.with_extension(format!("{count}.yaml"));
        let copied = serde_yaml::to_string(&copies(&document, count)).expect("YAML can be written");
        std::fs::write(&path, copied).expect("the folder can be written");
        let [time] = medians([&mut || cold(&path, out)]);
        println!("{count} x {:>25.0} ms", time);
        times.push(time);
        let _ = std::fs::remove_file(&path);
    }
    let exponent = (times[3] / times[0]).ln() / 8_f64.ln();
    println!("exponent              {exponent:>8.2}");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let given = arguments
        .iter()
        .find(|argument| !argument.starts_with("--"));
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/atlas-backup.yaml");
    let spec = PathBuf::from(given.map_or(shipped, String::as_str));
    let out = std::env::temp_dir().join(format!("specsmith-bench-{}", std::process::id()));
    if has("--once") {
        let clock = Instant::now();
        cold(&spec, &out);
        println!("{} {}", clock.elapsed().as_secs_f64() * 1e3, peak());
        let _ = std::fs::remove_dir_all(&out);
        return;
    }
    measure(&spec, &out);
    match (alone(&spec, "0"), alone(&spec, "0,1")) {
        (Some((one, _)), Some((two, peak))) => {
            println!("peak memory           {peak:>8.0} MB");
            println!("one core, wall        {one:>8.0} ms");
            println!(
                "two cores, wall       {two:>8.0} ms  {:.2} times as fast",
                one / two
            );
        }
        _ => println!("skipped: memory and cores, since `taskset` is not here"),
    }
    if has("--growth") {
        growth(&spec, &out);
    }
    let _ = std::fs::remove_dir_all(&out);
    let _ = std::fs::remove_dir_all(out.with_extension("cache"));
}
