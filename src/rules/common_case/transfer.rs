//! The way of a common case to the Partnership EC: review, answer of the liaison, decision, transfer, assignment.

use super::family::{CommonCaseView, Orientation, running_services};
use crate::domain::facts::Source;
use crate::domain::partner_state::CommonCaseState;
use crate::domain::proposal::Proposal;
use crate::domain::role::Role;
use crate::domain::status::RegistrationStatus;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// Finds a proposed common case that the supervisor of the unit has not reviewed.
pub(super) fn review_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.common_case_review.as_ref()?;
    let waits = case.state() == CommonCaseState::Proposed;
    waits.then(|| {
        let says = "a proposed common case waits: ask the liaison, or drop it";
        let finding = case.finding_after(RuleId::CommonCaseReview, says, rule, ("found", case.case.found.on));
        finding.clears_when("the supervisor asks the liaison, or drops it").with_proposals([Proposal::CommonCaseReview])
    })
}

/// Finds a common case that the liaison has not answered; a sensitive one waits for an analyst alone.
pub(super) fn verify_finding(case: &CommonCaseView) -> Option<Finding> {
    let policy = case.view.policy;
    let asked = case.asked().filter(|_| case.state() == CommonCaseState::Asked)?;
    let finding = if case.is_sensitive() {
        let rule = policy.common_case_analyst.as_ref()?;
        let says = "a common case waits for the answer of an analyst";
        case.finding_after(RuleId::CommonCaseAnalyst, says, rule, ("asked", asked))
    } else {
        let rule = policy.common_case_verify.as_ref()?;
        let says = "a common case waits for the answer of the liaison";
        case.finding_after(RuleId::CommonCaseVerify, says, rule, ("asked", asked))
    };
    let finding = finding.clears_when("the answer is recorded: a common case, or not");
    Some(finding.with_proposals([Proposal::CommonCaseVerify]))
}

/// Finds a common case on which the Partnership EC Supervisor has not decided. Those who lose aid come first.
pub(super) fn decide_finding(case: &CommonCaseView) -> Option<Finding> {
    let view = &case.view;
    let rule = view.policy.common_case_decide.as_ref()?;
    let verified = case.verified().filter(|_| case.state() == CommonCaseState::Verified)?;
    let says = match program_status(view) {
        Some(status) => message!("a common case waits for a decision: {}", status),
        None => "a common case waits for a decision".into(),
    };
    let finding = case
        .finding_after(RuleId::CommonCaseDecide, says, rule, ("verified", verified))
        .clears_when("the case is accepted or declined")
        .with_proposals([Proposal::CommonCaseDecide, Proposal::RecordChildWelfare]);
    Some(note_criteria(view, finding))
}

/// Returns what decides the order of decisions: a sanction first, then a non-compliance.
fn program_status(view: &View) -> Option<Message> {
    let has = |status| view.participants().any(|known| known.registration.status == status);
    if has(RegistrationStatus::Sanction) {
        return Some("a participant is sanctioned".into());
    }
    has(RegistrationStatus::NonCompliance).then(|| "a participant is in non-compliance".into())
}

/// Notes which services of child welfare the record has, and whether the sources agree that they make a common case.
fn note_criteria(view: &View, finding: Finding) -> Finding {
    let (Some(all), Some(matched)) = (&view.policy.common_case_services, &view.policy.common_case_match) else {
        return finding;
    };
    let mut kinds: Vec<_> = running_services(view).map(|service| service.service).collect();
    kinds.sort_unstable();
    if kinds.is_empty() {
        return finding.cannot_tell("nobody has recorded which service of child welfare the family has");
    }
    if kinds.iter().any(|kind| matched.value.0.contains(kind)) || !kinds.iter().any(|kind| all.value.0.contains(kind)) {
        return finding.under_policy(all);
    }
    finding.under_policy(all).under_policy(matched).cannot_tell(
        "whether the service makes it a common case: the overview names five services, the match takes two; taken as yes",
    )
}

/// Finds an accepted case that the EC has not made ready. The orientation comes first.
pub(super) fn prepare_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.transfer_prepare.as_ref()?;
    let accepted = case.accepted().filter(|_| case.state() == CommonCaseState::Accepted && !case.is_banked())?;
    let clears = "the transfer is recorded as prepared";
    let finding = match case.orientation() {
        Orientation::CompletedOn(day) => {
            let says = "the case is to be made ready for its transfer to the Partnership EC";
            let from = ("accepted, and the orientation completed", accepted.max(day));
            let finding = case.finding_after(RuleId::TransferPrepare, says, rule, from);
            finding.with_ground("orientation completed", day, &Source::Stated)
        }
        Orientation::Open => case
            .finding(RuleId::TransferPrepare, "orientation first, then the transfer to the Partnership EC", rule)
            .with_ground("accepted", accepted, &case.case.source)
            .with_ground("orientation", "not completed", &Source::Stated),
        Orientation::Unrecorded => case
            .finding(RuleId::TransferPrepare, "orientation first, then the transfer to the Partnership EC", rule)
            .with_ground("accepted", accepted, &case.case.source)
            .cannot_tell("nobody has recorded whether the orientation is completed"),
    };
    Some(finding.clears_when(clears).with_proposals([Proposal::TransferPrepare]))
}

/// Finds a case that is ready and not sent on.
pub(super) fn send_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.transfer_send.as_ref()?;
    let prepared = case.known(case.case.prepared).filter(|_| case.state() == CommonCaseState::Prepared)?;
    let says = "the case is ready: send it to the Control Clerk";
    let finding = case.finding_after(RuleId::TransferSend, says, rule, ("prepared", prepared));
    Some(finding.clears_when("the case is sent").with_proposals([Proposal::TransferSend]))
}

/// Finds a case that was sent, handed back or accepted out of a bank, and not assigned.
pub(super) fn assign_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.case_assign.as_ref()?;
    let back = case.case.handed_back.as_ref().map(|back| back.on);
    let (from, says, other_actor) = match case.state() {
        CommonCaseState::Sent => (("sent", case.case.sent?), "assign the case to the Partnership EC", None),
        CommonCaseState::HandedBack => (("handed back", back?), "assign the case that was handed back", None),
        CommonCaseState::Accepted if case.is_banked() => {
            let says = "assign the banked case to the Partnership EC";
            (("accepted", case.accepted()?), says, Some(Role::PARTNERSHIP_SUPERVISOR))
        }
        _ => return None,
    };
    let finding = case.finding_after(RuleId::CaseAssign, says, rule, from).clears_when("the case is assigned");
    let finding = finding.with_proposals([Proposal::CaseAssign]);
    Some(match other_actor {
        Some(actor) => finding.waits_for(actor),
        None => finding,
    })
}
