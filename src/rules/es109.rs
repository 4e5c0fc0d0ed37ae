//! The categories of the ES109 that depend on aid and activities (handbook 42-7.38, section II). The two that depend on
//! a non-compliance are in `noncompliance`.

use super::closing::{self, RoutingFormStage};
use super::duty_doubt;
use super::finding::{DayCount, Finding, Ground};
use super::message::{Message, Value, message};
use super::obligation;
use super::other_parent::{self, Share};
use super::plan;
use super::rule_id::RuleId;
use super::view::{Participant, View, activity_grounds};
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::days_between;
use crate::domain::facts::{Activity, ClosingStep, DatedAidStatus, Source, SupervisorReturn};
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::param::Days;

/// Finds a case whose aid is discontinued and whose closing is not finished. After the closing period its steps are
/// overdue.
///
/// Day 1 is the day after the discontinuance. If the county holds cases to the end of the month of discontinuance, that
/// day takes the place of the closing period.
///
/// Source: handbook 42-7.38, Closed Files Bank; GAIN 240.
pub fn discontinued_finding(view: &View) -> Option<Finding> {
    let aid = view.discontinuance()?;
    let closing = closing::closing_due(view, aid)?;
    let open: Vec<&str> = closing::open_steps(view).map(ClosingStep::title).collect();
    if open.is_empty() {
        return None;
    }
    let reasons = closing::reasons_to_keep(view);
    if let Some(why) = closing::reason_to_stay_with_ec(view) {
        return Some(stays_with_ec_finding(aid, why).with_citation(closing.under).with_reasons(reasons));
    }
    let overdue = view.on > closing.on;
    let returned = returned_form(view, aid);
    let says = match returned {
        Some(_) => "aid is discontinued; the supervisor sent form 50-20e back",
        None if overdue => "discontinued, and the closing steps are overdue",
        None => "discontinued",
    };
    let mut finding = Finding::new(RuleId::Discontinued, PersonNumber::CASE, says)
        .due_on(closing.on)
        .with_severity(if overdue { Severity::Duty } else { Severity::Record })
        .with_ground("aid discontinued", aid.since, &aid.source)
        .with_ground("closing steps open", open.join("; "), &aid.source)
        .with_day_count(DayCount::new("days since the discontinuance", aid.since, view.on, closing.days))
        .with_citation(closing.under)
        .with_reasons(reasons)
        .clears_when("every closing step is recorded, or aid is active again")
        .if_nothing("The case stays in the caseload, and services may still be issued on it.")
        .with_proposals([Proposal::Close]);
    if view.facts.noncompliance.iter().any(|step| step.gate.only_missing_sar7 == Some(true)) {
        finding = finding.cannot_tell("whether the case is closed: aid is discontinued only for a missing SAR 7");
    }
    if let Some(returned) = returned {
        finding = finding.with_ground(
            "the supervisor sent form 50-20e back",
            Value::Written(returned.reason.clone()),
            &returned.source,
        );
    }
    Some(finding)
}

/// Returns the supervisor's return of the newest form 50-20e of this discontinuance, if the supervisor sent it back.
fn returned_form<'a>(view: &View<'a>, aid: &DatedAidStatus) -> Option<&'a SupervisorReturn> {
    let (form, stage) = closing::newest_routing_form(view)?;
    if stage == RoutingFormStage::Returned && form.submitted >= aid.since { form.returned.as_ref() } else { None }
}

/// Lists a discontinued case that stays with the EC; no closing is proposed.
fn stays_with_ec_finding(aid: &DatedAidStatus, why: Message) -> Finding {
    Finding::new(
        RuleId::Discontinued,
        PersonNumber::CASE,
        message!("aid is discontinued, and the case stays with the EC: {}", why.clone()),
    )
    .with_severity(Severity::Record)
    .with_ground("aid discontinued", aid.since, &aid.source)
    .with_ground("the case stays with the EC of record", why, &Source::Stated)
    .clears_when("aid is active again, or the reason to keep the case with the EC ends and the case is closed")
    .if_nothing("The case stays in the caseload, as it should.")
    .with_proposals([Proposal::Contact])
}

/// Finds a case with two aid statuses of one day that contradict each other. The case is worked as active.
pub fn contradicting_aid_finding(view: &View) -> Option<Finding> {
    let discontinued = view.contradicting_aid()?;
    let reasons = closing::reasons_to_keep(view);
    Some(
        Finding::new(RuleId::Discontinued, PersonNumber::CASE, "two aid statuses of one day contradict each other")
            .with_severity(Severity::Notice)
            .with_ground("aid discontinued", discontinued.since, &discontinued.source)
            .with_ground("aid active", discontinued.since, &discontinued.source)
            .cannot_tell(
                "which one is right: discontinued, so that the case must be closed, or active; treated as active",
            )
            .clears_when("the eligibility worker confirms the aid status, and it is recorded")
            .if_nothing("The case may stay open although aid has ended, or be closed although aid continues.")
            .with_reasons(reasons)
            .with_proposals([Proposal::Contact]),
    )
}

/// Finds participants who must take part, or volunteer to, and have no current activity. Nothing is asked of one parent
/// while the other meets the hours of both.
///
/// Source: handbook 42-7.38, ES109, second category.
pub fn no_current_activity_findings(view: &View) -> impl Iterator<Item = Finding> {
    let idle = obligation::participants_asked(view)
        .filter(|participant| view.current_activities(participant.number).next().is_none());
    let asked = idle.filter(|participant| other_parent::share_of_other(view, participant.number) != Share::Met);
    let is_between_terms = |participant: &Participant| {
        last_begun_activity(view, participant).is_some_and(|last| plan::is_next_term_recorded(view, last))
    };
    asked.filter(move |participant| !is_between_terms(participant)).map(|participant| {
        let last = last_begun_activity(view, &participant);
        let finding = Finding::new(RuleId::NoCurrentActivity, participant.number, "no current activity")
            .due_on(view.on)
            .with_grounds([participant.status_ground()])
            .with_grounds(last.into_iter().flat_map(|activity| last_activity_grounds(view, activity)))
            .clears_when("an activity that has started is scheduled, or the registration status no longer asks for one")
            .with_proposals([Proposal::ScheduleActivity, Proposal::AmendPlan, Proposal::Contact]);
        let finding = if participant.registration.status == RegistrationStatus::RegisteredVoluntary {
            finding
                .cannot_tell("whether the participant needs an activity: participation is voluntary")
                .if_nothing("The participant volunteered, owes no hours, and has nothing to take part in.")
        } else {
            finding.if_nothing("The hours of the month are not met, and time on aid runs without an activity.")
        };
        let term = last.and_then(|activity| plan::doubt_of_next_term(view, activity));
        let finding = term.into_iter().fold(finding, Finding::cannot_tell);
        let finding = duty_doubt::note_doubt_of_duty(view, &participant, finding);
        other_parent::note_share(view, participant.number, finding)
    })
}

fn last_begun_activity<'a>(view: &View<'a>, participant: &Participant) -> Option<&'a Activity> {
    let begun = view.activities_of(participant.number).filter(|activity| activity.start <= view.on);
    begun.max_by_key(|activity| (activity.start, activity.expected_end, &activity.kind))
}

fn last_activity_grounds(view: &View, activity: &Activity) -> Vec<Ground> {
    let status = view.latest_status(activity).map(|latest| {
        let says = message!("{} on {}", latest.status.title(), latest.on);
        Ground::new(message!("latest status of {}", &activity.kind), says, &latest.source)
    });
    activity_grounds(activity).chain(status).collect()
}

/// Finds participants with a current activity whose newest status entry or attendance posting is too old.
///
/// Each participant gets one finding, due by the activity that has waited longest. An activity without a dated update
/// is counted from its first day, and the finding says so.
///
/// Source: handbook 42-7.38, ES109, fourth category; the number of days is an office setting.
pub fn no_activity_update_findings(view: &View) -> impl Iterator<Item = Finding> {
    obligation::participants_asked(view).filter_map(|participant| stale_update_finding(view, participant))
}

fn stale_update_finding(view: &View, participant: Participant) -> Option<Finding> {
    let limit = view.policy.activity_update.as_ref()?;
    let mut waiting: Vec<_> = view
        .current_activities(participant.number)
        .map(|activity| (view.newest_update(activity), activity))
        .map(|(update, activity)| {
            (update.as_ref().map_or(activity.start, |(on, _)| *on), &activity.kind, update, activity)
        })
        .filter(|(newest, ..)| days_between(*newest, view.on) > limit.value.0)
        .collect();
    // Two activities of one kind may have the same newest update; their first days then decide, not the order of the
    // facts.
    waiting.sort_by_key(|(newest, kind, _, activity)| (*newest, *kind, activity.start));
    let (oldest, kind) = waiting.first().map(|(newest, kind, ..)| (*newest, *kind))?;
    let mut finding = Finding::new(
        RuleId::NoActivityUpdate,
        participant.number,
        message!("{} not updated since {}", kind.as_str().to_owned(), oldest),
    )
    .due_on(oldest + limit.value + Days::ONE)
    .arising_on(plan::spell_start(view, &participant))
    .with_grounds([participant.status_ground()])
    .with_day_count(DayCount::new("days since the newest update", oldest, view.on, Some(limit.value)))
    .under_policy(limit)
    .clears_when("a status or attendance of the activity is posted")
    .if_nothing("Nobody knows whether the participant still attends; hours and services run on.")
    .with_proposals([Proposal::PostAttendance, Proposal::SetActivityStatus, Proposal::Contact]);
    for (_, _, update, activity) in waiting {
        finding = match update {
            Some((_, ground)) => finding.with_grounds([ground]),
            None => finding.with_grounds(activity_grounds(activity)).cannot_tell(message!(
                "when {} was last updated: no dated status or attendance is recorded; counted from its first day",
                &activity.kind
            )),
        };
    }
    Some(duty_doubt::note_doubt_of_duty(view, &participant, finding))
}
