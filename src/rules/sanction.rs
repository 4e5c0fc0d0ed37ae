//! From an undecided non-compliance to a sanction: the appointment, the request through the gate, the hand-off.

use chrono::NaiveDate;

use super::contacts_made;
use super::finding::{DayCount, Finding, Ground};
use super::gate::{self, Gate};
use super::lifting;
use super::message::{Message, Value, message};
use super::noncompliance::{
    NoncomplianceStage, WITHOUT_DETERMINATION, appointment_ground, begun_sanction, is_in_period, noncompliance_stage,
    sanction_without_determination, undetermined_steps,
};
use super::reason_against::{Answer, ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::sanction_start::{is_sanctioned, sanctioned_since};
use super::social_work;
use super::view::View;
use crate::domain::category::Severity;
use crate::domain::count_with_noun;
use crate::domain::facts::{Noncompliance, Sanction, Source};
use crate::domain::proposal::Proposal;

/// Finds non-compliances for which a sanction may be requested, with the reasons against it, its earliest day and the
/// first of a month from which aid may be lowered. A sanction that was approved and has not begun is not requested again.
pub fn request_findings(view: &View) -> impl Iterator<Item = Finding> {
    let approved = |step: &Noncompliance| {
        step.sanction.as_ref().and_then(|sanction| sanction.approved).is_some_and(|day| day <= view.on)
    };
    let open = view.facts.noncompliance.iter().filter(move |step| !approved(step));
    open.filter_map(|step| request_finding(view, step))
}

fn request_finding(view: &View, step: &Noncompliance) -> Option<Finding> {
    let (since, what, value) = match noncompliance_stage(step, view.on) {
        // Until the period is over, a compliance plan may be agreed. The period has its own finding; no request is due, and
        // one that was made all the same must not pass unseen.
        NoncomplianceStage::NoGoodCause(_) if is_in_period(view, step) => {
            (step.open_request(view.on)?, "a sanction was requested", Noncompliance::REQUEST)
        }
        NoncomplianceStage::NoGoodCause(found) => (found.on, "no good cause was found", Noncompliance::DETERMINATION),
        NoncomplianceStage::PlanFailed(result) => (result.on, "the compliance plan failed", Noncompliance::PLAN_RESULT),
        // What was decided since the request has to reach the supervisor, or that nothing was decided yet.
        NoncomplianceStage::Over | NoncomplianceStage::OnPlan | NoncomplianceStage::Undetermined => {
            (step.open_request(view.on)?, "a sanction was requested", Noncompliance::REQUEST)
        }
        _ => return None,
    };
    let gate = gate::build_gate(view, step);
    let rule = view.policy.sanction_earliest.as_ref()?;
    let mut finding = Finding::new(RuleId::SanctionRequest, step.person, request_message(view, step, &gate))
        .due_on(gate.earliest?)
        .arising_on([since])
        .arising_on(decided_since_request(view, step))
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_ground(what, since, step.value_source(value))
        .with_grounds(unknown_day_ground(step))
        .with_grounds(social_work::running_case_ground(view, step.person))
        .with_day_count(DayCount::new("days since the notice", step.notice_issued, view.on, Some(rule.value)))
        .under_policy(rule)
        .clears_when(if gate.is_blocked() {
            "the non-compliance is resolved or rescinded, or the reason against a sanction no longer applies"
        } else {
            "the sanction is imposed, or the non-compliance is resolved or rescinded"
        })
        .if_nothing("The participant stays in non-compliance without a decision.")
        .with_proposals(if gate.is_blocked() || gate.is_requested {
            [Proposal::Contact, Proposal::RecordDetermination]
        } else {
            [Proposal::Contact, Proposal::RequestSanction]
        });
    if let Some(returned) = step.last_return(view.on) {
        finding = finding.with_ground(
            "the supervisor sent the request back",
            Value::Written(returned.reason.clone()),
            &returned.source,
        );
    }
    if matches!(noncompliance_stage(step, view.on), NoncomplianceStage::PlanFailed(_)) {
        finding = note_failed_plan(view, &gate, finding);
    }
    let finding = note_first_of_month(view, &gate, finding);
    Some(gate::add_reasons(finding, gate))
}

/// Returns the ground that the day of the failure is not recorded: what is looked at for it is looked at on the days on which
/// it may have happened.
fn unknown_day_ground(step: &Noncompliance) -> Option<Ground> {
    let source = step.value_source(Noncompliance::FAILURE);
    step.failed_on.is_none().then(|| Ground::new("day of the failure", Value::day_or(None, "not recorded"), source))
}

/// Returns the days of what was decided about the failure by the day of the view while a request waits: it has to reach the
/// supervisor, and not before it is decided.
fn decided_since_request(view: &View, step: &Noncompliance) -> impl Iterator<Item = NaiveDate> + use<> {
    let waits = step.open_request(view.on).is_some();
    let determined = step.determination.as_ref().map(|determination| determination.on);
    let ended = step.plan_result.as_ref().map(|result| result.on);
    let on = view.on;
    [determined, ended].into_iter().flatten().filter(move |day| waits && *day <= on)
}

/// Returns the text of a request: that the supervisor sent the last one back, as long as no other was made, and how the
/// reasons stand.
fn request_message(view: &View, step: &Noncompliance, gate: &Gate) -> Message {
    let text = request_text(view, step, gate);
    match step.last_return(view.on).filter(|_| step.open_request(view.on).is_none()) {
        Some(returned) => message!("the supervisor sent the request back on {}; {}", returned.on, text),
        None => text,
    }
}

/// Returns the first words of a request: whether a reason stands against it, is to be looked at, or none is known.
fn request_text(view: &View, step: &Noncompliance, gate: &Gate) -> Message {
    let warns = |reason: &&ReasonAgainst| reason.state == ReasonState::Warns && reason.id != gate::TOO_EARLY;
    if let Some(reason) = gate.first_blocker() {
        return message!("do not request a sanction: {}", reason.says.clone());
    }
    let open = gate.blockers.iter().filter(|reason| reason.state == ReasonState::CannotTell).count();
    let is_asked = |reason: &&ReasonAgainst| reason.state == ReasonState::CannotTell && !reason.unrecorded;
    if gate.is_requested {
        return match gate.blockers.iter().find(warns) {
            Some(reason) => {
                message!("a sanction was requested; check before the supervisor decides: {}", reason.says.clone())
            }
            None => match gate.blockers.iter().find(is_asked) {
                Some(reason) if reason.id == gate::OUT_OF_ORDER => {
                    "a sanction was requested before the steps that must come first; the supervisor decides".into()
                }
                Some(reason) => message!(
                    "a sanction was requested; find out before the supervisor decides whether {}",
                    reason.says.clone()
                ),
                None => "a sanction was requested; the supervisor decides".into(),
            },
        };
    }
    match gate.blockers.iter().find(warns) {
        Some(reason) => message!("check before a sanction is requested: {}", reason.says.clone()),
        None if open > 0 => {
            let questions = count_with_noun(i64::try_from(open).unwrap_or(i64::MAX), "open question");
            message!("answer {} before a sanction is requested", questions)
        }
        None if matches!(noncompliance_stage(step, view.on), NoncomplianceStage::PlanFailed(_)) => {
            "no reason on record stands against requesting a sanction; first try to reach the participant".into()
        }
        None => {
            "no reason on record stands against requesting a sanction; first try to reach the participant and agree on a plan"
                .into()
        }
    }
}

/// Shows the first of a month from which aid may be lowered, beside the 30 days of the statute.
fn note_first_of_month(view: &View, gate: &Gate, finding: Finding) -> Finding {
    match (view.policy.sanction_first_of_month.as_ref(), gate.first_of_month) {
        (Some(rule), Some(first)) => finding
            .with_ground("first day of a sanction, because aid ends with a month", first, &Source::Stated)
            .under_policy(rule),
        _ => finding,
    }
}

/// Notes what is not sure about the first day after a failed plan: NA 817 must be timely, and aid ends with a month.
fn note_failed_plan(view: &View, gate: &Gate, mut finding: Finding) -> Finding {
    const ONE_SOURCE: &str =
        "from which day a sanction may begin after a failed plan: sources differ, and the later date is shown";
    finding = finding.cannot_tell(ONE_SOURCE);
    if let (Some(first), Some(timely)) = (gate.first_of_month, view.policy.timely_notice.as_ref()) {
        finding = finding
            .cannot_tell(message!(
                "whether a sanction after a failed plan may begin before {}: NA 817 must go out at least {} days before, \
                 and aid stops only at the end of a month; the statute names only the days after the notice of action",
                first,
                timely.value.0
            ))
            .under_policy(timely);
    }
    match view.policy.failed_plan_no_process.as_ref() {
        Some(rule) => finding.under_policy(rule),
        None => finding,
    }
}

/// Finds appointments after the end of the period, and notices without an appointment while the period runs. An appointment
/// that was moved counts with its new day, and a contact within the period takes the place of one.
///
/// Source: WIC 11327.4(b)(1).
pub fn appointment_findings(view: &View) -> impl Iterator<Item = Finding> {
    undetermined_steps(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let last = step.notice_issued + period.value;
        let appointment = step.appointment_on(view.on);
        let says: Message = match appointment {
            Some(day) if day <= last => return None,
            Some(_) => "the appointment is after the good-cause period".into(),
            None if last < view.on || is_heard(view, step, last) => return None,
            // Nobody is asked to an appointment about a failure that is none, or of which a sanction is on record.
            None if gate::reason_never_to_sanction(view, step).is_some() => return None,
            None if sanction_without_determination(view, step).is_some() => return None,
            None => {
                message!("no appointment is recorded; it must be within the good-cause period, which ends on {}", last)
            }
        };
        let finding = Finding::new(RuleId::AppointmentOutsidePeriod, step.person, says)
            .due_on(last)
            .arising_on(step.last_move(view.on).map(|moved| moved.on))
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_grounds(appointment_ground(step, view.on))
            .under_policy(period)
            .if_nothing("The participant is not heard within the period, and a sanction would not hold up.")
            .with_proposals([
                if appointment.is_some() { Proposal::Reschedule } else { Proposal::SetAppointment },
                Proposal::Contact,
            ]);
        Some(if appointment.is_some() {
            finding.clears_when("an appointment within the period is recorded, or a determination")
        } else {
            finding.clears_when("an appointment within the period is recorded, or a contact, or a determination")
        })
    })
}

/// Returns whether the participant was contacted since the notice, up to the last day of its period.
fn is_heard(view: &View, step: &Noncompliance, last: NaiveDate) -> bool {
    let first = step.notice_issued.succ_opt();
    first.is_some_and(|first| contacts_made::made_within(view, step.person, first, last).is_some())
}

/// Finds appointments that were moved more often than the statute allows.
pub fn rescheduled_again_findings(view: &View) -> impl Iterator<Item = Finding> {
    undetermined_steps(view).filter_map(|step| {
        let allowed = view.policy.reschedules.as_ref()?;
        let moved: Vec<_> = step.rescheduled.iter().filter(|moved| moved.on <= view.on).collect();
        let newest = moved.iter().map(|moved| moved.on).max()?;
        (moved.len() > usize::try_from(allowed.value.0).unwrap_or(usize::MAX)).then(|| {
            let by_county = Answer::Unrecorded("the county moved the appointment, and not the participant".into());
            let finding = Finding::new(
                RuleId::RescheduledAgain,
                step.person,
                message!("the appointment was moved {} times", moved.len()),
            )
            .due_on(newest)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground("moved last", newest, step.value_source(Noncompliance::MOVED_APPOINTMENT))
            .under_policy(allowed)
            .clears_when("a determination is recorded")
            .if_nothing("The right to move the appointment is used up; a further move is the county's choice.")
            .cannot_tell(
                "whether the right to move the appointment is used up: who moved it is not recorded, and a move by the county \
                 uses up nothing",
            )
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination]);
            let finding = gate::with_all_reasons(finding, gate::build_gate(view, step));
            let rule = view.policy.good_cause_guard.as_ref();
            finding.with_reasons(rule.map(|rule| ReasonAgainst::new("moved_by_county", by_county, rule)))
        })
    })
}

/// Returns the first day of the status of a sanction that began before the notice of the non-compliance allows one, where no
/// sanction is recorded that explains it.
pub(super) fn early_status_since(view: &View, step: &Noncompliance) -> Option<NaiveDate> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let participant = view.participants().find(|participant| participant.number == step.person)?;
    let since = is_sanctioned(&participant).then(|| sanctioned_since(view, &participant))?;
    let rescinded = step.rescinded.is_some_and(|day| day <= view.on);
    let theirs = view.facts.noncompliance.iter().filter(|other| other.person == step.person);
    let explains = |other: &Noncompliance| {
        let has_sanction = begun_sanction(view, other).is_some_and(|sanction| sanction.from <= since);
        let may_have_sanction = other.notice_issued + days.value <= since;
        has_sanction || may_have_sanction
    };
    let is_early = step.notice_issued <= since && since < step.notice_issued + days.value;
    // A sanction that is recorded with this notice is judged by its own first day, unless the status began before it.
    let is_recorded = step.sanction.as_ref().is_some_and(|sanction| sanction.from <= since);
    (is_early && !rescinded && !is_recorded && !theirs.into_iter().any(explains)).then_some(since)
}

/// Finds participants whose status is that of a sanction before the notice allows one.
pub fn early_status_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let days = view.policy.sanction_earliest.as_ref()?;
        let since = early_status_since(view, step)?;
        let earliest = step.notice_issued + days.value;
        let says = if let Some(sanction) = &step.sanction {
            message!(
                "the status of a sanction began on {}, before {}; the sanction on record is from {}",
                since,
                earliest,
                sanction.from
            )
        } else {
            message!("the status of a sanction began on {}, before {}, and no approval is recorded", since, earliest)
        };
        Some(
            Finding::new(RuleId::SanctionTooEarly, step.person, says)
                .due_on(since)
                .arising_on(step.sanction.as_ref().and_then(|sanction| sanction.approved))
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_ground("sanctioned since", since, &Source::Stated)
                .with_day_count(DayCount::new(
                    "days from the notice to the sanction",
                    step.notice_issued,
                    since,
                    Some(days.value),
                ))
                .under_policy(days)
                .clears_when("the status is corrected, or the sanction is moved to the earliest day or later")
                .if_nothing("The family loses aid earlier than the law allows.")
                .cannot_tell("whether the status belongs to another notice: none that explains it is recorded")
                .with_proposals([Proposal::Cure, Proposal::Contact]),
        )
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
            let says = if sanction.from <= view.on {
                message!("the sanction began before {}", earliest)
            } else {
                message!("the sanction begins before {}", earliest)
            };
            Finding::new(RuleId::SanctionTooEarly, step.person, says)
                .due_on(sanction.from)
                .arising_on(sanction.approved)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
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
/// policy sets. A sanction that is to be withdrawn before it begins is not handed off, nor one that was rescinded or whose
/// notice is not issued yet.
pub fn handoff_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let rule = view.policy.sanction_handoff.as_ref()?;
        let sanction = step.sanction.as_ref()?;
        let approved = sanction.approved.filter(|approved| *approved <= view.on)?;
        let rescinded = step.rescinded.is_some_and(|day| day <= view.on);
        if rescinded || step.notice_issued > view.on {
            return None;
        }
        if sanction.handed_off.is_some_and(|day| day <= view.on) || lifting::is_to_be_lifted(view, step) {
            return None;
        }
        let due = view.policy.calendar.add_working_days(approved, rule.value);
        let overdue = view.on > due;
        let finding = Finding::new(RuleId::SanctionHandoff, step.person, "")
            .due_on(due)
            .with_severity(if overdue { Severity::Aid } else { Severity::Duty })
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground("sanction approved", approved, step.value_source(Noncompliance::SANCTION))
            .under_policy(rule)
            .clears_when("the hand-off to the eligibility worker is recorded");
        Some(hand_off_or_rescind(view, step, sanction, finding))
    })
}

/// Asks for the hand-off, or where a reason stood against the sanction on the day before it began, for a look at the
/// sanction: no worker is asked to take aid that may not be taken. A reason that is not sure is named on the hand-off.
fn hand_off_or_rescind(view: &View, step: &Noncompliance, sanction: &Sanction, finding: Finding) -> Finding {
    let begun = gate::build_gate_of_begun(view, step, sanction.from);
    let waits = begun.as_ref().is_some_and(|begun| begun.hearing_decided.is_some());
    let gate = begun.map_or_else(|| gate::build_gate(view, step), |begun| begun.gate);
    if gate.is_blocked() || waits {
        let says = match gate.first_blocker() {
            Some(reason) => message!(
                "the eligibility worker has not been notified; do not hand the sanction off: {}",
                reason.says.clone()
            ),
            None => {
                "the eligibility worker has not been notified; a hearing is decided, and its result is not recorded"
                    .into()
            }
        };
        let finding = Finding { says, ..finding }
            .if_nothing("Aid is taken from the family although there is a reason against the sanction.")
            .with_proposals([Proposal::RecordDetermination, Proposal::Contact]);
        let finding = if waits { finding.cannot_tell(lifting::RESULT_OF_HEARING) } else { finding };
        gate::add_reasons(finding, gate)
    } else {
        gate::note_open_reasons(ask_for_hand_off(view, step, finding), gate)
    }
}

/// Asks for the hand-off, or first for the determination where none is recorded: nobody is asked to impose what nobody
/// decided.
fn ask_for_hand_off(view: &View, step: &Noncompliance, finding: Finding) -> Finding {
    if sanction_without_determination(view, step).is_none() {
        return Finding { says: "the eligibility worker has not been notified of the sanction".into(), ..finding }
            .if_nothing("The sanction is imposed late, or in the wrong month.")
            .with_proposals([Proposal::RequestSanction]);
    }
    let says =
        "the eligibility worker has not been notified of the sanction, and no determination of cause is recorded";
    Finding { says: says.into(), ..finding }
        .if_nothing("The family may lose aid for a failure of which nobody found out whether it had good cause.")
        .with_proposals([Proposal::RecordDetermination, Proposal::Contact])
        .cannot_tell(WITHOUT_DETERMINATION)
}

/// Finds open non-compliances of participants who were volunteers or exempt on the day of the failure: no sanction may
/// follow, whatever their status is now (WIC 11327.5(b)).
pub fn never_sanctioned_findings(view: &View) -> impl Iterator<Item = Finding> {
    let open = view.facts.noncompliance.iter().filter(|step| {
        !matches!(noncompliance_stage(step, view.on), NoncomplianceStage::NotYet | NoncomplianceStage::Over)
    });
    open.filter_map(|step| {
        let reason = gate::reason_never_to_sanction(view, step)?;
        let says = if reason.id == "volunteer" {
            "a volunteer is not sanctioned; close the activity"
        } else {
            "the participant was exempt when the failure happened; there is no non-compliance"
        };
        Some(
            Finding::new(RuleId::NeverSanctioned, step.person, says)
                .due_on(step.notice_issued)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_ground(
                    "failure on",
                    Value::day_or(step.failed_on, "not recorded"),
                    step.value_source(Noncompliance::FAILURE),
                )
                .with_ground("reason against a sanction", reason.says.clone(), &reason.source)
                .with_citation(reason.under.clone())
                .with_reasons([reason])
                .clears_when("the non-compliance is rescinded or resolved")
                .if_nothing("A participant who may not be sanctioned may lose aid.")
                .with_proposals([Proposal::RecordDetermination, Proposal::SetActivityStatus]),
        )
    })
}
