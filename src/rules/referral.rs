//! Findings about referrals, and the registration of a late referral.

use chrono::{Datelike, NaiveDate};

use super::finding::Finding;
use super::kind_words;
use super::message::{Value, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::{Referral, Source};
use crate::domain::proposal::Proposal;

/// The kind of a referral into the program.
const WELFARE_TO_WORK: &str = "welfare-to-work";

fn open_referrals<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Referral> + use<'a> {
    let on = view.on;
    let begun = view.facts.referrals.iter().filter(move |referral| referral.requested <= on);
    begun.filter(move |referral| referral.closed.is_none_or(|closed| closed > on))
}

/// Returns the day on which the first referral of the person into the program was received, with its source.
pub(super) fn first_referral_day(view: &View, person: PersonNumber) -> Option<(NaiveDate, Source)> {
    let theirs = view.facts.referrals.iter().filter(|referral| referral.person == person);
    let received = theirs.filter(|referral| referral.kind == WELFARE_TO_WORK && referral.requested <= view.on);
    received.min_by_key(|referral| referral.requested).map(|referral| (referral.requested, referral.source.clone()))
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
