//! A goal as the block of text that goes into the Skills page of the system of record.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::goal_words::GoalOutcome;
use crate::rules::goals::goal_state::GoalOn;

/// A value of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SkillValue {
    SkillType,
    Description,
    Number,
    Obtained,
    Expiration,
    Ready,
    Used,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillField {
    name: String,
    value: SkillValue,
}

/// The fields of the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillTemplate {
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    certainty: crate::policy::Certainty,
    skill_type: String,
    field: Vec<SkillField>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static TEMPLATE: LazyLock<SkillTemplate> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/posting/calsaws_skills.toml")).expect("calsaws_skills.toml is good")
});

/// Returns the lines of a goal, a field in each: `Expiration: 11/20/2026`.
pub fn skill_lines(goal: &GoalOn<'_>) -> Vec<String> {
    let ending = goal.ending();
    let value = |value: SkillValue| match value {
        SkillValue::SkillType => TEMPLATE.skill_type.clone(),
        SkillValue::Description => goal.goal.words.clone().unwrap_or_default(),
        SkillValue::Number => goal.goal.number.to_string(),
        SkillValue::Obtained => page_day(Some(goal.goal.created)),
        SkillValue::Expiration => page_day(goal.goal.target),
        SkillValue::Ready => match ending.map(|ending| ending.outcome) {
            Some(GoalOutcome::Yes) => "Y".to_owned(),
            Some(GoalOutcome::No) => "N".to_owned(),
            None => String::new(),
        },
        SkillValue::Used => page_day(ending.map(|ending| ending.on)),
    };
    TEMPLATE.field.iter().map(|field| format!("{}: {}", field.name, value(field.value)).trim_end().to_owned()).collect()
}

/// Returns a day as the page takes it.
fn page_day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format("%m/%d/%Y").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonNumber;
    use crate::domain::facts::CaseFacts;
    use crate::policy::Policies;
    use crate::rules::goals::goal_state::goals_of;
    use crate::rules::view::View;

    /// Example 5: goal 2 of example 3 after its change, and the goal that replaces it.
    #[test]
    fn a_goal_with_a_new_day_is_two_rows_of_the_page() {
        let facts: CaseFacts = toml::from_str(
            "goals = [
                { person = 1, number = 2, created = '2026-10-20', words = 'child care', target = '2026-11-20', ended = { on = '2026-11-20', outcome = 'no', reason = 'new_target' } },
                { person = 1, number = 3, created = '2026-11-20', words = 'child care', target = '2027-01-15', replaces = 2 },
            ]",
        )
        .unwrap();
        let view = View::new(&facts, Policies::builtin(), "2026-11-25".parse().unwrap());
        let blocks: Vec<Vec<String>> = goals_of(&view, PersonNumber(1)).iter().map(skill_lines).collect();
        assert_eq!(
            blocks[0],
            [
                "Skill type: CalWORKs 2.0 Goal",
                "Description: child care",
                "Number: 2",
                "Date obtained: 10/20/2026",
                "Expiration: 11/20/2026",
                "Make Job Ready: N",
                "Last Date Used: 11/20/2026",
            ]
        );
        assert_eq!(
            blocks[1][2..],
            ["Number: 3", "Date obtained: 11/20/2026", "Expiration: 01/15/2027", "Make Job Ready:", "Last Date Used:"]
        );
        assert!(TEMPLATE.certainty.can_decide() && !TEMPLATE.source.is_empty());
    }
}
