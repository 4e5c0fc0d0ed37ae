//! Scores how alike two people are, from 0 to 100: up to 60 for the name and 40 for the date of birth, with reasons.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use strsim::{jaro_winkler, osa_distance};

use super::dates::days_between;
use super::given_names::{are_forms_of_one_name, is_unnamed, most_days_apart_of_unnamed};
use super::name::{PersonName, fold_for_search, squeeze_for_search};

/// The lowest score at which two people may be the same.
const LEAST: u8 = 60;
/// The points for the same name.
const SAME_NAME: u8 = 60;
/// The points for the same date of birth.
const SAME_DATE: u8 = 40;
/// The lowest likeness at which both parts of two names may be the same; 1 means the same spelling.
const MIN_SIMILARITY: f64 = 0.85;
/// The lowest likeness at which both parts of two names are nearly the same.
const NEARLY_THE_SAME: f64 = 0.92;

/// How alike two people are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The score, from 60 to 100. 100 means the same name, letter by letter, and the same date.
    pub score: u8,
    /// What is the same and what differs, in words.
    pub reasons: Vec<Cow<'static, str>>,
}

impl Likeness {
    /// Returns whether the name and the date of birth are the same.
    pub const fn is_exact(&self) -> bool {
        self.score == SAME_NAME + SAME_DATE
    }
}

/// Scores how alike two people are. Returns nothing if their names or dates of birth are too far apart.
pub fn score_likeness(a: (&PersonName, NaiveDate), b: (&PersonName, NaiveDate)) -> Option<Likeness> {
    let (date_score, date_reason) = compare_dates(a.1, b.1)?;
    let (name_score, name_reason) = compare_names(a.0, b.0)?;
    let score = date_score + name_score;
    if score < LEAST {
        return None;
    }
    Some(Likeness { score, reasons: vec![name_reason, date_reason] })
}

/// Returns whether one of two rows is a correction of the other: they are so alike that they cannot both be members of
/// one household. The name is the same and the date of birth differs, or the date is the same and the names are
/// spelled alike.
pub fn is_likely_correction(a: (&PersonName, NaiveDate), b: (&PersonName, NaiveDate)) -> bool {
    let ([family, given], [other_family, other_given]) = (name_keys(a.0), name_keys(b.0));
    let is_same_name = name_words(a.0) == name_words(b.0) || (&family, &given) == (&other_family, &other_given);
    let is_given_misspelled = family == other_family && osa_distance(&given, &other_given) <= MAX_MISSPELLED;
    is_same_name || (a.1 == b.1 && is_given_misspelled) || score_likeness(a, b).is_some()
}

/// Returns whether two rows that the county gives one place in a case are plainly about one person: the given name is the
/// same but for spelling, and either the date of birth is the same, as after a marriage, or the family name is alike and
/// less than two years are between the dates. One slip of a clerk is a correction too: one letter of the given name, or one
/// part of the date of birth, where all else is the same. A brother who takes the name of one who died has another birthday;
/// whoever is not plainly the same is asked about.
pub fn is_plainly_same(a: (&PersonName, NaiveDate), b: (&PersonName, NaiveDate)) -> bool {
    let is_same_name = name_words(a.0) == name_words(b.0);
    if has_one_slip(is_same_name, a, b) {
        return true;
    }
    let is_near = are_years_near(a.1, b.1);
    let is_alike = is_same_name || are_given_names_alike(&a.0.first, &b.0.first);
    is_alike && (a.1 == b.1 || (is_near && (is_same_name || are_family_names_alike(&a.0.last, &b.0.last))))
}

/// Returns whether one letter of the given name or one part of the date of birth is all that two rows differ in.
fn has_one_slip(is_same_name: bool, a: (&PersonName, NaiveDate), b: (&PersonName, NaiveDate)) -> bool {
    let parts = |date: NaiveDate| [i64::from(date.year()), i64::from(date.month()), i64::from(date.day())];
    let other_parts = parts(a.1).into_iter().zip(parts(b.1)).filter(|(left, right)| left != right).count();
    let ([family, given], [other_family, other_given]) = (name_keys(a.0), name_keys(b.0));
    let is_letter = other_parts == 0 && family == other_family && osa_distance(&given, &other_given) <= 1;
    is_letter || (is_same_name && other_parts <= 1)
}

/// Returns whether two given names are one name in two spellings: with other accents or blanks, a part left out, a letter
/// doubled, two neighbors transposed, or, in a long name, one letter inside it changed. `Leo` and `Lea`, or `Daniel` and
/// `Daniela`, are two names.
fn are_given_names_alike(a: &str, b: &str) -> bool {
    let (left, right) = (squeeze_for_search(a), squeeze_for_search(b));
    let sorted = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    let single = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.dedup();
        letters
    };
    let is_one_edit = osa_distance(&left, &right) == 1;
    let is_long = left.len() >= LONG_NAME && left.len() == right.len();
    let has_same_ends = left.chars().next() == right.chars().next() && left.chars().last() == right.chars().last();
    left == right
        || is_part_left_out(a, b)
        || single(&left) == single(&right)
        || (is_one_edit && sorted(&left) == sorted(&right))
        || (is_one_edit && is_long && has_same_ends)
}

fn are_family_names_alike(a: &str, b: &str) -> bool {
    let (left, right) = (squeeze_for_search(a), squeeze_for_search(b));
    left == right || is_part_left_out(a, b) || (left.len().min(right.len()) > 3 && osa_distance(&left, &right) == 1)
}

/// Returns whether two dates of birth are in one year or in neighboring years, as those of two rows about one adult are: a
/// mother and her daughter may have one name and one birthday.
fn are_years_near(a: NaiveDate, b: NaiveDate) -> bool {
    (a.year() - b.year()).abs() <= MOST_YEARS_APART
}

/// Returns whether all words of one name are words of the other.
fn is_part_left_out(a: &str, b: &str) -> bool {
    let words = |name: &str| split_words(&fold_for_search(name));
    let (left, right) = (words(a), words(b));
    let within = |few: &[String], many: &[String]| !few.is_empty() && few.iter().all(|word| many.contains(word));
    within(&left, &right) || within(&right, &left)
}

/// The most years between the dates of birth of two rows about one person.
const MOST_YEARS_APART: i32 = 1;
/// The fewest letters of a given name in which one letter may be changed.
const LONG_NAME: usize = 6;

/// Returns whether two people have the same given names, or the same names in another order: twins, who are born on one
/// day, do not.
fn have_same_given_names(a: &PersonName, b: &PersonName) -> bool {
    fold_for_search(&a.first) == fold_for_search(&b.first) || name_words(a) == name_words(b)
}

/// Returns whether two adults of one case may be one person. Born on one day, they have one family name, or given names that
/// are alike or forms of one name: a couple of one family name who were born on one day is rarer than a person who was entered
/// twice. With dates a slip apart, both names have to be alike; or they differ by no more than a clerk's slip or a part of the
/// name that one row leaves out.
pub fn may_be_one_adult(a: (&PersonName, NaiveDate), b: (&PersonName, NaiveDate)) -> bool {
    let is_given_near = have_same_given_names(a.0, b.0) || are_given_names_near(&a.0.first, &b.0.first);
    let is_family_near = are_family_names_alike(&a.0.last, &b.0.last);
    let is_score_high = score_likeness(a, b).is_some();
    if a.1 == b.1 {
        return is_given_near || is_family_near || is_score_high;
    }
    let is_date_near = compare_dates(a.1, b.1).is_some() || are_years_near(a.1, b.1);
    let is_slip = compare_dates(a.1, b.1).is_some() && (is_score_high || (is_given_near && is_family_near));
    is_slip || (is_date_near && is_plainly_same(a, b))
}

/// Returns whether two given names may be one person's: forms of one name, or spelled so that few letters differ.
fn are_given_names_near(a: &str, b: &str) -> bool {
    let (left, right) = (squeeze_for_search(a), squeeze_for_search(b));
    let edits = osa_distance(&left, &right);
    let longest = left.len().max(right.len());
    are_forms_of_one_name(a, b) || (longest > 0 && edits <= MAX_MISSPELLED && edits * 2 <= longest)
}

/// Returns whether two members of one household whose rows stand side by side may be one: the one corrects the other, their
/// given names are forms of one name, or one of them has no name yet.
pub fn may_be_one_member(a: (&PersonName, NaiveDate), b: (&PersonName, NaiveDate)) -> bool {
    let is_short_form =
        a.1 == b.1 && are_family_names_alike(&a.0.last, &b.0.last) && are_forms_of_one_name(&a.0.first, &b.0.first);
    // Two without a name are twins.
    let is_one_unnamed = is_unnamed(a.0) != is_unnamed(b.0);
    is_likely_correction(a, b) || is_short_form || (is_one_unnamed && are_births_near(a.1, b.1))
}

/// Returns whether a member of a household who is new may be one who is gone: as [`may_be_one_member`], or with the same date
/// of birth, whatever the names, or with a birth that was expected about then.
pub fn may_take_the_place_of(now: (&PersonName, NaiveDate), gone: (&PersonName, NaiveDate)) -> bool {
    let is_unnamed_birth = (is_unnamed(now.0) || is_unnamed(gone.0)) && are_births_near(now.1, gone.1);
    now.1 == gone.1 || is_unnamed_birth || may_be_one_member(now, gone)
}

/// Returns whether a date of birth may be the expected day of the other.
fn are_births_near(a: NaiveDate, b: NaiveDate) -> bool {
    days_between(a, b).abs() <= most_days_apart_of_unnamed()
}

/// Returns whether two names have the same words, whatever their order, capitals and accents.
pub fn have_same_words(a: &PersonName, b: &PersonName) -> bool {
    name_words(a) == name_words(b)
}

/// The most letters by which a corrected given name may differ from the former one.
const MAX_MISSPELLED: usize = 2;

fn compare_dates(a: NaiveDate, b: NaiveDate) -> Option<(u8, Cow<'static, str>)> {
    if a == b {
        return Some((SAME_DATE, "same date of birth".into()));
    }
    let swapped = NaiveDate::from_ymd_opt(a.year(), a.day(), a.month());
    if swapped == Some(b) {
        return Some((32, "day and month of birth swapped".into()));
    }
    let digits = |date: NaiveDate| date.format("%m%d%Y").to_string();
    let (left, right) = (digits(a), digits(b));
    if osa_distance(&left, &right) != 1 {
        return None;
    }
    // One edit apart with the same digits: two neighbors are transposed.
    let sorted = |text: &str| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.sort_unstable();
        digits
    };
    Some(if sorted(&left) == sorted(&right) {
        (32, "two digits of the date of birth transposed".into())
    } else {
        (26, "one digit of the date of birth differs".into())
    })
}

fn compare_names(a: &PersonName, b: &PersonName) -> Option<(u8, Cow<'static, str>)> {
    let scored = |points, reason: &'static str| Some((points, reason.into()));
    if lowercase_name(a) == lowercase_name(b) {
        return scored(SAME_NAME, "same name");
    }
    let (left, right) = (name_keys(a), name_keys(b));
    if left == right {
        return scored(58, "same name but for accents, spaces or hyphens");
    }
    let (left_words, right_words) = (name_words(a), name_words(b));
    if left_words == right_words {
        return scored(54, "same name, its parts in another order");
    }
    let within = |few: &[String], many: &[String]| few.len() > 1 && few.iter().all(|word| many.contains(word));
    if within(&left_words, &right_words) || within(&right_words, &left_words) {
        return scored(48, "same name, a part of it left out");
    }
    compare_spelling(a, b)
}

/// Compares the spelling of both parts, in order or swapped; or else the given name only, as after a marriage.
fn compare_spelling(a: &PersonName, b: &PersonName) -> Option<(u8, Cow<'static, str>)> {
    let ([family, given], [other_family, other_given]) = (name_keys(a), name_keys(b));
    let least = |first: (&str, &str), second: (&str, &str)| {
        jaro_winkler(first.0, first.1).min(jaro_winkler(second.0, second.1))
    };
    let in_order = least((&family, &other_family), (&given, &other_given));
    let swapped = least((&family, &other_given), (&given, &other_family));
    let best = in_order.max(swapped);
    if best >= MIN_SIMILARITY {
        let points = if best >= NEARLY_THE_SAME { 46 } else { 36 };
        return Some((points, format!("name spelled alike ({best:.2})").into()));
    }
    let given = fold_for_search(&a.first);
    let same_given = given.len() > 2 && given == fold_for_search(&b.first);
    same_given.then(|| (22, "same given name, another family name".into()))
}

fn lowercase_name(name: &PersonName) -> (String, String) {
    (name.last.to_lowercase(), name.first.to_lowercase())
}

/// Returns the family and the given name without accents, spaces, hyphens and apostrophes.
fn name_keys(name: &PersonName) -> [String; 2] {
    [&name.last, &name.first].map(|part| squeeze_for_search(part))
}

/// Returns the words of a name, sorted.
fn name_words(name: &PersonName) -> Vec<String> {
    let whole = fold_for_search(&format!("{} {}", name.last, name.first));
    let mut words = split_words(&whole);
    words.sort_unstable();
    words
}

fn split_words(folded: &str) -> Vec<String> {
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Returns the name and the date of birth of `Garcia, Ana 2001-02-13`.
    fn person(text: &str) -> (PersonName, NaiveDate) {
        let (name, born) = text.rsplit_once(' ').unwrap();
        (PersonName::from(name), born.parse().unwrap())
    }

    const ANA: &str = "Garcia, Ana 2001-02-13";

    /// Two letters are too few to know a person by whose family name differs.
    #[rstest]
    #[case("Ana", Some(62))]
    #[case("Al", None)]
    fn a_given_name_alone_has_three_letters(#[case] given: &str, #[case] score: Option<u8>) {
        let born = "2001-02-13".parse().unwrap();
        let names = ["Garcia", "Smith"].map(|family| PersonName::from(format!("{family}, {given}")));
        let likeness = score_likeness((&names[0], born), (&names[1], born));
        assert_eq!(likeness.map(|known| known.score), score);
    }

    #[rstest]
    #[case::the_same(ANA, Some((100, "same name", "same date of birth")))]
    #[case::capitals("GARCIA, ANA 2001-02-13", Some((100, "same name", "same date of birth")))]
    #[case::accents("García, Ana 2001-02-13", Some((98, "same name but for accents, spaces or hyphens", "same date of birth")))]
    #[case::parts_swapped("Ana, Garcia 2001-02-13", Some((94, "same name, its parts in another order", "same date of birth")))]
    #[case::parts_left_out("Garcia Lopez, Ana 2001-02-13", Some((88, "same name, a part of it left out", "same date of birth")))]
    #[case::one_word_is_no_part("Garcia 2001-02-13", None)]
    #[case::a_letter_more("Garciaa, Ana 2001-02-13", Some((86, "name spelled alike (0.97)", "same date of birth")))]
    #[case::letters_elsewhere("Gercia, Anna 2001-02-13", Some((76, "name spelled alike (0.90)", "same date of birth")))]
    #[case::married("Smith, Ana 2001-02-13", Some((62, "same given name, another family name", "same date of birth")))]
    #[case::a_short_given_name("Smith, Al 2001-02-13", None)]
    #[case::another_person("Smith, Keisha 2001-02-13", None)]
    #[case::a_digit_differs("Garcia, Ana 2001-02-12", Some((86, "same name", "one digit of the date of birth differs")))]
    #[case::digits_transposed("Garcia, Ana 2010-02-13", Some((92, "same name", "two digits of the date of birth transposed")))]
    #[case::another_date("Garcia, Ana 2003-05-13", None)]
    #[case::married_and_a_digit_differs("Smith, Ana 2001-02-12", None)]
    fn two_people_are_alike_by_name_and_date(#[case] other: &str, #[case] found: Option<(u8, &str, &str)>) {
        let (ana, other) = (person(ANA), person(other));
        let likeness = score_likeness((&ana.0, ana.1), (&other.0, other.1));
        let known = likeness.as_ref().map(|known| (known.score, &*known.reasons[0], &*known.reasons[1]));
        assert_eq!(known, found);
    }

    #[rstest]
    #[case::capitals("GARCIA, ANA 2001-02-13", true)]
    #[case::doubled("Garcia, Anna 2001-02-13", true)]
    #[case::transposed("Gracia, Ana 2001-02-13", true)]
    #[case::married("Smith, Ana 2001-02-13", true)]
    #[case::parts_swapped("Ana, Garcia 2001-02-13", true)]
    #[case::part_added("Garcia Lopez, Ana Maria 2001-02-13", true)]
    #[case::another_day("Garcia, Ana 2001-02-28", true)]
    #[case::swapped("Garcia, Ana 2001-03-02", true)]
    #[case::another_year("Garcia, Ana 2002-02-13", true)]
    #[case::a_letter("Garcia, Ava 2001-02-13", true)]
    #[case::a_letter_and_another_day("Garcia, Ava 2001-02-14", false)]
    #[case::a_twin("Garcia, Eva 2001-02-13", false)]
    #[case::a_sister("Garcia, Ana 2009-06-30", false)]
    #[case::the_year_alone("Garcia, Ana 2009-02-13", true)]
    #[case::married_on_another_date("Smith, Ana 2001-02-14", false)]
    #[case::a_family_name_more("Garcia Lopez, Ana 2001-05-20", true)]
    #[case::doubled_on_another_date("Garcia, Anna 2001-05-20", true)]
    #[case::a_letter_of_the_family_name("Garcib, Ana 2001-05-20", true)]
    #[case::parts_swapped_on_another_date("Ana, Garcia 2001-05-20", true)]
    #[case::a_stranger("Smith, Zed 1970-03-03", false)]
    fn a_row_is_plainly_about_the_same_person_or_asked_about(#[case] other: &str, #[case] is_same: bool) {
        let (ana, other) = (person(ANA), person(other));
        assert_eq!(is_plainly_same((&ana.0, ana.1), (&other.0, other.1)), is_same);
        assert_eq!(is_plainly_same((&other.0, other.1), (&ana.0, ana.1)), is_same);
    }

    #[rstest]
    #[case("Leo", "Lea", false)]
    #[case("Leo", "Leonor", false)]
    #[case("Daniel", "Daniela", false)]
    #[case("Maria", "Mario", false)]
    #[case("Jasmine", "Jasmyne", true)]
    #[case("Leo", "Loe", true)]
    #[case("Tomas", "Tomás", true)]
    #[case("Jasmine", "Jasminy", false)]
    #[case("Jasmine", "Yasmine", false)]
    fn a_given_name_is_spelled_otherwise_or_another(#[case] a: &str, #[case] b: &str, #[case] alike: bool) {
        assert_eq!(are_given_names_alike(a, b), alike);
    }

    #[rstest]
    #[case("Leen", "Leem", true)]
    #[case("Lee", "Lea", false)]
    #[case("Garcia", "Smith", false)]
    fn a_short_family_name_has_no_letter_to_spare(#[case] a: &str, #[case] b: &str, #[case] alike: bool) {
        assert_eq!(are_family_names_alike(a, b), alike);
    }

    #[rstest]
    #[case::short_form("Garcia, Bill 1990-01-05", "Garcia, William 1990-01-05", true)]
    #[case::spanish("Garcia, Jose 1990-01-05", "Garcia, Pepe 1990-01-05", true)]
    #[case::initial("Garcia, Ana 1990-01-05", "Garcia, A. 1990-01-05", true)]
    #[case::transliterated("Muhammad, Ali 1990-01-05", "Mohamed, Aly 1990-01-05", true)]
    #[case::one_family_name("Garcia, Ana 1990-01-05", "Garcia, Leo 1990-01-05", true)]
    #[case::a_digit_of_the_year("Garcia, Ana 1990-01-05", "Garcia, Ana 1980-01-05", true)]
    #[case::short_form_and_a_digit("Garcia, Bill 1990-01-05", "Garcia, William 1980-01-05", true)]
    #[case::a_letter_and_a_day("Garcia, Ana 1990-01-05", "Garcia, Ann 1990-01-06", true)]
    #[case::short_form_of_another_family("Lopez, Liz 1990-01-05", "Garcia, Elizabeth 1990-01-05", true)]
    #[case::a_couple_of_one_day("Lopez, Leo 1990-01-05", "Garcia, Ana 1990-01-05", false)]
    #[case::a_couple("Garcia, Leo 1989-03-07", "Garcia, Ana 1990-01-05", false)]
    #[case::a_couple_a_day_apart("Garcia, Leo 1990-01-06", "Garcia, Ana 1990-01-05", false)]
    #[case::a_mother("Garcia, Ana 1968-03-07", "Garcia, Ana 1990-01-05", false)]
    fn two_adults_may_be_one(#[case] a: &str, #[case] b: &str, #[case] is_asked: bool) {
        let (a, b) = (person(a), person(b));
        assert_eq!(may_be_one_adult((&a.0, a.1), (&b.0, b.1)), is_asked);
        assert_eq!(may_be_one_adult((&b.0, b.1), (&a.0, a.1)), is_asked);
    }

    #[rstest]
    #[case::named("Garcia, Baby Boy 2026-11-01", "Garcia, Leo 2026-11-01", true, true)]
    #[case::unborn("Garcia, Unborn 2026-12-15", "Garcia, Leo 2026-11-20", true, true)]
    #[case::born("Garcia, Unborn 2026-12-15", "Garcia, Baby Boy 2026-11-20", false, true)]
    #[case::twins_without_names("Garcia, Girl 2026-11-01", "Garcia, Unborn 2026-11-01", false, true)]
    #[case::a_brother("Garcia, Baby Boy 2026-11-01", "Garcia, Leo 2024-11-01", false, false)]
    #[case::another_first_name("Garcia, Leo 2012-05-05", "Garcia, Mia 2012-05-05", false, true)]
    #[case::short_form("Garcia, Liz 2012-05-05", "Garcia, Elizabeth 2012-05-05", true, true)]
    #[case::a_sister("Garcia, Leo 2012-05-05", "Garcia, Mia 2014-06-07", false, false)]
    fn a_child_may_get_a_name(#[case] a: &str, #[case] b: &str, #[case] beside: bool, #[case] instead: bool) {
        let (a, b) = (person(a), person(b));
        assert_eq!(may_be_one_member((&a.0, a.1), (&b.0, b.1)), beside);
        assert_eq!(may_take_the_place_of((&a.0, a.1), (&b.0, b.1)), instead);
        assert_eq!(may_take_the_place_of((&b.0, b.1), (&a.0, a.1)), instead);
    }

    #[rstest]
    #[case::another_date_of_birth("Garcia, Ana 1988-11-30", true)]
    #[case::parts_in_another_order("Ana Garcia 1988-11-30", true)]
    #[case::accents("García, Ana 1988-11-30", true)]
    #[case::two_letters_of_the_given_name("Garcia, Anita 2001-02-13", true)]
    #[case::three_letters("Garcia, Leo 2001-02-13", false)]
    #[case::another_date_too("Garcia, Eva 1988-11-30", false)]
    #[case::a_twin("Garcia, Eva 2001-02-13", true)]
    #[case::a_sister("Garcia, Keisha 2001-02-13", false)]
    #[case::a_stranger("Smith, Eva 2001-02-13", false)]
    #[case::married("Smith, Ana 2001-02-13", true)]
    #[case::nearly_the_same("Garciaa, Anna 2001-02-12", true)]
    fn an_entry_may_correct_another(#[case] other: &str, #[case] corrects: bool) {
        let (ana, other) = (person(ANA), person(other));
        assert_eq!(is_likely_correction((&ana.0, ana.1), (&other.0, other.1)), corrects);
        assert_eq!(is_likely_correction((&other.0, other.1), (&ana.0, ana.1)), corrects);
    }
}
