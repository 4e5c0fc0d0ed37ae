//! Counts the words of a part's columns that the layout does not have: those that were understood by their parts, and
//! those that nobody has explained yet. They are offered once for the whole column, and not row by row.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field::{ExtractField, ValueKind};
use super::pattern::comparison_key;
use super::recognize::LayoutFit;
use super::redact_ssn;
use crate::domain::sanitize::quoted;

/// The largest number of different words that are counted. A column with more holds no words.
const MAX_WORDS: usize = 500;
/// The most bytes of a word.
const LONGEST_WORD: usize = 100;

/// A word of a row that the layout does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellWord {
    /// The field of the column.
    pub field: ExtractField,
    /// The word as the file writes it.
    pub text: String,
    /// The code word, if the word was understood by its parts.
    pub code: Option<String>,
}

impl CellWord {
    /// Returns the word of a cell; `None` if it could not be explained: it is long, has neither letters nor digits, or
    /// is not safe to show.
    pub fn from_cell(field: ExtractField, text: &str, code: Option<&str>) -> Option<Self> {
        let can_be_named = text.len() <= LONGEST_WORD
            && !comparison_key(text).is_empty()
            && redact_ssn::clean_text(text) == text.trim();
        can_be_named.then(|| Self { field, text: text.trim().to_owned(), code: code.map(str::to_owned) })
    }
}

/// The words of a column that the layout does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnWords {
    /// The field of the column.
    pub field: ExtractField,
    /// The column's header as the file writes it.
    pub header: String,
    /// The words that were understood by their parts, by the alphabet.
    pub understood: Vec<UnderstoodWord>,
    /// The words that are not known, the most frequent first.
    pub unknown: Vec<UnknownWord>,
    /// The code words, of which each unknown word may mean one.
    pub codes: Vec<String>,
}

/// A word that was understood by its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnderstoodWord {
    /// The word as the first row writes it.
    pub word: String,
    /// The code word that it means.
    pub code: String,
    /// The number of rows with the word.
    pub rows: u32,
}

/// A word that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownWord {
    /// The word as the first row writes it.
    pub word: String,
    /// The number of rows with the word.
    pub rows: u32,
}

/// The words that were counted so far, by field and comparison key.
#[derive(Debug, Default)]
pub struct WordTally(BTreeMap<(ExtractField, String), (CellWord, u32)>);

impl WordTally {
    /// Counts a word.
    pub fn add(&mut self, word: CellWord) {
        let key = (word.field, comparison_key(&word.text));
        if let Some((_, rows)) = self.0.get_mut(&key) {
            *rows += 1;
        } else if self.0.len() < MAX_WORDS {
            self.0.insert(key, (word, 1));
        }
    }

    /// Returns the words by column, in the order of the fields.
    pub fn into_columns(self, fit: &LayoutFit<'_>) -> Vec<ColumnWords> {
        let mut columns: Vec<ColumnWords> = Vec::new();
        for ((field, _), (word, rows)) in self.0 {
            if columns.last().is_none_or(|column| column.field != field) {
                columns.push(ColumnWords::new(field, fit));
            }
            let Some(column) = columns.last_mut() else { continue };
            match word.code {
                Some(code) => column.understood.push(UnderstoodWord { word: word.text, code, rows }),
                None => column.unknown.push(UnknownWord { word: word.text, rows }),
            }
        }
        for column in &mut columns {
            column.unknown.sort_by_key(|word| std::cmp::Reverse(word.rows));
        }
        columns
    }
}

impl ColumnWords {
    fn new(field: ExtractField, fit: &LayoutFit<'_>) -> Self {
        let header = fit.columns.get(field).and_then(|(index, _)| fit.written.get(index));
        let codes = match field.value_kind() {
            ValueKind::Code(codes) => codes.ids(),
            _ => Vec::new(),
        };
        Self {
            field,
            header: header.map(|header| redact_ssn::clean_excerpt(header)).unwrap_or_default(),
            understood: Vec::new(),
            unknown: Vec::new(),
            codes,
        }
    }

    /// Returns the words in lines: what was understood and as what, what is not known, and which codes there are.
    pub fn to_lines(&self) -> Vec<String> {
        let understood = self.understood.iter().map(|UnderstoodWord { word, code, rows }| {
            format!(
                "  {}: {word} understood as {} ({})",
                self.header,
                plain_code(code),
                in_rows(*rows),
                word = quoted(word)
            )
        });
        let mut lines: Vec<String> = understood.collect();
        if self.unknown.is_empty() {
            return lines;
        }
        let words = self
            .unknown
            .iter()
            .map(|UnknownWord { word, rows }| format!("{word} ({})", in_rows(*rows), word = quoted(word)));
        lines.push(format!("  {}: not known: {}", self.header, words.collect::<Vec<_>>().join(", ")));
        lines
    }

    /// Returns how a command says what an unknown word of the column means; `None` if all words are known.
    pub fn command_hint(&self) -> Option<String> {
        let first = self.unknown.first()?;
        let codes = self.codes.join(", ");
        let example = format!("{}:{}=CODE", self.field.id(), first.word);
        Some(format!("  Explain each once: --word {example}. CODE is one of {codes}.", example = quoted(&example)))
    }
}

/// Returns a code as people read it.
pub fn plain_code(code: &str) -> String {
    code.replace('_', " ")
}

fn in_rows(rows: u32) -> String {
    crate::domain::count_with_noun(rows, "row")
}
