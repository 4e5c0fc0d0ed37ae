//! What an act would change, and why the record may refuse it. No consequence is written by hand for an act: the case
//! is evaluated without the act and with it, and the differences are the consequences.

mod act_refusal;
mod adverse_doubts;
mod answer_choice;
mod attendance;
mod bounds;
mod case_duties;
mod closed_day;
mod closing;
pub mod comment;
mod common_case_acts;
mod common_case_message;
mod consequences;
mod coworker_message;
pub mod defaults;
mod free_acts;
mod goal_acts;
mod goal_comments;
pub mod goal_defaults;
mod household;
mod monthly_duties;
mod noncompliance;
pub mod partner_acts;
mod partner_message;
pub mod partner_steps;
mod record_checks;
mod roles;
mod sanction;
mod status_transitions;
mod step_conditions;
mod step_refusal;
mod unit_acts;

use chrono::NaiveDate;

pub use act_refusal::ActRefusal;
pub use closed_day::closed_day_remarks;
pub use common_case_acts::outreach_remarks;
pub use consequences::{ClockChange, Consequences, FindingChange, HoursChange, StatusChange};
pub use coworker_message::{CoworkerMessage, handoff_message};
pub use roles::ActAuthor;

use super::message::DateStyle;
use super::view::View;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::{CaseFacts, Source};
use crate::domain::role_holder::RoleHolder;
use crate::domain::worker::Worker;
use crate::domain::{Seq, WorkerNumber};
use crate::policy::Policies;
use crate::policy::act_forms::{ActForm, ActForms};

/// Returns what would change if `by` recorded `act` on `today`.
///
/// # Errors
/// Returns an [`ActRefusal`] if a rule or the record forbids the act.
pub fn preview_act(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    by: &ActAuthor<'_>,
    today: NaiveDate,
) -> Result<Consequences, ActRefusal> {
    let source = pending_source(&by.worker.number);
    check_act(facts, policies, act, by, today)?;
    check_possible(facts, policies, act, today)?;
    Ok(consequences::act_consequences(facts, &facts.clone().with_act(act, &source), policies, act, today))
}

/// Refuses an act that the record or a rule forbids, or that belongs to another role.
///
/// # Errors
/// Returns an [`ActRefusal`] with the rule and its source.
pub fn check_act(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    by: &ActAuthor<'_>,
    today: NaiveDate,
) -> Result<(), ActRefusal> {
    let view = View::new(facts, policies, today);
    roles::check_role(view.policy, act.kind.id(), by)?;
    record_checks::check_fits_record(&view, act, act_form(act)?)?;
    let then = View::new(facts, policies, act.on);
    check_by_kind(&then, act)?;
    partner_acts::check_step_act(&view, &then, act, by)?;
    unit_acts::check_answers(&then, act)?;
    let source = pending_source(&by.worker.number);
    status_transitions::check_transitions(&then, &facts.clone().with_act(act, &source), &source)
}

/// Refuses an act with an answer that cannot be true, such as more hours than a week has, and a step toward a sanction against
/// which something stands or is open, until it says why. Both are asked of what is recorded now, never of what was recorded
/// before.
///
/// # Errors
/// Returns an [`ActRefusal`] with the field and the reason.
pub fn check_possible(facts: &CaseFacts, policies: &Policies, act: &Act, today: NaiveDate) -> Result<(), ActRefusal> {
    let form = act_form(act)?;
    bounds::check_possible(facts, policies, act, form, today)?;
    adverse_doubts::check_reason_given(facts, policies, act, form)
}

/// Returns what is so unlikely in the answers of an act that it is asked about before it is recorded, as a sentence each.
///
/// # Errors
/// The act has no form.
pub fn unlikely_answers(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    today: NaiveDate,
) -> Result<Vec<String>, ActRefusal> {
    let mut asked = bounds::find_unlikely(facts, policies, act, act_form(act)?, today);
    asked.extend(adverse_doubts::adverse_doubts(facts, policies, act).iter().map(|says| says.to_text(DateStyle::Long)));
    let then = View::new(facts, policies, act.on);
    asked.extend(partner_acts::doubt_closing(&then, act));
    asked.extend(common_case_acts::doubt_transfer(&then, act));
    asked.extend(common_case_acts::doubt_listing(&then, act));
    asked.extend(unit_acts::doubt_plan(&then, act));
    Ok(asked)
}

/// Refuses an act that records the decision of another role: if somebody of that role works in the home, they record it;
/// otherwise the act says who decided. `holders` are those who have or had a role in it.
///
/// # Errors
/// Returns an [`ActRefusal`] that names who must record it, or what is missing.
pub fn check_decision(act: &Act, by: &Worker, holders: &[RoleHolder]) -> Result<(), ActRefusal> {
    roles::check_decision(act, by, holders)
}

/// Refuses an act, its undo, or one of the supervisor's own records if it belongs to another role. `act` is the id of
/// the act.
///
/// # Errors
/// Returns an [`ActRefusal`] with the role and its source.
pub fn check_role(policies: &Policies, act: &str, by: &ActAuthor<'_>, today: NaiveDate) -> Result<(), ActRefusal> {
    roles::check_role(policies.in_force_on(today), act, by)
}

/// Returns the form of an act. Every act has a form; a test checks that.
fn act_form(act: &Act) -> Result<&'static ActForm, ActRefusal> {
    ActForms::builtin()
        .form_for_act(act.kind.id())
        .ok_or_else(|| ActRefusal::from_message("The act forms cannot be read."))
}

/// Returns the source of an entry that is not written yet. Its number is higher than the number of every written entry.
fn pending_source(author: &WorkerNumber) -> Source {
    Source::Entry { entry: Seq(u64::MAX), author: author.clone() }
}

fn check_by_kind(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    if free_acts::is_free(&act.kind) {
        return Ok(());
    }
    if goal_acts::is_goal_act(&act.kind) {
        return goal_acts::check_goal_act(view, act);
    }
    match &act.kind {
        ActKind::ActivityStatus(what) => monthly_duties::check_status_set(view, act, what),
        ActKind::ActivityScheduled(what) => monthly_duties::check_scheduled(view, act, what),
        ActKind::ActivityEndMoved(what) => monthly_duties::check_end_moved(view, act, what),
        ActKind::Attendance(what) => monthly_duties::check_attendance(view, act, what),
        ActKind::PlanSigned(_) => monthly_duties::check_plan_signed(view, act),
        ActKind::PlanAmended(_) => monthly_duties::check_plan_amended(view, act),
        ActKind::ExemptionAnswered(_) => monthly_duties::check_exemption_answered(view, act),
        ActKind::ExemptionStarted(what) => monthly_duties::check_exemption_started(view, act, what),
        ActKind::ExemptionReviewed(_) | ActKind::ExemptionEnded(_) => monthly_duties::check_exempt(view, act),
        ActKind::GoodCauseFound(what) => monthly_duties::check_good_cause_found(what),
        ActKind::GoodCauseEnded(_) => monthly_duties::check_good_cause_ended(view, act),
        ActKind::SupportiveService(what) => monthly_duties::check_service_done(act, what),
        ActKind::NoticeDeleted(what) => monthly_duties::check_notice_deleted(view, act, what),
        ActKind::DocumentImaged(what) => monthly_duties::check_document_imaged(view, act, what),
        ActKind::Closing(what) => closing::check_step_taken(view, what),
        ActKind::ClosingSubmitted(what) => closing::check_form_submitted(view, what),
        ActKind::ClosingReviewed(_) => closing::check_form_reviewed(view),
        ActKind::ClosingReturned(_) => closing::check_form_returned(view),
        ActKind::ClosingApproved(_) => closing::check_form_approved(view),
        ActKind::CaseRouted(what) => closing::check_case_routed(view, what),
        ActKind::CaseAccepted(_) | ActKind::CaseReturned(_) => case_duties::check_case_reviewed(view, act),
        ActKind::DrawnForWpr(what) => case_duties::check_drawn_for_wpr(view, what),
        ActKind::DutyDone(what) => case_duties::check_duty_done(view, act, what),
        ActKind::AlertRaised(what) => case_duties::check_alert_raised(view, act, what),
        ActKind::MembersMerged(what) => household::check_merged(view, what),
        ActKind::MembersToldApart(what) => household::check_told_apart(view, what),
        ActKind::NoncomplianceStarted(what) => noncompliance::check_noncompliance_started(view, act, what),
        ActKind::AppointmentSet(what) => noncompliance::check_appointment_set(view, act, what),
        ActKind::Rescheduled(what) => noncompliance::check_rescheduled(view, act, what),
        ActKind::CauseDetermined(what) => noncompliance::check_determination(view, act, what),
        ActKind::CompliancePlan(what) => noncompliance::check_plan_agreed(view, act, what),
        ActKind::CompliancePlanResult(what) => noncompliance::check_plan_ended(view, act, what),
        ActKind::HearingRecorded(what) => noncompliance::check_hearing(view, act, what),
        ActKind::NoncomplianceRescinded(what) => noncompliance::check_rescission(view, act, what),
        ActKind::SanctionReasons(what) => sanction::check_reasons(view, act, what),
        ActKind::SanctionRequested(what) => sanction::check_sanction_requested(view, act, what),
        ActKind::SanctionReturned(what) => sanction::check_request_returned(view, act, what),
        ActKind::SanctionImposed(what) => sanction::check_sanction_imposed(view, act, what),
        ActKind::HandedOff(what) => sanction::check_handed_off(view, act, what),
        ActKind::CureRequested(_) => sanction::check_cure_requested(view, act),
        ActKind::CurePlanSigned(what) => sanction::check_cure_plan_signed(view, act, what),
        ActKind::CureEnded(what) => sanction::check_cure_ended(view, act, what),
        ActKind::FederalRateFound(_) => sanction::check_federal_rate_found(view, act),
        ActKind::AidRestored(_) => sanction::check_aid_restored(view, act),
        // An act that is in neither list is refused, so that nobody forgets to say which it is.
        other => Err(ActRefusal::from_message(format!("Nothing says how {} is checked.", other.id()))),
    }
}

#[cfg(test)]
mod tests;
