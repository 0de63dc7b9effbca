//! `specsmith explain`.

use std::path::Path;

use specsmith_codegen::Generator;
use specsmith_codegen::diagnostic::{Code, Severity};

use crate::{Exit, print};

/// Explains a code, or a schema of a document with its settings.
pub fn run(what: Option<&str>, document: Option<(&Path, Option<&Path>)>) -> Exit {
    if let (None, Some((spec, _))) = (what, document) {
        let spec = spec.display();
        say!(
            "error: it is not said which schema of {spec}\nhelp: name one, as in `specsmith explain Pet --spec {spec}`"
        );
        return Exit::BadInput;
    }
    let Some(what) = what else {
        let lines = Code::ALL
            .iter()
            .map(|code| format!("{}  {}\n", code.id(), code.title()));
        return print::out(&lines.collect::<String>());
    };
    match document {
        Some((spec, config)) if !is_code(what) => schema(what, spec, config),
        None if !is_code(what) => {
            let help = match Path::new(what).is_file() {
                true => format!("of a document, name a schema: `specsmith explain {what} SCHEMA`"),
                false => format!(
                    "for a schema, say of which document: `specsmith explain {what} --spec FILE`; `specsmith explain` \
                     lists every code"
                ),
            };
            say!("error: `{what}` is no code\nhelp: {help}");
            Exit::BadInput
        }
        _ => match what.parse::<Code>() {
            Ok(code) => print::out(code.page()),
            Err(text) => {
                say!("error: {text}\nhelp: `specsmith explain` lists every code");
                Exit::BadInput
            }
        },
    }
}

/// A letter and four digits.
fn is_code(what: &str) -> bool {
    let mut chars = what.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && what.len() == 5
        && chars.all(|c| c.is_ascii_digit())
}

fn schema(what: &str, spec: &Path, config: Option<&Path>) -> Exit {
    let mut generator = Generator::new(spec, "");
    generator.config = config.map(Path::to_owned);
    let (run, said) = generator.explain(what);
    match said {
        Some(Ok(text)) => print::out(&text),
        Some(Err(like)) => {
            say!("error: {} has no schema `{what}`", spec.display());
            if !like.is_empty() {
                say!("help: did you mean `{}`?", like.join("` or `"));
            }
            Exit::BadInput
        }
        None => {
            say_part!("{}", run.render(Severity::Error));
            Exit::BadInput
        }
    }
}
