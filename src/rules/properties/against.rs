//! Nothing adverse is found as sure while the record holds a reason against it on the day that counts.
//!
//! What the record holds is read here from the facts alone, by days and by hand, so that the rules are not tested by
//! themselves.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::due::check_dues;
use super::family::{REASONS_BY_DAYS, family, today};
use super::lists::{check_gates, check_hour_rows, check_standing};
use super::step::step_of;
use super::{cases, is_sure, judge};
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::*;
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::rules::Evaluation;
use crate::rules::finding::Finding;
use crate::rules::rule_id::RuleId;

/// The months after which aid ends.
const LIMIT: usize = 60;

fn holds(from: Option<NaiveDate>, until: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

fn member(facts: &CaseFacts, person: PersonNumber) -> Option<&Person> {
    facts.people.iter().find(|known| known.person == Some(person))
}

fn status_on(facts: &CaseFacts, person: PersonNumber, day: NaiveDate) -> Option<RegistrationStatus> {
    let known = member(facts, person)?.registration.iter().filter(|status| status.since <= day);
    known.max_by_key(|status| status.since).map(|status| status.status)
}

fn is_exempt_on(facts: &CaseFacts, person: PersonNumber, day: NaiveDate) -> bool {
    let young_enough = |born: NaiveDate| born <= day && day < born + chrono::Months::new(23);
    facts.exemptions.iter().filter(|exemption| exemption.person == person).any(|exemption| {
        let by_child = exemption.reason == "child_0_23_months" && exemption.child_born.is_some_and(young_enough);
        let reason_holds = by_child || REASONS_BY_DAYS.contains(&exemption.reason.as_str());
        reason_holds && holds(Some(exemption.from), exemption.until, day)
    })
}

fn is_excused_on(facts: &CaseFacts, person: PersonNumber, day: NaiveDate, today: NaiveDate) -> bool {
    facts.good_causes.iter().filter(|cause| cause.person == person).any(|cause| {
        let until = cause.until.or(cause.expected_until);
        let known = cause.from <= today;
        known && cause.excused_share.is_none_or(|share| share >= 100) && holds(Some(cause.from), until, day)
    })
}

/// Returns whether the appointment was set outside the 20 days, nobody moved it, and no compliance plan was agreed.
fn is_appointment_late(facts: &CaseFacts, step: &Noncompliance, today: NaiveDate) -> bool {
    let last = step.notice_issued + Days::new(20);
    // While the 20 days run, an appointment can still be set.
    let late = last < today && step.appointment.is_some_and(|day| last < day);
    // A contact may have taken the place of the appointment, and the review may say that the process was followed.
    let spoken =
        facts.contacts.iter().any(|contact| contact.reached && step.notice_issued < contact.on && contact.on <= last);
    let open = spoken || step.gate.process_followed == Some(true);
    late && !open && step.rescheduled.is_empty() && step.plan_end.is_none() && step.plan_result.is_none()
}

fn is_pregnant_on(facts: &CaseFacts, person: PersonNumber, day: NaiveDate) -> bool {
    member(facts, person).is_some_and(|person| {
        person.pregnant == Some(true) && holds(person.pregnant_since, person.pregnancy_ended, day)
    })
}

fn is_outside_on(facts: &CaseFacts, person: PersonNumber, day: NaiveDate) -> bool {
    member(facts, person).is_some_and(|person| match person.in_unit {
        Some(member) => !member || !holds(person.in_unit_from, person.in_unit_until, day),
        None => false,
    })
}

fn is_sixty_on(facts: &CaseFacts, person: PersonNumber, day: NaiveDate) -> bool {
    let birth = member(facts, person).and_then(|person| person.birth_date);
    birth.is_some_and(|birth| birth + chrono::Months::new(12 * 60) <= day)
}

/// Returns a reason that the record holds against a sanction for the failure, looked at on `today`.
fn reason_against_sanction(facts: &CaseFacts, step: &Noncompliance, today: NaiveDate) -> Option<&'static str> {
    use RegistrationStatus::{Closed, Exempt, Ineligible, RegisteredVoluntary, Sanction};
    // Once a sanction has begun, what counts is what held before it did.
    let begun = step.sanction.as_ref().filter(|sanction| sanction.from <= today);
    let today = begun.map_or(today, |sanction| sanction.from - Days::new(1));
    let (person, failed) = (step.person, step.failed_on.unwrap_or(step.notice_issued - Days::new(1)));
    let (then, now) = (status_on(facts, person, failed), status_on(facts, person, today));
    let hearing_open = step.hearing_requested.is_some_and(|day| day <= today)
        && step.hearing_decided.is_none_or(|day| today < day)
        && (step.aid_paid_pending == Some(true)
            || (step.aid_paid_pending.is_none() && step.hearing_timely == Some(true)));
    let newest = facts.aid.iter().filter(|aid| aid.since <= today).max_by_key(|aid| aid.since);
    let discontinued =
        newest.is_some_and(|aid| aid.status == AidStatus::Discontinued) && step.gate.only_missing_sar7 != Some(true);
    let gate = &step.gate;
    let since_july_2026 = today >= NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
    let reasons = [
        (is_exempt_on(facts, person, failed), "exempt on the day of the failure"),
        (is_exempt_on(facts, person, today), "exempt now"),
        (is_sixty_on(facts, person, today), "60 years or older"),
        (is_pregnant_on(facts, person, today), "pregnant"),
        (then == Some(RegisteredVoluntary), "a volunteer on the day of the failure"),
        (then == Some(Exempt), "registered as exempt on the day of the failure"),
        (matches!(then, Some(Closed | Ineligible | Sanction)), "not aided on the day of the failure"),
        (matches!(now, Some(Exempt | RegisteredVoluntary)), "registered as exempt now"),
        (matches!(now, Some(Closed | Ineligible)), "not aided now"),
        (is_outside_on(facts, person, failed), "outside the unit on the day of the failure"),
        (is_outside_on(facts, person, today), "outside the unit now"),
        (is_excused_on(facts, person, failed, today), "good cause on the day of the failure"),
        (is_excused_on(facts, person, today, today), "good cause now"),
        (hearing_open, "a hearing is open"),
        (discontinued, "aid is discontinued"),
        (gate.exemption_eligible == Some(true), "an exemption may apply"),
        (gate.full_time_employment == Some(true), "full-time employment"),
        (gate.services_issued == Some(false), "services were not issued"),
        (gate.notices_correct == Some(false), "notices are wrong"),
        (gate.process_followed == Some(false), "the process was not followed"),
        (is_appointment_late(facts, step, today), "the appointment lies outside the 20 days"),
        (since_july_2026 && gate.transport_pending == Some(true), "transport is pending"),
    ];
    reasons.into_iter().find_map(|(holds, what)| holds.then_some(what))
}

/// Returns the most months of a person that may count: those in which nothing on record stops the clock, less
/// those that child support pays back, oldest first.
fn months_at_most(facts: &CaseFacts, person: PersonNumber, today: NaiveDate) -> Option<usize> {
    use AidMonthStatus::*;
    let until = Month::from_date(today);
    let rows = || facts.aid_months.iter().filter(|row| row.person == person && row.month <= until);
    let mut months: Vec<Month> = rows().map(|row| row.month).collect();
    months.sort_unstable();
    months.dedup();
    if months.is_empty() {
        return None;
    }
    let stopping = ["disability", "age_60", "care_of_household_member", "nonparent_caretaker", "indian_country"];
    let stops = |row: &AidMonth| {
        row.counted == Some(false)
            || row.overpayment == Some(Overpayment::Repaid)
            || matches!(row.was, Sanctioned | ChildSupportReimbursed | OverpaymentRepaid | Unaided)
            || (row.was == Exempt && row.reason.as_deref().is_some_and(|reason| stopping.contains(&reason)))
    };
    months.retain(|month| !rows().any(|row| row.month == *month && stops(row)));
    let exempt = |exemption: &&Exemption| {
        exemption.person == person && stopping.contains(&exemption.reason.as_str()) && exemption.from <= today
    };
    let exempt_in = |month: &Month, exemption: &Exemption| {
        exemption.from <= month.last_day() && exemption.until.is_none_or(|until| month.first_day() <= until)
    };
    months.retain(|month| !facts.exemptions.iter().filter(exempt).any(|exemption| exempt_in(month, exemption)));
    let mut left: u32 = facts
        .child_support
        .iter()
        .filter(|paid| paid.person == person && paid.on <= today)
        .map(|paid| paid.amount)
        .sum();
    let mut paid_back = 0;
    for month in &months {
        let grant = rows().filter(|row| row.month == *month).filter_map(|row| row.grant).max();
        let Some(rest) = grant.filter(|grant| *grant > 0).and_then(|grant| left.checked_sub(grant)) else { break };
        (left, paid_back) = (rest, paid_back + 1);
    }
    Some(months.len() - paid_back)
}

/// Returns a reason that the record holds against the limit of a person.
fn reason_against_limit(facts: &CaseFacts, person: PersonNumber, today: NaiveDate) -> Option<&'static str> {
    let alone = facts.people.iter().filter(|other| other.relation != Relation::Child).count() == 1;
    let extends = |exemption: &Exemption| {
        let conditional = ["disability", "domestic_abuse"].contains(&exemption.reason.as_str());
        let always = ["age_60", "care_of_household_member", "nonparent_caretaker", "unable_to_maintain_employment"];
        exemption.person == person
            && holds(Some(exemption.from), exemption.until, today)
            && exemption.extends_aid != Some(false)
            && (conditional || always.contains(&exemption.reason.as_str()))
    };
    let county = member(facts, person).and_then(|person| {
        let known = person.months_on_aid.iter().filter(|count| count.on <= today);
        known.max_by_key(|count| (count.on, count.months)).map(|count| usize::from(count.months))
    });
    let reasons = [
        (alone && facts.exemptions.iter().any(extends), "an extender"),
        (months_at_most(facts, person, today).is_some_and(|months| months < LIMIT), "too few months count"),
        (county.is_some_and(|months| months < LIMIT), "the county counts too few months"),
    ];
    reasons.into_iter().find_map(|(holds, what)| holds.then_some(what))
}

/// Returns a reason that the record holds on a day of the month against hours that a person would owe.
fn reason_against_hours(
    facts: &CaseFacts,
    person: PersonNumber,
    month: Month,
    today: NaiveDate,
) -> Option<&'static str> {
    use RegistrationStatus::{NonCompliance, RegisteredMandatory};
    let days = || month.first_day().iter_days().take_while(|day| month.contains(*day));
    let free = |day| {
        let status = status_on(facts, person, day);
        is_exempt_on(facts, person, day)
            || is_outside_on(facts, person, day)
            || is_pregnant_on(facts, person, day)
            || is_excused_on(facts, person, day, today)
            || !matches!(status, Some(RegisteredMandatory | NonCompliance | RegistrationStatus::CuringSanction))
    };
    let rows = || facts.attendance.iter().filter(|row| row.person == person && row.month == month);
    let all_scheduled = rows().count() > 0
        && rows().all(|row| row.scheduled.is_some_and(|all| all > Hours::ZERO && row.attended >= all));
    let reasons = [
        (days().any(free), "no hours are owed on a day of the month"),
        (rows().any(|row| row.excused > Hours::ZERO), "hours are excused"),
        (all_scheduled, "everything that was scheduled was attended"),
    ];
    reasons.into_iter().find_map(|(holds, what)| holds.then_some(what))
}

/// Checks that no sanction is asked for, and no gate is open, against the record.
fn check_sanctions(facts: &CaseFacts, today: NaiveDate, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    for gate in evaluation.gates.iter().filter(|gate| !gate.is_blocked()) {
        let same = |step: &&Noncompliance| (step.person, step.notice_issued) == (gate.person, gate.notice_issued);
        let step = facts.noncompliance.iter().find(same);
        let reason = step.and_then(|step| reason_against_sanction(facts, step, today));
        prop_assert_eq!(reason, None, "an open gate for {}", gate.notice_issued);
    }
    for finding in evaluation.findings.iter().filter(|finding| finding.next.contains(&Proposal::RequestSanction)) {
        let step = step_of(facts, finding);
        prop_assert!(step.is_some(), "{:?} names no notice", finding.rule);
        let reason = step.and_then(|step| reason_against_sanction(facts, step, today));
        prop_assert_eq!(reason, None, "{:?}", finding.rule);
    }
    Ok(())
}

/// Checks that no non-compliance is sure against the record.
fn check_noncompliance(facts: &CaseFacts, today: NaiveDate, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    let about = [RuleId::GoodCausePeriod, RuleId::OverdueNoncompliance, RuleId::SanctionRequest];
    for finding in evaluation.findings.iter().filter(|finding| about.contains(&finding.rule) && is_sure(finding)) {
        let reason = step_of(facts, finding).and_then(|step| reason_against_sanction(facts, step, today));
        prop_assert_eq!(reason, None, "{:?}", finding.rule);
    }
    Ok(())
}

/// Checks that no limit is reached for sure against the record.
fn check_limit(facts: &CaseFacts, today: NaiveDate, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    let reached = |finding: &&Finding| finding.rule == RuleId::TimeLimitReached && is_sure(finding);
    for finding in evaluation.findings.iter().filter(reached) {
        prop_assert_eq!(reason_against_limit(facts, finding.person, today), None);
    }
    Ok(())
}

/// Checks that no shortfall of hours is sure against the record.
fn check_hours(facts: &CaseFacts, today: NaiveDate, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    let month = Month::from_date(today).previous();
    let short = |finding: &&Finding| finding.rule == RuleId::HoursNotMet && is_sure(finding);
    for finding in evaluation.findings.iter().filter(short) {
        let parents = facts.people.iter().filter(|person| person.relation != Relation::Child);
        let owing: Vec<PersonNumber> = if finding.person == PersonNumber::CASE {
            parents.filter_map(|person| person.person).collect()
        } else {
            vec![finding.person]
        };
        let reasons: Vec<_> = owing.iter().map(|person| reason_against_hours(facts, *person, month, today)).collect();
        prop_assert!(reasons.iter().any(Option::is_none), "person {}: {:?}", finding.person, reasons);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    /// One property, so that a family is drawn and judged once for all that is asked of it.
    #[test]
    fn nothing_adverse_is_sure_while_the_record_holds_a_reason_against_it(facts in family(), today in today()) {
        let evaluation = judge(&facts, today);
        check_sanctions(&facts, today, &evaluation)?;
        check_noncompliance(&facts, today, &evaluation)?;
        check_limit(&facts, today, &evaluation)?;
        check_hours(&facts, today, &evaluation)?;
        check_dues(&facts, today, &evaluation)?;
        check_hour_rows(today, &evaluation)?;
        check_gates(&facts, &evaluation)?;
        check_standing(&facts, &evaluation)?;
    }
}
