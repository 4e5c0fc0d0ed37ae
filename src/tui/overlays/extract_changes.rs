//! What the newest extracts changed: one page for each case, each row with its place in the file and, field by field,
//! the old and the new value.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::text::Line;

use crate::domain::{CaseNumber, PersonNumber};
use crate::present::county_fact::{fact_change_texts, fact_head, fact_text, unread_texts};
use crate::store::FactChange;
use crate::tui::command::Motion;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::read_page::TextPage;

/// What the newest extracts changed.
#[derive(Debug, Clone)]
pub struct ExtractChanges {
    cases: Vec<(CaseNumber, TextPage)>,
    index: usize,
}

impl ExtractChanges {
    /// Builds a page for each case from `changes`, which are ordered by case.
    pub fn from_changes(changes: &[FactChange], snapshot: &Snapshot, theme: &Theme, columns: usize) -> Self {
        let cases: Vec<&[FactChange]> = changes.chunk_by(|a, b| a.now.case() == b.now.case()).collect();
        let count = cases.len();
        let page = |(index, changes): (usize, &&[FactChange])| {
            let case = changes.first()?.now.case().clone();
            let subject = Subject { case: case.clone(), person: PersonNumber::CASE };
            let title = format!("Changed, {} of {count}   {}", index + 1, side_pane::case_title(snapshot, &subject));
            let lines = changes.iter().flat_map(|change| change_lines(change, theme, columns)).collect();
            Some((case, TextPage::new(title, lines)))
        };
        Self { cases: cases.iter().enumerate().filter_map(page).collect(), index: 0 }
    }

    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// Goes to the next or the previous case, and stops at the first and the last.
    pub fn step_case(&mut self, step: Step) {
        let last = self.cases.len().saturating_sub(1);
        self.index = match step {
            Step::Next => (self.index + 1).min(last),
            Step::Previous => self.index.saturating_sub(1),
        };
    }

    /// Returns the case that is shown.
    pub fn current_case(&self) -> Option<&CaseNumber> {
        self.cases.get(self.index).map(|(case, _)| case)
    }

    /// Scrolls the page that is shown on a terminal of `size`.
    pub fn scroll(&mut self, motion: Motion, size: Size) {
        if let Some((_, page)) = self.cases.get_mut(self.index) {
            page.scroll(motion, size);
        }
    }

    /// Draws the page that is shown over the panes of a screen. Returns the position at which its text begins; `None`
    /// if nothing changed.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.cases.get(self.index).map(|(_, page)| page.draw(theme, screen, buffer))
    }
}

fn change_lines(change: &FactChange, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
    let sheet = change.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    let place = format!("({}{sheet}, row {})", change.file, change.row);
    let kind = change.now.kind().title();
    let mut lines = Vec::new();
    let mut add = |text: &str, role| {
        let wrapped = text::wrap_text(text, columns).into_iter().filter(|line| !line.is_empty());
        lines.extend(wrapped.map(|line| Line::styled(line, theme.style(role))));
    };
    match &change.before {
        None => {
            add(&format!("New: {kind} {place}"), StyleRole::Header);
            add(&format!("  {}", fact_text(&change.now)), StyleRole::Text);
            for line in unread_texts(&change.now, &change.unread) {
                add(&format!("  {line}"), StyleRole::Text);
            }
        }
        Some(before) => {
            let head = Some(fact_head(&change.now)).filter(|head| !head.is_empty());
            let head = head.map(|head| format!(", {head}")).unwrap_or_default();
            add(&format!("Changed: {kind}{head} {place}"), StyleRole::Header);
            for line in fact_change_texts(&change.now, before, &change.unread, change.newer) {
                add(&format!("  {line}"), StyleRole::Text);
            }
        }
    }
    lines.push(Line::default());
    lines
}
