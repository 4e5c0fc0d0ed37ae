//! Reads the groups of digits of a text, in figures and in words, in which a Social Security number may be written.

use std::ops::Range;

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization as _;

use super::sanitize;
use super::ssn_words::{self, NumberWord};

/// The most characters between two groups of one number.
const LONGEST_GAP: usize = 5;
/// The most characters between two groups of one number that is read out: "and", "dash".
const LONGEST_SPOKEN_GAP: usize = 28;
/// The longest word for a number, in bytes.
const LONGEST_NUMBER_WORD: usize = 28;
/// The longest word of digits and words for numbers, in bytes.
const LONGEST_JOINED: usize = 120;
/// The fewest letters of words for numbers that are joined without blanks.
const FEWEST_JOINED: usize = 18;
/// The groups in which letters may stand for digits, by their length.
const MISTYPED_LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;

/// Digits that follow each other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub span: Range<usize>,
    pub digits: String,
    /// The sign between this group and the one before it, without the blanks around it. `None` where they are apart.
    pub joined_by: Option<String>,
    pub written: Writing,
}

/// How the digits of a group are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// As digits.
    Digits,
    /// With letters that look like digits: `l23`, `678O`.
    Mistyped,
    /// In words.
    Words,
    /// As hundreds, in words.
    Hundred,
    /// As the first of two digits, in a word that a word for a digit may follow.
    Ten,
}

/// The signs that break one number into groups, besides blanks.
const SEPARATORS: &str = "-./_\\|*~·•'’";
/// What joins two groups of a number that is read out.
const SPOKEN: &str = "and";

impl Group {
    /// Returns whether a word joins the group to the one before it.
    pub fn is_spoken(&self) -> bool {
        self.joined_by.as_deref() == Some(SPOKEN)
    }

    /// Returns whether nothing but a separator is between the group and the one before it: blanks, a dash, a dot, a slash.
    pub fn is_separated(&self) -> bool {
        self.joined_by.as_deref().is_some_and(|sign| sign.chars().all(|c| SEPARATORS.contains(c)))
    }

    pub fn is_in_words(&self) -> bool {
        matches!(self.written, Writing::Words | Writing::Ten | Writing::Hundred)
    }
}

/// Returns the groups of digits of a text, each with the sign that joins it to the one before it.
pub(super) fn digit_groups(text: &str, hundreds: Hundreds) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut before = "";
    for run in alphanumeric_runs(text) {
        let Some(word) = text.get(run.clone()) else { continue };
        let previous = std::mem::replace(&mut before, word);
        if word.chars().count() == 1 || word.chars().all(char::is_alphabetic) {
            let is_count = ssn_words::builtin_words().is_before_count(&previous.to_lowercase());
            if is_count && COUNTS.contains(&word.to_lowercase().as_str()) {
                continue;
            }
        }
        if ssn_words::builtin_words().is_hundred(&word.to_lowercase()) && take_hundred(&mut groups, text, &run) {
            continue;
        }
        let whole =
            read_number_word(word, &run).or_else(|| read_mistyped(word, &run)).or_else(|| read_signs(word, &run));
        if let Some(group) = whole.or_else(|| read_joined(word, &run)) {
            push_group(&mut groups, text, group, hundreds);
            continue;
        }
        let parts = split_number_words(word, run.start).unwrap_or_else(|| read_digits(word, run.start));
        for group in parts {
            push_group(&mut groups, text, group, hundreds);
        }
    }
    groups
}

/// How many digits are meant: last four.
const COUNTS: [&str; 2] = ["four", "4"];

/// How the words behind "nine hundred" are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hundreds {
    /// As digits of their own: nine hundred, then forty-five.
    Alone,
    /// As part of the hundreds: nine hundred and twelve.
    Filled,
}

/// Makes hundreds of the word for a digit right before "hundred", and returns whether there is one.
fn take_hundred(groups: &mut [Group], text: &str, run: &Range<usize>) -> bool {
    let Some(last) = groups.last_mut() else { return false };
    let is_digit = last.written == Writing::Words && last.digits.len() == 1;
    let gap = text.get(last.span.end..run.start).unwrap_or_default();
    if !is_digit || !gap.chars().all(|c| c == '-' || c == ' ') {
        return false;
    }
    last.digits.push_str("00");
    last.span.end = run.end;
    last.written = Writing::Hundred;
    true
}

/// Returns the number of a word that is nothing but signs for digits: 九零零. `None` for any other word.
fn read_signs(word: &str, span: &Range<usize>) -> Option<Group> {
    let words = ssn_words::builtin_words();
    let digits =
        word.chars().map(|sign| words.digit_sign(sign).or_else(|| to_digit(sign))).collect::<Option<String>>()?;
    (!word.is_ascii()).then(|| Group { span: span.clone(), digits, joined_by: None, written: Writing::Digits })
}

/// Returns the number of a long word in which words for numbers are joined: ninezerozeroonetwo. `None` for any other word.
fn read_joined(word: &str, span: &Range<usize>) -> Option<Group> {
    let letters = word.chars().count();
    if letters < FEWEST_JOINED || word.len() > LONGEST_JOINED || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let digits = ssn_words::builtin_words().split_joined(&ssn_words::fold_word(word))?;
    Some(Group { span: span.clone(), digits, joined_by: None, written: Writing::Words })
}

/// Adds a group with what joins it to the one before it. A word for a digit ends the ten before it: forty-five.
fn push_group(groups: &mut Vec<Group>, text: &str, mut group: Group, hundreds: Hundreds) {
    if let Some(last) = groups.last_mut() {
        let gap = text.get(last.span.end..group.span.start).unwrap_or_default();
        let may_fill = hundreds == Hundreds::Filled && last.written == Writing::Hundred && group.is_in_words();
        if may_fill && group.digits.len() <= 2 && matches!(gap.trim(), "" | "and" | "y") {
            last.digits.truncate(last.digits.len() - group.digits.len());
            last.digits.push_str(&group.digits);
            last.span.end = group.span.end;
            last.written = group.written;
            return;
        }
        let ends_ten = last.written == Writing::Ten && group.written == Writing::Words && group.digits.len() == 1;
        if ends_ten && gap.chars().all(|c| c == '-' || c == ' ') {
            last.digits.pop();
            last.digits.push_str(&group.digits);
            last.span.end = group.span.end;
            last.written = Writing::Words;
            return;
        }
        group.joined_by = joining_sign(gap);
    }
    groups.push(group);
}

/// Returns the runs of letters and digits of a text.
fn alphanumeric_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += c.len_utf8(),
            _ => runs.push(index..index + c.len_utf8()),
        }
    }
    runs.into_iter()
}

/// Returns the number for which a word stands; `None` if it stands for none.
fn read_number_word(word: &str, span: &Range<usize>) -> Option<Group> {
    if word.len() > LONGEST_NUMBER_WORD || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let folded = ssn_words::fold_word(word);
    let (digits, written) = match ssn_words::builtin_words().number_word(&folded)? {
        NumberWord::Digits(digits) => (digits.to_owned(), Writing::Words),
        NumberWord::Ten(ten) => (format!("{ten}0"), Writing::Ten),
    };
    Some(Group { span: span.clone(), digits, joined_by: None, written })
}

/// Returns the groups of a word in which nothing but words for numbers is joined to digits: `nine12`. `None` for any other
/// word.
fn split_number_words(word: &str, start: usize) -> Option<Vec<Group>> {
    let has_both = word.contains(char::is_alphabetic) && word.contains(|c: char| c.is_ascii_digit());
    if !has_both || word.len() > LONGEST_JOINED {
        return None;
    }
    let mut groups = Vec::new();
    let mut from = 0;
    for part in word.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
        let span = start + from..start + from + part.len();
        let part = word.get(from..from + part.len())?;
        from += part.len();
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            groups.push(Group { span, digits: part.to_owned(), joined_by: None, written: Writing::Digits });
        } else {
            groups.push(read_number_word(part, &span)?);
        }
    }
    Some(groups)
}

/// Returns a short group in which letters stand for the digits that they look like; `None` for any other word.
fn read_mistyped(word: &str, span: &Range<usize>) -> Option<Group> {
    let as_digit = |c: char| match c {
        'l' | 'I' | 'i' => Some('1'),
        'O' | 'o' | 'Q' | 'D' => Some('0'),
        'Z' | 'z' => Some('2'),
        'S' | 's' => Some('5'),
        'G' => Some('6'),
        'B' => Some('8'),
        'g' | 'q' => Some('9'),
        c => c.is_ascii_digit().then_some(c),
    };
    let is_mixed = word.contains(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic);
    if !is_mixed || !MISTYPED_LENGTHS.contains(&word.len()) {
        return None;
    }
    let digits = word.chars().map(as_digit).collect::<Option<String>>()?;
    Some(Group { span: span.clone(), digits, joined_by: None, written: Writing::Mistyped })
}

/// Returns the runs of digits within a word that begins at the byte `start` of the text.
fn read_digits(word: &str, start: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, c) in word.char_indices() {
        let Some(digit) = to_digit(c) else { continue };
        let (from, end) = (start + index, start + index + c.len_utf8());
        match groups.last_mut() {
            Some(last) if last.span.end == from => {
                last.digits.push(digit);
                last.span.end = end;
            }
            _ => {
                groups.push(Group { span: from..end, digits: digit.into(), joined_by: None, written: Writing::Digits });
            }
        }
    }
    groups
}

/// Returns the digit for a character of any script, or `None` if it is no digit.
fn to_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    if !c.is_numeric() {
        return None;
    }
    // Raised, lowered, wide and circled digits are folded by Unicode, the digits of other scripts by their names.
    let folded: String = std::iter::once(c).nfkc().collect();
    only_digit(&folded).or_else(|| only_digit(deunicode_char(c)?))
}

/// Returns the only digit of a text that has nothing else but brackets or a dot beside it: `(1)`.
fn only_digit(text: &str) -> Option<char> {
    let mut rest = text.chars().filter(|c| !matches!(c, '(' | ')' | '.' | ','));
    rest.next().filter(|digit| digit.is_ascii_digit() && rest.next().is_none())
}

pub(super) fn is_digit(c: char) -> bool {
    to_digit(c).is_some()
}

/// Returns the sign between two groups of one number, or `None` if what is between them keeps them apart. Dashes of all
/// kinds are one sign.
fn joining_sign(gap: &str) -> Option<String> {
    if gap.contains(char::is_alphanumeric) {
        let words = ssn_words::split_words(gap).filter(|_| gap.chars().count() <= LONGEST_SPOKEN_GAP);
        let is_spoken = words?.iter().all(|word| ssn_words::builtin_words().is_connecting(word));
        return is_spoken.then(|| SPOKEN.to_owned());
    }
    if gap.chars().count() > LONGEST_GAP {
        return None;
    }
    let is_dash =
        |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe63}' | '\u{ff0d}');
    let signs = gap.chars().filter(|c| !c.is_whitespace() && !sanitize::is_unsafe(*c));
    Some(signs.map(|c| if is_dash(c) { '-' } else { c }).collect())
}
