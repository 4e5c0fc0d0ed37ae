//! Tests with the extracts of an office. `expected.json` beside them has the counts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
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

fn expected() -> Expected {
    serde_json::from_str(&std::fs::read_to_string(fixture("extracts/expected.json")).unwrap()).unwrap()
}

/// Imports all files, the listing first.
fn read_all(office: &mut Office) -> Vec<(String, ImportResult)> {
    let layouts = Layouts::for_extracts();
    let path = |file: &String| fixture("extracts").join(file);
    let mut files: Vec<String> = expected().files.into_keys().collect();
    files.sort_by_key(|file| open_extract(&path(file), layouts, None).unwrap().parts[0].kind());
    files.into_iter().map(|file| (file.clone(), office.read(&path(&file)).unwrap().remove(0))).collect()
}

#[test]
fn an_empty_caseload_imports_what_is_expected() {
    let expected = expected();
    for (file, imported) in read_all(&mut Office::new()) {
        let (wanted, counts) = (&expected.files[&file], imported.counts());
        let all = RowCounts { read: wanted.read, new: wanted.accepted, duplicate: wanted.duplicate, ..counts };
        assert_eq!(counts, all, "{file}: {:?}", imported.reasons());
        assert_eq!((counts.changed, counts.unchanged), (0, 0), "{file}");
        assert_eq!(sum(counts), wanted.read, "{file}");
        assert_eq!(imported.rejected.len(), wanted.rejected.len(), "{file}: {:?}", imported.reasons());
        for words in &wanted.rejected {
            let has_words = |row: &RejectedRow| words.iter().all(|word| row.reason.contains(word));
            assert!(imported.rejected.iter().any(has_words), "{file}: {words:?}");
        }
        assert!(imported.rejected.iter().all(|row| !row.suggestion.is_empty() && !row.cells.is_empty()));
    }
}

#[test]
fn the_same_files_again_change_nothing() {
    let mut office = Office::new();
    let first = read_all(&mut office);
    for ((file, before), (_, again)) in first.iter().zip(read_all(&mut office)) {
        assert_eq!(again.changes, [], "{file}");
        let expected = RowCounts { new: 0, unchanged: before.counts().new, ..before.counts() };
        assert_eq!((again.counts(), &again.rejected), (expected, &before.rejected), "{file}");
        assert_eq!(again.outcome.missing, 0, "{file}");
    }
}

#[test]
fn every_file_is_read_as_what_it_is() {
    use encoding::Encoding;
    let layouts = Layouts::for_extracts();
    let found = |name: &str| {
        let file = open_extract(&fixture("extracts").join(name), layouts, None).unwrap();
        (file.parts[0].kind(), file.parts[0].encoding())
    };
    assert_eq!(found("es108_V1A3_2026-11-19.xlsx"), (ExtractKind::Listing, Encoding::Workbook));
    assert_eq!(found("household.csv"), (ExtractKind::Household, Encoding::Utf8));
    assert_eq!(found("activity_history.csv"), (ExtractKind::ActivityHistory, Encoding::Utf8));
    assert_eq!(found("alerts.txt"), (ExtractKind::Alerts, Encoding::Utf16Le));
}

#[test]
fn the_listing_says_its_day_its_cases_and_its_rows() {
    let (all, wanted) = (read_all(&mut Office::new()), expected());
    let listing = &all[0].1;
    let extract = &listing.outcome.extract;
    assert_eq!(extract.run.map(|day| day.to_string()).as_deref(), Some("2026-11-19"));
    assert_eq!(extract.sheet.as_deref(), Some("ES 108"));
    let cases: std::collections::BTreeSet<_> = listing.changes.iter().map(|change| change.now.case()).collect();
    assert_eq!((cases.len(), listing.changes.len()), (wanted.cases, wanted.people));

    let first = listing.changes.iter().find(|change| change.row == 6).unwrap();
    let CountyFact::Listed(listed) = &first.now else { panic!("a participant") };
    assert_eq!((listed.case.as_str(), first.sheet.as_deref()), ("0052445", Some("ES 108")));
    assert_eq!(
        (listed.name.to_string().as_str(), listed.birth_date.to_string().as_str()),
        ("Ramírez, Rafael", "1985-01-03")
    );
    let activity = listed.activity.as_ref().unwrap();
    let hours = activity.weekly_hours.unwrap().to_string();
    assert_eq!((activity.kind.as_str(), hours.as_str()), ("On-the-Job Training", "30"));
}

#[test]
fn nothing_that_was_read_holds_a_social_security_number() {
    for (file, imported) in read_all(&mut Office::new()) {
        let everything = format!("{:?} {:?}", imported.changes, imported.rejected);
        assert_eq!(redact_ssn::redact_ssns(&everything), everything, "{file}");
    }
}
