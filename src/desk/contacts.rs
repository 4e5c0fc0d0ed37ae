//! The proof of monthly contact: for each participant and month, whether contact was made, and which contact proves it.

use crate::rules::contacts_made;
use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Caseload, EvaluatedCase};
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;
use crate::domain::facts::{Contact, Source};
use crate::domain::name::PersonName;
use crate::domain::status::RegistrationStatus;
use crate::domain::{CaseNumber, PersonNumber};
use crate::present::labels::contact_outcome;
use crate::rules::contact;
use crate::rules::view::{Participant, View};

code_words! {
    /// The state of the contact owed for a month.
    pub enum ContactState {
        /// The month is over and no contact was made.
        Missed = "missed" => "NOT MADE",
        /// No contact was made yet, and the month is not over.
        Open = "open" => "not yet",
        /// A contact was made.
        Made = "made" => "made",
    }
}

/// The contact that a participant is owed in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthlyContact {
    /// The case.
    pub case: CaseNumber,
    /// The participant.
    pub person: PersonNumber,
    /// The participant's name.
    pub name: PersonName,
    /// The registration status at the end of the month, or on the as-of day if that is earlier.
    pub registration: RegistrationStatus,
    /// The month.
    pub month: Month,
    /// The state of the contact.
    pub state: ContactState,
    /// The contact that counts; else the last one in the month that does not: an attempt, or one in a way that does not
    /// count.
    pub by: Option<Contact>,
}

impl MonthlyContact {
    /// Returns the words for what became of the contact.
    pub fn outcome(&self) -> &'static str {
        contact_outcome(self.by.as_ref().is_some_and(|contact| contact.reached), self.state == ContactState::Made)
    }

    /// Compares two contacts for the order of the proof: by month, missed contacts first.
    pub fn compare(&self, other: &Self) -> Ordering {
        contact_sort_key(self).cmp(&contact_sort_key(other))
    }

    /// Returns the entry that filed the comment which proves the contact; `None` if only an extract names the contact.
    pub const fn filing_entry(&self) -> Option<crate::domain::Seq> {
        match &self.by {
            Some(Contact { source: Source::Entry { entry, .. }, .. }) => Some(*entry),
            _ => None,
        }
    }
}

impl Caseload {
    /// Returns the contacts owed from the month `first` through the month `last`, up to the as-of day, by month and
    /// missed contacts first. The worker owes no contact for a month that ended before the case was assigned to them.
    pub fn monthly_contacts(&self, first: Month, last: Month) -> Vec<MonthlyContact> {
        let months = std::iter::successors(Some(first), |month| Some(month.next()));
        let months = months.take_while(|month| *month <= last && month.first_day() <= self.as_of);
        let mut contacts: Vec<_> = months.flat_map(|month| self.contacts_in_month(month)).collect();
        contacts.sort_by(MonthlyContact::compare);
        contacts
    }

    /// Returns the contacts owed on one case in `month`; none in a month that begins after the caseload's day.
    pub fn monthly_contacts_of(&self, case: &CaseNumber, month: Month) -> Vec<MonthlyContact> {
        let case = self.case(case).filter(|_| month.first_day() <= self.as_of);
        case.map(|case| self.case_contacts(case, month)).unwrap_or_default()
    }

    fn contacts_in_month(&self, month: Month) -> impl Iterator<Item = MonthlyContact> {
        self.listed_cases().flat_map(move |(_, case)| self.case_contacts(case, month))
    }

    fn case_contacts(&self, case: &EvaluatedCase, month: Month) -> Vec<MonthlyContact> {
        let view = View::new(&case.record.facts, &self.policies, month.last_day().min(self.as_of));
        let is_assigned_later = case.record.facts.assigned.is_some_and(|day| day > month.last_day());
        if is_assigned_later || view.discontinuance().is_some() {
            return Vec::new();
        }
        let owed = view.participants().filter(|participant| contact::is_contact_owed(&view, participant));
        owed.map(|participant| new_monthly_contact(case, &view, participant, month, self.as_of)).collect()
    }
}

fn new_monthly_contact(
    case: &EvaluatedCase,
    view: &View<'_>,
    participant: Participant<'_>,
    month: Month,
    as_of: NaiveDate,
) -> MonthlyContact {
    let person = participant.number;
    let made = contacts_made::last_contact_made(view, person).filter(|made| month.contains(made.on));
    let state = match made {
        Some(_) => ContactState::Made,
        None if as_of <= month.last_day() => ContactState::Open,
        None => ContactState::Missed,
    };
    MonthlyContact {
        case: case.record.facts.case.clone(),
        person,
        name: case.person_name(person),
        registration: participant.registration.status,
        month,
        state,
        by: made.or_else(|| contact::last_attempt(view, person, month)).cloned(),
    }
}

fn contact_sort_key(row: &MonthlyContact) -> impl Ord + '_ {
    (row.month, row.state, &row.case, row.person)
}

#[cfg(test)]
mod tests {
    use super::ContactState;
    use crate::domain::code_words::pins::assert_ids;

    #[test]
    fn the_ids_of_the_states_stay_as_they_are() {
        assert_ids::<ContactState>("missed open made");
    }
}
