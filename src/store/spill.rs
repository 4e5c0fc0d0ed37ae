//! Sorting more rows than fit into memory. They are sorted in runs; a run that is full goes into a database of its
//! own in the home, under a key that is made for it and never kept, so that what a killed process leaves is noise.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::PathBuf;

use rusqlite::{CachedStatement, Connection, params};

use super::{DatabaseKey, Home, Importing, StoreError, connection, home};
use crate::domain::CaseNumber;

/// The most bytes of a run in memory.
const RUN_BYTES: usize = 16 << 20;
/// What a row costs besides its content.
const ROW_BYTES: usize = 64;
/// Rows that are read from a run at a time.
const PAGE: u32 = 512;

/// A row that is sorted: by case, then by its number in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spilled {
    /// The case that the row is about.
    pub case: CaseNumber,
    /// Its number in the file.
    pub row: u32,
    /// What else is known of it.
    pub body: Box<[u8]>,
}

/// Rows being sorted.
pub struct Spill {
    run: Vec<Spilled>,
    bytes: usize,
    most: usize,
    path: PathBuf,
    /// The full runs: the database, and the number of each run's last row in it.
    full: Option<(Connection, Vec<i64>)>,
}

impl Importing<'_> {
    /// A place to sort rows by case. What an interrupted import left there goes.
    ///
    /// # Errors
    /// The home cannot be written.
    pub fn spill(&self) -> Result<Spill, StoreError> {
        Spill::in_home(self.home(), RUN_BYTES)
    }
}

impl Spill {
    pub(super) fn in_home(home: &Home, most: usize) -> Result<Self, StoreError> {
        let path = home.spill();
        home::remove(&path)?;
        Ok(Self { run: Vec::new(), bytes: 0, most, path, full: None })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// The disk is full, or cannot be written.
    pub fn add(&mut self, row: Spilled) -> Result<(), StoreError> {
        self.bytes += row.body.len() + ROW_BYTES;
        self.run.push(row);
        if self.bytes >= self.most { self.write_run() } else { Ok(()) }
    }

    fn write_run(&mut self) -> Result<(), StoreError> {
        self.run.sort_unstable();
        let (database, ends) = match &mut self.full {
            Some(full) => full,
            None => self.full.insert((fresh(&self.path)?, Vec::new())),
        };
        let transaction = database.transaction()?;
        let mut insert = transaction.prepare_cached("INSERT INTO sorted (case_no, row, body) VALUES (?1, ?2, ?3)")?;
        for row in self.run.drain(..) {
            insert.execute(params![row.case.as_str(), row.row, row.body])?;
        }
        drop(insert);
        ends.push(transaction.last_insert_rowid());
        transaction.commit()?;
        self.bytes = 0;
        Ok(())
    }

    /// Gives every row to `each`, by case and row, and forgets them all.
    ///
    /// # Errors
    /// Those of `each`, and of reading what was sorted.
    pub fn sorted<E: From<StoreError>>(mut self, mut each: impl FnMut(Spilled) -> Result<(), E>) -> Result<(), E> {
        if self.full.is_none() {
            self.run.sort_unstable();
            return std::mem::take(&mut self.run).into_iter().try_for_each(each);
        }
        self.write_run()?;
        self.run = Vec::new();
        let Some((database, ends)) = &self.full else { return Ok(()) };
        let mut runs: Vec<Run<'_>> = runs(database, ends)?;
        let mut heap = BinaryHeap::new();
        for (place, run) in runs.iter_mut().enumerate() {
            heap.extend(run.next()?.map(|row| Reverse((row, place))));
        }
        while let Some(Reverse((row, place))) = heap.pop() {
            each(row)?;
            if let Some(next) = runs.get_mut(place).map(Run::next).transpose()?.flatten() {
                heap.push(Reverse((next, place)));
            }
        }
        Ok(())
    }
}

impl Drop for Spill {
    fn drop(&mut self) {
        self.full = None;
        // What cannot be removed now goes when the next import begins; nobody has its key.
        let _left = home::remove(&self.path);
    }
}

/// A database that needs to outlive nothing: no journal, no flush.
fn fresh(path: &std::path::Path) -> Result<Connection, StoreError> {
    let connection = connection::fresh(path, &DatabaseKey::random()?)?;
    connection.pragma_update(None, "journal_mode", "OFF")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -2_048)?;
    connection.execute_batch("CREATE TABLE sorted (id INTEGER PRIMARY KEY, case_no TEXT, row INTEGER, body BLOB)")?;
    home::restrict(path, 0o600)?;
    Ok(connection)
}

fn runs<'d>(database: &'d Connection, ends: &[i64]) -> Result<Vec<Run<'d>>, StoreError> {
    let starts = std::iter::once(&0).chain(ends);
    starts
        .zip(ends)
        .map(|(start, end)| {
            let page = database.prepare_cached(
                "SELECT id, case_no, row, body FROM sorted WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
            )?;
            Ok(Run { page, at: *start, end: *end, rows: Vec::new().into_iter() })
        })
        .collect()
}

/// A run being read, a page at a time.
struct Run<'d> {
    page: CachedStatement<'d>,
    /// The last row that was read.
    at: i64,
    end: i64,
    rows: std::vec::IntoIter<Spilled>,
}

impl Run<'_> {
    fn next(&mut self) -> Result<Option<Spilled>, StoreError> {
        if let Some(row) = self.rows.next() {
            return Ok(Some(row));
        }
        let mut rows = self.page.query(params![self.at, self.end, PAGE])?;
        let mut page = Vec::new();
        while let Some(row) = rows.next()? {
            self.at = row.get(0)?;
            let case = super::log::parsed(row.get::<_, String>(1)?, 1)?;
            page.push(Spilled { case, row: row.get(2)?, body: row.get::<_, Vec<u8>>(3)?.into() });
        }
        self.rows = page.into_iter();
        Ok(self.rows.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32) -> Spilled {
        let case = format!("{:07}", number.wrapping_mul(2_654_435_761) % 997);
        Spilled { case: case.parse().unwrap(), row: number, body: format!("row {number}").into_bytes().into() }
    }

    fn sorted(rows: u32, most: usize) -> (Vec<Spilled>, bool) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        let mut spill = Spill::in_home(&home, most).unwrap();
        (0..rows).for_each(|number| spill.add(row(number)).unwrap());
        let spilled = home.spill().exists();
        if spilled {
            let bytes = std::fs::read(home.spill()).unwrap();
            assert!(!bytes.windows(5).any(|window| window == b"row 1"), "plain text on the disk");
        }
        let mut all = Vec::new();
        spill
            .sorted::<StoreError>(|row| {
                all.push(row);
                Ok(())
            })
            .unwrap();
        assert!(!home.spill().exists(), "nothing is left");
        (all, spilled)
    }

    #[test]
    fn many_runs_are_sorted_as_one() {
        let mut expected: Vec<_> = (0..5_000).map(row).collect();
        expected.sort();
        let (few_runs, spilled) = sorted(5_000, usize::MAX);
        assert!(!spilled && few_runs == expected);
        let (many_runs, spilled) = sorted(5_000, 20_000);
        assert!(spilled && many_runs == expected);
        assert!(sorted(0, 100).0.is_empty());
    }
}
