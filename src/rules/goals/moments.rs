//! The moments at which a goal tool is offered, worked out from the facts of the case.
//!
//! Source: the words are those of County Case Flow; the arithmetic is ours.

use chrono::NaiveDate;

use super::goal_state::goals_of;
use crate::domain::PersonNumber;
use crate::domain::facts::{Activity, Source};
use crate::domain::goal_words::{GoalHorizon, ToolMoment};
use crate::domain::status::{ActivityStatus, RegistrationStatus};
use crate::rules::recognized_kinds::{is_before_plan, kind_id};
use crate::rules::referral::first_referral_day;
use crate::rules::view::{View, registration_order};

/// The ids of the kinds of activity that are moments.
const APPRAISAL: &str = "appraisal";
const ASSESSMENT: &str = "assessment";

/// A moment of a person.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    pub(super) kind: ToolMoment,
    pub(super) on: NaiveDate,
    pub(super) source: Source,
}

/// Returns the moments of the person up to the day.
pub(super) fn moments_of(view: &View, person: PersonNumber) -> Vec<Moment> {
    let mut moments = status_moments(view, person);
    moments.extend(activity_moments(view, person));
    moments.extend(goal_moments(view, person));
    let facts = view.facts;
    let causes = facts.good_causes.iter().filter(|cause| cause.person == person);
    let ended = causes.filter_map(|cause| Some((cause.until?.succ_opt()?, &cause.source)));
    moments.extend(
        ended
            .filter(|(on, _)| !is_excused_on(view, person, *on))
            .map(|(on, source)| at(ToolMoment::OffGoodCause, on, source)),
    );
    let cures = facts.cures.iter().filter(|cure| cure.person == person);
    moments.extend(cures.filter_map(|cure| Some(at(ToolMoment::CurePlan, cure.plan_signed?, &cure.source))));
    let notices = facts.noncompliance.iter().filter(|step| step.person == person);
    moments.extend(notices.map(|step| at(ToolMoment::Noncompliance, step.notice_issued, &step.source)));
    let plans = facts.plans.iter().filter(|plan| plan.person == person);
    moments.extend(plans.map(|plan| at(ToolMoment::Plan, plan.signed, &plan.source)));
    moments.retain(|moment| moment.on <= view.on);
    moments
}

fn at(moment: ToolMoment, on: NaiveDate, source: &Source) -> Moment {
    Moment { kind: moment, on, source: source.clone() }
}

/// Returns whether an exemption or another good cause runs on the day.
fn is_excused_on(view: &View, person: PersonNumber, on: NaiveDate) -> bool {
    let runs = |from: NaiveDate, until: Option<NaiveDate>| from <= on && until.is_none_or(|until| on <= until);
    let then = View::new(view.facts, view.policies, on);
    let facts = view.facts;
    then.has_status(person, RegistrationStatus::Exempt)
        || facts.exemptions.iter().any(|one| one.person == person && runs(one.from, one.until))
        || facts.good_causes.iter().any(|one| one.person == person && runs(one.from, one.until))
}

/// Returns intake, and the days on which the person came off an exemption or a sanction.
fn status_moments(view: &View, person: PersonNumber) -> Vec<Moment> {
    let Some(known) = view.find_person(person) else { return Vec::new() };
    let mut statuses: Vec<_> = known.registration.iter().filter(|one| one.since <= view.on).collect();
    statuses.sort_by_key(|one| registration_order(one));
    let registered = statuses.first().map(|one| (one.since, one.source.clone()));
    let intake = first_referral_day(view, person).or(registered);
    let mut moments: Vec<Moment> =
        intake.map(|(on, source)| Moment { kind: ToolMoment::Intake, on, source }).into_iter().collect();
    for (before, after) in statuses.iter().zip(statuses.iter().skip(1)) {
        let is_registered =
            matches!(after.status, RegistrationStatus::RegisteredMandatory | RegistrationStatus::RegisteredVoluntary);
        let moment = match before.status {
            RegistrationStatus::Exempt => ToolMoment::OffExemption,
            RegistrationStatus::Sanction | RegistrationStatus::CuringSanction => ToolMoment::OffSanction,
            _ => continue,
        };
        if is_registered {
            moments.push(at(moment, after.since, &after.source));
        }
    }
    moments
}

/// Returns the appraisal, the assessment, and the beginnings of activities of another kind or with pay.
fn activity_moments(view: &View, person: PersonNumber) -> Vec<Moment> {
    let mut moments = Vec::new();
    for (kind, moment) in [(APPRAISAL, ToolMoment::Appraisal), (ASSESSMENT, ToolMoment::Assessment)] {
        let of_kind = view.activities_of(person).filter(|activity| kind_id(view.policy, &activity.kind) == Some(kind));
        let first = of_kind.min_by_key(|activity| activity.start);
        if let Some(activity) = first {
            let on = first_attended_day(view, activity).unwrap_or(activity.start);
            moments.push(at(moment, on, &activity.source));
        }
    }
    let others = view.activities_of(person).filter(|activity| !is_before_plan(view.policy, &activity.kind));
    for activity in others {
        let Some(on) = first_attended_day(view, activity) else { continue };
        if is_paid(view, activity) {
            moments.push(at(ToolMoment::EarlyPlacement, on, &activity.source));
        } else if follows_another_kind(view, activity, on) {
            moments.push(at(ToolMoment::Transition, on, &activity.source));
        }
    }
    moments
}

fn first_attended_day(view: &View, activity: &Activity) -> Option<NaiveDate> {
    let attended = activity.statuses.iter().filter(|status| status.status == ActivityStatus::FirstDayAttendance);
    attended.map(|status| status.on).filter(|on| *on <= view.on).min()
}

fn is_paid(view: &View, activity: &Activity) -> bool {
    let by_kind = || view.policy.tables.activity_kind(&activity.kind).is_some_and(|kind| kind.paid);
    activity.paid.unwrap_or_else(by_kind)
}

/// Returns whether an activity of another kind ended shortly before the day.
fn follows_another_kind(view: &View, activity: &Activity, on: NaiveDate) -> bool {
    let Some(gap) = &view.policy.transition_gap else { return false };
    let name =
        |activity: &Activity| kind_id(view.policy, &activity.kind).map_or_else(|| activity.kind.clone(), str::to_owned);
    view.activities_of(activity.person).any(|other| {
        let ended = view.final_status(other).map(|status| status.on).or(other.expected_end);
        let is_shortly_before = ended.is_some_and(|end| end <= on && on <= end + gap.value);
        is_shortly_before && !is_before_plan(view.policy, &other.kind) && name(other) != name(activity)
    })
}

/// Returns the days on which a long-term goal was set, a goal got so many steps that it needs a road map, or was changed.
fn goal_moments(view: &View, person: PersonNumber) -> Vec<Moment> {
    let mut moments = Vec::new();
    let steps = view.policy.road_map_steps.as_ref().and_then(|steps| usize::try_from(steps.value.0).ok());
    for goal in goals_of(view, person) {
        let (created, source) = (goal.goal.created, &goal.goal.source);
        if goal.goal.horizon == Some(GoalHorizon::Long) && goal.goal.replaces.is_none() {
            moments.push(at(ToolMoment::LongTermGoal, created, source));
        }
        if goal.goal.replaces.is_some() {
            moments.push(at(ToolMoment::GoalChange, created, source));
        }
        let mut written: Vec<NaiveDate> = goal.steps().map(|(_, step)| step.added.unwrap_or(created)).collect();
        written.sort_unstable();
        if let Some(on) = steps.and_then(|steps| written.get(steps.checked_sub(1)?)) {
            moments.push(at(ToolMoment::MultiStepGoal, *on, source));
        }
    }
    moments
}
