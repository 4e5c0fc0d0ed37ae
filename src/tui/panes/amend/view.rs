//! How the form of an amendment is drawn: its two fields, and under them the comment as it was filed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{Amend, Field};
use crate::store::FiledComment;
use crate::tui::jobs::Laid;
use crate::tui::panes::{beside, folder};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::panel::Panel;

const LABEL: u16 = 11;
/// The least lines of the text; on a tall screen it has half of the room.
const LEAST_TEXT: u16 = 6;

/// The form with what its drawing needs from outside.
pub struct AmendView<'a> {
    /// The form.
    pub form: &'a Amend,
    /// The comment, once its case is read.
    pub filed: Option<&'a FiledComment>,
    /// The desk.
    pub laid: &'a Laid,
    /// The theme.
    pub theme: &'a Theme,
}

impl AmendView<'_> {
    /// Draws the form; answers where the caret is.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let title = format!("Amend   {}", beside::title(self.laid, &self.form.subject));
        let note = if self.form.filing { "filing…" } else { self.form.kind.title() };
        (&Panel { title: &title, note, active: true, theme: self.theme }).render(area, buffer);
        let inside = Panel::inside(area);
        let text_lines = (inside.height / 2).max(LEAST_TEXT);
        let rows = [Constraint::Length(1), Constraint::Length(text_lines), Constraint::Length(1), Constraint::Fill(1)];
        let [reason, text, heading, filed] = Layout::vertical(rows).areas(inside);
        let reason = self.label("Because", Field::Reason, reason, buffer);
        let text = self.label("Amendment", Field::Text, text, buffer);
        self.form.reason.draw(reason, buffer, self.theme.style(Role::Text));
        self.form.text.render(text, buffer);
        self.filed(heading, filed, buffer);
        match self.form.field {
            Field::Reason => self.form.reason.caret(reason),
            Field::Text => self.form.text.caret(text),
        }
    }

    /// Draws a label; answers where the field's content goes.
    fn label(&self, label: &str, field: Field, area: Rect, buffer: &mut Buffer) -> Rect {
        let [place, content] = Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(area);
        let role = if self.form.field == field { Role::LabelActive } else { Role::Label };
        let place = Rect { x: place.x + 1, width: place.width.saturating_sub(2), height: 1, ..place };
        Line::styled(label, self.theme.style(role)).render(place, buffer);
        content
    }

    fn filed(&self, heading: Rect, area: Rect, buffer: &mut Buffer) {
        let rule = format!("─ The comment, which stays as it is {}", "─".repeat(heading.width.into()));
        let rule = text::cut(&rule, heading.width.into()).replace('…', "─");
        Line::styled(rule, self.theme.style(Role::Frame)).render(heading, buffer);
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let lines = self.filed.map(|filed| folder::in_full(filed, self.laid, self.theme, area.width.into()));
        for (place, line) in area.rows().zip(lines.into_iter().flatten()) {
            line.render(place, buffer);
        }
    }
}
