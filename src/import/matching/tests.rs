//! Tests of which people are alike, and of reading a list.

use rstest::rstest;

use super::*;
use crate::import::layouts::Layouts;

fn person(text: &str) -> (PersonName, NaiveDate) {
    let (name, born) = text.rsplit_once(' ').unwrap();
    (PersonName::from(name), born.parse().unwrap())
}

#[rstest]
#[case("Nguyen, Linh 1990-04-12", 100, "same name")]
#[case("NGUYEN, LINH 1990-04-12", 100, "same date of birth")]
#[case("Nguyễn, Linh 1990-04-12", 98, "accents")]
#[case("Linh, Nguyen 1990-04-12", 94, "another order")]
#[case("Linh Nguyen 1990-04-12", 94, "another order")]
#[case("Nguyen, Linh Thi 1990-04-12", 88, "left out")]
#[case("Nguyen, Lihn 1990-04-12", 86, "spelled alike")]
#[case("Nguyen, Linh 1990-12-04", 92, "day and month of birth swapped")]
#[case("Nguyen, Linh 1990-04-21", 92, "two digits of the date of birth transposed")]
#[case("Nguyen, Linh 1990-04-13", 86, "one digit of the date of birth differs")]
#[case("Tran, Linh 1990-04-12", 62, "another family name")]
fn likeness_has_a_score_and_its_reasons(#[case] other: &str, #[case] score: u8, #[case] reason: &str) {
    let (a, b) = (person("Nguyen, Linh 1990-04-12"), person(other));
    let found = score_likeness((&a.0, a.1), (&b.0, b.1)).unwrap();
    assert_eq!(found.score, score, "{found:?}");
    assert!(found.reasons.join("; ").contains(reason), "{found:?}");
    let back = score_likeness((&b.0, b.1), (&a.0, a.1)).unwrap();
    assert_eq!(back.score, score, "likeness goes both ways");
}

#[rstest]
#[case("Nguyen, Linh 1985-09-30")]
#[case("Brown, Keisha 1990-04-12")]
#[case("Nguyen, Thu 1990-04-12")]
#[case("Tran, Linh 1990-04-21")]
fn others_are_not_like_her(#[case] other: &str) {
    let (a, b) = (person("Nguyen, Linh 1990-04-12"), person(other));
    assert_eq!(score_likeness((&a.0, a.1), (&b.0, b.1)), None);
}

fn read_text(text: &str) -> MatchList {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    std::fs::write(&path, text).unwrap();
    read_match_list(&path, Layouts::for_matching(), None).unwrap()
}

#[test]
fn a_list_is_read_without_its_social_security_numbers() {
    let list = read_text(
        "CWS list,,,,\nFull Name,SSN,DOB,Case Status,Sensitive\n\
         \"Nguyen, Linh\",900-11-2233,04/12/1990,Open,Y\nKeisha Brown,900112244,1988-02-30,Closed,\n,,01/01/1990,,\n\
         900-11-2255,,05/05/1985,Closed,\nTotal,4,,,\n",
    );
    assert_eq!(list.people.len(), 2);
    assert!(list.people[0].sensitive && !list.people[0].closed && list.people[1].closed);
    let reasons: Vec<_> = list.rejected.iter().map(|(row, _)| *row).collect();
    assert_eq!(reasons, [4, 5], "{:?}", list.rejected);
    // A number in its own column is not looked at; a number elsewhere is masked.
    let shown = format!("{list:?}");
    assert!(!shown.contains("2233") && !shown.contains("2244") && !shown.contains("2255"), "{shown}");
}

#[test]
fn no_extract_is_taken_for_a_list_and_no_list_for_an_extract() {
    assert!(Layouts::for_extracts().get("child_welfare").is_none());
    assert_eq!(Layouts::for_matching().iter().count(), 1);
}
