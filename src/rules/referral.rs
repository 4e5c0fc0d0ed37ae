//! Findings about referrals, the registration of a late referral, and the time limits of social work.

use chrono::{Datelike, NaiveDate};

use super::finding::Finding;
use super::kind_words;
use super::message::{Value, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::{Referral, SocialWork};
use crate::domain::proposal::Proposal;
use crate::policy::Param;
use crate::policy::param::ParamValue;

/// The kind of a referral into the program.
const WELFARE_TO_WORK: &str = "welfare-to-work";

fn open_referrals<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Referral> + use<'a> {
    let on = view.on;
    let begun = view.facts.referrals.iter().filter(move |referral| referral.requested <= on);
    begun.filter(move |referral| referral.closed.is_none_or(|closed| closed > on))
}

/// Finds referrals that were requested and not made.
pub fn not_made_findings(view: &View) -> impl Iterator<Item = Finding> {
    let waiting =
        open_referrals(view).filter(|referral| referral.kind != WELFARE_TO_WORK && referral.social_work.is_none());
    waiting.filter(|referral| referral.made.is_none_or(|made| made > view.on)).filter_map(|referral| {
        let within = view.policy.referral_made.as_ref()?;
        let due = view.policy.calendar.add_working_days(referral.requested, within.value);
        let overdue = view.on > due;
        Some(
            Finding::new(RuleId::ReferralNotMade, referral.person, kind_words::referral_not_made(&referral.kind))
                .due_on(due)
                .with_severity(if overdue { Severity::Duty } else { Severity::Notice })
                .with_ground("requested on", referral.requested, &referral.source)
                .under_policy(within)
                .clears_when("the referral is made or closed")
                .if_nothing("The participant does not get the requested help.")
                .with_proposals([Proposal::Refer]),
        )
    })
}

/// Returns the day on which a referral into the program is registered: the day it is received, or the first of the next
/// month if it came late in the month. Returns `None` if policy does not say.
pub fn registration_day(view: &View, received: NaiveDate) -> Option<NaiveDate> {
    let after = view.policies.in_force_on(received).referral_late_after.as_ref()?;
    Some(if received.day() > after.value.0 { Month::from_date(received).next().first_day() } else { received })
}

/// Finds referrals into the program that are not registered, or are registered on another day.
pub fn registration_findings(view: &View) -> impl Iterator<Item = Finding> {
    open_referrals(view).filter(|referral| referral.kind == WELFARE_TO_WORK).filter_map(|referral| {
        let rule = view.policies.in_force_on(referral.requested).referral_late_after.as_ref()?;
        let due = registration_day(view, referral.requested)?;
        if referral.registered == Some(due) {
            return None;
        }
        let says = if referral.registered.is_some() {
            message!("the referral is not registered for the day that it requires: {}", due)
        } else {
            message!("the referral must be registered: {}", due)
        };
        let finding = Finding::new(RuleId::ReferralRegistration, referral.person, says)
            .due_on(due)
            .with_ground("referral received", referral.requested, &referral.source)
            .with_ground("registered", Value::day_or(referral.registered, "not yet"), &referral.source)
            .under_policy(rule)
            .clears_when("the registration is recorded for that day")
            .if_nothing("Hours are counted in a month in which the participant could not take part.")
            .with_proposals([Proposal::Refer]);
        Some(if rule.can_decide() {
            finding
        } else {
            finding
                .cannot_tell("whether a late referral waits for the first of the month: a proposed practice, not law")
        })
    })
}

/// Finds steps of social work that are not done in time.
pub fn social_work_findings(view: &View) -> impl Iterator<Item = Finding> {
    open_referrals(view).filter_map(|referral| Some((referral, referral.social_work.as_ref()?))).flat_map(
        |(referral, work)| {
            [
                missing_file_finding(view, referral, work),
                contact_finding(view, referral, work),
                visit_finding(view, referral, work),
                report_finding(view, referral, work),
                final_letter_finding(view, referral, work),
            ]
            .into_iter()
            .flatten()
        },
    )
}

fn step_finding<T: ParamValue>(
    referral: &Referral,
    says: &'static str,
    due: NaiveDate,
    view: &View,
    rule: &Param<T>,
) -> Finding {
    let overdue = view.on > due;
    Finding::new(RuleId::SocialWork, referral.person, says)
        .due_on(due)
        .with_severity(if overdue { Severity::Duty } else { Severity::Notice })
        .under_policy(rule)
        .clears_when("the step is recorded, or the referral is closed")
        .if_nothing("The family waits for promised help.")
        .with_proposals([Proposal::Refer])
}

fn day_if_reached(day: Option<NaiveDate>, view: &View) -> Option<NaiveDate> {
    day.filter(|day| *day <= view.on)
}

fn missing_file_finding(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_file.as_ref()?;
    if day_if_reached(work.file_received, view).is_some() {
        return None;
    }
    let assigned = day_if_reached(work.assigned, view)?;
    Some(
        step_finding(referral, "the social worker does not have the file yet", assigned + rule.value, view, rule)
            .with_ground("assigned", assigned, &referral.source),
    )
}

fn contact_finding(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_contact.as_ref()?;
    let reached = day_if_reached(work.contacted, view)
        .or(day_if_reached(work.message_left, view))
        .or(day_if_reached(work.visited, view));
    if reached.is_some() {
        return None;
    }
    let discussed = day_if_reached(work.discussed, view)?;
    Some(
        step_finding(referral, "the participant has not been contacted", discussed + rule.value, view, rule)
            .with_ground("discussed", discussed, &referral.source),
    )
}

fn visit_finding(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_visit.as_ref()?;
    let answered = day_if_reached(work.contacted, view).or(day_if_reached(work.visited, view));
    if answered.is_some() {
        return None;
    }
    let message_left = day_if_reached(work.message_left, view)?;
    Some(
        step_finding(referral, "a message is unanswered; a home visit follows", message_left + rule.value, view, rule)
            .with_ground("message left", message_left, &referral.source),
    )
}

/// Finds the final letter, which goes out after months without reaching the participant.
fn final_letter_finding(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_final.as_ref()?;
    if day_if_reached(work.contacted, view).is_some() {
        return None;
    }
    let discussed = day_if_reached(work.discussed, view)?;
    let due = discussed + rule.value;
    let says = "there has been no contact for months: the final letter is due, then a discussion about closing";
    (view.on >= due)
        .then(|| step_finding(referral, says, due, view, rule).with_ground("discussed", discussed, &referral.source))
}

/// Finds the progress report that is due each month after the referral was accepted, on the day of the month of
/// acceptance.
fn report_finding(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_report.as_ref()?;
    let accepted = day_if_reached(work.assigned, view)?;
    let filed = work.reports.iter().filter(|report| **report <= view.on).count();
    let due = (0..=filed)
        .fold(crate::policy::param::Months(0), |months, _| crate::policy::param::Months(months.0 + rule.value.0));
    let due = accepted + due;
    let finding = step_finding(referral, "a progress report (7046 CW) is due", due, view, rule).with_ground(
        "accepted",
        accepted,
        &referral.source,
    );
    Some(if rule.can_decide() {
        finding
    } else {
        finding
            .cannot_tell("whether reports are monthly or every three months: the protocol says both; taken as monthly")
    })
}
