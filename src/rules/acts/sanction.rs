//! The checks for acts from the gate of a sanction to its cure.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use super::noncompliance::{check_failed_early, require_noncompliance};
use crate::domain::PersonNumber;
use crate::domain::act::Act;
use crate::domain::act::sanction::{
    CureEnded, CurePlanSigned, SanctionHandedOff, SanctionImposed, SanctionReasonsReviewed, SanctionRequestReturned,
    SanctionRequested,
};
use crate::domain::facts::{Cure, Noncompliance};
use crate::domain::sight::SightClass;
use crate::domain::status::RegistrationStatus;
use crate::rules::gate::{REUNIFICATION_ONLY, gate_for_notice, period_left_text};
use crate::rules::message::{Message, message};
use crate::rules::noncompliance::{NoncomplianceStage, is_in_period, last_day_of_period, noncompliance_stage};
use crate::rules::reason_against::{ReasonAgainst, ReasonState};
use crate::rules::view::View;
use crate::rules::{activity, cure, lifting, rescission};

/// Why aid is not recorded as restored, and the acts by which it comes back otherwise.
const NO_CURE: &str = "No cure is completed, and this act records the aid that a cure restores. Where a reason stands against the \
                       sanction, rescind the non-compliance. Where the participant is exempt or met the hours, start the \
                       exemption or change the registration status, and notify the eligibility worker.";

pub(super) fn check_reasons(view: &View<'_>, act: &Act, what: &SanctionReasonsReviewed) -> Result<(), ActRefusal> {
    match noncompliance_stage(require_noncompliance(view, act.person, what.notice)?, view.on) {
        NoncomplianceStage::NotYet | NoncomplianceStage::Over | NoncomplianceStage::Sanctioned => {
            Err(ActRefusal::from_message("No sanction can be requested for this notice."))
        }
        _ => Ok(()),
    }
}

pub(super) fn check_sanction_requested(view: &View<'_>, act: &Act, what: &SanctionRequested) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    if let Some(day) = step.sanction_requested {
        return Err(ActRefusal::from_message(message!("The sanction was requested on {}.", day)));
    }
    if let Some(returned) = step.sanction_returned.iter().find(|returned| view.on < returned.on) {
        let says = message!("The request was sent back on {}, and was made again since then.", returned.on);
        return Err(ActRefusal::from_message(says));
    }
    check_gate(view, act.person, what.notice)
}

/// Refuses a sanction while good cause may still be shown or a compliance plan agreed. After a failed plan the period does
/// not matter (Santa Clara, NA 817).
fn check_period_over(view: &View<'_>, step: &Noncompliance) -> Result<(), ActRefusal> {
    let last = last_day_of_period(view, step).filter(|_| is_in_period(view, step));
    match last.zip(view.policy.good_cause_period.as_ref()) {
        Some((last, period)) => {
            let says = message!("No sanction yet: {}.", period_left_text(view, step, last));
            Err(ActRefusal::from_policy(says, period))
        }
        None => Ok(()),
    }
}

/// Refuses a sanction while a reason applies against it or a reason has not been reviewed; the refusal names each of
/// them.
fn check_gate(view: &View<'_>, person: PersonNumber, notice: NaiveDate) -> Result<(), ActRefusal> {
    check_period_over(view, require_noncompliance(view, person, notice)?)?;
    let Some(gate) = gate_for_notice(view, person, notice) else {
        let says = "No sanction can be requested: a compliance plan is in progress, or the matter is settled.";
        return Err(ActRefusal::from_message(says));
    };
    let with_state = |state| gate.blockers.iter().filter(move |blocker| blocker.state == state);
    let blocking: Vec<&ReasonAgainst> = with_state(ReasonState::Blocks).collect();
    if !blocking.is_empty() {
        return Err(refusal_from_blockers("A reason applies against the sanction", &blocking));
    }
    // A reason that only the record could answer is shown as unknown and left to the worker. A reason that a worker
    // must review is refused.
    let unreviewed: Vec<&ReasonAgainst> =
        with_state(ReasonState::CannotTell).filter(|blocker| needs_worker_review(blocker.id)).collect();
    if unreviewed.is_empty() {
        return Ok(());
    }
    Err(refusal_from_blockers(
        "First record the act \"review reasons not to sanction\", which asks whether",
        &unreviewed,
    ))
}

/// Returns whether the worker must review the reason; the act of reviewing the reasons answers it. Other facts have acts
/// of their own, or come with the county's reports.
fn needs_worker_review(id: &str) -> bool {
    matches!(
        id,
        "exemption_eligible"
            | "full_time_employment"
            | "services_not_issued"
            | "notices_wrong"
            | "process_not_followed"
            | "submitted_late"
            | "second_parent_not_noticed"
            | "child_care_unavailable"
            | "transport_pending"
    )
}

/// Returns a reason as everybody on the case may read it. An act is checked against the whole record, and whoever records it
/// may not see what is known of child welfare.
pub(super) fn told_to_everybody(reason: &ReasonAgainst) -> Message {
    if reason.id == REUNIFICATION_ONLY { SightClass::PartnerFlag.words_instead().into() } else { reason.says.clone() }
}

fn refusal_from_blockers(begins: &'static str, blockers: &[&ReasonAgainst]) -> ActRefusal {
    let says = Message::join(blockers.iter().map(|blocker| told_to_everybody(blocker)), "; ");
    ActRefusal {
        says: message!("{}: {}.", begins, says),
        under: blockers.iter().map(|blocker| blocker.under.clone()).collect(),
    }
}

/// Checks that the request still waits for the supervisor; only then can it be returned.
pub(super) fn check_request_returned(
    view: &View<'_>,
    act: &Act,
    what: &SanctionRequestReturned,
) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    if let Some(sanction) = &step.sanction {
        return Err(ActRefusal::from_message(message!("A sanction is recorded from {} on.", sanction.from)));
    }
    match step.sanction_requested.filter(|day| *day <= act.on) {
        Some(_) => Ok(()),
        None => Err(ActRefusal::from_message("No request for a sanction waits for the supervisor.")),
    }
}

pub(super) fn check_sanction_imposed(view: &View<'_>, act: &Act, what: &SanctionImposed) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    if let Some(sanction) = &step.sanction {
        return Err(ActRefusal::from_message(message!("A sanction is recorded from {} on.", sanction.from)));
    }
    if step.sanction_requested.is_none_or(|day| day > act.on) {
        return Err(ActRefusal::from_message("No sanction was requested; request it first."));
    }
    check_gate(view, act.person, what.notice)?;
    let earliest = view.policy.sanction_earliest.as_ref();
    match earliest.filter(|days| what.from < what.notice + days.value) {
        Some(days) => {
            let first = what.notice + days.value;
            Err(ActRefusal::from_policy(message!("A sanction takes effect on {} at the earliest.", first), days))
        }
        None if what.from < act.on => Err(ActRefusal::from_message(message!(
            "A sanction does not begin before its approval: {} is before {}.",
            what.from,
            act.on
        ))),
        None => Ok(()),
    }
}

pub(super) fn check_handed_off(view: &View<'_>, act: &Act, what: &SanctionHandedOff) -> Result<(), ActRefusal> {
    let step = require_noncompliance(view, act.person, what.notice)?;
    match noncompliance_stage(step, view.on) {
        // That it is over is what the eligibility worker is to be told.
        NoncomplianceStage::Over if rescission::is_to_be_told(view, step) => Ok(()),
        NoncomplianceStage::NotYet | NoncomplianceStage::Over => {
            Err(ActRefusal::from_message("The non-compliance is over; there is nothing to hand off."))
        }
        _ => Ok(()),
    }
}

/// Returns the participant's newest cure that was requested by the day.
fn newest_cure<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Cure> {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == person && cure.requested <= view.on);
    theirs.max_by_key(|cure| cure.requested)
}

fn is_cure_open(cure: &Cure) -> bool {
    cure.completed.is_none() && cure.failed.is_none() && cure.federal_rate_found.is_none()
}

fn require_open_cure<'a>(view: &View<'a>, person: PersonNumber) -> Result<&'a Cure, ActRefusal> {
    let open = newest_cure(view, person).filter(|cure| is_cure_open(cure));
    open.ok_or_else(|| ActRefusal::from_message("No cure is in progress; start one first."))
}

fn require_sanctioned(view: &View<'_>, person: PersonNumber) -> Result<(), ActRefusal> {
    let sanctioned = [RegistrationStatus::Sanction, RegistrationStatus::CuringSanction];
    if sanctioned.iter().any(|status| view.has_status(person, *status)) {
        return Ok(());
    }
    let status = view.registration_of(person).map_or("not known", |registration| registration.status.title());
    Err(ActRefusal::from_message(message!("The participant is not sanctioned; the registration status is {}.", status)))
}

pub(super) fn check_cure_requested(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    require_sanctioned(view, act.person)?;
    match newest_cure(view, act.person).filter(|cure| is_cure_open(cure)) {
        Some(cure) => Err(ActRefusal::from_message(message!("A cure has been running since {}.", cure.requested))),
        None => Ok(()),
    }
}

pub(super) fn check_cure_plan_signed(view: &View<'_>, act: &Act, what: &CurePlanSigned) -> Result<(), ActRefusal> {
    let cure = require_open_cure(view, act.person)?;
    if let Some(day) = cure.plan_signed.filter(|_| cure.until == Some(what.until)) {
        let says = message!("The cure plan was signed on {}, and runs to {}.", day, what.until);
        return Err(ActRefusal::from_message(says));
    }
    // A plan that is signed already may have its last day corrected; it runs from the day on which it was signed.
    let signed = cure.plan_signed.unwrap_or(act.on);
    if what.until < signed {
        return Err(ActRefusal::from_message("The cure ends before it begins."));
    }
    let longest = view.policy.cure_longest.as_ref();
    match longest.filter(|days| what.until > signed + days.value) {
        Some(days) => {
            let last = signed + days.value;
            Err(ActRefusal::from_policy(message!("A cure ends on {} at the latest.", last), days))
        }
        None => Ok(()),
    }
}

pub(super) fn check_cure_ended(view: &View<'_>, act: &Act, what: &CureEnded) -> Result<(), ActRefusal> {
    let cure = require_open_cure(view, act.person)?;
    let Some(signed) = cure.plan_signed else {
        return Err(ActRefusal::from_message("The cure plan is not signed yet."));
    };
    // A plan without a last day may end on any day of the longest cure.
    let last = cure.until.and_then(|_| cure::last_day(view, cure));
    if !what.completed {
        return check_failed_early(act, (signed, last), what.reason.as_deref());
    }
    let last = last.filter(|last| act.on < *last);
    match last {
        Some(last) if !activity::has_activity_ended_since(view, act.person, signed) => Err(ActRefusal {
            says: message!(
                "The cure plan signed on {} runs to {}, and no activity has ended since then. Correct the plan's last day \
                 (sign cure plan), give the activity its final status, or record that the cure failed.",
                signed,
                last
            ),
            under: view.policy.cure_longest.iter().map(Into::into).collect(),
        }),
        _ => Ok(()),
    }
}

pub(super) fn check_federal_rate_found(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    require_sanctioned(view, act.person)
}

/// Refuses aid that is recorded as restored before a cure, or, where a source says from which day aid is restored, before
/// that day. Where no source says it, the act is recorded, and the finding stays until the day has come.
pub(super) fn check_aid_restored(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    let cured = newest_cure(view, act.person).filter(|cure| {
        let days = [cure.completed, cure.federal_rate_found].into_iter().flatten();
        days.into_iter().any(|day| day <= act.on)
    });
    let cure = cured.ok_or_else(|| ActRefusal::from_message(NO_CURE))?;
    if let Some(day) = cure.restored {
        return Err(ActRefusal::from_message(message!("Aid was restored on {}.", day)));
    }
    let owed = cure::restoration(view, cure).filter(|owed| act.on < owed.from && owed.rule.can_decide());
    match owed.filter(|_| !lifting::is_cure_of_pending_sanction(view, cure)) {
        Some(owed) => {
            let says = message!("Aid is restored from {} on; record it then.", owed.from);
            Err(ActRefusal::from_policy(says, owed.rule))
        }
        None => Ok(()),
    }
}
