//! `README.md` of the crate: what it is, how to depend on it, and one call in each way that users know from elsewhere.

use super::CrateOptions;
use super::idents::ident;
use super::manifest::toml;
use crate::model::{Api, Operation, SecurityKind, SecurityScheme, TypeRef};

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
    if let Some(operation) = api.operations.first() {
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
    let call = format!("{}::new({arguments})", operation.name);
    let schemes = schemes(api, operation);
    let first = schemes.first().copied();
    let mut out = blocking(operation, &call, first, options);
    out += "\nWithout blocking the thread (feature `reqwest`):\n\n```rust,ignore\n";
    out += &format!("let client = Client::new()?{};\n", credential(first));
    out += &format!(
        "let answer = {call}.send(&client).await?;\nprintln!(\"{{:?}}\", answer.value);\n```\n"
    );
    if first
        .is_some_and(|scheme| matches!(scheme.kind, SecurityKind::OAuth2 { token_url: Some(_) }))
    {
        out += "\nWith an access token that you have:\n\n```rust,ignore\nlet client = BlockingClient::new().bearer_token(\"token\");\n";
        out += &format!("let answer = {call}.send_blocking(&client)?;\n```\n");
    }
    for scheme in schemes.iter().skip(1) {
        out += &format!("\nWith `{}`:\n\n```rust,ignore\n", plain(&scheme.name));
        out += &format!(
            "let client = BlockingClient::new(){};\n",
            credential(Some(scheme))
        );
        out += &format!("let answer = {call}.send_blocking(&client)?;\n```\n");
    }
    out += "\nAs a `curl` command, with `$TOKEN` for the credential, and the answer as JSON:\n\n```rust,ignore\n";
    out += &format!("println!(\"{{}}\", {call}.to_curl(SERVERS[0].url)?);\n");
    out + "println!(\"{}\", rt::json::to_string_pretty(&answer.value));\n```\n"
}

/// A program that makes the call.
fn blocking(
    operation: &Operation,
    call: &str,
    scheme: Option<&SecurityScheme>,
    options: &CrateOptions,
) -> String {
    let krate = options.name.replace('-', "_");
    let allow = match operation.docs.deprecated {
        Some(_) => "#[allow(deprecated)]\n",
        None => "",
    };
    let used = match scheme {
        Some(_) => "BlockingClient, Credential, Operation, security",
        None => "BlockingClient, Operation",
    };
    let (module, name, credential) = (
        ident(&operation.module),
        &operation.name,
        credential(scheme),
    );
    format!(
        "
```rust,no_run
# #[cfg(feature = \"ureq\")]
{allow}fn main() -> Result<(), Box<dyn std::error::Error>> {{
    use {krate}::operations::{module}::{name};
    use {krate}::{{{used}}};

    let client = BlockingClient::new(){credential};
    let answer = {call}.send_blocking(&client)?;
    println!(\"{{:?}}\", answer.value);
    Ok(())
}}
# #[cfg(not(feature = \"ureq\"))]
# fn main() {{}}
```
"
    )
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
