//! From an undecided non-compliance to a sanction: the appointment, the gate of reasons against a sanction, the hand-off.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::category::Severity;
use super::finding::{Citation, DayCount, Finding, Ground};
use super::message::{Message, Value, message};
use super::noncompliance::{NoncomplianceStage, noncompliance_stage, undetermined_steps};
use super::rule_id::RuleId;
use super::view::View;
use super::{exemption, household, time_on_aid};
use crate::domain::PersonNumber;
use crate::domain::facts::{Noncompliance, Source};
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::ParamValue;

/// The effect of a reason against a sanction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockerState {
    /// The reason applies: no sanction may be requested.
    Blocks,
    /// The reason applies, but its source is not sure enough to decide: check before you request a sanction.
    Warns,
    /// The fact that would decide is missing: find out before you request a sanction.
    CannotTell,
}

/// A reason against a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    /// The id of the reason: `exemption_eligible`.
    pub id: &'static str,
    /// The reason in words.
    pub says: Message,
    /// The effect of the reason on a request for a sanction.
    pub state: BlockerState,
    /// The policy that it follows.
    pub under: Citation,
}

/// The gate that a request for a sanction must pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// The participant.
    pub person: PersonNumber,
    /// The notice of action.
    pub notice_issued: NaiveDate,
    /// The first day on which a sanction may take effect.
    pub earliest: Option<NaiveDate>,
    /// The reasons against the sanction; those that forbid it come first.
    pub blockers: Vec<Blocker>,
}

/// Returns the gates of the non-compliances for which a sanction could be requested: the period is over without a
/// determination, no good cause was found, or the compliance plan failed.
pub fn sanction_gates(view: &View) -> Vec<Gate> {
    let mut gates: Vec<Gate> = view
        .facts
        .noncompliance
        .iter()
        .filter(|step| can_request_sanction(view, step))
        .map(|step| build_gate(view, step))
        .collect();
    gates.sort_by_key(|gate| (gate.person, gate.notice_issued));
    gates
}

/// Returns the gate of one notice, if a sanction could be requested for it.
pub fn gate_for_notice(view: &View, person: PersonNumber, notice: NaiveDate) -> Option<Gate> {
    let mut steps = view.facts.noncompliance.iter();
    let step = steps.find(|step| step.person == person && step.notice_issued == notice)?;
    can_request_sanction(view, step).then(|| build_gate(view, step))
}

fn can_request_sanction(view: &View, step: &Noncompliance) -> bool {
    let period = view.policy.good_cause_period.as_ref();
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::NoGoodCause(_) | NoncomplianceStage::PlanFailed(_) => true,
        NoncomplianceStage::Undetermined => period.is_some_and(|period| view.on > step.notice_issued + period.value),
        _ => false,
    }
}

/// Returns the first day on which a sanction may take effect: the number of calendar days after the notice that policy
/// sets, and after a failed plan not before its result.
pub fn earliest_day(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let by_notice = step.notice_issued + days.value;
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::PlanFailed(result) => Some(by_notice.max(result.on)),
        _ => Some(by_notice),
    }
}

/// Returns the first possible day of a sanction for every non-compliance that is not over.
pub fn earliest_days<'a>(view: &View<'a>) -> impl Iterator<Item = (PersonNumber, NaiveDate)> + use<'a> {
    let view = *view;
    let open = view.facts.noncompliance.iter().filter(move |step| {
        !matches!(
            noncompliance_stage(step, view.on),
            NoncomplianceStage::NotYet | NoncomplianceStage::Over | NoncomplianceStage::Sanctioned
        )
    });
    open.filter_map(move |step| Some((step.person, earliest_day(&view, step)?)))
}

fn build_gate(view: &View, step: &Noncompliance) -> Gate {
    let mut blockers = standing_reasons(view, step);
    blockers.extend(guards_of_2026(view, step));
    blockers.extend(period_blocker(view, step));
    blockers.sort_by(|a, b| (a.state, a.id).cmp(&(b.state, b.id)));
    Gate { person: step.person, notice_issued: step.notice_issued, earliest: earliest_day(view, step), blockers }
}

/// Whether a reason against the sanction applies; `None` if that is not known.
type BlockerAnswer = Option<bool>;

/// Returns the reasons that apply at all times (Santa Clara's list, and the guards of the statute).
fn standing_reasons(view: &View, step: &Noncompliance) -> Vec<Blocker> {
    let not = |known: Option<bool>| known.map(|known| !known);
    let facts = &step.gate;
    let two_parents = household::adults(view).nth(1).is_some();
    let volunteer = view.has_status(step.person, RegistrationStatus::RegisteredVoluntary);
    let policy = view.policy;
    let list: &[(&'static str, &'static str, BlockerAnswer)] = &[
        (
            "aid_discontinued",
            "aid is discontinued, not only for a missing SAR 7",
            Some(is_aid_discontinued(view, step)),
        ),
        ("exemption_eligible", "an exemption applies or may apply", is_exemption_eligible(view, step)),
        ("time_limit_reached", "the months of aid are used up", time_on_aid::is_timed_out(view, step.person)),
        ("full_time_employment", "employment with full hours is verified", facts.full_time_employment),
        ("services_not_issued", "supportive services were not assigned or issued", not(facts.services_issued)),
        ("notices_wrong", "notices or forms are missing or wrong", not(facts.notices_correct)),
        ("process_not_followed", "the process was not followed", not(facts.process_followed)),
        ("submitted_late", "the request was not submitted in time", not(facts.submitted_in_time)),
    ];
    let gate = policy.sanction_gate.as_ref().filter(|gate| gate.value.0);
    let listed = gate
        .into_iter()
        .flat_map(|gate| list.iter().filter_map(|(id, says, applies)| blocker_for_rule(id, says, *applies, gate)));
    let second_parent_rule = if two_parents { policy.second_parent_notice.as_ref() } else { None };
    let second = second_parent_rule.and_then(|rule| {
        blocker_for_rule(
            "second_parent_not_noticed",
            "the second parent was not noticed at the start",
            not(facts.second_parent_noticed),
            rule,
        )
    });
    let volunteer = policy
        .volunteer_guard
        .as_ref()
        .and_then(|rule| blocker_for_rule("volunteer", "a volunteer is never sanctioned", Some(volunteer), rule));
    let exempt = policy.exempt_guard.as_ref();
    let exempt = exempt.and_then(|rule| {
        blocker_for_rule("exempt_at_failure", "exempt when the failure happened", Some(was_exempt(view, step)), rule)
    });
    listed.chain(second).chain(volunteer).chain(exempt).collect()
}

/// Returns the guards of 2026. Their sources are uncertain, so they only warn.
fn guards_of_2026(view: &View, step: &Noncompliance) -> Vec<Blocker> {
    let policy = view.policy;
    let child_care = step.gate.child_care_available.map(|available| !available);
    let child_care = policy.child_care_guard.as_ref().and_then(|rule| {
        blocker_for_rule(
            "child_care_unavailable",
            "child care was not available during the missed activity",
            child_care,
            rule,
        )
    });
    let transport = policy.transport_guard.as_ref().and_then(|rule| {
        blocker_for_rule(
            "transport_pending",
            "a transport payment is still being assessed",
            step.gate.transport_pending,
            rule,
        )
    });
    let new = policy.new_participant_guard.as_ref().and_then(|rule| {
        let entered = view.find_person(step.person).and_then(|person| person.entered_program);
        let applies = entered.map(|entered| view.on <= entered + rule.value);
        blocker_for_rule("new_participant", "the participant is in the first days of the program", applies, rule)
    });
    [child_care, transport, new].into_iter().flatten().collect()
}

/// Returns the reason that the period of the notice is not over, so that a sanction could not take effect yet.
fn period_blocker(view: &View, step: &Noncompliance) -> Option<Blocker> {
    let rule = view.policy.sanction_earliest.as_ref()?;
    let earliest = earliest_day(view, step)?;
    let says = message!("a sanction may take effect from {} on, not before", earliest);
    (view.on < earliest).then(|| Blocker { id: "too_early", says, state: BlockerState::Warns, under: rule.into() })
}

fn blocker_for_rule<T: ParamValue>(
    id: &'static str,
    says: &'static str,
    applies: BlockerAnswer,
    rule: &Param<T>,
) -> Option<Blocker> {
    let state = match applies {
        Some(false) => return None,
        Some(true) if rule.can_decide() => BlockerState::Blocks,
        Some(true) => BlockerState::Warns,
        None => BlockerState::CannotTell,
    };
    Some(Blocker { id, says: says.into(), state, under: rule.into() })
}

fn is_aid_discontinued(view: &View, step: &Noncompliance) -> bool {
    view.discontinuance().is_some() && step.gate.only_missing_sar7 != Some(true)
}

fn is_exemption_eligible(view: &View, step: &Noncompliance) -> BlockerAnswer {
    if exemption::exemptions_of(view, step.person).next().is_some() { Some(true) } else { step.gate.exemption_eligible }
}

/// Returns whether the participant was exempt on the day of the failure, or on the day of the notice if the day of the
/// failure is not known.
fn was_exempt(view: &View, step: &Noncompliance) -> bool {
    let day = step.failed_on.unwrap_or(step.notice_issued);
    let then = View::new(view.facts, view.policies, day);
    exemption::exemptions_of(&then, step.person).next().is_some()
        || then.has_status(step.person, RegistrationStatus::Exempt)
}

/// Finds non-compliances for which a sanction may be requested, with the reasons against it and its earliest day. A
/// sanction that was approved and has not begun is not requested again.
pub fn request_findings(view: &View) -> impl Iterator<Item = Finding> {
    let approved = |step: &Noncompliance| {
        step.sanction.as_ref().and_then(|sanction| sanction.approved).is_some_and(|day| day <= view.on)
    };
    view.facts.noncompliance.iter().filter(move |step| !approved(step)).filter_map(|step| {
        let (since, what) = match noncompliance_stage(step, view.on) {
            NoncomplianceStage::NoGoodCause(determination) => (determination.on, "no good cause was found"),
            NoncomplianceStage::PlanFailed(result) => (result.on, "the compliance plan failed"),
            _ => return None,
        };
        let gate = build_gate(view, step);
        let blocked = gate.blockers.iter().any(|blocker| blocker.state == BlockerState::Blocks);
        let says = if blocked {
            "a reason stands against a sanction"
        } else if step.sanction_requested.is_some_and(|day| day <= view.on) {
            "a sanction was asked for; the supervisor decides"
        } else {
            "a sanction may be asked for, or a way found to avoid it"
        };
        let earliest = gate.earliest?;
        let mut finding = Finding::new(RuleId::SanctionRequest, step.person, says)
            .due_on(earliest)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground(what, since, &step.source)
            .with_day_count(DayCount::new(
                "days since the notice",
                step.notice_issued,
                view.on,
                view.policy.sanction_earliest.as_ref().map(|days| days.value),
            ))
            .clears_when("the sanction is imposed, or the non-compliance is resolved or rescinded")
            .if_nothing("The participant stays in non-compliance without a decision.")
            .with_proposals(if blocked {
                vec![Proposal::Contact, Proposal::RecordDetermination]
            } else {
                vec![Proposal::Contact, Proposal::RequestSanction]
            });
        if let Some(returned) = step.sanction_returned.iter().rfind(|returned| returned.on <= view.on) {
            finding = finding.with_ground("the supervisor sent the request back", &returned.reason, &returned.source);
        }
        for blocker in gate.blockers {
            finding = add_blocker(finding, blocker);
        }
        if let Some(rule) = view.policy.sanction_earliest.as_ref() {
            finding = finding.under_policy(rule);
        }
        if matches!(noncompliance_stage(step, view.on), NoncomplianceStage::PlanFailed(_)) {
            finding = note_failed_plan(view, finding);
        }
        Some(finding)
    })
}

fn add_blocker(finding: Finding, blocker: Blocker) -> Finding {
    match blocker.state {
        BlockerState::Blocks => finding
            .with_grounds([Ground::new("against a sanction", blocker.says, &Source::Stated)])
            .with_citation(blocker.under),
        BlockerState::Warns => finding
            .with_grounds([Ground::new("look before asking", blocker.says, &Source::Stated)])
            .with_citation(blocker.under),
        BlockerState::CannotTell => finding.cannot_tell(message!("whether {}", blocker.says)),
    }
}

fn note_failed_plan(view: &View, finding: Finding) -> Finding {
    let finding = finding.cannot_tell(
        "the earliest day after a failed plan: one source says only not before the NA 840 date; the later day is given",
    );
    match view.policy.failed_plan_no_process.as_ref() {
        Some(rule) => finding.under_policy(rule),
        None => finding,
    }
}

/// Finds appointments after the end of the period. An appointment that was moved counts with its new day.
///
/// Source: WIC 11327.4(b)(1).
pub fn appointment_findings(view: &View) -> impl Iterator<Item = Finding> {
    undetermined_steps(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let last = step.notice_issued + period.value;
        let day = step.rescheduled.iter().filter(|moved| moved.on <= view.on).max_by_key(|moved| (moved.on, moved.to));
        let appointment = day.map(|moved| moved.to).or(step.appointment);
        let appointment = appointment.filter(|day| *day > last)?;
        Some(
            Finding::new(RuleId::AppointmentOutsidePeriod, step.person, "the appointment lies after the period")
                .due_on(last)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_ground("appointment", appointment, &step.source)
                .under_policy(period)
                .clears_when("an appointment within the period is recorded, or a determination")
                .if_nothing("The participant is not heard within the period, and a sanction would not hold up.")
                .with_proposals([Proposal::Reschedule, Proposal::Contact]),
        )
    })
}

/// Finds appointments that were moved more often than the statute allows.
pub fn rescheduled_again_findings(view: &View) -> impl Iterator<Item = Finding> {
    undetermined_steps(view).filter_map(|step| {
        let allowed = view.policy.reschedules.as_ref()?;
        let moved: Vec<_> = step.rescheduled.iter().filter(|moved| moved.on <= view.on).collect();
        let newest = moved.iter().map(|moved| moved.on).max()?;
        (moved.len() > usize::try_from(allowed.value.0).unwrap_or(usize::MAX)).then(|| {
            Finding::new(
                RuleId::RescheduledAgain,
                step.person,
                message!("the appointment was moved {} times", moved.len()),
            )
            .due_on(newest)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground("moved last", newest, &step.source)
            .under_policy(allowed)
            .clears_when("a determination is recorded")
            .if_nothing("The right to move the appointment is used up; a further move is the county's choice.")
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination])
        })
    })
}

/// Finds sanctions whose first day is earlier than the notice allows.
pub fn too_early_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let days = view.policy.sanction_earliest.as_ref()?;
        if step.rescinded.is_some_and(|day| day <= view.on) {
            return None;
        }
        let sanction = step.sanction.as_ref()?;
        let known = sanction.approved.unwrap_or(sanction.from) <= view.on;
        let earliest = step.notice_issued + days.value;
        (known && sanction.from < earliest).then(|| {
            Finding::new(RuleId::SanctionTooEarly, step.person, message!("the sanction begins before {}", earliest))
                .due_on(sanction.from)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_ground("sanction from", sanction.from, &step.source)
                .with_day_count(DayCount::new(
                    "days from the notice to the sanction",
                    step.notice_issued,
                    sanction.from,
                    Some(days.value),
                ))
                .under_policy(days)
                .clears_when("the sanction is moved to the earliest day or later, or rescinded")
                .if_nothing("The family loses aid earlier than the law allows.")
                .with_proposals([Proposal::Cure, Proposal::Contact])
        })
    })
}

/// Finds sanctions that were not handed off to the eligibility worker. The hand-off is due on the working day that
/// policy sets.
pub fn handoff_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let rule = view.policy.sanction_handoff.as_ref()?;
        let sanction = step.sanction.as_ref()?;
        let approved = sanction.approved.filter(|approved| *approved <= view.on)?;
        if sanction.handed_off.is_some_and(|day| day <= view.on) {
            return None;
        }
        let due = view.policy.calendar.add_working_days(approved, rule.value);
        let overdue = view.on > due;
        Some(
            Finding::new(RuleId::SanctionHandoff, step.person, "the eligibility worker is not told of the sanction")
                .due_on(due)
                .with_severity(if overdue { Severity::Aid } else { Severity::Duty })
                .with_ground("sanction approved", approved, &step.source)
                .under_policy(rule)
                .clears_when("the hand-off to the eligibility worker is recorded")
                .if_nothing("The sanction is imposed late, or in the wrong month.")
                .with_proposals([Proposal::RequestSanction]),
        )
    })
}

/// Finds open non-compliances of volunteers, and of participants who were exempt on the day of the failure: no sanction
/// may follow.
pub fn never_sanctioned_findings(view: &View) -> impl Iterator<Item = Finding> {
    let open = view.facts.noncompliance.iter().filter(|step| {
        !matches!(noncompliance_stage(step, view.on), NoncomplianceStage::NotYet | NoncomplianceStage::Over)
    });
    open.filter_map(|step| {
        let (rule, says) = if view.has_status(step.person, RegistrationStatus::RegisteredVoluntary) {
            (view.policy.volunteer_guard.as_ref()?, "a volunteer is not sanctioned; close the activity")
        } else if was_exempt(view, step) {
            (view.policy.exempt_guard.as_ref()?, "exempt when the failure happened; no non-compliance")
        } else {
            return None;
        };
        Some(
            Finding::new(RuleId::NeverSanctioned, step.person, says)
                .due_on(step.notice_issued)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_ground("failure on", Value::day_or(step.failed_on, "not recorded"), &step.source)
                .under_policy(rule)
                .clears_when("the non-compliance is rescinded or resolved")
                .if_nothing("A participant who may not be sanctioned may lose aid.")
                .with_proposals([Proposal::RecordDetermination, Proposal::SetActivityStatus]),
        )
    })
}
