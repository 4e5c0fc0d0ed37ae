//! Draws the review of a case: its points with their scores, and under them what the record shows about the selected
//! one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::domain::PersonNumber;
use crate::domain::supervision::ReviewScore;
use crate::present::dates::long_month;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::review::{ReviewSheet, ScoredPoint};
use crate::tui::panes::{Subject, side_pane};
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::LazyList;
use crate::tui::widgets::panel::{Panel, clear_area};

const SCORE: usize = 8;

/// Draws the review over the panes. Returns the position of the selected point.
pub fn draw_review(model: &Model, sheet: &ReviewSheet, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let place = layout::overlay_area(area.as_size());
    clear_area(&model.theme, place, buffer);
    let subject = Subject { case: sheet.case.clone(), person: PersonNumber::CASE };
    let of_case = model.workspace().map(|open| side_pane::case_title(&open.snapshot, &subject)).unwrap_or_default();
    let title = format!("Review for {}   {of_case}", long_month(sheet.month));
    let note = format!("{} to score", sheet.unscored_count());
    (&Panel { title: &title, note: &note, active: true, theme }).render(place, buffer);
    let parts = Layout::vertical([Constraint::Fill(1), Constraint::Length(layout::REVIEW_RECORD_LINES)]);
    let [points, shown] = parts.areas(Panel::inner_area(place));
    let columns = usize::from(points.width);
    let row = |at: usize| sheet.points().get(at).map(|point| point_line(model, point, columns)).unwrap_or_default();
    (&LazyList { len: sheet.points().len(), cursor: &sheet.cursor, active: true, theme, build_row: row })
        .render(points, buffer);
    let shown = Rect { x: shown.x + 1, width: shown.width.saturating_sub(2), ..shown };
    let chosen = sheet.points().get(sheet.cursor.index);
    let message =
        chosen.map(|point| format!("Record: {}. {}.", point.record_text(), point.item.citation)).unwrap_or_default();
    let lines = text::wrap_text(&message, usize::from(shown.width));
    for (place, line) in shown.rows().skip(1).zip(lines) {
        Line::styled(line, theme.style(StyleRole::Quiet)).render(place, buffer);
    }
    let down = u16::try_from(sheet.cursor.index.saturating_sub(sheet.cursor.top)).unwrap_or(0);
    Position::new(points.x, points.y + down.min(points.height.saturating_sub(1)))
}

fn point_line(model: &Model, point: &ScoredPoint, columns: usize) -> Line<'static> {
    let (message, role) = match point.score {
        Some(score @ ReviewScore::Met) => (score.title(), StyleRole::Good),
        Some(score @ ReviewScore::NotMet) => (score.title(), StyleRole::Error),
        Some(score @ ReviewScore::NotApplicable) => (score.title(), StyleRole::Quiet),
        None => ("…", StyleRole::Near),
    };
    let words = text::cut_to_width(&point.item.words, columns.saturating_sub(SCORE + 2)).into_owned();
    Line::from(vec![
        Span::styled(format!(" {}", text::align_left(message, SCORE)), model.theme.style(role)),
        Span::styled(words, model.theme.style(StyleRole::Text)),
    ])
}
