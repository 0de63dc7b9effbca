//! Calls every operation of a crate with values that its schemas allow, and counts what comes back.

use rt::decode::{Mode, fill_json};
use rt::http::{Answer, BlockingClient, Error, Operation, Response};
use rt::sample::Wanted;
use rt::{Json, Value};
use specsmith_runtime as rt;

/// The values of one call, in the order of its arguments.
pub struct Values(Vec<Option<Json>>);

impl Values {
    /// The value of an argument, as the field's type has it.
    pub fn argument<T: Value>(&self, index: usize) -> T {
        let mut value = T::blank();
        let mut issues = Vec::new();
        if let Some(Some(json)) = self.0.get(index) {
            let _ = fill_json(value.slot(), json, Mode::Lenient, &mut issues);
        }
        value
    }
}

/// What came of one call.
pub enum Came {
    /// The answer could be read; whether it departs from the document, and what it was asked with.
    Answer { departs: bool, with: &'static str },
    /// Why not.
    Fault(String),
}

/// Calls one operation, made of values that its table allows: of every member, else of fewer.
pub fn call<O>(client: &BlockingClient, make: impl Fn(&Values) -> O) -> (String, Came)
where
    O: Operation,
    O::Error: std::fmt::Debug + Answer,
{
    let table = O::table();
    let name = format!("{} {} ({})", table.method, table.path, table.id);
    let mut first = None;
    let levels = [(3, "every member"), (1, "members of the first level"), (0, "what is required")];
    for (full, with) in levels {
        let wanted = Wanted { levels: Some(full), direction: rt::Direction::Request };
        let sample = |schema| rt::sample::sample(schema, wanted, &mut |_| 0);
        let parameters = table.parameters.iter().filter(|p| full > 0 || p.required);
        let parameters = parameters.map(|p| (p.name, sample(p.schema)));
        let parameters: std::collections::HashMap<_, _> = parameters.collect();
        let values = table.parameters.iter().map(|p| parameters.get(p.name).cloned());
        let body = table.body.iter().filter(|body| full > 0 || body.required);
        let body = body.flat_map(|body| body.media.first());
        let body = body.map(|media| Some(sample(media.schema)));
        let operation = make(&Values(values.chain(body).collect()));
        // A server that has an answer for another version of the operation gets a date.
        for client in [client.clone(), client.clone().version("2023-12-31")] {
            match came(operation.send_blocking(&client), with) {
                Came::Fault(why) => first = first.or(Some(why)),
                answer => return (name, answer),
            }
        }
    }
    (name, Came::Fault(first.unwrap_or_default()))
}

fn came<T, H, E: std::fmt::Debug>(outcome: Result<Response<T, H>, Error<E>>, with: &'static str) -> Came {
    match outcome {
        Ok(answer) => match violations(&answer.raw_headers) {
            Some(found) => Came::Fault(format!("not accepted: {found}")),
            None => Came::Answer {
                departs: !answer.issues.0.is_empty(),
                with,
            },
        },
        Err(Error::Api(failure)) => {
            let body = String::from_utf8_lossy(&failure.body);
            let text = violations(&failure.raw_headers).unwrap_or_else(|| body.into_owned());
            Came::Fault(format!("{}: {text}", failure.status))
        }
        Err(error) => Came::Fault(error.to_string()),
    }
}

/// What the server found wrong with the request.
fn violations(headers: &http::HeaderMap) -> Option<String> {
    let text = headers.get("sl-violations")?.to_str().ok()?;
    let Ok(Json::Array(all)) = text.parse() else {
        // A list that the server cut short is no JSON.
        return text.contains("[\"request\"").then(|| text.to_owned());
    };
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    let wrong = all.iter().filter(|one| one.contains("\"request\"") && one.contains("\"Error\""));
    let wrong: Vec<&str> = wrong.map(String::as_str).collect();
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

/// Prints what came of every call, and with which values where not with all; the process fails where one that `known.txt`
/// does not list did not end in an answer that could be read, and where one that it lists did.
pub fn report(name: &str, calls: Vec<(String, Came)>) {
    let (mut answers, mut departs, mut faults, mut known, mut stale) = (0, 0, 0, 0, 0);
    let count = calls.len();
    let list: Vec<&str> = include_str!("known.txt").lines().collect();
    let is_known = |call: &str| list.iter().any(|id| call.ends_with(&format!("({id})")));
    for (call, came) in calls {
        match came {
            Came::Answer { departs: is_other, with } => {
                answers += 1;
                departs += u32::from(is_other);
                if with != "every member" {
                    println!("{call}: accepted with {with} alone");
                }
                if is_known(&call) {
                    stale += 1;
                    println!("STALE {call}: it is accepted, and known.txt lists it");
                }
            }
            Came::Fault(why) => {
                if is_known(&call) {
                    known += 1;
                } else {
                    faults += 1;
                }
                let why: String = why.chars().take(600).collect();
                println!("FAILED {call}\n    {}", why.replace('\n', "\n    "));
            }
        }
    }
    println!(
        "{name}: {count} operations, {} accepted and read ({departs} of the server's answers depart from the document), {known} refused as known, {faults} failed",
        answers
    );
    if faults + stale > 0 || count == 0 {
        std::process::exit(1);
    }
}
