//! Undone changes and corrected elements: the log says them again when the tables are built anew.

use super::*;
use crate::domain::CaseNumber;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::comment::CommentDraft;
use crate::domain::dates::Month;

fn case() -> CaseNumber {
    CASE.parse().unwrap()
}

/// Returns the rows that undoing and correcting write.
fn written_rows(store: &Store) -> Vec<String> {
    let tables = [
        "SELECT alert || hex(body) FROM alert_disposition ORDER BY 1",
        "SELECT person || text FROM annotation ORDER BY 1",
        "SELECT month || item || hex(body) FROM checklist_mark ORDER BY 1",
        "SELECT person || on_day || contact_type || reached FROM comment ORDER BY id",
    ];
    let rows = |query: &&str| {
        let mut statement = store.connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<Vec<String>>>().unwrap()
    };
    tables.iter().flat_map(rows).collect()
}

#[test]
fn what_was_undone_or_corrected_is_the_same_when_the_tables_are_built_anew() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let before = written_rows(&store);
    let annotated = |text: &str| Change::CaseAnnotated { case: case(), person: PersonNumber(1), text: text.into() };
    let disposed = |disposition| Change::AlertDisposed {
        case: case(),
        alert: AlertKey("key".into()),
        text: String::new(),
        disposition,
    };
    let month = Month::from_date(day("2026-11-18"));
    let marked = |mark| Change::ChecklistItemMarked { case: case(), month, item: ItemId("item".into()), mark };
    let (later, closed) = (Disposition::Snoozed { until: day("2026-12-01") }, Disposition::Done);
    let first = [annotated("first"), disposed(later), marked(ItemMark::NotApplicable { why: "none".into() })];
    store.record_all(first.to_vec()).unwrap();
    let between = written_rows(&store);
    assert_ne!(between, before);
    store.record_all(vec![annotated("second"), disposed(closed), marked(ItemMark::Cleared)]).unwrap();
    for _ in 0..3 {
        let newest = store.newest_doing(&case()).unwrap().unwrap();
        store.undo_doings(vec![newest]).unwrap();
    }
    assert_eq!(written_rows(&store), between, "what stood before stands again");
    let disposition = store.newest_doing(&case()).unwrap().unwrap();
    store.undo_doings(vec![disposition]).unwrap();

    let filed = store.comments_of_case(&case(), 1).unwrap().remove(0).comment;
    let draft = CommentDraft {
        person: filed.person,
        on: Some(filed.on),
        contact_type: Some(filed.contact_type.clone()),
        reached: false,
        purpose: filed.purpose().to_owned(),
        results: "nobody came to the door".to_owned(),
        forms: Some(Vec::new()),
        documents: Some(Vec::new()),
        protected: false,
        answers: Vec::new(),
    };
    store.correct_comment(&case(), filed.id, "entered as reached".into(), &draft, &DraftTarget::Comment).unwrap();
    let corrected = written_rows(&store);
    assert_eq!(corrected.iter().filter(|row| row.ends_with("telephone0")).count(), 1, "{corrected:?}");
    store.rebuild_tables().unwrap();
    assert_eq!(written_rows(&store), corrected);
    assert!(store.verify_record().unwrap().is_ok());
}
