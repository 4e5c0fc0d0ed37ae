//! The folder of a case: people, histories, attendance, comments in full, and everything ever recorded, in order.

mod aid_months;
mod case_work;
mod closing;
mod composed_page;
mod fact_words;
mod filed_comment;
mod folder_view;
mod goals;
pub mod history;
mod overview;
mod partner_work;
mod section_counts;
mod sections;

use std::cell::RefCell;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use strum::VariantArray as _;

use composed_page::ComposedPage;
pub use filed_comment::comment_lines;
pub use folder_view::{CaseDetails, FolderView, Freshness};
pub use history::{describe_change, describe_entry};

use crate::domain::RowId;
use crate::store::FiledComment;
use crate::tui::command::{FolderSection, KeyContext, Motion, ScreenCommand};
use crate::tui::layout;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::panel::{Panel, draw_lines};
use crate::tui::widgets::scroll::scroll_top;

/// The pane.
#[derive(Debug, Clone)]
pub struct CaseFolder {
    /// The section that is shown.
    pub section: FolderSection,
    /// The comment to show as soon as the details of its case are read.
    pub requested_comment: Option<RowId>,
    /// The index of the selected comment, counted from the newest contact.
    comment_index: usize,
    /// The first line shown.
    top: usize,
    /// The lines that were shown last.
    page: RefCell<Option<Arc<ComposedPage>>>,
}

impl Default for CaseFolder {
    fn default() -> Self {
        Self {
            section: FolderSection::Overview,
            requested_comment: None,
            comment_index: 0,
            top: 0,
            page: RefCell::default(),
        }
    }
}

/// The columns from which on the names of the sections fit in two lines; below they take three.
const TWO_LINES: u16 = 116;

/// Returns the lines that the names of the sections and the empty line below them take.
const fn head_lines(framed: Rect) -> u16 {
    if framed.width >= TWO_LINES { 3 } else { 4 }
}

/// Returns how many lines of the page fit in the pane.
fn rows_per_page(framed: Rect) -> usize {
    layout::rows_inside(framed).saturating_sub(head_lines(framed).into())
}

fn last_top_line(page: &ComposedPage, framed: Rect) -> usize {
    page.len().saturating_sub(rows_per_page(framed))
}

/// Returns the columns that the page has for text.
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

    /// Returns the selected comment; `None` in every section but that of the comments.
    pub fn selected_comment<'a>(&self, details: &'a CaseDetails) -> Option<&'a FiledComment> {
        if self.section == FolderSection::Comments { details.comments.get(self.comment_index) } else { None }
    }

    /// Selects the requested comment and scrolls to it, once the details of its case are current.
    pub fn show_requested_comment(&mut self, view: &FolderView<'_>, framed: Rect) {
        let current = view.details.filter(|read| read.freshness == Freshness::Current);
        let Some((comment, read)) = self.requested_comment.zip(current) else { return };
        self.requested_comment = None;
        if let Some(at) = read.comments.iter().position(|filed| filed.comment.id == comment) {
            self.select_comment(at, view, framed);
        }
    }

    fn select_comment(&mut self, at: usize, view: &FolderView<'_>, framed: Rect) {
        self.comment_index = at;
        let page = self.composed_page(view, framed);
        self.top = page.comment_start(at).unwrap_or(0).min(last_top_line(&page, framed));
    }

    /// Selects the comment above or below. Returns whether a comment was selected: only in the section of the comments,
    /// and not for page motions.
    fn move_to_comment(&mut self, motion: Motion, view: &FolderView<'_>, framed: Rect) -> bool {
        if self.section != FolderSection::Comments {
            return false;
        }
        let Some(read) = view.details else { return false };
        let last = read.comments.len().saturating_sub(1);
        let to = match motion {
            Motion::Up => self.comment_index.saturating_sub(1),
            Motion::Down => (self.comment_index + 1).min(last),
            Motion::First => 0,
            Motion::Last => last,
            Motion::PageUp | Motion::PageDown => return false,
        };
        self.select_comment(to, view, framed);
        true
    }

    /// Scrolls the page, or selects another comment.
    pub fn scroll_page(&mut self, motion: Motion, view: &FolderView<'_>, framed: Rect) {
        if self.move_to_comment(motion, view, framed) {
            return;
        }
        let page = self.composed_page(view, framed);
        self.top = scroll_top(self.top, motion, page.len(), rows_per_page(framed));
        if self.section == FolderSection::Comments {
            self.comment_index = page.comment_at(self.top);
        }
    }

    /// Returns the page of the section. The page is composed again only if it differs from the last one.
    fn composed_page(&self, view: &FolderView<'_>, framed: Rect) -> Arc<ComposedPage> {
        let mut kept = self.page.borrow_mut();
        let page = ComposedPage::reuse_or_compose(kept.as_ref(), self.section, view, text_columns(framed));
        *kept = Some(Arc::clone(&page));
        page
    }

    /// Draws the pane. Returns the position at which the page begins.
    pub fn draw(&self, view: &FolderView<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let composed = self.composed_page(view, area);
        let inside = Panel::inner_area(area);
        let parts = Layout::vertical([Constraint::Length(head_lines(area)), Constraint::Fill(1)]);
        let [names, page] = parts.areas(Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside });
        // On a wider screen the page has fewer lines than when it was scrolled.
        let top = self.top.min(last_top_line(&composed, area));
        let below = composed.len().saturating_sub(top + usize::from(page.height));
        let note = if below > 0 {
            format!("{below} more {} below", if below == 1 { "line" } else { "lines" })
        } else {
            String::new()
        };
        let title = super::side_pane::case_title(view.snapshot, view.subject);
        (&Panel { title: &title, note: &note, active: true, theme: view.theme }).render(area, buffer);
        self.draw_section_tabs(view, names, buffer);
        let lines = composed.visible_lines(top, page.height.into(), self.comment_index);
        draw_lines(lines, page, buffer);
        page.as_position()
    }

    /// Draws the names of the sections with how many entries each has, so that an empty page is known before it is
    /// opened.
    fn draw_section_tabs(&self, view: &FolderView<'_>, area: Rect, buffer: &mut Buffer) {
        let mut lines = vec![Vec::new()];
        let mut used = 0;
        for section in FolderSection::VARIANTS.iter().filter(|section| section_counts::is_shown(**section, view)) {
            let key = view.keymap.key_label(ScreenCommand::Section(*section), KeyContext::Folder).unwrap_or_default();
            let title = ScreenCommand::Section(*section).table_entry().map_or("", |entry| entry.title);
            let count = section_counts::section_count(*section, view);
            let count = count.map(|count| format!(" {count}")).unwrap_or_default();
            let width = key.len() + title.len() + count.len() + 1;
            if used + width > usize::from(area.width) {
                lines.push(Vec::new());
                used = 0;
            }
            used += width + 2;
            let role = match (*section == self.section, count.as_str()) {
                (true, _) => StyleRole::TabShown,
                (false, " 0") => StyleRole::Quiet,
                (false, _) => StyleRole::Tab,
            };
            let spans = [
                Span::styled(key, view.theme.style(StyleRole::Key)),
                Span::raw(" "),
                Span::styled(format!("{title}{count}"), view.theme.style(role)),
                Span::raw("  "),
            ];
            if let Some(line) = lines.last_mut() {
                line.extend(spans);
            }
        }
        for (place, line) in area.rows().zip(lines) {
            Line::from(line).render(place, buffer);
        }
    }
}
