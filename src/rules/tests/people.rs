//! Whose facts count: of two parents, of somebody who is not registered yet, of two activities of one kind.

use rstest::rstest;

use super::*;
use crate::rules::obligation::{MonthOwed, days_owed_in, hours_owed_in};
use crate::rules::other_parent::{Share, share_of_other};
use crate::rules::rule_id::RuleId;

fn read(facts: &str) -> CaseFacts {
    toml::from_str(facts).unwrap()
}

fn view(facts: &CaseFacts) -> view::View<'_> {
    view::View::new(facts, Policies::builtin(), day("2026-11-19"))
}

/// Two parents who share 35 hours and a child of 17 years; the second parent has an activity.
fn parents() -> CaseFacts {
    read(
        "people = [
             { person = 1, in_unit = true, disabled = false },
             { person = 2, relation = 'second_parent', in_unit = true, disabled = false },
             { person = 3, relation = 'child', birth_date = '2009-03-01', in_unit = true },
         ]
         activities = [{ person = 2, kind = 'Employment', start = '2026-01-05' }]",
    )
}

fn attended(person: u8, month: &str) -> Attendance {
    let row = format!(
        "person = {person}\nkind = 'Employment'\nstart = '2026-01-05'\nmonth = '{month}'\nattended = 160\nposted = '2026-11-03'"
    );
    toml::from_str(&row).unwrap()
}

#[rstest]
#[case::the_other_last_month(2, "2026-10", 1, Share::Met)]
#[case::the_other_in_another_month(2, "2026-09", 1, Share::NotMet)]
#[case::the_parent_alone(1, "2026-10", 1, Share::NotMet)]
#[case::of_the_one_who_does_them(2, "2026-10", 2, Share::NotMet)]
#[case::asked_of_the_child(2, "2026-10", 3, Share::NotMet)]
fn the_hours_of_the_other_parent_are_those_of_last_month(
    #[case] who: u8,
    #[case] month: &str,
    #[case] asked: u8,
    #[case] share: Share,
) {
    let mut facts = parents();
    facts.attendance.push(attended(who, month));
    assert_eq!(share_of_other(&view(&facts), PersonNumber(asked)), share);
}

#[rstest]
#[case::yesterday("2026-11-18", false)]
#[case::today("2026-11-19", false)]
#[case::tomorrow("2026-11-20", true)]
fn somebody_registered_from_tomorrow_on_is_coming(#[case] since: &str, #[case] coming: bool) {
    let facts = read(&format!(
        "people = [{{ person = 1, registration = [{{ status = 'registered_mandatory', since = '{since}' }}] }}]"
    ));
    let view = view(&facts);
    assert_eq!(
        view.future_participants().map(|person| person.number.0).collect::<Vec<_>>(),
        [1; 1][..usize::from(coming)]
    );
    assert_eq!(view.participants().count(), usize::from(!coming));
}

/// The attendance of somebody else, of another activity, or of the same kind from another day on updates nothing.
#[rstest]
#[case::its_own("person = 1\nkind = 'Employment'\nstart = '2026-01-05'", 1)]
#[case::of_somebody_else("person = 2\nkind = 'Employment'\nstart = '2026-01-05'", 0)]
#[case::from_another_day("person = 1\nkind = 'Employment'\nstart = '2026-02-05'", 0)]
#[case::of_another_kind("person = 1\nkind = 'Job Club'\nstart = '2026-01-05'", 0)]
#[case::not_posted_yet("person = 1\nkind = 'Employment'\nstart = '2026-01-05'\nposted = '2026-11-20'", 0)]
fn an_activity_has_its_own_attendance(#[case] row: &str, #[case] rows: usize) {
    let mut facts = read("activities = [{ person = 1, kind = 'Employment', start = '2026-01-05' }]");
    facts.attendance.push(toml::from_str(&format!("{row}\nmonth = '2026-10'\nattended = 10")).unwrap());
    assert_eq!(view(&facts).attendance_of(&facts.activities[0]).count(), rows);
}

/// A finding cites the divisor by which its average was made, and no other.
#[rstest]
#[case::common_practice("", &["weeks_in_month"])]
#[case::whole_weeks("[[set]]\nin_force_from = 2026-01-01\n[set.rule.whole_weeks]\napplies = true\nsource = 'memo'\ncertainty = 'setting'",
    &["whole_weeks"])]
fn a_shortfall_cites_its_own_divisor(#[case] office: &str, #[case] cited: &[&str]) {
    let mut facts = parents();
    facts.people.remove(1);
    facts.activities.clear();
    facts.attendance.push(Attendance { attended: Hours::from_whole(10), ..attended(1, "2026-10") });
    let policies = Policies::with_office(None, "policy.toml", office).unwrap();
    let found = evaluate_case(&facts, &policies, day("2026-11-19")).findings;
    let short = found.iter().find(|finding| finding.rule == RuleId::HoursNotMet).unwrap();
    let names = short.under.iter().map(|citation| &*citation.parameter);
    let divisors: Vec<_> = names.filter(|name| name.contains("week") && !name.starts_with("hours")).collect();
    assert_eq!(divisors, cited);
}

/// Somebody who is exempt on every day of a month owes hours on none of them; who is exempt until its middle, after it.
#[rstest]
#[case::all_of_it("2026-12-31", true, &[])]
#[case::a_part("2026-10-15", false, &[("2026-10-16", "2026-10-31")])]
fn hours_are_owed_on_the_days_that_nothing_excuses(
    #[case] until: &str,
    #[case] none: bool,
    #[case] days: &[(&str, &str)],
) {
    let facts = read(&format!(
        "people = [{{ person = 1, registration = [{{ status = 'registered_mandatory', since = '2026-01-05' }}] }}]
         exemptions = [{{ person = 1, reason = 'disability', from = '2026-01-05', until = '{until}' }}]"
    ));
    let (view, october) = (view(&facts), "2026-10".parse().unwrap());
    let owed = hours_owed_in(&view, &facts.people[0], october);
    assert_eq!(matches!(owed, MonthOwed::No(_)), none, "{owed:?}");
    let found = days_owed_in(&view, &facts.people[0], october);
    assert_eq!(found, days.iter().map(|(first, last)| (day(first), day(last))).collect::<Vec<_>>());
}

/// A round or a case is numbered where there are several, so that an alert on one is none on another.
#[rstest]
#[case::one_case("San Francisco", "referrals = [{ person = 1, kind = 'social work', requested = '2026-11-10', social_work = {} }]", &[None])]
#[case::two_cases("San Francisco", "referrals = [
     { person = 1, kind = 'social work', requested = '2026-11-10', social_work = {} },
     { person = 1, kind = 'social work', requested = '2026-11-16', social_work = {} }]", &[Some(1), Some(2)])]
#[case::one_round("Santa Clara", "common_cases = [{ found = { on = '2026-11-05' } }]", &[None])]
#[case::two_rounds("Santa Clara", "common_cases = [{ found = { on = '2026-11-05' } }, { found = { on = '2026-11-12' } }]",
    &[Some(1), Some(2)])]
fn cases_and_rounds_are_numbered_where_there_are_several(
    #[case] county: &str,
    #[case] facts: &str,
    #[case] numbers: &[Option<u32>],
) {
    let facts: CaseFacts = toml::from_str(facts).unwrap();
    let found = evaluate_case(&facts, &Policies::with_overlay(county).unwrap(), day("2026-11-19")).findings;
    let steps = [RuleId::SocialWorkAccept, RuleId::CommonCaseReview];
    let mut found: Vec<Option<u32>> =
        found.iter().filter(|finding| steps.contains(&finding.rule)).map(|finding| finding.ordinal).collect();
    found.sort_unstable();
    assert_eq!(found, numbers);
}
