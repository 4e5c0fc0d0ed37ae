//! Draws a copy-out: the block that is copied, exactly as it will be pasted.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::copy_out::CopyOutSheet;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::panel::{Panel, clear_area};
use crate::tui::widgets::scroll::note_lines_below;

/// Draws the copy-out. Returns the position at which its text begins.
pub(super) fn draw_copy_out(model: &Model, sheet: &CopyOutSheet, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = layout::overlay_area(area.as_size());
    clear_area(&model.theme, place, buffer);
    let inside = Panel::inner_area(place);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let lines = sheet.block_lines(place);
    let note = note_lines_below(lines.len(), sheet.top, inside.height);
    let title = format!("{}   {}", sheet.case, sheet.heading());
    (&Panel { title: &title, note: &note, active: true, theme }).render(place, buffer);
    for (place, line) in inside.rows().zip(lines.into_iter().skip(sheet.top)) {
        Line::styled(line, theme.style(StyleRole::Text)).render(place, buffer);
    }
    inside.as_position()
}
