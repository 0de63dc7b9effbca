//! Names, types and prose as tokens, and what a file has to import for them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::idents::word;
use super::page::Page;
use super::press::Press;
use super::uses::{one, several};
use crate::model::{Api, Extra, Module, Shape, TableId, TypeId, TypeRef};

/// One file in the making.
pub(super) struct File<'a> {
    pub api: &'a Api,
    taken: &'a Taken<'a>,
    /// The names that it took of those that are free.
    pub asked: Asked,
    pub module: Module,
    pub page: Page,
    /// What paths to the crate's own items start with.
    pub root: &'a str,
    /// Types and tables of other files, by name.
    imports: BTreeSet<(&'a Module, &'a str)>,
    /// Names of the runtime.
    runtime: BTreeSet<&'static str>,
    /// Names of the runtime that the file's own items have.
    pub hidden: Vec<&'a str>,
    pub uses_map: bool,
    /// Whether the file names the runtime by `rt::`.
    pub uses_rt: bool,
    /// Whether it names shared parameters.
    pub uses_parameters: bool,
    /// Whether it has a type that a person wrote, in whatever layout.
    pub uses_foreign: bool,
    /// The lines for parameters that several operations share, by what they link to.
    pub briefs: HashMap<String, Vec<String>>,
}

/// What the runtime has that files write without `rt::`, where they have no item of that name.
const BARE: [&str; 7] = ["Const", "Field", "Format", "Num", "Rule", "Schema", "Types"];

/// Whether the runtime has such a name, which files write without `rt::`.
pub(super) fn is_bare(name: &str) -> bool {
    BARE.contains(&name)
}

/// What a person adds to a type, a line each, above its item; `derives` are those that every type of its shape has.
pub(super) fn added(derives: &[&str], extra: Option<&Extra>) -> Vec<String> {
    let Some(extra) = extra else {
        return Vec::new();
    };
    let more: Vec<_> = extra.derives_beside(derives).collect();
    let mut lines = Vec::new();
    lines.extend(extra.hidden.then(|| "#[doc(hidden)]".to_owned()));
    lines.extend((!more.is_empty()).then(|| format!("#[derive({})]", more.join(", "))));
    lines.extend(extra.attributes.iter().cloned());
    lines
}

/// Names that a file chose because no other thing of the crate has them.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// In lower case.
    items: Vec<String>,
    tables: Vec<String>,
}

/// The names that a crate has.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    /// Types and operations, in lower case.
    items: HashSet<String>,
    tables: HashSet<&'a str>,
}

impl<'a> Taken<'a> {
    pub fn of(api: &'a Api) -> Self {
        let types = api.types.iter().map(|ty| &ty.name);
        let operations = api.operations.iter().map(|operation| &operation.name);
        Self {
            items: types
                .chain(operations)
                .map(|name| name.to_ascii_lowercase())
                .collect(),
            tables: api.tables.iter().map(|table| table.name.as_str()).collect(),
        }
    }

    /// Whether names that were free still are.
    pub fn leaves(&self, asked: &Asked) -> bool {
        let items = asked.items.iter().all(|name| !self.items.contains(name));
        items
            && asked
                .tables
                .iter()
                .all(|name| !self.tables.contains(&**name))
    }
}

impl<'a> File<'a> {
    pub fn new(press: &Press<'a>, module: Module) -> Self {
        Self {
            api: press.api,
            taken: press.taken,
            asked: Asked::default(),
            module,
            page: Page::default(),
            root: press.root,
            imports: BTreeSet::new(),
            runtime: BTreeSet::new(),
            hidden: Vec::new(),
            uses_map: false,
            uses_rt: false,
            uses_parameters: false,
            uses_foreign: false,
            briefs: HashMap::new(),
        }
    }

    /// Whether the file is no part of the crate: it stands in no module.
    fn is_outside(&self) -> bool {
        matches!(&self.module, Module::Types(name) if name.is_empty())
    }

    /// Puts more items of the same file behind those that there are.
    pub fn append(&mut self, more: Self) {
        self.page.append(more.page);
        self.asked.items.extend(more.asked.items);
        self.asked.tables.extend(more.asked.tables);
        self.imports.extend(more.imports);
        self.runtime.extend(more.runtime);
        self.uses_map |= more.uses_map;
        self.uses_rt |= more.uses_rt;
        self.uses_parameters |= more.uses_parameters;
        self.uses_foreign |= more.uses_foreign;
    }

    /// A name of the runtime, without `rt::` where no item of the file is called so.
    pub fn rt(&mut self, name: &'static str) -> Cow<'static, str> {
        if self.hidden.contains(&name) {
            self.uses_rt = true;
            return format!("rt::{name}").into();
        }
        self.runtime.insert(name);
        name.into()
    }

    pub fn table(&mut self, id: TableId) -> &'a str {
        let table = &self.api.tables[id.0];
        self.import(&table.module, &table.name);
        &table.name
    }

    fn import(&mut self, module: &'a Module, name: &'a str) {
        if *module != self.module {
            self.imports.insert((module, name));
        }
    }

    /// A type of the crate: by its path where the runtime has its name, else imported.
    fn named(&mut self, id: TypeId) -> Cow<'a, str> {
        let ty = &self.api.types[id.0];
        if BARE.contains(&ty.name.as_str()) && ty.module != self.module {
            return self.path(&ty.module, &ty.name).into();
        }
        self.import(&ty.module, &ty.name);
        word(&ty.name)
    }

    /// The path of an item of the crate.
    pub fn path(&self, module: &Module, name: &str) -> String {
        let (root, name) = (self.root, word(name));
        match module {
            // From outside of the crate its files are not seen.
            Module::Types(_) if self.is_outside() => format!("{root}::types::{name}"),
            Module::Types(file) => format!("{root}::types::{}::{name}", word(file)),
            Module::Operations(tag) => format!("{root}::operations::{}::{name}", word(tag)),
            Module::Parameters => format!("{root}::parameters::{name}"),
        }
    }

    /// `wanted`, or where a type is called so, another name with `base` in it.
    pub fn free_type(&mut self, wanted: &str, base: &str) -> String {
        let free = |name: &String| !self.taken.items.contains(&name.to_ascii_lowercase());
        let others = [wanted.to_owned(), format!("{base}Needs")].into_iter();
        let mut more = others.chain((1..).map(|count| format!("{base}Needs{count}")));
        let found = more.find(free).unwrap_or_default();
        self.asked.items.push(found.to_ascii_lowercase());
        found
    }

    /// `wanted`, with underscores until no table is called so.
    pub fn free_static(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while self.taken.tables.contains(name.as_str()) {
            name.push('_');
        }
        self.asked.tables.push(name.clone());
        name
    }

    /// The `use` lines of the file.
    fn uses(&self) -> Vec<String> {
        let root = self.root;
        let mut paths = Vec::new();
        paths.extend(
            self.uses_map
                .then(|| one(&format!("std::collections::{}", self.api.map.name()))),
        );
        paths.extend(
            self.uses_parameters
                .then(|| one(&format!("{root}::parameters"))),
        );
        let of_runtime = self.runtime.iter().copied();
        if of_runtime.len() > 0 {
            let itself = self.uses_rt.then_some("self");
            let names = itself.into_iter().chain(of_runtime).map(Cow::Borrowed);
            paths.push(several(&format!("{root}::rt"), names));
        } else {
            paths.extend(self.uses_rt.then(|| one(&format!("{root}::rt"))));
        }
        // Each file by its path: a name that is looked up among a thousand globs costs the compiler a thousand looks.
        let mut types: BTreeMap<&str, Vec<Cow<'_, str>>> = BTreeMap::new();
        for (module, name) in &self.imports {
            if let Module::Types(file) = module {
                types.entry(file).or_default().push(word(name));
            }
        }
        // From outside of the crate its files are not seen.
        if self.is_outside() && !types.is_empty() {
            let mut names: Vec<_> = types.into_values().flatten().collect();
            names.sort();
            paths.push(several(&format!("{root}::types"), names.into_iter()));
        } else {
            for (file, names) in types {
                let path = format!("{root}::types::{}", word(file));
                paths.push(several(&path, names.into_iter()));
            }
        }
        for (module, name) in &self.imports {
            if let Module::Operations(_) = module {
                paths.push(one(&self.path(module, name)));
            }
        }
        paths
    }

    /// The text of the file, below its marker and documentation.
    ///
    /// # Errors
    /// Tokens that are no Rust.
    pub fn finish(self) -> Result<String, String> {
        let mut text = self.uses().concat();
        let mut items = self.page.finish()?;
        if !text.is_empty() && !items.is_empty() {
            text.push('\n');
        }
        // A file may be as large as the document: there is never a second copy of it.
        items.insert_str(0, &text);
        Ok(items)
    }

    /// A type as text.
    pub fn ty_text(&mut self, ty: &TypeRef) -> String {
        use TypeRef as T;
        if let Some(text) = ty.plain(self.api.dates) {
            self.uses_foreign |= matches!(ty, T::Foreign(_));
            self.uses_rt |= names_the_runtime(text);
            return text.to_owned();
        }
        match ty {
            T::Named(id) => self.named(*id).into_owned(),
            T::Own(name) => word(name).into_owned(),
            T::Loose(inner) => {
                self.uses_rt = true;
                format!("rt::Loose<{}>", self.ty_text(inner))
            }
            T::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty_text(item)).collect();
                format!("({})", items.join(", "))
            }
            T::List(inner) => format!("Vec<{}>", self.ty_text(inner)),
            T::JsonText(inner) => {
                self.uses_rt = true;
                format!("rt::JsonText<{}>", self.ty_text(inner))
            }
            T::Sequence(inner) => {
                self.uses_rt = true;
                format!("rt::http::Sequence<{}>", self.ty_text(inner))
            }
            T::Map(inner) => {
                self.uses_map = true;
                format!("{}<String, {}>", self.api.map.name(), self.ty_text(inner))
            }
            T::Option(inner) => format!("Option<{}>", self.ty_text(inner)),
            T::Boxed(inner) => format!("Box<{}>", self.ty_text(inner)),
            _ => String::new(),
        }
    }

    /// What a function takes for a field of this type: what converts into it, where that saves a person a call.
    pub fn parameter(&mut self, ty: &TypeRef) -> String {
        let unboxed = match ty {
            TypeRef::Boxed(inner) => inner,
            other => other,
        };
        let text = self.ty_text(unboxed);
        if self.converts(unboxed) {
            format!("impl Into<{text}>")
        } else {
            text
        }
    }

    /// Whether values of other types are commonly turned into this one.
    pub fn converts(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => {
                matches!(&self.api.types[id.0].shape, Shape::Alias(target) if self.converts(target))
            }
            TypeRef::String | TypeRef::Secret | TypeRef::Json | TypeRef::Uuid | TypeRef::Base64 => {
                true
            }
            TypeRef::Binary | TypeRef::Own(_) | TypeRef::Number => true,
            TypeRef::JsonText(_) | TypeRef::Sequence(_) => true,
            TypeRef::DateTime
            | TypeRef::Date
            | TypeRef::Time
            | TypeRef::Duration
            | TypeRef::Ipv4
            | TypeRef::Ipv6 => true,
            _ => false,
        }
    }
}

/// Whether a type is `rt::` something, or has such a part: a person's own may have it anywhere.
fn names_the_runtime(ty: &str) -> bool {
    let mut paths = ty.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':');
    paths.any(|path| path.starts_with("rt::"))
}
