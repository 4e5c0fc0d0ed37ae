//! The gate of a sanction: every reason against it, looked at on the day of the failure, on the day of the decision,
//! and again until the sanction's first day.
//!
//! The same gate speaks before a request, while a non-compliance waits for its determination, and after the approval.
//! It also names the reasons that the record does not hold, and those that nobody has recorded either way.
//!
//! Sources: WIC 11320.3, 11322.8, 11327.4, 11327.5; Santa Clara CWES handbook, chapters 35 and 36.

mod ahead;
mod appointment;
mod day_off;
mod decision;
mod excused_since;
mod excuses;
mod hours_met;
mod job;
mod job_search;
mod notice;
mod participant;
mod program;
mod record;
mod step;
mod unknown_day;

pub(super) use ahead::excuse_begins_with_sanction;
use chrono::NaiveDate;
pub(super) use decision::{DECIDED, OUT_OF_ORDER};
pub(super) use excuses::{HEARING_OPEN, is_late_against_days, text_of_reversed_hearing};
pub(super) use hours_met::{HOURS_MET, PLAN_FAILED_EARLY, hours_that_end};
pub(super) use participant::{EXEMPTION, OUTSIDE_UNIT};
pub use program::REUNIFICATION_ONLY;
use serde::Serialize;
pub use step::{earliest_day, earliest_days, first_of_month};

use self::step::FailedStep;
use super::finding::{Finding, Ground};
use super::message::{Message, message};
use super::noncompliance::{NoncomplianceStage, is_in_period, last_day_of_period, noncompliance_stage};
use super::reason_against::{Answer, ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::time_on_aid;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::count_with_noun;
use crate::domain::dates::days_between;
use crate::domain::facts::Noncompliance;

/// The id of the reason that the period of the notice still runs.
pub(super) const PERIOD_NOT_OVER: &str = "period_not_over";
/// The id of the reason that a sanction could not take effect yet.
pub(super) const TOO_EARLY: &str = "too_early";

/// The gate that a request for a sanction must pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// The participant.
    pub person: PersonNumber,
    /// The notice of action.
    pub notice_issued: NaiveDate,
    /// Whether a sanction was requested already.
    #[serde(skip)]
    pub(super) is_requested: bool,
    /// The first day on which a sanction may take effect.
    pub earliest: Option<NaiveDate>,
    /// The first of a month from which aid may be lowered: aid is paid by the month.
    pub first_of_month: Option<NaiveDate>,
    /// The reasons against the sanction that apply or may apply; those that forbid it come first.
    pub blockers: Vec<ReasonAgainst>,
    /// The reasons that were looked at and are not in the record.
    pub absent: Vec<ReasonAgainst>,
}

impl Gate {
    /// Returns whether a reason forbids the sanction.
    pub fn is_blocked(&self) -> bool {
        self.blockers.iter().any(|reason| reason.state == ReasonState::Blocks)
    }

    /// Returns the first of the reasons that forbid the sanction.
    pub(super) fn first_blocker(&self) -> Option<&ReasonAgainst> {
        self.blockers.iter().find(|reason| reason.state == ReasonState::Blocks)
    }

    /// Replaces the reason with the same id if the new one is more certain.
    fn take_surer(&mut self, later: Option<ReasonAgainst>) {
        let Some(later) = later else { return };
        let mut all = self.blockers.iter_mut().chain(&mut self.absent);
        match all.find(|known| known.id == later.id) {
            Some(known) if later.state < known.state => *known = later,
            Some(_) => {}
            None => self.blockers.push(later),
        }
        self.sort_reasons();
    }

    /// Replaces a blocking reason with the same id by one that is no longer certain. Returns whether it did.
    fn open_up(&mut self, later: ReasonAgainst) -> bool {
        let mut forbidding = self.blockers.iter_mut().filter(|known| known.state == ReasonState::Blocks);
        let Some(known) = forbidding.find(|known| known.id == later.id) else { return false };
        *known = later;
        self.sort_reasons();
        true
    }

    /// Sorts the reasons: those that forbid the sanction first, those that the record does not hold apart.
    fn sort_reasons(&mut self) {
        self.blockers.append(&mut self.absent);
        self.blockers.sort_unstable_by_key(|reason| (reason.state, reason.id));
        let held = self.blockers.partition_point(|reason| reason.state != ReasonState::Absent);
        self.absent = self.blockers.split_off(held);
    }
}

/// Returns the gates of the non-compliances for which a sanction could be requested: the period is over without a
/// determination, no good cause was found, or the compliance plan failed.
pub fn sanction_gates(view: &View) -> Vec<Gate> {
    let steps = view.facts.noncompliance.iter().filter(|step| can_request_sanction(view, step));
    let mut gates: Vec<Gate> = steps.map(|step| build_gate(view, step)).collect();
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
        // Before the period is over the gate is blocked, and says how many days are left.
        NoncomplianceStage::NoGoodCause(_) | NoncomplianceStage::PlanFailed(_) => true,
        NoncomplianceStage::Undetermined => period.is_some_and(|period| view.on > step.notice_issued + period.value),
        _ => false,
    }
}

/// Builds the gate of a non-compliance, at whatever stage it is.
pub(super) fn build_gate(view: &View, step: &Noncompliance) -> Gate {
    let of = FailedStep::new(view, step);
    let mut reasons = find_reasons(&of);
    unknown_day::look_at_other_days(&of, &mut reasons);
    ahead::look_ahead(&of, &mut reasons);
    let mut gate = Gate {
        person: step.person,
        notice_issued: step.notice_issued,
        is_requested: step.open_request(view.on).is_some(),
        earliest: earliest_day(view, step),
        first_of_month: first_of_month(view, step),
        blockers: reasons,
        absent: Vec::new(),
    };
    gate.sort_reasons();
    gate
}

/// The gate of a sanction that has begun.
pub(super) struct BegunGate {
    /// The gate as it stood on the day before the first day, with what was recorded since about the time before it.
    pub gate: Gate,
    /// The day since then on which a hearing was decided that had held the sanction up. Its result is not recorded.
    pub hearing_decided: Option<NaiveDate>,
}

/// Builds the gate of a sanction that has begun as it stood on the day before its first day, with what was posted since
/// about the hours of the months before it, and with a hearing that was decided since; `None` if the sanction has not
/// begun by the day of the view.
pub(super) fn build_gate_of_begun(view: &View, step: &Noncompliance, first_day: NaiveDate) -> Option<BegunGate> {
    let eve = first_day.pred_opt().filter(|eve| *eve < view.on)?;
    let mut gate = build_gate(&View::new(view.facts, view.policies, eve), step);
    let now = FailedStep::new(view, step);
    date_past_reasons(&mut gate, &now, eve);
    gate.take_surer(hours_met::hours_met_before(&now, first_day));
    gate.take_surer(decision::good_cause_determined(&now));
    gate.take_surer(notice::notice_not_timely(&now));
    let decided = step.hearing_decided.filter(|day| eve < *day && *day <= view.on);
    let hearing = decided.and_then(|_| excuses::open_hearing(&now));
    let hearing_decided = decided.filter(|_| hearing.is_some_and(|hearing| gate.open_up(hearing)));
    Some(BegunGate { gate, hearing_decided })
}

/// Adds the day to each reason that is said of the present, stood on the day before the sanction began and no longer does.
fn date_past_reasons(gate: &mut Gate, now: &FailedStep, eve: NaiveDate) {
    const OF_THE_DAY: &[&str] = &[
        participant::AID_DISCONTINUED,
        EXEMPTION,
        OUTSIDE_UNIT,
        program::NEW_PARTICIPANT,
        program::TRANSPORT,
        job::FULL_TIME_JOB,
    ];
    let of_day = |reason: &&mut ReasonAgainst| OF_THE_DAY.contains(&reason.id) && !reason.unrecorded;
    let mut said = gate.blockers.iter_mut().filter(of_day).peekable();
    if said.peek().is_none() {
        return;
    }
    let today = find_reasons(now);
    for reason in said {
        if !today.iter().any(|other| other.id == reason.id && other.says == reason.says) {
            reason.says = message!("{} (as of {}, the day before it began)", reason.says.clone(), eve);
        }
    }
}

/// Returns the reason for which the participant may never be sanctioned for this failure: the participant was a
/// volunteer or exempt on its day.
pub(super) fn reason_never_to_sanction(view: &View, step: &Noncompliance) -> Option<ReasonAgainst> {
    let of = FailedStep::new(view, step);
    let reasons = [participant::volunteer_at_failure(&of), participant::exempt_at_failure(&of)];
    reasons.into_iter().flatten().find(|reason| reason.state == ReasonState::Blocks)
}

/// Returns every reason against a sanction with what was found, in no particular order.
fn find_reasons(of: &FailedStep) -> Vec<ReasonAgainst> {
    let mut reasons = handbook_reasons(of);
    let more = [
        participant::exempt_at_failure(of),
        participant::volunteer_at_failure(of),
        participant::outside_unit(of),
        participant::minor(of),
        participant::cal_learn(of),
        participant::not_required_yet(of),
        record::names_nobody(of),
        record::listed_twice(of),
        decision::decided_otherwise(of),
        decision::not_in_plan(of),
        decision::out_of_order(of),
        notice::notice_not_timely(of),
        excuses::good_cause(of),
        excuses::open_hearing(of),
        hours_met::hours_met(of),
        hours_met::plan_hours_met(of),
        hours_met::plan_failed_early(of),
        program::second_parent_not_noticed(of),
        program::child_care_unavailable(of),
        program::transport_pending(of),
        job_search::job_search_not_agreed(of),
        program::new_participant(of),
        program::reunification_only(of),
        program::social_work_open(of),
        appointment::outside_period(of),
        period_not_over(of),
        too_early(of),
    ];
    reasons.reserve(more.len());
    for reason in more {
        reasons.extend(reason);
    }
    reasons
}

/// Returns the reasons of Santa Clara's list.
fn handbook_reasons(of: &FailedStep) -> Vec<ReasonAgainst> {
    let Some(gate) = of.view.policy.sanction_gate.as_ref().filter(|gate| gate.value.0) else { return Vec::new() };
    let not = |known: Option<bool>| known.map(|known| !known);
    let (view, facts) = (&of.view, &of.step.gate);
    let source = of.step.value_source(Noncompliance::REASONS);
    let omitted = |id, done: Option<bool>, says, positive| {
        ReasonAgainst::new(id, Answer::from_omission(not(done), says, positive), gate).stated_by(source)
    };
    vec![
        participant::aid_discontinued(of, gate),
        participant::exemption_now(of, gate),
        ReasonAgainst::new("time_limit_reached", time_on_aid::time_limit_answer(view, of.step.person), gate),
        job::full_time_job(of, gate),
        program::services_not_issued(of, gate),
        notice::notices_wrong(of, gate),
        omitted(
            "process_not_followed",
            facts.process_followed,
            "the process was not followed",
            "the process was followed",
        ),
        omitted(
            "submitted_late",
            facts.submitted_in_time,
            "the request was not submitted in time",
            "the request was submitted in time",
        ),
    ]
}

/// Returns the reason that the period of the notice runs, so that good cause may be shown or a compliance plan agreed;
/// or that a sanction was approved before it was over. After a failed plan it is no reason (Santa Clara, NA 817).
fn period_not_over(of: &FailedStep) -> Option<ReasonAgainst> {
    let (view, step) = (&of.view, of.step);
    let rule = view.policy.good_cause_period.as_ref()?;
    let last = last_day_of_period(view, step)?;
    let in_period = is_in_period(view, step);
    let answer = match step.sanction.as_ref().map(|sanction| sanction.approved) {
        Some(Some(approved)) if approved <= last.min(view.on) && step.plan_result.is_none() => Answer::MayHold(
            message!("the sanction was approved on {}, before the good-cause period ended on {}", approved, last),
        ),
        // A sanction of which the record does not know the approval counts as approved.
        Some(None) if in_period => Answer::MayHold(period_left_text(view, step, last)),
        _ if in_period => Answer::Holds(period_left_text(view, step, last)),
        _ if view.on <= last => Answer::Absent("a decision ended the good-cause period".into()),
        _ => Answer::Absent(message!("the good-cause period ended on {}", last)),
    };
    Some(ReasonAgainst::new(PERIOD_NOT_OVER, answer, rule))
}

/// Returns how many days of the period are left, and the appointment that is not held yet.
pub(super) fn period_left_text(view: &View, step: &Noncompliance, last: NaiveDate) -> Message {
    let left = days_between(view.on, last);
    let left = if left == 0 { "it ends today".into() } else { message!("{} left", count_with_noun(left, "day")) };
    let runs = message!("the good-cause period runs until {} ({})", last, left);
    let ahead = step.appointment_on(view.on).filter(|day| view.on < *day);
    if let Some(appointment) = ahead {
        return message!("{}, and the appointment on {} has not taken place yet", runs, appointment);
    }
    runs
}

/// Returns the reason that a sanction could not take effect yet.
fn too_early(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.sanction_earliest.as_ref()?;
    let earliest = earliest_day(&of.view, of.step)?;
    let says = message!("a sanction may take effect no earlier than {}", earliest);
    (of.view.on < earliest).then(|| ReasonAgainst::new(TOO_EARLY, Answer::MayHold(says), rule))
}

/// Adds the reasons of a gate to a finding: those that apply as grounds, the open ones to `cannot_tell`, and all of
/// them as the reasons that were looked at.
pub(super) fn add_reasons(mut finding: Finding, gate: Gate) -> Finding {
    let is_approved = matches!(finding.rule, RuleId::SanctionToLift | RuleId::SanctionHandoff);
    let check = if is_approved {
        "to be checked as well"
    } else if gate.is_requested {
        "check before approving"
    } else {
        "check before requesting"
    };
    let is_to_lift = finding.rule == RuleId::SanctionToLift;
    for reason in &gate.blockers {
        finding = match reason.state {
            // What nobody has recorded was asked before the approval, and takes nothing from a reason to withdraw.
            _ if is_to_lift && reason.unrecorded => finding,
            ReasonState::Blocks => add_ground(finding, "reason against a sanction", reason),
            ReasonState::Warns => add_ground(finding, check, reason),
            ReasonState::CannotTell if reason.unrecorded => {
                finding.cannot_tell(message!("nobody has recorded whether {}", reason.says.clone()))
            }
            ReasonState::CannotTell => finding.cannot_tell(message!("whether {}", reason.says.clone())),
            ReasonState::Absent => finding,
        };
    }
    with_all_reasons(finding, gate)
}

/// Adds the reasons of a gate to a finding about a sanction that was approved: those that may apply to `cannot_tell`,
/// and all of them as the reasons that were looked at. What nobody has recorded was asked before the approval.
pub(super) fn note_open_reasons(finding: Finding, gate: Gate) -> Finding {
    let open = |reason: &&ReasonAgainst| !reason.unrecorded && reason.id != TOO_EARLY;
    let finding = gate.blockers.iter().filter(open).fold(finding, |finding, reason| match reason.state {
        ReasonState::CannotTell => finding.cannot_tell(message!("whether {}", reason.says.clone())),
        _ => finding.cannot_tell(message!("whether the sanction may stand: {}", reason.says.clone())),
    });
    with_all_reasons(finding, gate)
}

/// Adds all reasons of a gate as those that were looked at.
pub(super) fn with_all_reasons(finding: Finding, mut gate: Gate) -> Finding {
    gate.blockers.append(&mut gate.absent);
    Finding { reasons_against: gate.blockers, ..finding }
}

fn add_ground(finding: Finding, fact: &'static str, reason: &ReasonAgainst) -> Finding {
    finding.with_grounds([Ground::new(fact, reason.says.clone(), &reason.source)]).with_citation(reason.under.clone())
}
