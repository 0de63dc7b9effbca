//! What a generation costs beside `serde_yaml` (or `serde_json`) reading the same document, both in this run: user CPU,
//! median; output, peak memory, two cores beside one, and growth with copies of the document under other names.
//!
//! `cargo bench -p specsmith-codegen --bench generate -- DOCUMENT [--growth]`; without a document the shipped one. With
//! `--instructions`, both sides are counted by valgrind instead, whatever else the machine does. With
//! `--all LIST` before it, every document over 1 MB of a list as well: JSON, objects with a `root`, each a path beside the
//! list. User CPU and memory are read from `/proc`, in ticks of 10 ms: use a large document, and a machine that does nothing
//! else.

mod arguments;
mod growth;
mod instructions;
mod large;
mod measure;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use arguments::{Arguments, Work};
use measure::{Memory, ROUNDS, median, medians};
use serde_yaml::Value;
use specsmith_codegen::Generator;

/// The text of a document.
fn text_of(spec: &Path) -> String {
    std::fs::read_to_string(spec).expect("the document can be read")
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
    let text = text_of(spec);
    let mut generator = Generator::new(spec, out);
    generator.cache = Some(out.with_extension("cache"));
    let run = generator.generate();
    let files = run.files.as_deref().expect("the document is good");
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    let [parsing, whole, warm] = medians(
        ROUNDS,
        [
            &mut || parse(spec, &text),
            &mut || cold(spec, out),
            &mut || {
                if generator.unchanged().is_none() {
                    generator.write(files).expect("the folder can be written");
                    generator.remember(&run, files);
                }
            },
        ],
    );
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

/// Runs this program again for one cold generation, on these cores: wall clock in milliseconds, and the memory.
fn alone(spec: &Path, cores: &str, rounds: usize) -> Option<(f64, Memory)> {
    let program = std::env::current_exe().ok()?;
    let times = (0..rounds).map(|_| {
        let run = Command::new("taskset")
            .args(["-c", cores])
            .arg(&program)
            .arg("--once")
            .arg(spec)
            .output()
            .ok()?;
        let text = String::from_utf8(run.stdout).ok()?;
        let mut numbers = text.split_whitespace().map(str::parse::<f64>);
        let mut number = || numbers.next()?.ok();
        Some([number()?, number()?, number()?])
    });
    let runs = times.collect::<Option<Vec<_>>>()?;
    let [wall, peak, program] =
        std::array::from_fn(|which| median(runs.iter().map(|run| run[which]).collect()));
    Some((wall, Memory { peak, program }))
}

fn main() {
    let asked = Arguments::read();
    let spec = &asked.document;
    let out = std::env::temp_dir().join(format!("specsmith-bench-{}", std::process::id()));
    match asked.work {
        Some(Work::Parse) => return parse(spec, &text_of(spec)),
        Some(Work::Generate) => {
            let clock = Instant::now();
            cold(spec, &out);
            let wall = clock.elapsed().as_secs_f64() * 1e3;
            let Memory { peak, program } = Memory::of_this_process();
            println!("{wall} {peak} {program}");
            let _ = std::fs::remove_dir_all(&out);
            return;
        }
        None if asked.instructions => return instructions::instructions(spec, &out),
        None => {}
    }
    measure(spec, &out);
    match (alone(spec, "0", ROUNDS), alone(spec, "0,1", ROUNDS)) {
        (Some((one, _)), Some((two, memory))) => {
            let (peak, program) = (memory.peak, memory.program);
            println!(
                "peak memory           {peak:>8.0} MB  {program:.0} of them are the program's own pages"
            );
            println!("one core, wall        {one:>8.0} ms");
            println!(
                "two cores, wall       {two:>8.0} ms  {:.2} times as fast",
                one / two
            );
        }
        _ => println!("skipped: memory and cores, since `taskset` is not here"),
    }
    if asked.growth {
        growth::growth(spec, &out);
    }
    if let Some(list) = &asked.list {
        large::all(list, &out);
    }
    let _ = std::fs::remove_dir_all(&out);
    let _ = std::fs::remove_dir_all(out.with_extension("cache"));
}
