//! Referrals, the registration of a late one, and the time limits of social work.

use chrono::{Datelike, NaiveDate};

use super::finding::{Act, Finding, Severity};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::dates::Month;
use crate::domain::facts::{Referral, SocialWork};
use crate::policy::Param;
use crate::policy::param::Value;

/// The kind of a referral into the programme, and of one to a social worker.
const WELFARE_TO_WORK: &str = "welfare-to-work";

fn open<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Referral> + use<'a> {
    let on = view.on;
    let begun = view.facts.referrals.iter().filter(move |referral| referral.requested <= on);
    begun.filter(move |referral| referral.closed.is_none_or(|closed| closed > on))
}

/// Referrals that were asked for and not made.
pub fn not_made(view: &View) -> impl Iterator<Item = Finding> {
    let waiting = open(view).filter(|referral| referral.kind != WELFARE_TO_WORK && referral.social_work.is_none());
    waiting.filter(|referral| referral.made.is_none_or(|made| made > view.on)).filter_map(|referral| {
        let within = view.policy.referral_made.as_ref()?;
        let due = view.policy.calendar.add_working_days(referral.requested, within.value);
        let overdue = view.on > due;
        Some(
            Finding::new(
                RuleId::ReferralNotMade,
                referral.person,
                format!("the referral to {} is not made", referral.kind),
            )
            .due(due)
            .severity(if overdue { Severity::Duty } else { Severity::Notice })
            .because("asked for", referral.requested, &referral.source)
            .under(within)
            .clears_when("the referral is made or closed")
            .if_nothing("The participant does not get the help that was asked for.")
            .next([Act::Refer]),
        )
    })
}

/// The day on which a referral into the programme is registered: the day it is received, or the first of the next month
/// where it came late in the month. Nothing where policy does not say.
pub fn registration_day(view: &View, received: NaiveDate) -> Option<NaiveDate> {
    let after = view.policies.on(received).referral_late_after.as_ref()?;
    Some(if received.day() > after.value.0 { Month::of(received).next().first_day() } else { received })
}

/// Referrals into the programme that are not registered, or registered on another day.
pub fn registration(view: &View) -> impl Iterator<Item = Finding> {
    open(view).filter(|referral| referral.kind == WELFARE_TO_WORK).filter_map(|referral| {
        let rule = view.policies.on(referral.requested).referral_late_after.as_ref()?;
        let due = registration_day(view, referral.requested)?;
        if referral.registered == Some(due) {
            return None;
        }
        let says = if referral.registered.is_some() {
            "registered on another day than the referral asks for"
        } else {
            "the referral is to be registered"
        };
        let finding = Finding::new(RuleId::ReferralRegistration, referral.person, format!("{says}: {due}"))
            .due(due)
            .because("referral received", referral.requested, &referral.source)
            .because(
                "registered",
                referral.registered.map_or_else(|| "not yet".to_owned(), |day| day.to_string()),
                &referral.source,
            )
            .under(rule)
            .clears_when("the registration is recorded for that day")
            .if_nothing("Hours are counted in a month in which nobody could take part.")
            .next([Act::Refer]);
        Some(if rule.decides() {
            finding
        } else {
            finding
                .cannot_tell("whether a late referral waits for the first of the month: a proposed practice, not law")
        })
    })
}

/// Steps of social work that are not done in time.
pub fn social_work(view: &View) -> impl Iterator<Item = Finding> {
    open(view).filter_map(|referral| Some((referral, referral.social_work.as_ref()?))).flat_map(|(referral, work)| {
        [
            file(view, referral, work),
            contact(view, referral, work),
            visit(view, referral, work),
            report(view, referral, work),
            final_letter(view, referral, work),
        ]
        .into_iter()
        .flatten()
    })
}

fn step<T: Value>(referral: &Referral, says: &str, due: NaiveDate, view: &View, rule: &Param<T>) -> Finding {
    let overdue = view.on > due;
    Finding::new(RuleId::SocialWork, referral.person, says)
        .due(due)
        .severity(if overdue { Severity::Duty } else { Severity::Notice })
        .under(rule)
        .clears_when("the step is recorded, or the referral is closed")
        .if_nothing("The family waits for help that was promised.")
        .next([Act::Refer])
}

fn is_by(day: Option<NaiveDate>, view: &View) -> Option<NaiveDate> {
    day.filter(|day| *day <= view.on)
}

fn file(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_file.as_ref()?;
    let assigned = is_by(work.assigned, view).filter(|_| is_by(work.file_received, view).is_none())?;
    Some(step(referral, "the social worker does not have the file", assigned + rule.value, view, rule).because(
        "assigned",
        assigned,
        &referral.source,
    ))
}

fn contact(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_contact.as_ref()?;
    let reached = is_by(work.contacted, view).or(is_by(work.message_left, view)).or(is_by(work.visited, view));
    let discussed = is_by(work.discussed, view).filter(|_| reached.is_none())?;
    Some(step(referral, "the client is not contacted", discussed + rule.value, view, rule).because(
        "discussed",
        discussed,
        &referral.source,
    ))
}

fn visit(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_visit.as_ref()?;
    let answered = is_by(work.contacted, view).or(is_by(work.visited, view));
    let left = is_by(work.message_left, view).filter(|_| answered.is_none())?;
    Some(step(referral, "a message is unanswered; a home visit follows", left + rule.value, view, rule).because(
        "message left",
        left,
        &referral.source,
    ))
}

/// After months without reaching the client the final letter goes out.
fn final_letter(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_final.as_ref()?;
    let discussed = is_by(work.discussed, view).filter(|_| is_by(work.contacted, view).is_none())?;
    let due = discussed + rule.value;
    let says = "no contact for months: the final letter, then a talk about closing";
    (view.on >= due).then(|| step(referral, says, due, view, rule).because("discussed", discussed, &referral.source))
}

/// The progress report of every month since the referral was accepted, due on the day of the month of acceptance.
fn report(view: &View, referral: &Referral, work: &SocialWork) -> Option<Finding> {
    let rule = view.policy.social_work_report.as_ref()?;
    let accepted = is_by(work.assigned, view)?;
    let filed = work.reports.iter().filter(|report| **report <= view.on).count();
    let due = (0..=filed)
        .fold(crate::policy::param::Months(0), |months, _| crate::policy::param::Months(months.0 + rule.value.0));
    let due = accepted + due;
    let finding = step(referral, "a progress report (7046 CW) is due", due, view, rule).because(
        "accepted",
        accepted,
        &referral.source,
    );
    Some(if rule.decides() {
        finding
    } else {
        finding
            .cannot_tell("whether reports are monthly or every three months: the protocol says both; taken as monthly")
    })
}
