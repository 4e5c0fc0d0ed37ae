//! The search over all comments: a line for the query, and what it found, the newest first.

use crate::store::{SearchHit, SearchPage};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;

/// The search as it stands.
#[derive(Debug, Clone, Default)]
pub struct SearchOverlay {
    /// The query as typed.
    pub line: LineInput,
    /// Where one stands in what was found.
    pub cursor: Cursor,
    /// What was found last.
    pub page: SearchPage,
    /// What is wrong with the query.
    pub error: Option<String>,
    /// Counts the queries asked: an answer to an earlier one is stale.
    pub generation: u64,
    /// Whether the last query is answered.
    pub is_answered: bool,
}

impl SearchOverlay {
    /// The selected comment.
    pub fn selected_hit(&self) -> Option<&SearchHit> {
        self.page.hits.get(self.cursor.index)
    }

    /// Takes an answer, unless it is stale.
    pub fn accept_results(&mut self, found: Result<SearchPage, String>, generation: u64) {
        if generation != self.generation {
            return;
        }
        self.is_answered = true;
        self.cursor = Cursor::default();
        match found {
            Ok(page) => {
                self.page = page;
                self.error = None;
            }
            Err(wrong) => self.error = Some(wrong),
        }
    }

    /// How many were found, for the frame.
    pub fn count_text(&self) -> String {
        let more = if self.page.next.is_some() { " newest, there are more" } else { "" };
        format!("{}{more}", self.page.hits.len())
    }
}
