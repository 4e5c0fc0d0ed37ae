//! The wall around goals: no rule outside their own files names a goal, a reading or an offer of a goal tool. What a participant
//! hopes for never decides about aid.

use super::{Source, sources};

/// The lists of the facts that only the rules of goals read.
const GOAL_FACTS: [&str; 12] = [
    ".goals",
    ".readings",
    ".tool_uses",
    ".road_maps",
    ".goal_coverage",
    ".resources_used",
    "facts::goals",
    "facts::Goal",
    "facts::Reading",
    "goal_words",
    "Category::Goals",
    "goals::",
];

/// The files of the rules of goals, and those that call them: the evaluation, and the checks and defaults of acts. The facts of
/// moments are read by goals, never the other way around.
fn may_name_goals(path: &str) -> bool {
    path.starts_with("rules/goals")
        || path.starts_with("rules/acts/goal_")
        || ["rules/evaluation.rs", "rules/acts/defaults.rs", "rules/acts/comment.rs"].contains(&path)
}

#[test]
fn no_rule_outside_the_rules_of_goals_names_a_goal_or_a_reading() {
    let all = sources();
    let rules = all.iter().filter(|source| source.room() == Some("rules") && !source.is_test());
    let mut checked = 0;
    for source in rules {
        let path = source.path.to_string_lossy().replace('\\', "/");
        if may_name_goals(&path) || path.starts_with("rules/properties") {
            continue;
        }
        checked += 1;
        let named = named_goals(source);
        assert!(named.is_empty(), "{path} names goals or readings:\n{}", named.join("\n"));
    }
    assert!(checked > 100, "{checked}");
}

fn named_goals(source: &Source) -> Vec<String> {
    // The policy's own tables of goals are no facts.
    let code = source.code().filter(|(_, line)| !line.contains("tables.goals"));
    let named = code.filter(|(_, line)| GOAL_FACTS.iter().any(|fact| line.contains(fact)));
    named.map(|(number, line)| format!("{number}: {}", line.trim())).collect()
}
