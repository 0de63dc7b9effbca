//! Paging as a person has set it, held against what the operation has.

use super::asked::Asked;
use super::kept::Said;
use super::options::{Advances, Paged};
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::RawOperation;
use crate::model::{Advance, Answer, Operation, PageMember, Paging, Parameter, TypeRef};

impl Types<'_, '_> {
    /// The first entry of the settings that picks an operation.
    pub(super) fn paging_wish(&self, raw: &RawOperation) -> Option<Paged> {
        let all = &self.options.paging;
        if all.is_empty() {
            return None;
        }
        let said = Said::of(self.document, raw);
        all.iter().find(|paged| said.is(&paged.pick)).cloned()
    }

    /// How an operation is paged as it is wished; what it does not have is reported, and it is not paged.
    pub(super) fn paging_as_wished(
        &mut self,
        wish: &Paged,
        raw: &RawOperation,
        operation: &Operation,
    ) -> Option<Paging> {
        let by = wish.by.as_ref()?;
        match self.wished(by, wish, &operation.parameters, &operation.output) {
            Ok(paging) => Some(paging),
            Err(why) => {
                let found = Diagnostic::new(
                    Code::Unmatched,
                    format!(
                        "`{} {}` is not paged as it is set: {why}",
                        raw.method, raw.item.path
                    ),
                );
                let found = found.at_origin(wish.pick.origin.as_ref());
                let sources = self.document.sources;
                let found = found.related(sources.place(raw.node), "the operation");
                let help = "correct the entry of `paging`, or let it pick other operations";
                self.diagnostics.add(found.help(help));
                None
            }
        }
    }

    fn wished(
        &self,
        by: &Advances,
        wish: &Paged,
        parameters: &[Parameter],
        output: &Answer,
    ) -> Result<Paging, String> {
        let page = self
            .page(output)
            .ok_or("it does not answer with one type that is always there")?;
        let (members, asked) = (self.members_of(&page), self.asked(parameters));
        let (items, item) = match &wish.items {
            None => self
                .items(&page, &members)
                .ok_or("which member lists the items is not set")?,
            Some(path) => self.listed_at(&page, path)?,
        };
        for (name, path) in [("links", &wish.links), ("more", &wish.more)] {
            match path.as_deref() {
                Some([]) => return Err(format!("`{name}` names no member")),
                Some(path) => self.has(&page, path)?,
                None => {}
            }
        }
        if let Some(size) = &wish.size {
            query(&asked, size)?;
        }
        let links = wish.links.clone().or_else(|| self.links(&members));
        let advance = self.advance(by, &asked, (&page, &item))?;
        if matches!(advance, Advance::Links) && links.is_none() {
            return Err("it has no member `links` with objects of `rel` and `href`".to_owned());
        }
        Ok(Paging {
            advance,
            items,
            item,
            links,
            more: wish.more.clone(),
            next: None,
            size: wish.size.clone(),
            union: None,
            variants: Vec::new(),
        })
    }

    /// What leads from a page to the next one.
    fn advance(
        &self,
        by: &Advances,
        asked: &[Asked],
        (page, item): (&TypeRef, &TypeRef),
    ) -> Result<Advance, String> {
        let member = |path: &[String]| match path {
            [] => Err("`from` is not set".to_owned()),
            path => self.has(page, path).map(|()| path.to_vec()),
        };
        Ok(match by {
            Advances::Page(parameter, number) => {
                let usual = query(asked, parameter)?.first(1);
                Advance::Page {
                    first: number.unwrap_or(usual),
                    parameter: parameter.clone(),
                }
            }
            Advances::Offset(parameter, number) => {
                let usual = query(asked, parameter)?.first(0);
                Advance::Offset {
                    first: number.unwrap_or(usual),
                    parameter: parameter.clone(),
                }
            }
            Advances::Cursor(parameter, from) => Advance::Cursor {
                parameter: query(asked, parameter)?.name.clone(),
                from: member(from)?,
            },
            Advances::Last(parameter, of) => {
                self.has(item, std::slice::from_ref(of))?;
                Advance::Last {
                    parameter: query(asked, parameter)?.name.clone(),
                    member: of.clone(),
                }
            }
            Advances::Url(from) => Advance::Url {
                from: member(from)?,
            },
            Advances::Links => Advance::Links,
            Advances::Header => Advance::Header,
        })
    }

    /// The list at a path of members.
    fn listed_at(
        &self,
        page: &TypeRef,
        path: &[String],
    ) -> Result<(Vec<PageMember>, TypeRef), String> {
        let (mut ty, mut found) = (page.clone(), Vec::new());
        for name in path {
            let members = self.members_of(&self.inner(&ty));
            let member = members.iter().find(|member| member.name == *name);
            let member = member.ok_or_else(|| format!("there is no member `{name}`"))?;
            found.push(member.path());
            ty = member.ty.clone();
        }
        match self.inner(&ty) {
            TypeRef::List(item) => Ok((found, *item)),
            _ => Err(format!("`{}` is no list", path.join("/"))),
        }
    }

    /// That a type has a member at a path, as far as its members are known.
    fn has(&self, ty: &TypeRef, path: &[String]) -> Result<(), String> {
        let mut ty = self.inner(ty);
        for name in path {
            let members = self.members_of(&ty);
            if members.is_empty() {
                return Ok(());
            }
            let member = members.iter().find(|member| member.name == *name);
            let member = member.ok_or_else(|| format!("there is no member `{name}`"))?;
            ty = self.inner(&member.ty);
        }
        Ok(())
    }
}

/// What has this name in the query.
fn query<'a>(asked: &'a [Asked], name: &str) -> Result<&'a Asked, String> {
    asked
        .iter()
        .find(|one| one.name == name)
        .ok_or_else(|| format!("it has no parameter `{name}` in the query"))
}
