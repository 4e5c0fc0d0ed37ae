//! Queries over the comments, as a worker types them: words, `"phrases"`, `beginnings*`, and `author:`, `type:`,
//! `case:`, `from:`, `to:`. Every text is a query, except one with an invalid date and one that is too long.

use chrono::NaiveDate;
use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript as _};

use super::dates::{self, DateError, DateSide};
use super::name::fold_for_search;
use super::sanitize;

/// A query over the filed comments. All its conditions must hold; a query without conditions finds every comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentQuery {
    /// The words and phrases that one of the comment's texts must contain, whatever their case and accents.
    pub terms: Vec<SearchTerm>,
    /// The worker number of the author.
    pub author: Option<String>,
    /// The beginning of the id of the type of contact.
    pub contact_type: Option<String>,
    /// The number of the case.
    pub case: Option<String>,
    /// The first day of contact, included.
    pub from: Option<NaiveDate>,
    /// The last day of contact, included.
    pub to: Option<NaiveDate>,
    /// Whether something was typed and no part of it can be searched for: no letter, digit or named condition. Such a query
    /// finds nothing.
    pub is_signs_alone: bool,
}

/// The most characters of a query. A longer one is a text that was pasted by mistake, and the index would need
/// gigabytes for it.
const MAX_CHARACTERS: usize = 1_000;

/// Why a text is not a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The text after `from:` or `to:` is not a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The text is too long.
    #[error("This is too long to search for: {MAX_CHARACTERS} characters at most. Search for a few words of it.")]
    TooLong,
}

/// A word, or several words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// The words; they have at least one letter or digit and no control character.
    pub words: String,
    /// Whether the last word may be the beginning of a longer one.
    pub is_prefix: bool,
}

/// A token of what was typed.
struct QueryToken {
    text: String,
    /// Whether the token was in quotation marks, so that nothing in it has a special meaning.
    quoted: bool,
}

impl CommentQuery {
    /// Parses a query. Dates are read as everywhere else, relative to `today`.
    ///
    /// # Errors
    /// The text after `from:` or `to:` is not a date, or the text is too long.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, QueryError> {
        if text.chars().nth(MAX_CHARACTERS).is_some() {
            return Err(QueryError::TooLong);
        }
        let mut query = Self::default();
        for piece in split_tokens(text) {
            query.add_token(&piece, today)?;
        }
        query.is_signs_alone = !text.trim().is_empty() && query == Self::default();
        Ok(query)
    }

    /// Parses a query that is still being typed: the word at its end may be the beginning of a longer one.
    ///
    /// # Errors
    /// Returns the errors of [`Self::parse`].
    pub fn parse_unfinished(text: &str, today: NaiveDate) -> Result<Self, QueryError> {
        let mut query = Self::parse(text, today)?;
        let open = split_tokens(text).pop().filter(|piece| !piece.quoted && text.ends_with(&piece.text));
        if let (Some(open), Some(last)) = (open.and_then(|piece| search_term(&piece)), query.terms.last_mut())
            && open.words == last.words
        {
            last.is_prefix = true;
        }
        Ok(query)
    }

    fn add_token(&mut self, piece: &QueryToken, today: NaiveDate) -> Result<(), DateError> {
        let named = if piece.quoted { None } else { piece.text.split_once(':') };
        match named.map(|(name, value)| (name.to_ascii_lowercase(), value)) {
            Some((_, "")) | None => self.terms.extend(search_term(piece)),
            Some((name, value)) => match name.as_str() {
                "author" => self.author = Some(value.to_ascii_uppercase()),
                "type" => self.contact_type = Some(value.to_ascii_lowercase()),
                "case" => self.case = Some(value.to_ascii_uppercase()),
                "from" => self.from = Some(dates::parse_typed_date(value, today, DateSide::Past)?),
                "to" => self.to = Some(dates::parse_typed_date(value, today, DateSide::Past)?),
                _ => self.terms.extend(search_term(piece)),
            },
        }
        Ok(())
    }
}

impl SearchTerm {
    /// Returns the words, and the other ways in which a text may have them: without the marks of Cyrillic, Greek, Arabic and
    /// Hebrew, in plain Latin letters, with numbers written otherwise, and a single name in one word.
    pub fn spellings(&self) -> Vec<String> {
        let words = self.words.as_str();
        let mut spellings = vec![words.to_owned()];
        spellings.extend(without_marks(words));
        spellings.extend(plain_numbers(words));
        let is_latin = |c: char| !c.is_alphabetic() || matches!(c.script(), Script::Latin | Script::Common);
        if !words.is_ascii() && words.chars().all(is_latin) {
            spellings.push(deunicode(words));
        }
        if words.contains(is_okina) && !words.contains(char::is_whitespace) {
            spellings.extend(names_in_one_word(words));
        }
        spellings.retain(|spelling| spelling.contains(char::is_alphanumeric));
        spellings
    }
}

/// Splits at white space and control characters outside quotation marks; a missing closing mark is added at the end.
fn split_tokens(text: &str) -> Vec<QueryToken> {
    let mut pieces = Vec::new();
    for (index, run) in text.split('"').enumerate() {
        let run: String = run.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // Every second run is between two marks.
        if index % 2 == 1 {
            pieces.push(QueryToken { text: run, quoted: true });
        } else {
            pieces.extend(run.split_whitespace().map(|word| QueryToken { text: word.to_owned(), quoted: false }));
        }
    }
    pieces
}

/// Returns the term of a token, or `None` where it has no letter or digit to look for.
fn search_term(piece: &QueryToken) -> Option<SearchTerm> {
    let is_prefix = !piece.quoted && piece.text.ends_with('*');
    let seen: String = piece.text.chars().filter(|c| !is_joined_over(*c)).collect();
    let words = seen.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (!words.is_empty()).then_some(SearchTerm { words, is_prefix })
}

/// Returns whether a sign has no width and no place in a search: whoever types the word does not type it.
fn is_joined_over(c: char) -> bool {
    sanitize::is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Returns whether a sign is of a script that is written without blanks between words: each sign is a word to the search, so
/// that a name is found inside a sentence.
pub fn is_unspaced(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
                | Script::Tibetan
        )
}

/// Returns a text with a blank before and after each sign of a script that is written without blanks. Marks above and below a
/// sign stay with it.
pub fn space_unspaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut was_unspaced = false;
    for c in text.chars() {
        let is_mark = is_combining_mark(c);
        let starts = is_unspaced(c) && !is_mark;
        if starts || (was_unspaced && !is_mark) {
            spaced.push(' ');
        }
        spaced.push(c);
        was_unspaced = starts || (was_unspaced && is_mark);
    }
    spaced
}

/// Returns the other ways in which somebody may type words of a text: each line with accents or with letters of other
/// scripts, in plain letters (`Đặng` as `Dang`), without signs of no width, and with blanks between the signs of a script that
/// has none, without the marks that few people type (`ёлка` as `елка`); each name in several parts as one word (`O'Brien` as
/// `OBrien`, `de la Cruz` as `delaCruz`); and amounts and times without commas and apart from letters (`3:30pm` as `3:30 pm`). Each spelling ends with a line end, so that the spellings of two texts can be joined.
pub fn other_spellings(text: &str) -> String {
    let mut spellings = String::new();
    for line in text.lines() {
        if !line.is_ascii() {
            spellings.extend([deunicode(line).as_str(), "\n"]);
            let seen: String = line.chars().filter(|c| !is_joined_over(*c)).collect();
            if seen.len() < line.len() {
                spellings.extend([seen.as_str(), "\n"]);
            }
            if seen.contains(is_unspaced) {
                spellings.extend([space_unspaced(&seen).as_str(), "\n"]);
            }
            if let Some(unmarked) = without_marks(&seen) {
                spellings.extend([unmarked.as_str(), "\n"]);
            }
        }
        if let Some(numbers) = plain_numbers(line) {
            spellings.extend([numbers.as_str(), "\n"]);
        }
        for name in names_in_one_word(line) {
            spellings.extend([name.as_str(), "\n"]);
        }
    }
    spellings
}

/// Returns the names of a line that have several parts, each in one word and without signs: words that an apostrophe,
/// a hyphen or a period joins, and capitalized words with the particles before them.
fn names_in_one_word(line: &str) -> Vec<String> {
    let letters = |word: &str| deunicode(word).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let is_joint =
        |c: char| is_okina(c) || matches!(c, '\'' | '’' | '‘' | '`' | '´' | '-' | '.' | '\u{2010}'..='\u{2015}');
    let mut found = Vec::new();
    let mut particles: Vec<&str> = Vec::new();
    for word in line.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.chars().any(is_joint) && word.chars().any(char::is_alphabetic) {
            found.push(letters(word));
        }
        let is_capitalized = word.starts_with(char::is_uppercase);
        if !particles.is_empty() && is_capitalized {
            // A worker who leaves out one blank of "de la Cruz" types "dela Cruz" or "de lacruz".
            let last_particle = particles.last().copied().unwrap_or_default();
            found.push(letters(&particles.concat()));
            found.push(letters(&[last_particle, word].concat()));
            found.push(letters(&[particles.concat().as_str(), word].concat()));
        }
        if NAME_PARTICLES.contains(&fold_for_search(word).as_str()) {
            particles.push(word);
        } else {
            particles.clear();
        }
    }
    found.dedup();
    found
}

/// Returns whether a sign is the okina of Hawaiian or a sign that stands for it, which counts as a letter.
const fn is_okina(c: char) -> bool {
    matches!(c, '\u{2bb}'..='\u{2bf}' | '\u{2b9}' | '\u{2c8}' | '\u{a78c}')
}

/// Returns a text without the marks on letters of Cyrillic, Greek, Arabic and Hebrew, and without the line that stretches Arabic
/// words; `None` if it has none. The index itself leaves out those of Latin letters alone.
fn without_marks(text: &str) -> Option<String> {
    const TATWEEL: char = '\u{640}';
    let mut is_marked_script = false;
    let mut unmarked = String::with_capacity(text.len());
    for c in text.chars() {
        if is_combining_mark(c) {
            if !is_marked_script {
                unmarked.push(c);
            }
            continue;
        }
        is_marked_script = matches!(c.script(), Script::Cyrillic | Script::Greek | Script::Arabic | Script::Hebrew)
            || (is_marked_script && c == TATWEEL);
        if !is_marked_script {
            unmarked.push(c);
        } else if c != TATWEEL {
            unmarked.extend(std::iter::once(c).nfd().filter(|part| !is_combining_mark(*part)));
        }
    }
    (unmarked != text).then_some(unmarked)
}

/// Returns a text with its numbers as most people type them: without commas between thousands, and apart from the letters behind
/// them; `None` if it has no number that is written otherwise.
fn plain_numbers(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words: Vec<String> =
        text.split(' ').map(|word| plain_number(word).unwrap_or_else(|| word.to_owned())).collect();
    let plain = words.join(" ");
    (plain != text).then_some(plain)
}

/// Returns the plain form of a word that begins with a number; `None` for any other.
fn plain_number(word: &str) -> Option<String> {
    let start = word.find(|c: char| c.is_alphanumeric())?;
    let (before, number) = word.split_at(start);
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':');
    let (number, behind) = number.split_at(number.find(|c| !is_of_number(c)).unwrap_or(number.len()));
    let whole = number.split('.').next().unwrap_or_default();
    let has_thousands = whole.contains(',')
        && whole.trim_end_matches(',').split(',').enumerate().all(|(index, group)| {
            let most = 1..=3;
            if index == 0 { most.contains(&group.len()) } else { group.len() == 3 }
        });
    let plain = if has_thousands { number.replace(',', "") } else { number.to_owned() };
    // A case number goes on with digits behind its letter.
    let is_unit = behind.starts_with(char::is_alphabetic) && !behind.contains(|c: char| c.is_ascii_digit());
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    (is_number && (has_thousands || is_unit)).then(|| {
        let gap = if is_unit { " " } else { "" };
        [before, plain.as_str(), gap, behind].concat()
    })
}

/// The words that begin family names of several words.
const NAME_PARTICLES: [&str; 22] = [
    "al", "ben", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le", "los",
    "mac", "mc", "st", "van", "von",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        "2026-11-19".parse().unwrap()
    }

    fn query(text: &str) -> CommentQuery {
        CommentQuery::parse(text, today()).unwrap()
    }

    fn word(words: &str) -> SearchTerm {
        SearchTerm { words: words.into(), is_prefix: false }
    }

    #[test]
    fn a_query_has_words_phrases_and_prefixes() {
        let asked = query("bus \"missed class\" atten*");
        let beginning = SearchTerm { words: "atten".into(), is_prefix: true };
        assert_eq!(asked.terms, [word("bus"), word("missed class"), beginning]);
    }

    #[test]
    fn names_have_other_spellings() {
        assert_eq!(other_spellings("Called Đặng Hoa."), "Called Dang Hoa.\n");
        assert_eq!(other_spellings("Mia O'Brien, Kim Smith-Jones"), "OBrien\nSmithJones\n");
        assert_eq!(other_spellings("Eva de la Cruz"), "dela\nlaCruz\ndelaCruz\n");
        assert_eq!(other_spellings("Łukasz Groß, Øst"), "Lukasz Gross, Ost\n");
        assert_eq!(other_spellings("Missed class on the bus."), "");
    }

    #[test]
    fn marks_and_numbers_have_other_spellings() {
        let has = |text: &str, spelling: &str| {
            let found = other_spellings(text);
            assert!(found.lines().any(|line| line == spelling), "{text}: {found}");
        };
        has("ёлка", "елка");
        has("σίσυφος", "σισυφος");
        has("مُحَمَّد", "محمد");
        has("Hawaiʻi", "Hawaii");
        has("at 3:30pm today", "at 3:30 pm today");
        has("owes $1,200.50 now", "owes $1200.50 now");
        assert_eq!(other_spellings("case 1B20001 of 11/19/2026, rooms 1,2,3"), "");
        let typed = |text: &str, spelling: &str| {
            let found = word(text).spellings();
            assert!(found.iter().any(|found| found == spelling), "{text}: {found:?}");
        };
        typed("ёлка", "елка");
        typed("1,200.50", "1200.50");
        typed("3:30pm", "3:30 pm");
        typed("Hawaiʻi", "Hawaii");
        typed("Đặng", "Dang");
        assert_eq!(word("bus").spellings(), ["bus"]);
    }

    #[test]
    fn signs_alone_are_no_condition() {
        for signs in ["(", "*", "\"", "\"()\"", " - ", "…"] {
            assert!(query(signs).is_signs_alone, "{signs}");
        }
        for text in ["", "  ", "a", "case:12B10077 (", "(bus"] {
            assert!(!query(text).is_signs_alone, "{text}");
        }
    }

    #[test]
    fn a_text_without_blanks_is_spelled_sign_by_sign() {
        assert_eq!(
            space_unspaced("張小明 came, AB小").split_whitespace().collect::<Vec<_>>().join(" "),
            "張 小 明 came, AB 小"
        );
        assert!(other_spellings("今天張小明來了").lines().any(|line| line.trim() == "今 天 張 小 明 來 了"));
        assert!(other_spellings("zero\u{200b}width").contains("zerowidth"));
        assert_eq!(query("zero\u{200b}width").terms, [word("zerowidth")]);
    }

    #[test]
    fn the_word_that_is_being_typed_may_go_on() {
        let typed = |text: &str| CommentQuery::parse_unfinished(text, today()).unwrap();
        assert_eq!(typed("bus atten").terms, [word("bus"), SearchTerm { words: "atten".into(), is_prefix: true }]);
        for ended in ["bus ", "\"missed bus\"", "\"missed bus", "bus case:12B", "bus from:-3"] {
            assert_eq!(typed(ended), query(ended), "{ended}");
        }
    }

    #[test]
    fn a_named_field_is_a_condition() {
        let asked = query("author:v1a3 Type:telephone case:12b10077 from:-3 to:2026-11-18 pass");
        assert_eq!(asked.author.as_deref(), Some("V1A3"));
        assert_eq!(asked.contact_type.as_deref(), Some("telephone"));
        assert_eq!(asked.case.as_deref(), Some("12B10077"));
        assert_eq!((asked.from, asked.to), ("2026-11-16".parse().ok(), "2026-11-18".parse().ok()));
        assert_eq!(asked.terms, [word("pass")]);
    }

    #[test]
    fn unknown_fields_and_quoted_texts_are_words() {
        assert_eq!(query("note:bus").terms, [word("note:bus")]);
        assert_eq!(query("\"case:12\"").terms, [word("case:12")]);
        assert_eq!(query("case:").terms, [word("case")]);
    }

    #[test]
    fn an_impossible_day_is_reported() {
        assert!(CommentQuery::parse("from:2026-02-30", today()).is_err());
    }

    #[test]
    fn a_text_that_nobody_types_is_refused() {
        let pasted = format!("\"{}\"", "word ".repeat(20_000));
        assert_eq!(CommentQuery::parse(&pasted, today()), Err(QueryError::TooLong));
        assert_eq!(CommentQuery::parse_unfinished(&pasted, today()), Err(QueryError::TooLong));
    }

    proptest! {
        #[test]
        fn anything_typed_is_a_query(text in "\\PC{0,40}|[\"*:() ^-]{0,20}") {
            if let Ok(asked) = CommentQuery::parse(&text, today()) {
                for term in asked.terms {
                    prop_assert!(term.words.chars().any(char::is_alphanumeric));
                    prop_assert!(!term.words.contains('"'));
                }
            }
        }
    }
}
