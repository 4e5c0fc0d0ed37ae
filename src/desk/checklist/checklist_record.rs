//! The record of a case as far as a checklist asks for it.

use std::collections::BTreeMap;

use crate::domain::CaseFacts;
use crate::domain::comment::{CommentView, ContactType};
use crate::domain::facts::Source;
use crate::domain::hours::Hours;
use crate::domain::ids::{PersonNumber, RowId};
use crate::domain::status::ActivityStatus;

/// What the record says of a case, as far as a checklist asks.
#[derive(Debug, Clone, Copy)]
pub struct ChecklistRecord<'a> {
    /// The facts of the case.
    pub facts: &'a CaseFacts,
    /// The comments that stand on the case, of any month. A protected one proves no more than that it was filed.
    pub comments: &'a [CommentView],
    /// How many alerts of the case are open on the as-of day.
    pub open_alerts: usize,
    /// The hours of the month, one for every participant whose hours could be worked out.
    pub hours: &'a [MonthHours],
    /// The activity statuses that end an activity (policy).
    pub ending_statuses: &'a [ActivityStatus],
    /// The types of contact that never count as a contact made (policy).
    pub uncounted_contact_types: &'a [ContactType],
    /// The entry in which each comment was filed, so that what proves an item can be opened.
    pub entries: &'a BTreeMap<RowId, Source>,
}

/// A participant's hours in the month of the checklist, as the rules work them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthHours {
    /// The participant.
    pub person: PersonNumber,
    /// Average hours a week over the month; those of both parents where they share.
    pub average: Hours,
    /// Hours required a week.
    pub required: Hours,
}
