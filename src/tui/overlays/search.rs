//! The search over all comments: a line for the query, and the comments that it found, newest first.

use std::borrow::Cow;
use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::overlay_context::OverlayContext;
use crate::store::{SearchHit, SearchPage, SnippetPart};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::widgets::text_sink::{TextInput, TextSink};
use crate::tui::wording;

/// The state of the search.
#[derive(Debug, Clone, Default)]
pub struct SearchOverlay {
    /// The query as it is typed.
    pub line: LineInput,
    /// The selected comment and the first one shown.
    pub cursor: Cursor,
    /// The comments that the last query with an answer found.
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

    /// Returns the typed query, to be sent as query number `generation`; `None` if it was sent already.
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

    /// Returns what is wrong with the query, or what may be typed, for the line of messages.
    pub fn status_text(&self) -> (Cow<'_, str>, StyleRole) {
        let help = "Words, \"phrases\", begin*; author:V1A3 type:tel case:12B from:-30 to:t.";
        let wrong = self.error.as_ref().map(|wrong| (wrong.into(), StyleRole::Error));
        wrong.unwrap_or((help.into(), StyleRole::Quiet))
    }

    /// Draws the query, and each comment that it found in two lines. Returns the position of the caret.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let framed = layout::search_area(screen.as_size());
        let note = self.count_text();
        Panel { title: "Search every comment", note: &note, active: true, theme }.draw_over(framed, buffer);
        let parts = [1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]);
        let [typed, _, found] = Layout::vertical(parts).areas(Panel::text_area(framed, 1));
        let caret = self.line.draw_query(typed, buffer, theme);
        if self.is_answered && self.error.is_none() && self.page.hits.is_empty() {
            Line::styled("No comment contains that.", theme.style(StyleRole::Quiet)).render(found, buffer);
        }
        let shown = self.cursor.visible_rows(self.page.hits.len(), layout::hits_per_page(screen.as_size()));
        let hits = self.page.hits.iter().enumerate().skip(shown.start).take(shown.len());
        let lines = hits.flat_map(|(at, hit)| hit_lines(hit, at == self.cursor.index, context.snapshot, theme));
        draw_lines(lines, found, buffer);
        caret
    }
}

impl TextSink for SearchOverlay {
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        self.line.apply_input(input, now);
    }
}

fn hit_lines(hit: &SearchHit, selected: bool, snapshot: &Snapshot, theme: &Theme) -> [Line<'static>; 2] {
    let comment = &hit.comment.comment;
    let name = snapshot.caseload.case(&comment.case).map(|case| case.person_name(comment.person).to_string());
    let head = wording::comment_heading(comment, snapshot.caseload.policies(), snapshot.today);
    let error = if hit.comment.is_in_error() { "  ENTERED IN ERROR" } else { "" };
    let head = format!("{} {}  {head}{error}", comment.case, name.unwrap_or_default());
    let pointer = if selected { "▸" } else { " " };
    let role = if selected { StyleRole::Selected } else { StyleRole::Label };
    let snippet = hit.snippet.iter().map(|snip| snippet_span(snip, theme));
    [
        Line::from(vec![Span::raw(pointer), Span::styled(head, theme.style(role))]),
        Line::from(std::iter::once(Span::raw("   ")).chain(snippet).collect::<Vec<_>>()),
    ]
}

fn snippet_span(snip: &SnippetPart, theme: &Theme) -> Span<'static> {
    let role = if snip.hit { StyleRole::Chosen } else { StyleRole::Text };
    Span::styled(text::one_line(&snip.text).into_owned(), theme.style(role))
}
