//! Which files a crate has.

use std::collections::BTreeMap;
use std::sync::Arc;

use quote::quote;

use super::gates::Gates;
use super::idents::ident;
use super::page::{Page, comments, stays_in_line};
use super::press::{Finished, Press};
use super::text;
use super::tokens::{File, is_bare};
use super::{CrateOptions, GeneratedFile, path_of};
use crate::model::{Api, Docs, Module, Operation, Parameter, TypeDef};

/// One file to print.
#[derive(Debug)]
pub(super) struct Job<'a> {
    pub kind: Kind<'a>,
    pub types: Vec<&'a TypeDef>,
    pub operations: Vec<&'a Operation>,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    TypesIndex(Arc<Gates>),
    OperationsIndex(Arc<Gates>),
    Parameters,
    Module(Module, &'a str),
}

/// A file for every module, and the two that name them.
pub(super) fn jobs<'a>(api: &'a Api, options: &CrateOptions) -> Vec<Job<'a>> {
    // The features of a crate that has this as a module are its own.
    let gated = options.tag_features && options.module.is_none();
    let gates = Arc::new(if gated {
        Gates::new(api)
    } else {
        Gates::default()
    });
    let mut jobs = modules(api);
    jobs.push(Job::alone(Kind::TypesIndex(gates.clone())));
    if options.client {
        jobs.push(Job::alone(Kind::OperationsIndex(gates)));
        if !shared_parameters(api).is_empty() {
            jobs.push(Job::alone(Kind::Parameters));
        }
    }
    jobs
}

/// A file for every module.
fn modules(api: &Api) -> Vec<Job<'_>> {
    let mut modules: BTreeMap<Module, (Vec<&TypeDef>, Vec<&Operation>)> = BTreeMap::new();
    for ty in &api.types {
        modules.entry(ty.module.clone()).or_default().0.push(ty);
    }
    for operation in &api.operations {
        modules
            .entry(Module::Operations(operation.module.clone()))
            .or_default()
            .1
            .push(operation);
    }
    let job = |(module, (types, operations))| {
        let tag = api
            .tags
            .iter()
            .find(|tag| matches!(&module, Module::Operations(name) if *name == tag.module));
        Job {
            kind: Kind::Module(module, tag.map_or("", |tag| &tag.name)),
            types,
            operations,
        }
    };
    modules.into_iter().map(job).collect()
}

/// A file for every module that holds types alone.
pub(super) fn type_jobs(api: &Api) -> Vec<Job<'_>> {
    let mut jobs = modules(api);
    jobs.retain(|job| matches!(job.module(), Some(Module::Types(_))));
    jobs
}

impl<'a> Job<'a> {
    /// The module that the file is, where it is one of types or operations.
    pub fn module(&self) -> Option<&Module> {
        match &self.kind {
            Kind::Module(module, _) => Some(module),
            _ => None,
        }
    }

    /// The file of a module whose items are all printed.
    pub fn finished(&self, api: &Api, mut file: File<'_>) -> Finished {
        let docs = match &self.kind {
            Kind::Module(Module::Operations(_), tag) => tag_docs(api, tag),
            _ => Vec::new(),
        };
        let asked = std::mem::take(&mut file.asked);
        let path = path_of(&file.module);
        (asked, with_head(&path, &docs, file.finish()))
    }

    /// A file that belongs to no module.
    fn alone(kind: Kind<'a>) -> Self {
        Self {
            kind,
            types: Vec::new(),
            operations: Vec::new(),
        }
    }

    /// The names of the file's own items that the runtime has too.
    pub fn hidden(&self) -> Vec<&'a str> {
        let types = self.types.iter().map(|ty| ty.name.as_str());
        let operations = self.operations.iter().map(|one| one.name.as_str());
        types
            .chain(operations)
            .filter(|name| is_bare(name))
            .collect()
    }
}

fn tag_docs(api: &Api, name: &str) -> Vec<String> {
    let tag = api.tags.iter().find(|tag| tag.name == name);
    let said = tag.map(|tag| text::lines(&tag.docs)).unwrap_or_default();
    if !said.is_empty() {
        return said;
    }
    text::lines(&Docs::summary(
        if tag.is_some_and(|tag| tag.name == "default") {
            "Operations without a tag.".to_owned()
        } else {
            format!("{name}.")
        },
    ))
}

pub(super) fn types_index(api: &Api, gates: &Gates) -> Result<GeneratedFile, String> {
    let mut names: Vec<_> = api
        .types
        .iter()
        .filter_map(|ty| match &ty.module {
            Module::Types(name) => Some(name.as_str()),
            Module::Operations(_) | Module::Parameters => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    let gate = |name: &&str| gates.attribute(&Module::Types((*name).to_owned()));
    let gates: Vec<_> = names.iter().map(gate).collect();
    let names: Vec<_> = names.into_iter().map(ident).collect();
    let mut page = Page::default();
    page.item(quote!(#(#gates pub(crate) mod #names;)*));
    page.item(quote!(#(#gates pub use #names::*;)*));
    let docs = ["The types of the API.".to_owned()];
    with_head("src/types/mod.rs", &docs, page.finish())
}

pub(super) fn operations_index(api: &Api, gates: &Gates) -> Result<GeneratedFile, String> {
    let mut names: Vec<_> = api.tags.iter().map(|tag| tag.module.as_str()).collect();
    names.sort_unstable();
    let gate = |name: &&str| gates.attribute(&Module::Operations((*name).to_owned()));
    let gates: Vec<_> = names.iter().map(gate).collect();
    let names = names.into_iter().map(ident);
    let mut page = Page::default();
    page.item(quote!(#(#gates pub mod #names;)*));
    let docs = ["The operations of the API, a module for each tag.".to_owned()];
    with_head("src/operations/mod.rs", &docs, page.finish())
}

/// The parameters that have a static, by its name.
pub(super) fn shared_parameters(api: &Api) -> BTreeMap<&str, &Parameter> {
    let all = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    all.filter_map(|parameter| Some((parameter.shared.as_deref()?, parameter)))
        .collect()
}

pub(super) fn parameters(press: &Press<'_>) -> Result<GeneratedFile, String> {
    let mut file = File::new(press, Module::Parameters);
    file.uses_rt = true;
    for (name, parameter) in shared_parameters(press.api) {
        let start = format!("pub static {name}: rt::http::Parameter = ");
        let code = file.parameter_row(parameter).after(&start).lines(";");
        let mut text = String::new();
        comments(
            &mut text,
            0,
            &text::lines_or(&parameter.argument.docs, &parameter.name),
        );
        file.page.code(&(text + &code));
        if let Some(default) = &parameter.argument.default {
            let about = format!("What is meant where [`{name}`] is not set.");
            if let Some(code) = file.default_of(default, "&") {
                file.page.code(&format!("/// {about}\npub {code}\n"));
            }
        }
    }
    let docs = ["Parameters that several operations have.".to_owned()];
    with_head(&path_of(&Module::Parameters), &docs, file.finish())
}

/// A file with its marker and its documentation.
///
/// # Errors
/// Those of the items, with the file's path.
pub(super) fn with_head(
    path: &str,
    docs: &[String],
    items: Result<String, String>,
) -> Result<GeneratedFile, String> {
    let mut text = items.map_err(|error| format!("{path}: {error}"))?;
    let mut head = super::marker("//") + "\n";
    for line in docs {
        let line: String = line.chars().filter(|c| stays_in_line(*c)).collect();
        head += format!("//! {line}").trim_end();
        head.push('\n');
    }
    if !docs.is_empty() {
        head.push('\n');
    }
    text.insert_str(0, &head);
    text.shrink_to_fit();
    Ok(GeneratedFile {
        path: path.to_owned(),
        text,
    })
}
