//! A call whose body goes in another syntax.

use super::link::Linked;
use super::operation::{Arguments, Media, Operation, OperationTable};
use super::server::Server;
use crate::{Slot, View, Violation, Violations};

/// A call whose body is sent as a media type of one's own choice, of those that the document offers: see
/// [`Operation::sent_as`]. The body is held against what that media type may be.
#[derive(Debug, Clone)]
pub struct SentAs<O> {
    /// The call.
    pub call: O,
    media: Option<usize>,
}

impl<O: Operation> SentAs<O> {
    pub(super) fn new(call: O, media: &str) -> Result<Self, Violations> {
        let offered = O::table().body.map_or(&[][..], |body| body.media);
        let is_it = |one: &Media| one.name.eq_ignore_ascii_case(media);
        let media = offered.iter().position(is_it).ok_or_else(|| {
            let names: Vec<_> = offered.iter().map(|one| one.name).collect();
            Violations(vec![Violation {
                pointer: "body".to_owned(),
                rule: "enum",
                found: media.to_owned(),
                limit: names.join(", "),
            }])
        })?;
        Ok(SentAs {
            call,
            media: Some(media),
        })
    }
}

impl<O: Arguments> Arguments for SentAs<O> {
    fn blank() -> Self {
        SentAs {
            call: O::blank(),
            media: None,
        }
    }
    fn argument(&self, index: usize) -> View<'_> {
        self.call.argument(index)
    }
    fn media(&self) -> usize {
        self.media.unwrap_or_else(|| self.call.media())
    }
    fn server(&self) -> Option<&Server> {
        self.call.server()
    }
}

impl<O: Operation> Operation for SentAs<O> {
    type Output = O::Output;
    type Error = O::Error;
    type Headers = O::Headers;
    fn table() -> &'static OperationTable {
        O::table()
    }
}

impl<O: Linked> Linked for SentAs<O> {
    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.call.slot(index)
    }
}
