//! What the acts on common cases and outreach must fit besides their state machine, and what is asked or remarked about them.

use super::act_refusal::ActRefusal;
use super::partner_steps::StateAfter;
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::common_case::{DecideOutcome, ReviewOutcome, VerifyOutcome};
use crate::domain::partner_state::CommonCaseState;
use crate::domain::role::Role;
use crate::domain::status::RegistrationStatus;
use crate::rules::common_case::newest_common_case;
use crate::rules::message::{DateStyle, Message, message};
use crate::rules::outreach::newest_outreaches;
use crate::rules::view::View;

/// Refuses answers that do not fit the step: who only proposes confirms nothing, and only an analyst answers on a sensitive
/// case.
pub(super) fn check_answers(act: &Act, roles: &[Role], after: StateAfter) -> Result<(), ActRefusal> {
    let is_analyst = roles.iter().any(|role| role.includes(Role::ANALYST));
    match &act.kind {
        ActKind::CommonCaseFound(found) => {
            let confirms = found.confirmed == Some(true);
            let leads_to_verified = after == StateAfter::CommonCase(CommonCaseState::Verified);
            let proposes = roles.iter().any(|role| role.includes(Role::EC));
            if confirms && !leads_to_verified {
                return refuse("An EC proposes a common case; the liaison confirms it. Answer no, or leave it empty.");
            }
            if !confirms && leads_to_verified && !proposes {
                return refuse(
                    "Say whether child welfare has confirmed it (confirmed=yes): nobody asks you for it again.",
                );
            }
            if confirms && found.sensitive == Some(true) && !is_analyst {
                return refuse(ANALYST_ONLY);
            }
            Ok(())
        }
        ActKind::CommonCaseVerified(answer) => {
            let passes_on = answer.outcome == VerifyOutcome::ToAnalyst;
            if answer.sensitive == Some(true) && !passes_on && !is_analyst {
                return refuse(ANALYST_ONLY);
            }
            Ok(())
        }
        _ => check_reason(&act.kind),
    }
}

/// Refuses a no without a reason.
fn check_reason(kind: &ActKind) -> Result<(), ActRefusal> {
    let is_blank = |reason: &Option<String>| reason.as_ref().is_none_or(|reason| reason.trim().is_empty());
    let says_no = match kind {
        ActKind::CommonCaseReviewed(what) => what.outcome == ReviewOutcome::Drop && is_blank(&what.reason),
        ActKind::CommonCaseDecided(what) => what.outcome == DecideOutcome::Decline && is_blank(&what.reason),
        _ => false,
    };
    if says_no { refuse("Say why not (reason=…): the EC of the case reads it.") } else { Ok(()) }
}

const ANALYST_ONLY: &str = "Only an analyst answers on a sensitive case: pass it on (outcome=to_analyst).";

fn refuse(says: &'static str) -> Result<(), ActRefusal> {
    Err(ActRefusal::from_message(says))
}

/// Returns the role that an assigned case needs: after a hand-back an EC, before it a Partnership EC.
pub(super) fn role_for_assignment(view: &View<'_>) -> Role {
    let state = newest_common_case(view).map(|case| case.state());
    if state == Some(CommonCaseState::HandedBack) { Role::EC } else { Role::PARTNERSHIP_EC }
}

/// Returns what stands in the way of a transfer without forbidding it, as sentences that are asked about before it is
/// recorded.
///
/// Sources: San Diego CPG 40-183 D (secondary): a case in non-compliance is moved by mutual agreement; Santa Clara
/// Common-Place 4DFCS-CMS/12DFCS_DEBS/02: what is to be complete before a transfer.
pub(super) fn doubt_transfer(view: &View<'_>, act: &Act) -> Vec<String> {
    if !matches!(act.kind, ActKind::TransferPrepared(_)) {
        return Vec::new();
    }
    let under_way = view.participants().filter(|known| {
        matches!(known.registration.status, RegistrationStatus::NonCompliance | RegistrationStatus::Sanction)
    });
    let mut asked: Vec<Message> = under_way
        .map(|known| {
            let status = known.registration.status.title();
            message!(
                "participant {} is in the status {}: both workers agree on the transfer first.",
                known.number,
                status
            )
        })
        .collect();
    let waiting = view.facts.documents.iter().filter(|document| document.imaged.is_none()).count();
    if waiting > 0 {
        asked.push(message!("{} of its documents are not imaged.", waiting));
    }
    asked.into_iter().map(|says| says.to_text(DateStyle::Long)).collect()
}

/// Asks about the listing of somebody who is not sanctioned.
pub(super) fn doubt_listing(view: &View<'_>, act: &Act) -> Option<String> {
    let is_listed = matches!(act.kind, ActKind::OutreachListed(_));
    let status = view.registration_of(act.person).filter(|_| is_listed)?.status;
    (status != RegistrationStatus::Sanction)
        .then(|| format!("outreach is for sanctioned parents, and the status is {}.", status.title()))
}

/// Remarks a channel that the procedure does not name, and a try for somebody who is no longer sanctioned.
pub fn outreach_remarks(view: &View<'_>, act: &Act) -> Vec<String> {
    let ActKind::OutreachTried(tried) = &act.kind else { return Vec::new() };
    let channels = view.policy.outreach_channels.as_ref();
    let outside = channels.filter(|channels| !channels.value.0.contains(&tried.channel));
    let mut remarks: Vec<String> = outside
        .map(|rule| format!("{}: not of the procedure ({})", tried.channel.title(), rule.source))
        .into_iter()
        .collect();
    let theirs = newest_outreaches(view);
    let known = theirs.iter().find(|known| known.outreach.person == act.person);
    if known.is_some_and(|known| known.is_sanctioned() == Some(false)) {
        remarks.push("the parent is no longer sanctioned: end the outreach (not_sanctioned)".to_owned());
    }
    remarks
}
