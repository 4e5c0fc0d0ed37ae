//! What a counselor does while the power goes: what was promised to her, and whether it is there afterward.

use std::collections::BTreeMap;
use std::sync::Arc;

use caseload::domain::audit_event::AuditEvent;
use caseload::domain::change::{Extract, ImportedFact, RowCounts};
use caseload::domain::comment::{Comment, ContactType};
use caseload::domain::entry::Digest;
use caseload::domain::extract::{CountyFact, ExtractKind, ListedParticipant};
use caseload::domain::role::Role;
use caseload::domain::status::{AidStatus, RegistrationStatus};
use caseload::domain::worker::Worker;
use caseload::domain::{CaseNumber, Change, PersonNumber, RowId, Seq};
use caseload::policy::Policies;
use caseload::store::{DatabaseKey, DraftTarget, Home, HomeKind, Store, StoreError, WallClock};
use chrono::NaiveDate;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::vfs::Plugged;

/// Cases that are listed from the start.
pub const CASES: u32 = 4;

/// A home on a disk that fails, and what its worker was told.
pub struct TestHome {
    pub plugged: Plugged,
    key: DatabaseKey,
    policies: Arc<Policies>,
    /// The entries that were acknowledged.
    entries: BTreeMap<Seq, Digest>,
    /// The drafts that were acknowledged; none is one that was discarded.
    drafts: BTreeMap<CaseNumber, Option<String>>,
    /// What was asked and not answered.
    asked: Asked,
}

/// What the worker waits for.
#[derive(Clone, Default)]
enum Asked {
    #[default]
    Nothing,
    Entries(usize),
    Draft(CaseNumber, Option<String>),
}

impl TestHome {
    pub fn new(name: &str) -> Self {
        Self {
            plugged: Plugged::new(name),
            key: DatabaseKey::new_random().unwrap(),
            policies: Arc::new(Policies::builtin().clone()),
            entries: BTreeMap::new(),
            drafts: BTreeMap::new(),
            asked: Asked::Nothing,
        }
    }

    /// Forgets what was promised: another disk is put in.
    pub fn forget(&mut self) {
        self.entries.clear();
        self.drafts.clear();
        self.asked = Asked::Nothing;
    }

    /// Takes what the record holds as promised.
    pub fn adopt(&mut self, store: &Store) {
        let there = store.entries_after(Seq(0), u32::MAX).unwrap();
        self.entries = there.iter().map(|logged| (logged.entry.seq, logged.entry.hash)).collect();
    }

    pub fn promised_nothing(&self) -> bool {
        self.entries.is_empty()
    }

    fn home(&self) -> Home {
        Home::new("home".into()).with_vfs(self.plugged.name)
    }

    pub fn create(&mut self, seed: u64) -> Result<Store, StoreError> {
        self.create_in(None, seed)
    }

    /// Makes the record in a form that an earlier version of the program gave it, or in the newest.
    pub fn create_in(&mut self, form: Option<u32>, seed: u64) -> Result<Store, StoreError> {
        let home = form.into_iter().fold(self.home(), Home::with_schema_version);
        let worker = Worker {
            number: "V1A3".parse().unwrap(),
            name: "A. Rivera".into(),
            role: Role::EC,
            office: "Eastmont".into(),
        };
        self.asked = Asked::Entries(1);
        let policies = Arc::clone(&self.policies);
        let store = Store::create_with_key(home, &self.key, worker, HomeKind::Real, clock(seed), policies)?;
        self.entries.extend(store.entries_after(Seq(0), 1)?.iter().map(|made| (made.entry.seq, made.entry.hash)));
        self.asked = Asked::Nothing;
        Ok(store)
    }

    pub fn open(&self, seed: u64) -> Result<Store, StoreError> {
        Store::open_with_key(self.home(), &self.key, clock(seed), Arc::clone(&self.policies))
    }

    pub fn record(&mut self, store: &mut Store, changes: Vec<Change>) -> Result<(), StoreError> {
        self.asked = Asked::Entries(changes.len());
        let entries = store.record_all(changes)?;
        self.entries.extend(entries.iter().map(|entry| (entry.seq, entry.hash)));
        self.asked = Asked::Nothing;
        Ok(())
    }

    /// Notes that lists were exported.
    pub fn note_accesses(&mut self, store: &mut Store, count: usize) -> Result<(), StoreError> {
        let access = || Change::Accessed { case: None, access: AuditEvent::Exported("a list".into()) };
        self.record(store, std::iter::repeat_with(access).take(count).collect())
    }

    /// Reads a listing of these cases, with two participants each.
    pub fn import(&mut self, store: &mut Store, cases: std::ops::Range<u32>, name: &str) -> Result<(), StoreError> {
        let id = store.new_row_id();
        let rows = (cases.end - cases.start) * 2;
        let extract = Change::ExtractRead(Extract {
            id,
            file: "listing.csv".into(),
            sha256: "00".into(),
            sheet: None,
            kind: ExtractKind::Listing,
            run: Some(day()),
            file_day: None,
            read_on: day(),
            counts: RowCounts { read: rows, new: rows, ..RowCounts::default() },
            workers: Vec::new(),
        });
        let listed = cases.map(|number| listing(id, number, name));
        self.record(store, std::iter::once(extract).chain(listed).collect())
    }

    /// Files, drafts and discards, as chance has it.
    pub fn work(&mut self, store: &mut Store, acts: u32, chance: &mut ChaCha8Rng) -> Result<(), StoreError> {
        for _ in 0..acts {
            let case = case(chance.random_range(0..CASES));
            match chance.random_range(0..10) {
                0..6 => {
                    let filed = comment(store.new_row_id(), case, chance.random_range(0..2000));
                    self.record(store, vec![Change::CommentFiled(filed)])?;
                }
                6..9 => self.draft(store, case, Some("typed ".repeat(chance.random_range(1..200))))?,
                _ => self.draft(store, case, None)?,
            }
        }
        Ok(())
    }

    fn draft(&mut self, store: &Store, case: CaseNumber, body: Option<String>) -> Result<(), StoreError> {
        self.asked = Asked::Draft(case.clone(), body.clone());
        match &body {
            Some(body) => store.save_draft(&case, &DraftTarget::Comment, body)?,
            None => store.discard_draft(&case, &DraftTarget::Comment)?,
        }
        self.drafts.insert(case, body);
        self.asked = Asked::Nothing;
        Ok(())
    }

    /// What does not hold of what was promised; what was asked and not answered may be there or not, but not in part.
    pub fn broken_promise(&mut self, store: &Store) -> Option<String> {
        match store.verify_record() {
            Err(error) => return Some(format!("corrupt: {error}")),
            Ok(Err(broken)) => return Some(format!("corrupt: {broken}")),
            Ok(Ok(_)) => {}
        }
        self.entries_kept(store).or_else(|| self.drafts_kept(store)).inspect(|_| self.asked = Asked::Nothing)
    }

    fn entries_kept(&mut self, store: &Store) -> Option<String> {
        let there = store.entries_after(Seq(0), u32::MAX).unwrap();
        let there: BTreeMap<_, _> = there.iter().map(|logged| (logged.entry.seq, logged.entry.hash)).collect();
        let lost = self.entries.iter().filter(|(seq, hash)| there.get(seq) != Some(hash)).count();
        let more = (there.len() + lost).checked_sub(self.entries.len());
        let whole = match self.asked {
            Asked::Entries(asked) => more == Some(0) || more == Some(asked),
            _ => more == Some(0),
        };
        self.entries = there;
        match (lost, whole) {
            (0, true) => None,
            (0, false) => Some(format!("entries in part: {more:?}")),
            _ => Some(format!("lost: {lost} acknowledged entries")),
        }
    }

    fn drafts_kept(&mut self, store: &Store) -> Option<String> {
        let asked = std::mem::take(&mut self.asked);
        for number in 0..CASES {
            let case = case(number);
            let there = store.find_draft(&case, &DraftTarget::Comment).unwrap().map(|draft| draft.body);
            let promised = self.drafts.get(&case).cloned().unwrap_or_default();
            let in_flight = matches!(&asked, Asked::Draft(of, body) if *of == case && *body == there);
            if there != promised && !in_flight {
                return Some(format!("lost: the draft of {case}"));
            }
            self.drafts.insert(case, there);
        }
        None
    }
}

fn day() -> NaiveDate {
    "2026-11-19".parse().unwrap()
}

fn clock(seed: u64) -> WallClock {
    WallClock::for_day(day(), seed)
}

fn case(number: u32) -> CaseNumber {
    format!("12B{number:05}").parse().unwrap()
}

fn comment(id: RowId, case: CaseNumber, length: usize) -> Comment {
    Comment {
        id,
        case,
        person: PersonNumber(1),
        on: day(),
        contact_type: ContactType("telephone".into()),
        reached: true,
        purpose: "monthly contact".into(),
        results: "will bring the sheet ".chars().cycle().take(length + 1).collect(),
        forms: vec![],
        documents: vec![],
        late: false,
        protected: false,
        answers: Vec::new(),
    }
}

fn listing(extract: RowId, number: u32, name: &str) -> Change {
    let facts = [1, 2].map(|person| ImportedFact::new(number * 2 + u32::from(person), listed(number, person, name)));
    Change::FactsImported { extract, case: Some(case(number)), facts: facts.to_vec() }
}

fn listed(number: u32, person: u8, name: &str) -> CountyFact {
    CountyFact::Listed(ListedParticipant {
        case: case(number),
        case_name: name.into(),
        name: name.into(),
        person: PersonNumber(person),
        birth_date: "1990-02-03".parse().unwrap(),
        registration: RegistrationStatus::RegisteredMandatory,
        registration_since: "2026-01-05".parse().unwrap(),
        aid: AidStatus::Active,
        aid_since: "2025-01-01".parse().unwrap(),
        language: Some("Vietnamese".into()),
        phone: None,
        activity: None,
        last_contact: None,
        plan_signed: None,
        months_on_aid: Some(41),
        assigned: None,
        worker: None,
    })
}
