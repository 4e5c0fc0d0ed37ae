//! Finds numbers that identify somebody. Social Security numbers must never be kept here; other numbers belong in the
//! system of record.

use super::remark::{Remark, RemarkKind, new_remark};
use crate::domain::ssn::find_ssns;

/// The numbers of digits of a payment or benefits card.
const CARD: std::ops::RangeInclusive<usize> = 13..=19;

/// A run of letters, digits and the separators between the groups of a number.
struct NumberRun<'a> {
    index: usize,
    text: &'a str,
}

pub(super) fn find_identifiers(text: &str) -> Vec<Remark> {
    let ssns = find_ssns(text);
    let is_ssn = |number: &NumberRun<'_>| {
        let end = number.index.saturating_add(number.text.len());
        ssns.iter().any(|ssn| ssn.start < end && number.index < ssn.end)
    };
    let others = number_runs(text).filter(|number| !is_ssn(number)).filter_map(|number| number.identifier_remark());
    let mut remarks: Vec<Remark> = others.collect();
    remarks
        .extend(ssns.iter().map(|ssn| identifier_remark(ssn.start, ssn.len(), "looks like a Social Security number")));
    remarks.sort_by_key(|remark| remark.span.start);
    remarks
}

fn identifier_remark(index: usize, length: usize, what: &str) -> Remark {
    new_remark(index, length, RemarkKind::Identifier, format!("{what}: take it out"), Some(String::new()))
}

/// Returns the numbers of a text: runs that begin and end with a digit or a letter beside digits. One blank or hyphen
/// may separate groups.
fn number_runs(text: &str) -> impl Iterator<Item = NumberRun<'_>> {
    let joins = |c: char| matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}');
    let mut runs: Vec<NumberRun<'_>> = Vec::new();
    let mut start = None;
    let mut end = 0;
    for (index, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let is_part = c.is_ascii_digit() || (c.is_ascii_alphabetic() && is_beside_digit(text, index));
        match (start, is_part) {
            (None, true) => (start, end) = (Some(index), index + c.len_utf8()),
            (Some(_), true) => end = index + c.len_utf8(),
            (Some(_), false) if joins(c) && index == end => {}
            (Some(from), false) => {
                runs.extend(text.get(from..end).map(|text| NumberRun { index: from, text }));
                start = None;
            }
            (None, false) => {}
        }
    }
    runs.into_iter()
}

/// Returns whether the letter at the byte `index` has a digit right before or after it.
fn is_beside_digit(text: &str, index: usize) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
    is_digit(index.checked_sub(1)) || is_digit(index.checked_add(1))
}

impl NumberRun<'_> {
    fn identifier_remark(&self) -> Option<Remark> {
        Some(identifier_remark(self.index, self.text.len(), self.identifier_message()?))
    }

    fn identifier_message(&self) -> Option<&'static str> {
        let groups: Vec<usize> = self.text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::len).collect();
        let letters = self.text.chars().filter(char::is_ascii_alphabetic).count();
        let digits = self.text.chars().filter(char::is_ascii_digit).count();
        match (letters, digits) {
            (0, digits) if CARD.contains(&digits) && groups.iter().all(|group| *group >= 4) => {
                Some("looks like a card number")
            }
            (1, 7) if groups.len() == 1 && self.text.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                Some("looks like a driver's license number")
            }
            (1, 8) if groups.len() == 1 && self.text.ends_with(|c: char| c.is_ascii_alphabetic()) => {
                Some("looks like a client index number")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::before("4111 1111 1111 1111, 931-73-9690", &["4111 1111 1111 1111", "931-73-9690"])]
    #[case::after("931-73-9690, 4111 1111 1111 1111", &["931-73-9690", "4111 1111 1111 1111"])]
    #[case::not_twice("931739690 1234567", &["931739690"])]
    #[case::one_letter_and_digits("license D1234567, index 91234567A", &["D1234567", "91234567A"])]
    fn every_number_is_remarked_once(#[case] text: &str, #[case] numbers: &[&str]) {
        let remarks = find_identifiers(text);
        let found: Vec<&str> = remarks.iter().filter_map(|remark| text.get(remark.span.clone())).collect();
        assert_eq!(found, numbers);
    }
}
