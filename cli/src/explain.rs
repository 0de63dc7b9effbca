//! `specsmith explain`.

use specsmith_codegen::diagnostic::Code;

use crate::{Exit, print};

pub fn run(what: Option<&str>) -> Exit {
    let Some(what) = what else {
        let lines = Code::ALL
            .iter()
            .map(|code| format!("{}  {}\n", code.id(), code.title()));
        return print::out(&lines.collect::<String>());
    };
    match what.parse::<Code>() {
        Ok(code) => print::out(code.page()),
        Err(text) => {
            eprintln!("error: {text}\nhelp: `specsmith explain` lists every code");
            Exit::BadInput
        }
    }
}
