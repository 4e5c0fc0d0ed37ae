//! Whose attendance of a month is not posted, although it may count: nobody knows then whether the hours are met.

use super::average;
use super::hours::{self, posted_attendance};
use super::message::{Message, message};
use super::view::View;
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, Attendance, Person};

/// Returns whether attendance of the person in the month is posted.
pub(super) fn has_posted(view: &View, person: &Person, month: Month) -> bool {
    posted_attendance(view).any(|row| row.month == month && Some(row.person) == person.person)
}

/// Returns the activities of the person that ran in the month and of which no attendance of it is posted, in the order of
/// their kinds.
pub(super) fn unposted_activities<'a>(view: &View<'a>, person: &Person, month: Month) -> Vec<&'a Activity> {
    let is_posted = |activity: &Activity| {
        let mut rows = posted_attendance(view).filter(|row| row.month == month && row.person == activity.person);
        rows.any(|row| row.start == activity.start && row.kind == activity.kind)
    };
    let theirs = person.person.into_iter().flat_map(|number| view.activities_of(number));
    let ran = theirs.filter(|activity| average::days_of_activity(view, activity, month).is_some());
    let mut unposted: Vec<&Activity> = ran.filter(|activity| !is_posted(activity)).collect();
    unposted.sort_by(|a, b| a.kind.cmp(&b.kind).then(a.start.cmp(&b.start)));
    unposted
}

/// Returns the first activity of these people, in the order given, that ran in the month without posted attendance, in
/// words.
pub(super) fn first_unposted_activity(view: &View, people: &[&Person], month: Month) -> Option<Message> {
    people.iter().find_map(|person| {
        let activity = unposted_activities(view, person, month).into_iter().next()?;
        Some(message!("{} of {}", &activity.kind, hours::adult_label(person)))
    })
}

/// Returns the doubt about a month of which attendance was handed in and not keyed: hours may be posted that it does not hold
/// yet, all of them or more of them.
pub(super) fn doubt_of_unkeyed(rows: &[&Attendance]) -> Option<Message> {
    let row = first_unkeyed(rows)?;
    Some(Message::new(NOT_KEYED, vec![(&row.kind).into(), row.month.into()]))
}

/// Returns the first of the rows that was handed in and never keyed.
pub(super) fn first_unkeyed<'a>(rows: &[&'a Attendance]) -> Option<&'a Attendance> {
    rows.iter().copied().filter(|row| row.posted.is_none()).min_by_key(|row| (&row.kind, row.start))
}

/// The template of the doubt about attendance that was handed in and never keyed.
const NOT_KEYED: &str = "whether the hours were met: attendance of {} in {} has not been keyed";

/// The template of the doubt about hours that are not posted.
const NOT_POSTED: &str = "whether the hours were met: attendance is not posted for {} in {}";

/// Returns the doubt about hours that fall short while an activity of these people ran in the month and nothing of it is
/// posted.
pub(super) fn doubt_of_unposted(view: &View, people: &[&Person], month: Month) -> Option<Message> {
    let activity = first_unposted_activity(view, people, month)?;
    Some(Message::new(NOT_POSTED, vec![activity.into(), month.into()]))
}

/// Returns whether the doubt is that about hours that are not posted.
pub(super) fn is_about_unposted(doubt: &Message) -> bool {
    [NOT_POSTED, NOT_KEYED].contains(&doubt.template())
}
