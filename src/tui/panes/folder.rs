//! The folder of a case: people, histories, attendance, comments in full, and everything ever recorded, in order.

mod case_work;
mod closing;
mod filed_comment;
mod folder_view;
pub mod history;
mod sections;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use strum::VariantArray as _;

pub use filed_comment::comment_lines;
pub use folder_view::{CaseDetails, FolderView};

use crate::domain::RowId;
use crate::store::FiledComment;
use crate::tui::command::{FolderSection, KeyContext, Motion, ScreenCommand};
use crate::tui::layout;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::panel::Panel;

/// The pane.
#[derive(Debug, Clone)]
pub struct CaseFolder {
    /// The section that is shown.
    pub section: FolderSection,
    /// The comment to be brought onto the screen once its case is read.
    pub requested_comment: Option<RowId>,
    /// Which comment is selected, counted from the newest contact.
    comment_index: usize,
    top: usize,
}

impl Default for CaseFolder {
    fn default() -> Self {
        Self { section: FolderSection::People, requested_comment: None, comment_index: 0, top: 0 }
    }
}

/// The lines of the sections' names and the line under them.
const HEAD_LINES: u16 = 3;

/// The columns that the page has for text.
fn text_columns(framed: Rect) -> usize {
    usize::from(framed.width).saturating_sub(4)
}

impl CaseFolder {
    /// Shows a section from its start.
    pub fn show_section(&mut self, section: FolderSection) {
        self.section = section;
        self.comment_index = 0;
        self.top = 0;
    }

    /// The comment that is selected, while the comments are shown.
    pub fn selected_comment<'a>(&self, read: &'a CaseDetails) -> Option<&'a FiledComment> {
        read.comments.get(self.comment_index).filter(|_| self.section == FolderSection::Comments)
    }

    /// Selects the comment that was sought and brings it onto the screen.
    pub fn show_requested_comment(&mut self, held: &FolderView<'_>, framed: Rect) {
        let Some((sought, read)) = self.requested_comment.take().zip(held.details) else { return };
        if let Some(at) = read.comments.iter().position(|filed| filed.comment.id == sought) {
            self.select_comment(at, held, framed);
        }
    }

    fn select_comment(&mut self, at: usize, held: &FolderView<'_>, framed: Rect) {
        self.comment_index = at;
        let starts = sections::comment_starts(held, text_columns(framed));
        self.top = starts.get(at).copied().unwrap_or(0).min(self.last_top_line(held, framed));
    }

    /// Goes to the comment above or below; whether the comments are shown.
    fn move_to_comment(&mut self, motion: Motion, held: &FolderView<'_>, framed: Rect) -> bool {
        let Some(read) = held.details.filter(|_| self.section == FolderSection::Comments) else { return false };
        let last = read.comments.len().saturating_sub(1);
        let to = match motion {
            Motion::Up => self.comment_index.saturating_sub(1),
            Motion::Down => (self.comment_index + 1).min(last),
            Motion::First => 0,
            Motion::Last => last,
            Motion::PageUp | Motion::PageDown => return false,
        };
        self.select_comment(to, held, framed);
        true
    }

    fn last_top_line(&self, held: &FolderView<'_>, framed: Rect) -> usize {
        let page = layout::rows_inside(framed).saturating_sub(HEAD_LINES.into());
        self.section_lines(held, framed).len().saturating_sub(page)
    }

    /// Moves the page.
    pub fn scroll_page(&mut self, motion: Motion, held: &FolderView<'_>, framed: Rect) {
        if self.move_to_comment(motion, held, framed) {
            return;
        }
        let page = layout::rows_inside(framed).saturating_sub(HEAD_LINES.into());
        let last = self.last_top_line(held, framed);
        let leap = page.saturating_sub(1).max(1);
        self.top = match motion {
            Motion::Up => self.top.saturating_sub(1),
            Motion::Down => self.top + 1,
            Motion::PageUp => self.top.saturating_sub(leap),
            Motion::PageDown => self.top + leap,
            Motion::First => 0,
            Motion::Last => last,
        }
        .min(last);
        if self.section == FolderSection::Comments {
            let starts = sections::comment_starts(held, text_columns(framed));
            self.comment_index = starts.iter().rposition(|start| *start <= self.top).unwrap_or(0);
        }
    }

    fn section_lines(&self, held: &FolderView<'_>, framed: Rect) -> Vec<Line<'static>> {
        sections::section_lines(self.section, held, self.comment_index, text_columns(framed))
    }

    /// Draws the pane; answers where the page begins.
    pub fn draw(&self, held: &FolderView<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let lines = self.section_lines(held, area);
        let inside = Panel::inner_area(area);
        let parts = Layout::vertical([Constraint::Length(HEAD_LINES), Constraint::Fill(1)]);
        let [names, page] = parts.areas(Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside });
        let below = lines.len().saturating_sub(self.top + usize::from(page.height));
        let note = if below > 0 { format!("{below} more lines below") } else { String::new() };
        let title = super::side_pane::case_title(held.snapshot, held.subject);
        (&Panel { title: &title, note: &note, active: true, theme: held.theme }).render(area, buffer);
        self.draw_section_tabs(held, names, buffer);
        for (place, line) in page.rows().zip(lines.into_iter().skip(self.top)) {
            line.render(place, buffer);
        }
        page.as_position()
    }

    fn draw_section_tabs(&self, held: &FolderView<'_>, area: Rect, buffer: &mut Buffer) {
        let mut lines = vec![Vec::new()];
        let mut used = 0;
        for section in FolderSection::VARIANTS {
            let key = held.keymap.key_label(ScreenCommand::Section(*section), KeyContext::Folder).unwrap_or_default();
            let title = ScreenCommand::Section(*section).table_entry().map_or("", |entry| entry.title);
            let shown = *section == self.section;
            let width = key.len() + title.len() + 4;
            if used + width > usize::from(area.width) {
                lines.push(Vec::new());
                used = 0;
            }
            used += width;
            let role = if shown { StyleRole::TabShown } else { StyleRole::Tab };
            let spans = [
                Span::styled(key, held.theme.style(StyleRole::Key)),
                Span::raw(" "),
                Span::styled(title, held.theme.style(role)),
                Span::raw("   "),
            ];
            lines.last_mut().into_iter().for_each(|line| line.extend(spans.clone()));
        }
        for (place, line) in area.rows().zip(lines) {
            Line::from(line).render(place, buffer);
        }
    }
}
