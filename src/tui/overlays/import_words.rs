//! The unknown words of previewed files.

use crate::import::field::ExtractField;
use crate::import::import_files::ImportSummary;

/// An unknown word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordQuestion {
    /// The field of the word's column.
    pub field: ExtractField,
    /// The column's header as the file writes it.
    pub header: String,
    /// The word.
    pub word: String,
    /// The number of rows with the word.
    pub rows: u32,
    /// The codes that the word may mean.
    pub codes: Vec<String>,
    /// The code that was chosen.
    pub code: Option<String>,
}

/// Returns the unknown words of all files, column by column; a word of several files is asked about once.
pub fn unknown_words(summary: &ImportSummary) -> Vec<WordQuestion> {
    let mut questions: Vec<WordQuestion> = Vec::new();
    for column in summary.reports.iter().flat_map(|report| &report.words) {
        for unknown in &column.unknown {
            let same = |asked: &&mut WordQuestion| asked.field == column.field && asked.word == unknown.word;
            match questions.iter_mut().find(same) {
                Some(asked) => asked.rows += unknown.rows,
                None => questions.push(WordQuestion {
                    field: column.field,
                    header: column.header.clone(),
                    word: unknown.word.clone(),
                    rows: unknown.rows,
                    codes: column.codes.clone(),
                    code: None,
                }),
            }
        }
    }
    questions
}
