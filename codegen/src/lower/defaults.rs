//! Defaults that a constant can hold, once all types are known.

use std::collections::HashSet;

use super::names;
use crate::model::{
    Api, Constant, Default, Docs, Given, IntegerWidth, Kind, Rule, Select, Shape, TypeDef, TypeRef,
    Union,
};

/// How many aliases may lead to each other.
const DEEPEST: usize = 32;

/// Finds the defaults of the members of types, from the one at `first` on.
pub(super) fn of_types(types: &mut [TypeDef], first: usize) {
    let known = Known { types };
    let new = known.types.iter().skip(first);
    let found: Vec<_> = new.map(|ty| known.of_type(ty)).collect();
    for (ty, found) in types.iter_mut().skip(first).zip(found) {
        let given = ty.docs.default.as_deref();
        ty.default = given.and_then(|json| variant(&ty.shape, json));
        if let Shape::Struct(shape) = &mut ty.shape {
            for (member, found) in shape.members.iter_mut().zip(found) {
                member.default = found.map(Box::new);
            }
        }
    }
}

/// The variant of an enum of values that the JSON stands for.
fn variant(shape: &Shape, json: &str) -> Option<String> {
    match shape {
        Shape::StringEnum(shape) => {
            let value: String = serde_json::from_str(json).ok()?;
            let variant = shape.variants.iter().find(|one| one.value == value)?;
            Some(variant.ident.clone())
        }
        Shape::IntegerEnum(shape) => {
            let value: i64 = json.parse().ok()?;
            let variant = shape.variants.iter().find(|one| one.value == value)?;
            Some(variant.ident.clone())
        }
        _ => None,
    }
}

/// Finds the defaults of parameters. What several operations share stands beside tables, under a name that none has.
pub(super) fn of_operations(api: &mut Api) {
    let known = Known { types: &api.types };
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let shared = parameters.filter_map(|parameter| parameter.shared.clone());
    let tables = api.tables.iter().map(|table| table.name.clone());
    let taken: HashSet<String> = shared.chain(tables).collect();
    let operations = api.operations.iter_mut();
    for parameter in operations.flat_map(|operation| &mut operation.parameters) {
        let argument = &mut parameter.argument;
        let name = parameter.shared.as_ref().unwrap_or(&argument.ident);
        let mut found = known.default(name, &argument.ty, &argument.docs);
        if let (Some(found), Some(_)) = (&mut found, &parameter.shared) {
            found.name = names::free(&found.name, &taken);
        }
        argument.default = found.map(Box::new);
    }
}

/// Adds what decoding fills in to the tables of types, from the one at `first` on. What must be there is never made up.
pub(super) fn fill(api: &mut Api, first: usize) {
    let types = &api.types;
    for ty in &types[first..] {
        let (Shape::Struct(shape), Some(table)) = (&ty.shape, api.tables.get_mut(ty.table.0))
        else {
            continue;
        };
        let rows = table.schema.fields.iter().zip(&shape.members);
        let given =
            rows.filter(|(row, member)| !row.required && matches!(member.ty, TypeRef::Option(_)));
        let given = given.filter_map(|(row, member)| {
            Some((
                row.name.to_string(),
                constant(said(types, &member.ty, &member.docs)?),
            ))
        });
        let given: Vec<_> = given.collect();
        if !given.is_empty() {
            table.schema.rules.push(Rule::Defaults(given));
        }
    }
}

/// What is said to be meant where a member is not set: by the member itself, else by the schema that it refers to.
fn said<'d>(types: &'d [TypeDef], ty: &TypeRef, docs: &'d Docs) -> Option<&'d str> {
    let (mut said, mut ty) = (docs.default.as_deref(), ty);
    for _ in 0..DEEPEST {
        let (None, TypeRef::Named(id)) = (said, ty.inmost()) else {
            break;
        };
        let named = types.get(id.0)?;
        said = named.docs.default.as_deref();
        match &named.shape {
            Shape::Alias(target) => ty = target,
            _ => break,
        }
    }
    said
}

fn constant(json: &str) -> Constant {
    match (serde_json::from_str(json), json.parse()) {
        (Ok(text), _) => Constant::Str(String::into(text)),
        (_, Ok(integer)) => Constant::Int(integer),
        _ => Constant::Json(json.to_owned()),
    }
}

struct Known<'t> {
    types: &'t [TypeDef],
}

impl Known<'_> {
    fn of_type(&self, ty: &TypeDef) -> Vec<Option<Default>> {
        let Shape::Struct(shape) = &ty.shape else {
            return Vec::new();
        };
        let mut taken = HashSet::new();
        let members = shape.members.iter();
        let found = members.map(|member| {
            let mut found = self.default(&member.ident, &member.ty, &member.docs)?;
            // A name that the settings give may differ from another by case alone.
            found.name = names::free(&found.name, &taken);
            taken.insert(found.name.clone());
            Some(found)
        });
        found.collect()
    }

    fn default(&self, name: &str, ty: &TypeRef, docs: &Docs) -> Option<Default> {
        let json = said(self.types, ty, docs)?;
        let mut ty = ty;
        while let TypeRef::Option(inner) | TypeRef::Boxed(inner) = ty {
            ty = inner;
        }
        let given = self.given(ty, json)?;
        Some(Default {
            name: format!("DEFAULT_{}", names::constant(name)),
            ty: match given {
                Given::List(_) => self.unnamed(ty, DEEPEST)?,
                _ => ty.clone(),
            },
            given,
        })
    }

    /// The default as a constant of the type; `None` where there is no such constant, or where the type has no such value.
    fn given(&self, ty: &TypeRef, json: &str) -> Option<Given> {
        let text = || serde_json::from_str::<String>(json).ok();
        match ty {
            TypeRef::Bool => json.parse().ok().map(Given::Bool),
            TypeRef::Integer(width) => fits(*width, json).then(|| Given::Number(json.to_owned())),
            TypeRef::F32 => {
                let value = finite(json)? as f32;
                value
                    .is_finite()
                    .then(|| Given::Number(format!("{value:?}")))
            }
            TypeRef::F64 => Some(Given::Number(format!("{:?}", finite(json)?))),
            TypeRef::String
            | TypeRef::DateTime
            | TypeRef::Date
            | TypeRef::Time
            | TypeRef::Duration
            | TypeRef::Uuid => text().map(Given::Text),
            TypeRef::Named(_) => match &self.shape(ty)? {
                Shape::Alias(target) => self.given(target, json),
                shape @ (Shape::StringEnum(_) | Shape::IntegerEnum(_)) => {
                    variant(shape, json).map(Given::Variant)
                }
                Shape::Union(union) => self.held(union, json),
                Shape::Struct(_) => None,
            },
            TypeRef::List(item) => {
                let items: Vec<serde_json::Value> = serde_json::from_str(json).ok()?;
                let items = items.iter().map(|one| self.given(item, &one.to_string()));
                items.collect::<Option<_>>().map(Given::List)
            }
            _ => None,
        }
    }

    /// What a union holds, where the kind of the JSON tells its variant, and no memory needs to be asked for it.
    fn held(&self, union: &Union, json: &str) -> Option<Given> {
        let Select::Kind(by_kind) = &union.select else {
            return None;
        };
        let kind = match serde_json::from_str(json).ok()? {
            serde_json::Value::Bool(_) => Kind::Boolean,
            serde_json::Value::Number(_) if json.parse::<i64>().is_ok() => Kind::Integer,
            serde_json::Value::Number(_) => Kind::Number,
            serde_json::Value::String(_) => Kind::String,
            _ => return None,
        };
        let mut entries = by_kind.iter();
        let (_, select) = entries.find(|(kinds, _)| {
            kinds.contains(kind) || kind == Kind::Integer && kinds.contains(Kind::Number)
        })?;
        let Select::Is(index) = select else {
            return None;
        };
        let variant = union.variants.get(*index)?;
        match self.given(&variant.ty, json)? {
            Given::Text(_) | Given::List(_) => None,
            given => Some(Given::Held(
                variant.ident.clone(),
                variant.ty.clone(),
                Box::new(given),
            )),
        }
    }

    /// A list of what has no name of its own, where names stand for it; `None` where that does not end.
    fn unnamed(&self, ty: &TypeRef, depth: usize) -> Option<TypeRef> {
        let depth = depth.checked_sub(1)?;
        match ty {
            TypeRef::List(item) => Some(TypeRef::List(Box::new(self.unnamed(item, depth)?))),
            TypeRef::Named(id) => match &self.types.get(id.0)?.shape {
                Shape::Alias(target) => self.unnamed(target, depth),
                _ => Some(ty.clone()),
            },
            other => Some(other.clone()),
        }
    }

    /// What a name stands for in the end; an alias only where it stands for what has no name.
    fn shape(&self, ty: &TypeRef) -> Option<&Shape> {
        let mut ty = ty;
        for _ in 0..DEEPEST {
            let TypeRef::Named(id) = ty else { return None };
            match &self.types.get(id.0)?.shape {
                Shape::Alias(target) if matches!(target, TypeRef::Named(_)) => ty = target,
                shape => return Some(shape),
            }
        }
        None
    }
}

fn finite(json: &str) -> Option<f64> {
    json.parse().ok().filter(|value: &f64| value.is_finite())
}

fn fits(width: IntegerWidth, json: &str) -> bool {
    match width {
        IntegerWidth::I32 => json.parse::<i32>().is_ok(),
        IntegerWidth::I64 => json.parse::<i64>().is_ok(),
        IntegerWidth::U32 => json.parse::<u32>().is_ok(),
        IntegerWidth::U64 => json.parse::<u64>().is_ok(),
    }
}
