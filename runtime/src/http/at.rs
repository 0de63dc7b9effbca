//! A call at a server of its own.

use super::link::Linked;
use super::operation::{Arguments, Operation, OperationTable};
use super::server::Server;
use crate::{Slot, View};

/// A call that goes to a server of its own, as a link may name one: in place of those of its operation. A `base_url` of the
/// client stands in for it all the same, and a server that was chosen on the client sets its variables.
#[derive(Debug, Clone)]
pub struct At<O> {
    /// The call.
    pub call: O,
    server: Option<Server>,
}

impl<O> At<O> {
    /// The call, at this server.
    pub fn new(call: O, server: Server) -> Self {
        At {
            call,
            server: Some(server),
        }
    }

    /// The same, at this server.
    #[doc(hidden)]
    #[must_use]
    pub fn at(self, server: Server) -> Self {
        At::new(self.call, server)
    }
}

impl<O: Arguments> Arguments for At<O> {
    fn blank() -> Self {
        At {
            call: O::blank(),
            server: None,
        }
    }
    fn argument(&self, index: usize) -> View<'_> {
        self.call.argument(index)
    }
    fn media(&self) -> usize {
        self.call.media()
    }
    fn server(&self) -> Option<&Server> {
        self.server.as_ref()
    }
}

impl<O: Operation> Operation for At<O> {
    type Output = O::Output;
    type Error = O::Error;
    type Headers = O::Headers;
    fn table() -> &'static OperationTable {
        O::table()
    }
}

impl<O: Linked> Linked for At<O> {
    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.call.slot(index)
    }
}
