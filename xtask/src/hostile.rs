//! Documents of a size and a depth that nobody writes by hand: each ends in a crate or in findings, within a time and a
//! memory. Every case runs in a process of its own, whose memory is that of the case.

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

/// What to do with hostile documents.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Only the case of this name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Run the case in this process, and print what it took
    #[arg(long, hide = true, value_name = "NAME")]
    alone: Option<String>,
}

/// A hostile document.
struct Case {
    name: &'static str,
    document: fn() -> String,
    /// Whether a crate comes of it.
    crate_made: bool,
    /// MiB of memory at most.
    memory: u64,
    /// Seconds at most.
    seconds: u64,
}

const CASES: [Case; 9] = [
    case("a text of 100 MB", text_of_100_mb, true, 1200, 60),
    case("100 MB of examples", examples_of_100_mb, true, 2000, 240),
    case("a billion laughs", laughs, false, 400, 60),
    case("1,000,000 aliases", aliases, true, 1200, 120),
    case("100,000 schemas", schemas, true, 1500, 300),
    case("10,000 enum values", enum_values, true, 400, 60),
    case("schemas 50 deep in each other", nested, true, 400, 60),
    case(
        "lists 10,000 deep in each other",
        deep_lists,
        false,
        400,
        60,
    ),
    // Each has the members of all.
    case("10,000 schemas in one circle", circle, false, 600, 120),
];

const fn case(
    name: &'static str,
    document: fn() -> String,
    crate_made: bool,
    memory: u64,
    seconds: u64,
) -> Case {
    Case {
        name,
        document,
        crate_made,
        memory,
        seconds,
    }
}

/// Whether every case ended as it should.
pub(crate) fn run(arguments: &Arguments) -> io::Result<bool> {
    if let Some(name) = &arguments.alone {
        return Ok(CASES
            .iter()
            .find(|case| case.name == *name)
            .is_some_and(alone));
    }
    let mut all = true;
    for case in &CASES {
        if arguments.only.as_ref().is_none_or(|only| only == case.name) {
            all &= apart(case)?;
        }
    }
    Ok(all)
}

/// Runs a case in a process of its own, and stops it where it takes too long.
fn apart(case: &Case) -> io::Result<bool> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["hostile", "--alone", case.name])
        .stdout(Stdio::inherit())
        .spawn()?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                println!("FAILED {}: {status}", case.name);
            }
            return Ok(status.success());
        }
        if start.elapsed() > Duration::from_secs(case.seconds) {
            child.kill()?;
            child.wait()?;
            println!("FAILED {}: stopped after {} s", case.name, case.seconds);
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn alone(case: &Case) -> bool {
    let document = (case.document)();
    let megabytes = document.len() >> 20;
    let mut generator = Generator::new("hostile.yaml", "out");
    generator.text = Some(document.into_bytes());
    let start = Instant::now();
    let run = generator.generate();
    let took = start.elapsed();
    let said = run.render(Severity::Error);
    let first = said.lines().next().unwrap_or("a crate");
    let memory = peak();
    let within = memory.is_none_or(|peak| peak <= case.memory);
    let memory = memory.map_or_else(
        || "memory not looked at: there is no /proc here".to_owned(),
        |peak| format!("{peak} of {} MiB", case.memory),
    );
    let sound = run.fault.is_none() && run.files.is_some() == case.crate_made && within;
    let word = if sound { "ok    " } else { "FAILED" };
    println!(
        "{word} {}: {megabytes} MiB, {:.1} s, {memory}: {first}",
        case.name,
        took.as_secs_f64()
    );
    sound
}

/// The most memory that this process has had, in MiB; `None` where nobody tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kilobytes >> 10)
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

fn components(schemas: &str) -> String {
    format!("{HEAD}components:\n  schemas:\n{schemas}")
}

fn text_of_100_mb() -> String {
    components(&format!(
        "    A: {{type: string, description: '{}'}}\n",
        "a ".repeat(50 << 20)
    ))
}

fn examples_of_100_mb() -> String {
    let item =
        "      - {id: 4711, name: somebody, tags: [one, two, three], at: '2024-01-01T00:00:00Z'}\n";
    let list = item.repeat((100 << 20) / item.len());
    format!("{HEAD}x-examples:\n  list:\n{list}")
}

fn laughs() -> String {
    let mut text = format!("{HEAD}x-a: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        text += &format!("x-{level}: &a{level} [{before}]\n");
    }
    text
}

fn aliases() -> String {
    format!(
        "{HEAD}x-a: &a text\nx-list: [{}]\n",
        "*a, ".repeat(1_000_000)
    )
}

fn schemas() -> String {
    let one = |index: usize| {
        format!(
            "    Thing{index}: {{type: object, properties: {{id: {{type: string}}, next: {{$ref: '#/components/schemas/Thing{}'}}}}}}\n",
            (index + 1) % 100_000
        )
    };
    components(&(0..100_000).map(one).collect::<String>())
}

fn enum_values() -> String {
    let values: Vec<String> = (0..10_000).map(|index| format!("value-{index}")).collect();
    components(&format!(
        "    A: {{type: string, enum: [{}]}}\n",
        values.join(", ")
    ))
}

fn nested() -> String {
    let open = "{type: object, properties: {a: ".repeat(50);
    components(&format!(
        "    A: {open}{{type: string}}{}\n",
        "}}".repeat(50)
    ))
}

fn deep_lists() -> String {
    format!("{HEAD}x-a: {}{}\n", "[".repeat(10_000), "]".repeat(10_000))
}

fn circle() -> String {
    let one = |index: usize| {
        format!(
            "    S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}], properties: {{p{index}: {{type: string}}}}}}\n",
            (index + 1) % 10_000
        )
    };
    components(&(0..10_000).map(one).collect::<String>())
}
