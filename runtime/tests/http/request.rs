//! A request as a server of a test got it.

#[derive(Clone, Debug)]
#[allow(dead_code, reason = "not every test asks for all of it")]
pub struct Request {
    /// `GET /path?query`.
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    #[allow(dead_code, reason = "not every test asks for one")]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}
