//! What the county says of a case otherwise than the record or than itself before, and what of its rows could not be
//! read.

use super::GlanceBuilder;
use crate::domain::facts::Difference;
use crate::present::county_fact::unread_text;
use crate::rules::message::{Message, Value, message};
use crate::rules::same_person;
use crate::store::UnreadValue;

impl GlanceBuilder<'_> {
    /// Returns what the county says otherwise than the record, then the statuses that it reported before and no longer
    /// does. An exemption is no status of a participant that these name, so that no reason is told.
    pub(super) fn differences(&self) -> Vec<Message> {
        let facts = self.view.facts;
        let recorded = facts.differences.iter().map(difference_message);
        let aid = facts.aid_reported_before.iter().map(|aid| {
            message!("aid: the county reported {} since {} before and no longer does", aid.status.title(), aid.since)
        });
        let registered = facts.people.iter().flat_map(|person| &person.registration_reported_before).map(|before| {
            message!(
                "registration: the county reported {} since {} before and no longer does",
                before.status.title(),
                before.since
            )
        });
        let activities = facts.activities.iter().flat_map(|activity| {
            activity.statuses_reported_before.iter().map(|before| {
                message!(
                    "{}: the county reported {} on {} before and no longer does",
                    &activity.kind,
                    before.status.title(),
                    before.on
                )
            })
        });
        let twice =
            same_person::likely_pairs(&self.view).map(|pair| message!("household: it may be that {}", pair.clause()));
        let recorded = twice.chain(recorded);
        recorded.chain(aid).chain(registered).chain(activities).collect()
    }

    /// Returns the cells of the county's newest rows that could not be read, each with the value that stands.
    pub(super) fn unread(&self) -> Vec<Message> {
        let text = |UnreadValue { cell, stands, file }: &UnreadValue| {
            let text = unread_text(&cell.text, &cell.field_words(), stands.as_ref());
            message!("{} ({})", Message::from_text(text), Message::from_text(file.clone()))
        };
        self.case.record.unread.iter().map(text).collect()
    }
}

fn difference_message(difference: &Difference) -> Message {
    message!(
        "{}: the county says {}, here {}",
        &difference.what,
        Value::from(&difference.county),
        Value::from(&difference.here)
    )
}
