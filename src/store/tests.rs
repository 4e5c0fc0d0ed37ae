//! The record against real files: what it keeps, what it refuses, and how it says that something is wrong.

mod amended;
mod arriving;
mod contradicted;
mod found;
mod measured;
mod migrated;
mod own_phrases;
mod proved;
mod undone;
mod worded;

use std::fs;
use std::sync::Arc;

use chrono::NaiveDate;
use rstest::rstest;
use rusqlite::Connection;
use secrecy::SecretString;
use tempfile::TempDir;

use super::{
    CommentFilter, Credential, DatabaseKey, DraftTarget, Home, HomeKind, RecordFault, Refusal, Store, StoreError,
    WallClock, connection,
};
use crate::domain::change::{Extract, ImportedFact, RowCounts};
use crate::domain::comment::{Comment, ContactType};
use crate::domain::extract::{CountyFact, ExtractKind, ListedParticipant};
use crate::domain::role::Role;
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::domain::worker::Worker;
use crate::domain::{Change, PersonNumber};
use crate::platform;
use crate::policy::Policies;

const CASE: &str = "12B10077";

pub(super) struct Fixture {
    folder: TempDir,
}

impl Fixture {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(super) fn home(&self) -> Home {
        Home::new(self.folder.path().join("home"))
    }

    pub(super) fn create(&self) -> Store {
        Store::create(self.home(), &words("paper lantern"), worker(), HomeKind::Real, clock(), policies()).unwrap()
    }

    pub(super) fn open(&self) -> Result<Store, StoreError> {
        Store::open(self.home(), &words("paper lantern"), clock(), policies())
    }

    /// Returns the database as somebody who has the key could change it.
    fn raw_connection(&self) -> Connection {
        let key = DatabaseKey::for_home(&self.home(), &Credential::Passphrase(words("paper lantern"))).unwrap();
        connection::open_database(&self.home(), &key).unwrap().0
    }
}

pub(super) fn worker() -> Worker {
    Worker { number: "V1A3".parse().unwrap(), name: "A. Rivera".into(), role: Role::EC, office: "Eastmont".into() }
}

pub(super) fn words(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn clock() -> WallClock {
    WallClock::for_day(day("2026-11-19"), 7)
}

pub(super) fn policies() -> Arc<Policies> {
    Arc::new(Policies::builtin().clone())
}

fn listed_participant() -> CountyFact {
    CountyFact::Listed(ListedParticipant {
        case: CASE.parse().unwrap(),
        case_name: "NGUYEN, LINH".into(),
        name: "Nguyen, Linh".into(),
        person: PersonNumber(1),
        birth_date: day("1990-02-03"),
        registration: RegistrationStatus::RegisteredMandatory,
        registration_since: day("2026-01-05"),
        aid: AidStatus::Active,
        aid_since: day("2025-01-01"),
        language: Some("Vietnamese".into()),
        phone: None,
        activity: None,
        last_contact: Some(day("2026-10-15")),
        plan_signed: None,
        months_on_aid: Some(41),
        assigned: None,
        worker: None,
    })
}

pub(super) fn list_the_case(store: &mut Store) {
    let extract = Extract {
        id: store.new_row_id(),
        file: "listing.csv".into(),
        sha256: "00".into(),
        sheet: None,
        kind: ExtractKind::Listing,
        run: Some(day("2026-11-19")),
        file_day: None,
        read_on: day("2026-11-19"),
        counts: RowCounts { read: 1, new: 1, ..RowCounts::default() },
        workers: Vec::new(),
    };
    let facts = Change::FactsImported {
        extract: extract.id,
        case: Some(CASE.parse().unwrap()),
        facts: vec![ImportedFact::new(2, listed_participant())],
    };
    store.record_all(vec![Change::ExtractRead(extract), facts]).unwrap();
}

fn comment(store: &mut Store, on: &str) -> Comment {
    Comment {
        id: store.new_row_id(),
        case: CASE.parse().unwrap(),
        person: PersonNumber(1),
        on: day(on),
        contact_type: ContactType("telephone".into()),
        reached: true,
        purpose: "monthly contact".into(),
        results: "will bring the attendance sheet".into(),
        forms: vec![],
        documents: vec![],
        late: false,
        protected: false,
        answers: Vec::new(),
    }
}

fn with_two_comments(fixture: &Fixture) -> Store {
    let mut store = fixture.create();
    list_the_case(&mut store);
    for on in ["2026-11-18", "2026-11-02"] {
        let filed = comment(&mut store, on);
        store.record(Change::CommentFiled(filed)).unwrap();
    }
    store
}

#[test]
fn what_was_recorded_is_there_after_a_restart() {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    let store = fixture.open().unwrap();
    let comments = store.comments_of_case(&CASE.parse().unwrap(), 10).unwrap();
    assert_eq!(comments.len(), 2);
    assert!(!comments[0].comment.late, "the day before is not late");
    assert!(comments[1].comment.late, "more than five working days before is late");
    assert_eq!(store.unposted_count().unwrap(), 2);
    let case = store.case_record(&CASE.parse().unwrap()).unwrap().unwrap();
    assert_eq!(case.facts.contacts.len(), 3, "two comments and the county's last contact");
    assert_eq!(store.case_timeline(&CASE.parse().unwrap()).unwrap().len(), 3);
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn the_record_refuses_what_cannot_be() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let before = store.verify_record().unwrap();
    let tomorrow = comment(&mut store, "2026-11-20");
    let last_century = comment(&mut store, "1926-11-18");
    let unknown = Comment { case: "99Z00000".parse().unwrap(), ..comment(&mut store, "2026-11-18") };
    let nobody = Comment { person: PersonNumber(9), ..comment(&mut store, "2026-11-18") };
    let smoke = Comment { contact_type: ContactType("smoke signal".into()), ..comment(&mut store, "2026-11-18") };
    for (change, sentence) in [
        (tomorrow, "The date of contact, Fri 11/20/2026, is in the future."),
        (last_century, "The date of contact, Thu 11/18/1926, is before the participant was born, on Sat 02/03/1990."),
        (unknown, "Case 99Z00000 is not in this caseload."),
        (nobody, "Case 12B10077 has no participant 9."),
        (smoke, "\"smoke signal\" is not a type of contact."),
    ] {
        let refused = store.record(Change::CommentFiled(change)).unwrap_err();
        assert_eq!(refused.to_string(), sentence);
    }
    assert_eq!(store.verify_record().unwrap(), before, "a refusal writes nothing");
}

#[test]
fn f21_a_comment_filed_twice_is_one_comment() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let filed = comment(&mut store, "2026-11-19");
    store.record(Change::CommentFiled(filed.clone())).unwrap();
    let again = store.record(Change::CommentFiled(filed));
    assert!(matches!(again, Err(StoreError::Refused(Refusal::AlreadyFiled(_)))));
    assert_eq!(store.comments_of_case(&CASE.parse().unwrap(), 10).unwrap().len(), 3);
}

#[test]
fn an_entry_is_never_updated_deleted_or_replaced() {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    let record = fixture.raw_connection();
    for attempt in [
        "UPDATE entry SET author = 'X9X9'",
        "DELETE FROM entry WHERE seq = 1",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1",
    ] {
        assert!(record.execute_batch(attempt).is_err(), "{attempt}");
    }
}

#[rstest]
#[case::author("author = 'V1A4'")]
#[case::time("hlc = hlc + 1")]
#[case::kind("kind = 'comment_posted'")]
#[case::case_number("case_no = '12B10078'")]
#[case::row("row_id = zeroblob(16)")]
#[case::previous("prev = zeroblob(32)")]
#[case::hash("hash = zeroblob(32)")]
#[case::number("seq = 40")]
fn one_changed_field_of_any_entry_is_named(#[case] change: &str) {
    for seq in 2..=5 {
        let fixture = Fixture::new();
        drop(with_two_comments(&fixture));
        let record = fixture.raw_connection();
        record.execute_batch("DROP TRIGGER entry_is_never_updated").unwrap();
        let changed = record.execute(&format!("UPDATE entry SET {change} WHERE seq = {seq}"), []).unwrap();
        assert_eq!(changed, 1);
        drop(record);
        let found = fixture.open().unwrap().verify_record().unwrap().unwrap_err();
        assert!(matches!(found, RecordFault::Entry { seq: named, .. } if named == seq), "{change} of {seq}: {found}");
    }
}

#[test]
fn one_changed_byte_of_any_body_is_named() {
    for seq in 1..=5 {
        let fixture = Fixture::new();
        drop(with_two_comments(&fixture));
        let record = fixture.raw_connection();
        record.execute_batch("DROP TRIGGER entry_is_never_updated").unwrap();
        let of_entry = format!("WHERE seq = {seq}");
        let mut body: Vec<u8> =
            record.query_row(&format!("SELECT body FROM entry {of_entry}"), [], |row| row.get(0)).unwrap();
        let place = body.len() / 2;
        body[place] ^= 1;
        record.execute(&format!("UPDATE entry SET body = ?1 {of_entry}"), [body]).unwrap();
        drop(record);
        let found = fixture.open().unwrap().verify_record().unwrap().unwrap_err();
        assert_eq!(found, RecordFault::Entry { seq, why: "its content is not what was hashed" });
    }
}

#[test]
fn an_entry_taken_out_is_missed() {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    fixture
        .raw_connection()
        .execute_batch("DROP TRIGGER entry_is_never_deleted; DELETE FROM entry WHERE seq = 3")
        .unwrap();
    let found = fixture.open().unwrap().verify_record().unwrap().unwrap_err();
    assert!(matches!(found, RecordFault::Entry { seq: 3, .. }), "{found}");
}

#[test]
fn f16_the_database_is_not_mapped_into_memory() {
    let fixture = Fixture::new();
    drop(fixture.create());
    let mapped: i64 = fixture.raw_connection().pragma_query_value(None, "mmap_size", |row| row.get(0)).unwrap();
    assert_eq!(mapped, 0, "a page that the disk does not give is an error and no signal");
}

#[test]
fn tables_are_made_anew_from_the_log_and_a_broken_log_rebuilds_nothing() {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    let behind = "UPDATE comment SET reached = 0; DELETE FROM county_fact; DELETE FROM annotation";
    fixture.raw_connection().execute_batch(behind).unwrap();
    let mut store = fixture.open().unwrap();
    assert!(store.verify_record().unwrap().is_err());
    store.rebuild_tables().unwrap();
    assert!(store.verify_record().unwrap().is_ok());
    assert_eq!(store.comments_of_case(&CASE.parse().unwrap(), 10).unwrap().len(), 2);
    drop(store);
    let break_the_log = "DROP TRIGGER entry_is_never_deleted; DELETE FROM entry WHERE seq = 3";
    fixture.raw_connection().execute_batch(break_the_log).unwrap();
    let mut store = fixture.open().unwrap();
    assert!(matches!(store.rebuild_tables(), Err(StoreError::DamagedDatabase { .. })));
    assert_eq!(store.comments_of_case(&CASE.parse().unwrap(), 10).unwrap().len(), 2);
}

#[test]
fn a_table_changed_behind_the_log_is_named() {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    fixture.raw_connection().execute_batch("UPDATE comment SET reached = 0").unwrap();
    let found = fixture.open().unwrap().verify_record().unwrap().unwrap_err();
    assert_eq!(found, RecordFault::Table { table: "comment", row: 1 });
}

#[test]
fn each_way_to_be_unusable_has_its_own_sentence_and_code() {
    let fixture = Fixture::new();
    drop(fixture.create());
    let home = fixture.home();
    let database = fs::read(home.database_path()).unwrap();
    let keys = fs::read(home.key_file_path()).unwrap();
    let code = || fixture.open().err().map(|error| error.exit_code());

    let wrong = Store::open(fixture.home(), &words("open barley"), clock(), policies());
    assert_eq!(wrong.err().map(|error| error.exit_code()), Some(10));

    fs::write(home.key_file_path(), &keys[..keys.len() / 2]).unwrap();
    assert_eq!(code(), Some(11));
    fs::remove_file(home.key_file_path()).unwrap();
    assert_eq!(code(), Some(11));
    fs::write(home.key_file_path(), &keys).unwrap();

    let mut flipped = database.clone();
    flipped[200] ^= 1;
    fs::write(home.database_path(), &flipped).unwrap();
    assert_eq!(code(), Some(12));
    fs::write(home.database_path(), &database[..4096]).unwrap();
    assert_eq!(code(), Some(12));

    fs::write(home.database_path(), "").unwrap();
    assert_eq!(code(), Some(13));
    fs::remove_file(home.database_path()).unwrap();
    assert_eq!(code(), Some(13));
    assert!(!home.database_path().exists(), "nothing is made in its place");

    fs::write(home.database_path(), &database).unwrap();
    fixture.raw_connection().pragma_update(None, "user_version", 999).unwrap();
    assert_eq!(code(), Some(14));

    fs::remove_dir_all(home.folder()).unwrap();
    assert_eq!(code(), Some(16));
}

#[test]
fn a_home_is_open_once_and_made_once() {
    let fixture = Fixture::new();
    let store = fixture.create();
    assert!(matches!(fixture.open(), Err(StoreError::AlreadyOpen)));
    drop(store);
    let worker = fixture.open().unwrap().worker().clone();
    let again = Store::create(fixture.home(), &words("x"), worker, HomeKind::Real, clock(), policies());
    assert!(matches!(again, Err(StoreError::HomeExists(_))));
}

#[test]
fn nothing_in_the_home_can_be_read_without_the_key_or_by_others() {
    let fixture = Fixture::new();
    let store = with_two_comments(&fixture);
    store.save_draft(&CASE.parse().unwrap(), &DraftTarget::Comment, "Nguyen called").unwrap();
    for entry in fs::read_dir(fixture.home().folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            for name in ["Nguyen", "attendance sheet", "paper lantern"] {
                assert!(!bytes.windows(name.len()).any(|window| window == name.as_bytes()), "{name} in {path:?}");
            }
        }
    }
}

#[test]
fn the_home_is_for_its_owner_alone() {
    let fixture = Fixture::new();
    let store = fixture.create();
    assert_ne!(platform::is_open_to_others(store.home().folder()), Some(true));
    for entry in fs::read_dir(store.home().folder()).unwrap() {
        let path = entry.unwrap().path();
        assert_ne!(platform::is_open_to_others(&path), Some(true), "{path:?}");
    }
}

#[test]
fn a_draft_is_kept_replaced_and_discarded() {
    let fixture = Fixture::new();
    let store = with_two_comments(&fixture);
    let case = CASE.parse().unwrap();
    store.save_draft(&case, &DraftTarget::Comment, "one").unwrap();
    store.save_draft(&case, &DraftTarget::Comment, "two").unwrap();
    assert_eq!(store.worker_drafts().unwrap().len(), 1);
    assert_eq!(store.find_draft(&case, &DraftTarget::Comment).unwrap().unwrap().body, "two");
    let comment = store.comments_of_case(&case, 1).unwrap()[0].comment.id;
    store.save_draft(&case, &DraftTarget::Amendment(comment), "three").unwrap();
    store.save_draft(&case, &DraftTarget::Amendment(comment), "four").unwrap();
    let drafts: Vec<_> = store.worker_drafts().unwrap().into_iter().map(|draft| (draft.target, draft.body)).collect();
    assert_eq!(drafts.len(), 2);
    assert!(
        drafts.contains(&(DraftTarget::Comment, "two".into()))
            && drafts.contains(&(DraftTarget::Amendment(comment), "four".into()))
    );
    store.discard_draft(&case, &DraftTarget::Comment).unwrap();
    assert_eq!(store.find_draft(&case, &DraftTarget::Comment).unwrap(), None);
    // Each parent has a draft, and one of a later version hides none.
    store.save_draft(&case, &DraftTarget::CommentWith(PersonNumber(2)), "five").unwrap();
    let later = "INSERT INTO draft SELECT case_no, author, 'letter 7', body, saved FROM draft WHERE form = 'comment 2'";
    store.connection.execute(later, []).unwrap();
    assert_eq!(store.worker_drafts().unwrap().len(), 2);
    store.discard_draft(&case, &DraftTarget::CommentWith(PersonNumber(2))).unwrap();
    store.discard_draft(&case, &DraftTarget::Amendment(comment)).unwrap();
    assert_eq!(store.worker_drafts().unwrap(), []);
}

#[test]
fn filing_takes_the_draft_of_its_case_away_and_nothing_else_does() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    list_the_case(&mut store);
    let case: crate::domain::CaseNumber = CASE.parse().unwrap();
    store.save_draft(&case, &DraftTarget::Comment, "half a sentence").unwrap();
    let recorded = comment(&mut store, "2026-11-18");
    store.record(Change::CommentFiled(recorded.clone())).unwrap();
    assert_eq!(store.worker_drafts().unwrap().len(), 1, "a recorded comment need not be the draft's");
    let again = store.file_comment(recorded, &DraftTarget::Comment);
    assert!(matches!(again, Err(StoreError::Refused(Refusal::AlreadyFiled(_)))));
    assert_eq!(store.worker_drafts().unwrap().len(), 1, "refused, nothing is changed");
    let dictated = comment(&mut store, "2026-11-18");
    store.file_comment(dictated, &DraftTarget::Comment).unwrap();
    assert_eq!(store.worker_drafts().unwrap(), []);
    assert_eq!(store.comments_of_case(&case, 10).unwrap().len(), 2);
}
