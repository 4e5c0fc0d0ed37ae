//! Draws a running import, the list of missing facts, and a rejected row that is being corrected.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::import::{RejectedRowEditor, RunningImport};
use crate::tui::overlays::missing_facts::MissingFactsList;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::panel::{Panel, clear_area};

const WIDTH: u16 = 72;
const LABEL: u16 = 24;

/// Draws the progress of an import.
pub fn draw_running_import(model: &Model, importing: &RunningImport, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = area.centered(Constraint::Length(WIDTH.min(area.width.saturating_sub(4))), Constraint::Length(5));
    clear_area(&model.theme, place, buffer);
    let (title, kept) = if importing.is_preview {
        ("Previewing extracts", "Esc stops it. A preview keeps nothing.")
    } else {
        ("Importing extracts", "Esc stops it. Nothing is kept from a file that is stopped.")
    };
    (&Panel { title, note: "", active: true, theme }).render(place, buffer);
    let inside = Panel::inner_area(place);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let message = text::cut_to_width(&text::one_line(&importing.progress), inside.width.into()).into_owned();
    let lines = [
        Line::styled(message, theme.style(StyleRole::Text)),
        Line::default(),
        Line::styled(kept, theme.style(StyleRole::Quiet)),
    ];
    for (place, line) in inside.rows().zip(lines) {
        line.render(place, buffer);
    }
    inside.as_position()
}

/// Draws the list of facts that the newest extracts no longer name.
pub fn draw_missing_facts(model: &Model, list: &MissingFactsList, area: Rect, buffer: &mut Buffer) -> Position {
    let body = layout::overlay_area(area.as_size());
    clear_area(&model.theme, body, buffer);
    let on = model.workspace().map_or_else(NaiveDate::default, |open| open.snapshot.caseload.as_of());
    list.draw(on, &model.theme, body, buffer)
}

/// Draws a rejected row that is being corrected: why it could not be used, and its cells one below the other.
pub fn draw_row_editor(model: &Model, mending: &RejectedRowEditor, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
    clear_area(&model.theme, body, buffer);
    let rejected = &mending.rejected;
    let title = format!("Rejected: {}, row {}", text::one_line(&rejected.extract.file), rejected.row.row);
    let note = if model.in_flight.is_some() { "reading…" } else { "" };
    (&Panel { title: &title, note, active: true, theme }).render(body, buffer);
    let inside = Panel::inner_area(body);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let reasons = text::wrap_text(&text::one_line(&mending.reason), inside.width.into());
    let reason_lines = u16::try_from(reasons.len()).unwrap_or(1).min(inside.height / 2);
    let parts = [Constraint::Length(reason_lines), Constraint::Length(1), Constraint::Fill(1)];
    let [why, _, cells] = Layout::vertical(parts).areas(inside);
    for (place, line) in why.rows().zip(reasons) {
        Line::styled(line, theme.style(StyleRole::Missing)).render(place, buffer);
    }
    draw_cells(model, mending, cells, buffer)
}

/// Returns the range of cells that fit; it includes the cell on which the keys act.
fn draw_cells(model: &Model, mending: &RejectedRowEditor, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let room = usize::from(area.height).max(1);
    let top = mending.index.saturating_sub(room - 1);
    let mut caret = area.as_position();
    let labeled = mending.rejected.header.cells.iter().zip(&mending.cells).enumerate().skip(top);
    for (place, (at, (header, cell))) in area.rows().zip(labeled) {
        let [label, line] = Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(place);
        let role = if at == mending.index { StyleRole::LabelActive } else { StyleRole::Label };
        let header = text::align_left(&text::one_line(header), usize::from(LABEL) - 1);
        Line::styled(header, theme.style(role)).render(label, buffer);
        cell.draw(line, buffer, theme.style(StyleRole::Text));
        if at == mending.index {
            caret = cell.caret_position(line);
        }
    }
    caret
}
