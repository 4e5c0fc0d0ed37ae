//! A whole evaluation as plain lines, for `caseload evaluate`.

use chrono::NaiveDate;

use super::dates::long_month;
use super::explanation::{LOOKED_AT, RuleIds, absent_texts, plain_lines};
use crate::domain::CaseNumber;
use crate::domain::dates::format_long_date;
use crate::rules::Evaluation;
use crate::rules::average::AverageBy;
use crate::rules::clock::Clock;
use crate::rules::gate::Gate;
use crate::rules::message::{DateStyle, Message};
use crate::rules::monthly_hours::{HoursOwed, MonthlyHours, arithmetic_text};
use crate::rules::reason_against::ReasonState;

/// Returns the evaluation of a case as of a day: its findings explained, its clocks, hours, reasons against a sanction
/// and next dates.
pub fn evaluation_lines(case: &CaseNumber, evaluation: &Evaluation, as_of: NaiveDate) -> Vec<String> {
    let mut lines = vec![format!("Case {case} as of {}", format_long_date(as_of))];
    if evaluation.findings.is_empty() {
        lines.extend([String::new(), "Nothing is due.".to_owned()]);
    }
    for finding in &evaluation.findings {
        lines.push(String::new());
        lines.extend(plain_lines(finding, RuleIds::Hidden));
    }
    lines.extend(section("Clocks", evaluation.clocks.iter().map(clock_line)));
    lines.extend(section("Hours", evaluation.hours.iter().flat_map(hours_lines)));
    lines.extend(section("Reasons against a sanction", evaluation.gates.iter().flat_map(gate_lines)));
    let next = evaluation.next_dates.iter();
    let next = next.map(|next| format!("{}  {}", format_long_date(next.date), next.what.to_text(DateStyle::Long)));
    lines.extend(section("Next dates", next));
    lines
}

/// Returns lines under a title; nothing where there are none.
fn section(title: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = lines.map(|line| format!("  {line}")).collect();
    if lines.is_empty() {
        return lines;
    }
    [String::new(), title.to_owned()].into_iter().chain(lines).collect()
}

fn clock_line(clock: &Clock) -> String {
    let due = clock.due.filter(|due| !clock.says.mentions_day(*due));
    let due = due.map_or_else(String::new, |due| format!(", last day {}", format_long_date(due)));
    let unsure = if clock.cannot_tell.is_empty() {
        String::new()
    } else {
        let unknown: Vec<String> = clock.cannot_tell.iter().map(long_text).collect();
        format!(" (unknown: {})", unknown.join("; "))
    };
    format!("{}: {}{due}{unsure}", clock.title(), long_text(&clock.says))
}

fn long_text(message: &Message) -> String {
    message.to_text(DateStyle::Long)
}

/// Returns that a month in which no hours are owed owes none, and why: `none owed: sanctioned`. Hours that are met may end a
/// sanction all the same, so the reason has to stand beside it.
pub fn none_owed_text(hours: &MonthlyHours) -> String {
    let reason = hours.required.because.last().map(|ground| ground.value.to_text(DateStyle::Long));
    reason.map_or_else(|| "none owed".to_owned(), |reason| format!("none owed: {reason}"))
}

fn hours_lines(hours: &MonthlyHours) -> Vec<String> {
    let who = if hours.person.0 == 0 { "both parents".to_owned() } else { format!("person {}", hours.person) };
    let federal = &hours.federal;
    let owed = match (hours.owed, hours.met) {
        (HoursOwed::None, _) => format!("{} hours a week, {}", hours.weekly_average, none_owed_text(hours)),
        // Over a few days the average can be more hours than a week has.
        (_, true) if hours.averages.first().is_some_and(|reading| reading.by == AverageBy::PartOfMonth) => {
            format!("{} hours, {} a week required for a part of the month, met", hours.attended, hours.required.weekly)
        }
        (_, true) => format!("{} of {} hours a week, met", hours.weekly_average, hours.required.weekly),
        (HoursOwed::CannotTell, false) => {
            format!("{} of {} hours a week, short if they are owed", hours.weekly_average, hours.required.weekly)
        }
        (_, false) => format!("{} of {} hours a week, short", hours.weekly_average, hours.required.weekly),
    };
    let line = format!(
        "{} {who}: {owed}; federal view {} of {}, core {} of {}",
        long_month(hours.month),
        federal.weekly_average,
        federal.required,
        federal.core_average,
        federal.core_required
    );
    let readings = hours.averages.iter().map(|reading| arithmetic_text(hours, reading).to_text(DateStyle::Long));
    let because = hours.required.because.iter().filter(|_| hours.owed == HoursOwed::None);
    let because =
        because.map(|ground| format!("{}: {}", long_text(&ground.fact), ground.value.to_text(DateStyle::Long)));
    let doubts = hours.required.cannot_tell.iter().chain(&hours.cannot_tell).chain(&federal.cannot_tell);
    let doubts = doubts.map(|doubt| format!("cannot tell {}", long_text(doubt)));
    let below = readings.chain(because).chain(federal.says.iter().map(long_text)).chain(doubts);
    std::iter::once(line).chain(below.map(|text| format!("  {text}"))).collect()
}

fn gate_lines(gate: &Gate) -> Vec<String> {
    let head = format!("person {}, notice of {}", gate.person, format_long_date(gate.notice_issued));
    let blockers = gate.blockers.iter().map(|blocker| {
        let state = match blocker.state {
            ReasonState::Blocks => "applies:",
            ReasonState::Warns => "check first:",
            ReasonState::CannotTell if blocker.unrecorded => "not recorded: whether",
            ReasonState::CannotTell => "unknown: whether",
            ReasonState::Absent => "checked:",
        };
        format!("  {state} {}", long_text(&blocker.says))
    });
    let absent = absent_texts(&gate.absent);
    let heading = (!absent.is_empty()).then(|| format!("  {LOOKED_AT}:"));
    let absent = absent.into_iter().map(|text| format!("    - {text}"));
    std::iter::once(head).chain(blockers).chain(heading).chain(absent).collect()
}
