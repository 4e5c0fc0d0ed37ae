//! Search over 60,000 comments, one of them with a word 10,000 times: the first page must be there in under 50 ms, whatever is
//! typed, and a draft that is typed meanwhile on the disk 300 ms later.
#![allow(clippy::unwrap_used, reason = "a bench that cannot be set up has nothing to tell")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use caseload::domain::change::{Extract, ImportedFact, RowCounts};
use caseload::domain::comment::{Comment, ContactType};
use caseload::domain::extract::{CountyFact, ExtractKind, ListedParticipant};
use caseload::domain::role::Role;
use caseload::domain::search::CommentQuery;
use caseload::domain::status::{AidStatus, RegistrationStatus};
use caseload::domain::worker::Worker;
use caseload::domain::{CaseNumber, Change, PersonNumber};
use caseload::policy::Policies;
use caseload::store::{DraftTarget, Home, HomeKind, Store, WallClock};
use chrono::{Days, NaiveDate};

const COMMENTS: u32 = 60_000;
const CASES: u32 = 200;
const PAGE: u32 = 50;
const WORDS: [&str; 24] = [
    "called",
    "the",
    "participant",
    "about",
    "attendance",
    "sheet",
    "class",
    "missed",
    "bus",
    "pass",
    "ordered",
    "child",
    "care",
    "provider",
    "changed",
    "appointment",
    "plan",
    "signed",
    "hours",
    "job",
    "search",
    "interview",
    "doctor",
    "note",
];

struct Filled {
    store: Store,
    /// Removed when the bench ends.
    _folder: tempfile::TempDir,
}

static FILLED: LazyLock<Mutex<Filled>> = LazyLock::new(|| Mutex::new(filled()));

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()
}

fn filled() -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let worker =
        Worker { number: "V1A3".parse().unwrap(), name: "A. Rivera".into(), role: Role::EC, office: "Eastmont".into() };
    let policies = Arc::new(Policies::builtin().clone());
    let home = Home::new(folder.path().join("home"));
    let mut store = Store::create(
        home,
        &"paper lantern".to_owned().into(),
        worker,
        HomeKind::Practice,
        WallClock::for_day(today(), 7),
        policies,
    )
    .unwrap();
    list(&mut store);
    let comments = (0..COMMENTS).map(|number| Change::CommentFiled(comment(&mut store, number))).collect();
    store.record_all(comments).unwrap();
    Filled { store, _folder: folder }
}

fn case(number: u32) -> CaseNumber {
    format!("12B{number:05}").parse().unwrap()
}

fn list(store: &mut Store) {
    let extract = Extract {
        id: store.new_row_id(),
        file: "listing.csv".into(),
        sheet: None,
        sha256: String::new(),
        kind: ExtractKind::Listing,
        run: None,
        file_day: None,
        read_on: today(),
        counts: RowCounts { read: CASES, new: CASES, ..RowCounts::default() },
        workers: Vec::new(),
    };
    let id = extract.id;
    let facts = (0..CASES).map(|number| Change::FactsImported {
        extract: id,
        case: Some(case(number)),
        facts: vec![ImportedFact::new(number + 2, listed(number))],
    });
    store.record_all([Change::ExtractRead(extract)].into_iter().chain(facts).collect()).unwrap();
}

fn listed(number: u32) -> CountyFact {
    CountyFact::Listed(ListedParticipant {
        case: case(number),
        case_name: "NGUYEN, LINH".into(),
        name: "Nguyen, Linh".into(),
        person: PersonNumber(1),
        birth_date: today() - Days::new(12_000),
        registration: RegistrationStatus::RegisteredMandatory,
        registration_since: today(),
        aid: AidStatus::Active,
        aid_since: today(),
        language: None,
        phone: None,
        activity: None,
        last_contact: None,
        plan_signed: None,
        months_on_aid: None,
        assigned: None,
        worker: None,
    })
}

/// Fifty words, of which one in a thousand comments has a rare one.
fn comment(store: &mut Store, number: u32) -> Comment {
    let mut chance = u64::from(number) * 2_654_435_761 + 1;
    let mut word = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        WORDS.iter().copied().cycle().nth(usize::try_from(chance % 24).unwrap()).unwrap()
    };
    let mut results: Vec<&str> = (0..50).map(|_| word()).collect();
    if number == COMMENTS / 2 {
        results = vec!["zoo"; 10_000];
    }
    if number % 1_000 == 7 {
        results.push("kindergarten");
    }
    Comment {
        id: store.new_row_id(),
        case: case(number % CASES),
        person: PersonNumber(1),
        on: today() - Days::new(u64::from((COMMENTS - number) / 60)),
        contact_type: ContactType("telephone".into()),
        reached: true,
        purpose: "Monthly contact".into(),
        results: results.join(" "),
        forms: vec![],
        documents: vec![],
        late: false,
        protected: false,
        answers: Vec::new(),
    }
}

#[divan::bench(args = [
    "kindergarten",
    "attendance",
    "zoo",
    "\"missed the bus\"",
    "att* pro* mis*",
    "a*",
    "kindergarten case:12B00007",
    "attendance case:12B00007",
    "nowhere",
    "attendance author:V9Z9",
    "attendance to:2024-03-01",
    "case:12B00007",
    "",
])]
fn first_page(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let filled = FILLED.lock().unwrap();
    let query = CommentQuery::parse(typed, today()).unwrap();
    bencher.bench_local(|| filled.store.search_comments(&query, None, PAGE).unwrap());
}

/// Writes a draft while another connection searches without a pause.
#[divan::bench]
fn draft_while_searching(bencher: divan::Bencher<'_, '_>) {
    let filled = FILLED.lock().unwrap();
    let reader = filled.store.open_reader(|| false).unwrap();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (reader, queries) = (reader, ["a*", "zoo", "attendance"]);
            let queries = queries.map(|typed| CommentQuery::parse(typed, today()).unwrap());
            while !is_over.load(Ordering::Relaxed) {
                for query in &queries {
                    drop(reader.search_comments(query, None, PAGE).unwrap());
                }
            }
        });
        let text = "The participant called about the bus pass. ".repeat(40);
        bencher.bench_local(|| filled.store.save_draft(&case(7), &DraftTarget::Comment, &text).unwrap());
        is_over.store(true, Ordering::Relaxed);
    });
}
