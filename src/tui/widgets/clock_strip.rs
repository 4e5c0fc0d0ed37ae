//! The clocks of a case, one line each: what runs, how far it has run, and when it ends.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::domain::dates;
use crate::present::clock::clock_text;
use crate::rules::clock::Clock;
use crate::rules::message::DateStyle;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::bar;

const TITLE: usize = 16;
/// The fewest and the most columns of the bar.
const BAR: (usize, usize) = (4, 20);
/// The columns below which there is no bar.
const NARROW: usize = 40;
/// The columns that what most clocks say takes, before which the bar gives way.
const SAYS: usize = 24;

/// Returns a clock's lines: its name, how far it has run, and what it says.
pub fn clock_lines(clock: &Clock, as_of: NaiveDate, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(urgency_role(clock, as_of));
    let bar_width = columns.saturating_sub(TITLE + 1 + SAYS).clamp(BAR.0, BAR.1);
    let bar_width = if columns < NARROW { 0 } else { bar_width };
    let before = TITLE + bar_width + usize::from(bar_width > 0);
    let (full, empty) = clock_bar(clock, bar_width);
    let mut lines =
        text::wrap_text(&clock_text(clock, DateStyle::Near(as_of)), columns.saturating_sub(before)).into_iter();
    let first = Line::from(vec![
        Span::styled(text::align_left(clock.title(), TITLE), theme.style(StyleRole::Label)),
        Span::styled(full, style),
        Span::styled(empty, theme.style(StyleRole::Quiet)),
        Span::raw(if bar_width > 0 { " " } else { "" }),
        Span::styled(lines.next().unwrap_or_default(), style),
    ]);
    let rest = lines.map(|line| Line::styled(format!("{:before$}{line}", ""), style));
    std::iter::once(first).chain(rest).collect()
}

/// Returns the used part and the part that is left; both are empty if the facts do not say.
fn clock_bar(clock: &Clock, width: usize) -> (String, String) {
    let (Some(used), Some(of)) = (clock.used, clock.of.filter(|of| *of > 0)) else {
        return (String::new(), "·".repeat(width));
    };
    bar::filled_and_empty(used.max(0).unsigned_abs(), of.unsigned_abs(), width)
}

/// Returns the role in which a clock is drawn: over, near its end, or running.
pub fn urgency_role(clock: &Clock, as_of: NaiveDate) -> StyleRole {
    const NEAR_DAYS: i64 = 7;
    let near = clock.due.is_some_and(|due| dates::days_between(as_of, due) <= NEAR_DAYS);
    if clock.has_ended(as_of) {
        StyleRole::Bad
    } else if near {
        StyleRole::Near
    } else {
        StyleRole::Text
    }
}
