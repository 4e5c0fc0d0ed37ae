//! The clocks of a case, one line each: what runs, how far it has run, and when it ends.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::domain::dates;
use crate::rules::clock::Clock;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

const TITLE: usize = 15;
const BAR: usize = 20;

/// A clock's line.
pub fn line(clock: &Clock, as_of: NaiveDate, columns: usize, theme: &Theme) -> Line<'static> {
    let role = urgency(clock, as_of);
    let bar_width = if columns >= 56 { BAR } else { BAR / 2 };
    let says =
        text::cut(&text::one_line(&says(clock, as_of)), columns.saturating_sub(TITLE + bar_width + 2)).into_owned();
    let (full, empty) = bar(clock, bar_width);
    Line::from(vec![
        Span::styled(text::left(clock.title(), TITLE), theme.style(Role::Label)),
        Span::styled(full, theme.style(role)),
        Span::styled(empty, theme.style(Role::Quiet)),
        Span::styled(format!("  {says}"), theme.style(role)),
    ])
}

fn says(clock: &Clock, as_of: NaiveDate) -> String {
    let due = clock.due.map(|due| format!(", {}", dates::shown(due, as_of))).unwrap_or_default();
    format!("{}{due}", clock.says)
}

/// The used part and the part that is left; nothing is drawn where the facts do not tell.
fn bar(clock: &Clock, width: usize) -> (String, String) {
    let (Some(used), Some(of)) = (clock.used, clock.of.filter(|of| *of > 0)) else {
        return (String::new(), "·".repeat(width));
    };
    let used = usize::try_from(used.clamp(0, of)).unwrap_or(0);
    let full = usize::try_from(of).map_or(0, |of| used * width / of);
    ("▓".repeat(full), "░".repeat(width - full))
}

fn urgency(clock: &Clock, as_of: NaiveDate) -> Role {
    const NEAR_DAYS: i64 = 7;
    let near = clock.due.is_some_and(|due| dates::days_between(as_of, due) <= NEAR_DAYS);
    if clock.has_ended(as_of) {
        Role::Bad
    } else if near {
        Role::Near
    } else {
        Role::Text
    }
}
