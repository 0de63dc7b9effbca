//! `Box` where a type would contain itself, and nowhere else.

use crate::model::{Shape, TypeDef, TypeId, TypeRef};

/// Boxes the members and variants through which a type would have itself as a part, and cuts aliases of themselves.
///
/// Which part of a circle is boxed depends on the types of the circle alone: what else there is moves no box.
/// Types before the one at `first` stay as they are: they have none of the others as a part.
pub(super) fn break_cycles(types: &mut [TypeDef], first: usize) {
    cut_aliases(types, first);
    let edges: Vec<Vec<Edge>> = (0..types.len()).map(|index| edges(types, index)).collect();
    let (circles, heights) = circles(&edges);
    let mut marks = vec![Mark::Unseen; types.len()];
    let mut found = Vec::new();
    for index in first..types.len() {
        close(&edges, &circles, index, &mut marks, &mut found);
    }
    for (from, all) in edges.iter().enumerate().skip(first) {
        let apart = all
            .iter()
            .filter(|edge| circles[from] != circles[edge.target]);
        found.extend(
            apart
                .filter(|edge| heights[edge.target] % HIGHEST == HIGHEST - 1)
                .map(|edge| (from, edge.part)),
        );
    }
    for (index, part) in found {
        if let Some(part) = types[index].parts().into_iter().nth(part) {
            *part = boxed(part.clone());
        }
    }
}

/// After so many types within each other there is a box: a compiler's walk over a type is as deep as they are.
const HIGHEST: usize = 100;

/// A part of a type that is another in place.
struct Edge {
    part: usize,
    target: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Unseen,
    Open,
    Done,
}

fn edges(types: &mut [TypeDef], index: usize) -> Vec<Edge> {
    let all: Vec<TypeRef> = types[index]
        .parts()
        .into_iter()
        .map(|ty| ty.clone())
        .collect();
    let target = |(part, ty): (usize, &TypeRef)| {
        let target = held(types, ty)?.0;
        Some(Edge { part, target })
    };
    all.iter().enumerate().filter_map(target).collect()
}

/// For each type the circle that it is in (one of its own, if it is in none), and how many types are within each other
/// in it: Tarjan's strongly connected components, without recursion.
fn circles(edges: &[Vec<Edge>]) -> (Vec<usize>, Vec<usize>) {
    const NONE: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low) = (vec![NONE; count], vec![NONE; count]);
    let (mut circles, mut heights) = (vec![NONE; count], vec![0; count]);
    let (mut open, mut next) = (Vec::new(), 0);
    for start in 0..count {
        let mut walk = vec![(start, 0)];
        while let Some((node, at)) = walk.pop() {
            if at == 0 {
                if order[node] != NONE {
                    continue;
                }
                (order[node], low[node]) = (next, next);
                next += 1;
                open.push(node);
            }
            if let Some(edge) = edges[node].get(at) {
                walk.push((node, at + 1));
                if order[edge.target] == NONE {
                    walk.push((edge.target, 0));
                }
                continue;
            }
            for edge in &edges[node] {
                if circles[edge.target] == NONE {
                    low[node] = low[node].min(low[edge.target]);
                }
            }
            if low[node] < order[node] {
                continue;
            }
            let from = open.iter().rposition(|one| *one == node).unwrap_or(0);
            let circle = open.split_off(from);
            for one in &circle {
                circles[*one] = node;
            }
            let beyond = circle.iter().flat_map(|one| &edges[*one]);
            let beyond = beyond.filter(|edge| circles[edge.target] != node);
            let height = beyond
                .map(|edge| heights[edge.target] + 1)
                .max()
                .unwrap_or(0);
            for one in circle {
                heights[one] = height;
            }
        }
    }
    (circles, heights)
}

/// Depth first within one circle: a part that leads back to a type on the way is where the circle closes.
fn close(
    edges: &[Vec<Edge>],
    circles: &[usize],
    start: usize,
    marks: &mut [Mark],
    found: &mut Vec<(usize, usize)>,
) {
    let mut walk = vec![(start, 0)];
    while let Some((node, at)) = walk.pop() {
        if at == 0 {
            if marks[node] != Mark::Unseen {
                continue;
            }
            marks[node] = Mark::Open;
        }
        let Some(edge) = edges[node].get(at) else {
            marks[node] = Mark::Done;
            continue;
        };
        walk.push((node, at + 1));
        if circles[edge.target] == circles[node] {
            match marks[edge.target] {
                Mark::Open => found.push((node, edge.part)),
                _ => walk.push((edge.target, 0)),
            }
        }
    }
}

/// How many types may be in a tuple, and in those within it: a compiler has them all before it each time.
const LARGEST: usize = 64;

/// How many types are in each, names looked through, as far as that counts. Where one has become larger, those that name it are
/// looked at again, which is no more often than that a type may be in a tuple.
fn sizes(all: &[Vec<TypeRef>]) -> Vec<usize> {
    let mut users = vec![Vec::new(); all.len()];
    for (index, leaves) in all.iter().enumerate() {
        for id in leaves.iter().filter_map(named) {
            users[id.0].push(index);
        }
    }
    let mut sizes = vec![1; all.len()];
    let mut open: Vec<usize> = (0..all.len()).collect();
    while let Some(index) = open.pop() {
        let of = |ty: &TypeRef| named(ty).map_or(1, |id| sizes[id.0]);
        let size = all[index].iter().map(of).sum::<usize>().min(LARGEST + 1);
        if size > sizes[index] {
            sizes[index] = size;
            open.extend(&users[index]);
        }
    }
    sizes
}

/// A tuple that leads to itself by other names alone is no type: it becomes a list of raw JSON.
fn cut_tuples(types: &mut [TypeDef], first: usize) {
    let aliased = |ty: &TypeDef| match &ty.shape {
        Shape::Alias(ty) => ty.leaves().into_iter().cloned().collect(),
        _ => Vec::new(),
    };
    let all: Vec<Vec<TypeRef>> = types.iter().map(aliased).collect();
    let is_tuple = |index: usize| all[index].len() > 1;
    if !(first..types.len()).any(is_tuple) {
        return;
    }
    let edge = |(part, ty): (usize, &TypeRef)| {
        let target = named(ty)?.0;
        Some(Edge { part, target })
    };
    let edges = all
        .iter()
        .map(|leaves| leaves.iter().enumerate().filter_map(edge).collect());
    let edges: Vec<Vec<Edge>> = edges.collect();
    let (circles, _) = circles(&edges);
    let sizes = sizes(&all);
    for index in (first..types.len()).filter(|index| is_tuple(*index)) {
        let mut edges = edges[index].iter();
        let is_closed = edges.any(|edge| circles[edge.target] == circles[index]);
        if is_closed || sizes[index] > LARGEST {
            types[index].shape = Shape::Alias(TypeRef::List(Box::new(TypeRef::Json)));
        }
    }
}

/// An alias that leads to itself, through whatever, names no type: it becomes raw JSON. Of a circle that is the first.
fn cut_aliases(types: &mut [TypeDef], first: usize) {
    cut_tuples(types, first);
    let mut walks: Vec<Option<usize>> = vec![None; types.len()];
    for start in first..types.len() {
        let mut way = Vec::new();
        let mut at = Some(start);
        // Each alias leads to one type: where a walk meets itself, the way from there on is the circle.
        while let Some(index) = at
            && walks[index].is_none()
            && let Shape::Alias(target) = &types[index].shape
        {
            walks[index] = Some(start);
            way.push(index);
            at = named(target).map(|id| id.0);
        }
        let met = way.iter().position(|one| Some(*one) == at);
        let circle = met.map_or(&[][..], |met| &way[met..]);
        if let Some(index) = circle.iter().filter(|one| **one >= first).min() {
            types[*index].shape = Shape::Alias(TypeRef::Json);
        }
    }
}

/// The type that is named within lists, maps and the like.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty.leaves()[..] {
        [TypeRef::Named(id)] => Some(*id),
        _ => None,
    }
}

/// The type that a value of this type holds in place, aliases looked through.
fn held(types: &[TypeDef], ty: &TypeRef) -> Option<TypeId> {
    let mut ty = ty;
    loop {
        match ty {
            TypeRef::Named(id) => match &types[id.0].shape {
                Shape::Alias(target) if !matches!(target.inmost(), TypeRef::Tuple(_)) => {
                    ty = target
                }
                _ => return Some(*id),
            },
            TypeRef::Option(inner) => ty = inner,
            _ => return None,
        }
    }
}

/// The box goes inside the options, so that their meaning stays.
fn boxed(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Option(inner) => TypeRef::Option(Box::new(boxed(*inner))),
        other => TypeRef::Boxed(Box::new(other)),
    }
}
