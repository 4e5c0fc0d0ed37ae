//! What somebody asks of the comments, as typed: words, `"phrases"`, `beginnings*`, and `author:`, `type:`, `case:`,
//! `from:`, `to:`. Whatever is typed is a query; only a day that is none is refused.

use chrono::NaiveDate;

use super::dates::{self, DateError};

/// A query over the filed comments. All that it asks for must hold; one that asks for nothing finds every comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentQuery {
    /// Words and phrases that the comment must hold, in any of its texts, whatever their case and accents.
    pub terms: Vec<SearchTerm>,
    /// Who filed it: a worker number.
    pub author: Option<String>,
    /// The type of contact: the beginning of its id.
    pub contact_type: Option<String>,
    /// The case's number.
    pub case: Option<String>,
    /// The first day of contact, inclusive.
    pub from: Option<NaiveDate>,
    /// The last day of contact, inclusive.
    pub to: Option<NaiveDate>,
}

/// A word, or words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// The words; at least one letter or digit is in them, and no control character.
    pub words: String,
    /// Whether the last word may go on.
    pub is_prefix: bool,
}

/// A piece of what was typed.
struct QueryToken {
    text: String,
    /// It stood between quotation marks, so that nothing in it has a meaning of its own.
    quoted: bool,
}

impl CommentQuery {
    /// The query that `text` asks. Days are read as anywhere else, relative to `today`.
    ///
    /// # Errors
    /// What follows `from:` or `to:` is not a date.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, DateError> {
        let mut query = Self::default();
        for piece in split_tokens(text) {
            query.add_token(&piece, today)?;
        }
        Ok(query)
    }

    /// The query of a text that is still being typed: the word that it ends in may go on.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_unfinished(text: &str, today: NaiveDate) -> Result<Self, DateError> {
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
                "from" => self.from = Some(dates::parse_typed_date(value, today, false)?),
                "to" => self.to = Some(dates::parse_typed_date(value, today, false)?),
                _ => self.terms.extend(search_term(piece)),
            },
        }
        Ok(())
    }
}

/// Splits at white space and control characters outside quotation marks; a mark that is not closed closes at the end.
fn split_tokens(text: &str) -> Vec<QueryToken> {
    let mut pieces = Vec::new();
    for (index, run) in text.split('"').enumerate() {
        let run: String = run.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // Every second run stands between two marks.
        if index % 2 == 1 {
            pieces.push(QueryToken { text: run, quoted: true });
        } else {
            pieces.extend(run.split_whitespace().map(|word| QueryToken { text: word.to_owned(), quoted: false }));
        }
    }
    pieces
}

/// The term of a piece; none where it has no letter or digit to look for.
fn search_term(piece: &QueryToken) -> Option<SearchTerm> {
    let is_prefix = !piece.quoted && piece.text.ends_with('*');
    let words = piece.text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (!words.is_empty()).then_some(SearchTerm { words, is_prefix })
}

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
    fn words_phrases_and_beginnings() {
        let asked = query("bus \"missed class\" atten*");
        let beginning = SearchTerm { words: "atten".into(), is_prefix: true };
        assert_eq!(asked.terms, [word("bus"), word("missed class"), beginning]);
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
    fn what_is_named_is_a_condition() {
        let asked = query("author:v1a3 Type:telephone case:12b10077 from:-3 to:2026-11-18 pass");
        assert_eq!(asked.author.as_deref(), Some("V1A3"));
        assert_eq!(asked.contact_type.as_deref(), Some("telephone"));
        assert_eq!(asked.case.as_deref(), Some("12B10077"));
        assert_eq!((asked.from, asked.to), ("2026-11-16".parse().ok(), "2026-11-18".parse().ok()));
        assert_eq!(asked.terms, [word("pass")]);
    }

    #[test]
    fn an_unknown_name_and_what_is_quoted_are_words() {
        assert_eq!(query("note:bus").terms, [word("note:bus")]);
        assert_eq!(query("\"case:12\"").terms, [word("case:12")]);
        assert_eq!(query("case:").terms, [word("case")]);
    }

    #[test]
    fn a_day_that_is_none_is_told() {
        assert!(CommentQuery::parse("from:2026-02-30", today()).is_err());
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
