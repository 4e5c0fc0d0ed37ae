//! The part of a case's record that a checklist looks at.

use std::collections::BTreeMap;

use crate::domain::CaseFacts;
use crate::domain::comment::{CommentView, ContactType};
use crate::domain::facts::Source;
use crate::domain::hours::Hours;
use crate::domain::ids::{PersonNumber, RowId};
use crate::domain::status::ActivityStatus;
use crate::policy::param::Months;

/// The part of a case's record that a checklist looks at.
#[derive(Debug, Clone, Copy)]
pub struct ChecklistRecord<'a> {
    /// The facts of the case.
    pub facts: &'a CaseFacts,
    /// The comments on the case in all months, except those entered in error. A protected comment proves no more than
    /// that it was filed.
    pub comments: &'a [CommentView],
    /// The number of alerts of the case that are open on the as-of day.
    pub open_alerts: usize,
    /// The hours of the month, for every participant whose hours the rules could work out.
    pub hours: &'a [MonthHours],
    /// The activity statuses that end an activity, from the policy.
    pub ending_statuses: &'a [ActivityStatus],
    /// The types of contact that never count as a contact made, from the policy.
    pub uncounted_contact_types: &'a [ContactType],
    /// The log entry that filed each comment, so that a worker can open the evidence of an item.
    pub entries: &'a BTreeMap<RowId, Source>,
    /// The months after which somebody asks again whether child welfare goes on.
    pub recheck: Option<Months>,
}

/// A participant's hours in the month of the checklist, as the rules work them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthHours {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The average hours a week over the month; two parents who share their hours have the sum of both.
    pub average: Hours,
    /// The hours required a week.
    pub required: Hours,
}
