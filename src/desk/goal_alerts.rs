//! What there is to talk about on goals, as one line a person: it never buries a day on which aid depends.

use std::collections::BTreeMap;

use crate::domain::PersonNumber;
use crate::domain::category::Category;
use crate::rules::Evaluation;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;

/// Returns the findings that have a line of their own.
pub(super) fn single_findings(evaluation: &Evaluation) -> impl Iterator<Item = &Finding> {
    evaluation.findings.iter().filter(|finding| finding.category != Category::Goals)
}

/// Returns the first finding on goals of each person, with the text of the line; `None` where it is the only one and speaks for
/// itself.
pub(super) fn goal_lines(evaluation: &Evaluation) -> Vec<(&Finding, Option<Message>)> {
    let mut theirs: BTreeMap<PersonNumber, Vec<&Finding>> = BTreeMap::new();
    for finding in evaluation.findings.iter().filter(|finding| finding.category == Category::Goals) {
        theirs.entry(finding.person).or_default().push(finding);
    }
    let lines = theirs.into_values().filter_map(|found| {
        let first = *found.first()?;
        Some((first, (found.len() > 1).then(|| line_text(&found))))
    });
    lines.collect()
}

fn line_text(found: &[&Finding]) -> Message {
    let is_on_one_goal = |finding: &&Finding| {
        matches!(finding.rule, RuleId::GoalReviewDue | RuleId::GoalTargetReached | RuleId::StepDue)
    };
    if found.iter().all(is_on_one_goal) {
        let mut goals: Vec<_> = found.iter().map(|finding| finding.ordinal).collect();
        goals.sort_unstable();
        goals.dedup();
        if goals.len() > 1 {
            return message!("{} goals to talk about", goals.len());
        }
    }
    message!("{} points to talk about, on goals", found.len())
}
