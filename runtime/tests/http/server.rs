//! A server on loopback that gives one answer to every request and remembers what it was asked.

#[path = "request.rs"]
mod request;

use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use request::Request;
use tiny_http::{Header, Response};

/// The answer.
#[derive(Clone)]
pub struct Canned {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    delay: Duration,
}

impl Canned {
    pub fn new(status: u16, media: &str, body: &str) -> Self {
        let headers = vec![("Content-Type".to_owned(), media.to_owned())];
        Self {
            status,
            headers,
            body: body.to_owned(),
            delay: Duration::ZERO,
        }
    }
    #[allow(dead_code, reason = "not every test needs it")]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
    #[allow(dead_code, reason = "not every test needs it")]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

pub struct Server {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn start(answer: Canned) -> Self {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let url = format!("http://{}", server.server_addr());
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for mut request in server.incoming_requests() {
                let mut body = Vec::new();
                let _ = request.as_reader().read_to_end(&mut body);
                let headers = request.headers().iter();
                seen.lock().unwrap().push(Request {
                    line: format!("{} {}", request.method(), request.url()),
                    headers: headers
                        .map(|h| (h.field.to_string(), h.value.to_string()))
                        .collect(),
                    body,
                });
                std::thread::sleep(answer.delay);
                let mut response =
                    Response::from_string(&answer.body).with_status_code(answer.status);
                for (name, value) in &answer.headers {
                    response
                        .add_header(Header::from_bytes(name.as_bytes(), value.as_bytes()).unwrap());
                }
                // The client may have gone: that is its right.
                let _ = request.respond(response);
            }
        });
        Self { url, requests }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}
