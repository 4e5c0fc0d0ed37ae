//! What an act would do, and why the record may not take it. Nothing here is written by hand for an act: the case is
//! judged without the act and with it, and what differs is what follows.

mod check;
mod closing;
pub mod comment;
mod consequences;
pub mod defaults;
mod duties;
mod duty;
mod message;
mod noncompliance;
mod refused;
mod roles;
mod sanction;
mod steps;

use chrono::NaiveDate;

pub use consequences::{ClockMoved, Consequences, FindingMoved, HoursMoved, StatusMoved};
pub use message::{Message, handoff};
pub use refused::Refused;

use super::view::View;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::{CaseFacts, Source};
use crate::domain::worker::Worker;
use crate::domain::{Seq, WorkerNumber};
use crate::policy::Policies;
use crate::policy::act_forms::{ActForm, ActForms};

/// What would follow from `act` if it were recorded on `today` by the worker.
///
/// # Errors
/// [`Refused`] where a rule or the record forbids the act.
pub fn consider(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    by: &Worker,
    today: NaiveDate,
) -> Result<Consequences, Refused> {
    let source = yet_to_come(&by.number);
    refusal(facts, policies, act, by, today)?;
    Ok(consequences::of(facts, &facts.clone().with(act, &source), policies, act, today))
}

/// Refuses what the record or a rule forbids, and what another role is to record.
///
/// # Errors
/// [`Refused`] with the rule and its source.
pub fn refusal(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    by: &Worker,
    today: NaiveDate,
) -> Result<(), Refused> {
    let view = View::new(facts, policies, today);
    roles::may_record(view.policy, act.kind.id(), by)?;
    check::fits_the_record(&view, act, form_of(act)?)?;
    let then = View::new(facts, policies, act.on);
    by_kind(&then, act)?;
    let source = yet_to_come(&by.number);
    steps::possible(&then, &facts.clone().with(act, &source), &source)
}

/// Refuses what another role is to record, by the act's id: an act, its taking back, or the supervisor's own records.
///
/// # Errors
/// [`Refused`] with the role and its source.
pub fn role_refusal(policies: &Policies, act: &str, by: &Worker, today: NaiveDate) -> Result<(), Refused> {
    roles::may_record(policies.on(today), act, by)
}

/// The form of an act; every act has one, a test holds that.
fn form_of(act: &Act) -> Result<&'static ActForm, Refused> {
    let forms = ActForms::builtin().ok();
    let form = forms.and_then(|forms| forms.form(act.kind.id()));
    form.ok_or_else(|| Refused::plain("The forms of the acts cannot be read."))
}

/// The source of an entry that is not written yet: it comes after all that are.
fn yet_to_come(author: &WorkerNumber) -> Source {
    Source::Entry { entry: Seq(u64::MAX), author: author.clone() }
}

fn by_kind(view: &View<'_>, act: &Act) -> Result<(), Refused> {
    match &act.kind {
        ActKind::ActivityStatus(what) => duties::status_set(view, act, what),
        ActKind::ActivityScheduled(what) => duties::scheduled(view, act, what),
        ActKind::ActivityEndMoved(what) => duties::end_moved(view, act, what),
        ActKind::Attendance(what) => duties::attended(view, act, what),
        ActKind::PlanSigned(_) => duties::plan_signed(view, act),
        ActKind::PlanAmended(_) => duties::plan_amended(view, act),
        ActKind::ExemptionAnswered(_) => duties::exemption_answered(view, act),
        ActKind::ExemptionStarted(what) => duties::exemption_started(view, act, what),
        ActKind::ExemptionReviewed(_) | ActKind::ExemptionEnded(_) => duties::exempt(view, act),
        ActKind::GoodCauseFound(what) => duties::good_cause_found(what),
        ActKind::GoodCauseEnded(_) => duties::good_cause_ended(view, act),
        ActKind::SupportiveService(what) => duties::service_done(what),
        ActKind::NoticeDeleted(what) => duties::notice_deleted(view, act, what),
        ActKind::DocumentImaged(what) => duties::document_imaged(view, act, what),
        ActKind::Closing(what) => closing::step_taken(view, what),
        ActKind::ClosingSubmitted(what) => closing::form_submitted(view, what),
        ActKind::ClosingReviewed(_) => closing::form_reviewed(view),
        ActKind::ClosingReturned(_) => closing::form_returned(view),
        ActKind::ClosingApproved(_) => closing::form_approved(view),
        ActKind::CaseRouted(what) => closing::case_routed(view, what),
        ActKind::CaseAccepted(_) | ActKind::CaseReturned(_) => duty::case_reviewed(view, act),
        ActKind::DutyDone(what) => duty::done(view, act, what),
        ActKind::AlertRaised(what) => duty::alert_raised(view, act, what),
        // What they say cannot be wrong beside the record, but for the checks that hold for every act.
        ActKind::ReassignmentAsked(_)
        | ActKind::ExemptionAsked(_)
        | ActKind::Registration(_)
        | ActKind::ReferralAsked(_)
        | ActKind::ReferralMade(_)
        | ActKind::ReferralClosed(_)
        | ActKind::NoticeSent(_)
        | ActKind::DocumentReceived(_)
        | ActKind::TimeOnAidReviewed(_) => Ok(()),
        ActKind::NoncomplianceStarted(what) => noncompliance::started(view, act, what),
        ActKind::AppointmentSet(what) => noncompliance::appointment_set(view, act, what),
        ActKind::Rescheduled(what) => noncompliance::moved(view, act, what),
        ActKind::CauseDetermined(what) => noncompliance::determined(view, act, what),
        ActKind::CompliancePlan(what) => noncompliance::plan_agreed(view, act, what),
        ActKind::CompliancePlanResult(what) => noncompliance::plan_ended(view, act, what),
        ActKind::NoncomplianceRescinded(what) => noncompliance::rescinded(view, act, what),
        ActKind::SanctionReasons(what) => sanction::reasons(view, act, what),
        ActKind::SanctionRequested(what) => sanction::requested(view, act, what),
        ActKind::SanctionReturned(what) => sanction::returned(view, act, what),
        ActKind::SanctionImposed(what) => sanction::imposed(view, act, what),
        ActKind::HandedOff(what) => sanction::handed_off(view, act, what),
        ActKind::CureRequested(_) => sanction::cure_requested(view, act),
        ActKind::CurePlanSigned(what) => sanction::cure_plan_signed(view, act, what),
        ActKind::CureEnded(_) => sanction::cure_ended(view, act),
        ActKind::FederalRateFound(_) => sanction::federal_rate_found(view, act),
        ActKind::AidRestored(_) => sanction::aid_restored(view, act),
    }
}

#[cfg(test)]
mod tests;
