//! Findings about the end of activities, and about activities that overlap.

use chrono::NaiveDate;

use super::average;
use super::finding::Finding;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::sanction_end;
use super::sanction_start;
use super::view::{View, activity_grounds};
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::facts::{Activity, Session};
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::domain::status::{ActivityStatus, RegistrationStatus};

/// Finds activities whose expected end has come without a status that ends them, and activities that end soon.
pub fn end_findings(view: &View) -> impl Iterator<Item = Finding> {
    let active =
        view.participants().filter(|participant| participant.registration.status != RegistrationStatus::Closed);
    active
        .flat_map(|participant| view.activities_of(participant.number))
        .filter_map(|activity| end_finding(view, activity))
}

fn end_finding(view: &View, activity: &Activity) -> Option<Finding> {
    if view.has_ended(activity) || activity.start > view.on {
        return None;
    }
    let end = activity.expected_end?;
    let ahead = view.policy.activity_end_ahead.as_ref()?;
    let finding = if end < view.on {
        Finding::new(
            RuleId::ActivityEndReached,
            activity.person,
            message!("{} is past its expected end and has not been ended", &activity.kind),
        )
        .clears_when("a status ends the activity, or its expected end is moved")
        .if_nothing("The activity stays open in the record, and services may run on.")
        .with_proposals([Proposal::SetActivityStatus, Proposal::ScheduleActivity])
    } else if view.on + ahead.value >= end {
        Finding::new(RuleId::ActivityEnding, activity.person, message!("{} ends on {}", &activity.kind, end))
            .under_policy(ahead)
            .clears_when("the activity ends, or its expected end is moved")
            .if_nothing("The participant has no activity from the next day on.")
            .with_proposals([Proposal::ScheduleActivity, Proposal::AmendPlan])
    } else {
        return None;
    };
    Some(finding.due_on(end).arising_on([activity.start]).with_grounds(activity_grounds(activity)))
}

/// Finds current activities of one participant that together take more hours than a week or a day allows, or that meet
/// at the same time.
pub fn overlap_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.participants().flat_map(|participant| {
        let mut current: Vec<&Activity> = view.current_activities(participant.number).collect();
        current.sort_by_key(|activity| (activity.start, &activity.kind));
        let found: Vec<Finding> = if current.get(1).is_none() {
            Vec::new()
        } else {
            [
                excess_hours_finding(view, participant.number, &current),
                same_time_finding(participant.number, &current),
                long_day_finding(view, participant.number, &current),
            ]
            .into_iter()
            .flatten()
            .collect()
        };
        found
    })
}

fn overlap_finding(person: PersonNumber, current: &[&Activity], says: Message) -> Finding {
    Finding::new(RuleId::ActivitiesOverlap, person, says)
        .with_grounds(current.iter().flat_map(|activity| activity_grounds(activity)))
        .clears_when("one of the activities ends or its hours are changed")
        .if_nothing("The participant cannot attend both, and will be absent through no fault of their own.")
        .with_proposals([Proposal::SetActivityStatus, Proposal::AmendPlan, Proposal::Contact])
}

fn excess_hours_finding(view: &View, person: PersonNumber, current: &[&Activity]) -> Option<Finding> {
    let limit = view.policy.activity_week_hours.as_ref()?;
    let sum: Hours = current.iter().filter_map(|activity| activity.weekly_hours).sum();
    let unknown = current.iter().any(|activity| activity.weekly_hours.is_none());
    (sum > limit.value).then(|| {
        let finding = overlap_finding(
            person,
            current,
            message!("{} hours a week are scheduled; the limit is {}", sum, limit.value),
        )
        .under_policy(limit);
        if unknown {
            finding.cannot_tell("how many hours are scheduled in all: those of an activity are not recorded")
        } else {
            finding
        }
    })
}

fn same_time_finding(person: PersonNumber, current: &[&Activity]) -> Option<Finding> {
    let mut pairs =
        current.iter().enumerate().flat_map(|(index, a)| current.iter().skip(index + 1).map(move |b| (a, b)));
    let (a, b, session) = pairs.find_map(|(a, b)| {
        let clash = |session: &&Session| b.sessions.iter().any(|other| do_sessions_overlap(session, other));
        a.sessions.iter().find(clash).map(|session| (a, b, session))
    })?;
    Some(overlap_finding(
        person,
        current,
        message!("{} and {} meet at the same time on {}", &a.kind, &b.kind, session.day),
    ))
}

fn do_sessions_overlap(a: &Session, b: &Session) -> bool {
    a.day == b.day && a.from < b.to && b.from < a.to
}

fn long_day_finding(view: &View, person: PersonNumber, current: &[&Activity]) -> Option<Finding> {
    let limit = view.policy.activity_day_hours.as_ref()?;
    let sessions: Vec<&Session> = current.iter().flat_map(|activity| &activity.sessions).collect();
    let minutes = |day| average::minutes_of_sessions(sessions.iter().copied(), day);
    let day_too_long = |day: &chrono::Weekday| average::is_longer_than(minutes(*day), limit.value);
    let day = sessions.iter().map(|session| session.day).find(day_too_long)?;
    Some(
        overlap_finding(person, current, message!("more than {} hours are scheduled on {}", limit.value, day))
            .under_policy(limit),
    )
}

/// Finds sanctioned participants with an activity that is still open. Each activity must be ended, and the one that led
/// to the sanction is ended as End-Unsatisfactory Participation.
///
/// Source: handbook 42-7.38, section II, sanction follow-up, steps 3 and 4.
pub fn open_in_sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.participants()
        .filter(|participant| participant.registration.status == RegistrationStatus::Sanction)
        .filter_map(|participant| {
            let mut open: Vec<&Activity> = view
                .activities_of(participant.number)
                .filter(|activity| activity.start <= view.on && !view.has_ended(activity))
                .collect();
            open.sort_by_key(|activity| (activity.start, &activity.kind));
            if open.is_empty() {
                return None;
            }
            let look = sanction_end::look_at_sanction(
                view,
                &participant,
                sanction_start::sanctioned_since(view, &participant),
            );
            (!look.is_over).then(|| {
                let finding = Finding::new(
                    RuleId::ActivityOpenInSanction,
                    participant.number,
                    "the participant is sanctioned, and an activity is still open",
                )
                .due_on(participant.registration.since)
                .arising_on(open.first().map(|activity| activity.start))
                .with_severity(Severity::Record)
                .with_grounds([participant.status_ground()])
                .with_grounds(open.into_iter().flat_map(activity_grounds))
                .clears_when("every activity is ended")
                .if_nothing("The record contradicts itself: it shows the participant as sanctioned and as taking part.")
                .with_proposals([Proposal::SetActivityStatus]);
                look.add_to(finding)
            })
        })
}

/// Returns whether an activity of the participant ended from `first` up to the view's day, and not by the sanction.
pub fn has_activity_ended_since(view: &View<'_>, person: PersonNumber, first: NaiveDate) -> bool {
    let by_sanction =
        |status| matches!(status, ActivityStatus::Sanction | ActivityStatus::EndUnsatisfactoryParticipation);
    let mut ends = view.activities_of(person).filter_map(|activity| view.final_status(activity));
    ends.any(|end| first <= end.on && !by_sanction(end.status))
}
