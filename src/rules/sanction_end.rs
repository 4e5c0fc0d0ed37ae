//! Whether a sanction that has begun still holds. Nothing is ended because of one that is cured or stayed, and where it may
//! be over, that is said.
//!
//! Sources: ACL 06-27, ACL 07-04 (cure); MPP 22-072 (aid paid pending); Santa Clara CWES handbook, chapters 2 and 36.

use chrono::NaiveDate;

use super::finding::Finding;
use super::message::{Message, message};
use super::noncompliance::{begun_sanction, sanction_without_determination};
use super::reason_against::{Answer, ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::sanction_start::{is_sanctioned, sanctioned_since};
use super::view::{Participant, View};
use super::{cure, decision_order, gate, lifting, sanction, shown_sanction};
use crate::domain::facts::{Cure, Noncompliance};

/// What was looked at before a sanction is taken to hold.
pub(super) struct SanctionLook {
    /// Whether the record holds that the sanction is cured or stayed, so that nothing may follow from it.
    pub is_over: bool,
    /// Every reason for which it may not hold, with the result of looking for it.
    reasons: Vec<ReasonAgainst>,
    /// What leaves it open whether the sanction holds, each with the id of its reason.
    doubts: Vec<(&'static str, Message)>,
}

/// The id of the reason that the sanction is cured, or a cure was asked for.
const CURE: &str = "cure";

impl SanctionLook {
    /// Returns whether something leaves it open whether the sanction holds.
    pub(super) const fn is_doubtful(&self) -> bool {
        !self.doubts.is_empty()
    }

    /// Adds what was looked at to a finding that follows from the sanction.
    pub(super) fn add_to(self, finding: Finding) -> Finding {
        let finding = self.doubts.into_iter().fold(finding, |finding, (_, doubt)| finding.cannot_tell(doubt));
        finding.with_reasons(self.reasons)
    }

    /// Adds what was looked at to a finding about a cure of the sanction, without the cure itself.
    pub(super) fn add_to_cure(mut self, finding: Finding) -> Finding {
        self.reasons.retain(|reason| reason.id != CURE);
        self.doubts.retain(|(id, _)| *id != CURE);
        self.add_to(finding)
    }
}

/// Looks at every reason for which the sanction in which the participant is since `since` may not hold on the day.
pub(super) fn look_at_sanction(view: &View, participant: &Participant, since: NaiveDate) -> SanctionLook {
    let recorded = view.facts.noncompliance.iter();
    let recorded = recorded.filter(|step| step.person == participant.number && begun_sanction(view, step).is_some());
    let shown = shown_sanction::step_of_status(view, participant);
    let steps: Vec<&Noncompliance> = recorded.chain(&shown).collect();
    let policy = view.policy;
    // A county restores aid by a rule of its own, and a cure ends the sanction by any of them.
    let by_cure = [&policy.restored_after_contact, &policy.restored_next_month, &policy.restored_after_federal_rate]
        .into_iter()
        .find_map(Option::as_ref)
        .map(|rule| (CURE, cure_answer(view, participant, since), rule));
    let hearing = policy.hearing_guard.as_ref().map(|rule| ("hearing_open", hearing_answer(view, &steps), rule));
    let lifted = policy.lift_before_first_day.as_ref();
    let lifted = lifted.map(|rule| ("to_be_rescinded", rescission_answer(view, participant), rule));
    let owed = policy.restored_after_exemption.as_ref();
    let owed = owed.map(|rule| ("aid_to_restore", restoration_answer(view, participant), rule));
    let cause = policy.good_cause_guard.as_ref();
    let cause = cause.map(|rule| ("determination", determination_answer(view, participant, &steps), rule));
    let looked = [by_cure, hearing, lifted, owed, cause].into_iter().flatten();
    let mut look = SanctionLook { is_over: false, reasons: Vec::new(), doubts: Vec::new() };
    for (id, answer, rule) in looked {
        look.is_over |= matches!(answer, Answer::Holds(_));
        match &answer {
            Answer::Holds(says) | Answer::MayHold(says) | Answer::CannotTell(says) => {
                look.doubts.push((id, message!("whether the sanction holds: {}", says.clone())));
            }
            Answer::Unrecorded(_) | Answer::Absent(_) => {}
        }
        look.reasons.push(ReasonAgainst::new(id, answer, rule));
    }
    look
}

/// Returns whether the sanction is cured, or a cure was asked for that has no result. A cure belongs to the sanction if it
/// was asked for or completed since its first day, or since the notice that led to it.
fn cure_answer(view: &View, participant: &Participant, since: NaiveDate) -> Answer {
    let notices = view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
    let notice = notices.filter(|step| step.sanction.as_ref().is_some_and(|sanction| sanction.from == since));
    let first = notice.map(|step| step.notice_issued).min().unwrap_or(since);
    let theirs = |cure: &&Cure| cure.person == participant.number && cure.requested <= view.on;
    let asked_for = || view.facts.cures.iter().filter(theirs);
    let days = asked_for().filter_map(|cure| cure::restoration(view, cure).map(|owed| owed.cured));
    if let Some(day) = days.filter(|day| first <= *day).max() {
        return Answer::Holds(message!("the sanction was cured on {}", day));
    }
    let running = asked_for().filter(|cure| first <= cure.requested && !cure::is_done(cure, view.on));
    match running.map(|cure| cure.requested).max() {
        Some(requested) => Answer::MayHold(message!(
            "a cure was asked for on {} and has no result yet; during a cure services are given again",
            requested
        )),
        None => failed_with_cause(view, participant, first)
            .unwrap_or_else(|| Answer::Absent("no cure was asked for, and none was completed".into())),
    }
}

/// Returns that a cure since `first` failed for which good cause is recorded: it may not have failed.
fn failed_with_cause(view: &View, participant: &Participant, first: NaiveDate) -> Option<Answer> {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == participant.number && first <= cure.requested);
    let failed = theirs.filter_map(|cure| Some((cure.failed.filter(|failed| *failed <= view.on)?, cure)));
    let (failed, cause) = failed
        .filter_map(|(day, cure)| Some((day, cure::recorded_cause(view, cure, day)?)))
        .max_by_key(|(day, _)| *day)?;
    Some(Answer::MayHold(message!("the cure of the sanction failed on {}, and {}", failed, cause)))
}

/// Returns whether the record holds what a sanction follows: a notice, and a determination of cause.
fn determination_answer(view: &View, participant: &Participant, steps: &[&Noncompliance]) -> Answer {
    let taken_back = view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
    let taken_back = taken_back.filter(|step| step.sanction.is_some());
    let rescinded = taken_back.filter_map(|step| step.rescinded).filter(|day| *day <= view.on).max();
    match rescinded {
        Some(day) if steps.is_empty() => Answer::MayHold(message!("its non-compliance was rescinded on {}", day)),
        _ if steps.is_empty() => early_status(view, participant).map_or_else(
            || Answer::Unrecorded("a notice of action and a determination of cause came before it".into()),
            |since| {
                Answer::CannotTell(message!(
                    "its status began on {}, before the notice of action allows a sanction, and no approval is recorded",
                    since
                ))
            },
        ),
        _ if steps.iter().any(|step| sanction_without_determination(view, step).is_some()) => {
            Answer::CannotTell("no determination of cause before it is recorded".into())
        }
        _ => steps
            .iter()
            .find_map(|step| order_answer(view, step))
            .unwrap_or_else(|| Answer::Absent("a determination of cause was made before it".into())),
    }
}

/// Returns the first day of the participant's status of a sanction, if the notice does not allow one so early.
fn early_status(view: &View, participant: &Participant) -> Option<NaiveDate> {
    let mut theirs = view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
    theirs.find_map(|step| sanction::early_status_since(view, step))
}

/// Returns that what was decided about the failure is out of order by the record.
fn order_answer(view: &View, step: &Noncompliance) -> Option<Answer> {
    let sanction = decision_order::sanction_out_of_order(view, step)?;
    Some(Answer::CannotTell(message!(
        "the sanction of {} is recorded before the steps that must come first",
        sanction.from
    )))
}

/// Returns whether a hearing holds a sanction up; of several, the one that holds it up most surely.
fn hearing_answer(view: &View, steps: &[&Noncompliance]) -> Answer {
    let answers = steps.iter().filter_map(|step| hearing_of(view, step));
    let surest = answers.min_by_key(|(requested, answer)| {
        let (holds, may_hold) = (matches!(answer, Answer::Holds(_)), matches!(answer, Answer::MayHold(_)));
        (!holds, !may_hold, *requested)
    });
    surest.map_or_else(|| Answer::Absent("no open hearing is recorded".into()), |(_, answer)| answer)
}

/// Returns what the open hearing of a non-compliance does, with the day on which it was asked for: aid is paid as before
/// until it is decided, if it was asked for in time.
fn hearing_of(view: &View, step: &Noncompliance) -> Option<(NaiveDate, Answer)> {
    let requested = step.hearing_requested.filter(|day| *day <= view.on)?;
    if let Some(decided) = step.hearing_decided.filter(|decided| *decided <= view.on) {
        let says = || gate::text_of_reversed_hearing(requested, decided);
        return (decided < requested).then(|| (requested, Answer::MayHold(says())));
    }
    let in_time = || step.sanction.as_ref().is_some_and(|sanction| requested < sanction.from);
    let answer = match (step.aid_paid_pending, step.hearing_timely) {
        (Some(true), _) => {
            Answer::Holds(message!("a hearing was asked for on {}, and aid is paid until it is decided", requested))
        }
        (None, Some(true)) => Answer::Holds(message!(
            "a hearing was asked for in time, on {}; aid goes on until it is decided",
            requested
        )),
        (None, Some(false)) if gate::is_late_against_days(step) => Answer::MayHold(message!(
            "the hearing of {} is recorded as late, and its day is before the sanction took effect",
            requested
        )),
        (None, None) if in_time() => Answer::MayHold(message!(
            "a hearing was asked for on {}, before the sanction began, and is not decided",
            requested
        )),
        _ => Answer::Absent(message!("the hearing of {} does not hold the sanction up", requested)),
    };
    Some((requested, answer))
}

/// Returns whether there was a reason against the sanction before it began, so that it is to be rescinded.
fn rescission_answer(view: &View, participant: &Participant) -> Answer {
    let theirs = lifting::to_lift_findings(view).filter(|finding| finding.person == participant.number);
    let is_sure = |finding: &Finding| finding.reasons_against.iter().any(|reason| reason.state == ReasonState::Blocks);
    // What is sure is said before what only may be.
    match theirs.map(|finding| (!is_sure(&finding), finding.says)).min().map(|(_, says)| says) {
        Some(says) => Answer::MayHold(says),
        None => Answer::Absent("no reason against the sanction is known from before it began".into()),
    }
}

/// Returns whether aid must be restored for another reason than a cure: an exemption, or hours that are met.
fn restoration_answer(view: &View, participant: &Participant) -> Answer {
    let found = cure::exempt_in_sanction_findings(view).chain(cure::hours_met_in_sanction_findings(view));
    let theirs = found.filter(|finding| finding.person == participant.number);
    match theirs.map(|finding| finding.says).min() {
        Some(says) => Answer::MayHold(says),
        None => Answer::Absent("since the sanction began, no exemption began and the hours were not met".into()),
    }
}

/// Notes on the finding that a cure has ended what else may end the sanction.
pub(super) fn note_on_ended_cure(view: &View, finding: Finding) -> Finding {
    let participant = view.participants().find(|participant| participant.number == finding.person);
    let sanctioned = participant.filter(|participant| finding.rule == RuleId::CureEnded && is_sanctioned(participant));
    let Some(participant) = sanctioned else { return finding };
    let since = sanctioned_since(view, &participant);
    look_at_sanction(view, &participant, since).add_to_cure(finding)
}
