//! `README.md` of the crate: what it is, how to depend on it, and one call in each way that users know from elsewhere.

use super::CrateOptions;
use super::idents::ident;
use super::manifest::toml;
use crate::model::{Answer, Api, Operation, SecurityKind, SecurityScheme, TypeRef};

/// The README.
pub(super) fn readme(api: &Api, options: &CrateOptions) -> String {
    let mut out = format!("{}\n\n# {}\n\n", super::marker_markdown(), options.name);
    out += &format!(
        "Typed Rust client for **{}**, version {}.\n\n",
        plain(&api.title),
        api.version
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))
            .collect::<String>()
    );
    out += if options.client {
        "Types are plain structs and enums, each operation is a value that can be validated, printed as `curl`, and sent.\n\n"
    } else {
        "Types are plain structs and enums with validators.\n\n"
    };
    let feature = if options.client { "ureq" } else { "serde" };
    out += &format!(
        "```toml\n[dependencies]\n{} = {{ version = {}, features = [\"{feature}\"] }}\n```\n",
        options.name,
        toml(&options.version)
    );
    if let Some(operation) = api.operations.first().filter(|_| options.client) {
        out += &match arguments(operation) {
            Some(arguments) => calls(api, operation, &arguments, options),
            None => format!(
                "\n```rust,no_run\nuse {}::operations::{}::{};\n// See the documentation of the type for what it takes.\n```\n",
                options.name.replace('-', "_"),
                ident(&operation.module),
                operation.name
            ),
        };
    }
    out += if options.client {
        "\nFeatures: `ureq` (blocking client), `reqwest` (asynchronous client), `serde`, and those that `Cargo.toml` explains.\n"
    } else {
        "\nFeatures: `serde`, and those that `Cargo.toml` explains.\n"
    };
    out
}

/// Text without what Markdown or HTML would take for something.
fn plain(text: &str) -> String {
    let plain = text
        .chars()
        .filter(|c| !c.is_control() && !"<>[]`*_|\\".contains(*c));
    plain.collect::<String>().trim().to_owned()
}

/// Placeholders for what the operation needs; `None` where it takes more than a few texts.
fn arguments(operation: &Operation) -> Option<String> {
    let all = operation.parameters.iter().map(|p| &p.argument);
    let all = all.chain(operation.body.as_ref().map(|body| &body.argument));
    let needed: Vec<_> = all.filter(|argument| argument.required).collect();
    let texts = needed.iter().all(|argument| argument.ty == TypeRef::String) && needed.len() <= 4;
    let placeholders = needed
        .iter()
        .map(|argument| format!("\"{}\"", argument.ident));
    texts.then(|| placeholders.collect::<Vec<_>>().join(", "))
}

fn calls(api: &Api, operation: &Operation, arguments: &str, options: &CrateOptions) -> String {
    let block = Block {
        operation,
        options,
        call: format!("{}::new({arguments})", operation.name),
    };
    let schemes = schemes(api, operation);
    let first = schemes.first().copied();
    let blocking = |credential: &str| {
        let client = format!("let client = BlockingClient::new(){credential};");
        let answer = format!("let answer = {}.send_blocking(&client)?;", block.call);
        [client, answer, SHOWN.to_owned()]
    };
    let used = with_credential("BlockingClient", first);
    let mut out = block.program("", "fn main()", &used, &blocking(&credential(first)));
    let lines = [
        format!("let client = Client::new()?{};", credential(first)),
        format!("let answer = {}.send(&client).await?;", block.call),
        SHOWN.to_owned(),
    ];
    let used = with_credential("Client", first);
    let about = "Without blocking the thread (feature `reqwest`):";
    out += &block.program(about, "async fn call()", &used, &lines);
    if first
        .is_some_and(|scheme| matches!(scheme.kind, SecurityKind::OAuth2 { token_url: Some(_) }))
    {
        let about = "With an access token that you have:";
        let lines = blocking(".bearer_token(\"token\")");
        out += &block.program(about, "fn main()", "BlockingClient, Operation", &lines);
    }
    for scheme in schemes.iter().skip(1) {
        let about = format!("With `{}`:", plain(&scheme.name));
        let used = with_credential("BlockingClient", Some(scheme));
        let lines = blocking(&credential(Some(scheme)));
        out += &block.program(&about, "fn main()", &used, &lines);
    }
    // An enum of answers has no JSON of its own.
    let (used, shown) = match operation.output {
        Answer::One(_) => (", rt", "rt::json::to_string_pretty(&answer.value)"),
        Answer::Several { .. } => ("", "String::from_utf8_lossy(&answer.body)"),
    };
    // A document without servers is served where its client says.
    let (servers, base) = match api.servers.is_empty() {
        true => ("", "\"https://example.com\""),
        false => (", SERVERS", "SERVERS[0].url"),
    };
    let lines = [
        format!("let call = {};", block.call),
        format!("println!(\"{{}}\", call.to_curl({base})?);"),
        format!("let client = BlockingClient::new(){};", credential(first)),
        "let answer = call.send_blocking(&client)?;".to_owned(),
        format!("println!(\"{{}}\", {shown});"),
    ];
    let used = with_credential("BlockingClient", first).replacen(
        "Operation",
        &format!("Operation{servers}{used}"),
        1,
    );
    let about = "As a `curl` command, with `$TOKEN` for the credential, and the answer as JSON:";
    out + &block.program(about, "fn main()", &used, &lines)
}

const SHOWN: &str = "println!(\"{:?}\", answer.value);";

/// The names that a call with a credential takes of the crate.
fn with_credential(client: &str, scheme: Option<&SecurityScheme>) -> String {
    match scheme {
        Some(_) => format!("{client}, Credential, Operation, security"),
        None => format!("{client}, Operation"),
    }
}

/// What programs that make one call share.
struct Block<'a> {
    operation: &'a Operation,
    options: &'a CrateOptions,
    call: String,
}

impl Block<'_> {
    /// A program of these lines. The crate's own tests compile it (`#[cfg(doctest)]` in `src/lib.rs`).
    fn program(&self, about: &str, head: &str, used: &str, lines: &[String]) -> String {
        let krate = self.options.name.replace('-', "_");
        let (module, name) = (ident(&self.operation.module), &self.operation.name);
        let about = match about {
            "" => String::new(),
            about => format!("\n{about}\n"),
        };
        let mut out = format!("{about}\n```rust,no_run\n");
        out += &format!("use {krate}::operations::{module}::{name};\nuse {krate}::{{{used}}};\n\n");
        if self.operation.docs.deprecated.is_some() {
            out += "#[allow(deprecated)]\n";
        }
        out += &format!("{head} -> Result<(), Box<dyn std::error::Error>> {{\n");
        for line in lines {
            out += &format!("    {line}\n");
        }
        out + "    Ok(())\n}\n```\n"
    }
}

/// The schemes of alternatives that need one, and that a credential can be shown for.
fn schemes<'a>(api: &'a Api, operation: &Operation) -> Vec<&'a SecurityScheme> {
    let single = operation
        .security
        .iter()
        .filter(|all| all.len() == 1)
        .flatten();
    let known = single.filter_map(|one| {
        let scheme = api
            .security_schemes
            .iter()
            .find(|scheme| scheme.ident == one.scheme)?;
        (!maker(&scheme.kind).is_empty()).then_some(scheme)
    });
    known.collect()
}

fn credential(scheme: Option<&SecurityScheme>) -> String {
    scheme.map_or_else(String::new, |scheme| {
        let (ident, maker) = (ident(&scheme.ident), maker(&scheme.kind));
        format!(".credential(&security::{ident}, Credential::{maker})")
    })
}

fn maker(kind: &SecurityKind) -> &'static str {
    match kind {
        SecurityKind::Http(scheme) => match scheme.as_str() {
            "basic" => "basic(\"user\", \"password\")",
            "digest" => "digest(\"user\", \"password\")",
            "bearer" => "bearer(\"token\")",
            _ => "",
        },
        SecurityKind::ApiKey { .. } => "api_key(\"key\")",
        SecurityKind::OAuth2 { token_url: Some(_) } => "client_credentials(\"id\", \"secret\")",
        SecurityKind::OAuth2 { token_url: None } | SecurityKind::OpenIdConnect(_) => {
            "bearer(\"token\")"
        }
        SecurityKind::MutualTls | SecurityKind::Other(_) => "",
    }
}
