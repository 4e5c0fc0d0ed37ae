//! Finds Social Security numbers in whatever spelling they come, so that none is ever kept.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::ssn_group::{Group, Hundreds, Writing, digit_groups, is_digit};
use super::ssn_other::{
    has_year, holds_other_number, is_date, is_list_of_amounts, is_mistyped_date, is_year, leading_other,
};
use super::ssn_words::{self, split_words};

/// The number of digits of a Social Security number.
const DIGITS: usize = 9;
/// The fewest digits of a number whose leading zeros a spreadsheet has dropped.
const FEWEST_DIGITS: usize = 7;
/// The lengths of the groups in which a number is written.
const GROUPS: [usize; 3] = [3, 2, 4];
/// The fewest bytes of a number that is written in words.
const FEWEST_SPOKEN_BYTES: usize = 20;
/// The fewest gaps between the words of a number that is written in words, two digits in each.
const FEWEST_GAPS: usize = 4;
/// The fewest bytes of a number of which some digits, three at least, are written in words.
const FEWEST_MIXED_BYTES: usize = 15;
/// The fewest bytes of a number in words without blanks between them.
const FEWEST_JOINED_BYTES: usize = 18;
/// The letters that look like digits.
const LETTERS_LIKE_DIGITS: &[u8] = b"lIiOoQDZzSsGBgq";
/// The most letters that are written together with a number.
const MOST_LETTERS: usize = 2;
/// The most characters between the words "Social Security number" and the number.
const LONGEST_WAY: usize = 32;

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
/// - with nine digits together, or in groups of 3, 2 and 4 with any sign between them, or in other groups with separators
///   between them, whatever script its digits are of;
/// - in groups of 3, 2 and 4 that "and" or "dash" joins, or in which letters stand for the digits that they look like;
/// - with nine digits in words, or some of them in words;
/// - right after words that announce one, with seven or eight digits too, because a spreadsheet drops leading zeros.
///
/// Dates, telephone numbers, case numbers, ZIP codes of nine digits and amounts do not count. Where a letter or two follow
/// or precede the number without a blank, they belong to it.
pub fn find_numbers(text: &str) -> Vec<FoundNumber> {
    let looks_like_digit = |byte: &u8| byte.is_ascii_digit() || !byte.is_ascii() || LETTERS_LIKE_DIGITS.contains(byte);
    let may_be_spoken = text.len() >= FEWEST_SPOKEN_BYTES
        && text.bytes().filter(|byte| !byte.is_ascii_alphanumeric()).count() >= FEWEST_GAPS;
    let may_be_joined = text.split_whitespace().any(|word| word.len() >= FEWEST_JOINED_BYTES);
    let may_be_mixed = text.len() >= FEWEST_MIXED_BYTES && text.bytes().any(|byte| byte.is_ascii_digit());
    if !may_be_spoken
        && !may_be_joined
        && !may_be_mixed
        && text.bytes().filter(looks_like_digit).count() < FEWEST_DIGITS
    {
        return Vec::new();
    }
    let groups = digit_groups(text, Hundreds::Alone);
    let mut found = find_in_groups(text, &groups);
    if groups.iter().any(|group| group.written == Writing::Hundred) {
        let filled = find_in_groups(text, &digit_groups(text, Hundreds::Filled));
        let overlaps = |number: &FoundNumber, other: &FoundNumber| {
            number.span.start < other.span.end && other.span.start < number.span.end
        };
        let others: Vec<_> =
            filled.into_iter().filter(|number| !found.iter().any(|other| overlaps(number, other))).collect();
        found.extend(others);
        found.sort_by_key(|number| number.span.start);
    }
    found
}

fn find_in_groups(text: &str, groups: &[Group]) -> Vec<FoundNumber> {
    let mut rest = groups;
    let mut found: Vec<FoundNumber> = Vec::new();
    let mut is_apart = true;
    while let Some((first, after_first)) = rest.split_first() {
        let before = text.get(..first.span.start).unwrap_or_default();
        let (announced, begins) = (is_announced(before), is_apart || !first.is_separated());
        let place = |number, behind| Place { number, behind, announced, begins, text };
        let length = (1..=run_length(rest)).find(|length| {
            rest.split_at_checked(*length).is_some_and(|(number, behind)| place(number, behind).is_ssn())
        });
        if let Some((number, behind)) = length.and_then(|length| rest.split_at_checked(length)) {
            found.extend(place(number, behind).found());
            (rest, is_apart) = (behind, true);
        } else if let Some(behind) = leading_other(rest).and_then(|length| rest.get(length..)) {
            (rest, is_apart) = (behind, true);
        } else {
            (rest, is_apart) = (after_first, false);
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
        && !is_date(&digit_groups(text, Hundreds::Alone))
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

fn announces_ssn(words: &[String]) -> bool {
    ssn_words::builtin_words().announce(words)
}

/// Returns how many groups, from the first one on, may be one number.
fn run_length(groups: &[Group]) -> usize {
    1 + groups.iter().skip(1).take(DIGITS - 1).take_while(|group| group.joined_by.is_some()).count()
}

/// Groups that may be one number, with what is around them.
struct Place<'a> {
    number: &'a [Group],
    behind: &'a [Group],
    /// Whether the words before it announce a Social Security number.
    announced: bool,
    /// Whether no separator joins it to digits before it that may belong to it.
    begins: bool,
    text: &'a str,
}

impl Place<'_> {
    fn found(&self) -> Option<FoundNumber> {
        let (first, last) = self.number.first().zip(self.number.last())?;
        let is_plain = self.number.iter().all(|group| group.written == Writing::Digits)
            && !self.joined().iter().any(Group::is_spoken);
        let is_certain = self.announced || self.number.iter().map(|group| group.digits.len()).eq(GROUPS) && is_plain;
        Some(FoundNumber { span: with_letters(self.text, first.span.start..last.span.end), is_certain })
    }

    fn joined(&self) -> &[Group] {
        self.number.get(1..).unwrap_or_default()
    }

    fn is_followed(&self) -> bool {
        self.behind.first().is_some_and(|next| next.joined_by.is_some())
    }

    /// Returns whether the groups are a whole Social Security number.
    fn is_ssn(&self) -> bool {
        let Self { number, .. } = self;
        let lengths: Vec<usize> = number.iter().map(|group| group.digits.len()).collect();
        let digits: usize = lengths.iter().sum();
        if number.iter().any(Group::is_in_words) {
            let is_all = number.iter().all(Group::is_in_words) && !self.is_followed();
            let is_whole = digits == DIGITS && (is_all || self.is_partly_in_words());
            return is_whole || self.announced && is_all && (FEWEST_DIGITS..=DIGITS).contains(&digits);
        }
        if number.iter().any(|group| group.written == Writing::Mistyped) || self.joined().iter().any(Group::is_spoken) {
            return lengths == GROUPS && !number.last().is_some_and(|last| is_year(&last.digits));
        }
        if digits == DIGITS && lengths.len() == DIGITS && self.is_read_out_digit_by_digit() {
            return true;
        }
        if digits == DIGITS && (lengths.len() == 1 || lengths == GROUPS) {
            return true;
        }
        if self.announced && !self.is_followed() && (FEWEST_DIGITS..=DIGITS).contains(&digits) {
            return !is_date(number) && lengths != [3, 4];
        }
        digits == DIGITS && (self.has_one_sign(&lengths) || self.is_broken_up(&lengths))
    }

    /// Returns whether single digits are one number: no comma is between them, they are no hours or amounts, and nothing
    /// joins them to what follows.
    fn is_read_out_digit_by_digit(&self) -> bool {
        let has_comma = |group: &Group| group.joined_by.as_deref().is_some_and(|sign| sign.contains(','));
        !self.joined().iter().any(has_comma) && !self.is_followed() && !is_list_of_amounts(self.number)
    }

    /// Returns whether the same sign is between all groups, and not after the last one.
    fn has_one_sign(&self, lengths: &[usize]) -> bool {
        let [second, others @ ..] = self.joined() else { return false };
        let sign = &second.joined_by;
        let is_whole = others.iter().all(|group| group.joined_by == *sign)
            && self.behind.first().is_none_or(|next| next.joined_by != *sign);
        let is_amount = sign.as_deref() == Some(",") && !self.has_thousands_alone(lengths);
        let is_torn = matches!(lengths, [4, 5] | [8, 1]) && !self.is_other() && !self.begins_with_date();
        let is_list = sign.as_deref() == Some("") && !is_torn && !matches!(lengths, [_, _, _, ..] | [3, 6]);
        is_whole
            && !is_amount
            && lengths != [5, 4]
            && !is_list
            && !has_year(self.number)
            && !is_mistyped_date(self.number)
    }

    /// Returns whether a spreadsheet wrote nine digits with commas, as a number of millions: `900,123,456`. No amount of a case is
    /// as large, and a list has blanks. Beside an amount in dollars it is one.
    fn has_thousands_alone(&self, lengths: &[usize]) -> bool {
        let is_close = |pair: &[Group]| matches!(pair, [one, next] if next.span.start - one.span.end == 1);
        lengths == [3, 3, 3] && self.number.windows(2).all(is_close) && !self.is_other() && !self.before().contains('$')
    }

    /// Returns whether the first group is a whole date of eight digits.
    fn begins_with_date(&self) -> bool {
        let digits = self.number.first().map_or("", |first| first.digits.as_str());
        ["%Y%m%d", "%m%d%Y"]
            .iter()
            .any(|form| NaiveDate::parse_from_str(digits, form).is_ok_and(|date| (1900..2100).contains(&date.year())))
    }

    /// Returns whether separators, different ones or in other places than usual, break nine digits into groups, and neither
    /// their form nor the words before them make them another number.
    fn is_broken_up(&self, lengths: &[usize]) -> bool {
        let is_whole = self.is_whole() && self.joined().iter().all(Group::is_separated);
        let is_zip_code = lengths == [5, 4] && self.follows_state();
        is_whole && !is_zip_code && !has_year(self.number) && !is_mistyped_date(self.number) && !self.is_other()
    }

    /// Returns whether nine digits, some of them in words, are one number.
    fn is_partly_in_words(&self) -> bool {
        let words = ssn_words::builtin_words();
        let is_joined = |group: &Group| group.is_separated() || group.is_spoken();
        let is_mostly_none = |group: &Group| {
            self.text.get(group.span.clone()).is_some_and(|word| words.is_mostly_no_number(&word.to_lowercase()))
        };
        let has_digits = !self.number.iter().all(Group::is_in_words);
        has_digits
            && self.is_whole()
            && self.joined().iter().all(is_joined)
            && !self.number.iter().any(is_mostly_none)
            && !has_year(self.number)
            && !self.is_other()
    }

    /// Returns whether no separator joins the groups to digits beside them that may belong to them.
    fn is_whole(&self) -> bool {
        let ends = self.behind.first().is_none_or(|next| !next.is_separated()) || leading_other(self.behind).is_some();
        self.begins && ends
    }

    fn before(&self) -> &str {
        let start = self.number.first().map_or(0, |first| first.span.start);
        self.text.get(..start).unwrap_or_default()
    }

    /// Returns whether the form of the groups or the word before them says that they are something else.
    fn is_other(&self) -> bool {
        let before = self.before().trim_end();
        before.ends_with('$')
            || holds_other_number(self.number)
            || last_words(before).is_some_and(|words| ssn_words::builtin_words().name_other_number(&words))
    }

    /// Returns whether the two capitals of a state, or words for a ZIP code, are right before the groups.
    fn follows_state(&self) -> bool {
        let word = self.before().split_whitespace().next_back().unwrap_or_default();
        word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
    }
}

/// Returns the words before a number in the same part of a sentence.
fn last_words(before: &str) -> Option<Vec<String>> {
    let letters =
        before.chars().rev().take_while(|c| !is_digit(*c) && !matches!(c, ';' | '\n' | ',')).take(LONGEST_WAY);
    let way: String = letters.collect::<Vec<_>>().into_iter().rev().collect();
    split_words(&way)
}

/// Returns the range with the letters at either end that are written together with it, if they are few.
fn with_letters(text: &str, span: Range<usize>) -> Range<usize> {
    let bytes_of = |letters: Vec<char>| {
        if letters.len() > MOST_LETTERS { 0 } else { letters.into_iter().map(char::len_utf8).sum::<usize>() }
    };
    let take = MOST_LETTERS + 1;
    let (before, behind) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    let left = bytes_of(before.chars().rev().take_while(|c| c.is_alphanumeric()).take(take).collect());
    let right = bytes_of(behind.chars().take_while(|c| c.is_alphanumeric()).take(take).collect());
    span.start - left..span.end + right
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
    #[case::torn("9001 23456 and 00012345 6", "# and #")]
    #[case::torn_group("900-12-34 56", "#")]
    #[case::with_thousands("number 900,123,456", "number #")]
    #[case::a_list_of_rooms("rooms 101, 102, 103", "rooms 101, 102, 103")]
    #[case::a_date_and_a_count("20261119 3 and 11192026 3", "20261119 3 and 11192026 3")]
    #[case::one_by_one("9 3 1 7 3 9 6 9 0", "#")]
    #[case::full_width("９３１－７３－９６９０", "#")]
    #[case::arabic("٩٣١-٧٣-٩٦٩٠", "#")]
    #[case::arabic_alone("٩٣١٧٣٩٦٩٠", "#")]
    #[case::after_letters("SSN:931739690x, 912-34-5678x, x912345678", "SSN:#, #, #")]
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
    #[case::broken_anywhere("91234 5678; 9123456 78; 912-34-56 78; 9 12345678; 912345 678", "#; #; #; #; #")]
    #[case::broken_by_other_signs("91.234 5678; 9123/45-678; 9\u{a0}1234\u{a0}5678; 91234-5678", "#; #; #; #")]
    #[case::partly_in_words("nine12-34-5678; nine 12 34 5678; 912 three four 5678", "#; #; #")]
    #[case::mostly_in_words("nine one two three four five 678; six six six 345678", "#; #")]
    #[case::vietnamese("chín không không một hai ba bốn năm sáu", "#")]
    #[case::russian("девять ноль ноль один два три четыре пять шесть", "#")]
    #[case::arabic_words("تسعة صفر صفر واحد اثنان ثلاثة أربعة خمسة ستة", "#")]
    #[case::farsi("نه صفر صفر یک دو سه چهار پنج شش", "#")]
    #[case::korean("구영영일이삼사오육, 구 영 영 일 이 삼 사 오 육", "#, #")]
    #[case::chinese("她的號碼 九零零一二三四五六, 九〇〇-一二-三四五六", "她的號碼 #, #")]
    #[case::tagalog("siyam sero sero isa dalawa tatlo apat lima anim", "#")]
    #[case::hmong("cuaj xoom xoom ib ob peb plaub tsib rau", "#")]
    #[case::joined_words("ninezerozeroonetwothreefourfivesix", "#")]
    #[case::hundreds("nine hundred twelve thirty-four fifty-six seventy-eight", "#")]
    #[case::hundreds_alone("nine hundred forty-five sixty-seven eighty-nine", "#")]
    #[case::announced_hundreds("her SSN nine hundred twelve thirty-four fifty-six", "her SSN #")]
    #[case::more_letters_like_digits("900-I2-34S6; 9OO-1Z-B456", "#; #")]
    #[case::last_four_apart("social is 900 12, last four 3456", "social is #")]
    #[case::in_a_name("Rios 91234 5678, Lua", "Rios #, Lua")]
    #[case::between_other_numbers(
        "on 11/02/2026 912-34-56 78 and 510-555-0106 91234 5678",
        "on 11/02/2026 # and 510-555-0106 #"
    )]
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
    #[case("hours 10.5 12.25 8.5; 9-12 13-17 20; 11/02 11/05 1; 8.5 7.5 8.0 6.5 8")]
    #[case("week one 11/02/2026, visit four 10/12/2026, 11/02/26 123, 20261102 5")]
    #[case("room 12 555-0106, 555-0106 12; called once 555 0106; called once 5550106")]
    #[case("case 91234 5678, caso no. 9123456 78, $91234 5678, ZIP 91234-5678, teléfono: 91234 5678")]
    #[case("10:30 11:45 2, 10:30 to 11:45 on 2")]
    #[case("星期一二三上课, 二零二六年十一月十九日, 第三十二课")]
    #[case("SSN last four 3456; last 4 of the card 6789, room 900 12")]
    #[case("two hundred forty hours and nine hundred dollars; one hundred twelve days of thirty-four")]
    #[case("12345 Bay 678, 900 is 1234, 3rd and 5s 101 at 9")]
    #[case("học từ hai đến bốn giờ, ba lần một tuần, năm ngày")]
    #[case("у нее два ребенка и три урока, пять часов")]
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
