//! Which operations answer a page at a time: by the names of their parameters and of the members of their answers.

use super::asked::{Asked, count};
use super::headers::HeaderMember;
use super::page_names::{ASIDE, EMBEDDED, ITEMS, MORE, SIZES, key};
use super::types::Types;
use crate::document::RawOperation;
use crate::model::{
    Advance, Answer, Operation, PageMember, PageVariant, Paging, Shape, TypeRef, UnionVariant,
};

/// A member of a page.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Its name on the wire.
    pub name: String,
    /// Its field.
    pub ident: String,
    pub ty: TypeRef,
    /// How many `Option`s its type has around what it holds.
    options: usize,
    /// Its default, as JSON text.
    pub default: Option<String>,
    /// The least number that it takes.
    pub minimum: Option<i64>,
}

impl Member {
    pub fn path(&self) -> PageMember {
        PageMember {
            name: self.name.clone(),
            ident: self.ident.clone(),
            options: self.options,
        }
    }
}

/// What leads from the pages of an operation to the next ones: what can be asked for, and the headers of its answers.
pub(super) struct Leads<'a> {
    pub asked: &'a [Asked],
    pub headers: &'a [HeaderMember],
}

impl Types<'_, '_> {
    /// How an operation is paged: as it is set, else as its names tell; `None` where it is not.
    pub(super) fn paging(
        &mut self,
        raw: &RawOperation,
        operation: &Operation,
        headers: &[HeaderMember],
    ) -> Option<Paging> {
        match self.paging_wish(raw) {
            Some(wish) => self.paging_as_wished(&wish, raw, operation),
            None => self.paging_as_told(operation, headers),
        }
    }

    fn paging_as_told(&self, operation: &Operation, headers: &[HeaderMember]) -> Option<Paging> {
        if !operation.method.eq_ignore_ascii_case("get") {
            return None;
        }
        let output = &operation.output;
        let page = self.page(output)?;
        let asked = &self.asked(&operation.parameters);
        let leads = Leads { asked, headers };
        match self.shapes_of(&page) {
            // An enum of media types is one already.
            Some(_) if matches!(output, Answer::Several { .. }) => None,
            Some(variants) => self.paging_of_variants(&leads, &page, variants),
            None => self.paging_of(&leads, &page),
        }
    }

    /// The paging of an answer that is one of several types: that of the first which is a page. Others that list the same are
    /// pages too, of which nothing else is said.
    fn paging_of_variants(
        &self,
        leads: &Leads<'_>,
        union: &TypeRef,
        variants: &[UnionVariant],
    ) -> Option<Paging> {
        let is_list = |variant: &UnionVariant| matches!(self.inner(&variant.ty), TypeRef::List(_));
        let mut objects = variants.iter().filter(|variant| !is_list(variant));
        let (found, mut paging) = objects.find_map(|variant| {
            let paging = self.paging_of(leads, &self.inner(&variant.ty))?;
            // A list of another name may be one that one kind of thing has.
            paging
                .items
                .iter()
                .any(is_known)
                .then_some((variant, paging))
        })?;
        paging.union = Some(union.clone());
        for variant in variants {
            let items = if variant.ident == found.ident {
                Some(paging.items.clone())
            } else if matches!(variant.ty, TypeRef::Boxed(_)) {
                None
            } else {
                let page = self.inner(&variant.ty);
                let items = self.items(&page, &self.members_of(&page));
                let items = items.filter(|(_, item)| *item == paging.item);
                items.map(|(items, _)| items)
            };
            if let Some(items) = items {
                let ident = variant.ident.clone();
                paging.variants.push(PageVariant { ident, items });
            }
        }
        Some(paging)
    }

    fn paging_of(&self, leads: &Leads<'_>, page: &TypeRef) -> Option<Paging> {
        let members = self.members_of(page);
        if let Some((items, item)) = self.items(page, &members) {
            return self.paging_by(leads, &members, items, item);
        }
        // A page that is all that the answer holds: beside other members it is a part, whose next page is no such answer.
        let [around] = members.as_slice() else {
            return None;
        };
        let inner = self.inner(&around.ty);
        let members = self.members_of(&inner);
        let (items, item) = self.items(&inner, &members)?;
        if !items.iter().any(is_known) {
            return None;
        }
        let paging = self.paging_by(leads, &members, items, item)?;
        Some(within(paging, around))
    }

    fn paging_by(
        &self,
        leads: &Leads<'_>,
        members: &[Member],
        items: Vec<PageMember>,
        item: TypeRef,
    ) -> Option<Paging> {
        let mut paging = Paging {
            advance: Advance::Header,
            items,
            item,
            links: self.links(members),
            more: self.member_in(members, MORE, |ty| *ty == TypeRef::Bool),
            next: None,
            size: count(leads.asked, SIZES).map(|asked| asked.name.clone()),
            union: None,
            variants: Vec::new(),
        };
        paging.advance = self.advance_of(leads, members, &paging)?;
        if matches!(
            paging.advance,
            Advance::Page { .. } | Advance::Offset { .. }
        ) {
            paging.next = self.next_of(members);
        }
        Some(paging)
    }

    /// What an operation answers with, where that can be a page: a list, or what is always there.
    pub(super) fn page(&self, output: &Answer) -> Option<TypeRef> {
        let (output, _) = output.page()?;
        let page = self.inner(output);
        let is_list = matches!(page, TypeRef::List(_));
        let may_be_absent = matches!(self.target(output), TypeRef::Option(_));
        (is_list || !may_be_absent).then_some(page)
    }

    /// The variants of an enum over several types.
    pub(super) fn shapes_of(&self, ty: &TypeRef) -> Option<&[UnionVariant]> {
        let TypeRef::Named(id) = ty else {
            return None;
        };
        match &self.store.get(*id)?.shape {
            Shape::Union(union) => Some(&union.variants),
            _ => None,
        }
    }

    /// The list of a page: the page itself, one of what it embeds, or one of its members.
    pub(super) fn items(
        &self,
        page: &TypeRef,
        members: &[Member],
    ) -> Option<(Vec<PageMember>, TypeRef)> {
        if let TypeRef::List(item) = page {
            return Some((Vec::new(), (**item).clone()));
        }
        let mut around = members.iter().filter(|one| key(&one.name) == EMBEDDED);
        let embedded = around.find_map(|around| {
            let inside = self.members_of(&self.inner(&around.ty));
            let (list, item) = self.list_among(&inside)?;
            Some((vec![around.path(), list], item))
        });
        embedded.or_else(|| {
            let (list, item) = self.list_among(members)?;
            Some((vec![list], item))
        })
    }

    /// The list among members: one of a known name, or the only one.
    fn list_among(&self, members: &[Member]) -> Option<(PageMember, TypeRef)> {
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
        Some((member.path(), item.clone()))
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
            options: self.options_around(&member.ty),
            default: member.docs.default.as_deref().map(str::to_owned),
            minimum: self.minimum(&field.schema),
        })
        .collect()
    }

    /// How many options there are around a type, aliases and boxes looked through.
    fn options_around(&self, ty: &TypeRef) -> usize {
        let (mut ty, mut options) = (self.target(ty), 0);
        while let TypeRef::Option(inner) = ty {
            (ty, options) = (self.target(inner), options + 1);
        }
        options
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

/// Whether a member is called as lists of items are, or as what holds them.
pub(super) fn is_known(member: &PageMember) -> bool {
    let key = key(&member.name);
    ITEMS.contains(&&*key) || key == EMBEDDED
}

/// The same of a page that a member of the answer holds.
fn within(mut paging: Paging, around: &Member) -> Paging {
    let own = |path: &mut Vec<String>| path.insert(0, around.name.clone());
    paging.items.insert(0, around.path());
    for path in [&mut paging.links, &mut paging.more, &mut paging.next] {
        path.iter_mut().for_each(own);
    }
    if let Advance::Cursor { from, .. } | Advance::Url { from } = &mut paging.advance {
        own(from);
    }
    paging
}
