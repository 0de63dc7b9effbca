//! Every large document of a list: what a generation may cost, and what it does.

use std::path::Path;

use serde_json::Value;
use specsmith_codegen::Generator;

use super::arguments::fail;
use super::measure::medians;
use super::{alone, cold, parse, text_of};

/// Smaller documents are read in less than a tick.
const LARGE: u64 = 1_000_000;
/// Large documents take long enough.
const ROUNDS: usize = 5;

/// A row for each document; what it may cost is three times what parsing does, and 0.1 s for each MB of output. `own` is the
/// peak without the program's pages, in sizes of the document.
pub fn all(list: &Path, out: &Path) {
    let wrong = |error: String| -> ! { fail(&format!("{}: {error}", list.display())) };
    let text = std::fs::read_to_string(list).unwrap_or_else(|error| wrong(error.to_string()));
    let list_of: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| wrong(error.to_string()));
    let folder = list.parent().unwrap_or(Path::new(""));
    let roots = list_of.as_array().into_iter().flatten();
    let roots = roots.filter_map(|one| Some(folder.join(one.get("root")?.as_str()?)));
    println!(
        "{:<28} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>7} {:>6} {:>6}",
        "document", "MB", "parse", "cold", "times", "output", "allowed", "peak", "times", "own"
    );
    for root in roots {
        let size = std::fs::metadata(&root).map_or(0, |data| data.len());
        if size >= LARGE {
            row(&root, size as f64 / 1e6, out);
        }
    }
}

fn row(spec: &Path, size: f64, out: &Path) {
    let text = text_of(spec);
    let run = Generator::new(spec, out).generate();
    let name = spec.file_name().unwrap_or_default().to_string_lossy();
    let Some(files) = run.files.as_deref() else {
        println!("{name:<28} {size:>6.2} is no document that can be used");
        return;
    };
    let output = files.iter().map(|file| file.text.len()).sum::<usize>() as f64 / 1e6;
    let works: [&mut dyn FnMut(); 2] = [&mut || parse(spec, &text), &mut || cold(spec, out)];
    let [parsing, whole] = medians(ROUNDS, works);
    let allowed = 3.0 * parsing + 100.0 * output;
    let (peak, own) = alone(spec, "0,1", 1).map_or((f64::NAN, f64::NAN), |(_, memory)| {
        (memory.peak, memory.own())
    });
    println!(
        "{name:<28} {size:>6.2} {parsing:>4.0} ms {whole:>4.0} ms {:>6.2} {output:>4.2} MB {allowed:>4.0} ms {peak:>4.0} MB {:>6.1} {:>6.1}",
        whole / parsing,
        peak / size,
        own / size
    );
}
