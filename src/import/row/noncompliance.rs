//! Reads a notice of non-compliance with what became of it.

use crate::domain::codes::CauseOutcome;
use crate::domain::extract::{CountyFact, NoncomplianceRow, ReportedCure, ReportedGoodCause};

use super::super::field::ExtractField as F;
use super::super::row_reader::RowReader;
use super::super::values::{
    parse_case_number, parse_code, parse_date, parse_person_number, parse_text, parse_weekly_hours, parse_yes_no,
};
use chrono::NaiveDate;

pub(super) fn read_noncompliance(cells: &mut RowReader<'_>) -> Option<CountyFact> {
    let case = cells.read_required(F::Case, parse_case_number);
    let person = cells.read_required(F::Person, parse_person_number);
    let notice_issued = cells.read_required(F::NoticeIssued, parse_date);
    let appointment = cells.read_optional(F::Appointment, parse_date);
    let outcome = cells.read_optional(F::Outcome, parse_code);
    let outcome_on = cells.read_optional(F::OutcomeDate, parse_date);
    let plan_end = cells.read_optional(F::PlanEnd, parse_date);
    check_determination(cells);
    let hearing_requested = cells.read_if_clear(F::HearingRequested, parse_date);
    let sanction_notice = cells.read_if_clear(F::SanctionNotice, parse_date);
    let na841_sent = cells.read_if_clear(F::Na841Sent, parse_date);
    Some(CountyFact::Noncompliance(NoncomplianceRow {
        case: case?,
        person: person?,
        notice_issued: notice_issued?,
        appointment,
        outcome,
        outcome_on,
        plan_end,
        plan_weekly_hours: cells.read_if_clear(F::PlanHours, parse_weekly_hours),
        good_cause: read_good_cause(cells, outcome, outcome_on),
        hearing_requested,
        hearing_timely: cells.read_if_clear(F::HearingTimely, parse_yes_no),
        aid_paid_pending: cells.read_if_clear(F::AidPaidPending, parse_yes_no),
        hearing_decided: read_after(cells, F::HearingDecided, hearing_requested),
        sanction_notice,
        sanction_notice_effective: read_after(cells, F::SanctionNoticeEffective, sanction_notice),
        na841_sent,
        na841_effective: read_after(cells, F::Na841Effective, na841_sent),
        cure: read_cure(cells),
    }))
}

/// Rejects a determination with an outcome or a date alone: it would be chance whether a clock stops.
fn check_determination(cells: &mut RowReader<'_>) {
    let (outcome_text, date_text) = (cells.cell_text(F::Outcome), cells.cell_text(F::OutcomeDate));
    if !outcome_text.is_empty() && date_text.is_empty() {
        cells.add_problem(&format!("outcome {outcome_text} has no date of the outcome"));
    }
    if !date_text.is_empty() && outcome_text.is_empty() {
        cells.add_problem(&format!("date of the outcome {date_text} has no outcome"));
    }
}

/// Reads a day that cannot lie before `first`.
fn read_after(cells: &mut RowReader<'_>, field: F, first: Option<NaiveDate>) -> Option<NaiveDate> {
    let day = cells.read_if_clear(field, parse_date);
    let is_before = day.zip(first).is_some_and(|(day, first)| day < first);
    cells.keep_unless(is_before, field, day, "is before the day that it follows")
}

/// Reads the period of good cause. Its first day is its own column, or else the day on which good cause was found. Beside
/// another outcome, and without a first day, the other columns say nothing that could be kept.
fn read_good_cause(
    cells: &mut RowReader<'_>,
    outcome: Option<CauseOutcome>,
    outcome_on: Option<NaiveDate>,
) -> Option<ReportedGoodCause> {
    let reason = cells.read_if_clear(F::GoodCauseReason, parse_text);
    let first = cells.read_if_clear(F::GoodCauseFrom, parse_date);
    let is_found = outcome == Some(CauseOutcome::GoodCause);
    let from = first.or_else(|| outcome_on.filter(|_found| is_found));
    let until = read_after(cells, F::GoodCauseUntil, from);
    let expected_until = read_after(cells, F::GoodCauseExpected, from);
    let none_known = reason.is_none() && first.is_none() && until.is_none() && expected_until.is_none();
    if none_known {
        return None;
    }
    if let Some(from) = from.filter(|_from| is_found || outcome.is_none()) {
        return Some(ReportedGoodCause { from, until, reason, expected_until });
    }
    let problem = if outcome.is_some() { "is given beside another outcome" } else { "has no first day of good cause" };
    let has = [
        (F::GoodCauseReason, reason.is_some()),
        (F::GoodCauseFrom, first.is_some()),
        (F::GoodCauseUntil, until.is_some()),
        (F::GoodCauseExpected, expected_until.is_some()),
    ];
    has.into_iter().filter(|(_, given)| *given).for_each(|(field, _)| cells.leave_out(field, problem.into()));
    None
}

/// Reads the cure, of which nothing can be kept without the day on which it was asked for.
fn read_cure(cells: &mut RowReader<'_>) -> Option<ReportedCure> {
    let requested = cells.read_if_clear(F::CureRequested, parse_date);
    let until = read_after(cells, F::CureUntil, requested);
    let hours = cells.read_if_clear(F::CureHours, parse_weekly_hours);
    let problem = "has no date for the cure request";
    let until = cells.keep_unless(requested.is_none(), F::CureUntil, until, problem);
    let weekly_hours = cells.keep_unless(requested.is_none(), F::CureHours, hours, problem);
    Some(ReportedCure { requested: requested?, until, weekly_hours })
}
