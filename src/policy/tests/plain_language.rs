//! Remarks on dictated texts, by the dictionary that is built into the program.

use proptest::prelude::*;
use rstest::rstest;

use crate::domain::comment::{CommentDraft, CommentElement};
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::plain_language::{DictionaryAnswer, Jargon, RemarkKind, find_draft_remarks, find_remarks};

fn jargon() -> &'static Jargon {
    crate::policy::jargon::builtin_jargon()
}

/// Returns the remarks on a text: the kind of each and the words that it is about.
fn spans_by_kind(text: &str) -> Vec<(RemarkKind, &str)> {
    find_remarks(text, jargon(), &mut |_| DictionaryAnswer::Known)
        .into_iter()
        .map(|remark| (remark.kind, text.get(remark.span).unwrap()))
        .collect()
}

#[rstest]
#[case::plain("She called about the notice of action and will bring the attendance sheet.", &[])]
#[case::form("Signed the WTW 2; NA 840 was explained at 3 PM.", &[])]
#[case::common("Let us meet at the DMV, she has an ID.", &[])]
#[case::known("NOA mailed.", &["NOA"])]
#[case::once("NOA mailed, second NOA later.", &["NOA"])]
#[case::explained("The notice of action (NOA) was mailed; the NOA says so.", &[])]
#[case::explained_after("The NOA (notice of action) was mailed.", &[])]
#[case::slash("t/c w/o answer", &["t/c", "w/o"])]
#[case::small("Clt was told to follow up with Abe, appt on Friday", &["Clt", "appt"])]
#[case::unknown("Referred to the XQZ program.", &["XQZ"])]
#[case::single_letters("I said A or B.", &[])]
#[case::long("She went to BERKELEY on Friday.", &[])]
#[case::mixed("She used LaTeX once.", &[])]
#[case::ampersand("She works in R&D there.", &["R&D"])]
#[case::half_in_capitals("XQZ ABCDEFGH abcdefghijk", &["XQZ"])]
#[case::two_thirds_in_capitals("XQZ ABCDEFGHI ABCDEFGH abcdefghij", &[])]
#[case::twenty_capitals("XQZ ABCDEFGHIJKLMNOPQ", &["XQZ"])]
#[case::twenty_one_capitals("XQZ ABCDEFGHIJKLMNOPQR", &[])]
#[case::shouted("SHE CALLED ABOUT THE BUS PASS AND WILL BRING THE FORM", &[])]
fn an_abbreviation_is_a_remark_once_unless_it_is_explained(#[case] text: &str, #[case] wanted: &[&str]) {
    let wanted: Vec<_> = wanted.iter().map(|word| (RemarkKind::Abbreviation, *word)).collect();
    assert_eq!(spans_by_kind(text), wanted);
}

#[test]
fn a_blank_left_over_is_a_remark() {
    assert_eq!(
        spans_by_kind("by {what} {} { and {one|other}"),
        [(RemarkKind::Blank, "{what}"), (RemarkKind::Blank, "{one|other}")]
    );
    assert_eq!(
        spans_by_kind("{one}{two}"),
        [(RemarkKind::Blank, "{one}"), (RemarkKind::Blank, "{two}")],
        "side by side"
    );
}

#[test]
fn a_remark_offers_the_expansion() {
    let remarks = find_remarks("LVM today", jargon(), &mut |_| DictionaryAnswer::Known);
    assert_eq!(remarks[0].expansion.as_deref(), Some("left a voicemail message"));
    assert_eq!(remarks[0].says, "LVM: write left a voicemail message");
}

#[rstest]
#[case("He is lazy.", &["lazy"])]
#[case("She doesn’t care, and I feel she lied.", &["doesn’t care", "I feel", "lied"])]
#[case("Excused absence; the claimant's form; relied on the bus.", &[])]
fn feeling_and_blame_are_remarks(#[case] text: &str, #[case] wanted: &[&str]) {
    let wanted: Vec<_> = wanted.iter().map(|words| (RemarkKind::Judging, *words)).collect();
    assert_eq!(spans_by_kind(text), wanted);
}

#[rstest]
#[case("SSN 900-45-6789 given", &["900-45-6789"])]
#[case("900 45 6789", &["900 45 6789"])]
#[case("number 900456789.", &["900456789"])]
#[case("license D1234567", &["D1234567"])]
#[case("CIN: 91234567A", &["91234567A"])]
#[case("card 4000 1234 5678 9010", &["4000 1234 5678 9010"])]
#[case("case 12B10077 and 0052445", &[])]
#[case("phone 510-555-0123 or (510) 555-0199 or 5105550123", &[])]
#[case("on 2026-11-19 at 10:30, 32 hours, $1,234,567", &[])]
#[case("from 11/19/2026 to 12 30 2026", &[])]
#[case("item 1234A5678", &[])]
#[case("1234 5678A", &[])]
#[case("A12345678", &[])]
#[case("1234567D and D123 4567", &[])]
#[case("4000 1234 5678", &[])]
#[case("400 123 456 789 0123", &[])]
fn identifiers_are_remarks_and_other_numbers_are_not(#[case] text: &str, #[case] wanted: &[&str]) {
    let numbers: Vec<_> = spans_by_kind(text).into_iter().filter(|(kind, _)| *kind == RemarkKind::Identifier).collect();
    assert_eq!(numbers, wanted.iter().map(|number| (RemarkKind::Identifier, *number)).collect::<Vec<_>>());
}

#[test]
fn domestic_abuse_asks_for_a_protected_comment_and_is_no_remark_in_one() {
    let results = "She has a restraining order against him.".to_owned();
    let open = CommentDraft { results, ..CommentDraft::default() };
    let found = find_draft_remarks(&open, jargon(), &mut |_| DictionaryAnswer::Known);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].1.kind), (CommentElement::Results, RemarkKind::DomesticAbuse));
    assert!(
        find_draft_remarks(&CommentDraft { protected: true, ..open }, jargon(), &mut |_| DictionaryAnswer::Known)
            .is_empty()
    );
}

/// Of digits that may be a Social Security number the worker says whether they are none; of its three groups nobody asks.
#[rstest]
#[case::unanswered("Card 931739690 is new.", &[], &["931739690"])]
#[case::answered("Card 931739690 is new.", &[FilingAnswer::NotSsn], &[])]
#[case::beyond_doubt("Card 931-73-9690 is new.", &[FilingAnswer::NotSsn], &["931-73-9690"])]
#[case::another_number("Card 931739690, index 91234567A.", &[FilingAnswer::NotSsn], &["91234567A"])]
fn digits_that_are_no_ssn_are_no_remark(
    #[case] results: &str,
    #[case] answers: &[FilingAnswer],
    #[case] numbers: &[&str],
) {
    let draft = CommentDraft { results: results.to_owned(), answers: answers.to_vec(), ..CommentDraft::default() };
    let found = find_draft_remarks(&draft, jargon(), &mut |_| DictionaryAnswer::Known);
    let found: Vec<&str> = found.into_iter().map(|(_, remark)| results.get(remark.span).unwrap()).collect();
    assert_eq!(found, numbers);
}

#[test]
fn unknown_words_are_remarks_and_non_words_are_not() {
    let look_up = |word: &str| match word {
        "recieve" | "definately" | "Linh" | "wel" => DictionaryAnswer::Unknown { near: Vec::new() },
        _ => DictionaryAnswer::Known,
    };
    let misspelled = |text: &'static str| {
        let remarks = find_remarks(text, jargon(), &mut { look_up }).into_iter();
        let spelling = remarks.filter(|remark| remark.kind == RemarkKind::Spelling);
        spelling.map(|remark| text.get(remark.span).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(misspelled("Will recieve it, definately; (recieve)"), ["recieve", "definately", "recieve"]);
    assert_eq!(misspelled("Linh's wel-known form; wel/known, wel\u{2019}s"), ["Linh", "wel", "wel", "wel"]);
    assert_eq!(misspelled("recieve@x.org www.recieve.org RECIEVE recieve2 {recieve}"), Vec::<&str>::new());
}

#[test]
fn a_misspelling_names_near_words_and_offers_the_likeliest() {
    let near = ["receive", "relieve", "recipe", "reprieve"].map(str::to_owned).to_vec();
    let remarks = find_remarks("recieve", jargon(), &mut |_| DictionaryAnswer::Unknown { near: near.clone() });
    assert_eq!(remarks[0].says, "recieve: not in the dictionary (receive, relieve, recipe?)");
    assert_eq!(remarks[0].expansion.as_deref(), Some("receive"));
}

proptest! {
    #[test]
    fn spans_are_whole_characters_in_order_and_do_not_overlap(text in "[ -~éñ’漢\n]{0,60}|(NOA |lazy |900-45-6789 |é){0,12}") {
        let mut end = 0;
        for remark in find_remarks(&text, jargon(), &mut |word| if word.len() % 2 == 0 { DictionaryAnswer::Known } else { DictionaryAnswer::Unknown { near: Vec::new() } }) {
            prop_assert!(text.get(remark.span.clone()).is_some_and(|words| !words.is_empty()));
            prop_assert!(remark.span.start >= end);
            end = remark.span.end;
        }
    }
}

/// Returns the words of a text that are looked up in the dictionary.
fn looked_up(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    find_remarks(text, jargon(), &mut |word| {
        words.push(word.to_owned());
        DictionaryAnswer::Known
    });
    words
}

#[rstest]
#[case::parts("well-known, she", &["well", "known", "she"])]
#[case::owner("Linh's bus, Linh’s bus", &["Linh", "bus", "Linh", "bus"])]
#[case::addresses("me@home http://a/b file.txt a_b c\\d", &[])]
#[case::letters_and_numbers("a x 12 3rd ABC Ab3 bus", &["bus"])]
#[case::terms_of_the_work("appt clt bus", &["bus"])]
fn only_words_are_looked_up(#[case] text: &str, #[case] words: &[&str]) {
    assert_eq!(looked_up(text), words);
}

#[test]
fn a_misspelled_part_is_marked_where_it_stands() {
    let text = "Called a well-knwon bus-lien.";
    let wrong = ["knwon", "lien"];
    let remarks = find_remarks(text, jargon(), &mut |word| {
        if wrong.contains(&word) { DictionaryAnswer::Unknown { near: Vec::new() } } else { DictionaryAnswer::Known }
    });
    assert_eq!(remarks.into_iter().map(|remark| text.get(remark.span).unwrap()).collect::<Vec<_>>(), wrong);
}
