//! What a month on aid is for the federal clock, which counts of months are named, and what may extend aid.

use rstest::rstest;

use super::*;
use crate::rules::message::DateStyle;
use crate::rules::reason_against::{Answer, ReasonState};
use crate::rules::time_on_aid::{
    MonthCount, MonthVerdict, count_months, is_timed_out, judge_months, time_limit_answer,
};
use crate::rules::view::View;

fn facts(text: &str) -> CaseFacts {
    toml::from_str(text).unwrap()
}

fn view(facts: &CaseFacts) -> View<'_> {
    View::new(facts, Policies::builtin(), day("2026-11-19"))
}

/// Returns the only month of the participant, as it is judged.
fn judge(text: &str) -> MonthVerdict {
    let facts = facts(text);
    let months = judge_months(&view(&facts), PersonNumber(1)).months;
    let [month] = months.as_slice() else { panic!("{months:?}") };
    month.clone()
}

fn rows(month: &str, records: &[&str]) -> String {
    let rows = records.iter().map(|record| format!("[[aid_months]]\nperson = 1\nmonth = '{month}'\n{record}\n"));
    rows.collect()
}

/// Only federal money counts for the federal clock (45 CFR 264.1). An aid code is a hint, and leaves open what no entry says.
#[rstest]
#[case::a_code_of_the_state("2004-05", &["aid_code = '35'"], (true, true))]
#[case::a_code_of_federal_aid("2004-05", &["aid_code = '30'"], (true, false))]
#[case::a_code_beside_the_money("2004-05", &["aid_code = '35'\nfunding = 'federal'"], (true, false))]
#[case::both_kinds_of_money("2004-05", &["funding = 'federal'", "funding = 'state'"], (true, true))]
#[case::the_state_alone("2004-05", &["funding = 'state'"], (false, false))]
#[case::a_contradiction("2004-05", &["was = 'aided'", "was = 'unaided'"], (false, true))]
#[case::a_contradiction_of_the_state(
    "2004-05",
    &["was = 'aided'\nfunding = 'state'", "was = 'unaided'\nfunding = 'state'"],
    (false, false)
)]
fn the_money_of_a_month_decides_whether_it_is_federal(
    #[case] month: &str,
    #[case] records: &[&str],
    #[case] federal: (bool, bool),
) {
    let judged = judge(&rows(month, records));
    assert_eq!((judged.counts_federal, judged.unsure_federal), federal, "{judged:?}");
}

/// The participant was born on 2000-06-15, and had a child when the month came: those of a minor who heads the household
/// count for federal aid, those of another minor do not (45 CFR 264.1(b)(1)).
#[rstest]
#[case::nobody_recorded_the_head("", "was = 'aided'", (true, true))]
#[case::the_head("head_of_household = true\nhead_of_household_from = '2018-01-01'", "was = 'aided'", (true, false))]
#[case::the_head_without_a_grant(
    "head_of_household = true\nhead_of_household_from = '2018-01-01'",
    "was = 'zero_grant'",
    (true, true)
)]
#[case::the_head_and_aided_as_a_child(
    "head_of_household = true\nhead_of_household_from = '2018-01-01'",
    "was = 'aided'\nas_child = true",
    (true, true)
)]
#[case::the_head_for_a_part("head_of_household = true\nhead_of_household_from = '2018-05-20'", "was = 'aided'", (true, true))]
#[case::never_the_head("head_of_household = false", "was = 'aided'", (false, false))]
#[case::never_the_head_and_not_aided_as_a_child("head_of_household = false", "was = 'aided'\nas_child = false", (true, true))]
fn a_month_of_a_minor_parent_is_federal_only_for_the_head(
    #[case] head: &str,
    #[case] record: &str,
    #[case] federal: (bool, bool),
) {
    let people = format!(
        "[[people]]\nperson = 1\nrelation = 'parent'\nbirth_date = '2000-06-15'\n{head}\n
         [[people]]\nrelation = 'child'\nbirth_date = '2016-03-10'\n"
    );
    let judged = judge(&(people + &rows("2018-05", &[record])));
    assert_eq!((judged.counts_federal, judged.unsure_federal), federal, "{judged:?}");
}

/// Entries that agree that the participant was aided as a child decide it where the birth date is missing; entries that
/// contradict each other leave it open, as one does that the birth date contradicts.
#[rstest]
#[case::two_that_agree("", &["as_child = true", "as_child = true"], (false, false), (false, false))]
#[case::two_that_contradict("", &["as_child = true", "as_child = false"], (true, true), (true, true))]
#[case::an_adult("birth_date = '1990-06-15'", &["as_child = true"], (true, true), (true, true))]
fn an_entry_says_that_somebody_was_aided_as_a_child(
    #[case] birth: &str,
    #[case] records: &[&str],
    #[case] counts: (bool, bool),
    #[case] unsure: (bool, bool),
) {
    let person = format!("[[people]]\nperson = 1\nrelation = 'parent'\nhead_of_household = false\n{birth}\n");
    let judged = judge(&(person + &rows("2018-05", records)));
    assert_eq!((judged.counts, judged.counts_federal), counts, "{judged:?}");
    assert_eq!((judged.unsure, judged.unsure_federal), unsure, "{judged:?}");
}

/// The reason of a month is in words that a worker reads: what did not stop the clock yet, and what no grant was paid for.
#[rstest]
#[case::before_it_stopped_the_clock(
    "2024-09",
    "was = 'paid_family_leave'",
    "Paid Family Leave before 2024-10-01, when it began to stop the clock"
)]
#[case::since_it_stops_the_clock("2024-10", "was = 'paid_family_leave'", "Paid Family Leave")]
#[case::a_grant_of_nothing("2026-05", "was = 'aided'\ngrant = 0", "no grant, and the reason is not known")]
#[case::a_grant_of_a_dollar("2026-05", "was = 'aided'\ngrant = 1", "a grant of $1, and one under $10 is not paid out")]
fn a_month_says_why_it_counts(#[case] month: &str, #[case] record: &str, #[case] why: &str) {
    let judged = judge(&rows(month, &[record]));
    assert!(judged.why.to_text(DateStyle::Iso).starts_with(why), "{judged:?}");
}

/// An event stops the clock in the month on whose last day an office lets it begin, and not in the month before.
#[rstest]
#[case::on_the_last_day_of_the_month("2024-09-30", false)]
#[case::on_the_first_day_of_the_next("2024-10-01", true)]
fn an_event_stops_the_clock_from_the_day_of_the_office(#[case] since: &str, #[case] counts: bool) {
    let office = format!(
        "[[month_event]]\nid = 'paid_family_leave'\ntitle = 'Paid Family Leave'\ncalworks = 'stops'\ntanf = 'unknown'\n\
         in_force_from = {since}\nsource = 'ACL 23-30'\ncertainty = 'setting'\n"
    );
    let policies = Policies::with_office(None, "policy.toml", &office).unwrap();
    let facts = facts(&rows("2024-09", &["was = 'paid_family_leave'"]));
    let months = judge_months(&View::new(&facts, &policies, day("2026-11-19")), PersonNumber(1)).months;
    assert_eq!(months.iter().map(|month| month.counts).collect::<Vec<_>>(), [counts]);
}

/// A month that counts on both clocks is not named as one that only the federal clock counts; a sanctioned one is.
#[rstest]
#[case::of_aid("was = 'aided'", 0)]
#[case::of_a_sanction("was = 'sanctioned'", 1)]
fn the_federal_clock_names_the_months_that_only_it_counts(#[case] record: &str, #[case] named: usize) {
    let person = "[[people]]\nperson = 1\nregistration = [{ status = 'registered_mandatory', since = '2010-01-01' }]\n";
    let facts = facts(&(person.to_owned() + &rows("2026-05", &[record])));
    let evaluation = evaluate_case(&facts, Policies::builtin(), day("2026-11-19"));
    let clock = evaluation.clocks.into_iter().find(|clock| clock.id == ClockId::FederalTime).unwrap();
    let only_here = clock
        .because
        .iter()
        .filter(|ground| ground.fact.to_text(DateStyle::Iso) == "counts here, and not for CalWORKs");
    assert_eq!(only_here.count(), named);
}

/// Months in a row through `last`, of which the last `unknown` have no grant for a reason that nobody knows, of somebody with a
/// registration, beside a count of the county.
fn months(last: &str, number: usize, unknown: usize, county: u16, person: &str) -> CaseFacts {
    let mut text = format!(
        "[[people]]\nperson = 1\nrelation = 'parent'\nin_unit = true\n{person}\n
         registration = [{{ status = 'registered_mandatory', since = '2010-01-01' }}]\n
         months_on_aid = [{{ months = {county}, on = '2026-11-01' }}]\n"
    );
    let last = Month::from_date(day(last));
    for ago in (0..number).rev() {
        let month = last.months_before(u32::try_from(ago).unwrap());
        let was = if ago < unknown { "was = 'zero_grant'" } else { "was = 'aided'" };
        text += &rows(&month.to_string(), &[was]);
    }
    facts(&text)
}

fn count(facts: &CaseFacts) -> MonthCount {
    let view = view(facts);
    let participant = view.participants().next().unwrap();
    count_months(&view, &participant).unwrap()
}

/// The months of the highest count are named where it is the one of the months on record: the day of the notice is theirs.
#[rstest]
#[case::the_record_is_higher(60, 58, 60)]
#[case::the_county_is_higher(58, 60, 0)]
fn the_highest_count_names_its_months(#[case] recorded: usize, #[case] county: u16, #[case] named: usize) {
    let count = count(&months("2010-12-01", recorded, 0, county, ""));
    assert_eq!(count.counted.len(), named);
    assert_eq!(usize::from(count.at_most), recorded.max(usize::from(county)));
}

/// Of two counts that are equally high, the one of the months on record names its months: a month of a minor parent that may
/// count is one of them.
#[test]
fn of_two_highest_counts_the_record_names_its_months() {
    let mut facts = months("2010-12-01", 60, 0, 60, "birth_date = '1988-02-10'");
    let child = "[[people]]\nrelation = 'child'\nbirth_date = '2005-03-01'\n";
    facts.people.extend(self::facts(child).people);
    let count = count(&facts);
    assert_eq!((count.months, count.at_most, count.counted.len()), (59, 60, 60));
}

/// A count of the county that holds more months than the participant was an adult is no doubt about months that are
/// recorded one by one.
#[rstest]
#[case::of_the_record(59, ReasonState::Absent)]
#[case::of_the_county(0, ReasonState::CannotTell)]
fn months_as_a_child_are_a_doubt_only_about_the_county_s_count(#[case] recorded: usize, #[case] state: ReasonState) {
    let facts = months("2026-10-01", recorded, 0, 61, "birth_date = '2003-12-15'");
    let evaluation = evaluate_case(&facts, Policies::builtin(), day("2026-11-19"));
    let reasons = evaluation.findings.into_iter().flat_map(|finding| finding.reasons_against);
    let states: Vec<_> = reasons.filter(|reason| reason.id == "months_as_child").map(|reason| reason.state).collect();
    assert_eq!(states, [state]);
}

/// Child support that was collected may have paid back months of the county's count; a row of nothing paid back none.
#[rstest]
#[case::of_nothing(0, ReasonState::Absent)]
#[case::of_a_dollar(1, ReasonState::CannotTell)]
fn child_support_leaves_the_county_s_count_open(#[case] amount: u32, #[case] state: ReasonState) {
    let mut facts = months("2010-12-01", 0, 0, 60, "birth_date = '1980-06-15'");
    let paid = format!("[[child_support]]\nperson = 1\non = '2026-10-15'\namount = {amount}\n");
    facts.child_support = self::facts(&paid).child_support;
    let evaluation = evaluate_case(&facts, Policies::builtin(), day("2026-11-19"));
    let reasons = evaluation.findings.into_iter().flat_map(|finding| finding.reasons_against);
    let states: Vec<_> = reasons.filter(|reason| reason.id == "months_unsure").map(|reason| reason.state).collect();
    assert_eq!(states, [state]);
}

/// A reason that extends aid is said at the gate also where only the highest count reaches the limit.
#[rstest]
#[case::extended("unable_to_maintain_employment", true)]
#[case::not_extended("indian_country", false)]
fn a_reason_extends_aid_that_may_be_used_up(#[case] reason: &str, #[case] extends: bool) {
    let mut facts = months("2010-12-01", 61, 2, 61, "");
    facts.exemptions = self::facts(&format!(
        "[[exemptions]]\nperson = 1\nreason = '{reason}'\nfrom = '2026-11-01'\nuntil = '2027-12-31'\n"
    ))
    .exemptions;
    let answer = time_limit_answer(&view(&facts), PersonNumber(1));
    assert_eq!(matches!(answer, Answer::Absent(_)), extends, "{answer:?}");
}

/// Every adult of the unit must have a reason of their own (ACIN I-14-20). Where a member has none, it does not matter who
/// else is in the unit; where all have one, an adult whose membership nobody recorded leaves it open.
#[rstest]
#[case::a_member_without_one(&[1], Some(true))]
#[case::all_members_have_one(&[1, 2], None)]
#[case::all_adults_have_one(&[1, 2, 3], Some(false))]
fn every_adult_of_the_unit_needs_a_reason(#[case] with_reason: &[u8], #[case] used_up: Option<bool>) {
    let mut facts = months("2010-12-01", 60, 0, 60, "birth_date = '1980-06-15'");
    let others = "[[people]]\nperson = 2\nrelation = 'parent'\nin_unit = true\nbirth_date = '1990-03-01'\n
         registration = [{ status = 'registered_mandatory', since = '2010-01-01' }]\n
         [[people]]\nperson = 3\nrelation = 'parent'\nbirth_date = '1988-03-01'\n
         registration = [{ status = 'registered_mandatory', since = '2010-01-01' }]\n";
    facts.people.extend(self::facts(others).people);
    let exemption = |person: &u8| {
        format!("[[exemptions]]\nperson = {person}\nreason = 'unable_to_maintain_employment'\nfrom = '2026-01-01'\n")
    };
    facts.exemptions = self::facts(&with_reason.iter().map(exemption).collect::<String>()).exemptions;
    assert_eq!(is_timed_out(&view(&facts), PersonNumber(1)), used_up);
}
