//! The unknown words of a preview and their meanings so far.

use super::import::ImportPreview;
use super::import_words::WordQuestion;
use crate::import::county_words::CountyWord;

/// The unknown words of a preview, with what was chosen for each so far.
#[derive(Debug, Clone)]
pub struct WordMap {
    /// The preview, which Esc shows again.
    pub preview: ImportPreview,
    /// The words.
    pub words: Vec<WordQuestion>,
}

impl WordMap {
    /// Returns the words for which a code was chosen.
    pub fn explained_words(&self) -> Vec<CountyWord> {
        let explained = |asked: &WordQuestion| CountyWord::new(asked.field, &asked.word, asked.code.as_deref()?).ok();
        self.words.iter().filter_map(explained).collect()
    }

    /// Sets the code of a word; `None` if it stays unknown.
    pub fn set_code(&mut self, index: usize, code: Option<String>) {
        if let Some(asked) = self.words.get_mut(index) {
            asked.code = code;
        }
    }
}
