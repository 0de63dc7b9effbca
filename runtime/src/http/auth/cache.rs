//! Tokens that were given, one for each set of scopes, shared by the clones of client credentials.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::TokenError;
use crate::Secret;
use crate::http::client::Gate;
use crate::http::time::Instant;

/// The tokens, by what asks for them and by where they are had.
#[derive(Default)]
pub(super) struct Caches(Mutex<Vec<(String, Arc<Cache>)>>);

impl Caches {
    fn list(&self) -> MutexGuard<'_, Vec<(String, Arc<Cache>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one that was found before under `asked`, else the one under `exact`: what is asked in several ways may be the
    /// same token in the end.
    pub fn of(&self, asked: String, exact: impl FnOnce() -> String) -> Arc<Cache> {
        let mut list = self.list();
        let known = |list: &[(String, Arc<Cache>)], key: &str| {
            let found = list.iter().find(|(known, _)| known == key);
            found.map(|(_, cache)| Arc::clone(cache))
        };
        if let Some(cache) = known(&list, &asked) {
            return cache;
        }
        let exact = exact();
        let cache = known(&list, &exact).unwrap_or_default();
        list.extend([asked, exact].map(|key| (key, Arc::clone(&cache))));
        cache
    }

    /// Forgets a token, which the API has refused or the server has revoked.
    pub fn forget(&self, token: &Arc<Token>) {
        for (_, cache) in self.list().iter() {
            let mut state = cache.state();
            let known = state.token.as_ref();
            if known.is_some_and(|known| Arc::ptr_eq(known, token)) {
                state.token = None;
            }
        }
    }

    /// Every token that there is.
    pub fn tokens(&self) -> Vec<Arc<Token>> {
        let list = self.list();
        let tokens = list.iter().filter_map(|(_, cache)| {
            let state = cache.state();
            state.token.clone()
        });
        let mut tokens: Vec<_> = tokens.collect();
        // One that is found in several ways is revoked once.
        tokens.sort_by_key(|token| Arc::as_ptr(token).addr());
        tokens.dedup_by(|a, b| Arc::ptr_eq(a, b));
        tokens
    }
}

/// The token for a set of scopes.
pub(super) struct Cache {
    state: Mutex<State>,
    /// Whoever asks for a token is inside.
    pub gate: Arc<Gate>,
}

#[derive(Default)]
pub(super) struct State {
    pub token: Option<Arc<Token>>,
    pub failure: Option<(u64, Arc<TokenError>)>,
    /// How many requests for a token have ended.
    pub asked: u64,
}

/// A token that was given.
pub(super) struct Token {
    pub secret: Secret,
    /// The base URL of the call that it was asked for.
    pub base: String,
    /// Which request gave it.
    pub number: u64,
    /// From when on the next one is asked for; `None`: when the API refuses it.
    pub stale: Option<Instant>,
    /// From when on it is not sent.
    pub ends: Option<Instant>,
}

impl Default for Cache {
    fn default() -> Self {
        Cache {
            state: Mutex::default(),
            gate: Arc::new(Gate::new(1)),
        }
    }
}

impl Cache {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Token {
    pub fn is_past(at: Option<Instant>) -> bool {
        at.is_some_and(|at| at <= Instant::now())
    }
}

impl Cache {
    /// The token that is there after a request that ended since `asked` others had: between looking and entering the gate,
    /// somebody else may have been through it.
    pub fn given_since(&self, asked: u64) -> Option<Arc<Token>> {
        let state = self.state();
        let token = state.token.as_ref().filter(|_| state.asked > asked)?;
        (!Token::is_past(token.ends)).then(|| Arc::clone(token))
    }
    /// What came of a request that ended after `asked` others had: good or bad, it answers everyone who waited for it.
    pub fn found_since(&self, asked: u64) -> Option<Result<Arc<Token>, Arc<TokenError>>> {
        let state = self.state();
        if let Some(token) = &state.token
            && (token.number > asked || !Token::is_past(token.ends))
        {
            return Some(Ok(Arc::clone(token)));
        }
        match &state.failure {
            Some((number, error)) if *number > asked => Some(Err(Arc::clone(error))),
            _ => None,
        }
    }
}
