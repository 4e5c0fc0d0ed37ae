//! Since when a client has not been reached, and whether a last letter still waits for an answer.
//!
//! Source: San Francisco handbook 75-9, IV.G: "two to three months", without the day from which they count.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::unit_case::UnitCase;
use crate::domain::facts::social_work::{ClosingTalk, ContactOutcome, FinalLetter, TalkOutcome};

/// The day since which a client has not been reached, with the reason why it is that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unreached {
    /// The day.
    pub since: NaiveDate,
    /// What happened on it.
    pub why: &'static str,
}

/// Returns since when the client has not been reached: the latest of the discussion, the last contact in which the client
/// was worked with, the first contact after a last letter, a talk after which the work goes on, and the day on which an
/// inactive case was opened again. A promise, a refusal and a missed appointment do not count.
pub(super) fn unreached_since(case: &UnitCase) -> Option<Unreached> {
    let at = |since: NaiveDate, why| Unreached { since, why };
    let discussed = case.discussed().map(|on| at(on, "the case was discussed"));
    let worked_with = case.contacts.iter().rfind(|contact| contact.outcome == ContactOutcome::WorkedWith);
    let worked_with = worked_with.map(|contact| at(contact.on, "the client was worked with"));
    let answered = letters(case).into_iter().filter_map(|letter| {
        let answer = case.contacts.iter().find(|contact| contact.is_reached() && letter.on <= contact.on)?;
        Some(at(answer.on, "the client answered the last letter"))
    });
    let goes_on = talks(case).into_iter().filter(|talk| talk.outcome == TalkOutcome::Continue);
    let goes_on = goes_on.map(|talk| at(talk.on, "the talk said that the work goes on"));
    let reopened = case.reopened().map(|on| at(on, "the case was opened again"));
    discussed.into_iter().chain(worked_with).chain(answered).chain(goes_on).chain(reopened).max()
}

/// Returns the first day on which a last letter may go out.
pub(in crate::rules) fn first_letter_day(case: &UnitCase) -> Option<NaiveDate> {
    let rule = case.view.policy.social_work_final.as_ref()?;
    unreached_since(case).map(|unreached| unreached.since + rule.value)
}

/// Returns the last letter that still waits for an answer, or waited in vain: nothing has spent it since.
pub(in crate::rules) fn standing_letter<'a>(case: &UnitCase<'a>) -> Option<&'a FinalLetter> {
    let letter = letters(case).pop()?;
    unreached_since(case).is_none_or(|unreached| unreached.since < letter.on).then_some(letter)
}

/// Returns the day by which the client may answer a last letter.
pub(in crate::rules) fn reply_day(case: &UnitCase, letter: &FinalLetter) -> Option<NaiveDate> {
    let rule = case.view.policy.social_work_reply.as_ref();
    letter.reply_by.or_else(|| rule.map(|rule| letter.on + rule.value))
}

/// Returns the newest talk since the last letter.
pub(in crate::rules) fn talk_after_letter<'a>(case: &UnitCase<'a>, letter: &FinalLetter) -> Option<&'a ClosingTalk> {
    talks(case).pop().filter(|talk| letter.on <= talk.on)
}

fn letters<'a>(case: &UnitCase<'a>) -> Vec<&'a FinalLetter> {
    let on = case.view.on;
    let mut letters: Vec<&FinalLetter> = case.work.final_letter.iter().filter(|letter| letter.on <= on).collect();
    letters.sort_by_key(|letter| (letter.on, letter.reply_by));
    letters
}

/// Returns the talks, the newest last. Of two talks of one day that say different things, the work goes on.
fn talks<'a>(case: &UnitCase<'a>) -> Vec<&'a ClosingTalk> {
    let on = case.view.on;
    let mut talks: Vec<&ClosingTalk> = case.work.talk.iter().filter(|talk| talk.on <= on).collect();
    talks.sort_by_key(|talk| (talk.on, Reverse(talk.outcome)));
    talks
}
