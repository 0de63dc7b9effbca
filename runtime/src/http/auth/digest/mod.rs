//! HTTP Digest (RFC 7616): a challenge is asked for once, and answered until the server wants another.

mod challenge;
mod hash;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use ::http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};

use self::challenge::{Challenge, Quality};
use self::hash::Algorithm;
use super::error::TokenError;
use crate::Secret;
use crate::http::client::{Core, Gate, Permit};
use crate::http::content::{Content, Payload};
use crate::http::encode::percent_encoded;
use crate::http::random;
use crate::http::time::Deadline;
use crate::http::transport::TransportError;
use crate::http::uri::same_origin;

/// A user name and a password, and the challenges that servers have sent. Clones share what they know.
#[derive(Clone)]
pub struct Digest(Arc<Inner>);

struct Inner {
    user: String,
    password: Secret,
    known: Mutex<Vec<Known>>,
    /// Whoever asks for a first challenge is inside.
    gate: Arc<Gate>,
    /// A server has answered without a challenge: nobody waits for one.
    quiet: AtomicBool,
}

/// What one server has sent.
#[derive(Clone)]
struct Known {
    origin: Uri,
    challenge: Challenge,
    /// How often the nonce has been used.
    count: u32,
    /// The client's part of a session, and the first part of its hash.
    session: Arc<OnceLock<(String, String)>>,
}

/// What one call has done.
#[derive(Default)]
pub(super) struct Round {
    /// The nonce that the last request answered.
    answered: Option<String>,
    /// How many challenges have been met.
    challenges: u8,
    /// The last of them until it is answered: nonces may be good for one request, which is to be this one.
    own: Option<Box<Known>>,
    /// Whether the last request answered one of them.
    is_own: bool,
    /// The hash of a body that had to be read for it.
    hashed: Option<(Algorithm, String)>,
}

/// The most challenges that one call answers.
const MOST_CHALLENGES: u8 = 3;
/// The longest that a call waits for the first challenge of another.
const PATIENCE: Duration = Duration::from_secs(1);
/// The most servers that are remembered.
const MOST_SERVERS: usize = 16;

impl Digest {
    pub(super) fn password(&self) -> &Secret {
        &self.0.password
    }

    pub(super) fn new(user: String, password: Secret) -> Self {
        Digest(Arc::new(Inner {
            user,
            password,
            known: Mutex::default(),
            gate: Arc::new(Gate::new(1)),
            quiet: AtomicBool::new(false),
        }))
    }

    fn known(&self) -> MutexGuard<'_, Vec<Known>> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a server has not been called yet.
    pub(super) fn is_new(&self, uri: &Uri) -> bool {
        let is_it = |known: &Known| same_origin(&known.origin, uri);
        !self.0.quiet.load(Ordering::Relaxed) && !self.known().iter().any(is_it)
    }

    /// Waits while another call asks a server for its first challenge. A permit is for who asks it now: however many calls
    /// start at once, one of them is refused. Where that one waits for long, the others do not.
    pub(super) async fn first(&self, uri: &Uri, core: &Core, deadline: Deadline) -> Option<Permit> {
        let patience = deadline.left().ok()?.min(PATIENCE);
        let entered = core.within(Deadline::after(patience), self.0.gate.enter());
        let permit = entered.await.ok()?;
        self.is_new(uri).then_some(permit)
    }

    /// Reads the body of a call whose challenge wants a hash of it, where it can be read and then sent: a file.
    pub(super) async fn hash(
        &self,
        request: &Request<Payload>,
        round: &mut Round,
    ) -> Result<(), TransportError> {
        let Payload::Pieces(pieces) = request.body() else {
            return Ok(());
        };
        let algorithm = self.hashes(request.uri(), round);
        if let (Some(algorithm), true) = (algorithm, pieces.are_kept())
            && let Some(body) = pieces.open()
        {
            round.hashed = Some((algorithm, algorithm.hash_of(body).await?));
        }
        Ok(())
    }

    /// By what a body is hashed for the challenge that is to be answered.
    fn hashes(&self, uri: &Uri, round: &Round) -> Option<Algorithm> {
        let is_it = |known: &&Known| same_origin(&known.origin, uri);
        let all = self.known();
        let own = round.own.as_deref().filter(is_it);
        let challenge = &own.or_else(|| all.iter().find(is_it))?.challenge;
        (challenge.quality == Quality::AuthInt).then_some(challenge.algorithm)
    }

    /// The value of `Authorization`; `None` before the server has sent a challenge.
    pub(super) fn answer(
        &self,
        request: &Request<Content>,
        payload: &Payload,
        round: &mut Round,
    ) -> Result<Option<HeaderValue>, TokenError> {
        let is_it = |known: &Known| same_origin(&known.origin, request.uri());
        let mut own = round.own.take().filter(|own| is_it(own));
        round.is_own = own.is_some();
        let mut all = self.known();
        let known = match &mut own {
            Some(own) => &mut **own,
            None => match all.iter_mut().find(|known| is_it(known)) {
                Some(shared) => shared,
                None => return Ok(None),
            },
        };
        let algorithm = known.challenge.algorithm;
        let body = match (known.challenge.quality, payload) {
            (Quality::AuthInt, Payload::Bytes(bytes)) => algorithm.hash(bytes),
            (Quality::AuthInt, Payload::Pieces(_)) => {
                let hashed = round.hashed.take().filter(|(by, _)| *by == algorithm);
                let (_, hash) = hashed.ok_or(TokenError::Unusable(
                    "the server wants a hash of a body that can be read but once",
                ))?;
                hash
            }
            _ => String::new(),
        };
        // What is refused here is not sent: servers may take uses that leave one out as uses of another.
        known.count = known.count.saturating_add(1);
        round.answered = Some(known.challenge.nonce.clone());
        let target = request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let cnonce = random::hex();
        let text = self.text(known, request.method().as_str(), target, &body, &cnonce);
        let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
            TokenError::Unusable("the name or the challenge has control characters")
        })?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    /// The credentials (RFC 7616, section 3.4); `body` is the hash of the body, where that is protected too.
    fn text(&self, known: &Known, method: &str, target: &str, body: &str, cnonce: &str) -> String {
        let (cnonce, first) = self.hash_of_user(known, cnonce);
        let Known {
            challenge, count, ..
        } = known;
        let hash = |text: &str| challenge.algorithm.hash(text.as_bytes());
        let (quality, second) = match challenge.quality {
            Quality::AuthInt => (Some("auth-int"), format!("{method}:{target}:{body}")),
            Quality::Auth => (Some("auth"), format!("{method}:{target}")),
            Quality::Old => (None, format!("{method}:{target}")),
        };
        let (nonce, second) = (&challenge.nonce, hash(&second));
        let response = match quality {
            Some(quality) => hash(&format!(
                "{first}:{nonce}:{count:08x}:{cnonce}:{quality}:{second}"
            )),
            None => hash(&format!("{first}:{nonce}:{second}")),
        };
        let mut text = format!(
            "Digest {}, realm={}, nonce={}, uri={}, response=\"{response}\"",
            name(&self.0.user, challenge),
            quoted(&challenge.realm),
            quoted(nonce),
            quoted(target)
        );
        if let Some(algorithm) = &challenge.algorithm_name {
            let _ = write!(text, ", algorithm={algorithm}");
        }
        if let Some(opaque) = &challenge.opaque {
            let _ = write!(text, ", opaque={}", quoted(opaque));
        }
        if let Some(quality) = quality {
            let _ = write!(text, ", qop={quality}, nc={count:08x}, cnonce=\"{cnonce}\"");
        } else if challenge.algorithm.session {
            let _ = write!(text, ", cnonce=\"{cnonce}\"");
        }
        if challenge.userhash {
            text.push_str(", userhash=true");
        }
        text
    }

    /// The client's part of the nonce, and the hash of who calls (RFC 7616, section 3.4.2). A session keeps both as long as
    /// the nonce.
    fn hash_of_user(&self, known: &Known, cnonce: &str) -> (String, String) {
        let Inner { user, password, .. } = &*self.0;
        let Challenge {
            algorithm,
            realm,
            nonce,
            ..
        } = &known.challenge;
        let hash = |text: String| algorithm.hash(text.as_bytes());
        let own = || hash(format!("{user}:{realm}:{}", password.reveal()));
        if !algorithm.session {
            return (cnonce.to_owned(), own());
        }
        let made = || {
            (
                cnonce.to_owned(),
                hash(format!("{}:{nonce}:{cnonce}", own())),
            )
        };
        known.session.get_or_init(made).clone()
    }

    /// Takes a refusal's challenge up: whether to send the call again.
    pub(super) fn challenged(&self, headers: &HeaderMap, uri: &Uri, round: &mut Round) -> bool {
        let Some(challenge) = challenge::find(headers) else {
            return false;
        };
        round.challenges += 1;
        // The answer to a nonce that this call itself was given is refused, and not for its age: name or password are
        // wrong. A nonce of an earlier call may have ended without the server's saying so.
        let wrong = round.is_own && !challenge.stale;
        let own = Known {
            origin: uri.clone(),
            challenge,
            count: 0,
            session: Arc::default(),
        };
        let mut all = self.known();
        let current = all.iter().position(|known| same_origin(&known.origin, uri));
        // Another call may have met a challenge since this one was sent: that one stays for the calls to come.
        let newer = current
            .and_then(|at| all.get(at))
            .is_some_and(|known| round.answered.as_ref() != Some(&known.challenge.nonce));
        if !newer {
            if let Some(at) = current {
                all.remove(at);
            } else if all.len() >= MOST_SERVERS {
                all.remove(0);
            }
            // The first use is this call's.
            all.push(Known {
                count: 1,
                ..own.clone()
            });
        }
        round.own = Some(Box::new(own));
        !wrong && round.challenges <= MOST_CHALLENGES
    }

    /// Takes up the nonce that the server wants next (RFC 7616, section 3.5).
    pub(super) fn answered(&self, headers: &HeaderMap, uri: &Uri) {
        if !headers.contains_key(::http::header::WWW_AUTHENTICATE) && self.is_new(uri) {
            self.0.quiet.store(true, Ordering::Relaxed);
        }
        const INFO: HeaderName = HeaderName::from_static("authentication-info");
        let Some(info) = headers.get(INFO).and_then(|value| value.to_str().ok()) else {
            return;
        };
        let Some(next) = challenge::parameter(info, "nextnonce").filter(|next| !next.is_empty())
        else {
            return;
        };
        let mut all = self.known();
        if let Some(known) = all.iter_mut().find(|known| same_origin(&known.origin, uri))
            && known.challenge.nonce != next
        {
            known.challenge.nonce = next;
            (known.count, known.session) = (0, Arc::default());
        }
    }
}

/// The parameter that names the user (RFC 7616, sections 3.4.4 and 4).
fn name(user: &str, challenge: &Challenge) -> String {
    if challenge.userhash {
        let hash = challenge
            .algorithm
            .hash(format!("{user}:{}", challenge.realm).as_bytes());
        return format!("username=\"{hash}\"");
    }
    if user.is_ascii() || !challenge.utf8 {
        return format!("username={}", quoted(user));
    }
    format!("username*=UTF-8''{}", percent_encoded(user))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digest")
            .field("user", &self.0.user)
            .finish_non_exhaustive()
    }
}
