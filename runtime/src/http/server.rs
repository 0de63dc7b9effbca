//! Servers of the API, and which of them a client calls (OpenAPI 3.0.4, section 4.7.5).

use std::fmt;

use ::http::Uri;

use super::uri;

/// A server: its URL template and the defaults of its variables.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    /// The URL, with `{name}` for variables; may be relative.
    pub url: &'static str,
    /// Name and default of each variable.
    pub variables: &'static [(&'static str, &'static str)],
}

impl Server {
    /// The server with these values for its variables, and their defaults for the others.
    pub fn with(&self, values: &[(&str, &str)]) -> ServerUrl {
        let mut url = String::with_capacity(self.url.len());
        let mut rest = self.url;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            url.push_str(before);
            let mut all = values.iter().chain(self.variables);
            match all.find(|(known, _)| *known == name) {
                Some((_, value)) => url.push_str(value),
                None => url.push_str(&rest[before.len()..rest.len() - after.len()]),
            }
            rest = after;
        }
        url.push_str(rest);
        ServerUrl {
            template: self.url,
            url,
        }
    }
}

/// A server that was chosen: its URL with its variables filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrl {
    template: &'static str,
    url: String,
}

impl ServerUrl {
    /// The URL; may be relative.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    pub(super) fn is_of(&self, servers: &[Server]) -> bool {
        servers.iter().any(|server| server.url == self.template)
    }
}

impl From<Server> for ServerUrl {
    fn from(server: Server) -> Self {
        server.with(&[])
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// The first server's URL, its variables filled with their defaults; `None` where it is relative or there is none.
pub(super) fn default_base(servers: &[Server]) -> Option<String> {
    let url = servers.first()?.with(&[]).url;
    is_absolute(&url).then_some(url)
}

pub(super) fn is_absolute(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The base URL of a call: that of the server that was chosen among the operation's, else that of the first one; a
/// relative one starts from where the document is.
///
/// # Errors
/// The server's URL, which is relative, and there is nothing that it starts from.
pub(super) fn base(
    servers: &[Server],
    chosen: &[ServerUrl],
    document: Option<&str>,
) -> Result<String, String> {
    let own = chosen.iter().find(|one| one.is_of(servers)).cloned();
    let first = || servers.first().map(|server| server.with(&[]));
    let url = own
        .or_else(first)
        .map_or_else(|| "/".to_owned(), |one| one.url);
    if is_absolute(&url) {
        return Ok(url);
    }
    let document = document.and_then(|document| document.parse::<Uri>().ok());
    let resolved = document.and_then(|document| uri::resolve(&document, &url));
    resolved.map(|uri| uri.to_string()).ok_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGIONAL: Server = Server {
        url: "https://{region}.example.org:{port}/{base}/{odd",
        variables: &[("region", "eu"), ("port", "443"), ("base", "v1")],
    };
    const RELATIVE: Server = Server {
        url: "../v2/",
        variables: &[],
    };

    #[test]
    fn variables_are_filled_once_and_what_is_none_stays() {
        assert_eq!(
            ServerUrl::from(REGIONAL).as_str(),
            "https://eu.example.org:443/v1/{odd"
        );
        let chosen = REGIONAL.with(&[("region", "{port}"), ("nothing", "x")]);
        assert_eq!(chosen.to_string(), "https://{port}.example.org:443/v1/{odd");
    }

    #[test]
    fn a_chosen_server_is_that_of_the_operations_that_have_it() {
        let us = REGIONAL.with(&[("region", "us")]);
        let chosen = [us.clone()];
        let found = base(&[RELATIVE, REGIONAL], &chosen, None);
        assert_eq!(found.as_deref(), Ok(us.as_str()));
        let document = Some("https://example.org/specs/api.yaml");
        let found = base(&[RELATIVE], &chosen, document);
        assert_eq!(found.as_deref(), Ok("https://example.org/v2/"));
        // Without servers it is the root of where the document is.
        assert_eq!(
            base(&[], &chosen, document).as_deref(),
            Ok("https://example.org/")
        );
        assert_eq!(base(&[RELATIVE], &[], None), Err("../v2/".to_owned()));
        assert_eq!(base(&[], &[], Some("api.yaml")), Err("/".to_owned()));
    }
}
