//! Remarks on what is dictated: abbreviations that nobody explained, words of feeling or blame, identifiers, blanks
//! left over, and domestic-abuse facts in an open comment. A remark points something out and never stops anybody.

mod abbreviations;
mod blanks;
mod identifiers;
mod jargon;
mod remark;
mod spelling;
mod wording;

use std::collections::BTreeMap;

pub use jargon::{Abbreviation, AbuseWords, Jargon, JudgmentalWords};
pub use remark::{DictionaryAnswer, Remark, RemarkKind, WordLookup};

use super::comment::{CommentDraft, CommentElement};

/// What is to be pointed out in a text, in its order. No two remarks overlap; of those that would, the graver stays.
pub fn find_remarks(text: &str, jargon: &Jargon, look_up: &mut WordLookup<'_>) -> Vec<Remark> {
    let mut found = identifiers::find_identifiers(text);
    found.extend(blanks::find_blanks(text));
    found.extend(wording::find_watched_phrases(text, jargon));
    found.extend(abbreviations::find_abbreviations(text, jargon));
    found.extend(spelling::find_misspellings(text, jargon, look_up));
    found.sort_by_key(|remark| (remark.kind, remark.span.start));
    let mut kept: BTreeMap<usize, Remark> = BTreeMap::new();
    for remark in found {
        // Those that are kept lie apart, so that only the last one that begins before the end can reach into it.
        let reaches_in =
            kept.range(..remark.span.end).next_back().is_some_and(|(_, other)| other.span.end > remark.span.start);
        if !reaches_in {
            kept.insert(remark.span.start, remark);
        }
    }
    kept.into_values().collect()
}

/// The remarks on a comment's purpose and results. A protected comment is the place for domestic-abuse facts, so that
/// nothing is said of them there.
pub fn find_draft_remarks(
    draft: &CommentDraft,
    jargon: &Jargon,
    look_up: &mut WordLookup<'_>,
) -> Vec<(CommentElement, Remark)> {
    let fits = |remark: &Remark| !(draft.protected && remark.kind == RemarkKind::DomesticAbuse);
    let mut told = Vec::new();
    for (element, text) in [(CommentElement::Purpose, &draft.purpose), (CommentElement::Results, &draft.results)] {
        let of_element = find_remarks(text, jargon, look_up).into_iter().filter(fits);
        told.extend(of_element.map(|remark| (element, remark)));
    }
    told
}
