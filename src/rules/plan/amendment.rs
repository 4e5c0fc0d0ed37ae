//! When a plan must be amended: it no longer matches what happens (handbook 42-7.38, Amending a WTW2 Plan).

use chrono::NaiveDate;

use super::{activity_end, doubt_of_next_term, newest_signed_plan, spell_start};
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::facts::{Activity, Person, Plan, PlannedActivity, Source};
use crate::domain::hours::Hours;
use crate::domain::proposal::Proposal;
use crate::domain::status::{ActivityStatus, RegistrationStatus};
use crate::rules::finding::{Finding, Ground};
use crate::rules::message::{DateStyle, Message, message};
use crate::rules::obligation::{self, Owed};
use crate::rules::rule_id::RuleId;
use crate::rules::view::{Participant, View, registration_order, stated_ground};
use crate::rules::{duty_doubt, hours, household};

/// Finds plans that no longer match what happens: an activity that the plan does not name, other hours, another place
/// or time, a participant who was exempt when it was signed, or hours that rose since.
pub fn amendment_findings(view: &View) -> impl Iterator<Item = Finding> {
    obligation::participants_asked(view).filter_map(|participant| {
        let plan = newest_signed_plan(view, participant.number)?;
        let rise = hours_rise_change(view, &participant, plan);
        let (ended, mut open_changes) = ended_activities(view, participant.number, plan);
        open_changes.extend(moved_activities(view, participant.number, plan));
        let sure: Vec<(NaiveDate, Message)> = changed_activities(view, participant.number, plan)
            .chain(ended)
            .chain(exemption_end_change(&participant, plan, view.on))
            .chain(rise.iter().map(|rise| (rise.since, rise.why.clone())))
            .chain(fewer_hours_change(view, &participant, plan).filter(|_| rise.is_none()))
            .chain(fewer_shared_hours_change(view, plan))
            .collect();
        // Between two terms, or after a move, nothing has changed for sure, and what else has is said by itself.
        let is_unsure = sure.is_empty();
        let open_doubts: Vec<Message> =
            open_changes.iter().filter(|_| is_unsure).map(|change| change.doubt.clone()).collect();
        let unsure = open_changes.into_iter().filter(|_| is_unsure).map(|change| (change.since, change.why));
        let reasons: Vec<(NaiveDate, Message)> = sure.into_iter().chain(unsure).collect();
        let since = reasons.iter().map(|(since, _)| *since).min()?;
        let is_only_signature = plan.activities.is_empty();
        let is_open = is_only_signature || is_unsure;
        let says = if is_open { "the plan may have to be amended" } else { "the plan must be amended" };
        let mut finding = Finding::new(RuleId::AmendmentNeeded, participant.number, says)
            .due_on(since)
            .arising_on(spell_start(view, &participant))
            .with_ground("plan signed", plan.signed, &plan.source);
        let mut changes: Vec<Message> = reasons.into_iter().map(|(_, why)| why).collect();
        changes.sort_by_cached_key(|why| why.to_text(DateStyle::Iso));
        changes.dedup();
        for why in changes {
            finding = finding.with_ground("changed", why, &Source::Stated);
        }
        finding = finding.with_grounds(scheduled_hours_ground(view, &participant));
        if is_only_signature {
            finding = finding
                .with_severity(Severity::Notice)
                .cannot_tell("what the plan says: only its signature is recorded, not its activities");
        }
        if is_unsure {
            finding = finding.with_severity(Severity::Notice);
        }
        let doubts = rise.and_then(|rise| rise.doubt).into_iter().chain(open_doubts);
        finding = doubts.fold(finding, Finding::cannot_tell);
        let finding = finding
            .clears_when("an amended plan is signed, and the participant has a copy")
            .if_nothing("The participant cannot be held to anything that is not in the plan.")
            .with_proposals([Proposal::AmendPlan, Proposal::Contact]);
        Some(duty_doubt::note_doubt_of_duty(view, &participant, finding))
    })
}

/// Returns the current activities that differ from the plan, with the day and the difference. Of a plan that is known
/// only by its signature nobody can tell whether an activity that began after it is part of it.
fn changed_activities(view: &View, person: PersonNumber, plan: &Plan) -> impl Iterator<Item = (NaiveDate, Message)> {
    let is_only_signature = plan.activities.is_empty();
    view.current_activities(person).filter_map(move |activity| {
        if is_only_signature {
            let began = message!("{} began after the plan was signed", &activity.kind);
            return (activity.start > plan.signed).then_some((activity.start, began));
        }
        let planned = plan.activities.iter().find(|planned| is_kind(planned, activity));
        let why = planned.map_or_else(|| Some("is not in the plan"), |planned| plan_difference(activity, planned))?;
        Some((activity.start.max(plan.signed), message!("{} {}", &activity.kind, why)))
    })
}

/// Returns the activities of the plan that ended after it was signed and were not taken up again, with the day. Whenever
/// the status of an activity changes it is determined whether the hours are still met (handbook 42-7.38, section III). Of a
/// plan that is known only by its signature, any activity that has ended since may have been part of it.
///
/// Those of which only a term is over come second: another may follow.
fn ended_activities(view: &View, person: PersonNumber, plan: &Plan) -> (Vec<(NaiveDate, Message)>, Vec<OpenChange>) {
    let named = plan.activities.iter().map(|planned| planned.kind.as_str());
    let all = plan.activities.is_empty().then(|| view.activities_of(person)).into_iter().flatten();
    let (mut ended, mut terms) = (Vec::new(), Vec::new());
    for kind in named.chain(all.map(|activity| activity.kind.as_str())) {
        let Some(end) = last_end_of_kind(view, person, plan, kind) else { continue };
        let of_kind = view.activities_of(person).filter(|activity| activity.kind.eq_ignore_ascii_case(kind));
        let mut of_kind = of_kind.filter_map(|activity| doubt_of_next_term(view, activity));
        let kind = kind.to_owned();
        if let Some(doubt) = of_kind.next() {
            terms.push(OpenChange { since: end, why: message!("the term of {} ended on {}", kind, end), doubt });
        } else if plan.activities.is_empty() {
            ended.push((end, message!("{} ended on {}, after the plan was signed", kind, end)));
        } else {
            ended.push((end, message!("{} of the plan ended on {}", kind, end)));
        }
    }
    (ended, terms)
}

/// A change that may or may not ask for an amendment.
struct OpenChange {
    since: NaiveDate,
    why: Message,
    /// What decides it.
    doubt: Message,
}

/// Returns the activities of the plan that were moved to another place since it was signed, where the plan names no place. A
/// change of the location asks for an amendment (handbook 42-7.38), and nobody knows whether the plan held one.
fn moved_activities(view: &View, person: PersonNumber, plan: &Plan) -> impl Iterator<Item = OpenChange> {
    let place = |activity: &Activity| activity.place.clone().or_else(|| activity.provider.clone());
    let is_moved = move |now: &Activity| {
        let earlier = view.activities_of(person).filter(|other| {
            other.start < now.start && other.kind.eq_ignore_ascii_case(&now.kind) && view.has_ended(other)
        });
        let newest = earlier.max_by_key(|other| other.start);
        newest.is_some_and(|other| {
            let is_transfer = view.latest_status(other).is_some_and(|latest| latest.status == ActivityStatus::Transfer);
            is_transfer && place(other).zip(place(now)).is_none_or(|(then, now)| then != now)
        })
    };
    let names_no_place =
        |now: &Activity| plan.activities.iter().any(|planned| is_kind(planned, now) && planned.place.is_none());
    view.current_activities(person)
        .filter(move |now| plan.signed < now.start && names_no_place(now) && is_moved(now))
        .map(|now| OpenChange {
            since: now.start,
            why: message!("{} was transferred on {}", &now.kind, now.start),
            doubt: message!(
                "whether the place of {} is part of the plan: it was transferred on {}, and the plan names no place; another \
                 place, or other times, ask for an amendment",
                &now.kind,
                now.start
            ),
        })
}

/// Returns the last day after the signature of the plan on which an activity of the kind ended; `None` while one is current
/// or still to come.
fn last_end_of_kind(view: &View, person: PersonNumber, plan: &Plan, kind: &str) -> Option<NaiveDate> {
    let same = || view.activities_of(person).filter(|activity| activity.kind.eq_ignore_ascii_case(kind));
    if same().any(|activity| view.is_current(activity) || activity.start > view.on) {
        return None;
    }
    let ends = same().filter_map(|activity| activity_end(view, activity));
    ends.filter(|end| plan.signed < *end && *end <= view.on).max()
}

fn is_kind(planned: &PlannedActivity, activity: &Activity) -> bool {
    planned.kind.eq_ignore_ascii_case(&activity.kind)
}

/// Returns the hours that the current activities are scheduled for, beside the hours owed, or that none are; `None` if the
/// hours of an activity are not known.
fn scheduled_hours_ground(view: &View, participant: &Participant) -> Option<Ground> {
    let required = hours::required_hours(view).filter(|required| !required.shared)?;
    let current = view.current_activities(participant.number);
    let known: Option<Vec<Hours>> = current.map(|activity| activity.weekly_hours).collect();
    let scheduled: Hours = known?.into_iter().sum();
    let obligation = obligation::obligation_on(view, participant.person);
    let value = match obligation.hours() {
        Owed::Yes => message!("{} hours a week, and {} are owed", scheduled, required.weekly),
        Owed::No => message!("{} hours a week; none are owed ({})", scheduled, obligation::no_hours_text(&obligation)),
        Owed::CannotTell(_) => {
            message!("{} hours a week; it is not certain that {} are owed", scheduled, required.weekly)
        }
    };
    Some(stated_ground("scheduled now", value))
}

fn plan_difference(activity: &Activity, planned: &PlannedActivity) -> Option<&'static str> {
    let differs = |planned: Option<Hours>, actual: Option<Hours>| {
        planned.zip(actual).is_some_and(|(planned, actual)| planned != actual)
    };
    let place = activity.place.as_ref().or(activity.provider.as_ref());
    let moved = planned.place.as_ref().zip(place).is_some_and(|(planned, actual)| planned != actual);
    let retimed =
        !planned.sessions.is_empty() && !activity.sessions.is_empty() && planned.sessions != activity.sessions;
    if differs(planned.weekly_hours, activity.weekly_hours) {
        Some("has other hours than the plan")
    } else if moved {
        Some("has another place than the plan")
    } else {
        retimed.then_some("has other times than the plan")
    }
}

/// Returns the change if the participant was exempt when the plan was signed or later, and takes part now.
fn exemption_end_change(participant: &Participant, plan: &Plan, on: NaiveDate) -> Option<(NaiveDate, Message)> {
    let since = participant.registration.since;
    let before = participant
        .person
        .registration
        .iter()
        .filter(|registration| registration.since < since && registration.since <= on);
    let before = before.max_by_key(|registration| registration_order(registration))?;
    let was_exempt = before.status == RegistrationStatus::Exempt && plan.signed < since;
    was_exempt.then(|| (since, message!("no longer exempt since {}", since)))
}

/// Returns the change if the activities of the plan and those that are scheduled now make fewer hours a week than somebody
/// owes who owes them for sure and alone. Where the hours of one of them are not recorded nobody can tell.
fn fewer_hours_change(view: &View, participant: &Participant, plan: &Plan) -> Option<(NaiveDate, Message)> {
    let required =
        hours::required_hours(view).filter(|required| !required.shared && required.cannot_tell.is_empty())?;
    let planned: Option<Hours> = plan.activities.iter().map(|planned| planned.weekly_hours).sum();
    let scheduled: Option<Hours> = view.current_activities(participant.number).map(|known| known.weekly_hours).sum();
    let most = planned?.max(scheduled?);
    let asks_fewer = !plan.activities.is_empty() && most < required.weekly;
    let is_owed = || obligation::obligation_on(view, participant.person).hours() == Owed::Yes;
    (asks_fewer && is_owed()).then(|| {
        let says = message!("the plan asks {} hours a week, and {} are owed", most, required.weekly);
        (plan.signed, says)
    })
}

/// Returns the change if the plans of two parents who share the hours, and what is scheduled for them now, make fewer hours a
/// week together than both surely owe. Where one of them has no plan, or its hours are not recorded, nobody can tell.
fn fewer_shared_hours_change(view: &View, plan: &Plan) -> Option<(NaiveDate, Message)> {
    let required = hours::required_hours(view).filter(|required| required.shared && required.cannot_tell.is_empty())?;
    let most_of = |parent: &Person| {
        let number = parent.person?;
        let plan = newest_signed_plan(view, number).filter(|plan| !plan.activities.is_empty())?;
        let planned: Option<Hours> = plan.activities.iter().map(|planned| planned.weekly_hours).sum();
        let scheduled: Option<Hours> = view.current_activities(number).map(|known| known.weekly_hours).sum();
        let is_owed = obligation::obligation_on(view, parent).hours() == Owed::Yes;
        is_owed.then_some(planned?.max(scheduled?))
    };
    let most: Option<Hours> = household::adults(view).map(most_of).sum();
    let most = most.filter(|most| *most < required.weekly)?;
    let says =
        message!("the plans of both parents ask {} hours a week together, and {} are owed", most, required.weekly);
    Some((plan.signed, says))
}

/// More hours that are owed since a child turned six.
struct HoursRise {
    since: NaiveDate,
    why: Message,
    /// Why it is not sure that the hours rose on that day.
    doubt: Option<Message>,
}

/// Returns the rise of the hours if the youngest child turned six after the plan was signed. Nothing rises for somebody who
/// owes no hours. Where nobody recorded whether a younger child is in the unit, the rise is not sure.
fn hours_rise_change(view: &View, participant: &Participant, plan: &Plan) -> Option<HoursRise> {
    let age = view.policy.young_child.as_ref()?;
    let turns = |child: &&Person| child.birth_date.map(|birth| household::birthday_at_age(birth, age.value));
    let is_young = |child: &&Person| turns(child).is_none_or(|day| view.on < day);
    let (open, members): (Vec<&Person>, Vec<&Person>) =
        household::children(view).partition(|child| child.in_unit.is_none());
    if members.iter().any(is_young) || obligation::obligation_on(view, participant.person).hours() == Owed::No {
        return None;
    }
    let youngest = |children: &[&Person]| children.iter().filter_map(turns).max();
    let may_be_young = open.iter().find(|child| is_young(child)).copied();
    let turned = match may_be_young {
        Some(_) => youngest(&members)?,
        None => youngest(&members).max(youngest(&open))?,
    };
    let may_have_turned = open.iter().find(|child| turns(child) == Some(turned)).copied();
    let doubt = may_be_young.or(may_have_turned.filter(|_| youngest(&members) != Some(turned)));
    let (lower, higher) = view.policy.hours_young_child.as_ref().zip(view.policy.hours_no_young_child.as_ref())?;
    let one_adult = hours::required_hours(view).is_some_and(|required| !required.shared);
    let planned: Option<Hours> = plan.activities.iter().map(|planned| planned.weekly_hours).sum();
    // A plan that has the higher hours already does not change.
    let is_met_by_plan = !plan.activities.is_empty() && planned.is_some_and(|planned| higher.value <= planned);
    let rose = plan.signed < turned && lower.value < higher.value && one_adult && !is_met_by_plan;
    rose.then(|| HoursRise {
        since: turned,
        why: message!(
            "the youngest child turned {} on {}: hours rise from {} to {}",
            age.value.0,
            turned,
            lower.value,
            higher.value
        ),
        doubt: doubt.map(|child| message!("whether the hours rose: {}", household::open_membership_text(child))),
    })
}
