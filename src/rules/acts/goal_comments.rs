//! The comment after a talk about a goal: what was agreed and the next step. Levels, feelings and the participant's reasons are
//! not in it, and nothing of a goal that is kept apart.

use crate::domain::act::Act;
use crate::domain::act::goals::GoalReviewed;
use crate::rules::goals::goal_state::goals_of;
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// Returns the results of the comment about a talk; `None` for a goal that is kept apart.
pub(super) fn review_text(view: &View<'_>, act: &Act, what: &GoalReviewed) -> Option<Message> {
    let goals = goals_of(view, view.facts.present_number(act.person));
    let goal = goals.iter().find(|goal| goal.goal.number == what.goal)?;
    let agreed = message!("Talked about goal {}. Agreed: {}.", what.goal, what.next.title());
    let step = goal.next_step().filter(|_| goal.is_open()).and_then(|(_, step)| Some((step.what.clone()?, step.by)));
    Some(match step {
        Some((words, Some(by))) => message!("{} Next step: {}, by {}.", agreed, Message::from_text(words), by),
        Some((words, None)) => message!("{} Next step: {}.", agreed, Message::from_text(words)),
        None => agreed,
    })
}
