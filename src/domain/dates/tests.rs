//! Dates and months as people type and read them.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[rstest]
#[case("2026-11-19")]
#[case("0001-01-05")]
#[case("9999-12-31")]
#[case("+10000-01-01")]
#[case("-0001-12-31")]
fn a_date_is_serialized_as_chrono_serializes_it(#[case] text: &str) {
    let mut ours = Vec::new();
    serialize_iso_date(&day(text), &mut serde_json::Serializer::new(&mut ours)).unwrap();
    assert_eq!(ours, serde_json::to_vec(&day(text)).unwrap());
    assert_eq!(ours, format!("{text:?}").into_bytes());
}

#[rstest]
#[case("12/15", "2026-12-15")]
#[case("11/15", "2026-11-15")]
#[case("1/2", "2027-01-02")]
#[case("10/30", "2026-10-30")]
#[case("fri", "2026-11-27")]
#[case("tue", "2026-11-24")]
#[case("15", "2026-12-15")]
#[case("14", "2026-12-14")]
#[case("17", "2026-11-17")]
#[case("-3", "2026-11-27")]
#[case("12/15/25", "2025-12-15")]
fn what_a_date_leaves_open_is_decided_by_the_nearest_day(#[case] typed: &str, #[case] meant: &str) {
    assert_eq!(parse_nearest_date(typed, day("2026-11-30")), Ok(day(meant)), "{typed}");
}

#[test]
fn a_date_is_read_back_in_the_form_it_is_shown_in() {
    for form in [DateForm::MonthDay, DateForm::DayMonth] {
        for text in [form.date_text(day("2026-01-05")), form.day_text(day("2026-01-05"))] {
            assert_eq!(parse_typed_date(&text, day("2026-11-19"), DateSide::Past), Ok(day("2026-01-05")), "{text}");
        }
    }
}

#[rstest]
#[case("t", "2026-11-19")]
#[case("Y", "2026-11-18")]
#[case("-3", "2026-11-16")]
#[case("+10", "2026-11-29")]
#[case("fri", "2026-11-13")]
#[case("thu", "2026-11-19")]
#[case("11/2/99", "2099-11-02")]
#[case("15", "2026-11-15")]
#[case("30", "2026-10-30")]
#[case("11/15", "2026-11-15")]
#[case("12/31", "2025-12-31")]
#[case("2/29", "2024-02-29")]
#[case("11/15/26", "2026-11-15")]
#[case("2026-11-15", "2026-11-15")]
#[case("15 nov 2026", "2026-11-15")]
#[case("15 November 26", "2026-11-15")]
#[case("Sun 15 Nov 2026", "2026-11-15")]
#[case("Sun 11/15/2026", "2026-11-15")]
#[case("29 Feb", "2024-02-29")]
#[case("31 Dec", "2025-12-31")]
#[case("Nov 15", "2026-11-15")]
#[case("November 15, 2026", "2026-11-15")]
#[case("Sunday, November 15th", "2026-11-15")]
#[case("sun 15", "2026-11-15")]
#[case("11-15", "2026-11-15")]
#[case("11-15-2026", "2026-11-15")]
#[case("11.15.2026", "2026-11-15")]
#[case("11.15.26", "2026-11-15")]
#[case("Sun 11.15.2026", "2026-11-15")]
#[case("2026/11/15", "2026-11-15")]
#[case("2026.11.15", "2026-11-15")]
fn dates_are_read_as_people_say_them(#[case] typed: &str, #[case] meant: &str) {
    assert_eq!(parse_typed_date(typed, day("2026-11-19"), DateSide::Past), Ok(day(meant)), "{typed}");
}

#[rstest]
#[case("tomorrow", "2026-11-20")]
#[case("fri", "2026-11-20")]
#[case("15", "2026-12-15")]
#[case("1/5", "2027-01-05")]
fn a_typed_future_date_is_the_nearest_one(#[case] typed: &str, #[case] meant: &str) {
    assert_eq!(parse_typed_date(typed, day("2026-11-19"), DateSide::Future), Ok(day(meant)), "{typed}");
}

#[rstest]
#[case("")]
#[case("2/30/2026")]
#[case("soon")]
#[case("-")]
#[case("Mon 15 Nov 2026")]
#[case("30 Feb 2026")]
#[case("15 Nov 2026 2027")]
#[case("Mon 11/15/2026")]
#[case("02/30/2026")]
#[case("11/15/2026 2027")]
#[case("mon 15")]
#[case("3.5")]
fn anything_else_is_refused(#[case] typed: &str) {
    assert!(parse_typed_date(typed, day("2026-11-19"), DateSide::Past).is_err());
}

#[rstest]
#[case("2026-11")]
#[case("Nov 2026")]
#[case(" november 26 ")]
#[case("11/2026")]
#[case("11/26")]
#[case("11.2026")]
#[case("11-2026")]
fn a_month_is_read_as_it_is_shown_and_as_data_has_it(#[case] typed: &str) {
    assert_eq!(parse_typed_month(typed).unwrap().first_day(), day("2026-11-01"));
}

#[rstest]
#[case("Nov 1850")]
#[case("1850-11")]
#[case("0202-11")]
#[case("11/2126")]
#[case("")]
#[case("Nov")]
#[case("2026")]
#[case("11 2026")]
#[case("13/2026")]
#[case("11/15/2026")]
fn a_month_needs_a_month_and_a_year(#[case] typed: &str) {
    assert!(parse_typed_month(typed).is_err());
}

proptest! {
    /// Every form in which a date from 1900 to 2099 is shown with its year is read as that date, whatever day it is.
    #[test]
    fn a_date_is_read_as_it_is_shown(days in 693_596..=766_644, today in 700_000..=760_000) {
        let date = |days| NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let (date, today) = (date(days), date(today));
        for shown in [format_long_date(date), format_compact_date(date), date.to_string()] {
            for side in [DateSide::Past, DateSide::Future] {
                prop_assert_eq!(parse_typed_date(&shown, today, side), Ok(date), "{}", shown);
            }
        }
        let month = Month::from_date(date);
        for shown in [format_month(month), format_compact_month(month), month.to_string()] {
            prop_assert_eq!(parse_typed_month(&shown), Ok(month), "{}", shown);
        }
    }

    /// A date without its year is read as it is shown where it lies on the side that is asked for.
    #[test]
    fn a_date_of_this_year_is_read_as_it_is_shown(days in 700_000..=760_000, today in 1..=365_u32) {
        let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let today = NaiveDate::from_yo_opt(date.year(), today).unwrap();
        let side = if date <= today { DateSide::Past } else { DateSide::Future };
        prop_assert_eq!(parse_typed_date(&format_date(date, today), today, side), Ok(date));
    }
}

#[test]
fn a_month_in_data_has_four_digits_and_two() {
    assert!("2026-13".parse::<Month>().is_err());
    assert!("2026-1".parse::<Month>().is_err());
    let month: Month = "2026-12".parse().unwrap();
    assert_eq!(month.last_day(), day("2026-12-31"));
    assert_eq!(month.next().to_string(), "2027-01");
    assert_eq!(month.previous().to_string(), "2026-11");
}

#[rstest]
#[case("15.11.2026", "the month comes first. Is 11/15/2026 meant?")]
#[case("15/11/26", "the month comes first. Is 11/15/2026 meant?")]
#[case("1l/15/2026", "a letter stands for a digit. Is 11/15/2026 meant?")]
#[case("11/O5/2026", "a letter stands for a digit. Is 11/05/2026 meant?")]
fn what_is_no_date_is_refused_with_what_it_may_mean(#[case] typed: &str, #[case] says: &str) {
    let refused = parse_typed_date(typed, day("2026-11-19"), DateSide::Past).unwrap_err().to_string();
    assert!(refused.contains(says), "{refused}");
}
