//! What stands against an adverse act, or is open, on the day on which it is recorded: a non-compliance, the finding
//! that there was no good cause, the failure of a compliance plan, the request for a sanction, the sanction and its
//! first day. Where the law leaves room the act is recorded all the same, with the reason why; nobody takes a step
//! toward a sanction without seeing what was not looked at.
//!
//! Source: WIC 11327.4, 11327.5; Santa Clara CWES handbook, chapter 36.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use super::sanction::told_to_everybody;
use crate::domain::act::{Act, ActKind};
use crate::domain::count_with_noun;
use crate::domain::dates::Month;
use crate::domain::facts::{CaseFacts, CauseOutcome, Noncompliance, Source};
use crate::policy::Policies;
use crate::policy::act_forms::ActForm;
use crate::rules::gate::{self, PERIOD_NOT_OVER, TOO_EARLY};
use crate::rules::message::{DateStyle, Message, message};
use crate::rules::reason_against::{ReasonAgainst, ReasonState};
use crate::rules::view::View;

/// The field of an adverse act that says why it is recorded all the same.
const REASON: &str = "reason";
/// That field where `reason` says something else.
const ALL_THE_SAME: &str = "all_the_same";

/// Refuses an adverse act against which something stands, or is open, until it says why it is recorded all the same.
///
/// # Errors
/// Returns an [`ActRefusal`] that names what stands against it, and the field for the reason.
pub(super) fn check_reason_given(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    form: &ActForm,
) -> Result<(), ActRefusal> {
    let (field, reason) = match &act.kind {
        ActKind::NoncomplianceStarted(what) => (REASON, &what.reason),
        ActKind::CauseDetermined(what) => (REASON, &what.reason),
        ActKind::CompliancePlanResult(what) => (ALL_THE_SAME, &what.all_the_same),
        ActKind::SanctionRequested(what) => (REASON, &what.reason),
        ActKind::SanctionImposed(what) => (REASON, &what.reason),
        _ => return Ok(()),
    };
    if reason.as_deref().is_some_and(|reason| !reason.trim().is_empty()) {
        return Ok(());
    }
    let doubts = adverse_doubts(facts, policies, act);
    if doubts.is_empty() {
        return Ok(());
    }
    let label = form.field(field).map(|field| field.label.clone()).unwrap_or_default();
    Err(ActRefusal::from_message(message!(
        "{} Check first. If it is recorded all the same, say why in \"{}\".",
        Message::join(doubts, " "),
        label
    )))
}

/// Returns what stands against an adverse act or is open, as a sentence each; empty for other acts.
pub(super) fn adverse_doubts(facts: &CaseFacts, policies: &Policies, act: &Act) -> Vec<Message> {
    match &act.kind {
        ActKind::NoncomplianceStarted(_) => {
            let started = facts.clone().with_act(act, &Source::Stated);
            let view = View::new(&started, policies, act.on);
            // At the notice nobody has looked at the reasons yet; what the record holds already is asked about.
            doubts_of_reasons(&view, act, act.on, |reason| !reason.unrecorded)
        }
        ActKind::CauseDetermined(what) if what.outcome == CauseOutcome::NoGoodCause => {
            doubts_of_step(facts, policies, act, what.notice, &[])
        }
        // That the plan failed before its last day is what the act says, with what was not kept.
        ActKind::CompliancePlanResult(what) if !what.completed => {
            doubts_of_step(facts, policies, act, what.notice, &[gate::PLAN_FAILED_EARLY])
        }
        ActKind::SanctionRequested(what) => {
            doubts_of_reasons(&View::new(facts, policies, act.on), act, what.notice, |_| true)
        }
        ActKind::SanctionImposed(what) => {
            let view = View::new(facts, policies, act.on);
            let mut doubts = doubts_of_reasons(&view, act, what.notice, |_| true);
            doubts.extend(doubt_of_first_day(&view, what.from));
            doubts
        }
        _ => Vec::new(),
    }
}

/// Returns what the record holds against a step between the notice and the request, as it stands once the step is recorded.
fn doubts_of_step(facts: &CaseFacts, policies: &Policies, act: &Act, notice: NaiveDate, said: &[&str]) -> Vec<Message> {
    let taken = facts.clone().with_act(act, &Source::Stated);
    let is_asked = |reason: &ReasonAgainst| !reason.unrecorded && !said.contains(&reason.id);
    doubts_of_reasons(&View::new(&taken, policies, act.on), act, notice, is_asked)
}

/// Returns the reasons of the gate of a notice that apply, and those that are open, as a sentence each.
fn doubts_of_reasons(
    view: &View<'_>,
    act: &Act,
    notice: NaiveDate,
    is_asked: impl Fn(&ReasonAgainst) -> bool,
) -> Vec<Message> {
    let is_theirs = |step: &&Noncompliance| step.person == act.person && step.notice_issued == notice;
    let Some(step) = view.facts.noncompliance.iter().find(is_theirs) else { return Vec::new() };
    let gate = gate::build_gate(view, step);
    // The days of the notice have checks of their own.
    let is_of_days = |reason: &&ReasonAgainst| [PERIOD_NOT_OVER, TOO_EARLY].contains(&reason.id);
    let asked = gate.blockers.iter().filter(|reason| !is_of_days(reason) && is_asked(reason));
    let (open, held): (Vec<&ReasonAgainst>, Vec<&ReasonAgainst>) =
        asked.partition(|reason| reason.state == ReasonState::CannotTell);
    let says = |reasons: &[&ReasonAgainst]| Message::join(reasons.iter().map(|reason| told_to_everybody(reason)), "; ");
    let held = (!held.is_empty()).then(|| message!("On record against it: {}.", says(&held)));
    let open = (!open.is_empty()).then(|| {
        let says = says(&open);
        // A reason may hold several questions, and each is one for the reader.
        let questions = open.len() + says.to_text(DateStyle::Iso).matches("; whether ").count();
        let (count, verb) = (
            count_with_noun(i64::try_from(questions).unwrap_or(i64::MAX), "question"),
            if questions == 1 { "is" } else { "are" },
        );
        message!("{} {} open: whether {}.", count, verb, says)
    });
    held.into_iter().chain(open).collect()
}

/// Returns the doubt about a sanction that begins in the middle of a month: aid is paid by the month.
fn doubt_of_first_day(view: &View<'_>, from: NaiveDate) -> Option<Message> {
    view.policy.sanction_first_of_month.as_ref().filter(|rule| rule.value.0)?;
    let month = Month::from_date(from);
    (month.first_day() != from).then(|| {
        message!(
            "The first day, {}, is in the middle of a month, and aid ends with a month: the next first day is {}.",
            from,
            month.next().first_day()
        )
    })
}
