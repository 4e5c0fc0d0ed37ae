//! How the rows of an extract compare with what the caseload holds: new, changed, unchanged, duplicate or rejected,
//! every row exactly one of them.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use serde::Serialize;

use crate::domain::change::{Counts, ImportedFact};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::ids::CaseNumber;

use super::extract::ReadExtract;

/// What the caseload holds before an extract is read into it.
pub trait Known {
    /// What can go wrong when the caseload is asked.
    type Error;

    /// Whether `case` is in the caseload.
    fn has_case(&self, case: &CaseNumber) -> Result<bool, Self::Error>;

    /// What the county last said under `key` (see [`CountyFact::key`]) in extracts of `kind` about `case`.
    fn fact(&self, kind: ExtractKind, case: &CaseNumber, key: &str) -> Result<Option<CountyFact>, Self::Error>;
}

/// How the rows of an extract add up, and what they bring.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reconciled {
    /// `read` is the sum of the others.
    pub counts: Counts,
    /// What is new or changed, case by case in the order in which the file first names them.
    pub cases: Vec<CaseDifferences>,
    /// The rows that cannot be used, in the order of the file.
    pub rejected: Vec<Rejected>,
}

/// What is new or changed about a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseDifferences {
    /// The case.
    pub case: CaseNumber,
    /// The rows, in the order of the file.
    pub differences: Vec<Difference>,
}

/// A fact that is new, or that says something else than before.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The fact and its row.
    pub now: ImportedFact,
    /// What the county said before; none for a new fact.
    pub before: Option<CountyFact>,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// Why, in plain words.
    pub reason: String,
}

/// Compares the rows of `read` with what is `known`.
///
/// The case listing may bring cases; a row of any other kind about a case that is not in the caseload is rejected. A
/// row that says the same as an earlier one is a duplicate. Rows that say different things under the same key are all
/// rejected: none of them is taken for the right one because it comes first.
///
/// # Errors
/// Those of asking the caseload.
pub fn reconcile<K: Known>(read: &ReadExtract, known: &K) -> Result<Reconciled, K::Error> {
    let contradictions = contradictions(read);
    let mut sorting = Sorting { read, known, contradictions, seen: HashSet::new(), places: HashMap::new() };
    let mut result = Reconciled::default();
    for row in &read.rows {
        result.counts.read += 1;
        let rejected = match &row.outcome {
            Ok(fact) => sorting.sort(row.row, fact, &mut result)?,
            Err(reason) => Some(reason.clone()),
        };
        if let Some(reason) = rejected {
            result.counts.rejected += 1;
            result.rejected.push(Rejected { row: row.row, reason });
        }
    }
    Ok(result)
}

/// A fact's place in an extract: its case and key.
type Place = (CaseNumber, String);

fn place(fact: &CountyFact) -> Place {
    (fact.case().clone(), fact.key())
}

/// The rows that stand under a key with different contents, by that key.
fn contradictions(read: &ReadExtract) -> HashMap<Place, Vec<u32>> {
    let mut firsts: HashMap<Place, &CountyFact> = HashMap::new();
    let mut contradicting: HashSet<Place> = HashSet::new();
    let facts = || read.rows.iter().filter_map(|row| Some((row.row, row.outcome.as_ref().ok()?)));
    for (_, fact) in facts() {
        if *firsts.entry(place(fact)).or_insert(fact) != fact {
            contradicting.insert(place(fact));
        }
    }
    let mut rows: HashMap<Place, Vec<u32>> = HashMap::new();
    for (row, fact) in facts().filter(|(_, fact)| !contradicting.is_empty() && contradicting.contains(&place(fact))) {
        rows.entry(place(fact)).or_default().push(row);
    }
    rows
}

/// What is needed to tell where a row belongs.
struct Sorting<'a, K> {
    read: &'a ReadExtract,
    known: &'a K,
    contradictions: HashMap<Place, Vec<u32>>,
    /// The keys that earlier rows have.
    seen: HashSet<Place>,
    /// The place of each case in the result.
    places: HashMap<CaseNumber, usize>,
}

impl<K: Known> Sorting<'_, K> {
    /// Counts the fact of a row as what it is, and answers with a reason where it must be rejected.
    fn sort(&mut self, row: u32, fact: &CountyFact, result: &mut Reconciled) -> Result<Option<String>, K::Error> {
        let case = fact.case();
        if self.read.kind != ExtractKind::Listing && !self.known.has_case(case)? {
            return Ok(Some(format!("case {case} is not in the caseload")));
        }
        let place = place(fact);
        if let Some(rows) = self.contradictions.get(&place) {
            return Ok(Some(contradict(rows)));
        }
        let before = self.known.fact(self.read.kind, case, &place.1)?;
        if !self.seen.insert(place) {
            result.counts.duplicate += 1;
        } else if before.as_ref() == Some(fact) {
            result.counts.unchanged += 1;
        } else {
            let count = if before.is_some() { &mut result.counts.changed } else { &mut result.counts.new };
            *count += 1;
            let now = ImportedFact { row, fact: fact.clone() };
            self.add(case, Difference { now, before }, &mut result.cases);
        }
        Ok(None)
    }

    fn add(&mut self, case: &CaseNumber, difference: Difference, cases: &mut Vec<CaseDifferences>) {
        let index = *self.places.entry(case.clone()).or_insert(cases.len());
        match cases.get_mut(index) {
            Some(entry) => entry.differences.push(difference),
            None => cases.push(CaseDifferences { case: case.clone(), differences: vec![difference] }),
        }
    }
}

/// "rows 12, 30 and 40 contradict each other"
fn contradict(rows: &[u32]) -> String {
    let written: Vec<String> = rows.iter().map(ToString::to_string).collect();
    match written.split_last() {
        Some((last, others)) => format!("rows {} and {last} contradict each other", others.join(", ")),
        None => String::new(),
    }
}

/// A caseload in memory: what a dry run of several files knows after each of them.
#[derive(Debug, Clone, Default)]
pub struct KnownFacts {
    facts: HashMap<(ExtractKind, CaseNumber, String), CountyFact>,
    cases: HashSet<CaseNumber>,
}

impl KnownFacts {
    /// Adds a fact, and the case that it is about.
    pub fn add(&mut self, fact: CountyFact) {
        self.cases.insert(fact.case().clone());
        self.facts.insert((fact.kind(), fact.case().clone(), fact.key()), fact);
    }

    /// Adds all that an extract brings.
    pub fn add_all(&mut self, reconciled: &Reconciled) {
        let differences = reconciled.cases.iter().flat_map(|case| &case.differences);
        differences.for_each(|difference| self.add(difference.now.fact.clone()));
    }
}

impl Known for KnownFacts {
    type Error = Infallible;

    fn has_case(&self, case: &CaseNumber) -> Result<bool, Infallible> {
        Ok(self.cases.contains(case))
    }

    fn fact(&self, kind: ExtractKind, case: &CaseNumber, key: &str) -> Result<Option<CountyFact>, Infallible> {
        Ok(self.facts.get(&(kind, case.clone(), key.to_owned())).cloned())
    }
}
