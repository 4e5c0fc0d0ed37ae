//! A case in the record: the rows of the tables from which its facts are assembled.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, ToSql};

use super::amended_comments::{self, AMENDED, AmendedByOther};
use super::listed_worker::worker_difference;
use super::reported_statuses::ReportTime;
use super::{RecordedAct, StoreError, assembly, codec, extracts, log};
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::change::UnreadCell;
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::comment::ContactType;
use crate::domain::dates::Month;
use crate::domain::difference::FieldValue;
use crate::domain::extract::{AlertRow, ExtractKind};
use crate::domain::facts::{CaseFacts, Contact, Source};
use crate::domain::opened_case::OpenedCase;
use crate::domain::sight::CaseSight;
use crate::domain::{CaseNumber, PersonNumber, Seq, WorkerNumber};

/// Everything that the record holds about one case, except the texts of its comments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseRecord {
    /// The facts that the rules evaluate.
    pub facts: CaseFacts,
    /// The alerts of the system of record, and where each was read.
    pub alerts: Vec<(AlertRow, Source)>,
    /// What others did to the comments of a worker, as alerts to that worker.
    pub amended: Vec<AmendedByOther>,
    /// What was decided about alerts, whatever their origin.
    pub dispositions: BTreeMap<AlertKey, Disposition>,
    /// The annotation of each participant's row.
    pub annotations: BTreeMap<PersonNumber, String>,
    /// The marks on the items of its checklists.
    pub marks: Vec<MarkedItem>,
    /// The worker whom the newest listing of the case names.
    pub listed_under: Option<WorkerNumber>,
    /// Whether earlier listings named the case, and the newest one no longer does.
    pub unlisted: bool,
    /// The acts that are not undone, in the order in which they were recorded.
    pub acts: Vec<RecordedAct>,
    /// The cells of the county's newest rows that could not be read.
    pub unread: Vec<UnreadValue>,
    /// What the worker sees of that which partners know of the family.
    pub sight: CaseSight,
}

/// A cell of the county's newest row about a fact that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadValue {
    /// The cell.
    pub cell: UnreadCell,
    /// The value that stands, from an earlier extract; `None` if none is known.
    pub stands: Option<FieldValue>,
    /// The name of the file.
    pub file: String,
}

/// A mark on an item of a month's checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedItem {
    /// The month that the checklist is for.
    pub month: Month,
    /// The item.
    pub item: ItemId,
    /// The mark.
    pub mark: ItemMark,
    /// The worker who made the mark.
    pub author: WorkerNumber,
}

/// Returns a case; `None` if it is not in the caseload.
pub(super) fn select_case(record: &Connection, case: &CaseNumber) -> Result<Option<CaseRecord>, StoreError> {
    Ok(select_cases(record, Some(case))?.pop())
}

/// The rows of a case before its facts are assembled.
#[derive(Default)]
struct CaseRows {
    opened: Option<(OpenedCase, Source)>,
    versions: Vec<ReadVersion>,
    contacts: Vec<Contact>,
    record: CaseRecord,
}

type RowsByCase = BTreeMap<CaseNumber, CaseRows>;

/// Returns one case or all of them, by case number.
pub(super) fn select_cases(record: &Connection, only: Option<&CaseNumber>) -> Result<Vec<CaseRecord>, StoreError> {
    let mut cases = RowsByCase::new();
    let days = ExtractDays::select(record)?;
    for_each_row(record, VERSIONS, only, &mut cases, |row, case| {
        let read = read_version(row)?;
        case.record.unread.extend(read.unread_values(extracts::decode_unread(row.get(11)?)?));
        case.versions.push(read);
        Ok(())
    })?;
    for_each_row(record, CONTACTS, only, &mut cases, |row, case| {
        case.contacts.push(read_contact(row)?);
        Ok(())
    })?;
    for_each_row(record, AMENDED, only, &mut cases, |row, case| {
        case.record.amended.extend(amended_comments::read_amended(row)?);
        Ok(())
    })?;
    for_each_row(record, DISPOSITIONS, only, &mut cases, |row, case| {
        case.record.dispositions.insert(AlertKey(row.get(1)?), decode_body(row, 2)?);
        Ok(())
    })?;
    for_each_row(record, ANNOTATIONS, only, &mut cases, |row, case| {
        case.record.annotations.insert(PersonNumber(row.get(1)?), row.get(2)?);
        Ok(())
    })?;
    for_each_row(record, MARKS, only, &mut cases, |row, case| {
        case.record.marks.push(read_marked_item(row)?);
        Ok(())
    })?;
    for_each_row(record, OPENED, only, &mut cases, |row, case| {
        let source =
            Source::Entry { entry: log::read_seq(row, 1)?, author: log::parse_id(row.get::<_, String>(2)?, 2)? };
        case.opened = Some((decode_body(row, 3)?, source));
        Ok(())
    })?;
    for_each_row(record, ACTS, only, &mut cases, |row, case| {
        case.record.acts.push(read_act(row)?);
        Ok(())
    })?;
    Ok(cases.into_iter().map(|(case, collected)| build_case_record(case, collected, &days)).collect())
}

fn build_case_record(case: CaseNumber, mut collected: CaseRows, days: &ExtractDays) -> CaseRecord {
    let mut listed = collected.versions.iter().map(|read| &read.version).filter(|version| version.current);
    let listed_under = listed.find_map(|version| version.fact.listed_worker()).cloned();
    let versions = days.complete_all(collected.versions, listed_under.as_ref());
    let is_listing = |version: &&assembly::FactVersion| version.current && version.fact.kind() == ExtractKind::Listing;
    let mut listed = versions.iter().filter(is_listing).peekable();
    let unlisted = listed.peek().is_some() && listed.all(|version| version.missing);
    let opened = collected.opened.as_ref();
    let listed =
        versions.iter().find(|version| is_listing(version)).map(|version| (version.source.clone(), version.missing));
    let (mut facts, alerts) =
        assembly::assemble_case(case, versions, collected.contacts, opened, &collected.record.acts);
    facts.differences.extend(worker_difference(&facts, listed, listed_under.as_ref()));
    let annotations = join_annotations(&facts, std::mem::take(&mut collected.record.annotations));
    CaseRecord { facts, alerts, annotations, listed_under, unlisted, ..collected.record }
}

/// Returns the annotations by the numbers that the people have now. Somebody with two numbers has what was written under both.
fn join_annotations(facts: &CaseFacts, written: BTreeMap<PersonNumber, String>) -> BTreeMap<PersonNumber, String> {
    let mut joined: BTreeMap<PersonNumber, String> = BTreeMap::new();
    for (number, text) in written {
        let known = joined.entry(facts.present_number(number)).or_default();
        if !known.is_empty() && !text.is_empty() {
            known.push_str("; ");
        }
        known.push_str(&text);
    }
    joined
}

// The first column of each query is the case number, and each selects one case or all of them.
const VERSIONS: &str =
    "SELECT f.case_no, f.body, f.current, x.file, f.source_row, coalesce(x.run, x.file_day, x.read_on),
        x.sheet, x.sha256, x.entry, ax.entry, f.hlc, f.unread
    FROM county_fact f JOIN extract x ON x.id = f.extract
    LEFT JOIN absent_fact a ON a.kind = f.kind AND a.case_no = f.case_no AND a.fact_key = f.fact_key
        AND a.named_again IS NULL
    LEFT JOIN extract ax ON ax.id = a.extract
    {of_case} ORDER BY f.case_no, f.id";
const CONTACTS: &str = "SELECT f.case_no, f.person, f.on_day, f.contact_type, f.reached, f.entry, f.author
    FROM (SELECT * FROM comment WHERE in_error = 0) f {of_case} ORDER BY f.case_no, f.on_day, f.entry";
const DISPOSITIONS: &str = "SELECT f.case_no, f.alert, f.body FROM alert_disposition f {of_case}";
const ANNOTATIONS: &str = "SELECT f.case_no, f.person, f.text FROM annotation f {of_case}";
const MARKS: &str =
    "SELECT f.case_no, f.month, f.item, f.body, f.author FROM checklist_mark f {of_case} ORDER BY f.entry";
const OPENED: &str = "SELECT f.case_no, f.entry, f.author, f.body FROM opened_case f {of_case}";
const ACTS: &str = "SELECT f.case_no, f.entry, f.author, f.body
    FROM (SELECT * FROM act WHERE undone IS NULL) f {of_case} ORDER BY f.entry";

fn for_each_row(
    record: &Connection,
    query: &str,
    only: Option<&CaseNumber>,
    cases: &mut RowsByCase,
    mut take: impl FnMut(&Row<'_>, &mut CaseRows) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let number = only.map(CaseNumber::as_str);
    let values: &[&dyn ToSql] = if only.is_some() { &[&number] } else { &[] };
    let of_case = if only.is_some() { "WHERE f.case_no = ?1" } else { "" };
    let mut statement = record.prepare_cached(&query.replace("{of_case}", of_case))?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let case = log::parse_id(row.get::<_, String>(0)?, 0)?;
        take(row, cases.entry(case).or_default())?;
    }
    Ok(())
}

fn read_version(row: &Row<'_>) -> Result<ReadVersion, StoreError> {
    let as_of: NaiveDate = row.get(5)?;
    let current = row.get(2)?;
    let missing_since = row.get::<_, Option<i64>>(9)?.map(|_| log::read_seq(row, 9)).transpose()?;
    let hlc = row.get::<_, i64>(10)?.cast_unsigned();
    let named = ReportTime { day: as_of, still: current && missing_since.is_none(), hlc };
    let version = assembly::FactVersion {
        fact: decode_body(row, 1)?,
        current,
        source: Source::Extract {
            file: row.get(3)?,
            sheet: row.get(6)?,
            row: row.get(4)?,
            sha256: row.get(7)?,
            told: Some(as_of),
        },
        as_of,
        missing: missing_since.is_some(),
        first_named: ReportTime { still: true, ..named },
        last_named: named,
    };
    Ok(ReadVersion { version, entry: log::read_seq(row, 8)?, missing_since })
}

/// A version of a fact with the entry of its extract.
struct ReadVersion {
    version: assembly::FactVersion,
    entry: Seq,
    /// The entry of the first extract that no longer names the fact.
    missing_since: Option<Seq>,
}

impl ReadVersion {
    /// Returns the cells of the version that could not be read, if it is the current one, each with the value that stands.
    fn unread_values(&self, unread: Vec<UnreadCell>) -> Vec<UnreadValue> {
        let Source::Extract { file, .. } = &self.version.source else { return Vec::new() };
        if unread.is_empty() || !self.version.current {
            return Vec::new();
        }
        let mut fields = self.version.fact.filled_fields();
        let value = |cell: UnreadCell| {
            let stands = fields.remove(&cell.field_words());
            UnreadValue { cell, stands, file: file.clone() }
        };
        unread.into_iter().map(value).collect()
    }
}

/// The days whose state the extracts report, each with its kind, entry and workers.
struct ExtractDays(Vec<(ExtractKind, Seq, NaiveDate, Vec<WorkerNumber>)>);

impl ExtractDays {
    fn select(record: &Connection) -> Result<Self, StoreError> {
        let mut statement = record.prepare_cached(
            "SELECT kind, entry, coalesce(run, file_day, read_on), workers FROM extract WHERE taken_back IS NULL",
        )?;
        let days = statement.query_map([], |row| {
            let kind = extracts::read_kind(row, 0)?;
            Ok((kind, log::read_seq(row, 1)?, row.get(2)?, extracts::read_workers(row, 3)?))
        })?;
        Ok(Self(days.collect::<rusqlite::Result<_>>()?))
    }

    /// Returns the last day on which a fact was seen. Every extract of its kind that was read after it, up to the entry
    /// that replaced it or no longer named it, and names cases of the case's worker reported it again. Extracts that
    /// were read before did not have the fact.
    fn last_seen(
        &self,
        kind: ExtractKind,
        (since, until): (Seq, Option<Seq>),
        worker: Option<&WorkerNumber>,
    ) -> Option<NaiveDate> {
        let names_worker =
            |named: &[WorkerNumber]| named.is_empty() || worker.is_none_or(|worker| named.contains(worker));
        let is_within = |entry: &Seq| *entry >= since && until.is_none_or(|until| *entry < until);
        let after =
            self.0.iter().filter(|(of, entry, _, named)| *of == kind && is_within(entry) && names_worker(named));
        after.map(|(_, _, day, _)| *day).max()
    }

    /// Completes the versions with the last day on which each was seen. A version that is no longer current was last seen
    /// by the extract before the one that replaced it; only the days of a listing need that, because of all other facts
    /// only the newest version counts.
    fn complete_all(&self, versions: Vec<ReadVersion>, worker: Option<&WorkerNumber>) -> Vec<assembly::FactVersion> {
        let listed: Vec<(String, Seq)> = versions
            .iter()
            .filter(|read| read.version.fact.kind() == ExtractKind::Listing)
            .map(|read| (read.version.fact.identity_key(), read.entry))
            .collect();
        let replaced = |read: &ReadVersion| {
            let key = read.version.fact.identity_key();
            listed.iter().filter(|(of, entry)| *of == key && *entry > read.entry).map(|(_, entry)| *entry).min()
        };
        let outdated: Vec<(String, NaiveDate)> = versions
            .iter()
            .filter(|read| read.version.fact.kind() == ExtractKind::ActivityHistory && !read.version.current)
            .map(|read| (read.version.fact.identity_key(), read.version.as_of))
            .collect();
        let first_named = |version: &assembly::FactVersion| {
            let key = (!outdated.is_empty()).then(|| version.fact.identity_key());
            let before = outdated.iter().filter(|(of, _)| Some(of) == key.as_ref()).map(|(_, day)| *day);
            before.chain([version.as_of]).min()
        };
        let complete = |read: ReadVersion| {
            let kind = read.version.fact.kind();
            let is_outdated_listing = kind == ExtractKind::Listing && !read.version.current;
            let replaced = is_outdated_listing.then(|| replaced(&read)).flatten();
            let ReadVersion { mut version, entry, missing_since } = read;
            let until = replaced.into_iter().chain(missing_since.filter(|_| version.current)).min();
            if kind == ExtractKind::ActivityHistory && version.current {
                version.first_named.day = first_named(&version).unwrap_or(version.as_of);
            }
            if version.current || is_outdated_listing {
                let seen = self.last_seen(kind, (entry, until), worker);
                version.last_named.day = seen.map_or(version.as_of, |seen| seen.max(version.as_of));
                if version.last_named.still {
                    version.source.update_last_seen(seen);
                }
            }
            version
        };
        versions.into_iter().map(complete).collect()
    }
}

fn read_contact(row: &Row<'_>) -> Result<Contact, StoreError> {
    Ok(Contact {
        person: PersonNumber(row.get(1)?),
        on: row.get(2)?,
        contact_type: Some(ContactType(row.get(3)?)),
        reached: row.get(4)?,
        source: Source::Entry { entry: log::read_seq(row, 5)?, author: log::parse_id(row.get::<_, String>(6)?, 6)? },
    })
}

fn read_marked_item(row: &Row<'_>) -> Result<MarkedItem, StoreError> {
    Ok(MarkedItem {
        month: log::parse_id(row.get::<_, String>(1)?, 1)?,
        item: ItemId(row.get(2)?),
        mark: decode_body(row, 3)?,
        author: log::parse_id(row.get::<_, String>(4)?, 4)?,
    })
}

fn read_act(row: &Row<'_>) -> Result<RecordedAct, StoreError> {
    Ok(RecordedAct {
        entry: log::read_seq(row, 1)?,
        author: log::parse_id(row.get::<_, String>(2)?, 2)?,
        act: decode_body(row, 3)?,
    })
}

fn decode_body<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    codec::decode(&row.get::<_, Vec<u8>>(column)?)
}
