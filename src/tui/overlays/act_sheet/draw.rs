//! Draws the act sheet: the answers, and below them what the act would change.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{ActAnswer, ActCheck, ActSheet};
use crate::tui::layout;
use crate::tui::overlays::overlay_context::OverlayContext;
use crate::tui::panes::side_pane;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, draw_line, draw_lines};

/// The least columns of the labels, and the space after the longest.
const LABEL: u16 = 23;
const AFTER_LABEL: usize = 2;
/// The columns of a label that asks a whole question.
const QUESTION: u16 = 44;
/// The columns for the date that was understood, on the right of a line.
const NOTE: u16 = 16;
/// The lines that what follows from the answers has at least, if it needs as many.
const CHECK_ROOM: usize = 6;

impl ActSheet {
    /// Draws the form over the panes of a screen. Returns the position of the caret.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let framed = layout::overlay_area(screen.as_size());
        let title = format!("{}   {}", self.form.title, side_pane::case_title(context.snapshot, &self.subject));
        let note = if context.is_waiting { "filing…" } else { "" };
        Panel { title: &title, note, active: true, theme }.draw_over(framed, buffer);
        let inside = Panel::text_area(framed, 1);
        let says = text::wrap_text(&self.form.says, inside.width.into());
        let check = self.check_lines(theme, inside.width.into());
        let [says_area, lines, between, follows] = self.divide_area(inside, says.len(), check.len());
        let quiet = theme.style(StyleRole::Quiet);
        draw_lines(says.into_iter().map(|line| Line::styled(line, quiet)), says_area, buffer);
        let mut caret = lines.as_position();
        let top = self.first_line(lines.height);
        for ((place, answer), at) in lines.rows().zip(self.answers().iter().skip(top)).zip(top..) {
            let on_answer = self.draw_answer(answer, at == self.field_index, theme, place, buffer);
            if at == self.field_index {
                caret = on_answer;
            }
        }
        let hidden = hidden_text(top, self.answers().len().saturating_sub(top + usize::from(lines.height)));
        draw_line(Line::styled(hidden, quiet), between, buffer);
        draw_lines(cut_lines(check, follows.height, quiet), follows, buffer);
        self.draw_open_choices(theme, lines, inside, buffer);
        caret
    }

    /// Divides the form: what it says, its lines, a line between, and what follows from the answers. What follows always has
    /// room: where there is too little, the form no longer says what it is for, and then its lines scroll.
    fn divide_area(&self, inside: Rect, says: usize, check: usize) -> [Rect; 4] {
        let [answers, says, check] =
            [self.answers().len(), says, check.min(CHECK_ROOM)].map(|lines| u16::try_from(lines).unwrap_or(u16::MAX));
        let room = inside.height.saturating_sub(check + 1);
        let says = if says.saturating_add(answers) <= room { says } else { 0 };
        let answers = answers.min(room.max(1));
        let parts = [Constraint::Length(says), Constraint::Length(answers), Constraint::Length(1), Constraint::Fill(1)];
        Layout::vertical(parts).areas(inside)
    }

    /// Returns the first line of the form that is shown where `height` of them have room.
    fn first_line(&self, height: u16) -> usize {
        (self.field_index + 1).saturating_sub(height.into())
    }

    /// Draws the choices of the line that has the keys in a list under it, or over it where that has more room.
    fn draw_open_choices(&self, theme: &Theme, lines: Rect, inside: Rect, buffer: &mut Buffer) {
        let Some(answer) = self.answers().get(self.field_index).filter(|answer| answer.is_choice()) else { return };
        let labels = answer.narrowed_labels();
        let above = self.field_index.saturating_sub(self.first_line(lines.height));
        let line = Rect { y: lines.y + u16::try_from(above).unwrap_or(0), height: 1, ..lines };
        let place = self.answer_place(answer, line);
        if line.y >= inside.bottom() || fits_inline(answer, place) {
            return;
        }
        let (below, above) = (inside.bottom() - line.y - 1, line.y.saturating_sub(inside.y));
        let wanted = u16::try_from(labels.len()).unwrap_or(u16::MAX);
        let (height, y) = if below >= wanted.min(above) {
            (wanted.min(below), line.y + 1)
        } else {
            (wanted.min(above), line.y - wanted.min(above))
        };
        let widest = labels.iter().map(|(label, _)| text::display_width(label)).max().unwrap_or(0);
        let width = u16::try_from(widest + 4).unwrap_or(place.width).min(place.width);
        let area = Rect { y, width, height, ..place };
        let chosen = labels.iter().position(|(_, chosen)| *chosen).unwrap_or(0);
        let top = (chosen + 1).saturating_sub(height.into());
        for (at, (row, (label, is_chosen))) in area.rows().zip(labels.iter().skip(top)).enumerate() {
            Clear.render(row, buffer);
            let hidden = labels.len().saturating_sub(top + usize::from(height));
            let is_last = at + 1 == usize::from(height) && hidden > 0;
            let content =
                if is_last { format!("  … {} more", hidden + 1) } else { format!("{} {label}", mark(*is_chosen)) };
            let role = if *is_chosen { StyleRole::Chosen } else { StyleRole::Text };
            buffer.set_style(row, theme.style(StyleRole::Text));
            draw_line(Line::styled(text::align_left(&content, width.into()), theme.style(role)), row, buffer);
        }
    }

    /// Returns the label, the answer and the note of a line.
    fn line_places(&self, answer: &ActAnswer, area: Rect) -> [Rect; 3] {
        let room = if self.understood_day(answer).is_some() { NOTE } else { 0 };
        let asks = self.answers().iter().any(|answer| answer.asked.is_some());
        let longest = self.answers().iter().map(|answer| text::display_width(answer.label(self.form))).max();
        let longest = u16::try_from(longest.unwrap_or(0) + AFTER_LABEL).unwrap_or(LABEL);
        let label =
            if asks { QUESTION.min(area.width.saturating_sub(10)) } else { longest.min(area.width / 2).max(LABEL) };
        Layout::horizontal([Constraint::Length(label), Constraint::Fill(1), Constraint::Length(room)]).areas(area)
    }

    fn answer_place(&self, answer: &ActAnswer, area: Rect) -> Rect {
        let [_, place, _] = self.line_places(answer, area);
        place
    }

    /// Draws a line of the form; `here` says whether the line has the focus. Returns the position of the caret in it.
    fn draw_answer(&self, answer: &ActAnswer, here: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let understood = self.understood_day(answer);
        let [label, place, note] = self.line_places(answer, area);
        let room = note.width;
        let role = if here { StyleRole::LabelActive } else { StyleRole::Label };
        Line::styled(text::align_left(answer.label(self.form), usize::from(label.width) - 1), theme.style(role))
            .render(label, buffer);
        let (message, role) = match &understood {
            Some(Ok(day)) => (day.as_str(), StyleRole::Good),
            Some(Err(message)) => (*message, StyleRole::Near),
            None => ("", StyleRole::Quiet),
        };
        Line::styled(text::align_right(message, room.into()), theme.style(role)).render(note, buffer);
        if answer.is_choice() && here && fits_inline(answer, place) {
            draw_inline_choices(answer, theme, place, buffer);
            return place.as_position();
        }
        if answer.is_choice() {
            let title = answer.choice_title(self.today);
            let shown = if title.is_empty() { "choose" } else { title.as_ref() };
            let typed = if here && !answer.narrowing().is_empty() {
                format!("  “{}”", answer.narrowing())
            } else {
                String::new()
            };
            let shown = format!("{} {shown} {}{typed}", if here { "◂" } else { " " }, if here { "▸" } else { " " });
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

    /// Returns what is missing in the form, what forbids the act, or what it would do.
    fn check_lines(&self, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
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
        let note = self.answers().get(self.field_index).and_then(ActAnswer::asked_note);
        let lines: Vec<Cow<'_, str>> = lines.into_iter().chain(self.left_out().map(Cow::Owned)).collect();
        let note = note.into_iter().flat_map(|note| text::wrap_text(&note, columns));
        let note = note.map(|line| Line::styled(line, theme.style(StyleRole::Quiet)));
        let shown = lines.iter().flat_map(|line| text::wrap_text(line, columns.saturating_sub(2)));
        let lines = std::iter::once(Line::styled(head, theme.style(role)))
            .chain(shown.map(|line| Line::styled(format!("  {line}"), theme.style(StyleRole::Text))));
        note.chain(lines).collect()
    }
}

/// Returns how many lines of the form are not shown.
fn hidden_text(above: usize, below: usize) -> String {
    let hidden = [(above, "above"), (below, "below")].into_iter().filter(|(count, _)| *count > 0);
    let hidden: Vec<_> = hidden.map(|(count, place)| format!("{count} more {place}")).collect();
    if hidden.is_empty() { String::new() } else { format!("… {}", hidden.join(", ")) }
}

/// Returns as many lines as have room; the last says how many have none.
fn cut_lines(mut lines: Vec<Line<'static>>, height: u16, style: Style) -> Vec<Line<'static>> {
    let height = usize::from(height);
    if lines.len() > height && height > 1 {
        let hidden = lines.len() - (height - 1);
        lines.truncate(height - 1);
        lines.push(Line::styled(format!("  … {hidden} more lines"), style));
    }
    lines
}

const fn mark(is_chosen: bool) -> char {
    if is_chosen { '▸' } else { ' ' }
}

/// The space between two choices on one line.
const BETWEEN: &str = "   ";

/// Returns whether all choices of a line fit on it.
fn fits_inline(answer: &ActAnswer, place: Rect) -> bool {
    let labels = answer.narrowed_labels();
    let widths = labels.iter().map(|(label, _)| text::display_width(label) + 2 + BETWEEN.len());
    answer.narrowing().is_empty() && widths.sum::<usize>() <= usize::from(place.width)
}

/// Draws all choices of a line beside each other, the chosen one marked.
fn draw_inline_choices(answer: &ActAnswer, theme: &Theme, place: Rect, buffer: &mut Buffer) {
    let choice = |(label, chosen): (&str, bool)| {
        let role = if chosen { StyleRole::Selected } else { StyleRole::Text };
        let (left, right) = if chosen { ("[", "]") } else { (" ", " ") };
        [Span::styled(format!("{left}{label}{right}"), theme.style(role)), Span::raw(BETWEEN)]
    };
    Line::from(answer.narrowed_labels().into_iter().flat_map(choice).collect::<Vec<_>>()).render(place, buffer);
}
