//! Draws the act sheet: the answers, and below them what the act would change.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{ActAnswer, ActCheck, ActSheet};
use crate::tui::layout;
use crate::tui::overlays::overlay_context::OverlayContext;
use crate::tui::panes::side_pane;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, draw_lines};

const LABEL: u16 = 23;
/// The columns for the date that was understood, on the right of a line.
const NOTE: u16 = 18;

impl ActSheet {
    /// Draws the form over the panes of a screen. Returns the position of the caret.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let framed = layout::overlay_area(screen.as_size());
        let title = format!("{}   {}", self.form.title, side_pane::case_title(context.snapshot, &self.subject));
        let note = if context.is_waiting { "filing…" } else { "" };
        Panel { title: &title, note, active: true, theme }.draw_over(framed, buffer);
        let inside = Panel::text_area(framed, 1);
        let answers = u16::try_from(self.answers().len()).unwrap_or(u16::MAX);
        let message = text::wrap_text(&self.form.says, inside.width.into());
        let says = u16::try_from(message.len()).unwrap_or(u16::MAX);
        let parts = [Constraint::Length(says), Constraint::Length(answers), Constraint::Length(1), Constraint::Fill(1)];
        let [says, lines, _, follows] = Layout::vertical(parts).areas(inside);
        let quiet = theme.style(StyleRole::Quiet);
        draw_lines(message.into_iter().map(|line| Line::styled(line, quiet)), says, buffer);
        let mut caret = lines.as_position();
        for ((place, answer), at) in lines.rows().zip(self.answers()).zip(0..) {
            let on_answer = self.draw_answer(answer, at == self.field_index, theme, place, buffer);
            if at == self.field_index {
                caret = on_answer;
            }
        }
        self.draw_check(theme, follows, buffer);
        caret
    }

    /// Draws a line of the form; `here` says whether the line has the focus. Returns the position of the caret in it.
    fn draw_answer(&self, answer: &ActAnswer, here: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let understood = self.understood_day(answer);
        let room = if understood.is_some() { NOTE } else { 0 };
        let widths = [Constraint::Length(LABEL), Constraint::Fill(1), Constraint::Length(room)];
        let [label, place, note] = Layout::horizontal(widths).areas(area);
        let role = if here { StyleRole::LabelActive } else { StyleRole::Label };
        Line::styled(text::align_left(answer.label(self.form), usize::from(LABEL) - 1), theme.style(role))
            .render(label, buffer);
        let (message, role) = match &understood {
            Some(Ok(day)) => (day.as_str(), StyleRole::Good),
            Some(Err(message)) => (*message, StyleRole::Near),
            None => ("", StyleRole::Quiet),
        };
        Line::styled(text::align_right(message, room.into()), theme.style(role)).render(note, buffer);
        if answer.is_choice() {
            let title = answer.choice_title(self.today);
            let shown = if title.is_empty() { "choose" } else { title.as_ref() };
            let shown = format!("{} {shown} {}", if here { "◂" } else { " " }, if here { "▸" } else { " " });
            let role = if here { StyleRole::Selected } else { StyleRole::Text };
            Line::styled(text::cut_to_width(&shown, place.width.into()).into_owned(), theme.style(role))
                .render(place, buffer);
            return place.as_position();
        }
        answer.line.draw(place, buffer, theme.style(StyleRole::Text));
        if here && self.replaces_on_typing && !answer.line.content().is_empty() {
            let width =
                u16::try_from(text::display_width(answer.line.content())).unwrap_or(place.width).min(place.width);
            buffer.set_style(Rect { width, ..place }, theme.style(StyleRole::SelectedAway));
        }
        answer.line.caret_position(place)
    }

    /// Draws what is missing in the form, what forbids the act, or what it would do.
    fn draw_check(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let (head, role, lines) = match &self.check {
            ActCheck::Unfinished(message) => ("Still open", StyleRole::Near, vec![message.as_str().into()]),
            ActCheck::Refused(message) => ("Refused", StyleRole::Error, vec![message.as_str().into()]),
            ActCheck::Ready(_, preview) => {
                let mut does: Vec<Cow<'_, str>> = preview.summary_lines().into_iter().map(Cow::Owned).collect();
                if does.is_empty() {
                    does.push("This only records it: no finding, clock or checklist item changes.".into());
                }
                ("This will", StyleRole::Heading, does)
            }
        };
        let columns = usize::from(area.width);
        let shown = lines.iter().flat_map(|line| text::wrap_text(line, columns.saturating_sub(2)));
        let lines = std::iter::once(Line::styled(head, theme.style(role)))
            .chain(shown.map(|line| Line::styled(format!("  {line}"), theme.style(StyleRole::Text))));
        draw_lines(lines, area, buffer);
    }
}
