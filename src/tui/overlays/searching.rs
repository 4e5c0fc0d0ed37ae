//! The search over all comments: a line for the query, and what it found, the newest first.

use crate::store::{Hit, Page};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;

/// The search as it stands.
#[derive(Debug, Clone, Default)]
pub struct Searching {
    /// The query as typed.
    pub line: LineInput,
    /// Where one stands in what was found.
    pub cursor: Cursor,
    /// What was found last.
    pub page: Page,
    /// What is wrong with the query.
    pub wrong: Option<String>,
    /// Counts the queries asked: an answer to an earlier one is stale.
    pub generation: u64,
    /// Whether the last query is answered.
    pub answered: bool,
}

impl Searching {
    /// The selected comment.
    pub fn chosen(&self) -> Option<&Hit> {
        self.page.hits.get(self.cursor.at)
    }

    /// Takes an answer, unless it is stale.
    pub fn take(&mut self, found: Result<Page, String>, generation: u64) {
        if generation != self.generation {
            return;
        }
        self.answered = true;
        self.cursor = Cursor::default();
        match found {
            Ok(page) => {
                self.page = page;
                self.wrong = None;
            }
            Err(wrong) => self.wrong = Some(wrong),
        }
    }

    /// How many were found, for the frame.
    pub fn count(&self) -> String {
        let more = if self.page.next.is_some() { " newest, there are more" } else { "" };
        format!("{}{more}", self.page.hits.len())
    }
}
