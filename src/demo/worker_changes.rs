//! Other changes by the worker in the practice caseload: comments posted, rows annotated, checklist items ticked.

use chrono::NaiveDate;

use super::activity::days_before;
use super::data::DemoWords;
use super::dice::Dice;
use super::household::DemoHousehold;
use super::working_days::last_working_day;
use crate::domain::Change;
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::comment::Comment;
use crate::domain::dates::Month;

/// The age in days from which comments are posted.
const POSTED_AFTER: i64 = 3;

/// Draws the changes, those on comments first.
pub fn draw_changes(
    households: &[DemoHousehold],
    comments: &[Comment],
    words: &DemoWords,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<Change> {
    let mut changes: Vec<Change> = comments.iter().filter_map(|comment| posting_change(comment, as_of)).collect();
    for household in households {
        if dice.happens_in_percent(15) {
            changes.extend(annotation_change(household, words, dice));
        }
        if dice.happens_in_percent(25) {
            changes.extend(checklist_changes(household, words, as_of, dice));
        }
    }
    changes
}

fn posting_change(comment: &Comment, as_of: NaiveDate) -> Option<Change> {
    let on = last_working_day(days_before(comment.on, -POSTED_AFTER)).max(comment.on);
    (on < as_of).then(|| Change::CommentPosted { comment: comment.id, case: comment.case.clone(), on })
}

fn annotation_change(household: &DemoHousehold, words: &DemoWords, dice: &mut Dice) -> Option<Change> {
    let person = household.parents.first()?.who.person;
    Some(Change::CaseAnnotated { case: household.number.clone(), person, text: dice.pick_text(&words.annotations) })
}

fn checklist_changes(household: &DemoHousehold, words: &DemoWords, as_of: NaiveDate, dice: &mut Dice) -> Vec<Change> {
    let mut items = words.ticked.clone();
    dice.shuffle(&mut items);
    let many = usize::try_from(dice.number_between(1, 4)).unwrap_or(1);
    let mark = |item| Change::ChecklistItemMarked {
        case: household.number.clone(),
        month: Month::from_date(as_of),
        item: ItemId(item),
        mark: ItemMark::Ticked,
    };
    items.into_iter().take(many).map(mark).collect()
}
