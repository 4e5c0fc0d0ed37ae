//! Other changes by the worker in the practice caseload: comments posted, rows annotated, checklist items ticked.

use chrono::NaiveDate;

use super::activity::days_before;
use super::data::DemoWords;
use super::dice::Dice;
use super::household::{DemoHousehold, DemoParent};
use super::working_days::last_working_day;
use crate::domain::Change;
use crate::domain::act::plan::ExemptionReviewed;
use crate::domain::act::sanction::CurePlanSigned;
use crate::domain::act::{Act, ActKind};
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::comment::Comment;
use crate::domain::dates::Month;
use crate::domain::status::RegistrationStatus;

/// The age in days from which comments are posted.
const POSTED_AFTER: i64 = 3;

/// How many days before the end of an exemption the worker talks about it.
const EXEMPTION_TALK_BEFORE: i64 = 35;

/// How many days a cure plan runs.
const CURE_PLAN_DAYS: i64 = 28;

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
        changes.extend(follow_up_acts(household, as_of, dice));
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

/// Returns what the county's extracts do not tell: the plans of the cures that run, and most of the talks about exemptions
/// that end soon.
fn follow_up_acts(household: &DemoHousehold, as_of: NaiveDate, dice: &mut Dice) -> Vec<Change> {
    let mut acts: Vec<Act> = household.parents.iter().filter_map(cure_plan_act).collect();
    for parent in &household.parents {
        let ends = parent.exemption.as_ref().and_then(|exemption| exemption.until);
        let on = ends.map(|last| last_working_day(days_before(last, EXEMPTION_TALK_BEFORE)));
        let told = on.filter(|day| *day < as_of && dice.happens_in_percent(70));
        acts.extend(told.map(|on| Act {
            person: parent.who.person,
            on,
            kind: ActKind::ExemptionReviewed(ExemptionReviewed {}),
        }));
    }
    acts.into_iter().map(|act| Change::Acted { case: household.number.clone(), act }).collect()
}

fn cure_plan_act(parent: &DemoParent) -> Option<Act> {
    (parent.registration == RegistrationStatus::CuringSanction).then(|| Act {
        person: parent.who.person,
        on: parent.since,
        kind: ActKind::CurePlanSigned(CurePlanSigned {
            until: days_before(parent.since, -CURE_PLAN_DAYS),
            weekly_hours: None,
        }),
    })
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
