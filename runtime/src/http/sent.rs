//! A call that goes another way than its operation says: to a server of its own, with its body in another syntax, or with headers
//! of the parts of its body.

use std::fmt;

use super::link::Linked;
use super::operation::{Arguments, Media, Operation, OperationTable};
use super::server::Server;
use crate::{Slot, View, Violation, Violations};

/// A call that is sent to a server of its own, as a link may name one, whose body goes as a media type of one's own choice, or the
/// parts of whose body have headers of their own: see [`Operation::sent_as`] and [`Operation::part_header`].
///
/// A server stands in place of those of the operation. A `base_url` of the client stands in for it all the same, and a server that
/// was chosen on the client sets its variables. A body is held against what its media type may be.
#[derive(Debug, Clone)]
pub struct Sent<O> {
    /// The call.
    pub call: O,
    server: Option<Server>,
    media: Option<usize>,
    headers: Vec<PartHeader>,
}

/// A header of a part of a multipart body.
#[derive(Clone)]
pub struct PartHeader {
    pub(super) part: String,
    pub(super) name: String,
    pub(super) value: String,
}

/// Without its value, which may be secret.
impl fmt::Debug for PartHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.name, self.part)
    }
}

impl<O> Sent<O> {
    fn new(call: O) -> Self {
        Sent {
            call,
            server: None,
            media: None,
            headers: Vec::new(),
        }
    }

    /// The call, at this server.
    #[must_use]
    pub fn at(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// See [`Operation::part_header`].
    #[must_use]
    pub fn part_header(
        mut self,
        part: impl Into<String>,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.headers.push(PartHeader {
            part: part.into(),
            name: name.into(),
            value: value.into(),
        });
        self
    }
}

impl<O: Operation> Sent<O> {
    pub(super) fn as_media(call: O, media: &str) -> Result<Self, Violations> {
        let offered = O::table().body.map_or(&[][..], |body| body.media);
        let is_it = |one: &Media| one.name.eq_ignore_ascii_case(media);
        let found = offered.iter().position(is_it).ok_or_else(|| {
            let names: Vec<_> = offered.iter().map(|one| one.name).collect();
            Violations(vec![Violation {
                pointer: "body".to_owned(),
                rule: "enum",
                found: media.to_owned(),
                limit: names.join(", "),
            }])
        })?;
        Ok(Sent {
            media: Some(found),
            ..Sent::new(call)
        })
    }
}

impl<O> From<O> for Sent<O> {
    fn from(call: O) -> Self {
        Sent::new(call)
    }
}

impl<O: Arguments> Arguments for Sent<O> {
    fn blank() -> Self {
        Sent::new(O::blank())
    }
    fn argument(&self, index: usize) -> View<'_> {
        self.call.argument(index)
    }
    fn media(&self) -> usize {
        self.media.unwrap_or_else(|| self.call.media())
    }
    fn part_headers(&self) -> &[PartHeader] {
        match &*self.headers {
            [] => self.call.part_headers(),
            own => own,
        }
    }
    fn server(&self) -> Option<&Server> {
        self.server.as_ref().or_else(|| self.call.server())
    }
}

impl<O: Operation> Operation for Sent<O> {
    type Output = O::Output;
    type Error = O::Error;
    type Headers = O::Headers;
    fn table() -> &'static OperationTable {
        O::table()
    }
}

impl<O: Linked> Linked for Sent<O> {
    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.call.slot(index)
    }
}
