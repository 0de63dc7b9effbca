//! What leads from one page to the next.

use super::asked::{Asked, count};
use super::headers::HeaderMember;
use super::page_names::{CURSORS, NEXT, OFFSETS, PAGES, URLS, WRAPPED, WRAPPERS, key};
use super::paging::{Leads, Member, is_known};
use super::types::Types;
use crate::model::{Advance, Paging, TypeRef};

impl Types<'_, '_> {
    /// What leads on from a page of these members: what the page says counts before what can be counted.
    pub(super) fn advance_of(
        &self,
        leads: &Leads<'_>,
        members: &[Member],
        paging: &Paging,
    ) -> Option<Advance> {
        let url = |names: &[&str]| {
            let from = self.member_in(members, names, |ty| self.is_url(ty))?;
            Some(Advance::Url { from })
        };
        self.cursor(leads.asked, members)
            .or_else(|| self.after_last(paging, leads.asked))
            .or_else(|| url(URLS))
            .or_else(|| counted(leads.asked))
            .or_else(|| url(NEXT))
            .or_else(|| listed(leads, paging))
    }

    /// The member that names the next page, beside what leads to it.
    pub(super) fn next_of(&self, members: &[Member]) -> Option<Vec<String>> {
        self.member_in(members, NEXT, |ty| self.is_url(ty))
    }

    /// Whether a type is a URL: a text, an object whose `href` is one, or either.
    fn is_url(&self, ty: &TypeRef) -> bool {
        let is_link = |ty: &TypeRef| {
            let ty = self.inner(ty);
            let members = self.members_of(&ty);
            let mut members = members.iter();
            ty == TypeRef::String
                || members.any(|one| one.name == "href" && self.inner(&one.ty) == TypeRef::String)
        };
        match self.shapes_of(ty) {
            Some(variants) => variants.iter().all(|variant| is_link(&variant.ty)),
            None => is_link(ty),
        }
    }

    fn cursor(&self, asked: &[Asked], members: &[Member]) -> Option<Advance> {
        asked.iter().find_map(|parameter| {
            let name = key(&parameter.name);
            let (_, sources) = CURSORS.iter().find(|(known, _)| *known == name)?;
            // A cursor that comes for the asking, beside another way.
            let for_asking = |other: &Asked| key(&other.name) == format!("use{name}");
            if asked.iter().any(for_asking) {
                return None;
            }
            let is_number = |ty: &TypeRef| matches!(ty, TypeRef::Integer(_));
            let fits = |ty: &TypeRef| match ty {
                TypeRef::String => !is_number(&parameter.takes),
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
    fn after_last(&self, paging: &Paging, asked: &[Asked]) -> Option<Advance> {
        paging.more.as_ref()?;
        let item = self.inner(&paging.item);
        self.members_of(&item)
            .iter()
            .find(|member| member.name == "id")?;
        let is_it = |one: &&Asked| ["startingafter", "after"].contains(&&*key(&one.name));
        let parameter = asked.iter().find(is_it)?;
        Some(Advance::Last {
            parameter: parameter.name.clone(),
            member: "id".to_owned(),
        })
    }

    /// The member of the first of these names that fits, in the page or in what it wraps.
    pub(super) fn member_in(
        &self,
        members: &[Member],
        names: &[&str],
        fits: impl Fn(&TypeRef) -> bool,
    ) -> Option<Vec<String>> {
        let places = self.places(members);
        names.iter().find_map(|name| {
            let is_it =
                |member: &&Member| key(&member.name) == *name && fits(&self.inner(&member.ty));
            places.iter().find_map(|(path, members)| {
                let found = members.iter().find(is_it)?;
                Some([path.as_slice(), std::slice::from_ref(&found.name)].concat())
            })
        })
    }

    /// Where a page may say something of the next one: in itself, in what it wraps, and in what that wraps.
    fn places(&self, members: &[Member]) -> Vec<(Vec<String>, Vec<Member>)> {
        let mut places = vec![(Vec::new(), members.to_vec())];
        let mut from = 0;
        for _ in 0..WRAPPED {
            let wraps = |member: &&Member| WRAPPERS.contains(&&*key(&member.name));
            let outer = places.iter().skip(from);
            let wrapped = outer.flat_map(|(path, members)| {
                members.iter().filter(wraps).map(move |wrapper| {
                    let path = [path.as_slice(), std::slice::from_ref(&wrapper.name)].concat();
                    (path, self.members_of(&self.inner(&wrapper.ty)))
                })
            });
            let wrapped: Vec<_> = wrapped.collect();
            from = places.len();
            places.extend(wrapped);
        }
        places
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
}

/// A parameter that counts.
fn counted(asked: &[Asked]) -> Option<Advance> {
    let page = count(asked, PAGES).map(|parameter| Advance::Page {
        parameter: parameter.name.clone(),
        first: parameter.first(1),
    });
    page.or_else(|| {
        let parameter = count(asked, OFFSETS)?;
        Some(Advance::Offset {
            parameter: parameter.name.clone(),
            first: parameter.first(0),
        })
    })
}

/// Links beside the items. Many answers that are no page have them.
fn listed(leads: &Leads<'_>, paging: &Paging) -> Option<Advance> {
    let known = paging.items.first().map(is_known);
    if paging.links.is_some() && known == Some(true) {
        return Some(Advance::Links);
    }
    let is_link = |header: &HeaderMember| header.name.eq_ignore_ascii_case("link");
    (known != Some(false) && leads.headers.iter().any(is_link)).then_some(Advance::Header)
}
