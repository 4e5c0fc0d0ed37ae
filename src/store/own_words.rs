//! Words of the worker that no dictionary knows: names of places, schools, programs. They are not part of the record.
//! They are in the same encrypted database, because a word may be a participant's name.

use super::{Store, StoreError, wording_check};

impl Store {
    /// Returns the worker's own words, in order.
    pub fn own_words(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT word FROM own_word ORDER BY word")?;
        let words = statement.query_map([], |row| row.get(0))?;
        Ok(words.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds a word, unless it is there already.
    ///
    /// # Errors
    /// The word is a Social Security number, or words of domestic abuse.
    pub fn add_word(&self, word: &str) -> Result<(), StoreError> {
        wording_check::ensure_plain(&[("word", word)])?;
        self.connection.prepare_cached("INSERT OR IGNORE INTO own_word (word) VALUES (?1)")?.execute([word])?;
        Ok(())
    }

    /// Removes a word, and returns whether it was there.
    pub fn remove_word(&self, word: &str) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("DELETE FROM own_word WHERE word = ?1")?.execute([word])? > 0)
    }
}
