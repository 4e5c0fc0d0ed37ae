//! What follows from an act, in a line each.

use super::finding::recorded_text;
use crate::domain::count_with_noun;
use crate::domain::dates;
use crate::domain::hours::Hours;
use crate::rules::acts::{ClockChange, Consequences, HoursChange, StatusChange};
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::rules::{gate::Gate, reason_against::ReasonState};

/// Returns the consequences in a line each, those that matter most first.
pub fn summary_lines(consequences: &Consequences) -> Vec<String> {
    let Consequences { statuses, clears, raises, moves, clocks, hours, gates, differences, .. } = consequences;
    let mut lines: Vec<String> = statuses.iter().map(status_line).collect();
    lines.extend(clears.iter().map(|finding| format!("completes: {}", finding_with_due(finding))));
    lines.extend(raises.iter().map(|finding| format!("adds: {}", finding_with_due(finding))));
    lines.extend(moves.iter().map(|moved| format!("now: {}", finding_with_due(&moved.after))));
    lines.extend(clocks.iter().map(clock_line));
    lines.extend(hours.iter().map(hours_line));
    lines.extend(gates.iter().map(gate_line));
    lines.extend(differences.iter().map(|difference| {
        let what = &difference.what;
        let (county, here) = (recorded_text(&difference.county), recorded_text(&difference.here));
        format!("{what}: the county says {county}, this record says {here}. Both are kept.")
    }));
    lines
}

fn status_line(moved: &StatusChange) -> String {
    let since = dates::format_long_date(moved.since);
    format!("status: {} to {} on {since}", moved.from.title(), moved.to.title())
}

fn finding_with_due(finding: &Finding) -> String {
    let due = finding.due.map(|due| format!(", due {}", dates::format_long_date(due))).unwrap_or_default();
    format!("{}{due}", super::finding::finding_line(finding).to_text(DateStyle::Long))
}

fn clock_line(moved: &ClockChange) -> String {
    let title = moved.clock.title();
    match &moved.after {
        Some(after) => format!("deadline: {title}: {}", after.to_text(DateStyle::Long)),
        None => format!("deadline: {title} stops"),
    }
}

fn hours_line(hours: &HoursChange) -> String {
    let HoursChange { month, weekly_average, required, met, .. } = hours;
    let month = super::dates::long_month(*month);
    if *required == Hours::ZERO {
        return format!("hours of {month}: {weekly_average} a week, none owed");
    }
    let verdict = if *met { "met" } else { "short" };
    format!("hours of {month}: {weekly_average} a week of {required} owed, {verdict}")
}

fn gate_line(gate: &Gate) -> String {
    let count = |state| gate.blockers.iter().filter(|blocker| blocker.state == state).count();
    match (count(ReasonState::Blocks), count(ReasonState::CannotTell)) {
        (0, 0) => "No reason not to sanction".to_owned(),
        (0, unknown) => format!("No known reason not to sanction; {unknown} not checked"),
        (against, _) => format!("{} not to sanction", count_with_noun(against, "reason")),
    }
}
