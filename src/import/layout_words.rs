//! The words of `assets/layout_words.toml`: by which words a header is recognized, and the meaning of a cell that names
//! several known words of its column.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::field::ExtractField;
use super::layout::LayoutColumn;
use super::pattern::{Pattern, comparison_key};

/// The most bytes of a cell that is split into words: a longer one is a note and not a word.
const LONGEST_COMPOUND: usize = 200;
/// The signs between the words of a cell. A dash separates them only between spaces, because words have hyphens.
const PART_SIGNS: [char; 8] = ['/', ';', ',', ':', '(', ')', '[', ']'];
const PART_DASHES: [&str; 3] = [" - ", " – ", " — "];

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    blank: Vec<String>,
    empty_dates: Vec<[u32; 3]>,
    footers: Vec<String>,
    counted: HashSet<String>,
    placeholders: Vec<String>,
    headers: HashMap<ExtractField, Vec<String>>,
    compounds: Vec<CompoundRule>,
}

/// What a sequence of our code words in one cell of a column means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompoundRule {
    field: ExtractField,
    parts: Vec<String>,
    code: String,
}

#[expect(clippy::expect_used, reason = "the file is built in, and a test parses it")]
static WORDS: LazyLock<WordFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/layout_words.toml")).expect("the built-in words can be read")
});

/// Returns the entries by which a header is recognized as `field`: in each, one or more words that must all be there.
pub fn header_words(field: ExtractField) -> &'static [String] {
    WORDS.headers.get(&field).map_or(&[], Vec::as_slice)
}

/// Returns whether a text is what databases and spreadsheets write into an empty cell, in any county: a word of the
/// data, or dashes and dots alone.
pub fn is_blank_word(text: &str) -> bool {
    has_only_signs(text) || WORDS.blank.iter().any(|blank| blank.eq_ignore_ascii_case(text))
}

/// Returns the days that databases and spreadsheets write where there is none, each as year, month and day.
pub fn empty_dates() -> &'static [[u32; 3]] {
    &WORDS.empty_dates
}

/// Returns whether a line is what a program writes below the rows of a report: an end, a time, or the number of the rows.
pub fn is_footer(line: &str) -> bool {
    let key = comparison_key(line);
    let word = key.trim_matches(|c: char| c.is_ascii_digit());
    (word.len() < key.len() && WORDS.counted.contains(word)) || FOOTERS.iter().any(|footer| footer.matches_key(&key))
}

static FOOTERS: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| WORDS.footers.iter().map(|footer| Pattern::from(footer.as_str())).collect());

/// Returns whether a text stands where a value would be and is none: the error of a formula, signs alone, or a word of
/// the data.
pub fn is_placeholder(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
        || WORDS.placeholders.iter().any(|word| word.eq_ignore_ascii_case(text))
        || PLACEHOLDER_KEYS.contains(&comparison_key(text))
}

/// The placeholders that are words, without their points, blanks and slashes: people write N.A., n / a and N/A.
static PLACEHOLDER_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = WORDS.placeholders.iter().filter(|word| word.starts_with(char::is_alphabetic));
    words.map(|word| comparison_key(word)).filter(|key| !key.is_empty()).collect()
});

/// Returns whether a text in place of a telephone number or a language is none: a letter X alone, as a tick in a form, or the
/// same digit again and again.
pub fn is_contact_placeholder(text: &str) -> bool {
    let key = comparison_key(text);
    is_telephone_placeholder(text) || (!key.is_empty() && key.chars().all(|letter| letter == 'x'))
}

/// Returns whether a text in place of a telephone number is the same digit again and again.
fn is_telephone_placeholder(text: &str) -> bool {
    let mut digits = text.chars().filter(char::is_ascii_digit);
    let first = digits.next();
    first.is_some() && digits.all(|digit| Some(digit) == first) && !text.contains(char::is_alphabetic)
}

/// Returns whether a text in place of a name says that there is none. Words such as `NA`, `None` and `Null` do not:
/// people have these names.
pub fn is_blank_name(text: &str) -> bool {
    has_only_signs(text)
        || (!text.chars().all(char::is_alphabetic) && is_blank_word(text))
        || text.eq_ignore_ascii_case("n/a")
}

/// Returns whether a text consists of dashes, dots and the like.
pub fn has_only_signs(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
            || c.is_whitespace()
    })
}

/// Returns our code for a cell's text: of the whole text, or else of the known words that the text consists of.
pub fn find_code<'c>(column: &'c LayoutColumn, text: &str) -> Option<&'c str> {
    find_word_code(column, text).or_else(|| find_compound_code(column, text))
}

/// Returns our code of a text that is, as a whole, a word of the column.
pub fn find_word_code<'c>(column: &'c LayoutColumn, text: &str) -> Option<&'c str> {
    column.codes.get(&comparison_key(text)).map(String::as_str)
}

/// Returns whether a text may consist of several words, by its signs alone.
pub fn may_be_compound(text: &str) -> bool {
    text.len() <= LONGEST_COMPOUND && (text.contains(PART_SIGNS) || PART_DASHES.iter().any(|dash| text.contains(dash)))
}

/// Returns our code of a text that consists of known words only, if these agree or an entry of the data decides.
fn find_compound_code<'c>(column: &'c LayoutColumn, text: &str) -> Option<&'c str> {
    if !may_be_compound(text) {
        return None;
    }
    let parted = PART_DASHES.iter().fold(text.to_owned(), |text, dash| text.replace(dash, ";"));
    let words = parted.split(PART_SIGNS).filter(|part| !comparison_key(part).is_empty());
    let mut codes: Vec<&str> = words.map(|word| find_word_code(column, word)).collect::<Option<_>>()?;
    codes.dedup();
    match codes.as_slice() {
        [] => None,
        [only] => Some(only),
        several => {
            let rule = WORDS.compounds.iter().find(|rule| rule.field == column.field && rule.parts == several)?;
            codes.into_iter().find(|code| *code == rule.code)
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use strum::VariantArray as _;

    use super::super::field::ValueKind;
    use super::super::layouts::Layouts;
    use super::*;

    #[rstest]
    #[case("noncompliance", ExtractField::Outcome, "No Good Cause - Compliance Plan", Some("compliance_plan"))]
    #[case("noncompliance", ExtractField::Outcome, "NGC/Complied", Some("resolved"))]
    #[case("noncompliance", ExtractField::Outcome, "Good Cause (GC)", Some("good_cause"))]
    #[case("noncompliance", ExtractField::Outcome, "no good cause; in conciliation; resolved", Some("resolved"))]
    #[case("noncompliance", ExtractField::Outcome, "Good Cause", Some("good_cause"))]
    // The order decides: a plan that came to nothing is another thing than a plan after the finding.
    #[case("noncompliance", ExtractField::Outcome, "Compliance Plan - No Good Cause", None)]
    #[case("noncompliance", ExtractField::Outcome, "Good Cause / No Good Cause", None)]
    #[case("noncompliance", ExtractField::Outcome, "Good Cause - Illness", None)]
    #[case("noncompliance", ExtractField::Outcome, "Pending", None)]
    #[case("noncompliance", ExtractField::Outcome, " - / ; ", None)]
    #[case("listing", ExtractField::Registration, "Registered-Mandatory: Sanction", Some("sanction"))]
    #[case("listing", ExtractField::Registration, "Sanction: Exempt", None)]
    #[case("household", ExtractField::InUnit, "Y/N", None)]
    fn a_compound_of_known_words_is_understood_where_they_decide(
        #[case] layout: &str,
        #[case] field: ExtractField,
        #[case] text: &str,
        #[case] code: Option<&str>,
    ) {
        let column = Layouts::for_extracts().get(layout).unwrap().column_for(field).unwrap();
        assert_eq!(find_code(column, text), code);
    }

    #[test]
    fn every_field_has_words_for_its_header() {
        for field in ExtractField::VARIANTS {
            assert!(!header_words(*field).is_empty(), "{field}");
        }
    }

    #[test]
    fn every_entry_names_words_of_its_field() {
        for rule in &WORDS.compounds {
            let ValueKind::Code(codes) = rule.field.value_kind() else { panic!("{} has no words", rule.field) };
            assert!(rule.parts.len() > 1 && rule.parts.contains(&rule.code), "{:?}", rule.parts);
            assert!(rule.parts.iter().all(|part| codes.contains(part)), "{:?}", rule.parts);
        }
    }

    #[rstest]
    #[case("#REF!", true)]
    #[case("#####", true)]
    #[case("* * *", true)]
    #[case("?", true)]
    #[case("0", true)]
    #[case("tbd", true)]
    #[case("See file", true)]
    #[case("000-000-0000", true)]
    #[case("(999) 999-9999", true)]
    #[case("559-555-0123", false)]
    #[case("Spanish", false)]
    #[case("Español", false)]
    #[case("中文", false)]
    #[case::tick("x", true)]
    #[case::ticks("X.X", true)]
    #[case::points("N.A.", true)]
    #[case::blanks("n / a", true)]
    #[case::unknown("Un-known", true)]
    #[case::xhosa("Xhosa", false)]
    #[case::nahuatl("Nahuatl", false)]
    fn what_stands_for_a_value_is_none(#[case] text: &str, #[case] is: bool) {
        assert_eq!(is_placeholder(text) || is_contact_placeholder(text), is);
    }

    #[rstest]
    #[case("(3 rows affected)", true)]
    #[case("(1 row(s) affected)", true)]
    #[case("3 rows selected.", true)]
    #[case("no rows selected", true)]
    #[case("3 rows in set (0.01 sec)", true)]
    #[case("(3 rows)", true)]
    #[case("Rows: 1,234", true)]
    #[case("Record count: 3", true)]
    #[case("-- end of report --", true)]
    #[case("*** END OF FILE ***", true)]
    #[case("Fin del informe", true)]
    #[case("Completion time: 2026-11-30T06:00:01", true)]
    #[case("Elapsed: 00:00:01.23", true)]
    #[case("Rows", false)]
    #[case("Burrows, Ana", false)]
    #[case("1B20001", false)]
    #[case("mystery", false)]
    fn a_footer_is_no_row(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_footer(line), is);
    }

    #[test]
    fn a_long_note_is_not_taken_apart() {
        let column = Layouts::for_extracts().get("noncompliance").unwrap().column_for(ExtractField::Outcome).unwrap();
        assert_eq!(find_code(column, &"Good Cause, ".repeat(40)), None);
    }
}
