//! How single months on aid are judged: whether they count, by which reason, and how sure that is.

use rstest::rstest;

use super::*;
use crate::rules::finding::ReasonState;
use crate::rules::message::DateStyle;
use crate::rules::rule_id::RuleId;
use crate::rules::time_on_aid::{JudgedMonths, MonthVerdict, count_months, is_timed_out, judge_months};

fn judge(facts: &str, on: &str) -> JudgedMonths {
    let facts: CaseFacts = toml::from_str(facts).unwrap();
    judge_months(&view::View::new(&facts, Policies::builtin(), day(on)), PersonNumber(1))
}

/// Returns whether the only month counts for CalWORKs and for federal aid, whether each is unsure, and why.
fn only_month(facts: &str, on: &str) -> ((bool, bool), (bool, bool), String) {
    let months = judge(facts, on).months;
    let [MonthVerdict { counts, counts_federal, unsure, unsure_federal, why, .. }] = months.as_slice() else {
        panic!("{months:?}")
    };
    ((*counts, *counts_federal), (*unsure, *unsure_federal), why.to_text(DateStyle::Iso))
}

const SURE: (bool, bool) = (false, false);

#[rstest]
#[case::aided("2026-05", "was = 'aided'", (true, true), SURE, "Aided")]
#[case::before_calworks("1997-06", "was = 'zero_grant'", (false, true), (false, true), "before the months that count")]
#[case::before_tanf("1996-11", "was = 'aided'", (false, false), SURE, "before the months that count")]
#[case::a_grant_of_nine("2026-05", "was = 'aided'\ngrant = 9\nreason = 'income'", (false, false), SURE, "no grant: income")]
#[case::a_grant_of_ten("2026-05", "was = 'aided'\ngrant = 10\nreason = 'income'", (true, true), SURE, "Aided")]
#[case::reasons_that_differ("2026-05", "was = 'zero_grant'\nreason = 'income and recoupment'", (true, true), (true, true),
    "no grant; one of its reasons would count the month and another would not")]
#[case::no_reason("2026-05", "was = 'zero_grant'", (true, true), (true, true),
    "no grant, and the reason is not known: because of income the month does not count, because of recoupment, a penalty \
     or homeless assistance it does")]
#[case::decided_not("2026-05", "was = 'zero_grant'\ncounted = false\ndecided_by = 'a judge'", (false, true), (false, true),
    "a judge: the month does not count")]
#[case::decided_so("2026-05", "was = 'zero_grant'\ncounted = true\ndecided_by = 'a judge'", (true, true), (false, true),
    "a judge: the month counts")]
#[case::decided_against_its_facts("2026-05", "was = 'unaided'\ncounted = true\ndecided_by = 'a judge'", (true, false),
    (true, false), "a judge: the month counts; by its facts it does not (Not aided)")]
fn a_month_is_judged_by_its_record(
    #[case] month: &str,
    #[case] record: &str,
    #[case] counts: (bool, bool),
    #[case] unsure: (bool, bool),
    #[case] why: &str,
) {
    let facts = format!("[[aid_months]]\nperson = 1\nmonth = '{month}'\n{record}\n");
    assert_eq!(only_month(&facts, "2026-11-19"), (counts, unsure, why.to_owned()));
}

/// The participant was born on 2000-06-15. A month of a child does not count; of a minor parent nobody can tell.
#[rstest]
#[case::a_child("", "2018-05", (false, false), SURE, "aided as a child")]
#[case::an_adult("", "2018-06", (true, true), (true, true), "no grant, and")]
#[case::a_parent_then("[[people]]\nrelation = 'child'\nbirth_date = '2016-03-10'", "2018-05", (false, true), (true, true), "a minor parent")]
#[case::a_parent_with_a_numbered_child("[[people]]\nperson = 2\nrelation = 'child'\nbirth_date = '2018-05-10'", "2018-05",
    (false, true), (true, true), "a minor parent")]
#[case::a_parent_later("[[people]]\nperson = 2\nrelation = 'child'\nbirth_date = '2018-06-01'", "2018-05", (false, false), SURE, "aided as a child")]
fn a_month_before_the_eighteenth_birthday_is_a_child_s(
    #[case] child: &str,
    #[case] month: &str,
    #[case] counts: (bool, bool),
    #[case] unsure: (bool, bool),
    #[case] why: &str,
) {
    for relation in ["parent", "child"] {
        let facts = format!(
            "[[people]]\nperson = 1\nrelation = '{relation}'\nbirth_date = '2000-06-15'\n{child}\n
             [[aid_months]]\nperson = 1\nmonth = '{month}'\nwas = 'zero_grant'\n"
        );
        let (got_counts, got_unsure, got_why) = only_month(&facts, "2026-11-19");
        assert_eq!((got_counts, got_unsure), (counts, unsure), "{relation}: {got_why}");
        assert!(got_why.starts_with(why), "{relation}: {got_why}");
    }
}

/// A month of aid that counts for sure by its record is open on both clocks if the participant was a minor parent in it.
#[test]
fn an_aided_month_of_a_minor_parent_is_open_on_both_clocks() {
    let facts = "[[people]]\nperson = 1\nrelation = 'parent'\nbirth_date = '2000-06-15'\n
         [[people]]\nrelation = 'child'\nbirth_date = '2016-03-10'\n
         [[aid_months]]\nperson = 1\nmonth = '2018-05'\nwas = 'aided'\n";
    let (counts, unsure, why) = only_month(facts, "2026-11-19");
    assert_eq!((counts, unsure), ((false, true), (true, true)), "{why}");
}

/// An exemption that stops the clock, recorded for a month that is recorded as aided, leaves the month open.
#[rstest]
#[case::on_the_last_day(1, "2026-05-31", "2026-11-19", true)]
#[case::from_the_next_month_on(1, "2026-06-01", "2026-11-19", false)]
#[case::of_somebody_else(2, "2026-05-01", "2026-11-19", false)]
#[case::not_begun_yet(1, "2026-05-20", "2026-05-19", false)]
#[case::begun_today(1, "2026-05-20", "2026-05-20", true)]
fn an_exemption_leaves_an_aided_month_open(
    #[case] person: u8,
    #[case] from: &str,
    #[case] on: &str,
    #[case] unsure: bool,
) {
    let facts = format!(
        "[[aid_months]]\nperson = 1\nmonth = '2026-05'\nwas = 'aided'\n
         [[exemptions]]\nperson = {person}\nreason = 'disability'\nfrom = '{from}'\nuntil = '2026-12-31'\n"
    );
    let (counts, (open, _), why) = only_month(&facts, on);
    assert_eq!((counts, open), ((true, true), unsure), "{why}");
}

#[rstest]
#[case("was = 'zero_grant'\nreason = 'income'", 1)]
#[case("was = 'aided'\ngrant = 400", 0)]
fn a_month_without_a_grant_is_in_dispute_for_federal_aid(#[case] record: &str, #[case] notes: usize) {
    let facts = format!("[[aid_months]]\nperson = 1\nmonth = '2026-05'\n{record}\n");
    assert_eq!(judge(&facts, "2026-11-19").cannot_tell_federal.len(), notes);
}

/// 60 months from 2015 on, of which the last `unknown` are without a grant for a reason that nobody knows.
fn months(unknown: usize, county: Option<u16>) -> CaseFacts {
    let county = county
        .map_or_else(String::new, |months| format!("months_on_aid = [{{ months = {months}, on = '2026-11-01' }}]"));
    let mut text = format!(
        "[[people]]\nperson = 1\nregistration = [{{ status = 'registered_mandatory', since = '2010-01-01' }}]\n{county}\n"
    );
    let rows = (0..60).map(|n| {
        let was = if n >= 60 - unknown { "zero_grant" } else { "aided" };
        format!("[[aid_months]]\nperson = 1\nmonth = '{}-{:02}'\nwas = '{was}'\n", 2005 + n / 12, 1 + n % 12)
    });
    text.extend(rows);
    toml::from_str(&text).unwrap()
}

#[rstest]
#[case::sixty_for_sure(0, None, Some(true))]
#[case::one_of_them_open(1, None, None)]
#[case::county_below(0, Some(59), None)]
#[case::county_above_and_one_open(1, Some(61), None)]
#[case::county_above(0, Some(61), Some(true))]
fn months_are_used_up_only_where_every_count_says_so(
    #[case] unknown: usize,
    #[case] county: Option<u16>,
    #[case] timed_out: Option<bool>,
) {
    let facts = months(unknown, county);
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-19"));
    assert_eq!(is_timed_out(&view, PersonNumber(1)), timed_out);
}

/// The lower of two counts is shown, and only the months that both count for sure are sure.
#[test]
fn two_counts_are_as_sure_as_the_less_sure_of_them() {
    let facts = months(10, Some(55));
    let view = view::View::new(&facts, Policies::builtin(), day("2026-11-19"));
    let participant = view.participants().next().unwrap();
    let count = count_months(&view, &participant).unwrap();
    assert_eq!((count.months, count.sure, count.at_most), (55, 50, 60));
}

/// The reasons that are looked at before a finding says that the months are used up, and what nobody has recorded.
#[rstest]
#[case::no_child_support("", 0, Some(60), "child_support", ReasonState::CannotTell)]
#[case::child_support_of_unknown_grants(
    "[[child_support]]\nperson = 1\non = '2026-11-19'\namount = 1",
    0,
    Some(60),
    "child_support",
    ReasonState::CannotTell
)]
#[case::child_support_tomorrow(
    "[[child_support]]\nperson = 1\non = '2026-11-20'\namount = 1",
    0,
    Some(60),
    "child_support",
    ReasonState::CannotTell
)]
#[case::child_support_of_another(
    "[[child_support]]\nperson = 2\non = '2026-11-19'\namount = 1",
    0,
    Some(60),
    "child_support",
    ReasonState::CannotTell
)]
#[case::the_same_count("", 0, Some(60), "county_count_differs", ReasonState::Absent)]
#[case::no_county_count("", 0, None, "county_count_differs", ReasonState::CannotTell)]
#[case::another_count("", 0, Some(61), "county_count_differs", ReasonState::CannotTell)]
#[case::no_exemption("", 0, Some(60), "extends_aid", ReasonState::CannotTell)]
#[case::a_past_exemption(
    "[[exemptions]]\nperson = 1\nreason = 'pregnancy'\nfrom = '2024-01-01'\nuntil = '2024-05-31'",
    0,
    Some(60),
    "extends_aid",
    ReasonState::Absent
)]
#[case::an_exemption_of_another(
    "[[exemptions]]\nperson = 2\nreason = 'pregnancy'\nfrom = '2024-01-01'\nuntil = '2024-05-31'",
    0,
    Some(60),
    "extends_aid",
    ReasonState::CannotTell
)]
#[case::every_month_sure("", 0, Some(60), "months_unsure", ReasonState::Absent)]
#[case::months_recorded("", 0, Some(60), "months_exempt", ReasonState::Absent)]
fn the_reasons_against_a_limit_are_named(
    #[case] more: &str,
    #[case] unknown: usize,
    #[case] county: Option<u16>,
    #[case] id: &str,
    #[case] state: ReasonState,
) {
    let mut facts = months(unknown, county);
    let more: CaseFacts = toml::from_str(more).unwrap();
    facts.child_support = more.child_support;
    facts.exemptions = more.exemptions;
    assert_eq!(state_of(&facts, id), Some(state));
}

/// Child support is absent as a reason only where the record decides which months it pays back.
#[rstest]
#[case::of_known_grants(Some(600), Some(60), 599, ReasonState::Absent)]
#[case::of_unknown_grants(None, Some(60), 599, ReasonState::CannotTell)]
#[case::of_no_months(None, None, 599, ReasonState::CannotTell)]
#[case::of_nothing(Some(600), Some(60), 0, ReasonState::CannotTell)]
fn child_support_is_absent_only_where_the_grants_decide(
    #[case] grant: Option<u32>,
    #[case] rows: Option<usize>,
    #[case] amount: u32,
    #[case] state: ReasonState,
) {
    let mut facts = months(0, Some(60));
    facts.aid_months.truncate(rows.unwrap_or_default());
    facts.aid_months.iter_mut().for_each(|month| month.grant = grant);
    let paid = format!("[[child_support]]\nperson = 1\non = '2026-11-19'\namount = {amount}");
    facts.child_support = toml::from_str::<CaseFacts>(&paid).unwrap().child_support;
    assert_eq!(state_of(&facts, "child_support"), Some(state));
}

#[rstest]
#[case("county_count_differs")]
#[case("months_exempt")]
fn without_a_record_of_the_months_nobody_knows_what_they_were(#[case] id: &str) {
    let mut facts = months(0, Some(60));
    facts.aid_months.clear();
    assert_eq!(state_of(&facts, id), Some(ReasonState::CannotTell));
    facts.aid_months = months(0, None).aid_months;
    facts.aid_months.iter_mut().for_each(|month| month.person = PersonNumber(2));
    assert_eq!(state_of(&facts, id), Some(ReasonState::CannotTell), "of somebody else");
}

/// Returns the state of a reason against the finding that the months are used up.
fn state_of(facts: &CaseFacts, id: &str) -> Option<ReasonState> {
    let evaluation = evaluate_case(facts, Policies::builtin(), day("2026-11-19"));
    let finding = evaluation.findings.into_iter().find(|finding| finding.rule == RuleId::TimeLimitReached)?;
    finding.reasons_against.into_iter().find(|reason| reason.id == id).map(|reason| reason.state)
}

/// An overpayment that was repaid in full takes the month out of both counts as far as its own row says, and never puts one
/// back into the federal count.
#[rstest]
#[case::of_an_aided_month("was = 'aided'\ngrant = 500\noverpayment = 'repaid'")]
#[case::of_a_month_outside_the_federal_count("was = 'zero_grant'\nreason = 'recoupment'\noverpayment = 'repaid'")]
fn a_repaid_overpayment_is_judged_as_its_own_row(#[case] record: &str) {
    let month = |record: &str| {
        let facts = format!("[[aid_months]]\nperson = 1\nmonth = '2026-05'\n{record}\n");
        judge(&facts, "2026-11-19").months.remove(0)
    };
    let (repaid, plain) = (month("was = 'overpayment_repaid'"), month(&record.replace("\noverpayment = 'repaid'", "")));
    let found = month(record);
    assert_eq!((found.counts, found.unsure), (repaid.counts, repaid.unsure));
    if plain.counts_federal {
        assert_eq!((found.counts_federal, found.unsure_federal), (repaid.counts_federal, repaid.unsure_federal));
    } else {
        assert!(!found.counts_federal, "{:?}", found.why);
    }
    let partly = month(&record.replace("'repaid'", "'partly_repaid'"));
    let why = partly.why.to_text(DateStyle::Iso);
    assert!(partly.unsure && why.contains("repaid in part"), "{why}");
}
