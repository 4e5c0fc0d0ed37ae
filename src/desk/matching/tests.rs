//! Tests of which people match.

use rstest::rstest;

use super::*;
use crate::domain::code_words::pins::assert_ids;

#[test]
fn the_ids_of_the_codes_stay_as_they_are() {
    assert_ids::<MatchGroup>(
        "potential_common_case sanctioned no_benefits closed not_open no_time_left not_in_caseload",
    );
}

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
