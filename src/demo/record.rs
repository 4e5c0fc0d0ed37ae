//! The practice caseload as changes to the record: extracts that were read, then what the worker did.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use strum::VariantArray;

use super::Practice;
use crate::domain::change::{Counts, Extract, ImportedFact};
use crate::domain::entry::Digest;
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::{CaseNumber, Change, RowId};

/// The row of the first fact in a file, below its header.
const FIRST_ROW: u32 = 2;

impl Practice {
    /// The changes that put the caseload on record, in the order in which they must be recorded. The facts stand in
    /// seven extracts, as if the county had run them on `as_of`; `new_id` names the extracts.
    pub fn into_changes(self, as_of: NaiveDate, mut new_id: impl FnMut() -> RowId) -> Vec<Change> {
        let mut changes = vec![];
        for kind in ExtractKind::VARIANTS {
            let facts: Vec<CountyFact> = self.facts.iter().filter(|fact| fact.kind() == *kind).cloned().collect();
            if !facts.is_empty() {
                changes.extend(extract_read(*kind, facts, as_of, new_id()));
            }
        }
        changes.extend(self.comments.into_iter().map(Change::CommentFiled));
        changes.extend(self.changes);
        changes
    }
}

fn extract_read(kind: ExtractKind, facts: Vec<CountyFact>, as_of: NaiveDate, id: RowId) -> Vec<Change> {
    let rows = u32::try_from(facts.len()).unwrap_or(u32::MAX);
    let extract = Extract {
        id,
        file: format!("practice_{}.csv", kind.id()),
        sha256: sha256(&facts),
        kind,
        run: Some(as_of),
        read_on: as_of,
        counts: Counts { read: rows, new: rows, ..Counts::default() },
    };
    let mut cases: BTreeMap<CaseNumber, Vec<ImportedFact>> = BTreeMap::new();
    for (row, fact) in (FIRST_ROW..).zip(facts) {
        cases.entry(fact.case().clone()).or_default().push(ImportedFact { row, fact });
    }
    let imported = cases.into_iter().map(|(case, facts)| Change::FactsImported { extract: id, case, facts });
    std::iter::once(Change::ExtractRead(extract)).chain(imported).collect()
}

/// A digest that stands for the file's, which there is not: of the facts as they print.
fn sha256(facts: &[CountyFact]) -> String {
    Digest(Sha256::digest(format!("{facts:?}")).into()).to_string()
}
