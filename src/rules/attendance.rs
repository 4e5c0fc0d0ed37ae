//! Findings about attendance that is due, missing, or not keyed.

use chrono::{Datelike, NaiveDate};

use super::duty_doubt;
use super::finding::Finding;
use super::message::message;
use super::obligation;
use super::plan;
use super::rule_id::RuleId;
use super::shortfall;
use super::view::{View, activity_grounds};
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, Person};
use crate::domain::proposal::Proposal;
use crate::policy::Policy;

/// Finds activities without attendance for last month. It is due on a day of this month, and missing from a later day
/// on; missing attendance needs a determination of the reason.
///
/// Source: Santa Clara CWES handbook, chapter 17, as the office's setting.
pub fn due_and_missing_findings(view: &View) -> impl Iterator<Item = Finding> {
    let month = Month::from_date(view.on).previous();
    obligation::participants_taking_part(view).flat_map(move |participant| {
        let ran = view.activities_of(participant.number).filter(move |activity| ran_in(view, activity, month));
        let owed_since = plan::spell_start(view, &participant);
        let is_asked = !is_before_case(view, participant.person, month);
        ran.filter(move |_| is_asked).filter_map(move |activity| {
            let finding = due_or_missing_finding(view, activity, month, owed_since)?;
            Some(duty_doubt::note_doubt_of_month(view, &participant, month, finding))
        })
    })
}

/// Returns whether all of the month lies before the first aid of the case and before the first registration of the person, as
/// the months do that somebody spent in another county: its attendance is that county's.
fn is_before_case(view: &View, person: &Person, month: Month) -> bool {
    let last = month.last_day();
    let begins_later = |first: Option<NaiveDate>| first.is_some_and(|first| last < first);
    let is_in_unit_later = person.in_unit_from.is_none_or(|from| last < from);
    begins_later(view.facts.aid.iter().map(|aid| aid.since).min())
        && begins_later(person.registration.iter().map(|status| status.since).min())
        && is_in_unit_later
}

/// Returns whether the activity ran on any day of the month.
fn ran_in(view: &View, activity: &Activity, month: Month) -> bool {
    let ended = view.final_status(activity).map(|latest| latest.on);
    let before = |day: Option<NaiveDate>| day.is_some_and(|day| day < month.first_day());
    let ends = [ended, activity.expected_end, activity.term_until];
    activity.start <= month.last_day() && !ends.into_iter().any(before)
}

fn due_or_missing_finding(
    view: &View,
    activity: &Activity,
    month: Month,
    owed_since: Option<NaiveDate>,
) -> Option<Finding> {
    if view.attendance_of(activity).any(|attendance| attendance.month == month) {
        return None;
    }
    let policy: &Policy = view.policy;
    let (due, missing) = policy.attendance_due.as_ref().zip(policy.attendance_missing.as_ref())?;
    let is_missing = view.on >= missing.value.in_month(month.next());
    let finding = if is_missing {
        Finding::new(
            RuleId::AttendanceMissing,
            activity.person,
            message!("attendance for {} is missing: {}", month, &activity.kind),
        )
        .due_on(missing.value.in_month(month.next()))
        .under_policy(missing)
        .with_reasons(shortfall::personal_reasons(view, activity.person, month))
        .with_proposals([Proposal::RecordDetermination, Proposal::Contact, Proposal::PostAttendance])
    } else {
        let overdue = view.on > due.value.in_month(month.next());
        Finding::new(
            RuleId::AttendanceDue,
            activity.person,
            message!("attendance for {} is due: {}", month, &activity.kind),
        )
        .due_on(due.value.in_month(month.next()))
        .with_severity(if overdue { Severity::Record } else { Severity::Notice })
        .with_proposals([Proposal::PostAttendance, Proposal::Contact])
    };
    Some(
        finding
            .arising_on(owed_since)
            .with_grounds(activity_grounds(activity))
            .under_policy(due)
            .clears_when("attendance of the month is posted")
            .if_nothing("The month has no hours. Once attendance is missing, the reason must be determined."),
    )
}

/// Finds attendance that was handed in and is not keyed yet. It is due by the working day that policy sets.
pub fn not_keyed_findings(view: &View) -> impl Iterator<Item = Finding> {
    let keyed = view.policy.attendance_keyed.as_ref();
    let waiting = view
        .facts
        .attendance
        .iter()
        .filter(|attendance| attendance.posted.is_none() && attendance.month < Month::from_date(view.on));
    waiting.filter_map(move |attendance| {
        let keyed = keyed?;
        let due = view.policy.calendar.add_working_days(attendance.month.last_day(), keyed.value);
        let overdue = view.on > due;
        Some(
            Finding::new(
                RuleId::AttendanceNotKeyed,
                attendance.person,
                message!("attendance for {} has not been keyed: {}", attendance.month, &attendance.kind),
            )
            .due_on(due)
            .with_severity(if overdue { Severity::Duty } else { Severity::Record })
            .with_ground("attendance handed in", attendance.month, &attendance.source)
            .under_policy(keyed)
            .clears_when("the attendance is keyed")
            .if_nothing("The month's hours are missing from the county's figures.")
            .with_proposals([Proposal::PostAttendance]),
        )
    })
}

/// Finds employment with projected hours, which must be verified again after the number of months that policy sets.
pub fn projected_employment_findings(view: &View) -> impl Iterator<Item = Finding> {
    obligation::participants_taking_part(view)
        .flat_map(|participant| view.current_activities(participant.number))
        .filter_map(|activity| {
            let span = view.policy.employment_projection.as_ref()?;
            let paid = activity.paid.or_else(|| Some(view.policy.tables.activity_kind(&activity.kind)?.paid))?;
            let verified =
                view.attendance_of(activity).filter(|row| row.verified_by.is_some()).map(|row| row.month).max()?;
            let due = verified.last_day().with_day(1)? + span.value;
            let due = Month::from_date(due).last_day();
            (paid && view.on > due).then(|| {
                Finding::new(
                    RuleId::EmploymentUnverified,
                    activity.person,
                    message!("the hours of {} were last verified for {}", &activity.kind, verified),
                )
                .due_on(due)
                .arising_on([activity.start])
                .with_grounds(activity_grounds(activity))
                .under_policy(span)
                .clears_when("the hours are verified again")
                .if_nothing("Projected hours no longer count in the federal review.")
                .with_proposals([Proposal::PostAttendance, Proposal::Contact])
            })
        })
}
