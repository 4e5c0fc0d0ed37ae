//! The copy-out block as it is drawn: the part that is copied, exactly as it is pasted.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cover;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::sheet::Sheet;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widgets::panel::Panel;

/// The lines of the part that is shown, in an area framed like that of the sheet.
pub fn lines(sheet: &Sheet, framed: Rect) -> Vec<String> {
    let columns = usize::from(framed.width).saturating_sub(4);
    sheet.block().map(|block| text::wrapped(&block.text, columns)).unwrap_or_default()
}

/// Draws the sheet; answers where its text begins.
pub(super) fn draw(model: &Model, sheet: &Sheet, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = layout::sheet(area.as_size());
    cover::clear(model, place, buffer);
    let inside = Panel::inside(place);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let lines = lines(sheet, place);
    let below = lines.len().saturating_sub(sheet.top + usize::from(inside.height));
    let note = if below > 0 { format!("{below} more below") } else { String::new() };
    let title = format!("{}   {}", sheet.case, sheet.heading());
    (&Panel { title: &title, note: &note, active: true, theme }).render(place, buffer);
    for (place, line) in inside.rows().zip(lines.into_iter().skip(sheet.top)) {
        Line::styled(line, theme.style(Role::Text)).render(place, buffer);
    }
    inside.as_position()
}
