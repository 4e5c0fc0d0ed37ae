//! The month as the federal review counts it (45 CFR 261.60), beside the state's view.

use serde::Serialize;

use super::finding::Citation;
use super::message::{Message, message};
use super::view::View;
use super::{hours, household};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, Attendance};
use crate::domain::hours::Hours;
use crate::policy::param::Months;
use crate::policy::tables::ActivityKind;

/// The result of a month in the federal view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FederalView {
    /// The hours that count: attended, holidays, paid leave, and excused hours of unpaid activities within their caps.
    pub counted: Hours,
    /// The excused hours of unpaid activities that count; part of `counted`.
    pub excused_counted: Hours,
    /// The hours in core activities; part of `counted`.
    pub core: Hours,
    /// The weekly average of `counted`.
    pub weekly_average: Hours,
    /// The weekly average of `core`.
    pub core_average: Hours,
    /// The core hours per week that are deemed done because the grant and the minimum wage allow no more unpaid work.
    pub deemed_core: Hours,
    /// The hours per week that the review requires.
    pub required: Hours,
    /// The required hours per week that must be core.
    pub core_required: Hours,
    /// Whether both requirements are met.
    pub met: bool,
    /// The policy that the result follows.
    pub under: Vec<Citation>,
    /// The facts that are missing.
    pub cannot_tell: Vec<Message>,
}

/// Returns the month of `person` (or of two parents together) from its attendance.
pub(super) fn federal_month(view: &View, person: PersonNumber, month: Month, rows: &[&Attendance]) -> FederalView {
    let mut federal = FederalView::default();
    for row in rows {
        let kind = view.policy.tables.activity_kind(&row.kind);
        let paid = is_paid(view, row, kind);
        let excused = if paid { row.excused } else { countable_excused_hours(view, row, month, rows) };
        let counted = row.attended + row.holiday + excused;
        federal.counted = federal.counted + counted;
        federal.excused_counted = if paid { federal.excused_counted } else { federal.excused_counted + excused };
        match is_core(view, row, kind) {
            Some(true) if is_vocational_used_up(view, row, kind) => {}
            Some(true) => federal.core = federal.core + counted,
            Some(false) => {}
            None => federal.cannot_tell.push(message!("whether {} is core; taken as not", &row.kind)),
        }
    }
    federal.cannot_tell.sort();
    federal.cannot_tell.dedup();
    federal.weekly_average = hours::weekly_average(view, federal.counted, month).unwrap_or_default();
    federal.core_average = hours::weekly_average(view, federal.core, month).unwrap_or_default();
    set_required_hours(view, person, &mut federal);
    federal.deemed_core = deemed_core_hours(view, &federal, month, rows);
    let (all, core) = (federal.weekly_average + federal.deemed_core, federal.core_average + federal.deemed_core);
    federal.met = all >= federal.required && core >= federal.core_required;
    federal
}

/// Returns the excused hours of an unpaid activity that count: what is left of the month's cap and of the year's cap,
/// distributed in the order of the activities' first days.
fn countable_excused_hours(view: &View, row: &Attendance, month: Month, rows: &[&Attendance]) -> Hours {
    let Some((cap, year)) = view.policy.federal_excused_month.as_ref().zip(view.policy.federal_excused_year.as_ref())
    else {
        return Hours::ZERO;
    };
    let unpaid = |other: &&&Attendance| {
        other.person == row.person && !is_paid(view, other, view.policy.tables.activity_kind(&other.kind))
    };
    let before = |other: &&&Attendance| (other.start, &other.kind) < (row.start, &row.kind);
    let taken: Hours = rows.iter().filter(unpaid).filter(before).map(|other| other.excused).sum();
    let left = cap.value.min(year.value - excused_used_in_year(view, row.person, month, cap.value));
    row.excused.min(left - taken)
}

/// Returns the excused hours of unpaid activities that counted in the months before, each month within its cap.
fn excused_used_in_year(view: &View, person: PersonNumber, month: Month, cap: Hours) -> Hours {
    let span = view.policy.federal_excused_span.as_ref().map_or(Months(0), |span| span.value);
    let mut used = Hours::ZERO;
    let mut before = month;
    // The span includes the month itself.
    for _ in 1..span.0 {
        before = before.previous();
        let unpaid = hours::posted_attendance(view).filter(|row| row.person == person && row.month == before);
        let unpaid = unpaid.filter(|row| !is_paid(view, row, view.policy.tables.activity_kind(&row.kind)));
        used = used + unpaid.map(|row| row.excused).sum::<Hours>().min(cap);
    }
    used
}

fn attended_activity<'a>(view: &View<'a>, row: &Attendance) -> Option<&'a Activity> {
    view.activities_of(row.person).find(|activity| activity.start == row.start && activity.kind == row.kind)
}

fn is_paid(view: &View, row: &Attendance, kind: Option<&ActivityKind>) -> bool {
    let stated = attended_activity(view, row).and_then(|activity| activity.paid);
    stated.unwrap_or_else(|| kind.is_some_and(|kind| kind.paid))
}

fn is_core(view: &View, row: &Attendance, kind: Option<&ActivityKind>) -> Option<bool> {
    attended_activity(view, row).and_then(|activity| activity.core).or_else(|| kind.and_then(|kind| kind.core))
}

/// Returns whether the lifetime months of vocational education were used up before the month of `row`.
fn is_vocational_used_up(view: &View, row: &Attendance, kind: Option<&ActivityKind>) -> bool {
    if !kind.is_some_and(|kind| kind.lifetime_months) {
        return false;
    }
    let Some(limit) = view.policy.vocational_lifetime.as_ref() else { return false };
    vocational_months(view, row.person).iter().filter(|month| **month < row.month).count()
        >= usize::try_from(limit.value.0).unwrap_or(usize::MAX)
}

/// Returns the months in which `person` attended vocational education at least once. Each of them uses up a month of
/// the lifetime limit.
pub fn vocational_months(view: &View, person: PersonNumber) -> Vec<Month> {
    let attended = hours::posted_attendance(view).filter(|row| row.person == person && row.attended > Hours::ZERO);
    let vocational =
        attended.filter(|row| view.policy.tables.activity_kind(&row.kind).is_some_and(|kind| kind.lifetime_months));
    let mut months: Vec<Month> = vocational.map(|row| row.month).collect();
    months.sort_unstable();
    months.dedup();
    months
}

fn set_required_hours(view: &View, person: PersonNumber, federal: &mut FederalView) {
    let policy = view.policy;
    let child_care = view.facts.federal_child_care;
    let (hours, core) = if person == PersonNumber::CASE {
        if child_care.is_none() {
            federal.cannot_tell.push("whether child care is federally funded; taken as not".into());
        }
        if child_care == Some(true) {
            (&policy.federal_hours_two_parents_child_care, &policy.federal_core_two_parents_child_care)
        } else {
            (&policy.federal_hours_two_parents, &policy.federal_core_two_parents)
        }
    } else if is_single_with_young_child(view) {
        (&policy.federal_hours_young_child, &policy.federal_hours_young_child)
    } else {
        (&policy.federal_hours, &policy.federal_core_hours)
    };
    for (param, into) in [(hours, &mut federal.required), (core, &mut federal.core_required)] {
        if let Some(param) = param {
            *into = param.value;
            federal.under.push(param.into());
        }
    }
}

fn is_single_with_young_child(view: &View) -> bool {
    let young =
        view.policy.young_child.as_ref().is_some_and(|age| household::youngest_young_child(view, age.value).is_some());
    young && household::adults(view).nth(1).is_none()
}

/// Returns the core hours per week that are deemed done: if the grant and the minimum wage limit unpaid work to fewer
/// hours than the required core hours, and the participant did those hours, the rest counts as done (ACL 17-08).
/// Returns zero if the value of the work is not known.
fn deemed_core_hours(view: &View, federal: &FederalView, month: Month, rows: &[&Attendance]) -> Hours {
    let unpaid_work = rows.iter().any(|row| {
        let kind = view.policy.tables.activity_kind(&row.kind);
        kind.is_some_and(|kind| kind.hours_capped) && !is_paid(view, row, kind)
    });
    let capped = capped_weekly_hours(view, month).filter(|capped| unpaid_work && federal.core_average >= *capped);
    capped.map_or(Hours::ZERO, |capped| federal.core_required - capped)
}

/// Returns the most hours per week that unpaid work may require: cash aid and `CalFresh` divided by the minimum wage,
/// per week, in whole hours, so that nobody works for less.
pub fn capped_weekly_hours(view: &View, month: Month) -> Option<Hours> {
    let value = view.facts.work_value.as_ref().filter(|value| value.minimum_wage > 0)?;
    let monthly = (value.grant + value.calfresh) / value.minimum_wage;
    let monthly = u16::try_from(monthly).ok().map(u32::from).map(Hours::from_whole)?;
    let weekly = hours::weekly_average(view, monthly, month)?;
    Some(Hours::from_whole(weekly.as_hundredths() / Hours::from_whole(1).as_hundredths()))
}
