//! The worker's own phrases, and how often each phrase is used. They are not part of the record.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{Store, StoreError, wording_check};
use crate::domain::phrase::{self, Phrase};
use crate::policy::phrases;

impl Store {
    /// Returns the worker's own phrases and the built-in ones, the most used first.
    pub fn ranked_phrases(&self) -> Result<Vec<Phrase>, StoreError> {
        Ok(phrase::rank_phrases(phrases::builtin_phrases(), self.own_phrases()?, &self.phrase_uses()?))
    }

    /// Returns the worker's own phrases, by their short word.
    pub fn own_phrases(&self) -> Result<Vec<Phrase>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT word, title, text FROM phrase ORDER BY word")?;
        let phrases =
            statement.query_map([], |row| Ok(Phrase { word: row.get(0)?, title: row.get(1)?, text: row.get(2)? }))?;
        Ok(phrases.collect::<rusqlite::Result<_>>()?)
    }

    /// Saves a phrase of the worker's own. It replaces an earlier one with the same word.
    ///
    /// # Errors
    /// The phrase has a Social Security number.
    pub fn save_phrase(&self, phrase: &Phrase) -> Result<(), StoreError> {
        wording_check::ensure_no_ssn(&[("title", &phrase.title), ("phrase", &phrase.text)])?;
        self.connection
            .prepare_cached(
                "INSERT INTO phrase (word, title, text) VALUES (?1, ?2, ?3)
                 ON CONFLICT (word) DO UPDATE SET title = ?2, text = ?3",
            )?
            .execute(params![phrase.word, phrase.title, phrase.text])?;
        Ok(())
    }

    /// Removes a phrase of the worker's own, and returns whether it was there. A built-in phrase with the same word is
    /// offered again then.
    pub fn remove_phrase(&self, word: &str) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("DELETE FROM phrase WHERE word = ?1")?.execute([word])? > 0)
    }

    /// Counts one use of a phrase.
    pub fn count_phrase_use(&self, word: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO phrase_use (word, uses) VALUES (?1, 1) ON CONFLICT (word) DO UPDATE SET uses = uses + 1",
            )?
            .execute([word])?;
        Ok(())
    }

    /// Returns how often each phrase was used, by its short word.
    pub fn phrase_uses(&self) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT word, uses FROM phrase_use")?;
        let uses = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
        Ok(uses.collect::<rusqlite::Result<_>>()?)
    }
}
