//! A server on loopback whose answers are a function of the request line.

use std::sync::{Arc, Mutex};

use tiny_http::{Header, Response};

/// Headers and body of an answer.
pub type Answer = (Vec<(&'static str, String)>, String);

pub struct Script {
    pub url: String,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Script {
    pub fn start(answer: impl Fn(&str) -> Answer + Send + 'static) -> Self {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let url = format!("http://{}", server.server_addr());
        let lines = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&lines);
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let line = format!("{} {}", request.method(), request.url());
                let (headers, body) = answer(&line);
                seen.lock().unwrap().push(line);
                let mut response = Response::from_string(body);
                for (name, value) in headers {
                    response.add_header(Header::from_bytes(name, value).unwrap());
                }
                // The client may have gone: that is its right.
                let _ = request.respond(response);
            }
        });
        Self { url, lines }
    }

    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}
