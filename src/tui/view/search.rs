//! Draws the search over all comments: the query, and each matching comment in two lines.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::store::{SearchHit, SnippetPart};
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::search::SearchOverlay;
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, clear_area};
use crate::tui::wording;

/// Draws the search. Returns the position of the caret.
pub fn draw_search(model: &Model, searching: &SearchOverlay, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = layout::search_area(area.as_size());
    clear_area(&model.theme, place, buffer);
    let note = searching.count_text();
    (&Panel { title: "Search every comment", note: &note, active: true, theme }).render(place, buffer);
    let inside = Panel::inner_area(place);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let [typed, _, found] =
        Layout::vertical([1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)])).areas(inside);
    Line::styled("> ", theme.style(StyleRole::Key)).render(typed, buffer);
    let line = Rect { x: typed.x + 2, width: typed.width.saturating_sub(2), ..typed };
    searching.line.draw(line, buffer, theme.style(StyleRole::Text));
    if searching.is_answered && searching.error.is_none() && searching.page.hits.is_empty() {
        Line::styled("No comment contains that.", theme.style(StyleRole::Quiet)).render(found, buffer);
    }
    let Some(open) = model.workspace() else { return line.as_position() };
    let shown = searching.cursor.visible_rows(searching.page.hits.len(), layout::hits_per_page(area.as_size()));
    let hits = searching.page.hits.iter().enumerate().skip(shown.start).take(shown.len());
    let lines = hits.flat_map(|(at, hit)| hit_lines(hit, at == searching.cursor.index, &open.snapshot, theme));
    for (place, line) in found.rows().zip(lines) {
        line.render(place, buffer);
    }
    searching.line.caret_position(line)
}

fn hit_lines(hit: &SearchHit, selected: bool, snapshot: &Snapshot, theme: &Theme) -> [Line<'static>; 2] {
    let comment = &hit.comment.comment;
    let name = snapshot.caseload.case(&comment.case).map(|case| case.person_name(comment.person).to_string());
    let head = wording::comment_heading(comment, snapshot.caseload.policies(), snapshot.today);
    let error = if hit.comment.is_in_error() { "  ENTERED IN ERROR" } else { "" };
    let head = format!("{} {}  {head}{error}", comment.case, name.unwrap_or_default());
    let pointer = if selected { "▸" } else { " " };
    let role = if selected { StyleRole::Selected } else { StyleRole::Label };
    let snippet = hit.snippet.iter().map(|snip| snippet_span(snip, theme));
    [
        Line::from(vec![Span::raw(pointer), Span::styled(head, theme.style(role))]),
        Line::from(std::iter::once(Span::raw("   ")).chain(snippet).collect::<Vec<_>>()),
    ]
}

fn snippet_span(snip: &SnippetPart, theme: &Theme) -> Span<'static> {
    let role = if snip.hit { StyleRole::Chosen } else { StyleRole::Text };
    Span::styled(text::one_line(&snip.text).into_owned(), theme.style(role))
}
