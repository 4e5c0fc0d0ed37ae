//! The thread that searches, on a connection of its own: however long a search takes, nothing that is typed or filed
//! waits for it. Only the newest query is worth an answer, so each one ends the search before it.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::protocol::StoreAnswer;
use crate::domain::search::CommentQuery;
use crate::store::{SearchPage, Store, StoreError, StoreReader};

/// The number of comments that a search shows; a narrower query finds more.
const MAX_FOUND: u32 = 50;

/// What the searching thread and those who ask it share.
#[derive(Clone, Default)]
pub struct SearchDesk(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<DeskState>,
    changed: Condvar,
    /// The number of the newest query, and of the one that is being searched for: where they differ, the search ends.
    newest: AtomicU64,
    searched: AtomicU64,
}

#[derive(Default)]
struct DeskState {
    /// The connection, until the thread has taken it.
    reader: Option<StoreReader>,
    is_open: bool,
    is_closed: bool,
    query: Option<Query>,
}

struct Query {
    text: String,
    generation: u64,
    /// The number of the query.
    number: u64,
}

impl SearchDesk {
    /// Starts the thread. It passes each answer to `send_answer`.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start_thread(&self, send_answer: impl Fn(StoreAnswer) + Send + 'static) -> io::Result<JoinHandle<()>> {
        let caseload = self.clone();
        thread::Builder::new().name("search".to_owned()).spawn(move || caseload.answer_queries(&send_answer))
    }

    /// Gives the thread its connection to a home that was just opened. Where none can be had, the store thread goes on
    /// searching itself.
    pub(super) fn open(&self, store: &Store) {
        let shared = Arc::clone(&self.0);
        let is_stale = move || shared.searched.load(Ordering::Relaxed) != shared.newest.load(Ordering::Relaxed);
        let Ok(reader) = store.open_reader(is_stale) else { return };
        let mut state = self.lock();
        (state.reader, state.is_open) = (Some(reader), true);
        self.0.changed.notify_one();
    }

    /// Asks for an answer to a query and ends the search before it. Returns whether the thread can answer.
    pub fn ask(&self, text: &str, generation: u64) -> bool {
        let mut state = self.lock();
        if !state.is_open {
            return false;
        }
        let number = self.0.newest.fetch_add(1, Ordering::Relaxed) + 1;
        state.query = Some(Query { text: text.to_owned(), generation, number });
        self.0.changed.notify_one();
        true
    }

    /// Ends the search that runs: nobody waits for its answer anymore.
    pub fn stop_search(&self) {
        self.lock().query = None;
        self.0.newest.fetch_add(1, Ordering::Relaxed);
    }

    /// Ends the search that runs, and the thread.
    pub fn close(&self) {
        self.stop_search();
        self.lock().is_closed = true;
        self.0.changed.notify_one();
    }

    fn answer_queries(&self, send_answer: &impl Fn(StoreAnswer)) {
        let mut open = None;
        while let Some((query, reader)) = self.wait_for_query() {
            open = reader.or(open);
            let Some(reader) = &open else { continue };
            match search_comments(reader, &query.text) {
                Ok(results) => send_answer(StoreAnswer::SearchResults { results, generation: query.generation }),
                Err(StoreError::Stopped) => {}
                Err(error) => send_answer(StoreAnswer::Failed(error.to_string())),
            }
        }
    }

    /// Waits for a query; `None` when the thread is to end.
    fn wait_for_query(&self) -> Option<(Query, Option<StoreReader>)> {
        let mut state = self.lock();
        loop {
            if state.is_closed {
                return None;
            }
            if let Some(query) = state.query.take() {
                self.0.searched.store(query.number, Ordering::Relaxed);
                return Some((query, state.reader.take()));
            }
            state = self.0.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, DeskState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Searches for a text as it was typed. A text that is no query is the inner error, with its sentence.
pub(super) fn search_comments(store: &Store, text: &str) -> Result<Result<SearchPage, String>, StoreError> {
    match CommentQuery::parse_unfinished(text, store.clock().today()) {
        Ok(query) => Ok(Ok(store.search_comments(&query, None, MAX_FOUND)?)),
        Err(wrong) => Ok(Err(wrong.to_string())),
    }
}
