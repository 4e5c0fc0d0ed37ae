//! Comments are amended and never changed; protected ones are hidden until revealed, and the reveal is recorded.

use super::*;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::{CaseNumber, RowId, Seq};

fn case() -> CaseNumber {
    CASE.parse().unwrap()
}

fn amendment(store: &mut Store, comment: RowId, kind: AmendmentKind) -> Amendment {
    let id = store.new_row_id();
    let (reason, text) = ("she called back".to_owned(), format!("said more: {}", kind.id()));
    Amendment { id, comment, case: case(), kind, reason, text, protected: false, answers: Vec::new(), corrected: None }
}

/// Returns a store with one comment, and its id.
fn with_comment(fixture: &Fixture, protected: bool) -> (Store, RowId) {
    let mut store = fixture.create();
    list_the_case(&mut store);
    let filed = Comment { protected, ..comment(&mut store, "2026-11-18") };
    let id = filed.id;
    store.record(Change::CommentFiled(filed)).unwrap();
    (store, id)
}

#[test]
fn five_amendments_are_shown_with_the_comment_in_order() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let original = store.comment_by_id(id).unwrap().unwrap().comment;
    let kinds = [
        AmendmentKind::Addendum,
        AmendmentKind::Correction,
        AmendmentKind::LateEntry,
        AmendmentKind::EnteredInError,
        AmendmentKind::Addendum,
    ];
    for kind in kinds {
        let amended = amendment(&mut store, id, kind);
        store.record(Change::CommentAmended(amended)).unwrap();
    }
    drop(store);
    let store = fixture.open().unwrap();
    let filed = store.comment_by_id(id).unwrap().unwrap();
    assert_eq!(filed.comment, original);
    assert_eq!(filed.amendments.iter().map(|filed| filed.amendment.kind).collect::<Vec<_>>(), kinds);
    assert_eq!(filed.amendments[1].amendment.text(), "said more: correction");
    assert!(filed.is_in_error());
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn an_amendment_says_why_and_what_and_of_which_comment() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let whole = amendment(&mut store, id, AmendmentKind::Correction);
    let blank = || "  ".to_owned();
    let refused = [
        (Amendment { reason: blank(), ..whole.clone() }, "Say why."),
        (Amendment { text: blank(), ..whole.clone() }, "Say what is right."),
        (Amendment { text: blank(), kind: AmendmentKind::Addendum, ..whole.clone() }, "Say what is to be added."),
        (Amendment { comment: whole.id, ..whole.clone() }, "Case 12B10077 has no such comment."),
        (Amendment { case: "0052445".parse().unwrap(), ..whole.clone() }, "Case 0052445 has no such comment."),
        (Amendment { id, ..whole.clone() }, "This comment is already filed."),
    ];
    for (amendment, sentence) in refused {
        let error = store.record(Change::CommentAmended(amendment)).unwrap_err();
        assert_eq!(error.to_string(), sentence);
    }
    let no_text = Amendment { text: blank(), kind: AmendmentKind::EnteredInError, ..whole };
    store.record(Change::CommentAmended(no_text)).unwrap();
}

#[test]
fn what_was_entered_in_error_proves_no_contact() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let contacts = |store: &Store| store.case_record(&case()).unwrap().unwrap().facts.contacts.len();
    assert_eq!(contacts(&store), 2, "the comment and the county's last contact");
    let correction = amendment(&mut store, id, AmendmentKind::Correction);
    store.record(Change::CommentAmended(correction)).unwrap();
    assert_eq!(contacts(&store), 2);
    let error = amendment(&mut store, id, AmendmentKind::EnteredInError);
    store.record(Change::CommentAmended(error)).unwrap();
    assert_eq!(contacts(&store), 1);
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn an_amendment_is_posted_after_its_comment() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let post = |store: &mut Store| {
        store.record(Change::CommentPosted { comment: id, case: case(), on: day("2026-11-19") }).unwrap();
    };
    post(&mut store);
    assert_eq!(store.unposted_count().unwrap(), 0);
    let added = amendment(&mut store, id, AmendmentKind::Addendum);
    store.record(Change::CommentAmended(added)).unwrap();
    let filed = store.all_comments(CommentFilter::Unposted).unwrap();
    assert_eq!((filed.len(), filed[0].posted, filed[0].amendments[0].posted), (1, Some(day("2026-11-19")), None));
    post(&mut store);
    assert_eq!(store.unposted_count().unwrap(), 0);
    assert_eq!(store.comment_by_id(id).unwrap().unwrap().amendments[0].posted, Some(day("2026-11-19")));
}

#[test]
fn what_was_entered_in_error_before_it_was_posted_need_not_be() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let error = amendment(&mut store, id, AmendmentKind::EnteredInError);
    store.record(Change::CommentAmended(error)).unwrap();
    let added = amendment(&mut store, id, AmendmentKind::Addendum);
    store.record(Change::CommentAmended(added)).unwrap();
    assert_eq!(store.unposted_count().unwrap(), 0);
}

#[test]
fn a_protected_text_leaves_the_store_by_a_recorded_reveal_alone() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, true);
    let added = amendment(&mut store, id, AmendmentKind::Addendum);
    store.record(Change::CommentAmended(added)).unwrap();
    let everything = |store: &Store| {
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            store.comment_by_id(id).unwrap(),
            store.comments_of_case(&case(), 9).unwrap(),
            store.all_comments(CommentFilter::All).unwrap(),
            store.case_timeline(&case()).unwrap(),
            store.entries_after(Seq(0), 99).unwrap(),
            store.case_records().unwrap(),
        )
    };
    for words in ["attendance sheet", "monthly contact", "she called back", "said more"] {
        assert!(!everything(&store).contains(words), "{words}");
    }
    let entries = store.case_timeline(&case()).unwrap().len();
    let revealed = store.reveal_comment(&case(), id, Some("safety plan".into())).unwrap();
    assert_eq!(revealed.comment.results(), "will bring the attendance sheet");
    assert_eq!(revealed.amendments[0].amendment.reason(), "she called back");
    let timeline = store.case_timeline(&case()).unwrap();
    assert_eq!(timeline.len(), entries + 1);
    let told = Change::Accessed {
        case: Some(case()),
        access: AuditEvent::Revealed { comment: id, reason: Some("safety plan".into()) },
    };
    assert_eq!(timeline.last().unwrap().change, told);
    assert!(!everything(&store).contains("attendance sheet"), "hidden again at once");
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn only_what_is_hidden_is_revealed() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let refused = store.reveal_comment(&case(), id, None).unwrap_err();
    assert_eq!(refused.to_string(), "The comment is not protected; there is nothing to reveal.");
    let elsewhere = store.reveal_comment(&"0052445".parse().unwrap(), id, None).unwrap_err();
    assert_eq!(elsewhere.to_string(), "Case 0052445 has no such comment.");
}

/// Returns all that the store shows of the comment without a reveal.
fn shown_without_reveal(store: &Store, id: RowId) -> String {
    let query = crate::domain::search::CommentQuery::parse("sheet", day("2026-11-19")).unwrap();
    let everything = crate::domain::search::CommentQuery::parse("", day("2026-11-19")).unwrap();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        store.comment_by_id(id).unwrap(),
        store.comments_of_case(&case(), 9).unwrap(),
        store.all_comments(CommentFilter::All).unwrap(),
        store.case_timeline(&case()).unwrap(),
        store.entries_after(Seq(0), 99).unwrap(),
        store.case_records().unwrap(),
        store.search_comments(&query, None, 9).unwrap(),
        store.search_comments(&everything, None, 9).unwrap(),
    )
}

#[test]
fn a_comment_that_is_protected_later_is_as_hidden_as_one_filed_protected() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let added = amendment(&mut store, id, AmendmentKind::Addendum);
    store.record(Change::CommentAmended(added)).unwrap();
    let words = ["attendance sheet", "monthly contact", "she called back", "said more"];
    for open in words {
        assert!(shown_without_reveal(&store, id).contains(open), "{open} is open before");
    }
    let protection = Amendment { text: String::new(), ..amendment(&mut store, id, AmendmentKind::Protected) };
    store.record(Change::CommentAmended(protection)).unwrap();
    let later = amendment(&mut store, id, AmendmentKind::Correction);
    store.record(Change::CommentAmended(later)).unwrap();
    drop(store);
    let mut store = fixture.open().unwrap();
    for hidden in words {
        assert!(!shown_without_reveal(&store, id).contains(hidden), "{hidden}");
    }
    let again = amendment(&mut store, id, AmendmentKind::Protected);
    assert_eq!(
        store.record(Change::CommentAmended(again)).unwrap_err().to_string(),
        "The comment is protected already."
    );
    let revealed = store.reveal_comment(&case(), id, Some("safety plan".into())).unwrap();
    assert_eq!(revealed.comment.results(), "will bring the attendance sheet");
    assert_eq!(revealed.amendments[0].amendment.text(), "said more: addendum");
    assert!(store.verify_record().unwrap().is_ok());
    store.rebuild_tables().unwrap();
    assert!(!shown_without_reveal(&store, id).contains("attendance sheet"));
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn protecting_a_comment_leaves_open_whether_it_must_be_posted() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    store.record(Change::CommentPosted { comment: id, case: case(), on: day("2026-11-19") }).unwrap();
    let protection = amendment(&mut store, id, AmendmentKind::Protected);
    store.record(Change::CommentAmended(protection)).unwrap();
    assert_eq!(store.unposted_count().unwrap(), 0);
}

/// Returns the rows of the tables that say what of a comment is shown, after these changes arrived in this order.
fn rows_after(changes: &[(u64, &Change)]) -> Vec<Vec<Vec<rusqlite::types::Value>>> {
    let mut record = Connection::open_in_memory().unwrap();
    crate::store::migrations::migrate_to(&mut record, crate::store::migrations::newest_version()).unwrap();
    for (seq, change) in changes {
        let head = crate::store::log::LogHead::EMPTY;
        let stamp = crate::store::log::EntryStamp {
            station: crate::domain::StationId(uuid::Uuid::nil()),
            author: "V1A3".parse().unwrap(),
            row: RowId(uuid::Uuid::nil()),
            now_ms: 1,
        };
        let entry = crate::store::log::next_entry(&head, stamp, change).unwrap();
        let entry = crate::domain::Entry { seq: Seq(*seq), ..entry };
        crate::store::apply::apply_change(&record, &entry, change).unwrap();
    }
    let rows = |table: &str| {
        let mut statement = record.prepare(&format!("SELECT * FROM {table} ORDER BY 1")).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).unwrap();
        rows.collect::<rusqlite::Result<Vec<Vec<rusqlite::types::Value>>>>().unwrap()
    };
    ["comment", "amendment", "protected_comment", "comment_search"].map(rows).to_vec()
}

#[test]
fn a_protection_gives_the_same_rows_whenever_and_however_often_it_arrives() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    let filed = Change::CommentFiled(comment(&mut store, "2026-11-18"));
    let id = filed.about_comment().unwrap();
    let mut protection = || Change::CommentAmended(amendment(&mut store, id, AmendmentKind::Protected));
    let (first, second) = (protection(), protection());
    let (filed, first, second) = ((1, &filed), (2, &first), (3, &second));
    let wanted = rows_after(&[filed, first, second]);
    assert_eq!(wanted[3], Vec::<Vec<rusqlite::types::Value>>::new(), "not in the index");
    for order in [[filed, second, first], [first, filed, second], [second, first, filed]] {
        assert_eq!(rows_after(&order), wanted);
    }
}

/// Returns every order of the items.
fn orders<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    let Some((first, others)) = items.split_first() else { return vec![vec![]] };
    let with_first = |order: Vec<T>| {
        let at = move |at: usize| [&order[..at], std::slice::from_ref(first), &order[at..]].concat();
        (0..items.len()).map(at).collect::<Vec<_>>()
    };
    orders(others).into_iter().flat_map(with_first).collect()
}

#[test]
fn a_comment_and_its_amendments_give_the_same_rows_in_whatever_order_they_arrive() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    let filed = Change::CommentFiled(comment(&mut store, "2026-11-18"));
    let id = filed.about_comment().unwrap();
    let kinds = [AmendmentKind::Addendum, AmendmentKind::EnteredInError, AmendmentKind::Correction];
    let amended = kinds.map(|kind| Change::CommentAmended(amendment(&mut store, id, kind)));
    let protection = Change::CommentAmended(amendment(&mut store, id, AmendmentKind::Protected));
    let log: Vec<(u64, &Change)> = (1..).zip(std::iter::once(&filed).chain(&amended)).collect();
    let wanted = rows_after(&log);
    assert_eq!(wanted[3].len(), 1, "in the index");
    assert!(format!("{:?}", wanted[3]).contains("said more: addendum"), "{:?}", wanted[3]);
    for order in orders(&log) {
        assert_eq!(rows_after(&order), wanted, "{:?}", order.iter().map(|(seq, _)| seq).collect::<Vec<_>>());
    }
    let with_protection: Vec<_> = log.iter().copied().chain([(9, &protection)]).collect();
    let wanted = rows_after(&with_protection);
    assert!(wanted[3].is_empty(), "not in the index");
    for order in orders(&with_protection) {
        assert_eq!(rows_after(&order), wanted, "{:?}", order.iter().map(|(seq, _)| seq).collect::<Vec<_>>());
    }
}

#[test]
fn a_reason_for_a_reveal_is_words() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, true);
    for bare in ["x", "xx", "x y z", "because", "1234 5678", "- -"] {
        let refused = store.reveal_comment(&case(), id, Some(bare.into())).unwrap_err().to_string();
        assert!(refused.starts_with("Say why in at least 2 words"), "{bare}: {refused}");
    }
    for none in [None, Some("  ".into())] {
        assert_eq!(store.reveal_comment(&case(), id, none).unwrap_err().to_string(), "Say why.");
    }
    store.reveal_comment(&case(), id, Some("asked participant".into())).unwrap();
}

#[test]
fn an_author_is_told_what_another_did_to_their_comment() {
    let fixture = Fixture::new();
    let (mut store, id) = with_comment(&fixture, false);
    let own = amendment(&mut store, id, AmendmentKind::Correction);
    store.record(Change::CommentAmended(own)).unwrap();
    let told = |store: &Store| store.case_record(&case()).unwrap().unwrap().amended;
    assert_eq!(told(&store), [], "nobody is told of what they did themselves");
    let author = store.worker().number.clone();
    store.hand_to_supervisor("V1S9");
    for kind in [AmendmentKind::Addendum, AmendmentKind::EnteredInError] {
        let amended = amendment(&mut store, id, kind);
        store.record(Change::CommentAmended(amended)).unwrap();
    }
    let [struck] = told(&store).try_into().unwrap();
    assert_eq!((struck.alert.to.clone(), struck.is_kept_apart), (author.clone(), false));
    assert!(struck.alert.text.starts_with("V1S9 marked your comment of "), "{}", struck.alert.text);
    let amended = amendment(&mut store, id, AmendmentKind::Protected);
    store.record(Change::CommentAmended(amended)).unwrap();
    assert_eq!(told(&store), [], "of a comment that is kept apart nobody but its author is told");
    store.hand_to_supervisor(author.as_str());
    let texts: Vec<String> = told(&store).into_iter().map(|amended| amended.alert.text).collect();
    assert!(texts.len() == 2 && texts.iter().all(|text| text.contains("amended your comment of ")), "{texts:?}");
}
