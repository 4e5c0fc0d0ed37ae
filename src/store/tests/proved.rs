//! What `verify` and the doctor notice besides a changed log and a changed table, and what the newest backup says.

use super::*;
use crate::store::{BackupOccasion, HealthState, Witness, examine_store};

/// Returns what `verify` finds after somebody with the key changed the database.
fn fault_after(change: &str) -> RecordFault {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    fixture.raw_connection().execute_batch(change).unwrap_or_else(|error| panic!("{change}: {error}"));
    let store = fixture.open().unwrap();
    let broken = examine_store(&store).unwrap().into_iter().filter(|found| found.state == HealthState::Broken);
    assert_eq!(broken.map(|found| found.what).collect::<Vec<_>>(), ["record"], "{change}: the doctor says it too");
    store.verify_record().unwrap().expect_err(change)
}

#[test]
fn a_text_index_that_misses_or_invents_a_comment_is_named() {
    // The index is written through the text index itself, then the texts are put back behind it.
    let change = "CREATE TEMP TABLE kept AS SELECT * FROM comment_search_content;
         UPDATE comment_search SET results = 'nothing' WHERE rowid = (SELECT max(rowid) FROM comment_search);
         DELETE FROM comment_search_content;
         INSERT INTO comment_search_content SELECT * FROM kept;";
    assert!(matches!(fault_after(change), RecordFault::Index { .. }));
    for change in [
        "UPDATE comment_search_docsize SET sz = x'00'",
        "DELETE FROM comment_search_config",
        "INSERT INTO comment_search_config VALUES ('pgsz', 100)",
    ] {
        assert!(matches!(fault_after(change), RecordFault::Index { .. }), "{change}");
    }
}

/// SQLite's own check reads the whole text index and does not notice that a word is not found by looking it up.
#[test]
fn a_text_index_in_which_a_word_cannot_be_looked_up_is_named() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let long = comment(&mut store, "2026-11-17");
    // Enough words for an index of several pages.
    let results = (0..6_000).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    store.record(Change::CommentFiled(Comment { results, ..long })).unwrap();
    assert_eq!(store.verify_record().unwrap().err(), None);
    drop(store);
    fixture.raw_connection().execute_batch("DELETE FROM comment_search_idx").unwrap();
    assert!(matches!(fixture.open().unwrap().verify_record().unwrap(), Err(RecordFault::Index { .. })));
}

#[rstest]
#[case::a_dropped_guard("DROP TRIGGER entry_is_never_deleted", "entry_is_never_deleted")]
#[case::a_foreign_trigger("CREATE TRIGGER quiet AFTER INSERT ON comment BEGIN DELETE FROM annotation; END", "quiet")]
#[case::a_foreign_view("CREATE VIEW aside AS SELECT * FROM comment", "aside")]
#[case::a_dropped_index("DROP INDEX comment_narrowing", "comment_narrowing")]
#[case::a_foreign_table("CREATE TABLE aside (a)", "aside")]
#[case::a_partial_index(
    "DROP INDEX comment_narrowing;
     CREATE INDEX comment_narrowing ON comment (search_row, case_no, author, contact_type, on_day) WHERE reached",
    "comment_narrowing"
)]
fn a_changed_schema_is_named(#[case] change: &str, #[case] name: &str) {
    assert_eq!(fault_after(change), RecordFault::Schema { name: name.into() });
}

#[test]
fn entries_under_other_numbers_are_named() {
    let change = "DROP TRIGGER entry_is_never_updated;
         UPDATE entry SET id = id + 1000;
         CREATE TRIGGER entry_is_never_updated BEFORE UPDATE ON entry
         BEGIN SELECT RAISE(ABORT, 'an entry of the change log is never updated'); END;";
    assert!(matches!(fault_after(change), RecordFault::Entry { seq: 1, .. }));
}

#[rstest]
#[case::of_nobody("INSERT INTO draft VALUES ('12B10077', 'V9Z9', 'comment', 'x', 0)", "draft")]
#[case::of_no_form("INSERT INTO draft VALUES ('12B10077', 'V1A3', 'letter', 'x', 0)", "draft")]
#[case::a_place_of_nobody("INSERT INTO whereabouts VALUES ('V9Z9', '{}')", "whereabouts")]
fn a_row_beside_the_record_that_nobody_wrote_is_named(#[case] change: &str, #[case] table: &'static str) {
    assert_eq!(fault_after(change), RecordFault::Stray { table });
}

/// Returns the files of the database, to be laid back later.
fn database(fixture: &Fixture) -> Vec<u8> {
    fs::read(fixture.home().database_path()).unwrap()
}

fn file_another(store: &mut Store) {
    let filed = comment(store, "2026-11-18");
    store.record(Change::CommentFiled(filed)).unwrap();
}

/// Files a comment that says something else than [`file_another`]. The clock of a test begins anew at each opening and
/// its ids come from one seed: what is filed in the same millisecond after it, in the same words, is the same entry.
fn file_other(store: &mut Store) {
    let filed = Comment { results: "could not come".into(), ..comment(store, "2026-11-18") };
    store.record(Change::CommentFiled(filed)).unwrap();
}

#[test]
fn a_record_that_was_set_back_is_behind_its_newest_backup() {
    let fixture = Fixture::new();
    let store = with_two_comments(&fixture);
    assert_eq!(store.compare_with_backup().unwrap(), Witness::None);
    let entries = store.entry_count().unwrap();
    store.back_up().unwrap();
    assert_eq!(store.compare_with_backup().unwrap(), Witness::Agrees { backup: entries });
    drop(store);
    let older = database(&fixture);
    let mut store = fixture.open().unwrap();
    file_another(&mut store);
    assert_eq!(store.compare_with_backup().unwrap(), Witness::Agrees { backup: entries }, "it went on");
    store.back_up().unwrap();
    drop(store);
    fs::write(fixture.home().database_path(), &older).unwrap();
    let store = fixture.open().unwrap();
    let behind = store.compare_with_backup().unwrap();
    assert_eq!(behind, Witness::Behind { record: entries, backup: entries + 1 });
    assert!(store.verify_record().unwrap().is_ok(), "by itself it proves whole");
    let found = examine_store(&store).unwrap();
    let witness = found.iter().find(|found| found.what == "witness").unwrap();
    assert!(witness.state == HealthState::Broken && witness.sentence.contains("behind"), "{}", witness.sentence);
}

#[test]
fn a_copy_that_went_its_own_way_is_forked_and_another_record_stands_beside() {
    let fixture = Fixture::new();
    let store = with_two_comments(&fixture);
    let shared = store.entry_count().unwrap();
    drop(store);
    let common = database(&fixture);
    let mut other = fixture.open().unwrap();
    file_another(&mut other);
    file_another(&mut other);
    other.back_up().unwrap();
    drop(other);
    fs::write(fixture.home().database_path(), &common).unwrap();
    let mut store = fixture.open().unwrap();
    let amended = Change::CaseAnnotated { case: CASE.parse().unwrap(), person: PersonNumber(1), text: "other".into() };
    store.record(amended).unwrap();
    let forked = store.compare_with_backup().unwrap();
    assert_eq!(forked, Witness::Forked { shared, record: shared + 1, backup: shared + 2 });
    assert!(forked.is_against_record());
}

#[test]
fn no_backup_of_a_record_takes_the_place_of_the_one_that_speaks_against_it() {
    let fixture = Fixture::new();
    drop(with_two_comments(&fixture));
    let older = database(&fixture);
    let mut store = fixture.open().unwrap();
    file_another(&mut store);
    store.back_up().unwrap();
    drop(store);
    fs::write(fixture.home().database_path(), &older).unwrap();
    let mut store = fixture.open().unwrap();
    let newest = store.last_backup().unwrap();
    for occasion in [BackupOccasion::DuringWork, BackupOccasion::EndOfWork] {
        let refused = store.back_up().unwrap_err();
        assert!(matches!(refused, StoreError::AgainstBackup(_)), "{refused}");
        assert_eq!(refused.exit_code(), 20);
        assert!(matches!(store.back_up_if_due(occasion), Err(StoreError::AgainstBackup(_)) | Ok(None)));
        assert_eq!(store.last_backup().unwrap(), newest);
        // The record goes on, until it is as long as its backup and longer.
        file_other(&mut store);
    }
    file_other(&mut store);
    assert!(matches!(store.back_up_if_due(BackupOccasion::EndOfWork), Err(StoreError::AgainstBackup(_))));
    assert!(store.compare_with_backup().unwrap().is_against_record(), "the witness is still there");
}

#[test]
fn a_record_that_was_restored_says_so_and_is_not_accused() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let first = store.back_up().unwrap();
    let kept = fs::read(&first.path).unwrap();
    let keys = fs::read(first.path.with_extension("keys")).unwrap();
    file_another(&mut store);
    store.back_up().unwrap();
    drop(store);
    // Of one day the newest backup is kept; the older one lies somewhere else.
    let aside = fixture.folder.path().join("00001_2026-11-19_090000_000001.db");
    fs::write(&aside, kept).unwrap();
    fs::write(aside.with_extension("keys"), keys).unwrap();
    let opener = Credential::Passphrase(words("paper lantern"));
    let backup = crate::store::VerifiedBackup::open_and_verify(&aside, &opener).unwrap();
    let store = backup.restore_into(fixture.home(), &opener, clock(), policies()).unwrap().store;
    let witness = store.compare_with_backup().unwrap();
    assert!(matches!(witness, Witness::Restored { .. }) && !witness.is_against_record(), "{witness:?}");
}
