//! What makes a struct, and its setters: alike for types and for operations.

use super::code::Code;
use super::idents::word;
use super::items::{Item, Part};
use super::tokens::File;
use crate::model::TypeRef;

/// More required members than this are taken by name.
pub(super) const MOST_ARGUMENTS: usize = 4;

/// A field, as what is made of structs and of operations alike needs it.
pub(super) struct FieldOf<'m> {
    pub ident: &'m str,
    pub ty: &'m TypeRef,
    /// Its place among what the constructor takes, where that takes it.
    pub needed: Option<usize>,
    /// Whether the constructor takes what is inside of an `Option`.
    pub lacking: bool,
    /// The functions that set it to `null`, and to nothing.
    pub null_setters: Option<&'m [String; 2]>,
    /// The one value that it can have, where it must be there.
    pub fixed: Option<String>,
    /// `#[deprecated]`, where its setter has it.
    pub deprecated: Option<String>,
}

impl File<'_> {
    /// Adds `new`, which takes what must be there; `make` is the macro that makes it.
    pub fn constructor(
        &mut self,
        make: &str,
        name: &str,
        fields: &[FieldOf<'_>],
        deprecated: Option<String>,
    ) {
        let taken = |field: &&FieldOf<'_>| field.needed.is_some() && field.fixed.is_none();
        let mut needed: Vec<&FieldOf<'_>> = fields.iter().filter(taken).collect();
        needed.sort_by_key(|field| field.needed);
        let mut arguments = vec![Code::from(word(name).into_owned())];
        if needed.len() > MOST_ARGUMENTS {
            arguments.push(self.by_name(name, &needed).into());
            let names = needed
                .iter()
                .map(|field| word(field.ident).into_owned().into());
            arguments.push(Code::list("[", names.collect(), "]"));
        } else {
            let parameters = needed.iter().map(|field| {
                let parameter = self.parameter(inside(field).unwrap_or(field.ty));
                format!("{}: {parameter}", word(field.ident)).into()
            });
            arguments.push(Code::list("[", parameters.collect(), "]"));
            let lacking: Vec<Code> = needed
                .iter()
                .filter_map(|field| {
                    let inner = inside(field).filter(|inner| self.converts(inner))?;
                    Some(format!("{}: {}", word(field.ident), self.ty_text(inner)).into())
                })
                .collect();
            if !lacking.is_empty() {
                arguments.push(Code::list("lacking: [", lacking, "]"));
            }
        }
        arguments.extend(fixed(fields));
        arguments.extend(deprecated.map(|note| Code::from(format!("deprecated: {note}"))));
        let code = Code::list(format!("rt::{make}!("), arguments, ")").lines(";");
        self.page.code(&code);
    }

    /// What must be there, by name: the compiler says which is missing, and none can be taken for another.
    fn by_name(&mut self, name: &str, needed: &[&FieldOf<'_>]) -> String {
        let new = self.free_type(&format!("New{name}"), name);
        let mut fields = Vec::new();
        for field in needed {
            let code = format!(
                "pub {}: {}",
                word(field.ident),
                self.ty_text(inside(field).unwrap_or(field.ty))
            );
            let about = format!("[`{name}::{}`].", field.ident);
            fields.push(Part::new(vec![about], code));
        }
        self.item(&Item {
            prose: vec![format!("What [`{name}`] must have.")],
            attributes: vec!["#[derive(Clone, Debug)]".to_owned()],
            head: format!("pub struct {new}"),
            parts: Some(fields),
            by_hand: false,
        });
        new
    }

    /// A field with what its setter takes: `name: T`, `name?: T` where the field is an `Option`.
    pub fn setter(&mut self, field: &FieldOf<'_>) -> String {
        format!("{}{}", word(field.ident), self.setter_type(field))
    }

    /// A setter that does not stand among those of the other fields: one that is called `setter`, or has attributes.
    pub fn setter_apart(&mut self, name: &str, field: &FieldOf<'_>, setter: &str) {
        let mark = field.deprecated.as_deref();
        let mark = mark.map_or_else(String::new, |mark| format!("{mark} "));
        let (name, takes) = (word(name), self.setter_type(field));
        let (field, setter) = (word(field.ident), word(setter));
        let arguments = vec![
            format!("{mark}{name}").into(),
            format!("{field} as {setter}{takes}").into(),
        ];
        let code = Code::list("rt::setter!(", arguments, ")").lines(";");
        self.page.code(&code);
    }

    /// What a setter takes, with the signs that say what it does with it.
    pub fn setter_type(&mut self, field: &FieldOf<'_>) -> String {
        match (field.ty, field.null_setters) {
            (TypeRef::Option(inner), Some([null, unset])) => {
                let inner = match &**inner {
                    TypeRef::Option(inner) => inner,
                    other => other,
                };
                format!("??: {} as [{null}, {unset}]", self.parameter(inner))
            }
            (TypeRef::Option(inner), None) if field.needed.is_none() || field.lacking => {
                format!("?: {}", self.parameter(inner))
            }
            (other, _) => format!(": {}", self.parameter(other)),
        }
    }
}

/// What a constructor takes in place of an `Option` that it fills.
fn inside<'m>(field: &FieldOf<'m>) -> Option<&'m TypeRef> {
    match field.ty {
        TypeRef::Option(inner) if field.lacking => Some(inner),
        _ => None,
    }
}

/// The fields that have one value alone, for a macro that makes a struct.
pub(super) fn fixed(fields: &[FieldOf<'_>]) -> Option<Code> {
    let value = |field: &FieldOf<'_>| {
        let value = field.fixed.as_ref()?;
        Some(Code::from(format!("{}: {value}", word(field.ident))))
    };
    let known: Vec<Code> = fields.iter().filter_map(value).collect();
    (!known.is_empty()).then(|| Code::list("fixed: [", known, "]"))
}
