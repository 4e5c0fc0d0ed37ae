mod catalog;
mod edges_of_months;
mod impossible_facts;
mod months;
mod people;

use chrono::{Days, NaiveDate};
use rstest::rstest;
use strum::VariantArray as _;

use super::activity;
use super::clock::{Clock, ClockId};
use super::*;
use crate::domain::category::{Category, Severity};
use crate::domain::code_words::pins::assert_ids;
use crate::domain::dates::Month;
use crate::domain::facts::*;
use crate::domain::hours::Hours;
use crate::domain::ids::PersonNumber;
use crate::domain::status::*;
use crate::policy::{Policies, param};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_ids_of_the_codes_stay_as_they_are() {
    assert_ids::<Category>(
        "discontinued no_current_activity good_cause_20_day no_activity_update overdue_noncompliance contact attendance \
         activity plan exemption sanction time_on_aid supportive_services referral notice document difference supervision \
         social_work common_case outreach linkages goals",
    );
    assert_ids::<Severity>("aid duty record notice");
    assert_ids::<ClockId>(
        "good_cause_period compliance_plan cure contact plan_due plan_changes plan_reassignment exemption time_on_aid \
         federal_time clock24 child_turns_six call_back final_letter_reply unreached next_report",
    );
}

fn found(facts: &CaseFacts, on: &str) -> Vec<(String, u8, Option<NaiveDate>)> {
    let evaluation = evaluate_case(facts, Policies::builtin(), day(on));
    evaluation
        .findings
        .into_iter()
        .map(|finding| (finding.rule.id().to_owned(), finding.person.0, finding.due))
        .collect()
}

fn notice_of_30_october() -> CaseFacts {
    serde_json::from_str(
        r#"{"noncompliance": [{"person": 1, "notice_issued": "2026-10-30", "appointment": "2026-11-09"}]}"#,
    )
    .unwrap()
}

#[rstest]
#[case("2026-11-13", None)]
#[case("2026-11-14", Some("good_cause_period"))]
#[case("2026-11-19", Some("good_cause_period"))]
#[case("2026-11-20", Some("overdue_noncompliance"))]
fn the_20_day_period_ends_with_day_20(#[case] on: &str, #[case] rule: Option<&str>) {
    let expected: Vec<_> = rule.map(|rule| (rule.to_owned(), 1, Some(day("2026-11-19")))).into_iter().collect();
    let mut facts = notice_of_30_october();
    facts.noncompliance[0].appointment = Some(day("2026-11-12"));
    assert_eq!(found(&facts, on), expected);
}

#[test]
fn a_discontinued_case_gives_only_its_own_row() {
    let mut facts = notice_of_30_october();
    facts.aid.push(DatedAidStatus {
        status: AidStatus::Discontinued,
        since: day("2026-10-01"),
        source: Source::Stated,
    });
    assert_eq!(found(&facts, "2026-11-19"), [("discontinued".to_owned(), 0, Some(day("2026-10-31")))]);
}

#[rstest]
#[case("2020-02-29", "2026-03-01")]
#[case("2020-11-20", "2026-11-20")]
#[case("2018-02-28", "2024-02-28")]
fn six_years_are_complete_on_the_birthday(#[case] born: &str, #[case] turns: &str) {
    let (born, turns, six) = (day(born), day(turns), param::Years(6));
    assert_eq!(household::birthday_at_age(born, six), turns);
    let reached = |on| household::has_reached_age(born, six, on);
    assert!(!reached(turns - Days::new(366)) && !reached(turns.pred_opt().unwrap()));
    assert!(reached(turns) && reached(turns + Days::new(366)));
}

#[test]
fn a_clock_has_ended_after_its_last_day_or_beyond_its_units() {
    let evaluation = evaluate_case(&notice_of_30_october(), Policies::builtin(), day("2026-11-19"));
    let of_days = &evaluation.clocks[0];
    assert_eq!(of_days.id, ClockId::GoodCausePeriod);
    assert!(!of_days.has_ended(day("2026-11-19")), "the last day is one of them");
    assert!(of_days.has_ended(day("2026-11-20")));
    let of_months = |used| Clock { used: Some(used), of: Some(60), due: None, ..of_days.clone() };
    assert!(!of_months(60).has_ended(day("2026-11-20")), "the last month is one of them");
    assert!(of_months(61).has_ended(day("2026-11-20")));
}

#[test]
fn clocks_and_categories_each_have_their_own_name() {
    let mut clocks: Vec<_> = ClockId::VARIANTS.iter().flat_map(|clock| [clock.id(), clock.title()]).collect();
    let mut categories: Vec<_> = Category::VARIANTS.iter().flat_map(|one| [one.id(), one.title()]).collect();
    for names in [&mut clocks, &mut categories] {
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(names.iter().all(|name| !name.is_empty()));
    }
}

#[test]
fn the_fewest_weeks_of_a_month_leave_out_its_holidays() {
    let november: Month = "2026-11".parse().unwrap();
    let policy = Policies::builtin().in_force_on(day("2026-11-19"));
    // Four whole weeks without Veterans Day, Thanksgiving and the day after.
    assert_eq!(average::fewest_weeks(policy, november).hundredths(), 340);
    // February 2027 is four weeks to the day.
    assert_eq!(average::whole_weeks("2027-02".parse().unwrap()).hundredths(), 400);
}

#[rstest]
#[case(0, 0, None)]
#[case(0, 10, None)]
#[case(40, 10, Some(400))]
fn a_schedule_without_hours_makes_no_weeks(#[case] hours: u32, #[case] weekly: u32, #[case] weeks: Option<u32>) {
    let scheduled = average::Scheduled {
        hours: Some(Hours::from_whole(hours)),
        weekly: Some(Hours::from_whole(weekly)),
        fewest: None,
    };
    assert_eq!(scheduled.weeks().map(param::Weeks::hundredths), weeks);
}

#[rstest]
#[case::before_the_first_day("completed", "2026-11-01", false)]
#[case::on_the_first_day("completed", "2026-11-02", true)]
#[case::by_the_sanction("end_unsatisfactory_participation", "2026-11-10", false)]
fn a_cure_can_end_early_with_an_activity_that_ended_in_it(#[case] status: &str, #[case] on: &str, #[case] ended: bool) {
    let text = format!(
        "activities = [{{ person = 1, kind = 'Job Club', start = '2026-09-01',
                          statuses = [{{ status = '{status}', on = '{on}' }}] }}]"
    );
    let facts: CaseFacts = toml::from_str(&text).unwrap();
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-19"));
    assert_eq!(activity::has_activity_ended_since(&view, PersonNumber(1), day("2026-11-02")), ended);
}

#[test]
fn the_gate_of_a_notice_is_that_person_s() {
    let facts: CaseFacts = toml::from_str(
        "noncompliance = [
             { person = 1, notice_issued = '2026-10-01' },
             { person = 2, notice_issued = '2026-10-30' },
         ]",
    )
    .unwrap();
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-25"));
    let gate = |person, notice| gate::gate_for_notice(&view, PersonNumber(person), day(notice)).map(|gate| gate.person);
    assert_eq!(gate(1, "2026-10-01"), Some(PersonNumber(1)));
    assert_eq!(gate(2, "2026-10-30"), Some(PersonNumber(2)));
    assert_eq!((gate(1, "2026-10-30"), gate(2, "2026-10-01")), (None, None));
}

/// After a failed plan no sanction is possible before its result; before it, 30 days after the notice.
#[rstest]
#[case("2026-12-11", "2026-11-29")]
#[case("2026-12-12", "2026-12-12")]
fn the_first_possible_day_of_a_sanction_is_not_before_a_plan_failed(#[case] on: &str, #[case] earliest: &str) {
    let facts: CaseFacts = toml::from_str(
        "noncompliance = [{ person = 1, notice_issued = '2026-10-30', plan_end = '2026-12-12',
                            determination = { on = '2026-11-10', outcome = 'compliance_plan' },
                            plan_result = { on = '2026-12-12', completed = false } }]",
    )
    .unwrap();
    let view = view::View::new(&facts, Policies::builtin(), day(on));
    assert_eq!(gate::earliest_day(&view, &facts.noncompliance[0]), Some(day(earliest)));
}

#[test]
fn a_date_that_two_people_share_is_named_for_both() {
    let facts: CaseFacts = toml::from_str(
        "noncompliance = [
             { person = 1, notice_issued = '2026-10-30' },
             { person = 2, notice_issued = '2026-10-30' },
         ]",
    )
    .unwrap();
    let dates = evaluate_case(&facts, Policies::builtin(), day("2026-11-01")).next_dates;
    let first = dates.iter().filter(|next| next.date == day("2026-11-29")).map(|next| next.person.0);
    assert_eq!(first.collect::<Vec<_>>(), [1, 2]);
}

#[rstest]
#[case("2026-10-30", None)]
#[case("2026-11-05", Some("2026-11-05"))]
#[case("2026-11-20", None)]
fn an_attempt_counts_in_its_month_from_its_day_on(#[case] on: &str, #[case] newest: Option<&str>) {
    let text = format!("contacts = [{{ person = 1, on = '{on}', reached = false }}]");
    let facts: CaseFacts = toml::from_str(&text).unwrap();
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-19"));
    let attempt = contact::last_attempt(&view, PersonNumber(1), "2026-11".parse().unwrap());
    assert_eq!(attempt.map(|attempt| attempt.on), newest.map(day));
}

/// The last day of a pregnancy belongs to it.
#[rstest]
#[case("2026-11-18", Some(false))]
#[case("2026-11-19", Some(true))]
#[case("2026-11-20", Some(true))]
fn a_pregnancy_lasts_through_its_last_day(#[case] ended: &str, #[case] pregnant: Option<bool>) {
    let text = format!("people = [{{ person = 1, pregnant = true, pregnancy_ended = '{ended}' }}]");
    let facts: CaseFacts = toml::from_str(&text).unwrap();
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-19"));
    assert_eq!(household::is_pregnant(&view, &facts.people[0]), pregnant);
}

/// The last day of aid belongs to it, and a later registration begins it again.
#[rstest]
#[case::yesterday("2026-11-18", "2026-01-05", true)]
#[case::today("2026-11-19", "2026-01-05", false)]
#[case::registered_that_day("2026-11-10", "2026-11-10", true)]
#[case::registered_after("2026-11-10", "2026-11-11", false)]
fn aid_of_one_person_has_ended_after_its_last_day(#[case] ended: &str, #[case] since: &str, #[case] over: bool) {
    let text = format!(
        "people = [{{ person = 1, aid_ended = '{ended}',
                      registration = [{{ status = 'registered_mandatory', since = '{since}' }}] }}]"
    );
    let facts: CaseFacts = toml::from_str(&text).unwrap();
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-19"));
    assert_eq!(household::is_aid_ended(&view, &facts.people[0]), over);
}
