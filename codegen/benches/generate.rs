//! What a generation costs beside `serde_yaml` reading the same document, both in this run: user CPU, median of seven.
//!
//! `cargo bench -p specsmith-codegen -- DOCUMENT`; without a document the shipped one. User CPU is read from
//! `/proc/self/stat`, in ticks of 10 ms: use a large document.

use std::path::PathBuf;

use specsmith_codegen::Generator;

/// User CPU of this process so far, in milliseconds.
fn user_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, after)| after);
    after
        .split_whitespace()
        .nth(11)
        .and_then(|ticks| ticks.parse::<f64>().ok())
        .unwrap_or_default()
        * 10.0
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut all: Vec<f64> = (0..7)
        .map(|_| {
            let before = user_cpu();
            work();
            user_cpu() - before
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[3]
}

fn main() {
    let argument = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let spec = argument.map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../spec/atlas-backup.yaml"
            ))
        },
        PathBuf::from,
    );
    let text = std::fs::read_to_string(&spec).expect("the document can be read");
    let out = std::env::temp_dir().join(format!("specsmith-bench-{}", std::process::id()));
    let generator = Generator::new(&spec, &out);
    let yaml = median(|| drop(serde_yaml::from_str::<serde_yaml::Value>(&text)));
    let cold = median(|| {
        let _ = std::fs::remove_dir_all(&out);
        let files = generator.generate().files.expect("the document is good");
        generator.write(&files).expect("the folder can be written");
    });
    let warm = median(|| {
        let files = generator.generate().files.expect("the document is good");
        assert!(
            generator
                .write(&files)
                .expect("the folder can be written")
                .is_empty()
        );
    });
    let run = generator.generate();
    let bytes: usize = run.files.iter().flatten().map(|file| file.text.len()).sum();
    println!("document           {:>8} bytes", text.len());
    println!("output             {bytes:>8} bytes");
    println!("serde_yaml         {yaml:>8.0} ms");
    println!(
        "generate, cold     {cold:>8.0} ms  {:.2} of serde_yaml",
        cold / yaml
    );
    println!(
        "generate, nothing changed {warm:>1.0} ms  {:.2} of serde_yaml",
        warm / yaml
    );
    for (stage, time) in &run.stages {
        println!("  {stage:<16} {:>8} ms (wall)", time.as_millis());
    }
    let _ = std::fs::remove_dir_all(&out);
}
