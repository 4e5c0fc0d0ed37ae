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
    Amendment { id, comment, case: case(), kind, reason, text, protected: false }
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
