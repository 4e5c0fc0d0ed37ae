//! Draws the form of an act: its answers, and under them what the act would do.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::tui::model::Model;
use crate::tui::overlays::act_sheet::{ActAnswer, ActCheck, ActSheet};
use crate::tui::panes::side_pane;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::panel::{Panel, clear_area};

const LABEL: u16 = 23;
/// The columns for the date that was understood, on the right of a line.
const NOTE: u16 = 18;

/// Draws the form over the panes. Returns the position of the caret.
pub fn draw_act_sheet(model: &Model, sheet: &ActSheet, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
    clear_area(&model.theme, body, buffer);
    let of_case =
        model.workspace().map(|open| side_pane::case_title(&open.snapshot, &sheet.subject)).unwrap_or_default();
    let title = format!("{}   {of_case}", sheet.form.title);
    let note = if model.in_flight.is_some() { "filing…" } else { "" };
    (&Panel { title: &title, note, active: true, theme }).render(body, buffer);
    let inside = Panel::inner_area(body);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let answers = u16::try_from(sheet.answers().len()).unwrap_or(u16::MAX);
    let message = text::wrap_text(&sheet.form.says, inside.width.into());
    let says = u16::try_from(message.len()).unwrap_or(u16::MAX);
    let parts = [Constraint::Length(says), Constraint::Length(answers), Constraint::Length(1), Constraint::Fill(1)];
    let [says, lines, _, follows] = Layout::vertical(parts).areas(inside);
    for (place, line) in says.rows().zip(message) {
        Line::styled(line, theme.style(StyleRole::Quiet)).render(place, buffer);
    }
    let mut caret = lines.as_position();
    for ((place, answer), at) in lines.rows().zip(sheet.answers()).zip(0..) {
        let on_answer = draw_answer(model, sheet, answer, at, place, buffer);
        if at == sheet.field_index {
            caret = on_answer;
        }
    }
    draw_act_check(model, sheet, follows, buffer);
    caret
}

fn draw_answer(
    model: &Model,
    sheet: &ActSheet,
    answer: &ActAnswer,
    at: usize,
    area: Rect,
    buffer: &mut Buffer,
) -> Position {
    let theme = &model.theme;
    let here = at == sheet.field_index;
    let understood = sheet.understood_day(answer);
    let room = if understood.is_some() { NOTE } else { 0 };
    let widths = [Constraint::Length(LABEL), Constraint::Fill(1), Constraint::Length(room)];
    let [label, place, note] = Layout::horizontal(widths).areas(area);
    let role = if here { StyleRole::LabelActive } else { StyleRole::Label };
    Line::styled(text::align_left(answer.label(sheet.form), usize::from(LABEL) - 1), theme.style(role))
        .render(label, buffer);
    let (message, role) = match &understood {
        Some(Ok(day)) => (day.as_str(), StyleRole::Good),
        Some(Err(message)) => (*message, StyleRole::Near),
        None => ("", StyleRole::Quiet),
    };
    Line::styled(text::align_right(message, room.into()), theme.style(role)).render(note, buffer);
    if answer.is_choice() {
        let title = answer.choice_title(sheet.today);
        let shown = if title.is_empty() { "…" } else { title.as_ref() };
        let shown = format!("{} {shown} {}", if here { "◂" } else { " " }, if here { "▸" } else { " " });
        let role = if here { StyleRole::Selected } else { StyleRole::Text };
        Line::styled(text::cut_to_width(&shown, place.width.into()).into_owned(), theme.style(role))
            .render(place, buffer);
        return place.as_position();
    }
    answer.line.draw(place, buffer, theme.style(StyleRole::Text));
    if here && sheet.replaces_on_typing && !answer.line.content().is_empty() {
        let width = u16::try_from(text::display_width(answer.line.content())).unwrap_or(place.width).min(place.width);
        buffer.set_style(Rect { width, ..place }, theme.style(StyleRole::SelectedAway));
    }
    answer.line.caret_position(place)
}

fn draw_act_check(model: &Model, sheet: &ActSheet, area: Rect, buffer: &mut Buffer) {
    let theme = &model.theme;
    let (head, role, lines) = match &sheet.check {
        ActCheck::Unfinished(message) => ("Still open", StyleRole::Near, vec![message.as_str().into()]),
        ActCheck::Refused(message) => ("Refused", StyleRole::Error, vec![message.as_str().into()]),
        ActCheck::Ready(_, preview) => {
            let mut does: Vec<Cow<'_, str>> = preview.summary_lines().into_iter().map(Cow::Owned).collect();
            if does.is_empty() {
                does.push("It is recorded; no finding, clock or checklist item changes.".into());
            }
            ("This will", StyleRole::Heading, does)
        }
    };
    let columns = usize::from(area.width);
    let shown = lines.iter().flat_map(|line| text::wrap_text(line, columns.saturating_sub(2)));
    let lines = std::iter::once(Line::styled(head, theme.style(role)))
        .chain(shown.map(|line| Line::styled(format!("  {line}"), theme.style(StyleRole::Text))));
    for (place, line) in area.rows().zip(lines) {
        line.render(place, buffer);
    }
}
