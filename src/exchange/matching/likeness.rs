//! How alike two people are: a score from 0 to 100 made of name (60) and date of birth (40), with the reasons.

use chrono::{Datelike as _, NaiveDate};
use strsim::{jaro_winkler, osa_distance};

use crate::domain::name::{PersonName, fold_for_search};

/// Below this two people are not alike.
const LEAST: u8 = 60;
const SAME_NAME: u8 = 60;
const SAME_DATE: u8 = 40;
/// Names whose parts are both spelled at least so alike may be one (1 is the same).
const ALIKE: f64 = 0.85;
const NEARLY_THE_SAME: f64 = 0.92;

/// How alike two people are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// From 60 to 100; 100 is the same name, letter by letter, and the same date.
    pub score: u8,
    /// Why not more, in words; what is the same is said too.
    pub reasons: Vec<String>,
}

impl Likeness {
    /// Whether name and date of birth are the same.
    pub const fn is_exact(&self) -> bool {
        self.score == SAME_NAME + SAME_DATE
    }
}

/// How alike two people are; nothing where name or date of birth are too far apart.
pub fn score_likeness(one: (&PersonName, NaiveDate), other: (&PersonName, NaiveDate)) -> Option<Likeness> {
    let (of_date, why_date) = compare_dates(one.1, other.1)?;
    let (of_name, why_name) = compare_names(one.0, other.0)?;
    let score = of_date + of_name;
    (score >= LEAST).then(|| Likeness { score, reasons: vec![why_name, why_date] })
}

fn compare_dates(one: NaiveDate, other: NaiveDate) -> Option<(u8, String)> {
    if one == other {
        return Some((SAME_DATE, "same date of birth".to_owned()));
    }
    let turned = NaiveDate::from_ymd_opt(one.year(), one.day(), one.month());
    if turned == Some(other) {
        return Some((32, "day and month of birth swapped".to_owned()));
    }
    let digits = |date: NaiveDate| date.format("%m%d%Y").to_string();
    let (left, right) = (digits(one), digits(other));
    if osa_distance(&left, &right) != 1 {
        return None;
    }
    // One step apart and the same digits: two of them change places.
    let sorted = |text: &str| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.sort_unstable();
        digits
    };
    Some(if sorted(&left) == sorted(&right) {
        (32, "two digits of the date of birth transposed".to_owned())
    } else {
        (26, "one digit of the date of birth differs".to_owned())
    })
}

fn compare_names(one: &PersonName, other: &PersonName) -> Option<(u8, String)> {
    let said = |points, why: &str| Some((points, why.to_owned()));
    if lowercase_name(one) == lowercase_name(other) {
        return said(SAME_NAME, "same name");
    }
    let (left, right) = (name_keys(one), name_keys(other));
    if left == right {
        return said(58, "same name but for accents, spaces or hyphens");
    }
    let (left_words, right_words) = (name_words(one), name_words(other));
    if left_words == right_words {
        return said(54, "same name, its parts in another order");
    }
    let within = |few: &[String], many: &[String]| few.len() > 1 && few.iter().all(|word| many.contains(word));
    if within(&left_words, &right_words) || within(&right_words, &left_words) {
        return said(48, "same name, a part of it left out");
    }
    compare_spelling(one, other)
}

/// Both parts spelled alike, in order or swapped; or the given name only, as after a marriage.
fn compare_spelling(one: &PersonName, other: &PersonName) -> Option<(u8, String)> {
    let ([family, given], [other_family, other_given]) = (name_keys(one), name_keys(other));
    let both = |first: (&str, &str), second: (&str, &str)| {
        jaro_winkler(first.0, first.1).min(jaro_winkler(second.0, second.1))
    };
    let as_it_is = both((&family, &other_family), (&given, &other_given));
    let swapped = both((&family, &other_given), (&given, &other_family));
    let best = as_it_is.max(swapped);
    if best >= ALIKE {
        let points = if best >= NEARLY_THE_SAME { 46 } else { 36 };
        return Some((points, format!("name spelled alike ({best:.2})")));
    }
    let given = fold_for_search(&one.first);
    let same_given = given.len() > 2 && given == fold_for_search(&other.first);
    same_given.then(|| (22, "same given name, another family name".to_owned()))
}

fn lowercase_name(name: &PersonName) -> (String, String) {
    (name.last.to_lowercase(), name.first.to_lowercase())
}

/// Family and given name without accents, spaces, hyphens and apostrophes.
fn name_keys(name: &PersonName) -> [String; 2] {
    [&name.last, &name.first].map(|part| fold_for_search(part).chars().filter(|sign| sign.is_alphanumeric()).collect())
}

/// The words of a name, in no order.
fn name_words(name: &PersonName) -> Vec<String> {
    let whole = fold_for_search(&format!("{} {}", name.last, name.first));
    let mut words: Vec<String> =
        whole.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words
}
