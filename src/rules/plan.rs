//! The WTW 2 plan: when it is due, its grace periods, and when it must be amended (WIC 11325.21, 11325.22; handbook
//! 42-7.38, Amending a WTW2 Plan).

mod amendment;

use chrono::NaiveDate;

pub use self::amendment::amendment_findings;
use super::clock::{Clock, ClockId, ClockUnit};
use super::duty_doubt;
use super::finding::{Finding, Ground};
use super::household;
use super::message::{Message, message};
use super::obligation;
use super::other_parent::{self, Share};
use super::recognized_kinds::is_job_search;
use super::rule_id::RuleId;
use super::shortfall;
use super::view::{Participant, View, activity_end_ground, registration_order};
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::{Activity, DatedAidStatus, DatedRegistration, Plan};
use crate::domain::proposal::Proposal;
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::policy::param::Days;

/// Returns the newest plan or amendment that `person` had signed by the day.
pub fn newest_signed_plan<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Plan> {
    let signed = view.facts.plans.iter().filter(|plan| plan.person == person && plan.signed <= view.on);
    signed.max_by_key(|plan| (plan.signed, plan.amends))
}

/// The due day of a plan that is not signed yet, and the fact that sets it.
pub struct PlanDeadline {
    /// The day on which participation was last required.
    pub required: NaiveDate,
    /// The day after which the days are counted; the day itself is not one of them.
    pub from: NaiveDate,
    /// The last day.
    pub due: NaiveDate,
    /// The fact that sets the first day.
    pub ground: Ground,
    /// What is missing or open.
    pub cannot_tell: Vec<Message>,
}

/// Returns the due day of the plan of a participant who takes part and has not signed one.
pub fn plan_deadline(view: &View, participant: &Participant) -> Option<PlanDeadline> {
    let days = view.policy.plan_due.as_ref()?;
    let owes =
        participant.registration.status.is_participating() && newest_signed_plan(view, participant.number).is_none();
    let start = owes.then(|| participation_start(view, participant)).filter(|start| start.day <= view.on)?;
    let from_registration: Message =
        "on which day eligibility was determined or participation became required: counted from the registration"
            .into();
    let again = aid_began_again(view, start.day);
    let voluntary = participant.registration.status == RegistrationStatus::RegisteredVoluntary;
    let voluntary = voluntary.then(|| "whether a plan is owed: participation is voluntary".into());
    let from_registration = (!start.stated).then_some(from_registration);
    let begun_again = again.map(|again| two_days_text(&start, again.since, days.value));
    let mut cannot_tell: Vec<Message> = from_registration.into_iter().chain(begun_again).chain(voluntary).collect();
    let start = start.or_again(again);
    let (from, ground) = match job_search_end(view, participant.number, start.day) {
        Some((end, activity)) => {
            cannot_tell.extend(doubt_of_job_search(view, activity, start.day + days.value, end + days.value));
            (end, activity_end_ground(activity))
        }
        None => (start.day, start.ground),
    };
    Some(PlanDeadline { required: start.day, from, due: from + days.value, ground, cannot_tell })
}

/// Returns the day on which aid last began again after it was discontinued, if both lie after `start`.
fn aid_began_again<'a>(view: &View<'a>, start: NaiveDate) -> Option<&'a DatedAidStatus> {
    let mut history: Vec<&DatedAidStatus> =
        view.facts.aid.iter().filter(|aid| start < aid.since && aid.since <= view.on).collect();
    history.sort_by_key(|aid| (aid.since, aid.status));
    let stopped = history.iter().rposition(|aid| aid.status == AidStatus::Discontinued)?;
    history.get(stopped + 1).copied()
}

/// Returns a doubt: no source says whether restarted aid counts as a new eligibility determination, so the days may run
/// from either of two dates.
fn two_days_text(start: &ParticipationStart, again: NaiveDate, days: Days) -> Message {
    message!(
        "from which day the plan is owed: {} if from {}, or {} if from {}, when aid began again after it was discontinued; \
         taken as the later",
        start.day + days,
        start.day,
        again + days,
        again
    )
}

/// The day on which somebody was last required to take part, and the fact that says so.
struct ParticipationStart {
    day: NaiveDate,
    ground: Ground,
    /// Whether the facts state the day, or it is taken from the registration.
    stated: bool,
}

impl ParticipationStart {
    /// Returns the start on the day on which aid began again, if it did.
    fn or_again(self, again: Option<&DatedAidStatus>) -> Self {
        match again {
            Some(aid) => {
                Self { day: aid.since, ground: Ground::new("aid began again", aid.since, &aid.source), ..self }
            }
            None => self,
        }
    }
}

/// Returns the day on which participation was last required: the stated day, or the first day of the present
/// registration if the participant was exempt, closed or sanctioned after the stated day. Participation that becomes
/// required again starts the time for the plan again (WIC 11325.21(a)).
fn participation_start(view: &View, participant: &Participant) -> ParticipationStart {
    let spell = present_spell(view, participant);
    let stated = participant.person.participation_required;
    match (stated, spell) {
        (Some(day), Some(spell)) if day < spell.since => ParticipationStart {
            day: spell.since,
            ground: Participant { registration: spell, ..*participant }.status_ground(),
            stated: true,
        },
        (Some(day), _) => ParticipationStart {
            day,
            ground: Ground::new("eligible, or required to take part", day, &participant.person.source),
            stated: true,
        },
        (None, spell) => ParticipationStart {
            day: spell.map_or(participant.registration.since, |spell| spell.since),
            ground: participant.status_ground(),
            stated: false,
        },
    }
}

/// Returns the registration with which the present spell of participation began; `None` if nothing is known to have
/// interrupted it, so that the spell may be older than the history.
fn present_spell<'a>(view: &View<'a>, participant: &Participant<'a>) -> Option<&'a DatedRegistration> {
    let asks = |status: RegistrationStatus| status.is_participating() || status == RegistrationStatus::NonCompliance;
    let mut history: Vec<&DatedRegistration> =
        participant.person.registration.iter().filter(|registration| registration.since <= view.on).collect();
    history.sort_by_key(|registration| registration_order(registration));
    let before = history.iter().rposition(|registration| !asks(registration.status))?;
    history.get(before + 1).copied()
}

/// Returns the first day of the present spell of participation, if one is known: nothing that is asked of those who
/// take part was owed before it.
pub(super) fn spell_start(view: &View, participant: &Participant) -> Option<NaiveDate> {
    present_spell(view, participant).map(|spell| spell.since)
}

/// Returns the end of a job search that began early enough for the plan to wait for it.
fn job_search_end<'a>(view: &View<'a>, person: PersonNumber, required: NaiveDate) -> Option<(NaiveDate, &'a Activity)> {
    let within = view.policy.plan_job_search.as_ref()?;
    let job_search = view.activities_of(person).filter(|activity| {
        is_job_search(view.policy, &activity.kind)
            && required <= activity.start
            && activity.start <= required + within.value
    });
    job_search
        .filter_map(|activity| Some((activity_end(view, activity)?.max(activity.start), activity)))
        .max_by_key(|(end, activity)| (*end, &activity.kind))
}

/// Returns the doubt about a plan that waits for the end of a job search, since nobody has to take part in one to which they
/// did not agree (ACL 26-32): no source says whether the days still wait for it.
fn doubt_of_job_search(view: &View, activity: &Activity, without: NaiveDate, with: NaiveDate) -> Option<Message> {
    let rule = view.policy.job_search_guard.as_ref().filter(|rule| rule.value.0 && without != with)?;
    let end = activity_end(view, activity).unwrap_or(view.on);
    (rule.in_force_from <= end).then(|| {
        message!(
            "by when the plan is due: {} if its days run from the end of {}, or {} if they do not wait for it; since {} job \
             search needs the participant's agreement, and no source says what becomes of the days; taken as the later",
            with,
            &activity.kind,
            without,
            rule.in_force_from
        )
    })
}

fn activity_end(view: &View, activity: &Activity) -> Option<NaiveDate> {
    let ended = view.final_status(activity).map(|latest| latest.on);
    ended.or_else(|| [activity.expected_end, activity.term_until].into_iter().flatten().min())
}

/// Returns the doubt about an activity of which only the term is over: another term may follow.
pub(super) fn doubt_of_next_term(view: &View, activity: &Activity) -> Option<Message> {
    let last = activity.term_until.filter(|last| *last < view.on && !view.has_ended(activity))?;
    activity.expected_end.is_none_or(|end| view.on <= end).then(|| {
        message!(
            "whether another term of {} follows: its term ended on {}, and the activity itself has not ended",
            &activity.kind,
            last
        )
    })
}

/// Returns whether the record holds the next term of an activity of which only the term is over: it is scheduled for a later
/// day, so that nothing is asked between the two.
pub(super) fn is_next_term_recorded(view: &View, activity: &Activity) -> bool {
    let is_next = |other: &Activity| {
        view.on < other.start && other.kind.eq_ignore_ascii_case(&activity.kind) && !view.has_ended(other)
    };
    doubt_of_next_term(view, activity).is_some() && view.activities_of(activity.person).any(is_next)
}

/// Finds participants who take part and have not signed a plan.
pub fn unsigned_findings(view: &View) -> impl Iterator<Item = Finding> {
    obligation::participants_asked(view).filter_map(|participant| {
        let plan = plan_deadline(view, &participant)?;
        if other_parent::share_of_other(view, participant.number) == Share::Met {
            return None;
        }
        let overdue = view.on > plan.due;
        let says = if overdue { "no plan is signed, and one was due" } else { "no plan is signed yet" };
        let finding = Finding::new(RuleId::PlanDue, participant.number, says)
            .due_on(plan.due)
            .with_severity(if overdue { Severity::Duty } else { Severity::Notice })
            .with_grounds([plan.ground])
            .under_policy(view.policy.plan_due.as_ref()?)
            .clears_when("a WTW 2 is signed")
            .if_nothing("The participant has no plan, and cannot be held to one.")
            .with_proposals([Proposal::AmendPlan, Proposal::Contact]);
        let finding = plan.cannot_tell.into_iter().fold(finding, Finding::cannot_tell);
        let finding = duty_doubt::note_doubt_of_duty(view, &participant, finding);
        Some(other_parent::note_share(view, participant.number, finding))
    })
}

/// Finds participants whose appraisal and plan are not done after the number of days that policy sets: the county sets
/// an appointment. The rule applies to those who have been required to take part since it came into force.
pub fn appointment_findings(view: &View) -> impl Iterator<Item = Finding> {
    obligation::participants_asked(view).filter_map(|participant| {
        let rule = view.policy.plan_appointment.as_ref()?;
        let plan = plan_deadline(view, &participant)?;
        let required = plan.required;
        let due = required + rule.value;
        (required >= rule.in_force_from && view.on > due).then(|| {
            let finding = Finding::new(
                RuleId::PlanAppointment,
                participant.number,
                "appraisal and plan are not done; an appointment must be set",
            )
            .due_on(due)
            .with_grounds([plan.ground])
            .under_policy(rule)
            .clears_when("an appointment is set, or a WTW 2 is signed")
            .if_nothing("The participant gets no help with the plan.")
            .with_proposals([Proposal::Contact, Proposal::AmendPlan]);
            let finding = plan.cannot_tell.into_iter().fold(finding, Finding::cannot_tell);
            let finding = duty_doubt::note_doubt_of_duty(view, &participant, finding);
            if rule.can_decide() {
                finding
            } else {
                finding.cannot_tell(
                    "whether this rule is in force: it waits for the State's system, and a summary is its only source",
                )
            }
        })
    })
}

/// Returns the first training or education of `person`. Its beginning starts the time for reassignment.
pub fn initial_training<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Activity> {
    let training = view
        .activities_of(person)
        .filter(|activity| view.policy.tables.activity_kind(&activity.kind).is_some_and(|kind| kind.training));
    training.min_by_key(|activity| (activity.start, &activity.kind))
}

/// Returns the last day on which the participant may ask for reassignment, which is allowed only once.
pub fn reassignment_until(view: &View, person: PersonNumber) -> Option<NaiveDate> {
    let rule = view.policy.plan_reassignment.as_ref()?;
    let once = view.policy.plan_reassignments.as_ref()?;
    let asked = view.facts.reassignments.iter().filter(|asked| asked.person == person && asked.on <= view.on).count();
    let left = asked < usize::try_from(once.value.0).unwrap_or(usize::MAX);
    initial_training(view, person)
        .filter(|activity| left && activity.start <= view.on)
        .map(|activity| activity.start + rule.value)
}

/// Finds requests for another assignment that the grace period does not cover: too late, or a second request.
pub fn refused_reassignment_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.reassignments.iter().filter(|asked| asked.on <= view.on).filter_map(|asked| {
        let rule = view.policy.plan_reassignment.as_ref()?;
        let once = view.policy.plan_reassignments.as_ref()?;
        let start = initial_training(view, asked.person)?.start;
        let late = asked.on > start + rule.value;
        let earlier =
            view.facts.reassignments.iter().filter(|other| other.person == asked.person && other.on < asked.on).count();
        let again = earlier >= usize::try_from(once.value.0).unwrap_or(usize::MAX);
        let says = match (again, late) {
            (true, _) => "the participant asked again for another assignment; the one request allowed was already used",
            (false, true) => "the participant asked for another assignment after the grace period",
            (false, false) => return None,
        };
        Some(
            Finding::new(RuleId::ReassignmentNotOwed, asked.person, says)
                .due_on(asked.on)
                .with_severity(Severity::Notice)
                .with_ground("requested on", asked.on, &asked.source)
                .with_ground("initial training began", start, &asked.source)
                .under_policy(rule)
                .under_policy(once)
                .with_reasons(shortfall::personal_reasons(view, asked.person, Month::from_date(asked.on)))
                .clears_when("the plan is amended, or the request is answered")
                .if_nothing("The request waits; the county may still grant it.")
                .with_proposals([Proposal::Contact, Proposal::AmendPlan]),
        )
    })
}

/// Returns the plan's clocks: due, changes, reassignment.
pub(super) fn plan_clocks(view: &View, participant: &Participant) -> Vec<Clock> {
    [
        due_clock(view, participant),
        changes_clock(view, participant.number),
        reassignment_clock(view, participant.number),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn due_clock(view: &View, participant: &Participant) -> Option<Clock> {
    // Nobody who is outside the unit, or whose aid has ended, owes a plan.
    if household::is_outside_unit(view, participant.person) || household::is_aid_ended(view, participant.person) {
        return None;
    }
    let plan = plan_deadline(view, participant)?;
    if other_parent::share_of_other(view, participant.number) == Share::Met {
        return None;
    }
    let mut clock = Clock::new(ClockId::PlanDue, participant.number, ClockUnit::Days, message!("due by {}", plan.due));
    clock = clock.with_day_span(plan.from, plan.due, view.on).under_policy(view.policy.plan_due.as_ref()?);
    clock.because.push(plan.ground);
    Some(plan.cannot_tell.into_iter().fold(clock, Clock::cannot_tell))
}

/// Returns the clock of the working days after signing during which changes may be requested; `None` when they are
/// over.
fn changes_clock(view: &View, person: PersonNumber) -> Option<Clock> {
    let rule = view.policy.plan_changes.as_ref()?;
    let plan = newest_signed_plan(view, person)?;
    let last = view.policy.calendar.add_working_days(plan.signed, rule.value);
    (view.on <= last).then(|| {
        let used = view.policy.calendar.working_days_between(plan.signed, view.on);
        let clock =
            Clock::new(ClockId::PlanChanges, person, ClockUnit::WorkingDays, message!("changes until {}", last));
        let clock = clock
            .with_progress(i64::try_from(used).unwrap_or(i64::MAX), i64::from(rule.value.0))
            .due_on(last)
            .under_policy(rule);
        clock.with_ground("plan signed", plan.signed, &plan.source)
    })
}

/// Returns the clock of the days from the beginning of the initial training during which reassignment may be requested.
fn reassignment_clock(view: &View, person: PersonNumber) -> Option<Clock> {
    let last = reassignment_until(view, person).filter(|last| view.on <= *last)?;
    let activity = initial_training(view, person)?;
    let days = days_between(activity.start, view.on);
    let clock = Clock::new(ClockId::PlanReassignment, person, ClockUnit::Days, message!("may ask until {}", last));
    let clock = clock
        .with_progress(days, days_between(activity.start, last))
        .due_on(last)
        .under_policy(view.policy.plan_reassignment.as_ref()?);
    Some(clock.with_ground("initial training began", activity.start, &activity.source))
}
