//! The extracts of an office, as they come: what must be counted in each stands in `expected.json` beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::domain::change::Counts;
use crate::domain::extract::{CountyFact, ExtractKind};

#[derive(Deserialize)]
struct Expected {
    cases: usize,
    people: usize,
    files: BTreeMap<String, ExpectedFile>,
}

#[derive(Deserialize)]
struct ExpectedFile {
    read: u32,
    accepted: u32,
    #[serde(default)]
    duplicate: u32,
    rejected: Vec<Vec<String>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extracts")
}

fn expected() -> Expected {
    serde_json::from_str(&std::fs::read_to_string(folder().join("expected.json")).unwrap()).unwrap()
}

/// All files of the office, read, in the order in which they go in.
fn read_all() -> Vec<ReadExtract> {
    let layouts = Layouts::bundled().unwrap();
    let read = |file: &String| read_extract(&folder().join(file), &layouts, None).unwrap();
    let mut extracts: Vec<_> = expected().files.keys().map(read).collect();
    extracts.sort_by_key(|extract| extract.kind);
    extracts
}

fn sum(counts: Counts) -> u32 {
    counts.new + counts.changed + counts.unchanged + counts.duplicate + counts.rejected
}

/// Reads the files into `known` and gives what each of them brought.
fn take_in(extracts: &[ReadExtract], known: &mut KnownFacts) -> Vec<(String, Reconciled)> {
    let mut results = Vec::new();
    for extract in extracts {
        let Ok(result) = reconcile(extract, known);
        known.add_all(&result);
        results.push((extract.file.clone(), result));
    }
    results
}

#[test]
fn an_empty_caseload_takes_in_what_is_expected() {
    let expected = expected();
    for (file, result) in take_in(&read_all(), &mut KnownFacts::default()) {
        let wanted = &expected.files[&file];
        let counts = Counts { read: wanted.read, new: wanted.accepted, duplicate: wanted.duplicate, ..result.counts };
        assert_eq!(result.counts, counts, "{file}: {:?}", result.rejected);
        assert_eq!((result.counts.changed, result.counts.unchanged), (0, 0), "{file}");
        assert_eq!(sum(result.counts), wanted.read, "{file}");
        let reasons: Vec<_> = result.rejected.iter().map(|rejected| rejected.reason.as_str()).collect();
        assert_eq!(reasons.len(), wanted.rejected.len(), "{file}: {reasons:?}");
        for words in &wanted.rejected {
            assert!(reasons.iter().any(|reason| words.iter().all(|word| reason.contains(word))), "{file}: {words:?}");
        }
    }
}

#[test]
fn the_same_files_again_change_nothing() {
    let extracts = read_all();
    let mut known = KnownFacts::default();
    let first = take_in(&extracts, &mut known);
    for ((file, before), (_, again)) in first.iter().zip(take_in(&extracts, &mut known)) {
        assert_eq!(again.cases, [], "{file}");
        let expected = Counts { new: 0, unchanged: before.counts.new, ..before.counts };
        assert_eq!((again.counts, &again.rejected), (expected, &before.rejected), "{file}");
    }
}

#[test]
fn every_file_is_read_as_what_it_is() {
    use decode::Encoding;
    let read: Vec<_> = read_all().into_iter().map(|extract| (extract.kind, extract.encoding)).collect();
    let expected = [
        (ExtractKind::Listing, Encoding::Workbook),
        (ExtractKind::Household, Encoding::Utf8),
        (ExtractKind::ActivityHistory, Encoding::Utf8),
        (ExtractKind::Attendance, Encoding::Utf8),
        (ExtractKind::Noncompliance, Encoding::Utf8),
        (ExtractKind::Exemptions, Encoding::Utf8),
        (ExtractKind::Alerts, Encoding::Utf16Le),
    ];
    assert_eq!(read, expected);
}

#[test]
fn the_listing_says_its_day_its_cases_and_its_rows() {
    let (extracts, wanted) = (read_all(), expected());
    let listing = &extracts[0];
    assert_eq!(listing.run.map(|day| day.to_string()).as_deref(), Some("2026-11-19"));
    assert_eq!((listing.layout.as_str(), listing.sheet.as_deref()), ("listing", Some("ES 108")));
    let Ok(result) = reconcile(listing, &KnownFacts::default());
    assert_eq!(result.cases.len(), wanted.cases);
    assert_eq!(result.cases.iter().map(|case| case.differences.len()).sum::<usize>(), wanted.people);

    let first = &result.cases[0].differences[0];
    let CountyFact::Listed(listed) = &first.now.fact else { panic!("a participant") };
    assert_eq!((first.now.row, listed.case.as_str()), (6, "0052445"));
    assert_eq!(
        (listed.name.to_string().as_str(), listed.birth_date.to_string().as_str()),
        ("Ramírez, Rafael", "1985-01-03")
    );
    let activity = listed.activity.as_ref().unwrap();
    assert_eq!(
        (activity.kind.as_str(), activity.weekly_hours.unwrap().to_string().as_str()),
        ("On-the-Job Training", "30")
    );
}

#[test]
fn nothing_that_was_read_holds_a_social_security_number() {
    for extract in read_all() {
        let everything = format!("{extract:?}");
        assert_eq!(plain::without_ssn(&everything), everything, "{}", extract.file);
    }
}

/// The first block of `language` in the description of layouts.
fn documented(language: &str) -> String {
    let description = include_str!("../../docs/layouts.md");
    let (_, block) = description.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_example_of_the_description_reads_as_it_says() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("lakeside.toml"), documented("toml")).unwrap();
    std::fs::write(home.path().join("waivers.csv"), documented("csv")).unwrap();
    let layouts = Layouts::bundled().unwrap().with_own(home.path()).unwrap();
    let read = read_extract(&home.path().join("waivers.csv"), &layouts, None).unwrap();
    assert_eq!((read.layout.as_str(), read.run), ("lakeside_waivers", "2026-11-19".parse().ok()));
    let facts: Vec<_> = read.rows.iter().map(|row| (row.row, row.outcome.clone().unwrap())).collect();
    let [(4, CountyFact::Exemption(first)), (5, CountyFact::Exemption(second))] = facts.as_slice() else {
        panic!("{facts:?}")
    };
    assert_eq!(
        (first.case.as_str(), first.reason.as_str(), first.until),
        ("0052445", "disability", "2026-12-31".parse().ok())
    );
    assert_eq!((second.reason.as_str(), second.from.to_string().as_str()), ("child_0_23_months", "2026-11-15"));
}

#[test]
fn the_description_has_every_field_and_form_of_dates() {
    use strum::VariantArray;
    let description = include_str!("../../docs/layouts.md");
    for field in field::Field::VARIANTS {
        assert!(description.contains(&format!("`{field}`")), "{field}");
    }
    for form in date_form::DateForm::VARIANTS {
        assert!(description.contains(&format!("`{}`", form.name())), "{}", form.name());
    }
}

/// Reads an invented file.
fn read_text(text: &str) -> ReadExtract {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    std::fs::write(file.path(), text).unwrap();
    read_extract(file.path(), &Layouts::bundled().unwrap(), None).unwrap()
}

fn known_case(case: &str) -> KnownFacts {
    let row = format!(
        "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
         {case},\"Vu, Mai\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026\n"
    );
    let mut known = KnownFacts::default();
    let Ok(listed) = reconcile(&read_text(&row), &known);
    known.add_all(&listed);
    known
}

const EXEMPTIONS: &str = "Case,Person,Reason,From,Review/End\n";

#[test]
fn a_changed_row_has_its_former_value_beside_it() {
    let mut known = known_case("1B1");
    let Ok(first) = reconcile(&read_text(&format!("{EXEMPTIONS}1B1,1,Disability,1/1/2026,6/30/2026\n")), &known);
    known.add_all(&first);
    let Ok(later) = reconcile(&read_text(&format!("{EXEMPTIONS}1B1,1,Disability,1/1/2026,12/31/2026\n")), &known);
    assert_eq!(later.counts, Counts { read: 1, changed: 1, ..Counts::default() });
    assert_eq!(later.cases[0].differences[0].before, Some(first.cases[0].differences[0].now.fact.clone()));
}

#[test]
fn rows_that_contradict_each_other_are_all_rejected() {
    let text = format!(
        "{EXEMPTIONS}1B1,1,Disability,1/1/2026,6/30/2026\n1B1,1,Age 60+,1/1/2026,\n\
         1B1,1,Disability,1/1/2026,12/31/2026\n1B1,1,Age 60 or older,01/01/2026,\n1B1,1,Disability,1/1/2026,6/30/2026\n"
    );
    let Ok(result) = reconcile(&read_text(&text), &known_case("1B1"));
    assert_eq!(result.counts, Counts { read: 5, new: 1, duplicate: 1, rejected: 3, ..Counts::default() });
    let rejected: Vec<_> = result.rejected.iter().map(|row| (row.row, row.reason.as_str())).collect();
    let reason = "rows 2, 4 and 6 contradict each other";
    assert_eq!(rejected, [(2, reason), (4, reason), (6, reason)]);
}

#[test]
fn only_the_listing_brings_cases() {
    let Ok(result) =
        reconcile(&read_text(&format!("{EXEMPTIONS}1B00000,1,Disability,1/1/2026,\n")), &known_case("1B1"));
    assert_eq!(result.rejected[0].reason, "case 1B00000 is not in the caseload");
}

/// A row of an untidy file: good, blank, cut, repeated, contradicting, a title, a total, nonsense.
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
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_row_is_exactly_one_of_the_five(rows in prop::collection::vec(untidy_row(), 0..40)) {
        let read = read_text(&format!("{EXEMPTIONS}{}\n", rows.join("\n")));
        let mut known = known_case("0052445");
        let Ok(result) = reconcile(&read, &known);
        prop_assert_eq!(result.counts.read as usize, read.rows.len());
        prop_assert_eq!(sum(result.counts), result.counts.read);
        prop_assert_eq!(result.rejected.len(), result.counts.rejected as usize);
        prop_assert!(result.rejected.iter().all(|row| !row.reason.is_empty() && !row.reason.contains(char::is_control)));
        known.add_all(&result);
        let Ok(again) = reconcile(&read, &known);
        prop_assert_eq!(again.counts.new + again.counts.changed, 0);
        prop_assert_eq!(&again.rejected, &result.rejected);
    }
}
