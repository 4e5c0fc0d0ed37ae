//! Checks the month of a corrected row of attendance. What a county's file says is the county's word; what somebody types
//! into a rejected row may be a slip, and hours in a month in which there was no activity count for nobody.

use chrono::{Months, NaiveDate};

use super::row_reader::RejectionReason;
use crate::domain::dates::{Month, format_long_date, format_month};
use crate::domain::extract::{ActivityStatusRow, AttendanceRow, CountyFact, ExtractKind};
use crate::policy::Policies;
use crate::store::{ImportTransaction, StoreError};

/// Refuses the fact of a corrected row if it is attendance in a month outside the activity, ahead, or years back.
/// `run_on` is the day of the report.
pub fn check_corrected_fact(
    importing: &ImportTransaction<'_>,
    fact: CountyFact,
    run_on: NaiveDate,
) -> Result<Result<CountyFact, RejectionReason>, StoreError> {
    let CountyFact::Attendance(row) = &fact else { return Ok(Ok(fact)) };
    let policies = importing.policies();
    let facts = importing.facts_of_case(ExtractKind::ActivityHistory, &row.case)?;
    let problem =
        find_month_problem(row, run_on, end_of_activity(row, &facts, policies), most_months_back(policies, run_on));
    Ok(match problem {
        Some(problem) => Err(RejectionReason::new(
            format!("month {} {problem}", format_month(row.month)),
            "Write the month in which the hours were attended.",
        )),
        None => Ok(fact),
    })
}

/// Returns how far back policy lets attendance be recorded, the same as for an act.
fn most_months_back(policies: &Policies, run_on: NaiveDate) -> Option<u32> {
    policies.in_force_on(run_on).attendance_back.as_ref().map(|back| back.value.0)
}

/// Returns what is wrong with the month of a row; `ended_on` is the day on which the activity ended, if it did, and
/// `months_back` the most months before the report.
fn find_month_problem(
    row: &AttendanceRow,
    run_on: NaiveDate,
    ended_on: Option<NaiveDate>,
    months_back: Option<u32>,
) -> Option<String> {
    let month = row.month;
    if month < Month::from_date(row.start) {
        return Some(format!("is before the activity, which starts on {}", format_long_date(row.start)));
    }
    if let Some(end) = ended_on.filter(|end| month > Month::from_date(*end)) {
        return Some(format!("is after the activity, which ended on {}", format_long_date(end)));
    }
    let report = Month::from_date(run_on);
    if month > report {
        return Some(format!("lies after the report of {}", format_long_date(run_on)));
    }
    let months_back = months_back?;
    let earliest = report.first_day().checked_sub_months(Months::new(months_back))?;
    (month.first_day() < earliest)
        .then(|| format!("is more than {months_back} months before the report of {}", format_long_date(run_on)))
}

/// Returns the day of the newest status of the row's activity if that status ends it. The status of a later day decides:
/// an activity that was taken up again has not ended.
fn end_of_activity(row: &AttendanceRow, facts: &[CountyFact], policies: &Policies) -> Option<NaiveDate> {
    let of_activity = |fact: &CountyFact| match fact {
        CountyFact::ActivityStatus(status) if is_same_activity(status, row) => Some((status.on, status.status)),
        _ => None,
    };
    let (on, newest) = facts.iter().filter_map(of_activity).max_by_key(|(on, _)| *on)?;
    policies.in_force_on(on).tables.ends_activity(newest).then_some(on)
}

fn is_same_activity(status: &ActivityStatusRow, row: &AttendanceRow) -> bool {
    status.person == row.person && status.start == row.start && status.kind.eq_ignore_ascii_case(&row.kind)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn row(month: &str) -> AttendanceRow {
        serde_json::from_value(serde_json::json!({
            "case": "1B00001", "person": 1, "kind": "Job Club", "start": "2024-06-10", "month": month,
            "attended": 12.0, "excused": 0.0, "unexcused": 0.0, "holiday": 0.0,
        }))
        .unwrap()
    }

    #[rstest]
    #[case("1990-02", None, Some("is before the activity, which starts on"))]
    #[case("2024-05", None, Some("is before the activity"))]
    #[case("2024-06", None, Some("is more than 24 months before the report of"))]
    #[case("2024-10", None, Some("is more than 24 months"))]
    #[case("2024-11", None, None)]
    #[case("2026-11", None, None)]
    #[case("2026-12", None, Some("lies after the report of"))]
    #[case("2036-11", None, Some("lies after the report of"))]
    #[case("2026-03", Some("2026-03-02"), None)]
    #[case("2026-04", Some("2026-03-02"), Some("is after the activity, which ended on"))]
    fn a_month_outside_the_activity_or_years_away_is_a_problem(
        #[case] month: &str,
        #[case] ended_on: Option<&str>,
        #[case] problem: Option<&str>,
    ) {
        let run_on = "2026-11-19".parse().unwrap();
        let found = find_month_problem(&row(month), run_on, ended_on.map(|end| end.parse().unwrap()), Some(24));
        assert_eq!(found.is_some(), problem.is_some(), "{found:?}");
        assert!(found.unwrap_or_default().contains(problem.unwrap_or_default()));
    }
}
