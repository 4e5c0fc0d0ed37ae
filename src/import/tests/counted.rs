//! Tests that each row is exactly one of new, changed, unchanged, duplicate and rejected, and what follows from it.

use proptest::prelude::*;

use super::*;
use crate::domain::extract::CountyFact;

const EXEMPTIONS: &str = "Case,Person,Reason,From,Review/End\n";

#[test]
fn a_changed_row_has_its_former_value_beside_it() {
    let mut office = Office::with_case("1B1");
    let first = office.read_text(&format!("{EXEMPTIONS}1B1,1,Disability,1/1/2026,6/30/2026\n"));
    let later = office.read_text(&format!("{EXEMPTIONS}1B1,1,Disability,1/1/2026,12/31/2026\n"));
    assert_eq!(later.counts(), RowCounts { read: 1, changed: 1, ..RowCounts::default() });
    assert_eq!(later.changes[0].before.as_ref(), Some(&first.changes[0].now));
    let fields = later.changes[0].now.differences(&first.changes[0].now);
    assert_eq!((fields.len(), fields[0].field.as_str()), (1, "until"));
}

#[test]
fn rows_that_contradict_each_other_are_all_rejected() {
    let text = format!(
        "{EXEMPTIONS}1B1,1,Disability,1/1/2026,6/30/2026\n1B1,1,Age 60+,1/1/2026,\n\
         1B1,1,Disability,1/1/2026,12/31/2026\n1B1,1,Age 60 or older,01/01/2026,\n1B1,1,Disability,1/1/2026,6/30/2026\n"
    );
    let imported = Office::with_case("1B1").read_text(&text);
    assert_eq!(imported.counts(), RowCounts { read: 5, new: 1, duplicate: 1, rejected: 3, ..RowCounts::default() });
    let reason = "rows 2, 4 and 6 contradict each other";
    assert_eq!(imported.reasons(), [(2, reason), (4, reason), (6, reason)]);
    assert_eq!(imported.rejected[1].cells, ["1B1", "1", "Disability", "1/1/2026", "12/31/2026"]);
}

#[test]
fn only_the_listing_brings_cases() {
    let imported = Office::with_case("1B1").read_text(&format!("{EXEMPTIONS}1B00000,1,Disability,1/1/2026,\n"));
    assert_eq!(imported.rejected[0].reason, "case 1B00000 is not in the caseload");
    assert!(imported.rejected[0].suggestion.contains("case listing"));
}

#[test]
fn what_an_extract_does_not_name_stays_and_is_listed() {
    let mut office = Office::with_case("1B1");
    office.read_text(&format!("{EXEMPTIONS}1B1,1,Disability,1/1/2026,\n1B1,1,Age 60+,2/1/2026,\n"));
    let later = office.read_text(&format!("{EXEMPTIONS}1B1,1,Age 60+,2/1/2026,\n"));
    assert_eq!((later.outcome.missing, later.counts().unchanged), (1, 1));
    let missing = office.store.missing_facts(10).unwrap();
    assert_eq!(missing.len(), 1);
    assert!(matches!(&missing[0].fact, CountyFact::Exemption(row) if row.reason == "disability"));
    assert_eq!((missing[0].last_file.as_str(), missing[0].file.as_str()), ("file2.csv", "file3.csv"));
    let record = office.store.case_record(&"1B1".parse().unwrap()).unwrap().unwrap();
    assert_eq!(record.facts.exemptions.len(), 2, "it is never deleted");

    let whole = office.read_text(&format!("{EXEMPTIONS}1B1,1,Age 60+,2/1/2026,\n1B1,1,Disability,1/1/2026,\n"));
    assert_eq!((whole.outcome.missing, office.store.missing_facts(10).unwrap().len()), (0, 0));
    let empty = office.read_text(EXEMPTIONS);
    assert_eq!((empty.outcome.missing, office.store.missing_facts(10).unwrap().len()), (2, 2));
}

#[test]
fn a_number_with_a_letter_for_a_digit_makes_no_second_case() {
    let mut office = Office::with_case("1B1");
    for number in ["IB1", "lB1", "1Bl"] {
        let read = office.read_text(&format!("{EXEMPTIONS}{number},1,Disability,1/1/2026,6/30/2026\n"));
        assert_eq!(read.rejected.len(), 1, "{number}");
        let reason = &read.rejected[0].reason;
        assert!(reason.contains("is not known, and 1B1 is: a letter in it looks like a digit"), "{reason}");
    }
}

#[test]
fn an_import_that_is_stopped_or_not_kept_leaves_no_trace() {
    let mut office = Office::with_case("1B1");
    let before = office.store.verify_record().unwrap().unwrap();
    let rows: Vec<String> = (0..5_000).map(|row| format!("1B1,1,Disability,1/1/19{},\n", 86 + row % 14)).collect();
    let rows = rows.concat();
    let path = office.file(format!("{EXEMPTIONS}{rows}").as_bytes());
    let file = open_extract(&path, &office.layouts, None).unwrap();
    for stop_at in [ImportProgress::Reading(4_096), ImportProgress::Comparing(2_048, 5_000)] {
        let mut importing = office.store.begin_import().unwrap();
        let sorter = importing.new_sorter().unwrap();
        let stop = |progress| if progress == stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let stopped = import_extract(&mut importing, sorter, &file.parts[0], WhenOlder::KeepNewer, &mut { stop });
        assert!(matches!(stopped, Err(ImportError::Stopped)));
        drop(importing);
        assert_eq!(office.store.verify_record().unwrap().unwrap(), before);
    }
}

/// Returns a row of an untidy file: good, blank, cut, repeated, contradicting, a title, a total, nonsense.
fn untidy_row() -> impl Strategy<Value = String> {
    let case = prop::sample::select(vec!["1B1", "52445", "0052445", "1B00000", "", "Total", "Page 1 of 2"]);
    let reason =
        prop::sample::select(vec!["Disability", "DISABILITY", "Age 60+", "???", "", "\"Dis\nability\"", "\"x"]);
    let date = prop::sample::select(vec!["1/1/2026", "01/01/2026", "2026-01-01", "13/13/2026", "", "\u{1b}[0m"]);
    let row = (case, 0..3_u8, reason, date.clone(), date)
        .prop_map(|(case, person, reason, from, until)| format!("{case},{person},{reason},{from},{until}"));
    prop_oneof![
        8 => row,
        1 => Just(EXEMPTIONS.trim_end().to_owned()),
        1 => Just(String::new()),
        1 => Just(",,,,".to_owned()),
        1 => "[ -~]{0,40}",
        1 => "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_row_is_exactly_one_of_the_five(files in prop::collection::vec(prop::collection::vec(untidy_row(), 0..40), 1..4)) {
        let mut office = Office::with_case("0052445");
        for rows in files {
            let text = format!("{EXEMPTIONS}{}\n", rows.join("\n"));
            let path = office.file(text.as_bytes());
            let data_rows = open_extract(&path, &office.layouts, None).unwrap().parts[0].collect_rows().unwrap().len();
            let imported = office.read(&path).unwrap().remove(0);
            prop_assert_eq!(imported.counts().read as usize, data_rows);
            prop_assert_eq!(sum(imported.counts()), imported.counts().read);
            prop_assert_eq!(imported.rejected.len(), imported.counts().rejected as usize);
            let is_explained = |row: &RejectedRow| !row.reason.is_empty() && !row.suggestion.is_empty();
            prop_assert!(imported.rejected.iter().all(is_explained));
            prop_assert!(imported.rejected.iter().all(|row| !row.reason.contains(char::is_control)));
            let again = office.read(&path).unwrap().remove(0);
            prop_assert_eq!(again.counts().new + again.counts().changed, 0);
            prop_assert_eq!(&again.rejected, &imported.rejected);
        }
        prop_assert!(office.store.verify_record().unwrap().is_ok());
    }
}
