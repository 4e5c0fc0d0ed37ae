//! Builds facts from single rows of the county's extracts.

use chrono::NaiveDate;

use crate::domain::extract::{AidMonthRow, AttendanceRow, ExemptionRow, HouseholdMember, NoncomplianceRow};
use crate::domain::facts::{
    AidMonth, Attendance, CaseFacts, ChildSupport, Cure, Determination, Exemption, GoodCause, Noncompliance, Notice,
    Person, Source,
};

/// The form of a notice of action that reports name beside a non-compliance.
const NA_841: &str = "NA 841";

/// Returns the member of the household. `as_of` is the day whose state the extract reports.
///
/// An expected birth after that day means that the person is pregnant, if the row does not say so itself. An earlier
/// expected birth means nothing, because the extract may still hold an old day.
pub(super) fn person_from_row(row: HouseholdMember, source: Source, as_of: NaiveDate) -> Person {
    let is_expected = row.pregnancy_ended.is_none() && row.due_date.is_some_and(|due| as_of < due);
    Person {
        name: Some(row.name),
        relation: row.relation,
        birth_date: Some(row.birth_date),
        in_unit: Some(row.in_unit),
        in_unit_from: row.in_unit_from,
        in_unit_until: row.in_unit_until,
        disabled: Some(row.disabled),
        disabled_from: row.disabled_from,
        disabled_until: row.disabled_until,
        pregnant: row.pregnant.or_else(|| is_expected.then_some(true)),
        due_date: row.due_date,
        pregnancy_ended: row.pregnancy_ended,
        aid_ended: row.aid_ended,
        homeless_without_phone: row.homeless,
        school_completed: row.school_completed,
        cal_learn: row.cal_learn,
        head_of_household: row.head_of_household,
        head_of_household_from: row.head_of_household_from,
        head_of_household_until: row.head_of_household_until,
        first_listed: Some(as_of),
        source,
        ..Person::default()
    }
}

pub(super) fn attendance_from_row(row: AttendanceRow, source: Source) -> Attendance {
    Attendance {
        attended: row.attended,
        excused: row.excused,
        unexcused: row.unexcused,
        holiday: row.holiday,
        paid_absence: row.paid_absence,
        holiday_days: row.holiday_days,
        scheduled: row.scheduled,
        scheduled_days: row.scheduled_days,
        study: row.study,
        verified_by: row.verified_by,
        posted: row.posted,
        ..Attendance::minimal(row.person, row.kind, row.start, row.month, source)
    }
}

pub(super) fn exemption_from_row(row: ExemptionRow, source: Source) -> Exemption {
    Exemption {
        proof: row.proof,
        proof_until: row.proof_until,
        ..Exemption::minimal(row.person, row.reason, row.from, row.until, source)
    }
}

/// Adds the non-compliance of a row, with the good cause, the notice and the cure beside it. The importer rejects an
/// outcome without a date, so that no outcome is lost here.
pub(super) fn add_noncompliance(facts: &mut CaseFacts, row: NoncomplianceRow, source: &Source) {
    if let Some(cause) = row.good_cause {
        facts.good_causes.push(GoodCause {
            reason: cause.reason,
            expected_until: cause.expected_until,
            ..GoodCause::minimal(row.person, cause.from, cause.until, source.clone())
        });
    }
    if let Some(sent) = row.na841_sent {
        facts.notices.push(Notice {
            sent: Some(sent),
            effective: row.na841_effective,
            ..Notice::minimal(row.person, NA_841.to_owned(), source.clone())
        });
    }
    if let Some(cure) = row.cure {
        facts.cures.push(Cure {
            until: cure.until,
            weekly_hours: cure.weekly_hours,
            ..Cure::minimal(row.person, cure.requested, source.clone())
        });
    }
    facts.noncompliance.push(Noncompliance {
        appointment: row.appointment,
        determination: row.outcome_on.zip(row.outcome).map(|(on, outcome)| Determination { on, outcome }),
        plan_end: row.plan_end,
        plan_weekly_hours: row.plan_weekly_hours,
        hearing_requested: row.hearing_requested,
        hearing_timely: row.hearing_timely,
        aid_paid_pending: row.aid_paid_pending,
        hearing_decided: row.hearing_decided,
        sanction_notice: row.sanction_notice,
        sanction_notice_effective: row.sanction_notice_effective,
        ..Noncompliance::minimal(row.person, row.notice_issued, source.clone())
    });
}

/// Adds a month of aid, and the child support that was collected for it. If another county paid the month, its count is
/// recorded as its decision.
pub(super) fn add_aid_month(facts: &mut CaseFacts, row: AidMonthRow, source: &Source) {
    if let Some((amount, on)) = row.child_support.zip(row.child_support_on) {
        // The row does not say which month the child support reimburses: it goes to the oldest month unless the agency
        // names another.
        facts.child_support.push(ChildSupport {
            person: row.person,
            on,
            amount,
            from_month: None,
            source: source.clone(),
        });
    }
    let decided_by = row.decided_by.or_else(|| row.county.clone()).filter(|_by| row.counted.is_some());
    // A count that nobody decided is dropped: the county's own count is not a decision about this month.
    let counted = row.counted.filter(|_counted| decided_by.is_some());
    facts.aid_months.push(AidMonth {
        reason: row.reason,
        grant: row.grant,
        overpayment: row.overpayment,
        funding: row.funding,
        aid_code: row.aid_code,
        county: row.county,
        counted,
        decided_by,
        ..AidMonth::minimal(row.person, row.month, row.was, source.clone())
    });
}
