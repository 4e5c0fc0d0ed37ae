//! What all findings on a social-work case have in common.

use super::unit_case::UnitCase;
use crate::domain::proposal::Proposal;
use crate::policy::Param;
use crate::policy::param::ParamValue;
use crate::rules::finding::Finding;
use crate::rules::message::Message;
use crate::rules::rule_id::RuleId;

/// Begins a finding on a step of a social-work case.
pub(super) fn step_finding<T: ParamValue>(
    case: &UnitCase,
    rule: RuleId,
    says: impl Into<Message>,
    under: &Param<T>,
) -> Finding {
    Finding::new(rule, case.referral.person, says)
        .about_number(case.ordinal)
        .under_policy(under)
        .if_nothing("The family waits for help that was promised.")
        .with_proposals(step_proposal(rule).into_iter().collect::<Vec<_>>())
}

/// Returns the step that clears a finding.
const fn step_proposal(rule: RuleId) -> Option<Proposal> {
    Some(match rule {
        RuleId::SocialWorkAccept => Proposal::SocialWorkAccept,
        RuleId::SocialWorkFolder => Proposal::SocialWorkFolder,
        RuleId::SocialWorkDiscuss => Proposal::SocialWorkDiscuss,
        RuleId::SocialWorkInform => Proposal::SocialWorkInform,
        RuleId::SocialWorkContact | RuleId::SocialWorkVisit => Proposal::SocialWorkContact,
        RuleId::SocialWorkReport | RuleId::SocialWorkClosingReport => Proposal::SocialWorkReport,
        RuleId::SocialWorkReportReview => Proposal::SocialWorkReview,
        RuleId::SocialWorkRead => Proposal::SocialWorkRead,
        RuleId::SocialWorkAskedBack => Proposal::SocialWorkReferAgain,
        RuleId::SocialWorkFinal => Proposal::SocialWorkFinalLetter,
        RuleId::SocialWorkTalk => Proposal::SocialWorkTalk,
        RuleId::SocialWorkClose => Proposal::SocialWorkClose,
        RuleId::SocialWorkInactive | RuleId::SocialWorkAidEnded => Proposal::SocialWorkStatus,
        _ => return None,
    })
}
