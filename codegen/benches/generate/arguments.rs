//! What the benchmark is asked for.

use std::path::{Path, PathBuf};

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::Severity;

const USAGE: &str = "cargo bench -p specsmith-codegen --bench generate -- [DOCUMENT] [--growth] [--instructions] [--all LIST]";

/// What this program does where it was started by itself.
#[derive(Clone, Copy)]
pub enum Work {
    /// Reads the document with the peer.
    Parse,
    /// Generates once.
    Generate,
}

/// What is asked for.
pub struct Arguments {
    pub document: PathBuf,
    /// Whether it is asked how the time grows.
    pub growth: bool,
    /// The list of the other documents.
    pub list: Option<PathBuf>,
    /// Whether it is asked for instructions instead of time.
    pub instructions: bool,
    /// The one thing to do.
    pub work: Option<Work>,
}

/// Ends the program with what is wrong.
pub fn fail(text: &str) -> ! {
    eprintln!("error: {text}\nusage: {USAGE}");
    std::process::exit(2)
}

/// A file as the caller named it: cargo starts a benchmark in the folder of its package, whatever the shell's is.
fn found(name: &str) -> PathBuf {
    let shell = std::env::var_os("PWD").map(|folder| Path::new(&folder).join(name));
    let mut places = shell.into_iter().chain([PathBuf::from(name)]);
    let place = places.find(|path| path.is_file());
    place.unwrap_or_else(|| fail(&format!("there is no file `{name}`")))
}

impl Arguments {
    /// Those of the program; where one is wrong, it ends here.
    pub fn read() -> Self {
        let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/atlas-backup.yaml");
        let mut asked = Self {
            document: shipped.into(),
            growth: false,
            list: None,
            instructions: false,
            work: None,
        };
        let mut given = std::env::args().skip(1);
        while let Some(one) = given.next() {
            match one.as_str() {
                // Cargo's own.
                "--bench" => {}
                "--growth" => asked.growth = true,
                "--instructions" => asked.instructions = true,
                "--parse" => asked.work = Some(Work::Parse),
                "--once" => asked.work = Some(Work::Generate),
                "--all" => match given.next() {
                    Some(list) => asked.list = Some(found(&list)),
                    None => fail("`--all` wants a list"),
                },
                flag if flag.starts_with('-') => fail(&format!("there is no `{flag}`")),
                document => asked.document = found(document),
            }
        }
        if asked.work.is_none() {
            asked.checked();
        }
        asked
    }

    /// Ends the program where nothing can be generated of the document.
    fn checked(&self) {
        let run = Generator::new(&self.document, "").generate();
        if run.files.is_none() {
            eprint!("{}", run.render(Severity::Error));
            fail(&format!("{} cannot be used", self.document.display()));
        }
    }
}
