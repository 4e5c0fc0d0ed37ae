//! How a reading that is under way is drawn, and a rejected row while it is mended.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cover::clear;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::import::{Importing, Mending};
use crate::tui::panes::not_named::NotNamed;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;

const WIDTH: u16 = 72;
const LABEL: u16 = 24;

/// Draws how far a reading is.
pub fn importing(model: &Model, importing: &Importing, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = area.centered(Constraint::Length(WIDTH.min(area.width.saturating_sub(4))), Constraint::Length(5));
    clear(model, place, buffer);
    let (title, kept) = if importing.looks {
        ("Looking at extracts", "Esc stops it. Nothing is kept of what is only looked at.")
    } else {
        ("Reading extracts in", "Esc stops it. Nothing of a file that is stopped is kept.")
    };
    (&Panel { title, note: "", active: true, theme }).render(place, buffer);
    let inside = Panel::inside(place);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let said = text::cut(&text::one_line(&importing.said), inside.width.into()).into_owned();
    let lines =
        [Line::styled(said, theme.style(Role::Text)), Line::default(), Line::styled(kept, theme.style(Role::Quiet))];
    for (place, line) in inside.rows().zip(lines) {
        line.render(place, buffer);
    }
    inside.as_position()
}

/// Draws the list of what the newest extracts no longer name.
pub fn not_named(model: &Model, list: &NotNamed, area: Rect, buffer: &mut Buffer) -> Position {
    let body = layout::sheet(area.as_size());
    clear(model, body, buffer);
    let on = model.open().map_or_else(NaiveDate::default, |open| open.laid.desk.as_of());
    list.draw(on, &model.theme, body, buffer)
}

/// Draws a row that is mended: why it could not be used, and its cells below each other.
pub fn mending(model: &Model, mending: &Mending, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
    clear(model, body, buffer);
    let rejected = &mending.rejected;
    let title = format!("Rejected: {}, row {}", text::one_line(&rejected.extract.file), rejected.row.row);
    let note = if mending.reading { "reading…" } else { "" };
    (&Panel { title: &title, note, active: true, theme }).render(body, buffer);
    let inside = Panel::inside(body);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let reasons = text::wrapped(&text::one_line(&mending.reason), inside.width.into());
    let reason_lines = u16::try_from(reasons.len()).unwrap_or(1).min(inside.height / 2);
    let parts = [Constraint::Length(reason_lines), Constraint::Length(1), Constraint::Fill(1)];
    let [why, _, cells] = Layout::vertical(parts).areas(inside);
    for (place, line) in why.rows().zip(reasons) {
        Line::styled(line, theme.style(Role::Missing)).render(place, buffer);
    }
    cells_of(model, mending, cells, buffer)
}

/// The cells that there is room for, the one with the keys among them.
fn cells_of(model: &Model, mending: &Mending, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let room = usize::from(area.height).max(1);
    let top = mending.at.saturating_sub(room - 1);
    let mut caret = area.as_position();
    let labelled = mending.rejected.header.cells.iter().zip(&mending.cells).enumerate().skip(top);
    for (place, (at, (header, cell))) in area.rows().zip(labelled) {
        let [label, line] = Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(place);
        let role = if at == mending.at { Role::LabelActive } else { Role::Label };
        let header = text::left(&text::one_line(header), usize::from(LABEL) - 1);
        Line::styled(header, theme.style(role)).render(label, buffer);
        cell.draw(line, buffer, theme.style(Role::Text));
        if at == mending.at {
            caret = cell.caret(line);
        }
    }
    caret
}
