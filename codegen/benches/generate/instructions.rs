//! What a generation costs beside parsing, in instructions: the same figure however busy the machine is.

use std::path::Path;
use std::process::Command;

/// The instructions of this program, started again for one work, in millions.
fn counted(work: &str, spec: &Path, out: &Path) -> Option<f64> {
    let counts = out.with_extension("counts");
    let program = std::env::current_exe().ok()?;
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(program)
        .arg(work)
        .arg(spec)
        .output();
    let text = std::fs::read_to_string(&counts).unwrap_or_default();
    let _ = std::fs::remove_file(&counts);
    run.ok().filter(|run| run.status.success())?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    total?.trim().parse::<f64>().ok().map(|count| count / 1e6)
}

/// Prints both sides.
pub fn instructions(spec: &Path, out: &Path) {
    match [counted("--parse", spec, out), counted("--once", spec, out)] {
        [Some(parsing), Some(whole)] => {
            println!("parsing alone         {parsing:>8.0} million instructions");
            println!(
                "cold                  {whole:>8.0} million instructions  {:.2} of parsing",
                whole / parsing
            );
        }
        _ => println!("skipped: instructions, since `valgrind` is not here"),
    }
}
