//! The search over all comments as it is drawn: the query, and each comment found in two lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::cover;
use crate::store::{Hit, Snip};
use crate::tui::jobs::Laid;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::searching::Searching;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::panel::Panel;
use crate::tui::words;

/// Draws the search; answers where the caret is.
pub fn draw(model: &Model, searching: &Searching, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = layout::searching(area.as_size());
    cover::clear(model, place, buffer);
    let note = searching.count();
    (&Panel { title: "Search every comment", note: &note, active: true, theme }).render(place, buffer);
    let inside = Panel::inside(place);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let [typed, _, found] =
        Layout::vertical([1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)])).areas(inside);
    Line::styled("> ", theme.style(Role::Key)).render(typed, buffer);
    let line = Rect { x: typed.x + 2, width: typed.width.saturating_sub(2), ..typed };
    searching.line.draw(line, buffer, theme.style(Role::Text));
    if searching.answered && searching.wrong.is_none() && searching.page.hits.is_empty() {
        Line::styled("No comment holds that.", theme.style(Role::Quiet)).render(found, buffer);
    }
    let Some(open) = model.open() else { return line.as_position() };
    let shown = searching.cursor.shown(searching.page.hits.len(), layout::found_page(area.as_size()));
    let hits = searching.page.hits.iter().enumerate().skip(shown.start).take(shown.len());
    let lines = hits.flat_map(|(at, hit)| hit_lines(hit, at == searching.cursor.at, &open.laid, theme));
    for (place, line) in found.rows().zip(lines) {
        line.render(place, buffer);
    }
    searching.line.caret(line)
}

fn hit_lines(hit: &Hit, selected: bool, laid: &Laid, theme: &Theme) -> [Line<'static>; 2] {
    let comment = &hit.comment.comment;
    let name = laid.desk.case(&comment.case).map(|case| case.name_of(comment.person).to_string());
    let head = words::comment_head(comment, laid.desk.policies(), laid.today);
    let error = if hit.comment.in_error() { "  ENTERED IN ERROR" } else { "" };
    let head = format!("{} {}  {head}{error}", comment.case, name.unwrap_or_default());
    let pointer = if selected { "▸" } else { " " };
    let role = if selected { Role::Selected } else { Role::Label };
    let snippet = hit.snippet.iter().map(|snip| snipped(snip, theme));
    [
        Line::from(vec![Span::raw(pointer), Span::styled(head, theme.style(role))]),
        Line::from(std::iter::once(Span::raw("   ")).chain(snippet).collect::<Vec<_>>()),
    ]
}

fn snipped(snip: &Snip, theme: &Theme) -> Span<'static> {
    let role = if snip.hit { Role::Chosen } else { Role::Text };
    Span::styled(text::one_line(&snip.text).into_owned(), theme.style(role))
}
