//! The comments that the worker dictated on a practice case over the last year.

use chrono::NaiveDate;
use uuid::Builder;

use super::activity::{DemoActivity, days_before};
use super::data::{CommentWords, DemoWords};
use super::dice::Dice;
use super::household::{DemoHousehold, DemoParent};
use super::working_days::{first_working_day, last_working_day};
use crate::domain::RowId;
use crate::domain::codes::CauseOutcome;
use crate::domain::comment::{Comment, ContactType};
use crate::domain::status::RegistrationStatus;

/// The number of days that the comments go back.
const A_YEAR: i64 = 365;
/// Five in the afternoon, in milliseconds of the day: the time at which every comment was entered.
const ENTERED_AT: u64 = 17 * 3_600_000;

/// Draws the comments on a case: the monthly contacts up to the last one, the attempts since then, and one comment on
/// each thing that happened since the case was assigned.
pub fn draw_comments(household: &DemoHousehold, words: &DemoWords, as_of: NaiveDate, dice: &mut Dice) -> Vec<Comment> {
    let since = household.assigned.max(days_before(as_of, A_YEAR));
    let mut comments = vec![];
    for parent in &household.parents {
        for (theme, on, reached) in draw_occasions(household, parent, since, as_of, dice) {
            let drawn = draw_comment(household, parent, words, (theme, on, reached), dice);
            // Nobody who was not reached signed or explained anything.
            comments.extend(drawn.filter(|_| reached || WITHOUT_CONTACT.contains(&theme)));
        }
    }
    comments
}

/// The themes of which something is written down although nobody was reached.
const WITHOUT_CONTACT: [&str; 3] = ["attempt", "notice", "closing"];

type Occasion = (&'static str, NaiveDate, bool);

/// Draws the days, from `since` on, on which something was dictated, with the theme of each; at most one theme per day.
fn draw_occasions(
    household: &DemoHousehold,
    parent: &DemoParent,
    since: NaiveDate,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<Occasion> {
    let reached = |day: NaiveDate| parent.last_contact.is_some_and(|last| day <= last);
    let events = parent_events(household, parent).into_iter().map(|(theme, day)| (theme, first_working_day(day)));
    let events = events.filter(|(_, day)| (since..=as_of).contains(day));
    let mut occasions: Vec<Occasion> = events.map(|(theme, day)| (theme, day, reached(day))).collect();
    let monthly = std::iter::successors(parent.last_contact, |day| {
        Some(last_working_day(days_before(*day, dice.number_between(24, 34))))
    });
    occasions.extend(monthly.take_while(|day| *day >= since).map(|day| ("monthly", day, true)));
    let quiet = parent.last_contact.map_or(since, |last| days_before(last, -30));
    if quiet <= as_of {
        occasions.push(("attempt", first_working_day(last_working_day(quiet).max(since)), false));
    }
    occasions.retain(|(_, day, _)| *day <= as_of);
    occasions.sort_by_key(|(_, day, _)| *day);
    occasions.dedup_by_key(|(_, day, _)| *day);
    occasions
}

/// Returns the events of a parent, as themes with their days.
fn parent_events(household: &DemoHousehold, parent: &DemoParent) -> Vec<(&'static str, NaiveDate)> {
    let mut events = vec![("new_case", household.assigned)];
    events.extend(parent.plan_signed.map(|day| ("plan", day)));
    events.extend(parent.exemption.as_ref().map(|exemption| ("exemption", exemption.from)));
    events.extend(parent.notice.as_ref().map(|notice| ("notice", notice.issued)));
    let outcome = parent.notice.as_ref().and_then(|notice| notice.outcome);
    events.extend(outcome.filter(|(outcome, _)| *outcome != CauseOutcome::NoGoodCause).map(|(_, on)| ("outcome", on)));
    match parent.registration {
        RegistrationStatus::Sanction => events.push(("sanction", parent.since)),
        RegistrationStatus::CuringSanction => events.push(("curing", parent.since)),
        _ => {}
    }
    events.extend(household.discontinued.map(|day| ("closing", day)));
    events
}

fn draw_comment(
    household: &DemoHousehold,
    parent: &DemoParent,
    words: &DemoWords,
    (theme, on, reached): Occasion,
    dice: &mut Dice,
) -> Option<Comment> {
    let activity =
        parent.activities.iter().filter(|activity| activity.start <= on).max_by_key(|activity| activity.start);
    let fitting: Vec<&CommentWords> =
        words.comment.iter().filter(|words| words.theme == theme && can_fill(words, activity)).collect();
    let words = dice.pick_one(&fitting)?;
    Some(Comment {
        id: draw_row_id(on, dice),
        case: household.number.clone(),
        person: parent.who.person,
        on,
        contact_type: pick_contact_type(theme, reached, dice),
        reached,
        purpose: words.purpose.clone(),
        results: fill_results(&words.results, activity),
        forms: words.forms.clone(),
        documents: if reached { words.documents.clone() } else { vec![] },
        late: false,
        protected: false,
        answers: Vec::new(),
    })
}

/// Returns whether the case has everything that the words mention, so that no blank stays open.
fn can_fill(words: &CommentWords, activity: Option<&DemoActivity>) -> bool {
    activity.is_some() || !words.results.contains('{')
}

fn fill_results(results: &str, activity: Option<&DemoActivity>) -> String {
    match activity {
        Some(activity) => results
            .replace("{activity}", &activity.kind)
            .replace("{provider}", &activity.provider)
            .replace("{hours}", &activity.weekly_hours.to_string()),
        None => results.to_owned(),
    }
}

fn pick_contact_type(theme: &str, reached: bool, dice: &mut Dice) -> ContactType {
    let types: &[&str] = match (theme, reached) {
        ("attempt", _) => &["telephone"],
        (_, false) => &["mail"],
        ("plan" | "curing" | "outcome", true) => &["face_to_face"],
        _ => &["telephone", "telephone", "telephone", "face_to_face", "face_to_face", "home_visit"],
    };
    ContactType(dice.pick_one(types).copied().unwrap_or("telephone").to_owned())
}

/// Draws a row id of the comment's own day, so that ids sort in the order in which the comments were filed.
fn draw_row_id(on: NaiveDate, dice: &mut Dice) -> RowId {
    let midnight = on.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
    let millis = u64::try_from(midnight).unwrap_or_default() + ENTERED_AT;
    RowId(Builder::from_unix_timestamp_millis(millis, &dice.random_bytes()).into_uuid())
}
