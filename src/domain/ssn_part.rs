//! Finds parts of a Social Security number that a text announces as such: "SSN ending 3456, starts 900-12". Together with what
//! else is known they are the number, so they are not kept either.

use std::ops::Range;

use super::ssn_group::{Group, is_digit};
use super::ssn_words::{self, split_words};

/// The numbers of digits that a part has.
const PART_DIGITS: std::ops::RangeInclusive<usize> = 3..=6;
/// The most characters between the words and the part.
const LONGEST_WAY: usize = 48;
/// The most words beside those that announce a part, where no comma stands between.
const MOST_OTHER_WORDS: usize = 2;

/// Returns the byte ranges of the parts of Social Security numbers among the groups of a text.
pub(super) fn find_parts(text: &str, groups: &[Group]) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let runs = groups.chunk_by(|_, next| joins(next));
    for run in runs.filter(|run| PART_DIGITS.contains(&run.iter().map(|group| group.digits.len()).sum())) {
        let Some((first, last)) = run.first().zip(run.last()) else { continue };
        let (before, behind) = (way_before(text, first.span.start), way_behind(text, last.span.end));
        let goes_on = parts.last().is_some_and(|part| first.span.start - part.end <= LONGEST_WAY);
        let is_part = announces_part(&before, false) || announces_part(&behind, false);
        if is_part || (goes_on && announces_part(&before, true)) {
            parts.push(first.span.start..last.span.end);
        }
    }
    parts
}

/// Returns whether a blank or a dash joins a group to the one before it.
fn joins(group: &Group) -> bool {
    group.joined_by.as_deref().is_some_and(|sign| matches!(sign, "" | "-"))
}

/// Returns the words before a byte in the same sentence, back to the digits before them.
fn way_before(text: &str, start: usize) -> String {
    let letters = text.get(..start).unwrap_or_default().chars().rev().take(LONGEST_WAY);
    let way: Vec<char> = letters.take_while(|c| !is_end(*c)).collect();
    let way: String = without_other_number(&way).iter().rev().collect();
    way.rsplit(". ").next().unwrap_or_default().to_owned()
}

/// Returns the words behind a byte in the same sentence, up to the digits behind them.
fn way_behind(text: &str, end: usize) -> String {
    let letters = text.get(end..).unwrap_or_default().chars().take(LONGEST_WAY);
    let way: Vec<char> = letters.take_while(|c| !is_end(*c)).collect();
    let way: String = without_other_number(&way).iter().collect();
    way.split(". ").next().unwrap_or_default().to_owned()
}

/// Returns the signs before the first other number; a single digit is a count, as in "last 4".
fn without_other_number(way: &[char]) -> &[char] {
    let is_number = |pair: &[char]| pair.iter().all(|c| is_digit(*c));
    let number = way.windows(2).position(is_number).unwrap_or(way.len());
    way.get(..number).unwrap_or_default()
}

const fn is_end(c: char) -> bool {
    matches!(c, ';' | '\n' | '?' | '!')
}

/// Returns whether words say that a part of a Social Security number is beside them. What goes on with a number that was
/// announced needs no second announcement.
fn announces_part(way: &str, goes_on: bool) -> bool {
    let known = ssn_words::builtin_words();
    if known.announce_in_script(way) && known.name_part_in_script(way) {
        return true;
    }
    let Some(words) = split_words(way) else { return false };
    let part = words.iter().rposition(|word| known.is_part_word(word));
    let number = (0..words.len()).rfind(|from| words.get(*from..).is_some_and(|words| known.announce(words)));
    let first = match (part, number) {
        (Some(part), Some(number)) => part.min(number),
        (Some(part), None) if goes_on => part,
        _ => return false,
    };
    let is_other = |word: &&String| !known.is_part_word(word) && !known.is_beside_part(word);
    let others = words.iter().skip(first).filter(is_other).count();
    others == 0 || (others <= MOST_OTHER_WORDS && !way.contains(','))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::domain::ssn::mask_ssns;

    #[rstest]
    #[case("SSN ending 3456, starts 900-12", "SSN ending #, starts #")]
    #[case("SSN ends in 3456", "SSN ends in #")]
    #[case("SSN last four 3456", "SSN last four #")]
    #[case("the last 4 of her SSN: 3456", "the last 4 of her SSN: #")]
    #[case("last four digits of his social are 3456", "last four digits of his social are #")]
    #[case("social security number begins with 900 12", "social security number begins with #")]
    #[case("SSN she gave ends in 3456", "SSN she gave ends in #")]
    #[case("3456 are the last four of her SSN", "# are the last four of her SSN")]
    #[case("su seguro social termina en 3456", "su seguro social termina en #")]
    #[case("últimos cuatro de su seguro social 3456", "últimos cuatro de su seguro social #")]
    #[case("SSN ends in three four five six", "SSN ends in #")]
    #[case("số an sinh xã hội, bốn số cuối 3456", "số an sinh xã hội, bốn số cuối #")]
    #[case("社安號末四位是3456", "社安號末四位是#")]
    #[case("사회보장번호 끝자리 3456", "사회보장번호 끝자리 #")]
    #[case("последние цифры номера социального страхования 3456", "последние цифры номера социального страхования #")]
    #[case("huling apat ng SSN 3456", "huling apat ng SSN #")]
    #[case("آخر رقم الضمان الاجتماعي 3456", "آخر رقم الضمان الاجتماعي #")]
    fn an_announced_part_is_masked(#[case] text: &str, #[case] masked: &str) {
        assert_eq!(mask_ssns(text, "#"), masked);
    }

    #[rstest]
    #[case("last 4 of the card 6789, EBT ending 3456")]
    #[case("SSN ok, class starts 1130 on Monday")]
    #[case("SSN card asked for; starts 900 Monday")]
    #[case("SSN was verified. Job starts 1130")]
    #[case("SSN card asked for, room 900 12")]
    #[case("phone ends in 0106")]
    #[case("her SSN is on file and the last visit was in room 345")]
    fn other_parts_stay(#[case] text: &str) {
        assert_eq!(mask_ssns(text, "#"), text);
    }
}
