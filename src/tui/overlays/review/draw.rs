//! Draws the review of a case: its points with their scores, and under them what the record shows about the selected
//! one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{ReviewSheet, ScoredPoint};
use crate::domain::PersonNumber;
use crate::domain::supervision::ReviewScore;
use crate::present::dates::long_month;
use crate::tui::layout;
use crate::tui::overlays::overlay_context::OverlayContext;
use crate::tui::panes::{Subject, side_pane};
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list::LazyList;
use crate::tui::widgets::panel::{Panel, draw_lines};

const SCORE: usize = 8;

impl ReviewSheet {
    /// Draws the review over the panes of a screen. Returns the position of the selected point.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let theme = context.theme;
        let framed = layout::overlay_area(screen.as_size());
        let subject = Subject { case: self.case.clone(), person: PersonNumber::CASE };
        let of_case = side_pane::case_title(context.snapshot, &subject);
        let title = format!("Review for {}   {of_case}", long_month(self.month));
        let note = format!("{} to score", self.unscored_count());
        Panel { title: &title, note: &note, active: true, theme }.draw_over(framed, buffer);
        let parts = Layout::vertical([Constraint::Fill(1), Constraint::Length(layout::REVIEW_RECORD_LINES)]);
        let [points, shown] = parts.areas(Panel::inner_area(framed));
        let columns = usize::from(points.width);
        let row = |at: usize| self.points().get(at).map(|point| point.list_line(columns, theme)).unwrap_or_default();
        let (len, highlighted) = (self.points().len(), u16::MAX);
        let list = LazyList { len, cursor: &self.cursor, active: true, theme, highlighted, build_row: row };
        (&list).render(points, buffer);
        self.draw_record(theme, shown, buffer);
        list.cursor_position(points)
    }

    /// Draws what the record shows about the selected point, under an empty line.
    fn draw_record(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let area = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let Some(point) = self.points().get(self.cursor.index) else { return };
        let message = format!("Record: {}. {}.", point.record_text(), point.item.citation);
        let lines = text::wrap_text(&message, area.width.into()).into_iter();
        draw_lines(lines.map(|line| Line::styled(line, theme.style(StyleRole::Quiet))), area, buffer);
    }
}

impl ScoredPoint {
    fn list_line(&self, columns: usize, theme: &Theme) -> Line<'static> {
        let (message, role) = match self.score {
            Some(score @ ReviewScore::Met) => (score.title(), StyleRole::Good),
            Some(score @ ReviewScore::NotMet) => (score.title(), StyleRole::Error),
            Some(score @ ReviewScore::NotApplicable) => (score.title(), StyleRole::Quiet),
            None => ("…", StyleRole::Near),
        };
        let words = text::cut_to_width(&self.item.words, columns.saturating_sub(SCORE + 2)).into_owned();
        Line::from(vec![
            Span::styled(format!(" {}", text::align_left(message, SCORE)), theme.style(role)),
            Span::styled(words, theme.style(StyleRole::Text)),
        ])
    }
}
