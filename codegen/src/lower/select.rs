//! How the variant of a union is told from a value alone: the first rule that tells the variants apart, and why it does.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::branch::Branch;
use super::types::Types;
use crate::model::{Kind, Kinds, Select};
use crate::source::NodeId;

/// How deep members of members are looked into.
const DEEPEST: usize = 3;

/// A rule, and why it was taken.
pub(super) struct Choice {
    pub select: Select,
    /// What the rule says.
    pub why: String,
    /// Why the rules before it do not do.
    pub passed: Vec<String>,
}

/// An alternative, and the index of its variant.
type One<'b> = (usize, &'b Branch);

impl Types<'_, '_> {
    /// The first rule that tells every alternative from the others; trial where none does.
    pub(super) fn infer(&mut self, branches: &[One<'_>]) -> Choice {
        let mut passed = vec!["discriminator: there is none that names the variants".to_owned()];
        let found = self.tell(branches, DEEPEST, &mut passed);
        let (select, why) = found.unwrap_or_else(|| {
            let why = "trial: of the variants that validate, the one that names the most members is taken";
            (trial(branches), why.to_owned())
        });
        Choice {
            select,
            why,
            passed,
        }
    }

    fn tell(
        &mut self,
        branches: &[One<'_>],
        depth: usize,
        passed: &mut Vec<String>,
    ) -> Option<(Select, String)> {
        if let [(only, _)] = branches {
            return Some((Select::Is(*only), "there is one alone".to_owned()));
        }
        let objects = branches.iter().all(|(_, branch)| branch.is_object());
        if let Some(found) = by_property(branches).filter(|_| objects) {
            return Some(found);
        }
        passed.push("const or enum property: none lists values of its own in two variants".into());
        if let Some(found) = self.by_kind(branches, depth, passed) {
            return Some(found);
        }
        passed.push("JSON kind: two variants share one".into());
        if let Some(found) = by_scalar(branches) {
            return Some(found);
        }
        passed.push("number range, text format: the variants are no scalars".into());
        if let Some(found) = by_presence(branches).filter(|_| objects) {
            return Some(found);
        }
        passed.push("property that one variant alone has: two variants have none".into());
        let nested = (objects && depth > 0).then(|| self.by_member(branches, depth));
        if let Some(found) = nested.flatten() {
            return Some(found);
        }
        passed.push("nested property: no member that all have tells them apart".into());
        let lists = depth > 0 && branches.iter().all(|(_, branch)| branch.is_list());
        if let Some(found) = lists.then(|| self.by_item(branches, depth)).flatten() {
            return Some(found);
        }
        passed
            .push("first item: the variants are no lists whose first items tell them apart".into());
        None
    }

    /// Variants of different kinds apart; those of one kind by what else tells them.
    fn by_kind(
        &mut self,
        branches: &[One<'_>],
        depth: usize,
        passed: &mut Vec<String>,
    ) -> Option<(Select, String)> {
        let groups = groups(branches);
        if groups.len() < 2 {
            return None;
        }
        let mut parts = Vec::new();
        let mut words = Vec::new();
        for (kinds, members) in groups {
            let name = kinds
                .iter()
                .map(|kind| kind.name())
                .collect::<Vec<_>>()
                .join(" or ");
            let mut inner = Vec::new();
            let found = self.tell(&members, depth, &mut inner);
            passed.extend(inner.into_iter().map(|why| format!("{name}: {why}")));
            let (select, why) = found.unwrap_or_else(|| (trial(&members), "trial".to_owned()));
            if members.len() > 1 {
                words.push(format!("{name} ({why})"));
            } else {
                words.push(name);
            }
            parts.push((kinds, select));
        }
        let why = format!("JSON kind: {}", words.join(", "));
        Some((Select::Kind(parts), why))
    }

    /// A member that all have, by whose value they can be told.
    fn by_member(&mut self, branches: &[One<'_>], depth: usize) -> Option<(Select, String)> {
        let (_, first) = branches.first()?;
        for property in &first.properties {
            let mut inner = Vec::new();
            for (index, branch) in branches {
                let Some(same) = branch.property(&property.name) else {
                    break;
                };
                inner.push((*index, self.any_of_branches(&same.schemas)));
            }
            if inner.len() < branches.len() {
                continue;
            }
            if let Some((select, why)) = self.tell_within(&inner, depth) {
                let name = property.name.clone();
                let why = format!("nested property: within `{name}`, {why}");
                let default = Box::new(Select::Trial);
                let select = Box::new(select);
                return Some((
                    Select::Member {
                        name,
                        select,
                        default,
                    },
                    why,
                ));
            }
        }
        None
    }

    /// Lists, by what their first item is: whatever else stands in one, all of its items are of one variant.
    fn by_item(&mut self, branches: &[One<'_>], depth: usize) -> Option<(Select, String)> {
        let inner = branches.iter();
        let inner = inner.map(|(index, one)| (*index, self.any_of_branches(&one.first_item)));
        let inner: Vec<(usize, Branch)> = inner.collect();
        let (select, why) = self.tell_within(&inner, depth)?;
        let select = Select::Item {
            select: Box::new(select),
            default: Box::new(Select::Trial),
        };
        Some((select, format!("first item: of it, {why}")))
    }

    /// How parts of the alternatives are told apart, where that is not by trial.
    fn tell_within(&mut self, inner: &[(usize, Branch)], depth: usize) -> Option<(Select, String)> {
        let inner: Vec<One<'_>> = inner.iter().map(|(index, one)| (*index, one)).collect();
        let found = self.tell(&inner, depth - 1, &mut Vec::new());
        found.filter(|(select, _)| !matches!(select, Select::Trial | Select::Default { .. }))
    }

    /// What is known of a value that keeps one of several schemas.
    fn any_of_branches(&mut self, schemas: &[NodeId]) -> Branch {
        let mut all = schemas.iter();
        let mut joined = all
            .next()
            .map_or_else(Branch::default, |one| self.branch(*one));
        for part in all {
            let part = self.branch(*part);
            joined.absorb(&part);
        }
        joined
    }
}

/// Trial, in the order that the defaults of a member say, where each alternative has another.
fn trial(branches: &[One<'_>]) -> Select {
    let properties = branches.first().map(|(_, first)| &first.properties);
    let mut names = properties.into_iter().flatten().map(|one| &*one.name);
    let by_default = |name: &str| {
        let default = |(index, branch): &One<'_>| {
            let text = branch.property(name)?.default.clone()?;
            Some((text, *index))
        };
        let mapping: Option<BTreeMap<String, usize>> = branches.iter().map(default).collect();
        let mapping = mapping.filter(|texts| texts.len() == branches.len())?;
        Some(Select::Default {
            name: name.to_owned(),
            mapping: mapping.into_iter().collect(),
        })
    };
    names.find_map(by_default).unwrap_or(Select::Trial)
}

/// Alternatives that share a kind, together.
fn groups<'b>(branches: &[One<'b>]) -> Vec<(Kinds, Vec<One<'b>>)> {
    let mut groups: Vec<(Kinds, Vec<One<'b>>)> = Vec::new();
    for one in branches {
        let mut kinds = one.1.kinds.clone();
        let mut members = vec![*one];
        let (touching, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(known, _)| known.iter().any(|kind| shares(&kinds, kind)));
        groups = apart;
        for (known, others) in touching {
            kinds.extend(known.iter());
            members.splice(0..0, others);
        }
        groups.push((kinds.into_iter().collect(), members));
    }
    groups
}

/// Whether a value of `kind` may be of one of `kinds`; an integer is a number.
fn shares(kinds: &[Kind], kind: Kind) -> bool {
    let number = |kind| matches!(kind, Kind::Integer | Kind::Number);
    kinds
        .iter()
        .any(|one| *one == kind || (number(*one) && number(kind)))
}

/// A property that lists its values, others in each variant. Sentences are for people: a server may say the same in other
/// words, so a property of those counts where no other tells any apart.
fn by_property(branches: &[One<'_>]) -> Option<(Select, String)> {
    let mut best: Option<((bool, usize), Select, String)> = None;
    let names = branches.iter().flat_map(|(_, branch)| &branch.properties);
    let mut seen = HashSet::new();
    for property in names {
        if property.texts.is_empty() || !seen.insert(&property.name) {
            continue;
        }
        let Some((told, select)) = told_by(branches, &property.name) else {
            continue;
        };
        let all = branches
            .iter()
            .flat_map(|(_, one)| one.texts_of(&property.name));
        let is_prose = all.into_iter().any(|text| is_sentence(text));
        let worth = (!is_prose, told);
        if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
            let why = format!("const or enum property: `{}` says which", property.name);
            best = Some((worth, select, why));
        }
        if worth == (true, branches.len()) {
            break;
        }
    }
    best.map(|(_, select, why)| (select, why))
}

/// Whether a text has several words and ends as sentences do.
fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    text.contains(' ') && text.ends_with(['.', '!', '?'])
}

/// How many variants the values of a property tell from all others, where that is two or more.
fn told_by(branches: &[One<'_>], name: &str) -> Option<(usize, Select)> {
    let mut owners: BTreeMap<&str, Option<usize>> = Default::default();
    for (index, branch) in branches {
        for text in branch.texts_of(name) {
            let owner = owners.entry(text).or_insert(Some(*index));
            // What two variants list tells neither.
            if *owner != Some(*index) {
                *owner = None;
            }
        }
    }
    let mapping: Vec<(String, usize)> = owners
        .iter()
        .filter_map(|(text, owner)| Some(((*text).to_owned(), (*owner)?)))
        .collect();
    let lists = |branch: &Branch| !branch.texts_of(name).is_empty();
    let told = |(index, branch): &&One<'_>| {
        lists(branch) && mapping.iter().any(|(_, owner)| owner == index)
    };
    let count = branches.iter().filter(told).count();
    let rest: Vec<usize> = branches
        .iter()
        .filter(|(_, branch)| !lists(branch))
        .map(|(index, _)| *index)
        .collect();
    let unique = mapping.len() == owners.len();
    let required = branches.iter().all(|(_, branch)| {
        branch
            .property(name)
            .is_some_and(|property| property.required)
    });
    let default = match rest.as_slice() {
        [] if unique && required => Select::Nothing,
        [only] if unique => Select::Is(*only),
        _ => Select::Trial,
    };
    let select = Select::Property {
        name: name.to_owned(),
        mapping,
        default: Box::new(default),
    };
    (count > 1).then_some((count, select))
}

/// Numbers or texts: each variant's own range, format or list of values says whether a value is of it.
fn by_scalar(branches: &[One<'_>]) -> Option<(Select, String)> {
    let all = |allowed: &[Kind]| {
        branches
            .iter()
            .all(|(_, branch)| branch.kinds.iter().all(|kind| allowed.contains(kind)))
    };
    let why = if all(&[Kind::Integer, Kind::Number]) {
        "number range: the first whose range and format the number keeps"
    } else if all(&[Kind::String]) {
        "text format: the first whose format, pattern or values the text keeps"
    } else {
        return None;
    };
    Some((Select::Trial, why.to_owned()))
}

/// A member that no other variant has: one that must be there, else one that may.
fn by_presence(branches: &[One<'_>]) -> Option<(Select, String)> {
    let (mut members, mut rest) = (Vec::new(), Vec::new());
    let mut sure = 0;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, branch) in branches {
        let names = branch.properties.iter().map(|property| &*property.name);
        for name in names.collect::<HashSet<_>>() {
            *counts.entry(name).or_default() += 1;
        }
    }
    for (index, branch) in branches {
        let own = || {
            let properties = branch.properties.iter();
            properties.filter(|property| counts.get(&*property.name) == Some(&1))
        };
        if let Some(property) = own().find(|property| property.required) {
            members.push((property.name.clone(), *index));
            sure += 1;
        } else {
            members.extend(own().map(|property| (property.name.clone(), *index)));
            rest.push((*index, own().count()));
        }
    }
    let default = match rest.as_slice() {
        [] => Select::Nothing,
        [(only, _)] => {
            members.retain(|(_, index)| index != only);
            Select::Is(*only)
        }
        several if several.iter().filter(|(_, own)| *own == 0).count() <= 1 => trial(branches),
        _ => return None,
    };
    let names: Vec<_> = members
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let kind = if sure + 1 >= branches.len() {
        "required"
    } else {
        "present"
    };
    let why = format!(
        "{kind} property that one variant alone has: {}",
        names.join(", ")
    );
    let default = Box::new(default);
    Some((Select::Present { members, default }, why))
}
