//! What is done at several stations, as the entries of their logs.

use proptest::prelude::*;
use strum::VariantArray as _;
use uuid::Uuid;

use super::STATIONS;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::change::UnreadCell;
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::configuration::Configuration;
use crate::domain::county_tool::{CountyToolEntry, CountyToolStep};
use crate::domain::dates::Month;
use crate::domain::duty_note::DutyNote;
use crate::domain::facts::duty_log::{DutyOutcome, DutyVisitor};
use crate::domain::import_issues::{
    FactIdentity, RejectedHeader, RejectedRowCells, RowCorrection, RowDismissal, RowRejection,
};
use crate::domain::match_decision::{MatchAnswer, MatchDecision};
use crate::domain::opened_case::{OpenedCase, OpeningReason};
use crate::domain::reminder::Reminder;
use crate::domain::restoration::Restoration;
use crate::domain::supervision::{CaseReview, Conference, ReviewDraw, SupervisionEvent};
use crate::domain::{Act, Entry, Hlc, RowId, Seq, StationId};
use crate::store::log::{EntryStamp, LogHead, next_entry};
use crate::store::tests::*;

/// What somebody does at a station, in one or more entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub(super) enum Doing {
    Enroll,
    ChangeWorker,
    Import,
    Reject,
    Mend,
    Dismiss,
    Miss,
    TakeBack,
    File,
    Amend,
    Post,
    Dispose,
    Annotate,
    Remind,
    Mark,
    Act,
    Open,
    Match,
    Duty,
    County,
    Undo,
    Draw,
    Review,
    Confer,
    Configure,
    Look,
}

/// One step of a script: where, how long after the last step there, what, and in which of its ways.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) station: usize,
    pub(super) later: u64,
    pub(super) doing: Doing,
    pub(super) way: u8,
}

pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..STATIONS, 1..3_u64, 0..Doing::VARIANTS.len(), 0..4_u8)
        .prop_map(|(station, later, doing, way)| Step { station, later, doing: Doing::VARIANTS[doing], way });
    prop::collection::vec(step, 2..14)
}

/// Makes the entries of a script.
#[derive(Default)]
pub(super) struct Script {
    pub(super) entries: [Vec<(Entry, Change)>; STATIONS],
    hlc: [u64; STATIONS],
    extracts: Vec<RowId>,
    made: u128,
}

impl Script {
    pub(super) fn from_steps(steps: &[Step]) -> Self {
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
                    | Change::ReminderSaved(_)
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

    fn changes_of(&mut self, step: Step) -> Vec<Change> {
        match step.doing {
            Doing::Enroll | Doing::ChangeWorker | Doing::Configure | Doing::Look => home_changes(step),
            Doing::Import | Doing::Reject | Doing::Mend | Doing::Dismiss | Doing::Miss | Doing::TakeBack => {
                self.import_changes(step)
            }
            Doing::File | Doing::Amend | Doing::Post => self.comment_changes(step),
            Doing::Dispose
            | Doing::Annotate
            | Doing::Remind
            | Doing::Mark
            | Doing::Act
            | Doing::Undo
            | Doing::Open
            | Doing::Duty
            | Doing::County
            | Doing::Match => self.case_changes(step),
            Doing::Draw | Doing::Review | Doing::Confer => supervision_changes(step),
        }
    }

    fn import_changes(&mut self, Step { station, doing, way, .. }: Step) -> Vec<Change> {
        let reason = || format!("reason {station} {way}");
        let case = || CASE.parse().unwrap();
        match doing {
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
            Doing::Dismiss => {
                let Some(extract) = self.extracts.last().copied() else { return vec![] };
                let (row, cells, kind) = (5, vec!["x".into()], ExtractKind::Listing);
                let reason = (way > 0).then(reason);
                vec![Change::RejectedRowDismissed(RowDismissal { extract, kind, row, cells, reason })]
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
            _ => vec![],
        }
    }

    fn comment_changes(&mut self, Step { station, doing, way, .. }: Step) -> Vec<Change> {
        let reason = || format!("reason {station} {way}");
        let filed_at = |station: usize| RowId(Uuid::from_u128(7 + station as u128));
        let is_filed = |(_, change): &(Entry, Change)| matches!(change, Change::CommentFiled(_));
        let first = self.entries.iter().position(|entries| entries.iter().any(is_filed));
        let comment = filed_at(first.unwrap_or_default());
        let case = || CASE.parse().unwrap();
        match doing {
            Doing::File => {
                let filed = Change::CommentFiled(filed(filed_at(station), way == 0));
                if self.entries[station].iter().any(is_filed) { vec![] } else { vec![filed] }
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
            _ => vec![],
        }
    }

    fn case_changes(&self, Step { station, doing, way, .. }: Step) -> Vec<Change> {
        let reason = || format!("reason {station} {way}");
        let month = Month::from_date(day("2026-11-18"));
        let item = || ItemId("item".into());
        let case = || CASE.parse().unwrap();
        match doing {
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
            Doing::Remind => vec![Change::ReminderSaved(reminder(reason(), way))],
            Doing::Mark => {
                let mark = if way == 0 { ItemMark::Ticked } else { ItemMark::NotApplicable { why: reason() } };
                vec![Change::ChecklistItemMarked { case: case(), month, item: item(), mark }]
            }
            Doing::Match => vec![Change::MatchDecided(decided(way))],
            Doing::Open => vec![Change::CaseOpened(opened(way))],
            // Some have the same id at several stations.
            Doing::Duty => vec![Change::DutyNoted(duty_note(way))],
            Doing::County => vec![Change::CountyTool(county_entry(way))],
            Doing::Act => vec![Change::Acted { case: case(), act: act(station) }],
            Doing::Undo => {
                let Some((entry, undone)) = self.undoable(station) else { return vec![] };
                let disposition = (way > 1).then_some(Disposition::Done);
                let restores = match undone {
                    Change::AlertDisposed { .. } => Some(Restoration::Disposition { alert: alert(), disposition }),
                    Change::CaseAnnotated { .. } => {
                        Some(Restoration::Annotation { person: PersonNumber(1), text: String::new() })
                    }
                    Change::ReminderSaved(saved) => {
                        let former = (way > 1).then(|| Box::new(reminder(reason(), way)));
                        Some(Restoration::Reminder { id: saved.id, former })
                    }
                    Change::ChecklistItemMarked { .. } => {
                        Some(Restoration::Mark { month, item: item(), mark: ItemMark::Cleared })
                    }
                    _ => None,
                };
                vec![Change::Undone { case: case(), entry, restores: restores.map(Box::new) }]
            }
            _ => vec![],
        }
    }

    /// Returns the entries in the order in which they were made.
    pub(super) fn in_order(&self) -> Vec<&(Entry, Change)> {
        let mut entries: Vec<_> = self.entries.iter().flatten().collect();
        entries.sort_by_key(|(entry, _)| (entry.hlc.0, entry.station.0, entry.seq.0));
        entries
    }

    /// Returns the entries in an order in which they can arrive: `picks` says from which station each comes.
    pub(super) fn as_picked(&self, picks: &[usize]) -> Vec<&(Entry, Change)> {
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

fn decided(way: u8) -> MatchDecision {
    let answer = if way.is_multiple_of(2) { MatchAnswer::Another } else { MatchAnswer::Ask };
    let on = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
    MatchDecision { case: CASE.parse().unwrap(), person: PersonNumber(1), digest: "ab".to_owned(), answer, on }
}

fn opened(way: u8) -> OpenedCase {
    let phone = way.is_multiple_of(2).then(|| format!("510 555-010{way}"));
    OpenedCase {
        case: CASE.parse().unwrap(),
        name: "Reed, Dana".into(),
        language: None,
        phone,
        why: OpeningReason::Inquiry,
    }
}

/// Returns the one reminder of the script, with these words, on a day of its own for each way.
fn reminder(text: String, way: u8) -> Reminder {
    let on = day(["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"][usize::from(way)]);
    let (id, case) = (RowId(Uuid::from_u128(9)), CASE.parse().unwrap());
    Reminder { id, case, person: PersonNumber::CASE, on, text, disposition: None }
}

fn home_changes(Step { station, doing, way, .. }: Step) -> Vec<Change> {
    let reason = || format!("reason {station} {way}");
    let comment = RowId(Uuid::from_u128(7));
    match doing {
        Doing::Enroll => {
            vec![Change::WorkerEnrolled { worker: named(way), practice: false, ways: None }]
        }
        Doing::ChangeWorker => vec![Change::WorkerChanged { worker: named(way), office: None }],
        Doing::Configure => {
            let statutes_changed = vec![reason()];
            vec![Change::ConfigurationChanged(Box::new(Configuration { statutes_changed, files: vec![] }))]
        }
        Doing::Look => {
            let revealed = AuditEvent::Revealed { comment, reason: Some(reason()) };
            let access = if way == 0 { revealed } else { AuditEvent::Exported(reason()) };
            vec![Change::Accessed { case: None, access }]
        }
        _ => vec![],
    }
}

fn supervision_changes(Step { station, doing, way, .. }: Step) -> Vec<Change> {
    let reason = || format!("reason {station} {way}");
    let month = Month::from_date(day("2026-11-18"));
    let case = || CASE.parse().unwrap();
    match doing {
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
        _ => vec![],
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
    let CountyFact::Listed(row) = listed_participant() else { panic!("a listing") };
    let row = ListedParticipant { phone: Some(format!("555-010{way}")), ..row };
    if way == 3 {
        let other = ListedParticipant { person: PersonNumber(2), ..row };
        return vec![ImportedFact {
            row: 2,
            fact: CountyFact::Listed(other),
            replaces: Some("1".into()),
            unread: Vec::new(),
        }];
    }
    let unread = vec![UnreadCell { field: "last_contact".into(), text: format!("soon {way}") }];
    vec![ImportedFact { unread, ..ImportedFact::new(2, CountyFact::Listed(row)) }]
}

fn duty_note(way: u8) -> DutyNote {
    DutyNote {
        id: RowId(Uuid::from_u128(u128::from(way) + 7)),
        on: day("2026-11-18"),
        at: None,
        visitor: DutyVisitor::Client,
        what: format!("words {way}"),
        outcome: if way == 0 { DutyOutcome::Done } else { DutyOutcome::FollowUp },
        follows: None,
    }
}

fn county_entry(way: u8) -> CountyToolEntry {
    let of = RowId(Uuid::from_u128(u128::from(way) + 11));
    let step = if way == 0 { CountyToolStep::ResourceChecked(of) } else { CountyToolStep::ResourceDropped(of) };
    CountyToolEntry { id: of, on: day("2026-11-18"), step }
}
