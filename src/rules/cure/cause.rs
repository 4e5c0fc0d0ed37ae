//! Good cause for a cure that failed: a sanction does not go on for what the participant could not help (WIC 11327.4(a)(1),
//! 11320.3(f)).

use chrono::NaiveDate;

use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Cure, Exemption, GoodCause};
use crate::rules::exemption;
use crate::rules::finding::Finding;
use crate::rules::late_service::LateService;
use crate::rules::message::{Message, Value, message};
use crate::rules::obligation::days_of_change;
use crate::rules::plan_hours::{self, PlanHours};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::rule_id::RuleId;
use crate::rules::service_owner::{ServiceOwner, owner_of_service};
use crate::rules::shown_exemption::reasons_shown;
use crate::rules::view::View;

/// The id of the reason.
const GOOD_CAUSE: &str = "good_cause";

/// What is said where the record does not hold the reason.
const ABSENT: &str = "no good cause is recorded for the time of the cure or the day on which it failed";

/// Notes on the finding about a failed cure the good cause that is recorded for the cure, and that it was looked for.
pub(super) fn note_cause_of_failed_cure(view: &View, cure: &Cure, failed: NaiveDate, finding: Finding) -> Finding {
    let finding = match hours_of_cure_text(view, cure) {
        Some(says) => finding.cannot_tell(message!("whether the cure counts as failed: {}", says)),
        None => finding,
    };
    let Some(rule) = view.policy.good_cause_guard.as_ref().filter(|rule| rule.value.0) else { return finding };
    let Some(says) = recorded_cause(view, cure, failed) else {
        return finding.with_reasons([ReasonAgainst::new(GOOD_CAUSE, Answer::Absent(ABSENT.into()), rule)]);
    };
    finding
        .cannot_tell(message!("whether the cure counts as failed: {}", says.clone()))
        .with_reasons([ReasonAgainst::new(GOOD_CAUSE, Answer::MayHold(says), rule)])
}

/// Returns that the hours that the cure plan asked for were done, or may have been.
fn hours_of_cure_text(view: &View, cure: &Cure) -> Option<Message> {
    let asked = cure.weekly_hours?;
    let (first, last) = plan_hours::cure_days(cure, view.on)?;
    let hours = PlanHours::find(view, cure.person, first, last).filter(|hours| asked <= hours.most_weekly)?;
    Some(message!("what the cure plan asks may have been done: {}", hours.may_be_done_text(asked)))
}

/// Returns the first service that the participant needed in the cure and that came late, in words.
fn late_service_text(view: &View, cure: &Cure, first: NaiveDate, failed: NaiveDate) -> Option<Message> {
    let needed = view.facts.services.iter().filter(|service| {
        service.needed.overlaps_days(first, failed)
            && owner_of_service(view, service, cure.person) != ServiceOwner::Other
    });
    let late = needed.filter_map(|service| {
        let day = service.needed.from.max(first);
        Some((LateService::find(view, service, day).filter(LateService::is_sure)?, day))
    });
    let (late, day) = late.min_by_key(|(late, _)| (&late.service().kind, late.service().needed))?;
    Some(late.text(message!("for the cure from {}", day)))
}

/// Adds to a finding that a cure is over, and that does not say so yet, that good cause was looked for.
pub(super) fn note_cause_looked_for(view: &View, cure: &Cure, finding: Finding) -> Finding {
    let is_noted = finding.reasons_against.iter().any(|reason| reason.id == GOOD_CAUSE);
    let rule = view.policy.good_cause_guard.as_ref().filter(|rule| rule.value.0);
    let Some(rule) = rule.filter(|_| finding.rule == RuleId::CureEnded && !is_noted) else { return finding };
    let ended = cure.failed.or(cure.until).unwrap_or(view.on).min(view.on);
    let answer = recorded_cause(view, cure, ended).map_or_else(|| Answer::Absent(ABSENT.into()), Answer::MayHold);
    finding.with_reasons([ReasonAgainst::new(GOOD_CAUSE, answer, rule)])
}

/// Returns the good cause of the person on a day from the request of the cure to its failure, or of the month in which it
/// failed; of several, the first.
pub(in crate::rules) fn recorded_cause(view: &View, cure: &Cure, failed: NaiveDate) -> Option<Message> {
    let first = cure.plan_signed.unwrap_or(cure.requested).min(failed);
    let overlaps = |cause: &&GoodCause| {
        cause.person == cure.person && cause.from <= failed && cause.until.is_none_or(|until| first <= until)
    };
    let causes = view.facts.good_causes.iter().filter(overlaps);
    if let Some(cause) = causes.min_by_key(|cause| (cause.from, cause.until)) {
        return Some(message!("good cause is recorded {}", Value::Period { from: cause.from, until: cause.until }));
    }
    let excused = [AidMonthStatus::GoodCause, AidMonthStatus::PaidFamilyLeave, AidMonthStatus::Exempt];
    let of_month = |aid: &&AidMonth| {
        aid.person == cure.person && aid.month == Month::from_date(failed) && excused.contains(&aid.was)
    };
    if let Some(month) = view.facts.aid_months.iter().find(of_month) {
        return Some(message!("the month {} is recorded as {}", month.month, month.was.title()));
    }
    recorded_exemption(view, cure, first, failed).or_else(|| late_service_text(view, cure, first, failed))
}

/// Returns the exemption of the person on a day of the cure, recorded or shown by the facts: nobody who is exempt owes what a
/// cure plan asks (WIC 11320.3(b)).
fn recorded_exemption(view: &View, cure: &Cure, first: NaiveDate, failed: NaiveDate) -> Option<Message> {
    let ends_before = |exemption: &Exemption| exemption::last_day(view, exemption).is_some_and(|last| last < first);
    let theirs = view.facts.exemptions.iter().filter(|exemption| exemption.person == cure.person);
    let within = theirs.filter(|exemption| exemption.from <= failed && !ends_before(exemption));
    if let Some(exemption) = within.min_by_key(|exemption| (exemption.from, exemption.until, &exemption.reason)) {
        let period = Value::Period { from: exemption.from, until: exemption.until };
        return Some(message!("an exemption is recorded {}", period));
    }
    let person = view.find_person(cure.person)?;
    let days = days_of_change(view, person, first, failed);
    days.into_iter().find_map(|day| {
        let then = View::new(view.facts, view.policies, day);
        let shown = reasons_shown(&then, person).next()?;
        Some(message!("the participant may have been exempt on {}: {}", day, shown.text()))
    })
}
