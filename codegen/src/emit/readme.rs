//! `README.md` of the crate: what it is, how to depend on it, and one call in each way that users know from elsewhere.

use super::idents::ident;
use super::manifest::{parts, toml};
use super::shown::{Base, Shown, credential, shown};
use super::{CrateOptions, page::Page};
use crate::model::{Api, SecurityKind, SecurityScheme};
use quote::quote;

/// The README of the crate, or of the module.
pub(super) fn readme(api: &Api, options: &CrateOptions) -> String {
    let (title, root) = match &options.module {
        Some(path) => (path, path.clone()),
        None => (&options.name, options.name.replace('-', "_")),
    };
    let mut out = format!("{}\n\n# {title}\n\n", super::marker_markdown());
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
    out += &depended_on(api, options);
    if let Some(shown) = shown(api).filter(|_| options.client) {
        out += &calls(&shown, &root);
    }
    out += if options.client {
        "\nFeatures: `ureq` (blocking client), `reqwest` (asynchronous client), `serde`, and those that `Cargo.toml` explains.\n"
    } else {
        "\nFeatures: `serde`, and those that `Cargo.toml` explains.\n"
    };
    out
}

/// What stands in the `Cargo.toml` of whoever uses the crate; for a module, in that of the crate around it.
fn depended_on(api: &Api, options: &CrateOptions) -> String {
    if options.module.is_some() {
        let parts = parts(api, options);
        return format!(
            "The crate around this module has these lines in its `Cargo.toml`, beside its own:\n\n```toml\n{parts}```\n"
        );
    }
    let feature = if options.client { "ureq" } else { "serde" };
    format!(
        "```toml\n[dependencies]\n{} = {{ version = {}, features = [\"{feature}\"] }}\n```\n",
        options.name,
        toml(&options.version)
    )
}

/// Adds to the root of a crate what makes rustdoc compile the programs of its README.
pub(super) fn compiled(options: &CrateOptions, page: &mut Page) {
    if options.client && options.module.is_none() && !options.hidden {
        // The calls are those of a tag; a manifest without features of tags need not have a `default` either.
        let tags = options.tag_features.then(|| quote!(feature = "default",));
        page.item(quote! {
            #[cfg(all(doctest, #tags feature = "reqwest", feature = "ureq"))]
            #[doc = include_str!("../README.md")]
            struct Readme;
        });
    }
}

/// Text without what Markdown or HTML would take for something.
fn plain(text: &str) -> String {
    let plain = text
        .chars()
        .filter(|c| !c.is_control() && !"<>[]`*_|\\".contains(*c));
    plain.collect::<String>().trim().to_owned()
}

/// So many credentials beside the first have a program of their own.
const PROGRAMS: usize = 2;

fn calls(shown: &Shown<'_>, krate: &str) -> String {
    let program = |main: &str, client: &str, scheme: Option<&SecurityScheme>, lines: &[String]| {
        program(shown, krate, main, client, scheme, lines)
    };
    let (call, first) = (&shown.call, shown.schemes.first().copied());
    let show = "println!(\"{:?}\", answer.value);".to_owned();
    let blocking = |scheme: Option<&SecurityScheme>, print: String| {
        let client = client("BlockingClient::new()", shown, scheme);
        let send = format!("let answer = {call}.send_blocking(&client)?;");
        program("fn main", "BlockingClient", scheme, &[client, send, print])
    };
    let mut out = blocking(first, show.clone());
    out += "\nWithout blocking the thread (feature `reqwest`):\n";
    let asynchronous = client("Client::new()?", shown, first);
    let send = format!("let answer = {call}.send(&client).await?;");
    let main = [asynchronous, send, show.clone()];
    out += &program("async fn call", "Client", first, &main);
    let others = shown.schemes.get(1..).unwrap_or_default();
    let (with_program, named) = others.split_at(others.len().min(PROGRAMS));
    let (said, print) = match shown.is_json {
        true => (", the answer as JSON", json_shown(krate)),
        false => ("", show),
    };
    for scheme in with_program {
        out += &format!("\nBy `{}`{said}:\n", plain(&scheme.name));
        out += &blocking(Some(scheme), print.clone());
    }
    out += &other_credentials(first, named);
    if first.is_none() {
        out += "\nA header that goes along with every call, whatever the document says: `client.header(name, value)`.\n";
    }
    out += match first {
        Some(_) => "\nAs a `curl` command, with `$TOKEN` for the credential:\n",
        None => "\nAs a `curl` command:\n",
    };
    let print = format!(
        "println!(\"{{}}\", {call}.to_curl({:?})?);",
        shown.base.url()
    );
    out += &program("fn main", "", None, &[print]);
    if shown.is_json && with_program.is_empty() {
        out += "\n`rt::json::to_string_pretty(&answer.value)` is the answer as JSON.\n";
    }
    out
}

/// The line that prints what came as JSON.
fn json_shown(krate: &str) -> String {
    format!("println!(\"{{}}\", {krate}::rt::json::to_string_pretty(&answer.value));")
}

/// What else may prove who calls, a line each.
fn other_credentials(first: Option<&SecurityScheme>, named: &[&SecurityScheme]) -> String {
    let is_fetched = |scheme: &SecurityScheme| {
        matches!(scheme.kind, SecurityKind::OAuth2 { token_url: Some(_) })
    };
    let mut lines = String::new();
    if first.is_some_and(is_fetched) {
        lines += "- an access token that you have: `.bearer_token(\"token\")`\n";
    }
    for scheme in named {
        let name = plain(&scheme.name);
        lines += &format!("- `{name}`: `{}`\n", credential(Some(scheme)));
    }
    match lines.is_empty() {
        true => lines,
        false => format!("\nOther credentials that the call takes:\n\n{lines}"),
    }
}

/// The line that makes a client.
fn client(new: &str, shown: &Shown<'_>, scheme: Option<&SecurityScheme>) -> String {
    let base = match &shown.base {
        Base::Known(_) => String::new(),
        Base::MadeUp(url) => format!(".base_url({url:?})"),
    };
    format!("let client = {new}{base}{};", credential(scheme))
}

/// A program, or a function of one, that makes the call by a client.
fn program(
    shown: &Shown<'_>,
    krate: &str,
    main: &str,
    client: &str,
    scheme: Option<&SecurityScheme>,
    lines: &[String],
) -> String {
    let mut used = vec![client];
    used.extend(scheme.map(|_| "Credential"));
    used.push("Operation");
    used.extend(scheme.map(|_| "security"));
    used.retain(|name| !name.is_empty());
    let used = match used.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let operation = shown.operation;
    let allow = match operation.docs.deprecated {
        Some(_) => "#[allow(deprecated)]\n",
        None => "",
    };
    let (module, name) = (ident(&operation.module), &operation.name);
    let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!(
        "
```rust,no_run
{allow}{main}() -> Result<(), Box<dyn std::error::Error>> {{
    use {krate}::operations::{module}::{name};
    use {krate}::{used};

{lines}    Ok(())
}}
```
"
    )
}
