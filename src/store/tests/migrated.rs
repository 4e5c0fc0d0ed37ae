//! A home that an earlier version of the program made.

use super::*;
use crate::domain::audit_event::AuditEvent;
use crate::store::VerifiedBackup;

/// Returns the schema version of the copy, or of the database, at `path`.
fn form(fixture: &Fixture, path: &std::path::Path) -> u32 {
    let key = DatabaseKey::for_home(&fixture.home(), &Credential::Passphrase(words("paper lantern"))).unwrap();
    let opened = connection::open_read_only(path, &key).unwrap();
    opened.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// Creates a home with the first version of the schema, filled with what that version can hold.
fn older(fixture: &Fixture) -> u64 {
    let home = fixture.home().with_schema_version(1);
    let mut store =
        Store::create(home, &words("paper lantern"), worker(), HomeKind::Real, clock(), policies()).unwrap();
    let access = AuditEvent::Exported("the list cases".to_owned());
    store.record(Change::Accessed { case: None, access }).unwrap();
    let entries = store.entry_count().unwrap();
    drop(store);
    let draft = "INSERT INTO draft (case_no, author, body, saved) VALUES (?1, ?2, 'half a sentence', 1)";
    fixture.raw_connection().execute(draft, [CASE, worker().number.as_str()]).unwrap();
    entries
}

/// Returns the path of the copy that was made before the migration.
fn kept(fixture: &Fixture) -> std::path::PathBuf {
    fixture.home().folder().join(format!("before-form-{}", crate::store::migrations::newest_version()))
}

#[test]
fn f13_an_older_form_gets_the_newest_and_a_copy_of_the_former_is_kept() {
    let fixture = Fixture::new();
    let entries = older(&fixture);
    assert_eq!(form(&fixture, &fixture.home().database_path()), 1);
    let mut store = fixture.open().unwrap();
    assert!(store.verify_record().unwrap().is_ok());
    assert_eq!(store.entry_count().unwrap(), entries + 1, "the ways in are recorded");
    assert_eq!(store.worker_drafts().unwrap()[0].body, "half a sentence");
    list_the_case(&mut store);
    store.save_session("here").unwrap();
    assert_eq!(store.saved_session().unwrap().as_deref(), Some("here"), "what the new forms are for");
    drop(store);
    assert_eq!(form(&fixture, &fixture.home().database_path()), crate::store::migrations::newest_version());
    let copy = kept(&fixture).join("caseload.db");
    assert_eq!(form(&fixture, &copy), 1);
    let opener = Credential::Passphrase(words("paper lantern"));
    assert_eq!(
        VerifiedBackup::open_and_verify(&copy, &opener).unwrap().entry_count(),
        entries,
        "and it can be put back"
    );
}

#[test]
fn f13_drafts_of_an_older_form_are_the_same_drafts_in_the_newest() {
    let fixture = Fixture::new();
    let home = fixture.home().with_schema_version(8);
    let mut store =
        Store::create(home, &words("paper lantern"), worker(), HomeKind::Real, clock(), policies()).unwrap();
    let comment = store.new_row_id();
    drop(store);
    let draft = "INSERT INTO draft (case_no, author, amends, body, saved) VALUES (?1, ?2, ?3, ?4, 1)";
    let author = worker().number;
    let older = fixture.raw_connection();
    older.execute(draft, rusqlite::params![CASE, author.as_str(), [0_u8; 0], "a comment"]).unwrap();
    older.execute(draft, rusqlite::params![CASE, author.as_str(), comment.0.as_bytes(), "an amendment"]).unwrap();
    drop(older);
    let store = fixture.open().unwrap();
    let case = CASE.parse().unwrap();
    let body = |of| store.find_draft(&case, &of).unwrap().map(|draft| draft.body);
    assert_eq!(body(DraftTarget::Comment).as_deref(), Some("a comment"));
    assert_eq!(body(DraftTarget::Amendment(comment)).as_deref(), Some("an amendment"));
    store.worker_drafts().unwrap().iter().for_each(|draft| store.discard_draft(&case, &draft.target).unwrap());
    assert_eq!(store.worker_drafts().unwrap(), []);
}

#[test]
fn f13_where_no_copy_can_be_made_the_former_form_stays() {
    let fixture = Fixture::new();
    older(&fixture);
    let in_the_way = kept(&fixture);
    fs::write(&in_the_way, "x").unwrap();
    assert!(matches!(fixture.open(), Err(StoreError::File { .. })));
    assert_eq!(form(&fixture, &fixture.home().database_path()), 1);
    fs::remove_file(in_the_way).unwrap();
    assert!(fixture.open().unwrap().verify_record().unwrap().is_ok());
}

#[test]
fn f20_a_case_has_one_draft_of_each_worker_and_it_outlives_every_change_of_the_case() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    list_the_case(&mut store);
    let case = CASE.parse().unwrap();
    store.save_draft(&case, &DraftTarget::Comment, "first").unwrap();
    store.save_draft(&case, &DraftTarget::Comment, "second").unwrap();
    store.add_worker(Worker { number: "V1B2".parse().unwrap(), ..worker() }, &words("battery staple"), None).unwrap();
    drop(store);
    let hers = Store::open(fixture.home(), &words("battery staple"), clock(), policies()).unwrap();
    assert!(hers.worker_drafts().unwrap().is_empty());
    hers.save_draft(&case, &DraftTarget::Comment, "hers").unwrap();
    drop(hers);
    let mut store = fixture.open().unwrap();
    let CountyFact::Listed(row) = listed_participant() else { panic!("a listing") };
    let closed =
        CountyFact::Listed(ListedParticipant { aid: AidStatus::Discontinued, aid_since: day("2026-11-01"), ..row });
    let extract = store.new_row_id();
    let facts = vec![ImportedFact::new(2, closed)];
    store.record(Change::FactsImported { extract, case: Some(case.clone()), facts }).unwrap();
    let bodies: Vec<_> = store.worker_drafts().unwrap().into_iter().map(|draft| draft.body).collect();
    assert_eq!(bodies, ["second"]);
}
