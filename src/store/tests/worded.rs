//! No Social Security number is recorded, wherever somebody writes it, and no comment with blanks or open abuse facts.

use super::*;
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::dates::Month;
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::phrase::Phrase;
use crate::domain::{Act, CaseNumber};
use crate::store::wording_check;

const SSN: &str = "SSN 900-45-6789";

fn case() -> CaseNumber {
    CASE.parse().unwrap()
}

/// Returns a change for each place in which somebody writes a text, with `text` in it.
fn changes_with(store: &mut Store, text: &str) -> Vec<Change> {
    let mut filed = || comment(store, "2026-11-18");
    let comments = [
        Comment { purpose: text.into(), ..filed() },
        Comment { results: text.into(), ..filed() },
        Comment { forms: vec![text.into()], ..filed() },
        Comment { documents: vec!["pay stub".into(), text.into()], ..filed() },
        Comment { protected: true, results: text.into(), ..filed() },
    ];
    let act: Act = serde_json::from_value(serde_json::json!({
        "person": 1, "on": "2026-11-18", "act": "document_received", "kind": text,
    }))
    .unwrap();
    let known = store.all_comments(CommentFilter::All).unwrap()[0].comment.id;
    let amendment = Amendment {
        id: store.new_row_id(),
        comment: known,
        case: case(),
        kind: AmendmentKind::Addendum,
        reason: "learned later".into(),
        text: text.into(),
        protected: false,
        answers: Vec::new(),
        corrected: None,
    };
    let another = store.new_row_id();
    let refused = Disposition::Refused { reason: text.into() };
    comments
        .map(Change::CommentFiled)
        .into_iter()
        .chain([
            Change::CommentAmended(amendment.clone()),
            Change::CommentAmended(Amendment { id: another, reason: text.into(), text: "more".into(), ..amendment }),
            Change::CaseAnnotated { case: case(), person: PersonNumber(1), text: text.into() },
            Change::Acted { case: case(), act },
            Change::AlertDisposed {
                alert: AlertKey("key".into()),
                case: case(),
                text: String::new(),
                disposition: refused,
            },
            Change::ChecklistItemMarked {
                case: case(),
                month: Month::from_date(day("2026-11-18")),
                item: ItemId("item".into()),
                mark: ItemMark::NotApplicable { why: text.into() },
            },
        ])
        .collect()
}

#[test]
fn a_social_security_number_is_recorded_nowhere() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let before = store.verify_record().unwrap();
    for change in changes_with(&mut store, SSN) {
        let told = format!("{change:?}");
        let refused = store.record(change).expect_err(&told).to_string();
        assert!(refused.contains("is a Social Security number") && !refused.contains("6789"), "{told}: {refused}");
    }
    let phrase = Phrase::new("mine", "mine", SSN).unwrap();
    assert!(store.save_phrase(&phrase).is_err());
    assert!(store.add_word("900-45-6789").is_err());
    assert_eq!(store.verify_record().unwrap(), before, "a refusal writes nothing");
    for change in changes_with(&mut store, "a pay stub of 11/02/2026, call 510-555-0106") {
        let told = format!("{change:?}");
        store.record(change).expect(&told);
    }
}

#[test]
fn doubtful_digits_and_words_of_abuse_are_filed_with_an_answer_that_the_log_keeps() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    for (results, answer) in
        [("receipt 900456789", FilingAnswer::NotSsn), ("her friend hits her bus stop early", FilingAnswer::NotAbuse)]
    {
        let doubted = Comment { results: results.into(), ..comment(&mut store, "2026-11-18") };
        let refused = store.record(Change::CommentFiled(doubted.clone())).unwrap_err();
        assert!(matches!(refused, StoreError::Refused(Refusal::Wording(_))), "{refused}");
        let answered = Change::CommentFiled(Comment { answers: vec![answer], ..doubted });
        store.record(answered.clone()).unwrap();
        assert_eq!(store.case_timeline(&case()).unwrap().last().unwrap().change, answered);
    }
}

#[test]
fn what_was_recorded_before_is_recorded_again_as_it_was_worded() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let former = Comment { results: format!("{SSN}, ;lm {{blank}}"), ..comment(&mut store, "2026-11-18") };
    assert!(store.record(Change::CommentFiled(former.clone())).is_err());
    store.record_again(Change::CommentFiled(former.clone())).unwrap();
    let another = Comment { id: store.new_row_id(), ..former };
    assert!(store.record(Change::CommentFiled(another)).is_err());
}

#[test]
fn words_of_child_welfare_are_asked_about_wherever_somebody_types() {
    let fixture = Fixture::new();
    let mut store = with_two_comments(&fixture);
    let reminder: Change = Change::ReminderSaved(crate::domain::reminder::Reminder {
        id: store.new_row_id(),
        case: case(),
        person: PersonNumber(1),
        on: day("2026-12-18"),
        text: "CPS removed the children".into(),
        disposition: None,
    });
    let texts =
        changes_with(&mut store, "CPS removed the children").into_iter().filter(|change| !change.is_protected());
    for change in texts.chain([reminder]) {
        let found = wording_check::find_obstacle(&store.connection, &change, &[]).unwrap();
        let asked = found.unwrap_or_else(|| panic!("{change:?}"));
        assert_eq!(asked.answer(), Some(FilingAnswer::NotChildWelfare), "{change:?}");
    }
    let step: Act =
        serde_json::from_value(serde_json::json!({ "person": 1, "on": "2026-11-18", "act": "document_received",
            "kind": "CPS letter" }))
        .unwrap();
    let answered = [FilingAnswer::NotChildWelfare];
    let change = Change::Acted { case: case(), act: step };
    assert_eq!(wording_check::find_obstacle(&store.connection, &change, &answered).unwrap(), None);
}

const ABUSE: &str = "her husband beat her";

/// The texts of changes that are no prose of a worker: what files and the county say, ids of data, and what the program says by
/// itself.
const NO_PROSE: [&str; 28] = [
    "/accessed/access/exported",
    "/alert_disposed/alert",
    "/alert_disposed/text",
    "/case_opened/name",
    "/case_opened/phone",
    "/checklist_item_marked/item",
    "/comment_filed/contact_type",
    "/configuration_changed/statutes_changed/0",
    "/extract_read/file",
    "/extract_read/sha256",
    "/facts_absent/back/0/key",
    "/facts_absent/gone/0/key",
    "/facts_imported/facts/0/fact/listed/case_name",
    "/facts_imported/facts/0/fact/listed/language",
    "/facts_imported/facts/0/fact/listed/name",
    "/facts_imported/facts/0/fact/listed/phone",
    "/facts_imported/facts/0/replaces",
    "/facts_imported/facts/0/unread/0/field",
    "/facts_imported/facts/0/unread/0/text",
    "/match_decided/digest",
    // They must be those that the record has of the row.
    "/rejected_row_dismissed/cells/0",
    "/rejected_rows_kept/header/cells/0",
    "/rejected_rows_kept/header/layout",
    "/rejected_rows_kept/rows/0/cells/0",
    "/rows_mended/rows/0/sha256",
    "/rows_rejected/rows/0/reason",
    "/rows_rejected/rows/0/suggestion",
    "/undone/restores/mark/item",
];

/// Returns the pointers to all texts in a value.
fn text_pointers(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(_) => found.push(at.to_owned()),
        serde_json::Value::Array(values) => {
            values.iter().enumerate().for_each(|(index, value)| text_pointers(value, &format!("{at}/{index}"), found));
        }
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| text_pointers(value, &format!("{at}/{name}"), found));
        }
        _ => {}
    }
}

/// Puts words of abuse into each text of each kind of change that is not protected. What can hold them is asked about, or
/// is no prose.
#[test]
fn every_text_that_somebody_types_is_asked_about() {
    let fixture = Fixture::new();
    let store = fixture.create();
    let mut unasked = std::collections::BTreeSet::new();
    let is_hidden = |change: &Change| {
        let hides = matches!(change, Change::CommentAmended(amendment) if amendment.kind == AmendmentKind::Protected);
        hides || change.is_protected()
    };
    for change in arriving::changes_of_every_kind().into_iter().filter(|change| !is_hidden(change)) {
        let value = serde_json::to_value(&change).unwrap();
        let mut pointers = Vec::new();
        text_pointers(&value, "", &mut pointers);
        for pointer in pointers {
            let mut with_words = value.clone();
            *with_words.pointer_mut(&pointer).unwrap() = ABUSE.into();
            let Ok(changed) = serde_json::from_value::<Change>(with_words) else { continue };
            let found = wording_check::find_obstacle(&store.connection, &changed, &[]).unwrap();
            if found.is_none() {
                unasked.insert(pointer);
            }
        }
    }
    assert_eq!(unasked.iter().map(String::as_str).collect::<Vec<_>>(), NO_PROSE);
}
