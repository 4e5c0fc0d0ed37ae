//! Acts on members of the household whom the county lists twice.

use super::*;
use crate::domain::codes::Relation;
use crate::rules::evaluate_case;
use crate::rules::rule_id::RuleId;

/// A parent with a number, and two children who may be the same child.
fn alike() -> CaseFacts {
    toml::from_str(
        "aid = [{ status = 'active', since = '2025-01-01' }]
         people = [
             { person = 1, name = 'Ortiz, Ana', relation = 'parent', birth_date = '1990-03-21',
               registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
             { name = 'Ortiz, Mia', relation = 'child', birth_date = '2019-03-21', source = { file = 'a.csv', row = 2 } },
             { name = 'Ortiz, Mya', relation = 'child', birth_date = '2019-03-21', source = { file = 'b.csv', row = 2 } },
         ]",
    )
    .unwrap()
}

fn on_case(kind: &str, answers: &[(&str, &str)]) -> Act {
    Act { person: PersonNumber::CASE, ..act(kind, "2026-11-19", answers) }
}

fn asks(facts: &CaseFacts) -> usize {
    let evaluation = evaluate_case(facts, Policies::builtin(), day("2026-11-19"));
    evaluation.findings.iter().filter(|finding| finding.rule == RuleId::SamePerson).count()
}

const MIA: &str = "Ortiz, Mia @ 2019-03-21";
const MYA: &str = "Ortiz, Mya @ 3/21/2019";

#[test]
fn a_merged_member_counts_once_and_the_county_s_row_is_kept() {
    let merge = on_case("members_merged", &[("keep", MIA), ("leave_out", MYA)]);
    assert_eq!(asks(&alike()), 1);
    considered(&alike(), &merge, "2026-11-19").unwrap();
    let merged = alike().with_act(&merge, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!((merged.people.len(), asks(&merged)), (2, 0));
    let other = &merged.people[1].other_listings[0];
    assert_eq!(other.listing.name.to_string(), "Ortiz, Mya");
    assert!(other.decided.is_recorded() && !other.source.is_recorded(), "{other:?}");
}

#[test]
fn a_merger_does_nothing_once_the_county_lists_only_one_or_gives_a_number() {
    let merge = on_case("members_merged", &[("keep", MIA), ("leave_out", MYA)]);
    let source = pending_source(&"V1A3".parse().unwrap());
    for mut facts in [alike(), alike()] {
        facts.people.remove(1);
        assert_eq!(facts.clone().with_act(&merge, &source).people, facts.people, "the kept row is gone");
    }
    let mut numbered = alike();
    numbered.people[2].person = Some(PersonNumber(2));
    assert_eq!(numbered.clone().with_act(&merge, &source).people, numbered.people);
}

#[test]
fn two_people_are_asked_about_once() {
    let apart = on_case("members_told_apart", &[("first", MYA), ("second", MIA)]);
    considered(&alike(), &apart, "2026-11-19").unwrap();
    let known = alike().with_act(&apart, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!((known.people.len(), asks(&known)), (3, 0));
}

#[test]
fn what_is_proposed_is_the_pair_and_what_cannot_be_is_refused() {
    let facts = alike();
    let view = View::new(&facts, Policies::builtin(), day("2026-11-19"));
    let form = ActForms::builtin().form_for_act("members_merged").unwrap();
    let proposed = defaults::default_answers(form, &view, PersonNumber::CASE, &worker(Role::EC));
    assert!(proposed.iter().all(|(_, answer)| answer.is_empty()), "nobody is merged by pressing a key: {proposed:?}");
    let choices = defaults::answer_choices(form.field("keep").unwrap(), &view, PersonNumber::CASE);
    let choices: Vec<String> = choices.iter().map(defaults::AnswerChoice::answer).collect();
    assert_eq!(choices, ["Ortiz, Mia @ 2019-03-21", "Ortiz, Mya @ 2019-03-21", "Ortiz, Ana @ 1990-03-21 #1"]);
    let refusal = |kind: &str, answers: &[(&str, &str)]| {
        considered(&alike(), &on_case(kind, answers), "2026-11-19").unwrap_err().to_string()
    };
    assert_eq!(refusal("members_merged", &[("keep", MIA), ("leave_out", MIA)]), "Both answers name the same row.");
    assert_eq!(
        refusal("members_merged", &[("keep", MIA), ("leave_out", "Ortiz, Max @ 2019-03-21")]),
        "The household has no member Ortiz, Max, born Thu 03/21/2019."
    );
    assert_eq!(
        refusal("members_merged", &[("keep", MIA), ("leave_out", "Ortiz, Ana @ 1990-03-21")]),
        "Ortiz, Mia is listed as a child and Ortiz, Ana as a parent: these are two people."
    );
    let mut numbered = alike();
    numbered.people[2].person = Some(PersonNumber(2));
    let merge = on_case("members_merged", &[("keep", MIA), ("leave_out", MYA)]);
    assert_eq!(
        considered(&numbered, &merge, "2026-11-19").unwrap_err().to_string(),
        "The county gives Ortiz, Mya the number 2. Keep that row, or have the county correct it."
    );
    assert_eq!(refusal("members_told_apart", &[("first", MIA), ("second", MIA)]), "Both answers name the same row.");
}

/// A merger removes the row that it names, and no other row without a number.
#[test]
fn a_merger_removes_the_row_that_it_names() {
    let mut facts = alike();
    let third = toml::from_str("name = 'Ortiz, Leo'\nrelation = 'child'\nbirth_date = '2012-05-02'").unwrap();
    facts.people.insert(1, third);
    let merge = on_case("members_merged", &[("keep", MIA), ("leave_out", MYA)]);
    let merged = facts.with_act(&merge, &pending_source(&"V1A3".parse().unwrap()));
    let names: Vec<_> = merged.people.iter().filter_map(|one| one.name.as_ref().map(ToString::to_string)).collect();
    assert_eq!(names, ["Ortiz, Ana", "Ortiz, Leo", "Ortiz, Mia"]);
}

/// A second parent and another adult may be one adult; a child and an adult are two people.
#[test]
fn two_adults_of_another_relation_may_be_one_person() {
    let mut facts = alike();
    for (index, relation) in [(1, Relation::SecondParent), (2, Relation::Other)] {
        facts.people[index].relation = relation;
    }
    let merge = on_case("members_merged", &[("keep", MIA), ("leave_out", MYA)]);
    considered(&facts, &merge, "2026-11-19").unwrap();
}

/// A parent whom the county lists under two numbers, with hours and a child under six.
fn two_numbers() -> CaseFacts {
    toml::from_str(
        "aid = [{ status = 'active', since = '2025-01-01' }]
         people = [
             { person = 1, name = 'Ortiz, Ana', relation = 'parent', birth_date = '1990-03-21', in_unit = true, first_listed = '2026-10-01',
               registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
             { person = 2, name = 'Ortiz, Ana', relation = 'second_parent', birth_date = '1990-03-21', first_listed = '2026-11-17',
               registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
             { name = 'Ortiz, Mia', relation = 'child', birth_date = '2014-03-21' },
         ]
         activities = [{ person = 2, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'first_day_attendance', on = '2026-09-01' }] }]",
    )
    .unwrap()
}

const FIRST: &str = "Ortiz, Ana @ 1990-03-21 #1";
const SECOND: &str = "Ortiz, Ana @ 1990-03-21 #2";

#[test]
fn two_numbers_of_one_adult_are_asked_about_on_the_day_of_the_second_and_lead_to_one_person() {
    let facts = two_numbers();
    let evaluation = evaluate_case(&facts, Policies::builtin(), day("2026-11-19"));
    let asked = evaluation.findings.iter().find(|finding| finding.rule == RuleId::SamePerson).unwrap();
    assert_eq!(asked.due, Some(day("2026-11-17")));
    let merge = on_case("members_merged", &[("keep", FIRST), ("leave_out", SECOND)]);
    considered(&facts, &merge, "2026-11-19").unwrap();
    let merged = facts.clone().with_act(&merge, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!((merged.people.len(), asks(&merged), merged.activities[0].person), (2, 0, PersonNumber(1)));
    // What is recorded under the other number afterwards is of the same person.
    let ended = act("activity_status", "2026-11-19", &[("activity", "Job Club @ 2026-09-01"), ("status", "completed")]);
    let ended = Act { person: PersonNumber(2), ..ended };
    let after = merged.clone().with_act(&ended, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!(after.activities[0].statuses.len(), 2);
    let refused = considered(&merged, &ended, "2026-11-19").unwrap_err().to_string();
    assert_eq!(refused, "Person 2 is person 1, as was recorded: record it there.");
}

#[test]
fn two_numbers_told_apart_are_not_asked_about_again() {
    let apart = on_case("members_told_apart", &[("first", SECOND), ("second", FIRST)]);
    considered(&two_numbers(), &apart, "2026-11-19").unwrap();
    let known = two_numbers().with_act(&apart, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!((known.people.len(), asks(&known)), (3, 0));
}

/// The county's spelling of one row is often typed for the other; the number says who is meant.
#[test]
fn a_row_that_is_named_by_its_number_may_be_spelled_as_the_other_one() {
    let mut facts = two_numbers();
    facts.people[1].name = Some("ORTIZ, ANA".into());
    let merge = on_case("members_merged", &[("keep", FIRST), ("leave_out", SECOND)]);
    considered(&facts, &merge, "2026-11-19").unwrap();
    let merged = facts.clone().with_act(&merge, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!((merged.people.len(), asks(&merged)), (2, 0));
    let refusal = |keep: &str, left: &str| {
        let merge = on_case("members_merged", &[("keep", keep), ("leave_out", left)]);
        considered(&facts, &merge, "2026-11-19").unwrap_err().to_string()
    };
    assert_eq!(refusal(FIRST, "Ortiz, ANA @ 1990-03-21 #1"), "Both answers name the same row.");
    assert_eq!(
        refusal(FIRST, "Ortiz, Ana @ 1990-03-21 #4"),
        "The household has no member Ortiz, Ana, born Wed 03/21/1990, person 4."
    );
    let mut child = facts.clone();
    child.people[2].name = Some("ORTIZ, MIA".into());
    let merge = on_case("members_merged", &[("keep", FIRST), ("leave_out", "Ortiz, Mia @ 2014-03-21")]);
    assert_eq!(
        considered(&child, &merge, "2026-11-19").unwrap_err().to_string(),
        "The household has no member Ortiz, Mia, born Fri 03/21/2014. The county writes: ORTIZ, MIA @ 2014-03-21"
    );
}

/// An answer stands as long as both numbers are plainly of the two people, unless the county makes them exactly alike.
#[test]
fn numbers_told_apart_stay_so_when_the_county_corrects_a_row() {
    let mut facts = two_numbers();
    facts.people[1].birth_date = Some(day("1990-03-22"));
    let apart = on_case("members_told_apart", &[("first", FIRST), ("second", "Ortiz, Ana @ 1990-03-22 #2")]);
    let known = facts.with_act(&apart, &pending_source(&"V1A3".parse().unwrap()));
    assert_eq!(asks(&known), 0);
    for (born, asked) in [("1990-03-23", 0), ("1990-03-21", 1), ("1990-03-22", 0)] {
        let mut corrected = known.clone();
        corrected.people[1].birth_date = Some(day(born));
        assert_eq!(asks(&corrected), asked, "{born}");
    }
}

#[test]
fn which_of_two_rows_of_one_name_is_meant_has_to_be_said() {
    let merge = on_case("members_merged", &[("keep", "Ortiz, Ana @ 1990-03-21"), ("leave_out", SECOND)]);
    let refused = considered(&two_numbers(), &merge, "2026-11-19").unwrap_err().to_string();
    assert_eq!(refused, "Ortiz, Ana stands under several numbers. Name the one that is meant: #1 or #2.");
    let mut married = two_numbers();
    married.people[1].name = Some("Vega, Ana".into());
    let merge =
        on_case("members_merged", &[("keep", "Vega, Ana @ 1990-03-21"), ("leave_out", "Ortiz, Ana @ 1990-03-21")]);
    let refused = considered(&married, &merge, "2026-11-19").unwrap_err().to_string();
    assert_eq!(
        refused,
        "The county gives both a number. Name each with it: Vega, Ana @ 1990-03-21 #2 and Ortiz, Ana @ 1990-03-21 #1."
    );
}
