//! The acts that are steps between desks: the state machine is asked before one is recorded.

use super::act_refusal::ActRefusal;
use super::common_case_acts;
use super::partner_steps::check_step;
use super::roles::ActAuthor;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::social_work::UnitClosingReason;
use crate::domain::role::Role;
use crate::domain::status::AidStatus;
use crate::domain::steps::StepRequest;
use crate::policy::Policy;
use crate::rules::message::{DateStyle, message};
use crate::rules::social_work::{UnitCase, newest_unit_case};
use crate::rules::view::View;

/// Returns whether the county has the part of the work that the act belongs to. What is no step between desks belongs to
/// every county.
pub fn is_offered(policy: &Policy, act: &str) -> bool {
    let Some(step) = policy.tables.partners.step_act(act) else { return true };
    policy.partner_modules.as_ref().is_some_and(|modules| modules.value.0.contains(&step.module))
}

/// Refuses a step between desks that its state machine does not list, that belongs to another role, or whose conditions do
/// not hold. A step that changes the state must fit the state of its own day and the present one: what was done since then
/// does not vanish.
pub(super) fn check_step_act(now: &View<'_>, then: &View<'_>, act: &Act, by: &ActAuthor<'_>) -> Result<(), ActRefusal> {
    let id = act.kind.id();
    if now.policy.tables.partners.step_act(id).is_none() {
        return Ok(());
    }
    let (roles, outcome) = (by.roles(), outcome_of(&act.kind));
    let request = StepRequest { act: id, outcome, roles: &roles };
    let after = check_step(then, act.person, &request)?;
    if after.before(then, act.person) != Some(after) || must_fit_today(&act.kind) {
        check_step(now, act.person, &request)?;
    }
    check_worker(now, act, by)?;
    common_case_acts::check_answers(act, &roles, after)
}

/// Returns the outcome by which the machine tells the steps of an act apart.
const fn outcome_of(kind: &ActKind) -> Option<&'static str> {
    match kind {
        ActKind::SocialWorkContact(what) => Some(what.outcome.id()),
        ActKind::SocialWorkReport(what) => Some(what.status.id()),
        ActKind::SocialWorkStatus(what) => Some(what.to.id()),
        ActKind::SocialWorkClosed(what) => Some(what.reason.id()),
        ActKind::CommonCaseReviewed(what) => Some(what.outcome.id()),
        ActKind::CommonCaseVerified(what) => Some(what.outcome.id()),
        ActKind::CommonCaseDecided(what) => Some(what.outcome.id()),
        ActKind::CaseAssigned(what) => match what.banked {
            Some(true) => Some("banked"),
            Some(false) | None => None,
        },
        ActKind::LinkageConsidered(what) => Some(what.outcome.id()),
        ActKind::OutreachEnded(what) => Some(what.outcome.id()),
        _ => None,
    }
}

/// Returns whether an act that leaves the state as it is must still fit the present one: the state of a report is another, and a
/// conference that was held is not called for another day.
const fn must_fit_today(kind: &ActKind) -> bool {
    matches!(
        kind,
        ActKind::SocialWorkReport(_)
            | ActKind::SocialWorkReportForwarded(_)
            | ActKind::SocialWorkReportReturned(_)
            | ActKind::SocialWorkRead(_)
            | ActKind::ConferenceCalled(_)
    )
}

/// Refuses to assign a case to somebody of the home whose role cannot have it. A number that the home does not know may be
/// that of a worker who does not use the program.
fn check_worker(now: &View<'_>, act: &Act, by: &ActAuthor<'_>) -> Result<(), ActRefusal> {
    let (worker, wanted) = match &act.kind {
        ActKind::SocialWorkAssigned(assigned) => (&assigned.worker, Role::SOCIAL_WORKER),
        ActKind::CaseAssigned(assigned) => (&assigned.to, common_case_acts::role_for_assignment(now)),
        _ => return Ok(()),
    };
    let named = by.holders.iter().filter(|holder| holder.is_in_office && holder.worker.number == *worker);
    match named.map(|holder| holder.role).find(|role| !role.includes(wanted)) {
        Some(role) => Err(ActRefusal::from_message(message!(
            "{} is {}: name {}.",
            worker.to_string(),
            role.with_article(),
            wanted.with_article()
        ))),
        None => Ok(()),
    }
}

/// Asks about a case that is closed because aid has ended while the record says that it goes on: the county's word may lag.
pub(super) fn doubt_closing(view: &View<'_>, act: &Act) -> Option<String> {
    let ActKind::SocialWorkClosed(closed) = &act.kind else { return None };
    let aid = view.aid_status().filter(|aid| aid.status == AidStatus::Active)?;
    let ended = closed.reason == UnitClosingReason::AidEnded;
    let running = newest_unit_case(view, act.person).is_some_and(|case| UnitCase::is_running(&case));
    let says = message!("aid is active on the record since {}; the county's word may lag.", aid.since);
    (ended && running).then(|| says.to_text(DateStyle::Long))
}
