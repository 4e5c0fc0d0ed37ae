//! What else the worker did in the practice caseload: comments posted, rows annotated, checklist items ticked.

use chrono::NaiveDate;

use super::activity::ago;
use super::data::Words;
use super::dice::Dice;
use super::household::{Household, working_day};
use crate::domain::Change;
use crate::domain::checklist::{ItemId, Mark};
use crate::domain::comment::Comment;
use crate::domain::dates::Month;

/// Comments older than this are posted, in days.
const POSTED_AFTER: i64 = 3;

/// The changes, those on comments first.
pub fn changes(
    households: &[Household],
    comments: &[Comment],
    words: &Words,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<Change> {
    let mut changes: Vec<Change> = comments.iter().filter_map(|comment| posted(comment, as_of)).collect();
    for household in households {
        if dice.chance(15) {
            changes.extend(annotated(household, words, dice));
        }
        if dice.chance(25) {
            changes.extend(ticked(household, words, as_of, dice));
        }
    }
    changes
}

fn posted(comment: &Comment, as_of: NaiveDate) -> Option<Change> {
    let on = working_day(ago(comment.on, -POSTED_AFTER)).max(comment.on);
    (on < as_of).then(|| Change::CommentPosted { comment: comment.id, case: comment.case.clone(), on })
}

fn annotated(household: &Household, words: &Words, dice: &mut Dice) -> Option<Change> {
    let person = household.parents.first()?.who.person;
    Some(Change::CaseAnnotated { case: household.number.clone(), person, text: dice.word(&words.annotations) })
}

fn ticked(household: &Household, words: &Words, as_of: NaiveDate, dice: &mut Dice) -> Vec<Change> {
    let mut items = words.ticked.clone();
    dice.shuffle(&mut items);
    let many = usize::try_from(dice.within(1, 4)).unwrap_or(1);
    let mark = |item| Change::ChecklistItemMarked {
        case: household.number.clone(),
        month: Month::of(as_of),
        item: ItemId(item),
        mark: Mark::Ticked,
    };
    items.into_iter().take(many).map(mark).collect()
}
