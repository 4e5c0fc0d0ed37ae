//! The folder of a case: people, histories, attendance, comments in full, and everything ever recorded, in order.

mod history;
mod sections;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use strum::VariantArray as _;

use super::Subject;
use crate::store::{FiledComment, LoggedEntry};
use crate::tui::command::{Command, Context, Motion, Section};
use crate::tui::jobs::Laid;
use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::panel::Panel;

/// What the store was asked for about a case.
#[derive(Debug, Clone)]
pub struct CaseRead {
    /// The case.
    pub subject: Subject,
    /// Its comments, the newest contact first.
    pub comments: Vec<FiledComment>,
    /// Everything recorded about it, in order.
    pub timeline: Vec<LoggedEntry>,
}

/// The pane.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The section that is shown.
    pub section: Section,
    top: usize,
}

impl Default for Folder {
    fn default() -> Self {
        Self { section: Section::People, top: 0 }
    }
}

/// The lines of the sections' names and the line under them.
const HEAD_LINES: u16 = 3;

/// What drawing the folder needs from outside.
pub struct Held<'a> {
    /// The desk.
    pub laid: &'a Laid,
    /// What was read of the case, once it is.
    pub read: Option<&'a CaseRead>,
    /// The case.
    pub subject: &'a Subject,
    /// The keys, for the letters of the sections.
    pub keymap: &'a Keymap,
    /// The theme.
    pub theme: &'a Theme,
}

impl Folder {
    /// Shows a section from its start.
    pub fn show(&mut self, section: Section) {
        self.section = section;
        self.top = 0;
    }

    /// Moves the page.
    pub fn go(&mut self, motion: Motion, held: &Held<'_>, framed: Rect) {
        let page = layout::page(framed).saturating_sub(HEAD_LINES.into());
        let last = self.lines(held, framed).len().saturating_sub(page);
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
    }

    fn lines(&self, held: &Held<'_>, framed: Rect) -> Vec<Line<'static>> {
        sections::lines(self.section, held, usize::from(framed.width).saturating_sub(4))
    }

    /// Draws the pane; answers where the page begins.
    pub fn draw(&self, held: &Held<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let lines = self.lines(held, area);
        let inside = Panel::inside(area);
        let parts = Layout::vertical([Constraint::Length(HEAD_LINES), Constraint::Fill(1)]);
        let [names, page] = parts.areas(Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside });
        let below = lines.len().saturating_sub(self.top + usize::from(page.height));
        let note = if below > 0 { format!("{below} more lines below") } else { String::new() };
        let title = super::beside::title(held.laid, held.subject);
        (&Panel { title: &title, note: &note, active: true, theme: held.theme }).render(area, buffer);
        self.draw_sections(held, names, buffer);
        for (place, line) in page.rows().zip(lines.into_iter().skip(self.top)) {
            line.render(place, buffer);
        }
        page.as_position()
    }

    fn draw_sections(&self, held: &Held<'_>, area: Rect, buffer: &mut Buffer) {
        let mut lines = vec![Vec::new()];
        let mut used = 0;
        for section in Section::VARIANTS {
            let key = held.keymap.shown(Command::Section(*section), Context::Folder).unwrap_or_default();
            let title = Command::Section(*section).entry().map_or("", |entry| entry.title);
            let shown = *section == self.section;
            let width = key.len() + title.len() + 4;
            if used + width > usize::from(area.width) {
                lines.push(Vec::new());
                used = 0;
            }
            used += width;
            let role = if shown { Role::TabShown } else { Role::Tab };
            let spans = [
                Span::styled(key, held.theme.style(Role::Key)),
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
