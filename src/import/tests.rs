//! Tests of the whole way of an extract: from a file on the disk into a record that is deleted with the test.

mod counted;
mod described;
mod fuzz;
mod mangle;
mod odd_files;
mod office;
mod optional_columns;
mod second_county;
mod words;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::domain::change::RowCounts;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::policy::Policies;
use crate::store::{DatabaseKey, FactChange, Home, HomeKind, RejectedRow, Store, WallClock};

/// A record, a folder for files, and the layouts that read them.
struct Office {
    folder: TempDir,
    store: Store,
    layouts: Layouts,
    files: u32,
}

/// The result of importing a part of a file.
struct ImportResult {
    outcome: ImportOutcome,
    rejected: Vec<RejectedRow>,
    changes: Vec<FactChange>,
}

impl ImportResult {
    fn counts(&self) -> RowCounts {
        self.outcome.extract.counts
    }

    fn reasons(&self) -> Vec<(u32, &str)> {
        self.rejected.iter().map(|row| (row.row, row.reason.as_str())).collect()
    }
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let worker = Worker {
            number: "V1A3".parse().unwrap(),
            name: "A. Rivera".into(),
            role: Role::EC,
            office: "Eastmont".into(),
        };
        let clock = WallClock::for_day("2026-11-19".parse().unwrap(), 7);
        let (home, key) = (Home::new(folder.path().to_owned()), DatabaseKey::new_random().unwrap());
        let policies = Arc::new(Policies::builtin().clone());
        let store = Store::create_with_key(home, &key, worker, HomeKind::Real, clock, policies).unwrap();
        Self { folder, store, layouts: Layouts::for_extracts().clone(), files: 0 }
    }

    /// Makes an office with one case in its caseload.
    fn with_case(case: &str) -> Self {
        let mut office = Self::new();
        let listing = format!(
            "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
             {case},\"Vu, Mai\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026\n"
        );
        assert_eq!(office.read_text(&listing).counts().new, 1);
        office
    }

    fn file(&mut self, bytes: &[u8]) -> PathBuf {
        self.files += 1;
        let path = self.folder.path().join(format!("file{}.csv", self.files));
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn read_text(&mut self, text: &str) -> ImportResult {
        let path = self.file(text.as_bytes());
        self.read(&path).unwrap().remove(0)
    }

    /// Imports every part of a file and commits it.
    fn read(&mut self, path: &Path) -> Result<Vec<ImportResult>, ImportError> {
        let mut parts = open_extract(path, &self.layouts, None)?.parts;
        parts.sort_by_key(ExtractPart::kind);
        let mut all = Vec::new();
        for part in &parts {
            let mut importing = self.store.begin_import()?;
            let sorter = importing.new_sorter()?;
            let outcome =
                import_extract(&mut importing, sorter, part, WhenOlder::KeepNewer, &mut |_| ControlFlow::Continue(()))?;
            importing.commit()?;
            let rejected = self.store.rejected_rows(outcome.extract.id, 0, u32::MAX)?;
            let changes = self.store.changes_of_extract(outcome.extract.id, u32::MAX)?;
            all.push(ImportResult { outcome, rejected, changes });
        }
        Ok(all)
    }
}

fn sum(counts: RowCounts) -> u32 {
    counts.new + counts.changed + counts.unchanged + counts.duplicate + counts.rejected
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}
