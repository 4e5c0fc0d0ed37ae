//! Search finds dictated words however they are typed, and never finds protected ones.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::search::CommentQuery;
use crate::store::{SearchPage, SnippetPart};

fn page(store: &Store, text: &str) -> SearchPage {
    store.search_comments(&CommentQuery::parse(text, day("2026-11-19")).unwrap(), None, 50).unwrap()
}

/// Returns the results of what is found, the newest first.
fn found(store: &Store, text: &str) -> Vec<String> {
    page(store, text).hits.into_iter().map(|hit| hit.comment.comment.results().to_owned()).collect()
}

/// Returns a store in which these results were dictated, a day apart, the last one on 18 November.
fn with_results(fixture: &Fixture, results: &[&str]) -> Store {
    let mut store = fixture.create();
    list_the_case(&mut store);
    let first = day("2026-11-18") - chrono::Days::new(results.len() as u64 - 1);
    for (results, on) in results.iter().zip(first.iter_days()) {
        let filed = Comment { results: (*results).to_owned(), ..comment(&mut store, &on.to_string()) };
        store.record(Change::CommentFiled(filed)).unwrap();
    }
    store
}

#[test]
fn words_phrases_beginnings_and_accents() {
    let fixture = Fixture::new();
    let store = with_results(&fixture, &["Señora Núñez missed the class", "missed the bus", "class was missed"]);
    assert_eq!(found(&store, "missed").len(), 3);
    assert_eq!(found(&store, "nunez"), ["Señora Núñez missed the class"]);
    assert_eq!(found(&store, "NÚÑEZ"), ["Señora Núñez missed the class"]);
    assert_eq!(found(&store, "\"missed the class\""), ["Señora Núñez missed the class"]);
    assert_eq!(found(&store, "class missed"), ["class was missed", "Señora Núñez missed the class"], "newest first");
    assert_eq!(found(&store, "cla* bu*"), Vec::<String>::new());
    assert_eq!(found(&store, "bu*"), ["missed the bus"]);
    assert_eq!(found(&store, "bu"), Vec::<String>::new());
}

#[test]
fn author_type_case_and_days_narrow() {
    let fixture = Fixture::new();
    let store = with_results(&fixture, &["one", "two", "three"]);
    assert_eq!(found(&store, ""), ["three", "two", "one"]);
    assert_eq!(found(&store, "from:2026-11-17 to:2026-11-17"), ["two"]);
    assert_eq!(found(&store, "author:v1a3 type:tele case:12b10077 one"), ["one"]);
    assert_eq!(found(&store, "case:l2bIOO77 one"), ["one"], "letters that look like digits");
    for nothing in ["author:V9Z9", "type:mail", "case:0052445", "one two"] {
        assert_eq!(found(&store, nothing), Vec::<String>::new(), "{nothing}");
    }
}

#[test]
fn a_name_is_found_inside_a_text_without_blanks() {
    let fixture = Fixture::new();
    let store =
        with_results(&fixture, &["今天張小明來了，談了工作", "張小明 came in", "ได้พบสมชายวันนี้", "zero\u{200b}width"]);
    assert_eq!(found(&store, "張小明").len(), 2);
    assert_eq!(found(&store, "小明").len(), 2);
    assert_eq!(found(&store, "明小"), Vec::<String>::new());
    assert_eq!(found(&store, "สมชาย").len(), 1);
    assert_eq!(found(&store, "zerowidth").len(), 1);
    assert_eq!(found(&store, "zero\u{200b}width").len(), 1);
    let snippet = &page(&store, "小明").hits[1].snippet;
    let marked: String = snippet.iter().filter(|part| part.hit).map(|part| part.text.as_str()).collect();
    assert_eq!(marked, "小明");
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn the_hit_is_marked_in_the_snippet() {
    let fixture = Fixture::new();
    let store = with_results(&fixture, &["the bus pass is ordered"]);
    let snippet = &page(&store, "PASS").hits[0].snippet;
    let snip = |text: &str, hit| SnippetPart { text: text.into(), hit };
    assert_eq!(*snippet, [snip("the bus ", false), snip("pass", true), snip(" is ordered", false)]);
}

#[test]
fn amendments_are_found_and_protected_comments_never() {
    let fixture = Fixture::new();
    let mut store = with_results(&fixture, &["one"]);
    let hidden = Comment { protected: true, results: "hidden".into(), ..comment(&mut store, "2026-11-18") };
    let open = store.all_comments(CommentFilter::All).unwrap()[0].comment.id;
    store.record(Change::CommentFiled(hidden.clone())).unwrap();
    for (comment, text) in [(open, "later words"), (hidden.id, "hidden later")] {
        let amendment = Amendment {
            id: store.new_row_id(),
            comment,
            case: CASE.parse().unwrap(),
            kind: AmendmentKind::Addendum,
            reason: "because".into(),
            text: text.into(),
            protected: false,
            answers: Vec::new(),
            corrected: None,
        };
        store.record(Change::CommentAmended(amendment)).unwrap();
    }
    assert_eq!(found(&store, "later"), ["one"]);
    assert_eq!(found(&store, "because"), ["one"]);
    assert_eq!(found(&store, ""), ["one"]);
    assert_eq!(found(&store, "hidden"), Vec::<String>::new());
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn a_comment_is_found_by_what_most_people_type() {
    let fixture = Fixture::new();
    let texts = ["ёлка", "at 3:30pm", "owes $1,200.50 now", "from Hawaiʻi", "مُحَمَّد came", "σίσυφος", "елена"];
    let store = with_results(&fixture, &texts);
    for (typed, text) in [
        ("елка", "ёлка"),
        ("ёлка", "ёлка"),
        ("Ёлка", "ёлка"),
        ("3:30", "at 3:30pm"),
        ("\"3:30 pm\"", "at 3:30pm"),
        ("1200.50", "owes $1,200.50 now"),
        ("$1,200.50", "owes $1,200.50 now"),
        ("hawaii", "from Hawaiʻi"),
        ("Hawaiʻi", "from Hawaiʻi"),
        ("محمد", "مُحَمَّد came"),
        ("σισυφος", "σίσυφος"),
        ("ёлена", "елена"),
        ("now 1200.50", "owes $1,200.50 now"),
    ] {
        assert_eq!(found(&store, typed), [text], "{typed}");
    }
    for signs in ["(", "*", "\"", "()"] {
        assert_eq!(found(&store, signs), Vec::<String>::new(), "{signs}");
    }
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let fixture = Fixture::new();
    let results: Vec<String> = (0..7).map(|number| format!("word {number}")).collect();
    let store = with_results(&fixture, &results.iter().map(String::as_str).collect::<Vec<_>>());
    let query = CommentQuery::parse("word", day("2026-11-19")).unwrap();
    let (mut seen, mut next) = (vec![], None);
    loop {
        let page = store.search_comments(&query, next, 3).unwrap();
        seen.extend(page.hits.into_iter().map(|hit| hit.comment.comment.results().to_owned()));
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    assert_eq!(seen, results.into_iter().rev().collect::<Vec<_>>());
}

/// Each station numbers its entries for itself and makes some at the same moment.
#[test]
fn a_comment_of_another_station_with_the_same_number_is_found_beside_ones_own() {
    let fixture = Fixture::new();
    let mut store = with_results(&fixture, &["own words"]);
    let own = page(&store, "").hits.remove(0).comment;
    let theirs = Comment { results: "their words".into(), ..comment(&mut store, "2026-11-18") };
    let change = Change::CommentFiled(theirs.clone());
    let head = crate::store::log::read_head(&store.connection, store.station).unwrap();
    let stamp = crate::store::log::EntryStamp {
        station: crate::domain::StationId(uuid::Uuid::from_u128(1)),
        author: "V1B2".parse().unwrap(),
        row: store.new_row_id(),
        now_ms: 0,
    };
    let entry = crate::store::log::next_entry(&head, stamp, &change).unwrap();
    let filed: u64 = store
        .connection
        .query_row("SELECT hlc FROM entry WHERE seq = ?1", [own.entry.0.cast_signed()], |row| row.get::<_, i64>(0))
        .unwrap()
        .cast_unsigned();
    let entry = crate::domain::Entry { seq: own.entry, hlc: crate::domain::Hlc(filed), ..entry };
    crate::store::apply::apply_change(&store.connection, &entry, &change).unwrap();
    assert_eq!(found(&store, "words").len(), 2);
    assert_eq!((found(&store, "own"), found(&store, "their")), (vec!["own words".into()], vec!["their words".into()]));
    let newest = page(&store, "words").hits[0].comment.comment.id;
    let older = CommentQuery::parse("words", day("2026-11-19")).unwrap();
    assert_eq!(store.search_comments(&older, Some(newest), 9).unwrap().hits.len(), 1);
    assert_eq!(store.comment_filed_from(own.entry).unwrap(), Some(own.comment.id));
}

#[test]
fn nothing_typed_is_an_error_of_the_index() {
    let fixture = Fixture::new();
    let store = with_results(&fixture, &["one", "NEAR AND OR NOT"]);
    for text in
        ["\"", "a\"\"b", "*", "NEAR(", "a AND", "^a", "-", "{x}:y", "a:b:c", "\0", "purpose:x", "( )", "\u{301}"]
    {
        page(&store, text);
    }
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let texts = prop_oneof!["\\PC{0,30}", "[a-cANDOR\"*:(){}^+' \\-\u{0}\u{301}\u{93e}]{0,30}"];
    runner
        .run(&texts, |text| {
            if let Ok(query) = CommentQuery::parse(&text, day("2026-11-19")) {
                prop_assert!(store.search_comments(&query, None, 5).is_ok(), "{text:?}");
            }
            Ok(())
        })
        .unwrap();
}

/// A comment of 10,000 times one word, and one as long that has it once.
#[test]
fn a_comment_that_has_a_word_ten_thousand_times_is_found_about_as_fast_as_another() {
    let fixture = Fixture::new();
    let many = "bus ".repeat(10_000);
    let once = format!("pass {}", "day ".repeat(10_000));
    let store = with_results(&fixture, &[&many, &once]);
    let fastest = |word: &str| {
        let times = (0..5).map(|_| {
            let begun = std::time::Instant::now();
            assert_eq!(page(&store, word).hits.len(), 1, "{word}");
            begun.elapsed()
        });
        times.min().unwrap()
    };
    let (often, seldom) = (fastest("bus"), fastest("pass"));
    assert!(often < seldom * 100, "{often:?} for one that has it often, {seldom:?} for one that has it once");
}

/// The search waits in the middle of a statement; the draft is written all the same, and another connection reads it.
#[test]
fn a_draft_is_on_the_disk_while_a_search_goes_on() {
    let fixture = Fixture::new();
    let results: Vec<String> = (0..200).map(|number| format!("visit {number}, missed the bus")).collect();
    let results: Vec<&str> = results.iter().map(String::as_str).collect();
    let store = with_results(&fixture, &results);
    let (begins, begun) = std::sync::mpsc::channel();
    let (go_on, waits) = std::sync::mpsc::channel::<()>();
    let is_stopped = move || {
        let _ = begins.send(());
        waits.recv().is_err()
    };
    let reader = store.open_reader(is_stopped).unwrap();
    let case = CASE.parse().unwrap();
    std::thread::scope(|scope| {
        let query = CommentQuery::parse("bus", day("2026-11-19")).unwrap();
        let search = scope.spawn(move || reader.search_comments(&query, None, 200).map(|page| page.hits.len()));
        begun.recv().unwrap();
        store.save_draft(&case, &DraftTarget::Comment, "typed meanwhile").unwrap();
        let other = store.open_reader(|| false).unwrap();
        assert_eq!(other.find_draft(&case, &DraftTarget::Comment).unwrap().unwrap().body, "typed meanwhile");
        drop(go_on);
        assert!(matches!(search.join().unwrap(), Err(StoreError::Stopped)), "it was still going on");
    });
}
