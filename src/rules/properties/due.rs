//! Nothing is due before it is owed.
//!
//! The day on which a duty arose is read here from the facts alone, by hand, as in [`super::against`].

use chrono::NaiveDate;
use proptest::prelude::*;

use super::step::step_of;
use crate::domain::PersonNumber;
use crate::domain::facts::*;
use crate::domain::status::RegistrationStatus;
use crate::rules::Evaluation;
use crate::rules::finding::Finding;
use crate::rules::rule_id::RuleId;

/// Returns the first day of the statuses that ask for participation and have not been interrupted since; `None` where
/// nothing interrupted them.
fn takes_part_since(facts: &CaseFacts, person: PersonNumber, today: NaiveDate) -> Option<NaiveDate> {
    use RegistrationStatus::{CuringSanction, NonCompliance, RegisteredMandatory, RegisteredVoluntary};
    let asks = |status| matches!(status, RegisteredMandatory | RegisteredVoluntary | NonCompliance | CuringSanction);
    let known = facts.people.iter().find(|known| known.person == Some(person))?;
    let mut history: Vec<_> = known.registration.iter().filter(|status| status.since <= today).collect();
    history.sort_by_key(|status| status.since);
    let interrupted = history.iter().rposition(|status| !asks(status.status))?;
    history.get(interrupted + 1).map(|status| status.since)
}

/// Returns the day on which the duty of a finding arose, if the facts say.
fn arose_on(facts: &CaseFacts, finding: &Finding, today: NaiveDate) -> Option<NaiveDate> {
    let person = finding.person;
    match finding.rule {
        RuleId::SanctionRequest => {
            let step = step_of(facts, finding)?;
            let failed = step.plan_result.as_ref().filter(|result| result.on <= today && !result.completed);
            let determined = step.determination.as_ref().map(|found| found.on).filter(|on| *on <= today);
            failed.map(|result| result.on).or(determined)
        }
        RuleId::AppointmentOutsidePeriod => {
            let moved = step_of(facts, finding)?.rescheduled.iter().map(|moved| moved.on);
            moved.filter(|on| *on <= today).max()
        }
        RuleId::SanctionTooEarly | RuleId::SanctionHandoff | RuleId::SanctionToLift => {
            step_of(facts, finding)?.sanction.as_ref()?.approved
        }
        RuleId::GoodCausePeriod | RuleId::NeverSanctioned | RuleId::HoursEndNoncompliance => {
            Some(step_of(facts, finding)?.notice_issued)
        }
        RuleId::OverdueNoncompliance => {
            let step = step_of(facts, finding)?;
            let agreed = step.determination.as_ref().filter(|found| found.on <= today).map(|found| found.on);
            Some(agreed.unwrap_or(step.notice_issued))
        }
        RuleId::ActivityEnding | RuleId::ActivityEndReached => {
            let ending = facts.activities.iter().filter(|activity| activity.person == person);
            // An end before the start is due on the start.
            let is_due = |activity: &&Activity| [activity.expected_end, Some(activity.start)].contains(&finding.due);
            ending.filter(is_due).map(|activity| activity.start).min()
        }
        RuleId::ActivityOpenInSanction => {
            let theirs = facts.activities.iter().filter(|activity| activity.person == person);
            theirs.map(|activity| activity.start).min()
        }
        RuleId::ExemptionEnded => {
            let statuses = &facts.people.iter().find(|known| known.person == Some(person))?.registration;
            statuses.iter().map(|status| status.since).filter(|since| *since <= today).max()
        }
        RuleId::CurePlan => facts.cures.iter().filter(|cure| cure.person == person).map(|cure| cure.requested).min(),
        RuleId::CureEnded => {
            let signed = facts.cures.iter().filter(|cure| cure.person == person).filter_map(|cure| cure.plan_signed);
            signed.filter(|signed| *signed <= today).min()
        }
        RuleId::PlanDue
        | RuleId::PlanAppointment
        | RuleId::AmendmentNeeded
        | RuleId::AttendanceDue
        | RuleId::AttendanceMissing
        | RuleId::NoActivityUpdate
        | RuleId::NoCurrentActivity => takes_part_since(facts, person, today),
        _ => None,
    }
}

/// Checks that no finding is due before its duty arose.
pub(super) fn check_dues(facts: &CaseFacts, today: NaiveDate, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    for finding in &evaluation.findings {
        let (due, arose) = (finding.due, arose_on(facts, finding, today));
        let in_time = due.zip(arose).is_none_or(|(due, arose)| arose <= due);
        prop_assert!(in_time, "{:?}: {:?} < {:?}", finding.rule, due, arose);
    }
    Ok(())
}
