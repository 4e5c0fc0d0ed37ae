//! Remarks on dictated text: unexplained abbreviations, words of feeling or blame, identifiers, blanks left open, and
//! domestic-abuse facts in an open comment. A remark points something out and stops nobody; what does is in `filing_check`.

mod abbreviations;
mod blanks;
mod folded_words;
mod identifiers;
mod jargon;
mod remark;
mod spelling;
mod watched_phrases;
mod wording;

use std::collections::BTreeMap;

pub use jargon::{Abbreviation, AbuseWords, Jargon, JudgmentalWords, WordPairs};
pub use remark::{DictionaryAnswer, Remark, RemarkKind, WordLookup};

use super::comment::{CommentDraft, CommentElement};
use super::filing_answer::FilingAnswer;
use super::ssn::find_numbers;

/// Returns the remarks on a text, in its order. No two remarks overlap; of those that would, the most serious is kept.
pub fn find_remarks(text: &str, jargon: &Jargon, look_up: &mut WordLookup<'_>) -> Vec<Remark> {
    let mut found = identifiers::find_identifiers(text);
    found.extend(blanks::find_blanks(text));
    found.extend(wording::find_watched_phrases(text, jargon));
    found.extend(abbreviations::find_abbreviations(text, jargon));
    found.extend(spelling::find_misspellings(text, jargon, look_up));
    found.sort_by_key(|remark| (remark.kind, remark.span.start));
    let mut kept: BTreeMap<usize, Remark> = BTreeMap::new();
    for remark in found {
        // The remarks that are kept do not overlap, so only the last one that begins before the end can reach into
        // this one.
        let reaches_in =
            kept.range(..remark.span.end).next_back().is_some_and(|(_, other)| other.span.end > remark.span.start);
        if !reaches_in {
            kept.insert(remark.span.start, remark);
        }
    }
    kept.into_values().collect()
}

/// Returns the first blank of a phrase that was not filled in, with its braces.
pub fn find_unfilled_blank(text: &str) -> Option<&str> {
    let remark = blanks::find_blanks(text).into_iter().next()?;
    text.get(remark.span)
}

/// Returns the first words of a text that suggest domestic abuse.
pub fn find_abuse_words<'a>(text: &'a str, jargon: &Jargon) -> Option<&'a str> {
    let mut found = wording::find_watched_phrases(text, jargon).into_iter();
    let remark = found.find(|remark| remark.kind == RemarkKind::DomesticAbuse)?;
    text.get(remark.span)
}

/// Returns the first words of a text that suggest a child-welfare case.
pub fn find_child_welfare_words<'a>(text: &'a str, jargon: &Jargon) -> Option<&'a str> {
    let mut found = wording::find_watched_phrases(text, jargon).into_iter();
    let remark = found.find(|remark| remark.kind == RemarkKind::ChildWelfare)?;
    text.get(remark.span)
}

/// Returns a text in which words of abuse stand without blanks between them, as in a single word that is to be kept.
pub fn find_joined_abuse<'a>(text: &'a str, jargon: &Jargon) -> Option<&'a str> {
    text.split_whitespace().find(|word| jargon.watched_phrases().are_joined_in(word))
}

/// Returns the remarks on a comment's purpose and results. A protected comment is the right place for facts of domestic abuse
/// and of child welfare, so they are not remarked there; nor are digits that the worker says to be no Social Security number.
pub fn find_draft_remarks(
    draft: &CommentDraft,
    jargon: &Jargon,
    look_up: &mut WordLookup<'_>,
) -> Vec<(CommentElement, Remark)> {
    let is_no_ssn = draft.answers.contains(&FilingAnswer::NotSsn);
    let mut remarks = Vec::new();
    for (element, text) in [(CommentElement::Purpose, &draft.purpose), (CommentElement::Results, &draft.results)] {
        let doubted = find_numbers(text).into_iter().filter(|number| !number.is_certain);
        let doubted: Vec<_> = doubted.map(|number| number.span).collect();
        let fits = |remark: &Remark| match remark.kind {
            RemarkKind::DomesticAbuse | RemarkKind::ChildWelfare => !draft.protected,
            RemarkKind::Identifier => !(is_no_ssn && doubted.contains(&remark.span)),
            _ => true,
        };
        let found = find_remarks(text, jargon, look_up).into_iter().filter(fits);
        remarks.extend(found.map(|remark| (element, remark)));
    }
    remarks
}
