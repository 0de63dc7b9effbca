//! Which operations answer a page at a time: by the names of their parameters and of the members of their answers.

use super::headers::HeaderMember;
use super::page_names::{
    ASIDE, CURSORS, ITEMS, MORE, NEXT, OFFSETS, PAGES, SIZES, URLS, WRAPPERS, key,
};
use super::types::Types;
use crate::model::{
    Advance, Answer, Location, Paging, Parameter, Rule, Schema, SchemaRef, Shape, TypeRef,
};

/// A member of a page.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Its name on the wire.
    pub name: String,
    /// Its field.
    pub ident: String,
    pub ty: TypeRef,
}

impl Types<'_, '_> {
    /// How an operation is paged; `None` where it is not, or where that cannot be told.
    pub(super) fn paging(
        &self,
        method: &str,
        parameters: &[Parameter],
        output: &Answer,
        headers: &[HeaderMember],
    ) -> Option<Paging> {
        if !method.eq_ignore_ascii_case("get") {
            return None;
        }
        let (page, members) = self.page(output)?;
        if let Some((items, item)) = self.items(&page, &members) {
            return self.paging_of(parameters, headers, &members, items, item);
        }
        // A page that is all that the answer holds: beside other members it is a part, whose next page is no such answer.
        let [around] = members.as_slice() else {
            return None;
        };
        let inner = self.target(&around.ty);
        let members = self.members_of(inner);
        let (items, item) = self.items(inner, &members)?;
        let is_known = items.iter().any(|(name, _)| ITEMS.contains(&&*key(name)));
        if !is_known {
            return None;
        }
        let paging = self.paging_of(parameters, headers, &members, items, item)?;
        Some(within(paging, around))
    }

    fn paging_of(
        &self,
        parameters: &[Parameter],
        headers: &[HeaderMember],
        members: &[Member],
        items: Vec<(String, String)>,
        item: TypeRef,
    ) -> Option<Paging> {
        let query = |names: &[&str]| {
            let fits = |parameter: &&Parameter| {
                parameter.location == Location::Query
                    && names.contains(&&*key(&parameter.name))
                    && is_count(&self.inner(&parameter.argument.ty))
            };
            parameters.iter().find(fits)
        };
        let mut paging = Paging {
            advance: Advance::Header,
            items,
            item,
            links: self.links(members),
            more: self.member_in(members, MORE, |ty| *ty == TypeRef::Bool),
            next: None,
            size: query(SIZES).map(|parameter| parameter.name.clone()),
        };
        paging.advance = self
            .cursor(parameters, members)
            .or_else(|| self.after_last(&paging, parameters))
            .or_else(|| {
                let from = self.text_in(members, URLS)?;
                Some(Advance::Url { from })
            })
            .or_else(|| {
                let parameter = query(PAGES)?;
                Some(Advance::Page {
                    parameter: parameter.name.clone(),
                    first: first(parameter, 1),
                })
            })
            .or_else(|| {
                let parameter = query(OFFSETS)?;
                Some(Advance::Offset {
                    parameter: parameter.name.clone(),
                    first: first(parameter, 0),
                })
            })
            .or_else(|| {
                let from = self.text_in(members, NEXT)?;
                Some(Advance::Url { from })
            })
            // A list of links stands in many answers that are no page.
            .or_else(|| {
                let (name, _) = paging.items.first()?;
                let known = ITEMS.contains(&&*key(name));
                (known && paging.links.is_some()).then_some(Advance::Links)
            })
            .or_else(|| {
                let is_link = |header: &HeaderMember| header.name.eq_ignore_ascii_case("link");
                let named = paging.items.first().map(|(name, _)| key(name));
                let is_page = named.is_none_or(|name| ITEMS.contains(&&*name));
                (is_page && headers.iter().any(is_link)).then_some(Advance::Header)
            })?;
        if matches!(
            paging.advance,
            Advance::Page { .. } | Advance::Offset { .. }
        ) {
            paging.next = self.text_in(members, NEXT);
        }
        Some(paging)
    }

    /// What an operation answers with, where that can be a page: a list, or a struct that is always there.
    pub(super) fn page(&self, output: &Answer) -> Option<(TypeRef, Vec<Member>)> {
        let (output, _) = output.page()?;
        let page = self.inner(output);
        let is_list = matches!(page, TypeRef::List(_));
        let may_be_absent = matches!(self.target(output), TypeRef::Option(_));
        let members = self.members_of(&page);
        (is_list || !may_be_absent).then_some((page, members))
    }

    /// The list of a page: the page itself, a member of a known name, or the only list.
    pub(super) fn items(
        &self,
        page: &TypeRef,
        members: &[Member],
    ) -> Option<(Vec<(String, String)>, TypeRef)> {
        if let TypeRef::List(item) = page {
            return Some((Vec::new(), (**item).clone()));
        }
        let lists: Vec<_> = members
            .iter()
            .filter(|member| !ASIDE.contains(&&*key(&member.name)))
            .filter_map(|member| match self.inner(&member.ty) {
                TypeRef::List(item) => Some((member, *item)),
                _ => None,
            })
            .collect();
        let named = |name: &&&str| {
            let mut found = lists.iter();
            found.any(|(member, _)| key(&member.name) == **name)
        };
        let known = ITEMS.iter().find(named);
        let (member, item) = match (known, lists.as_slice()) {
            (Some(name), _) => lists
                .iter()
                .find(|(member, _)| key(&member.name) == **name)?,
            (None, [only]) => only,
            _ => return None,
        };
        Some((
            vec![(member.name.clone(), member.ident.clone())],
            item.clone(),
        ))
    }

    fn cursor(&self, parameters: &[Parameter], members: &[Member]) -> Option<Advance> {
        let query = parameters.iter().filter(|p| p.location == Location::Query);
        query.into_iter().find_map(|parameter| {
            let name = key(&parameter.name);
            let (_, sources) = CURSORS.iter().find(|(known, _)| *known == name)?;
            // A cursor that comes for the asking, beside another way.
            let asked = |other: &Parameter| key(&other.name) == format!("use{name}");
            if parameters.iter().any(asked) {
                return None;
            }
            let takes = self.inner(&parameter.argument.ty);
            let is_number = |ty: &TypeRef| matches!(ty, TypeRef::Integer(_));
            let fits = |ty: &TypeRef| match ty {
                TypeRef::String => !is_number(&takes),
                other => is_number(other),
            };
            let from = self.member_in(members, sources, fits)?;
            Some(Advance::Cursor {
                parameter: parameter.name.clone(),
                from,
            })
        })
    }

    /// `starting_after` takes the `id` of the last item, where the page says whether there are more.
    fn after_last(&self, paging: &Paging, parameters: &[Parameter]) -> Option<Advance> {
        paging.more.as_ref()?;
        let item = self.inner(&paging.item);
        self.members_of(&item)
            .iter()
            .find(|member| member.name == "id")?;
        let parameter = parameters.iter().find(|parameter| {
            parameter.location == Location::Query
                && ["startingafter", "after"].contains(&&*key(&parameter.name))
        })?;
        Some(Advance::Last {
            parameter: parameter.name.clone(),
            member: "id".to_owned(),
        })
    }

    /// The member of the first of these names that is a text, in the page or in what it wraps.
    fn text_in(&self, members: &[Member], names: &[&str]) -> Option<Vec<String>> {
        self.member_in(members, names, |ty| *ty == TypeRef::String)
    }

    /// The member of the first of these names that fits, in the page or in what it wraps.
    fn member_in(
        &self,
        members: &[Member],
        names: &[&str],
        fits: impl Fn(&TypeRef) -> bool,
    ) -> Option<Vec<String>> {
        let wraps = |member: &&Member| WRAPPERS.contains(&&*key(&member.name));
        let wrappers: Vec<_> = members.iter().filter(wraps).collect();
        names.iter().find_map(|name| {
            let is_it =
                |member: &&Member| key(&member.name) == *name && fits(&self.inner(&member.ty));
            if let Some(member) = members.iter().find(is_it) {
                return Some(vec![member.name.clone()]);
            }
            wrappers.iter().find_map(|wrapper| {
                let inner = self.members_of(&self.inner(&wrapper.ty));
                let found = inner.iter().find(is_it)?;
                Some(vec![wrapper.name.clone(), found.name.clone()])
            })
        })
    }

    /// The list of links, objects of `rel` and `href`.
    pub(super) fn links(&self, members: &[Member]) -> Option<Vec<String>> {
        let is_links = |member: &&Member| {
            let TypeRef::List(item) = self.inner(&member.ty) else {
                return false;
            };
            let inside = self.members_of(&self.inner(&item));
            let has = |name: &str| inside.iter().any(|member| member.name == name);
            key(&member.name) == "links" && has("rel") && has("href")
        };
        let member = members.iter().find(is_links)?;
        Some(vec![member.name.clone()])
    }

    /// The members of a struct.
    pub(super) fn members_of(&self, ty: &TypeRef) -> Vec<Member> {
        let TypeRef::Named(id) = ty else {
            return Vec::new();
        };
        let Some(def) = self.store.get(*id) else {
            return Vec::new();
        };
        let Shape::Struct(shape) = &def.shape else {
            return Vec::new();
        };
        let fields = self.store.schema(def.table).map(|schema| &schema.fields);
        let fields = fields.into_iter().flatten();
        let both = shape.members.iter().zip(fields);
        both.map(|(member, field)| Member {
            name: field.name.to_string(),
            ident: member.ident.clone(),
            ty: member.ty.clone(),
        })
        .collect()
    }

    /// A type, aliases, options and boxes looked through.
    pub(super) fn inner(&self, ty: &TypeRef) -> TypeRef {
        let mut ty = self.target(ty);
        for _ in 0..32 {
            match ty {
                TypeRef::Option(inner) | TypeRef::Boxed(inner) => ty = self.target(inner),
                _ => break,
            }
        }
        ty.clone()
    }
}

/// The same of a page that a member of the answer holds.
fn within(mut paging: Paging, around: &Member) -> Paging {
    let own = |path: &mut Vec<String>| path.insert(0, around.name.clone());
    paging
        .items
        .insert(0, (around.name.clone(), around.ident.clone()));
    for path in [&mut paging.links, &mut paging.more, &mut paging.next] {
        path.iter_mut().for_each(own);
    }
    if let Advance::Cursor { from, .. } | Advance::Url { from } = &mut paging.advance {
        own(from);
    }
    paging
}

/// Whether a type is one of counts: many documents call them numbers.
fn is_count(ty: &TypeRef) -> bool {
    matches!(
        ty,
        TypeRef::Integer(_) | TypeRef::F64 | TypeRef::F32 | TypeRef::Number
    )
}

/// What a parameter is on the first page: its default, else its minimum, else what is usual.
pub(super) fn first(parameter: &Parameter, usual: i64) -> i64 {
    let default = parameter.argument.docs.default.as_deref();
    let least = match &parameter.argument.schema {
        SchemaRef::Inline(schema) => minimum(schema),
        SchemaRef::Table(_) => None,
    };
    default
        .and_then(|text| text.parse().ok())
        .or(least)
        .unwrap_or(usual)
}

fn minimum(schema: &Schema) -> Option<i64> {
    schema.rules.iter().find_map(|rule| match rule {
        Rule::Minimum(text) => text.parse().ok(),
        _ => None,
    })
}
