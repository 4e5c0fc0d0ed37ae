//! Reasons that lie in how the record is kept: entries that name nobody, and a participant who may be listed twice. They may
//! change every answer about the participant, so the gate lists them like any other doubt.

use super::step::{FailedStep, in_force};
use crate::rules::case_entries;
use crate::rules::message::Message;
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::same_person;

/// Returns the reason that an exemption, good cause or a month of aid is recorded for the case as a whole and may be the
/// participant's; `None` if none is.
pub(super) fn names_nobody(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let entries = case_entries::entries_of_case(&of.view);
    let answer = Answer::CannotTell(Message::join((!entries.is_empty()).then_some(entries)?, "; "));
    Some(ReasonAgainst::new(case_entries::NAMES_NOBODY, answer, rule))
}

/// Returns the reason that the participant and another adult of the household may be one person; `None` if no two are alike.
pub(super) fn listed_twice(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.unit_guard.as_ref())?;
    let pair = same_person::likely_adults(&of.view).find(|pair| pair.concerns(of.step.person))?;
    Some(ReasonAgainst::new(same_person::LISTED_TWICE, Answer::CannotTell(pair.clause()), rule))
}
