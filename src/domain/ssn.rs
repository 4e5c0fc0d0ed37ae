//! Finds Social Security numbers in whatever spelling they come, so that none is ever kept.

use std::ops::Range;

use deunicode::deunicode_char;

use super::ssn_words::{self, NumberWord};

/// The number of digits of a Social Security number.
const DIGITS: usize = 9;
/// The fewest digits of a number whose leading zeros a spreadsheet has dropped.
const FEWEST_DIGITS: usize = 7;
/// The lengths of the groups in which a number is written.
const GROUPS: [usize; 3] = [3, 2, 4];
/// The most characters between two groups of one number.
const LONGEST_GAP: usize = 5;
/// The most characters between two groups of one number that is read out: "and", "dash".
const LONGEST_SPOKEN_GAP: usize = 12;
/// The fewest bytes of a number that is written in words.
const FEWEST_SPOKEN_BYTES: usize = 20;
/// The fewest gaps between the words of a number that is written in words, two digits in each.
const FEWEST_GAPS: usize = 4;
/// The longest word for a number, in bytes.
const LONGEST_NUMBER_WORD: usize = 12;
/// The groups in which letters may stand for digits, by their length.
const MISTYPED_LENGTHS: std::ops::RangeInclusive<usize> = 2..=4;
/// The most characters between the words "Social Security number" and the number.
const LONGEST_WAY: usize = 32;

/// Digits that follow each other without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    span: Range<usize>,
    digits: String,
    /// The sign between this group and the one before it, without the blanks around it. `None` where they are apart.
    joined_by: Option<String>,
    written: Writing,
}

/// How the digits of a group are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// As digits.
    Digits,
    /// With letters that look like digits: `l23`, `678O`.
    Mistyped,
    /// In words.
    Words,
    /// As the first of two digits, in a word that a word for a digit may follow.
    Ten,
}

/// What joins two groups of a number that is read out.
const SPOKEN: &str = "and";

/// A Social Security number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNumber {
    /// The bytes of the text that it takes.
    pub span: Range<usize>,
    /// Whether its groups of 3, 2 and 4 digits, or words that announce it, leave no doubt. Otherwise nine digits that
    /// are something else may look the same.
    pub is_certain: bool,
}

/// Returns the byte ranges of the Social Security numbers in `text`, in order, as [`find_numbers`] finds them.
pub fn find_ssns(text: &str) -> Vec<Range<usize>> {
    find_numbers(text).into_iter().map(|number| number.span).collect()
}

/// Returns the Social Security numbers in `text`, in order.
///
/// A number counts as a Social Security number:
/// - with nine digits together, or in groups of 3, 2 and 4 with any sign between them, or in other groups with one and
///   the same sign between them, whatever script its digits are of;
/// - in groups of 3, 2 and 4 that "and" or "dash" joins, or in which letters stand for the digits that they look like;
/// - with nine digits in words;
/// - right after words that announce one, with seven or eight digits too, because a spreadsheet drops leading zeros.
///
/// Dates, telephone numbers, ZIP codes of nine digits and amounts do not count.
pub fn find_numbers(text: &str) -> Vec<FoundNumber> {
    let looks_like_digit =
        |byte: &u8| byte.is_ascii_digit() || !byte.is_ascii() || matches!(byte, b'l' | b'I' | b'O' | b'o');
    let may_be_spoken = text.len() >= FEWEST_SPOKEN_BYTES
        && text.bytes().filter(|byte| !byte.is_ascii_alphanumeric()).count() >= FEWEST_GAPS;
    if !may_be_spoken && text.bytes().filter(looks_like_digit).count() < FEWEST_DIGITS {
        return Vec::new();
    }
    let groups = digit_groups(text);
    let mut rest = groups.as_slice();
    let mut found: Vec<FoundNumber> = Vec::new();
    while let Some((_, after_first)) = rest.split_first() {
        let announced = is_announced(text.get(..rest.first().map_or(0, |group| group.span.start)).unwrap_or_default());
        let length = (1..=run_length(rest)).find(|length| {
            rest.split_at_checked(*length).is_some_and(|(number, behind)| is_ssn(number, behind.first(), announced))
        });
        match length.and_then(|length| rest.split_at_checked(length)) {
            Some((number, behind)) => {
                let is_plain = number.iter().all(|group| group.written == Writing::Digits)
                    && !number.iter().skip(1).any(Group::is_spoken);
                let is_certain = announced || number.iter().map(|group| group.digits.len()).eq(GROUPS) && is_plain;
                found.extend(
                    number
                        .first()
                        .zip(number.last())
                        .map(|(first, last)| FoundNumber { span: first.span.start..last.span.end, is_certain }),
                );
                rest = behind;
            }
            None => rest = after_first,
        }
    }
    found
}

/// Returns whether the whole text is a number with as many digits as a Social Security number that lost up to two
/// leading zeros, with or without signs between them.
pub fn may_be_shortened_ssn(text: &str) -> bool {
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    (FEWEST_DIGITS..=DIGITS).contains(&digits)
        && !text.chars().any(char::is_alphabetic)
        && !is_date(&digit_groups(text))
}

/// Returns `text` with `mask` in place of every Social Security number.
pub fn mask_ssns(text: &str, mask: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for span in find_ssns(text) {
        masked.push_str(text.get(end..span.start).unwrap_or_default());
        masked.push_str(mask);
        end = span.end;
    }
    masked.push_str(text.get(end..).unwrap_or_default());
    masked
}

/// Returns whether the header of a column announces Social Security numbers: `SSN`, `SS #`, `Soc. Sec. No.`,
/// `ParticipantSSN`, `Número de Seguro Social`.
pub fn is_ssn_header(header: &str) -> bool {
    split_words(header).as_deref().is_some_and(announces_ssn)
}

/// Returns whether the words right before a number announce it as a Social Security number.
fn is_announced(before: &str) -> bool {
    let skipped = before.chars().rev().take_while(|c| !is_digit(*c) && !matches!(c, ';' | '\n')).take(LONGEST_WAY);
    let way: String = skipped.collect::<Vec<_>>().into_iter().rev().collect();
    split_words(&way).as_deref().is_some_and(announces_ssn)
}

/// Returns the words of a text in lower case, or `None` if it has none. A capital after a small letter begins a word,
/// and single letters with dots are one word (`S.S.N.`).
fn split_words(text: &str) -> Option<Vec<String>> {
    let mut spaced = String::with_capacity(text.len());
    let mut after_small = false;
    for c in text.chars() {
        if after_small && c.is_uppercase() {
            spaced.push(' ');
        }
        after_small = c.is_lowercase();
        if c != '.' {
            spaced.push(c);
        }
    }
    let folded = super::name::fold_for_search(&spaced);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    (!words.is_empty()).then_some(words)
}

fn announces_ssn(words: &[String]) -> bool {
    ssn_words::builtin_words().announce(words)
}

/// Returns the groups of digits of a text, each with the sign that joins it to the one before it.
fn digit_groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for run in alphanumeric_runs(text) {
        let Some(word) = text.get(run.clone()) else { continue };
        if let Some(group) = read_number_word(word, &run).or_else(|| read_mistyped(word, &run)) {
            push_group(&mut groups, text, group);
            continue;
        }
        for group in read_digits(word, run.start) {
            push_group(&mut groups, text, group);
        }
    }
    groups
}

/// Adds a group with what joins it to the one before it. A word for a digit ends the ten before it: forty-five.
fn push_group(groups: &mut Vec<Group>, text: &str, mut group: Group) {
    if let Some(last) = groups.last_mut() {
        let gap = text.get(last.span.end..group.span.start).unwrap_or_default();
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
    let folded = super::name::fold_for_search(word);
    let (digits, written) = match ssn_words::builtin_words().number_word(&folded)? {
        NumberWord::Digits(digits) => (digits.to_owned(), Writing::Words),
        NumberWord::Ten(ten) => (format!("{ten}0"), Writing::Ten),
    };
    Some(Group { span: span.clone(), digits, joined_by: None, written })
}

/// Returns a short group in which letters stand for the digits that they look like; `None` for any other word.
fn read_mistyped(word: &str, span: &Range<usize>) -> Option<Group> {
    let as_digit = |c: char| match c {
        'l' | 'I' => Some('1'),
        'O' | 'o' => Some('0'),
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
    let is_decimal = c.is_numeric() && !matches!(c, '²' | '³' | '¹' | '⁰'..='₉');
    let mut ascii = deunicode_char(c).filter(|_| is_decimal)?.chars();
    ascii.next().filter(|digit| digit.is_ascii_digit() && ascii.next().is_none())
}

fn is_digit(c: char) -> bool {
    to_digit(c).is_some()
}

/// Returns the sign between two groups of one number, or `None` if what is between them keeps them apart. Dashes of all
/// kinds are one sign.
fn joining_sign(gap: &str) -> Option<String> {
    if gap.contains(char::is_alphanumeric) {
        let words = split_words(gap).filter(|_| gap.chars().count() <= LONGEST_SPOKEN_GAP);
        let is_spoken = words?.iter().all(|word| ssn_words::builtin_words().is_connecting(word));
        return is_spoken.then(|| SPOKEN.to_owned());
    }
    if gap.chars().count() > LONGEST_GAP {
        return None;
    }
    let is_dash =
        |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe63}' | '\u{ff0d}');
    let signs = gap.chars().filter(|c| !c.is_whitespace() && !super::sanitize::is_unsafe(*c));
    Some(signs.map(|c| if is_dash(c) { '-' } else { c }).collect())
}

/// Returns how many groups, from the first one on, are joined to each other.
fn run_length(groups: &[Group]) -> usize {
    1 + groups.iter().skip(1).take_while(|group| group.joined_by.is_some()).count()
}

impl Group {
    /// Returns whether a word joins the group to the one before it.
    fn is_spoken(&self) -> bool {
        self.joined_by.as_deref() == Some(SPOKEN)
    }

    fn is_in_words(&self) -> bool {
        matches!(self.written, Writing::Words | Writing::Ten)
    }
}

/// Returns whether `number` is a whole Social Security number; `next` is the group after it.
fn is_ssn(number: &[Group], next: Option<&Group>, announced: bool) -> bool {
    let lengths: Vec<usize> = number.iter().map(|group| group.digits.len()).collect();
    let digits: usize = lengths.iter().sum();
    let joined = number.get(1..).unwrap_or_default();
    if number.iter().any(Group::is_in_words) {
        let is_whole = number.iter().all(Group::is_in_words) && next.is_none_or(|next| next.joined_by.is_none());
        return is_whole && digits == DIGITS;
    }
    if number.iter().any(|group| group.written == Writing::Mistyped) || joined.iter().any(Group::is_spoken) {
        return lengths == GROUPS && !number.last().is_some_and(|last| is_year(&last.digits));
    }
    if digits == DIGITS && lengths.len() == DIGITS && is_read_out_digit_by_digit(joined, next) {
        return true;
    }
    if digits == DIGITS && (lengths.len() == 1 || lengths == GROUPS) {
        return true;
    }
    let ends = next.is_none_or(|next| next.joined_by.is_none());
    if announced && ends && (FEWEST_DIGITS..=DIGITS).contains(&digits) {
        return !is_date(number) && lengths != [3, 4];
    }
    digits == DIGITS && has_other_groups(number, &lengths, next)
}

/// Returns whether single digits are one number: no comma is between them, and nothing joins them to what follows.
fn is_read_out_digit_by_digit(joined: &[Group], next: Option<&Group>) -> bool {
    let has_comma = |group: &Group| group.joined_by.as_deref().is_some_and(|sign| sign.contains(','));
    !joined.iter().any(has_comma) && next.is_none_or(|next| next.joined_by.is_none())
}

/// Returns whether nine digits in unusual groups are one number: the same sign is between all of them, and not after
/// the last one.
fn has_other_groups(number: &[Group], lengths: &[usize], next: Option<&Group>) -> bool {
    let Some((_, [second, others @ ..])) = number.split_first() else { return false };
    let sign = &second.joined_by;
    let is_whole =
        others.iter().all(|group| group.joined_by == *sign) && next.is_none_or(|next| next.joined_by != *sign);
    let is_amount = sign.as_deref() == Some(",");
    let is_zip_code = lengths == [5, 4];
    let is_list = sign.as_deref() == Some("") && !matches!(lengths, [_, _, _, ..] | [3, 6]);
    is_whole && !is_amount && !is_zip_code && !is_list && !has_year(number) && !is_mistyped_date(number)
}

fn is_year(digits: &str) -> bool {
    matches!(digits.parse(), Ok(1900..=2099))
}

/// Returns whether one group is a year and all others have at most two digits, as a day and a month do.
fn has_year(number: &[Group]) -> bool {
    let (years, others): (Vec<&Group>, Vec<&Group>) = number.iter().partition(|group| is_year(&group.digits));
    !years.is_empty() && others.iter().all(|group| group.digits.len() <= 2)
}

/// Returns whether the groups are a day, a month and a year in one of which a digit too many was typed: `11/19/20266`,
/// `2026-11-190`. Nobody writes a Social Security number in such groups, and a masked date could not be corrected.
fn is_mistyped_date(number: &[Group]) -> bool {
    let [first, second, third] = number else { return false };
    let has_slashes = second.joined_by.as_deref() == Some("/");
    let is_long_year =
        |digits: &str| digits.len() == 5 && [digits.get(..4), digits.get(1..)].into_iter().flatten().any(is_year);
    let is_date_of = |year: &Group, others: [&Group; 2], may_be_long: bool| {
        let longest = others.iter().map(|group| group.digits.len()).max().unwrap_or_default();
        (is_long_year(&year.digits) && longest <= 2) || (is_year(&year.digits) && longest == 3 && may_be_long)
    };
    is_date_of(first, [second, third], true) || is_date_of(third, [first, second], has_slashes)
}

/// Returns whether the groups are a date of a day, a month and a year.
fn is_date(number: &[Group]) -> bool {
    number.len() == 3 && has_year(number)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::together("SSN 931739690.", "SSN #.")]
    #[case::in_groups("931-73-9690", "#")]
    #[case::spaced_signs("Verify SSN 900 - 45 - 6789 today", "Verify SSN # today")]
    #[case::slashes("900/45/6789", "#")]
    #[case::mixed_signs("931.73-9690 and 931_73_9690", "# and #")]
    #[case::em_dash("931—73—9690", "#")]
    #[case::double_dash("931--73--9690", "#")]
    #[case::invisible("931\u{200b}73\u{200b}9690", "#")]
    #[case::other_groups("931-739690, 931 739690, 931.739.690, 93-1739690, 93-17-39690", "#, #, #, #, #")]
    #[case::one_by_one("9 3 1 7 3 9 6 9 0", "#")]
    #[case::full_width("９３１－７３－９６９０", "#")]
    #[case::arabic("٩٣١-٧٣-٩٦٩٠", "#")]
    #[case::arabic_alone("٩٣١٧٣٩٦٩٠", "#")]
    #[case::after_letters("SSN:931739690x", "SSN:#x")]
    #[case::announced("SSN is 12345678, soc. sec. no. 1234567", "SSN is #, soc. sec. no. #")]
    #[case::announced_in_spanish("número de seguro social: 1234567", "número de seguro social: #")]
    #[case::seven_digits_alone("SSN 1234567", "SSN #")]
    #[case::announced_by_letters("s s n 1234567", "s s n #")]
    #[case::five_blanks("931     73     9690", "#")]
    #[case::letters_like_digits("l23-45-6789, 123-45-678O, 9OO 45 6789", "#, #, #")]
    #[case::mostly_letters_like_digits("9Ol-7O-96Ol", "#")]
    #[case::spoken("123 and 45 and 6789; 900 dash 45 dash 6789; 900 guión 45 guión 6789", "#; #; #")]
    #[case::digit_words("hers is nine zero zero four five six seven eight nine.", "hers is #.")]
    #[case::with_commas("nine, oh, oh, four, five, six, seven, eight, nine", "#")]
    #[case::tens(
        "nine hundred is no digit; nine double is none: nine-oh-oh forty-five sixty-seven eighty-nine",
        "nine hundred is no digit; nine double is none: #"
    )]
    #[case::tens_with_blanks("nine thirty one seventy three ninety six ninety", "#")]
    #[case::in_spanish("nueve cero cero cuatro cinco seis siete ocho nueve", "#")]
    #[case::dotted("9.0.0.4.5.6.7.8.9 and 900.45.6789", "# and #")]
    #[case::mixed_one_by_one("9 0 0-4 5-6 7 8 9", "#")]
    #[case::beside_a_date("11/02/2026 931-73-9690", "11/02/2026 #")]
    fn a_number_is_masked_in_whatever_spelling(#[case] text: &str, #[case] masked: &str) {
        assert_eq!(mask_ssns(text, "#"), masked);
    }

    #[rstest]
    #[case("(510) 555-0106, 5105550106, 510-555-0106, 510.555.0106 x12")]
    #[case("2026-11-19 1, 11/02/2026 5, 12 30 2026 1")]
    #[case("Oakland CA 94601-1234")]
    #[case("case 12B10077 and 0052445, 0052445 12")]
    #[case("$1,234,567 or 123,456,789")]
    #[case("SSN card asked for on 11/15/2026; call 555-0106")]
    #[case("11/19/20266, 2026-11-190, 2026-111-19, 11/191/2026, 20266-11-19")]
    #[case("hours 10 20 30 40, 12 to 15, 8.5/7.5")]
    #[case("one child is two and one is three; four weeks, five days, six visits")]
    #[case("rooms 101 and 22 and 2026, 10 and 20 and 30, 100 and 200 and 300")]
    #[case("called once 510 5550, CIN 91234567O, case 1O9, 3o days, the l5 bus at 10 o'clock to 4567")]
    #[case("10 digits 1234567890")]
    #[case("reference 931B739690, 12A34B5678C9")]
    #[case("9, 3, 1, 7, 3, 9, 6, 9, 0 days")]
    #[case("931 rooms 73 chairs 9690")]
    #[case("SSN; 1234567 and SSN card\n1234567")]
    #[case("931      73      9690")]
    #[case("¹²³⁴⁵⁶⁷⁸⁹, SSN ¹²³⁴⁵⁶⁷⁸⁹, SSN ½½½½½½½")]
    #[case("Seguro 1234567, seguro mundial 1234567, el social 1234567")]
    fn other_numbers_stay(#[case] text: &str) {
        assert_eq!(mask_ssns(text, "#"), text);
    }

    #[rstest]
    #[case::in_groups("931-73-9690", true)]
    #[case::announced("SSN 931739690", true)]
    #[case::together("931739690", false)]
    #[case::with_a_letter("93l-73-9690", false)]
    #[case::spoken("931 and 73 and 9690", false)]
    fn groups_or_an_announcement_leave_no_doubt(#[case] text: &str, #[case] is_certain: bool) {
        assert_eq!(find_numbers(text).iter().map(|number| number.is_certain).collect::<Vec<_>>(), [is_certain]);
    }

    #[rstest]
    #[case("1234567", true)]
    #[case("931-73-9690", true)]
    #[case("٩٣١٧٣٩٦", true)]
    #[case("123456", false)]
    #[case("1234567890", false)]
    #[case("12B10077", false)]
    #[case("11/02/2026", false)]
    fn a_cell_may_hold_a_number_without_its_zeros(#[case] cell: &str, #[case] may: bool) {
        assert_eq!(may_be_shortened_ssn(cell), may);
    }

    #[rstest]
    #[case("SSN", true)]
    #[case("Participant SSN 2", true)]
    #[case("ParticipantSSN", true)]
    #[case("PARTICIPANTSSN", true)]
    #[case("S.S.N.", true)]
    #[case("SS #", true)]
    #[case("Social Sec #", true)]
    #[case("SSAN", true)]
    #[case("Soc. Sec. No.", true)]
    #[case("Soc Sec", true)]
    #[case("Número de Seguro Social", true)]
    #[case("Social Worker", false)]
    #[case("Class Number", false)]
    #[case("Process No", false)]
    #[case("Address Notes", false)]
    #[case("Social Section", false)]
    #[case("SSNapshot", false)]
    #[case("Lessn", false)]
    fn a_header_announces_numbers_or_does_not(#[case] header: &str, #[case] announces: bool) {
        assert_eq!(is_ssn_header(header), announces);
    }
}
