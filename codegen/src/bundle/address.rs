//! Addresses that start from the file that they stand in (`externalValue`; OpenAPI 3.1.1, section 4.8.19).

use std::path::Path;

use crate::source::{NodeId, Sources};

/// The address as it is read from a bundle that stands where the document did; `None` where that is the same.
pub(super) fn moved(sources: &Sources, root: NodeId, value: NodeId) -> Option<String> {
    let address = sources.str(value)?;
    if address.is_empty() || address.starts_with(['/', '#']) || address.contains(':') {
        return None;
    }
    let folder = |node| sources.path_of(node).and_then(Path::parent);
    let (from, own) = (folder(root)?, folder(value)?);
    if from == own {
        return None;
    }
    let (from, own): (Vec<_>, Vec<_>) = (from.components().collect(), own.components().collect());
    let shared = from.iter().zip(&own).take_while(|(a, b)| a == b).count();
    let mut steps: Vec<String> = vec!["..".to_owned(); from.len() - shared];
    let down = own[shared..].iter();
    steps.extend(down.map(|step| step.as_os_str().to_string_lossy().into_owned()));
    for step in address.split('/').filter(|step| *step != ".") {
        match steps.last() {
            Some(last) if step == ".." && last != ".." => drop(steps.pop()),
            _ => steps.push(step.to_owned()),
        }
    }
    Some(steps.join("/"))
}
