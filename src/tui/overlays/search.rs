//! The search over all comments: a line for the query, and the comments that it found, newest first.

use std::time::Instant;

use crate::store::{SearchHit, SearchPage};
use crate::tui::command::Motion;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// The state of the search.
#[derive(Debug, Clone, Default)]
pub struct SearchOverlay {
    /// The query as it is typed.
    pub line: LineInput,
    /// The selected comment and the first one shown.
    pub cursor: Cursor,
    /// The comments that the last answered query found.
    pub page: SearchPage,
    /// What is wrong with the query.
    pub error: Option<String>,
    /// The number of the query that was sent last: an answer to an earlier one is stale.
    pub generation: u64,
    /// Whether the last query is answered.
    pub is_answered: bool,
    /// The query that was sent last; `None` before the first.
    sent_query: Option<String>,
}

impl SearchOverlay {
    /// Returns the selected comment.
    pub fn selected_hit(&self) -> Option<&SearchHit> {
        self.page.hits.get(self.cursor.index)
    }

    /// Returns the query to send under the number `generation`; `None` if it was sent already.
    pub fn take_query(&mut self, generation: u64) -> Option<String> {
        let query = self.line.content();
        if self.sent_query.as_deref() == Some(query) {
            return None;
        }
        let query = query.to_owned();
        self.sent_query = Some(query.clone());
        self.generation = generation;
        self.is_answered = false;
        Some(query)
    }

    /// Moves among the comments that were found; `page` of them are on the screen.
    pub fn move_cursor(&mut self, motion: Motion, page: usize) {
        self.cursor.move_by(motion, self.page.hits.len(), page);
    }

    /// Shows the answer to a query, unless it is stale.
    pub fn accept_results(&mut self, results: Result<SearchPage, String>, generation: u64) {
        if generation != self.generation {
            return;
        }
        self.is_answered = true;
        self.cursor = Cursor::default();
        match results {
            Ok(page) => {
                self.page = page;
                self.error = None;
            }
            Err(error) => self.error = Some(error),
        }
    }

    /// Returns how many comments were found, for the frame.
    pub fn count_text(&self) -> String {
        let more = if self.page.next.is_some() { " newest, there are more" } else { "" };
        format!("{}{more}", self.page.hits.len())
    }
}

impl TextSink for SearchOverlay {
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        self.line.apply_input(input, now);
    }
}
