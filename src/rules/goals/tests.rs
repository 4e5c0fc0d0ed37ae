use super::readings::*;
use super::safety::has_safety_flag;
use crate::domain::PersonNumber;
use crate::domain::facts::CaseFacts;
use crate::domain::facts::goals::Reading;
use crate::domain::goal_words::GoalTool;
use crate::policy::Policies;
use crate::policy::Policy;
use crate::rules::view::View;

fn policy() -> &'static Policy {
    Policies::builtin().in_force_on("2026-12-10".parse().unwrap())
}

fn index(on: &str, version: u16, values: &[u8]) -> Reading {
    let answers: serde_json::Map<_, _> =
        (1..).zip(values).map(|(item, value)| (format!("q{item}"), (*value).into())).collect();
    let json = serde_json::json!({ "person": 1, "tool": "qol", "on": on, "version": version, "answers": answers });
    serde_json::from_value(json).unwrap()
}

fn score(score: u32, answers: usize) -> QolScore {
    QolScore::Score { score, answers }
}

const BEFORE: [u8; 8] = [3, 2, 4, 3, 2, 4, 3, 3];

/// Example 7.
#[test]
fn an_index_goes_from_50_to_63() {
    let (before, now) = (index("2026-10-07", 1, &BEFORE), index("2026-12-10", 1, &[4, 3, 4, 3, 3, 4, 4, 3]));
    let change = compare_qol(policy(), Some(&before), &now).unwrap();
    assert_eq!(change, QolChange::Compared { before: score(50, 8), now: score(63, 8) });
    assert_eq!(change.difference(), Some(13));
    assert_eq!(compare_qol(policy(), None, &now), Some(QolChange::First));
}

/// Example 8.
#[test]
fn five_of_eight_answers_make_no_number() {
    let now = index("2026-12-10", 1, &[4, 3, 4, 3, 3]);
    let few = QolScore::TooFew { answers: 5, items: 8, needed: 6 };
    assert_eq!(qol_score(policy(), &now.answers), Some(few));
    assert_eq!(qol_score(policy(), &index("2026-12-10", 1, &[1; 8]).answers), Some(score(0, 8)));
    assert_eq!(qol_score(policy(), &index("2026-12-10", 1, &[5; 6]).answers), Some(score(100, 6)));
}

/// Example 9.
#[test]
fn two_versions_are_not_compared() {
    let (before, now) = (index("2026-10-07", 1, &BEFORE), index("2026-12-10", 2, &[4; 8]));
    let change = compare_qol(policy(), Some(&before), &now).unwrap();
    assert_eq!((change, change.difference()), (QolChange::OtherVersion, None));
}

/// Example 10.
#[test]
fn only_the_answers_of_both_are_compared() {
    let (before, now) = (index("2026-10-07", 1, &BEFORE), index("2026-12-10", 1, &[4, 3, 4, 3, 3, 4]));
    let change = compare_qol(policy(), Some(&before), &now).unwrap();
    assert_eq!(change, QolChange::Compared { before: score(50, 6), now: score(63, 6) });
}

/// Example 11, with safety beside it, which no picture has.
#[test]
fn a_life_map_shows_what_goes_well_first() {
    let facts: CaseFacts = toml::from_str(
        "readings = [
            { person = 1, tool = 'calmap', on = '2026-10-07', levels = { housing = 2, child_care = 3, transport = 1, work = 2, family = 4, safety = 1 } },
            { person = 1, tool = 'calmap', on = '2026-12-10', levels = { housing = 3, child_care = 3, transport = 3, family = 4 }, want = ['transport'] },
            { person = 1, tool = 'calmap', on = '2026-11-10', levels = { housing = 5 }, protected = true },
        ]",
    )
    .unwrap();
    let view = View::new(&facts, Policies::builtin(), "2026-12-10".parse().unwrap());
    let shown = shown_readings(&view, PersonNumber(1), GoalTool::Calmap);
    let [before, now] = shown.as_slice() else { panic!("{shown:?}") };
    let changes = compare_life_maps(policy(), Some(before), now);
    let order: Vec<_> = changes.iter().map(|change| change.area.as_str()).collect();
    assert_eq!(order, ["family", "housing", "child_care", "transport", "work"]);
    assert!(changes[3].wanted && !changes[0].wanted);
    let counts = AreaCounts { up: 2, same: 2, down: 0, not_filled_now: 1, new: 0 };
    assert_eq!(count_changes(&changes), counts);
}

#[test]
fn a_sign_of_danger_at_home_is_one_whatever_it_is() {
    let signs = [
        "exemptions = [{ person = 1, reason = 'Domestic abuse waiver', from = '2026-10-01' }]",
        "activities = [{ person = 1, kind = 'Domestic Abuse Services', start = '2026-10-01' }]",
        "referrals = [{ person = 1, kind = 'domestic violence', requested = '2026-10-01' }]",
        "good_causes = [{ person = 1, from = '2026-10-01', reason = 'Domestic abuse' }]",
        "readings = [{ person = 1, tool = 'calmap', on = '2026-10-01', levels = { safety = 1 }, protected = true }]",
    ];
    let is_flagged = |facts: &str| {
        let facts: CaseFacts = toml::from_str(facts).unwrap();
        has_safety_flag(&View::new(&facts, Policies::builtin(), "2026-12-10".parse().unwrap()))
    };
    assert!(signs.iter().all(|sign| is_flagged(sign)));
    let plain = "activities = [{ person = 1, kind = 'Vocational Education', start = '2026-10-01' }]";
    assert!(!is_flagged("") && !is_flagged(plain));
}
