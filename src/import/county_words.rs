//! The words of the county that an office has explained: each with its column and the code that it means. They are kept
//! in one file of the home and hold for every layout, so that no extract asks for the same word again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::str::FromStr;

use toml::Spanned;

use super::field::{ExtractField, ValueKind};
use super::layout::LayoutError;
use super::pattern::comparison_key;
use crate::domain::sanitize::quoted;
use crate::platform::{self, IfExists};

/// The name of the file in the folder of the home's layouts.
pub const WORDS_FILE: &str = "county_words.toml";

/// What a word of a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyWord {
    /// The field of the column.
    pub field: ExtractField,
    /// The county's word.
    pub word: String,
    /// The code word that it means.
    pub code: String,
}

/// Why a text does not explain a word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// The text has another form.
    #[error("{} is not of the form COLUMN:TEXT=code, such as \"outcome:Pending review=no_good_cause\"", quoted(.0))]
    Form(String),
    /// There is no such column, or it holds no words.
    #[error("{column} is not a column with words; there are {}", .known.join(", "), column = quoted(.column))]
    Column {
        /// The column that was named.
        column: String,
        /// The ids of the columns that hold words.
        known: Vec<&'static str>,
    },
    /// The column has no such code.
    #[error("{code} is not a code of {field}; there are {}", .known.join(", "), code = quoted(.code))]
    Code {
        /// The column.
        field: ExtractField,
        /// The code that was named.
        code: String,
        /// The codes of the column.
        known: Vec<String>,
    },
    /// The word has neither letters nor digits.
    #[error("{} has neither letters nor digits, and cannot be distinguished from an empty cell", quoted(.0))]
    Blank(String),
    /// A layout has the word with another code.
    #[error("{word} already means {code} in the layout {layout}; change the layout", word = quoted(.word))]
    Known {
        /// The word.
        word: String,
        /// The code that it has.
        code: String,
        /// The id of the layout.
        layout: String,
    },
}

impl CountyWord {
    /// Makes a word after checking that the column has the code.
    ///
    /// # Errors
    /// The field holds no words, there is no such code, or the word is blank.
    pub fn new(field: ExtractField, word: &str, code: &str) -> Result<Self, WordError> {
        let ValueKind::Code(codes) = field.value_kind() else {
            return Err(WordError::Column { column: field.id().to_owned(), known: fields_with_words() });
        };
        let known = codes.ids();
        if !known.iter().any(|known| known == code) {
            return Err(WordError::Code { field, code: code.to_owned(), known });
        }
        if comparison_key(word).is_empty() {
            return Err(WordError::Blank(word.to_owned()));
        }
        Ok(Self { field, word: word.trim().to_owned(), code: code.to_owned() })
    }
}

/// Returns the ids of the fields whose columns hold words.
fn fields_with_words() -> Vec<&'static str> {
    use strum::VariantArray as _;
    let has_words = |field: &&ExtractField| matches!(field.value_kind(), ValueKind::Code(_));
    ExtractField::VARIANTS.iter().filter(has_words).map(|field| field.id()).collect()
}

impl FromStr for CountyWord {
    type Err = WordError;

    /// Parses `COLUMN:TEXT=code`. The column is a field's id or title; the text may have `:` and `=` in it.
    fn from_str(text: &str) -> Result<Self, WordError> {
        use strum::VariantArray as _;
        let form = || WordError::Form(text.to_owned());
        let (column, rest) = text.split_once(':').ok_or_else(form)?;
        let (word, code) = rest.rsplit_once('=').ok_or_else(form)?;
        let key = comparison_key(column);
        let is_named = |field: &&ExtractField| [field.id(), field.title()].map(comparison_key).contains(&key);
        let Some(field) = ExtractField::VARIANTS.iter().find(is_named) else {
            return Err(WordError::Column { column: column.to_owned(), known: fields_with_words() });
        };
        Self::new(*field, word, code.trim())
    }
}

/// The words that an office has explained, in the order of the fields and of the alphabet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountyWords(BTreeMap<(ExtractField, String), CountyWord>);

impl CountyWords {
    /// Parses the text of the home's file.
    ///
    /// # Errors
    /// The first entry that cannot be used, with its line.
    pub fn parse(text: &str) -> Result<Self, LayoutError> {
        let fault = |offset: usize, reason: String| LayoutError {
            file: WORDS_FILE.to_owned(),
            line: text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1,
            reason,
        };
        let written: BTreeMap<ExtractField, BTreeMap<Spanned<String>, String>> = toml::from_str(text)
            .map_err(|error| fault(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        let mut words = Self::default();
        for (field, entries) in written {
            for (word, code) in entries {
                let read = CountyWord::new(field, word.get_ref(), &code);
                words.insert(read.map_err(|error| fault(word.span().start, error.to_string()))?);
            }
        }
        Ok(words)
    }

    /// Reads the words of the home whose layouts are in `folder`; none if there is no file.
    ///
    /// # Errors
    /// The file cannot be read or used.
    pub fn load(folder: &Path) -> Result<Self, LayoutError> {
        let path = folder.join(WORDS_FILE);
        match platform::read_settings_file(&path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !platform::is_there(&path) => Ok(Self::default()),
            Err(error) => Err(LayoutError {
                file: path.display().to_string(),
                line: 0,
                reason: format!("it cannot be read: {}", platform::io_reason(&error)),
            }),
        }
    }

    /// Adds a word; a later meaning of the same word replaces the earlier one.
    pub fn insert(&mut self, word: CountyWord) {
        self.0.insert((word.field, comparison_key(&word.word)), word);
    }

    /// Removes a word. Returns whether it was there.
    pub fn remove(&mut self, field: ExtractField, word: &str) -> bool {
        self.0.remove(&(field, comparison_key(word))).is_some()
    }

    /// Iterates over the words.
    pub fn iter(&self) -> impl Iterator<Item = &CountyWord> {
        self.0.values()
    }

    /// Writes the words into the file of the home whose layouts are in `folder`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        platform::create_private_folder(folder)?;
        platform::write_private_file(&folder.join(WORDS_FILE), IfExists::Replace, self.to_toml().as_bytes())
    }

    fn to_toml(&self) -> String {
        let mut text =
            "# Words of the county and what each means here, for every layout (docs/layouts.md).\n".to_owned();
        let mut table = None;
        for CountyWord { field, word, code } in self.iter() {
            // Writing into memory cannot fail.
            if table.replace(*field) != Some(*field) {
                let _ = writeln!(text, "\n[{field}]");
            }
            let quote = |text: &str| toml::Value::String(text.to_owned()).to_string();
            let _ = writeln!(text, "{} = {}", quote(word), quote(code));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("outcome:Pending review=no_good_cause", "outcome", "Pending review", "no_good_cause")]
    #[case("Activity status: Open: 1=yes = referred", "activity_status", "Open: 1=yes", "referred")]
    #[case("reason:Doctor's note=disability", "reason", "Doctor's note", "disability")]
    fn a_word_is_written_with_its_column_and_code(
        #[case] text: &str,
        #[case] field: &str,
        #[case] word: &str,
        #[case] code: &str,
    ) {
        let read: CountyWord = text.parse().unwrap();
        assert_eq!((read.field.id(), read.word.as_str(), read.code.as_str()), (field, word, code));
    }

    #[rstest]
    #[case("Pending", "is not of the form COLUMN:TEXT=code")]
    #[case("outcome:Pending", "is not of the form COLUMN:TEXT=code")]
    #[case("phone:Home=yes", "not a column with words; there are registration, aid")]
    #[case("nothing:Home=yes", "not a column with words")]
    #[case("outcome:Pending=pending", "is not a code of outcome; there are good_cause, no_good_cause")]
    #[case("reason:Ill=illness", "is not a code of reason; there are")]
    #[case("outcome:???=resolved", "has neither letters nor digits")]
    fn a_word_that_says_nothing_is_refused_with_what_there_is(#[case] text: &str, #[case] reason: &str) {
        let refused = text.parse::<CountyWord>().unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }

    #[test]
    fn the_file_holds_what_was_saved_and_an_error_has_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let layouts = folder.path().join("layouts");
        assert_eq!(CountyWords::load(&layouts).unwrap(), CountyWords::default());
        let mut words = CountyWords::default();
        for text in ["outcome:\"Open\" - wait=no_good_cause", "aid:Stopped=discontinued", "aid:STOPPED =active"] {
            words.insert(text.parse().unwrap());
        }
        words.save(&layouts).unwrap();
        assert_eq!(CountyWords::load(&layouts).unwrap(), words);
        assert_eq!(words.iter().count(), 2, "the later meaning of the same word counts");
        assert!(words.remove(ExtractField::Aid, "stopped") && !words.remove(ExtractField::Aid, "stopped"));

        let error = CountyWords::parse("[aid]\n\"Stopped\" = \"discontinued\"\n\"Open\" = \"open\"\n").unwrap_err();
        assert_eq!(error.line, 3, "{error}");
        assert_eq!(CountyWords::parse("[aids]\n").unwrap_err().line, 1);
    }
}
