//! Entries of several stations: whatever the order in which they arrive, the tables are the same. The entries of one
//! station are chained and come in their order.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::types::Value;
use strum::{VariantArray as _, VariantNames as _};
use uuid::Uuid;

use super::*;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::configuration::Configuration;
use crate::domain::dates::Month;
use crate::domain::import_issues::{FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowRejection};
use crate::domain::restoration::Restoration;
use crate::domain::supervision::{CaseReview, Conference, ReviewDraw, SupervisionEvent};
use crate::domain::{Act, Entry, Hlc, RowId, Seq, StationId};
use crate::store::log::{EntryStamp, LogHead, next_entry};
use crate::store::{apply, migrations};

/// The tables that say how this home is opened: a station does not take over the ways into another's.
const OWN_TO_A_HOME: [&str; 2] = ["way", "key_file"];
const STATIONS: usize = 3;

/// What somebody does at a station, in one or more entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
enum Doing {
    Enroll,
    ChangeWorker,
    Import,
    Reject,
    Mend,
    Miss,
    TakeBack,
    File,
    Amend,
    Post,
    Dispose,
    Annotate,
    Mark,
    Act,
    Undo,
    Draw,
    Review,
    Confer,
    Configure,
    Look,
}

/// One step of a script: where, how long after the last step there, what, and in which of its ways.
#[derive(Debug, Clone, Copy)]
struct Step {
    station: usize,
    later: u64,
    doing: Doing,
    way: u8,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..STATIONS, 1..3_u64, 0..Doing::VARIANTS.len(), 0..4_u8)
        .prop_map(|(station, later, doing, way)| Step { station, later, doing: Doing::VARIANTS[doing], way });
    prop::collection::vec(step, 2..14)
}

/// Makes the entries of a script.
#[derive(Default)]
struct Script {
    entries: [Vec<(Entry, Change)>; STATIONS],
    hlc: [u64; STATIONS],
    extracts: Vec<RowId>,
    made: u128,
}

impl Script {
    fn from_steps(steps: &[Step]) -> Self {
        let mut script = Self::default();
        for step in steps {
            for change in script.changes_of(*step) {
                script.add(step.station, step.later, change);
            }
        }
        script
    }

    fn add(&mut self, station: usize, later: u64, change: Change) {
        self.hlc[station] += later;
        let stamp = EntryStamp {
            station: StationId(Uuid::from_u128(station as u128 + 1)),
            author: ["V1A3", "V1B2", "V1C1"][station].parse().unwrap(),
            row: self.new_id(),
            now_ms: 0,
        };
        let entry = next_entry(&LogHead::EMPTY, stamp, &change).unwrap();
        let seq = Seq(self.entries[station].len() as u64 + 1);
        let entry = Entry { seq, hlc: Hlc(self.hlc[station]), ..entry };
        self.entries[station].push((entry, change));
    }

    fn new_id(&mut self) -> RowId {
        self.made += 1;
        RowId(Uuid::from_u128(self.made << 64))
    }

    /// Returns the newest change of a station that can be undone, and its entry.
    fn undoable(&self, station: usize) -> Option<(Seq, &Change)> {
        let is_undoable = |change: &Change| {
            matches!(
                change,
                Change::Acted { .. }
                    | Change::AlertDisposed { .. }
                    | Change::CaseAnnotated { .. }
                    | Change::ChecklistItemMarked { .. }
            )
        };
        let is_undone = |seq: Seq| {
            let undoes = |change: &Change| matches!(change, Change::Undone { entry, .. } if *entry == seq);
            self.entries[station].iter().any(|(_, change)| undoes(change))
        };
        let found =
            self.entries[station].iter().rev().find(|(entry, change)| is_undoable(change) && !is_undone(entry.seq));
        found.map(|(entry, change)| (entry.seq, change))
    }

    fn read_extract(&mut self, sha256: &str) -> (RowId, Change) {
        let extract = Extract {
            id: self.new_id(),
            file: "listing.csv".into(),
            sha256: sha256.into(),
            sheet: None,
            kind: ExtractKind::Listing,
            run: Some(day("2026-11-19")),
            file_day: None,
            read_on: day("2026-11-19"),
            counts: RowCounts::default(),
            workers: Vec::new(),
        };
        self.extracts.push(extract.id);
        (extract.id, Change::ExtractRead(extract))
    }

    fn changes_of(&mut self, Step { station, doing, way, .. }: Step) -> Vec<Change> {
        let case = || CASE.parse().unwrap();
        let comment = RowId(Uuid::from_u128(7));
        let month = Month::from_date(day("2026-11-18"));
        let reason = || format!("reason {station} {way}");
        let item = || ItemId("item".into());
        match doing {
            Doing::Enroll => {
                vec![Change::WorkerEnrolled { worker: named(way), practice: false, ways: None }]
            }
            Doing::ChangeWorker => vec![Change::WorkerChanged { worker: named(way), office: None }],
            Doing::Import => {
                let (extract, read) = self.read_extract("00");
                let facts = imported(way);
                let case = (way == 0).then(case);
                vec![read, Change::FactsImported { extract, case, facts }]
            }
            Doing::Reject => {
                let (extract, read) = self.read_extract("aa");
                let header = RejectedHeader { layout: "listing".into(), cells: vec!["CASE".into()] };
                let rejected = RowRejection { row: 5, reason: reason(), suggestion: String::new() };
                let cells = RejectedRowCells { row: 5, cells: vec!["x".into()] };
                vec![
                    read,
                    Change::RowsRejected { extract, rows: vec![rejected] },
                    Change::RejectedRowsKept { extract, header, rows: vec![cells] },
                ]
            }
            Doing::Mend => {
                let (extract, read) = self.read_extract("bb");
                let row = RowCorrection { sha256: "aa".into(), row: 5 };
                vec![read, Change::RowsMended { extract, rows: vec![row] }]
            }
            Doing::Miss => {
                let (extract, read) = self.read_extract("cc");
                let fact = vec![FactIdentity { case: case(), key: "1".into() }];
                let (gone, back) = if way < 2 { (fact, vec![]) } else { (vec![], fact) };
                vec![read, Change::FactsAbsent { extract, kind: ExtractKind::Listing, gone, back }]
            }
            Doing::TakeBack => {
                let extract = self.extracts.len().checked_sub(1 + usize::from(way / 2));
                let extract = extract.map(|at| self.extracts[at]);
                extract.map(|extract| Change::ExtractTakenBack { extract, reason: reason() }).into_iter().collect()
            }
            Doing::File => {
                let is_filed = |(_, change): &(Entry, Change)| matches!(change, Change::CommentFiled(_));
                let filed = Change::CommentFiled(filed(comment, way == 0));
                if self.entries.iter().flatten().any(is_filed) { vec![] } else { vec![filed] }
            }
            Doing::Amend => {
                let kinds = [
                    AmendmentKind::Addendum,
                    AmendmentKind::Correction,
                    AmendmentKind::EnteredInError,
                    AmendmentKind::Protected,
                ];
                let (kind, id) = (kinds[usize::from(way)], self.new_id());
                let (text, answers) = (format!("said {id}"), Vec::new());
                let (case, reason) = (case(), reason());
                let protected = false;
                vec![Change::CommentAmended(Amendment {
                    id,
                    comment,
                    case,
                    kind,
                    reason,
                    text,
                    protected,
                    answers,
                    corrected: None,
                })]
            }
            Doing::Post => {
                let on = day(["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"][usize::from(way)]);
                vec![Change::CommentPosted { comment, case: case(), on }]
            }
            Doing::Dispose => {
                let (on, reason) = (day("2026-11-18"), reason());
                let disposition = match way {
                    0 => Disposition::Done,
                    1 => Disposition::Skipped { on, reason },
                    _ => Disposition::Refused { reason },
                };
                vec![Change::AlertDisposed { alert: alert(), case: case(), text: String::new(), disposition }]
            }
            Doing::Annotate => vec![Change::CaseAnnotated { case: case(), person: PersonNumber(1), text: reason() }],
            Doing::Mark => {
                let mark = if way == 0 { ItemMark::Ticked } else { ItemMark::NotApplicable { why: reason() } };
                vec![Change::ChecklistItemMarked { case: case(), month, item: item(), mark }]
            }
            Doing::Act => vec![Change::Acted { case: case(), act: act(station) }],
            Doing::Undo => {
                let Some((entry, undone)) = self.undoable(station) else { return vec![] };
                let disposition = (way > 1).then_some(Disposition::Done);
                let restores = match undone {
                    Change::AlertDisposed { .. } => Some(Restoration::Disposition { alert: alert(), disposition }),
                    Change::CaseAnnotated { .. } => {
                        Some(Restoration::Annotation { person: PersonNumber(1), text: String::new() })
                    }
                    Change::ChecklistItemMarked { .. } => {
                        Some(Restoration::Mark { month, item: item(), mark: ItemMark::Cleared })
                    }
                    _ => None,
                };
                vec![Change::Undone { case: case(), entry, restores: restores.map(Box::new) }]
            }
            Doing::Draw => {
                let (ec, on) = ("V1A3".parse().unwrap(), day("2026-11-18"));
                let draw = ReviewDraw { month, ec, on, seed: u64::from(way), of: 1, cases: vec![case()] };
                vec![Change::Supervised(SupervisionEvent::ReviewsDrawn(draw))]
            }
            Doing::Review => {
                let (ec, on) = ("V1A3".parse().unwrap(), day("2026-11-18"));
                let review = CaseReview { month, ec, case: case(), on, points: vec![], remark: reason() };
                vec![Change::Supervised(SupervisionEvent::CaseReviewed(review))]
            }
            Doing::Confer => {
                let (with, on) = ("V1A3".parse().unwrap(), day("2026-11-18"));
                let held = Conference { with, on, cases: vec![], said: reason() };
                vec![Change::Supervised(SupervisionEvent::ConferenceHeld(held))]
            }
            Doing::Configure => {
                let statutes_changed = vec![reason()];
                vec![Change::ConfigurationChanged(Box::new(Configuration { statutes_changed, files: vec![] }))]
            }
            Doing::Look => {
                let revealed = AuditEvent::Revealed { comment, reason: Some(reason()) };
                let access = if way == 0 { revealed } else { AuditEvent::Exported(reason()) };
                vec![Change::Accessed { case: None, access }]
            }
        }
    }

    /// Returns the entries in the order in which they were made.
    fn in_order(&self) -> Vec<&(Entry, Change)> {
        let mut entries: Vec<_> = self.entries.iter().flatten().collect();
        entries.sort_by_key(|(entry, _)| (entry.hlc.0, entry.station.0, entry.seq.0));
        entries
    }

    /// Returns the entries in an order in which they can arrive: `picks` says from which station each comes.
    fn as_picked(&self, picks: &[usize]) -> Vec<&(Entry, Change)> {
        let mut rest: Vec<_> = self.entries.iter().map(|entries| entries.iter()).collect();
        let mut arriving = Vec::new();
        for at in 0.. {
            rest.retain(|entries| entries.len() > 0);
            if rest.is_empty() {
                break;
            }
            let pick = picks[at % picks.len()] % rest.len();
            arriving.extend(rest[pick].next());
        }
        arriving
    }
}

fn alert() -> AlertKey {
    AlertKey("c-0011223344".into())
}

fn named(way: u8) -> Worker {
    Worker { name: format!("Name {way}"), ..worker() }
}

fn filed(id: RowId, protected: bool) -> Comment {
    Comment {
        id,
        case: CASE.parse().unwrap(),
        person: PersonNumber(1),
        on: day("2026-11-18"),
        contact_type: ContactType("telephone".into()),
        reached: true,
        purpose: "monthly contact".into(),
        results: "will bring the attendance sheet".into(),
        forms: vec![],
        documents: vec![],
        late: false,
        protected,
        answers: Vec::new(),
    }
}

/// Returns an act that only its station tells from others.
fn act(station: usize) -> Act {
    let note = format!("done at {station}");
    let act =
        serde_json::json!({ "person": 1, "on": "2026-11-18", "act": "case_returned", "to": "V1B2", "missing": note });
    serde_json::from_value(act).unwrap()
}

/// Returns facts of which the fourth way replaces the one that the others report.
fn imported(way: u8) -> Vec<ImportedFact> {
    let CountyFact::Listed(row) = listed() else { panic!("a listing") };
    let row = ListedParticipant { phone: Some(format!("555-010{way}")), ..row };
    if way == 3 {
        let other = ListedParticipant { person: PersonNumber(2), ..row };
        return vec![ImportedFact { row: 2, fact: CountyFact::Listed(other), replaces: Some("1".into()) }];
    }
    vec![ImportedFact::new(2, CountyFact::Listed(row))]
}

/// Returns an empty record of the newest form.
fn empty_record() -> Connection {
    let mut record = Connection::open_in_memory().unwrap();
    migrations::migrate_to(&mut record, migrations::newest_version()).unwrap();
    record
}

/// Returns the rows of every table of the record after these entries arrived, without the numbers that rows get in the
/// order of their arrival.
fn tables_after(record: &Connection, arriving: &[&(Entry, Change)]) -> Vec<(&'static str, Vec<String>)> {
    record.execute_batch("SAVEPOINT empty").unwrap();
    for (entry, change) in arriving {
        apply::apply_change(record, entry, change).unwrap();
    }
    let tables = apply::TABLES.iter().map(|(table, _)| *table).filter(|table| !OWN_TO_A_HOME.contains(table));
    let rows = tables.map(|table| (table, rows_of(record, table))).collect();
    record.execute_batch("ROLLBACK TO empty; RELEASE empty").unwrap();
    rows
}

fn rows_of(record: &Connection, table: &str) -> Vec<String> {
    let mut statement = record.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let is_local = |name: &str| (table, name) == ("county_fact", "id");
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let columns: Vec<usize> = (0..names.len()).filter(|at| !is_local(&names[*at])).collect();
    let rows = statement.query_map([], |row| {
        let values = columns.iter().map(|at| row.get::<_, Value>(*at));
        Ok(format!("{:?}", values.collect::<rusqlite::Result<Vec<_>>>()?))
    });
    let mut rows: Vec<String> = rows.unwrap().collect::<rusqlite::Result<_>>().unwrap();
    rows.sort();
    rows
}

/// Returns every order in which the entries of two stations can arrive.
fn orders_of_two(first: usize, second: usize) -> Vec<Vec<usize>> {
    if first == 0 || second == 0 {
        return vec![vec![usize::from(first == 0); first + second]];
    }
    let with = |station: usize, rest: Vec<Vec<usize>>| rest.into_iter().map(move |rest| [vec![station], rest].concat());
    with(0, orders_of_two(first - 1, second)).chain(with(1, orders_of_two(first, second - 1))).collect()
}

/// Each doing twice at each of two stations, with an undoing after it, in every order.
#[test]
fn each_kind_of_entry_gives_the_same_tables_in_whatever_order_it_arrives_from_two_stations() {
    let record = empty_record();
    let mut different = Vec::new();
    for (before, doing) in [
        (Doing::Look, Doing::Look),
        (Doing::Enroll, Doing::Enroll),
        (Doing::Enroll, Doing::ChangeWorker),
        (Doing::Import, Doing::Import),
        (Doing::Import, Doing::TakeBack),
        (Doing::Reject, Doing::Mend),
        (Doing::Reject, Doing::TakeBack),
        (Doing::Miss, Doing::Miss),
        (Doing::File, Doing::Amend),
        (Doing::File, Doing::Post),
        (Doing::Amend, Doing::Post),
        (Doing::Dispose, Doing::Dispose),
        (Doing::Dispose, Doing::Undo),
        (Doing::Annotate, Doing::Undo),
        (Doing::Mark, Doing::Undo),
        (Doing::Act, Doing::Undo),
        (Doing::Draw, Doing::Draw),
        (Doing::Review, Doing::Review),
        (Doing::Confer, Doing::Confer),
        (Doing::Configure, Doing::Configure),
    ] {
        for ways in [[0, 1], [1, 3], [3, 0], [2, 1]] {
            let step = |station: usize, doing: Doing, later: u64| Step { station, later, doing, way: ways[station] };
            let steps = [step(0, before, 1), step(1, before, 1), step(0, doing, 2), step(1, doing, 1)];
            let script = Script::from_steps(&steps);
            let made = script.in_order();
            let is_different = |tables: &[(&str, Vec<String>)], of: &[usize]| {
                let mut rest = [script.entries[0].iter(), script.entries[1].iter()];
                let arriving: Vec<_> = of.iter().filter_map(|station| rest[*station].next()).collect();
                let outcome =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tables_after(&record, &arriving)));
                if outcome.is_err() {
                    record.execute_batch("ROLLBACK TO empty; RELEASE empty").unwrap();
                }
                outcome.map_or(true, |found| found != tables)
            };
            let wanted = tables_after(&record, &made);
            let orders = orders_of_two(script.entries[0].len(), script.entries[1].len());
            if orders.iter().any(|order| is_different(&wanted, order)) {
                different.push((before, doing, ways));
            }
        }
    }
    assert_eq!(different, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entries_of_several_stations_give_the_same_tables_in_whatever_order_they_arrive(
        steps in steps(),
        orders in prop::collection::vec(prop::collection::vec(0..STATIONS, 1..20), 3),
    ) {
        let record = empty_record();
        let script = Script::from_steps(&steps);
        let wanted = tables_after(&record, &script.in_order());
        for picks in &orders {
            let arriving = script.as_picked(picks);
            let found = tables_after(&record, &arriving);
            for (wanted, found) in wanted.iter().zip(&found) {
                prop_assert_eq!(wanted, found);
            }
        }
    }
}

/// Returns changes of every kind, in all their ways.
pub(super) fn changes_of_every_kind() -> Vec<Change> {
    let scripts = Doing::VARIANTS.iter().flat_map(|doing| (0..4).map(move |way| (*doing, way))).map(|(doing, way)| {
        let steps = [Doing::Import, Doing::File, Doing::Mark, doing];
        Script::from_steps(&steps.map(|doing| Step { station: 0, later: 1, doing, way }))
    });
    scripts.flat_map(|script| script.entries.into_iter().flatten().map(|(_, change)| change)).collect()
}

/// A kind of change that nobody added here would be in no order.
#[test]
fn a_script_has_every_kind_of_change() {
    let changes = changes_of_every_kind();
    let kinds: BTreeSet<&str> = changes.iter().map(Change::kind).collect();
    assert_eq!(kinds, Change::VARIANTS.iter().copied().collect());
}
