//! How the form of an amendment is drawn: its two fields, and under them the comment as it was filed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{AmendField, AmendForm};
use crate::store::FiledComment;
use crate::tui::panes::{folder, side_pane};
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, draw_lines};

const LABEL: u16 = 11;
/// The minimum number of lines for the text; on a tall screen, the text gets half of the height.
const MIN_TEXT: u16 = 6;

/// The amendment form with everything that drawing it needs.
pub struct AmendView<'a> {
    /// The form of the amendment.
    pub form: &'a AmendForm,
    /// The comment that is amended; `None` until the details of its case were read.
    pub filed_comment: Option<&'a FiledComment>,
    /// The caseload.
    pub snapshot: &'a Snapshot,
    /// Whether the amendment is being filed.
    pub is_filing: bool,
    /// The theme of the screen.
    pub theme: &'a Theme,
}

impl AmendView<'_> {
    /// Draws the form and returns where the caret is.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let title = format!("Amend   {}", side_pane::case_title(self.snapshot, &self.form.subject));
        let note = if self.is_filing { "filing…" } else { self.form.kind.title() };
        (&Panel { title: &title, note, active: true, theme: self.theme }).render(area, buffer);
        let inside = Panel::inner_area(area);
        let text_lines = (inside.height / 2).max(MIN_TEXT);
        let rows = [Constraint::Length(1), Constraint::Length(text_lines), Constraint::Length(1), Constraint::Fill(1)];
        let [reason, text, heading, filed] = Layout::vertical(rows).areas(inside);
        let reason = self.draw_label("Because", AmendField::Reason, reason, buffer);
        let text = self.draw_label("Amendment", AmendField::Text, text, buffer);
        self.form.reason.draw(reason, buffer, self.theme.style(StyleRole::Text));
        self.form.text.render(text, buffer);
        self.draw_filed_comment(heading, filed, buffer);
        match self.form.field {
            AmendField::Reason => self.form.reason.caret_position(reason),
            AmendField::Text => self.form.text.caret_position(text),
        }
    }

    /// Draws the label of a field and returns where its content goes.
    fn draw_label(&self, label: &str, field: AmendField, area: Rect, buffer: &mut Buffer) -> Rect {
        let [place, content] = Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(area);
        let role = if self.form.field == field { StyleRole::LabelActive } else { StyleRole::Label };
        let place = Rect { x: place.x + 1, width: place.width.saturating_sub(2), height: 1, ..place };
        Line::styled(label, self.theme.style(role)).render(place, buffer);
        content
    }

    fn draw_filed_comment(&self, heading: Rect, area: Rect, buffer: &mut Buffer) {
        let rule = format!("─ The comment, kept unchanged {}", "─".repeat(heading.width.into()));
        let rule = text::cut_to_width(&rule, heading.width.into()).replace('…', "─");
        Line::styled(rule, self.theme.style(StyleRole::Frame)).render(heading, buffer);
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let lines =
            self.filed_comment.map(|filed| folder::comment_lines(filed, self.snapshot, self.theme, area.width.into()));
        draw_lines(lines.into_iter().flatten(), area, buffer);
    }
}
