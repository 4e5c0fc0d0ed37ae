//! The last letter to a client who was not reached for months, the talk after it, and the closing.
//!
//! Source: San Francisco handbook 75-9, IV.G.

use super::step_finding::step_finding;
use super::unit_case::UnitCase;
use super::unreached::{first_letter_day, reply_day, standing_letter, talk_after_letter, unreached_since};
use crate::domain::act::ActId;
use crate::domain::facts::social_work::TalkOutcome;
use crate::rules::finding::{DayCount, Finding};
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;

/// Finds the last letter that may go out, or is late.
pub(super) fn final_letter_finding(case: &UnitCase) -> Option<Finding> {
    let (view, first) = (&case.view, case.view.policy.social_work_final.as_ref()?);
    let latest = view.policy.social_work_final_latest.as_ref()?;
    let unreached = unreached_since(case).filter(|_| case.is_open())?;
    if first_letter_day(case).is_none_or(|day| view.on < day) || standing_letter(case).is_some() {
        return None;
    }
    let attempts = case.contacts.iter().filter(|contact| unreached.since < contact.on);
    let newest = attempts.clone().next_back().map(|contact| contact.on);
    let attempts = match newest {
        Some(newest) => message!("{}, the last on {}", attempts.count(), newest),
        None => "no attempt is recorded; the letter follows attempts".into(),
    };
    let says = "no contact for months: the last letter may go out, then the talk about closing";
    let finding = step_finding(case, RuleId::SocialWorkFinal, says, first)
        .under_policy(latest)
        .due_on(unreached.since + latest.value)
        .late_after_due(view.on)
        .with_ground("not reached since", message!("{}: {}", unreached.since, unreached.why), &case.referral.source)
        .with_ground("attempts since then", attempts, &case.referral.source)
        .cannot_tell("from which day the two to three months count: the handbook does not say")
        .clears_when("the last letter is sent, or the client is reached and worked with");
    Some(finding)
}

/// Finds a last letter that was not answered in time: the three talk.
pub(super) fn talk_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_talk.as_ref()?);
    let letter = standing_letter(case).filter(|_| case.is_running())?;
    let reply_by = reply_day(case, letter)?;
    if view.on <= reply_by || talk_after_letter(case, letter).is_some() {
        return None;
    }
    let says = "the last letter is unanswered: social worker, referring worker and supervisor talk about closing";
    let waited = view.policy.social_work_reply.as_ref();
    let mut finding = step_finding(case, RuleId::SocialWorkTalk, says, rule)
        .due_on(view.policy.calendar.add_working_days(reply_by, rule.value))
        .late_after_due(view.on)
        .with_ground("last letter sent", letter.on, case.source_of(&[ActId::SocialWorkFinalLetter], letter.on))
        .with_ground("to be answered by", reply_by, case.source_of(&[ActId::SocialWorkFinalLetter], letter.on))
        .clears_when("the talk is recorded, or the client is reached");
    if let Some(waited) = waited.filter(|_| letter.reply_by.is_none()) {
        let count = DayCount::new("days since the last letter", letter.on, view.on, Some(waited.value));
        finding = finding.under_policy(waited).with_day_count(count);
    }
    Some(finding)
}

/// Finds a case that may be closed after the talk.
pub(super) fn close_finding(case: &UnitCase) -> Option<Finding> {
    let (view, rule) = (&case.view, case.view.policy.social_work_close.as_ref()?);
    let letter = standing_letter(case).filter(|_| case.is_running())?;
    let talk = talk_after_letter(case, letter).filter(|talk| talk.outcome == TalkOutcome::Close)?;
    let says: Message = "the talk said that the case may be closed".into();
    let finding = step_finding(case, RuleId::SocialWorkClose, says, rule)
        .due_on(view.policy.calendar.add_working_days(talk.on, rule.value))
        .late_after_due(view.on)
        .with_ground("talk", talk.on, case.source_of(&[ActId::SocialWorkTalk], talk.on))
        .clears_when("the case is closed, or the client is reached");
    Some(finding)
}
