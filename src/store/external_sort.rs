//! Sorts more facts than fit into memory. The facts are sorted in runs; a full run goes into a scratch database in the
//! home, under a key that is made for it and never kept, so that nobody can read what a killed process leaves behind.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};

use rusqlite::{CachedStatement, Connection};

use super::{DatabaseKey, Home, ImportTransaction, StoreError, codec, connection, home};
use crate::domain::CaseNumber;
use crate::domain::change::ImportedFact;

/// The largest number of bytes of a run in memory.
const RUN_BYTES: usize = 16 << 20;
/// How many bytes of a run are written and read at a time.
const PAGE_BYTES: usize = 32 << 10;

/// Sorts facts by case, and those of a case by their rows in the file.
pub struct ExternalSorter {
    /// The facts of the run in memory, one after the other, as JSON, whose values show where they end.
    facts: Vec<u8>,
    /// The position of each fact in `facts`.
    run: Vec<FactPosition>,
    /// The largest number of bytes of a run in memory.
    most: usize,
    /// The path of the scratch database.
    path: PathBuf,
    /// The full runs: the scratch database, and the number of the last page of each run in it.
    full: Option<(Connection, Vec<i64>)>,
}

/// The position of a fact in the memory of its run. Positions sort by case and row.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct FactPosition {
    case: CaseNumber,
    row: u32,
    start: usize,
    end: usize,
}

impl FactPosition {
    const fn byte_range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl ImportTransaction<'_> {
    /// Creates a sorter of facts, and removes what an interrupted import left behind.
    ///
    /// # Errors
    /// The home cannot be written.
    pub fn new_sorter(&self) -> Result<ExternalSorter, StoreError> {
        ExternalSorter::for_home(self.home(), RUN_BYTES)
    }
}

impl ExternalSorter {
    pub(super) fn for_home(home: &Home, most: usize) -> Result<Self, StoreError> {
        let path = home.sort_file_path();
        home::remove_if_exists(&path)?;
        Ok(Self { facts: Vec::new(), run: Vec::new(), most, path, full: None })
    }

    /// Adds a fact to be sorted.
    ///
    /// # Errors
    /// The disk is full, or cannot be written.
    pub fn add_fact(&mut self, imported: &ImportedFact) -> Result<(), StoreError> {
        let start = self.facts.len();
        serde_json::to_writer(&mut self.facts, imported).map_err(|_error| sort_error())?;
        let (case, row) = sort_key(imported);
        self.run.push(FactPosition { case, row, start, end: self.facts.len() });
        let bytes = self.facts.len() + self.run.len() * size_of::<FactPosition>();
        if bytes >= self.most { self.write_run() } else { Ok(()) }
    }

    fn write_run(&mut self) -> Result<(), StoreError> {
        self.run.sort_unstable();
        let (database, ends) = match &mut self.full {
            Some(full) => full,
            None => self.full.insert((create_scratch_database(&self.path)?, Vec::new())),
        };
        let transaction = database.transaction()?;
        let mut insert = transaction.prepare_cached("INSERT INTO page (facts) VALUES (?1)")?;
        let mut page = Vec::with_capacity(PAGE_BYTES);
        for position in self.run.drain(..) {
            page.extend_from_slice(self.facts.get(position.byte_range()).unwrap_or_default());
            if page.len() >= PAGE_BYTES {
                insert.execute([codec::compress(&page)])?;
                page.clear();
            }
        }
        insert.execute([codec::compress(&page)])?;
        drop(insert);
        ends.push(transaction.last_insert_rowid());
        transaction.commit()?;
        self.facts.clear();
        Ok(())
    }

    /// Passes every fact to `each`, by case and row, until it breaks off.
    ///
    /// # Errors
    /// The scratch database cannot be read.
    pub fn for_each_sorted(mut self, each: &mut dyn FnMut(ImportedFact) -> ControlFlow<()>) -> Result<(), StoreError> {
        if self.full.is_some() {
            self.write_run()?;
            (self.facts, self.run) = Default::default();
        }
        match &self.full {
            Some((database, ends)) => merge_runs(open_runs(database, ends)?, each),
            None => self.for_each_in_memory(each),
        }
    }

    fn for_each_in_memory(&mut self, each: &mut dyn FnMut(ImportedFact) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.run.sort_unstable();
        for position in &self.run {
            let fact = self.facts.get(position.byte_range()).unwrap_or_default();
            if each(serde_json::from_slice(fact).map_err(|_error| sort_error())?).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Drop for ExternalSorter {
    fn drop(&mut self) {
        self.full = None;
        // If the file cannot be removed now, the next import removes it; until then, nobody has its key.
        let _ = home::remove_if_exists(&self.path);
    }
}

/// Returns the sort key of a fact.
fn sort_key(imported: &ImportedFact) -> (CaseNumber, u32) {
    (imported.fact.case().clone(), imported.row)
}

const fn sort_error() -> StoreError {
    StoreError::Internal("a row could not be sorted")
}

/// Creates a database that need not survive a crash: it has no journal and is not flushed.
fn create_scratch_database(path: &Path) -> Result<Connection, StoreError> {
    let connection = connection::create_empty(path, &DatabaseKey::new_random()?)?;
    connection.pragma_update(None, "journal_mode", "OFF")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -2_048)?;
    connection.execute_batch("CREATE TABLE page (id INTEGER PRIMARY KEY, facts BLOB)")?;
    home::restrict_to_owner(path)?;
    Ok(connection)
}

fn open_runs<'d>(database: &'d Connection, ends: &[i64]) -> Result<Vec<SortedRun<'d>>, StoreError> {
    let starts = std::iter::once(&0).chain(ends);
    starts
        .zip(ends)
        .map(|(start, end)| {
            let page = database.prepare_cached("SELECT facts FROM page WHERE id = ?1")?;
            Ok(SortedRun { page, last_page: *start, end_page: *end, facts: Vec::new().into_iter() })
        })
        .collect()
}

/// Merges sorted runs and passes their facts to `each` in order.
fn merge_runs(
    mut runs: Vec<SortedRun<'_>>,
    each: &mut dyn FnMut(ImportedFact) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut nexts = BinaryHeap::new();
    for (index, run) in runs.iter_mut().enumerate() {
        nexts.extend(run.peek_key()?.map(|first| Reverse((first, index))));
    }
    while let Some(Reverse((_, index))) = nexts.pop() {
        let Some(run) = runs.get_mut(index) else { continue };
        let flow = run.facts.next().map_or(ControlFlow::Break(()), &mut *each);
        if flow.is_break() {
            break;
        }
        nexts.extend(run.peek_key()?.map(|next| Reverse((next, index))));
    }
    Ok(())
}

/// A full run that is read a page at a time.
struct SortedRun<'d> {
    page: CachedStatement<'d>,
    /// The last page that was read.
    last_page: i64,
    /// The last page of the run.
    end_page: i64,
    /// The facts that are left of the last page that was read.
    facts: std::vec::IntoIter<ImportedFact>,
}

impl SortedRun<'_> {
    /// Returns the sort key of the next fact; `None` at the end of the run.
    fn peek_key(&mut self) -> Result<Option<(CaseNumber, u32)>, StoreError> {
        if self.facts.as_slice().is_empty() && self.last_page < self.end_page {
            self.last_page += 1;
            let page: Vec<u8> = self.page.query_row([self.last_page], |row| row.get(0))?;
            let page = codec::decompress(&page)?;
            let facts = serde_json::Deserializer::from_slice(&page).into_iter().collect::<Result<Vec<_>, _>>();
            self.facts = facts.map_err(|_error| sort_error())?.into_iter();
        }
        Ok(self.facts.as_slice().first().map(sort_key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::extract::{AlertRow, CountyFact};

    fn row(number: u32) -> ImportedFact {
        let case = format!("{:07}", number.wrapping_mul(2_654_435_761) % 997).parse().unwrap();
        let (text, origin) = (format!("row {number}"), "county".to_owned());
        let raised = chrono::NaiveDate::default();
        ImportedFact::new(number, CountyFact::Alert(AlertRow { case, raised, due: None, text, origin }))
    }

    fn sort_rows(rows: u32, most: usize) -> (Vec<ImportedFact>, bool) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        let mut sorter = ExternalSorter::for_home(&home, most).unwrap();
        (0..rows).for_each(|number| sorter.add_fact(&row(number)).unwrap());
        let is_on_disk = home.sort_file_path().exists();
        if is_on_disk {
            let bytes = std::fs::read(home.sort_file_path()).unwrap();
            assert!(!bytes.windows(5).any(|window| window == b"row 1"), "plain text on the disk");
        }
        let mut all = Vec::new();
        sorter
            .for_each_sorted(&mut |fact| {
                all.push(fact);
                ControlFlow::Continue(())
            })
            .unwrap();
        assert!(!home.sort_file_path().exists(), "nothing is left");
        (all, is_on_disk)
    }

    #[test]
    fn many_runs_are_sorted_as_one() {
        let mut expected: Vec<_> = (0..5_000).map(row).collect();
        expected.sort_by_key(sort_key);
        let (few_runs, is_on_disk) = sort_rows(5_000, usize::MAX);
        assert!(!is_on_disk && few_runs == expected);
        let (many_runs, is_on_disk) = sort_rows(5_000, 20_000);
        assert!(is_on_disk && many_runs == expected);
        assert!(sort_rows(0, 100).0.is_empty());
    }
}
