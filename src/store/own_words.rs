//! Words that the worker spells in a way no dictionary knows: names of places, schools, programs. Not part of the
//! record, but in the same encrypted database, because a word may be a participant's name.

use super::{Store, StoreError};

impl Store {
    /// The worker's own words, in order.
    pub fn own_words(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT word FROM own_word ORDER BY word")?;
        let words = statement.query_map([], |row| row.get(0))?;
        Ok(words.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps a word.
    pub fn add_word(&self, word: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached("INSERT OR IGNORE INTO own_word (word) VALUES (?1)")?.execute([word])?;
        Ok(())
    }

    /// Takes a word away, and says whether there was one.
    pub fn remove_word(&self, word: &str) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("DELETE FROM own_word WHERE word = ?1")?.execute([word])? > 0)
    }
}
