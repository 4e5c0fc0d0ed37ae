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
    assert_eq!(choices, ["Ortiz, Mia @ 2019-03-21", "Ortiz, Mya @ 2019-03-21", "Ortiz, Ana @ 1990-03-21"]);
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
