//! The worker's own reminders as the lists show them: with their case, or apart where they are on none.

use super::{Alert, Caseload};
use crate::domain::alert::AlertKey;
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, PersonNumber};

/// What stands in place of a name where a reminder is on no case.
const NO_CASE: &str = "(no case)";

impl Caseload {
    /// Returns the worker's own reminders, by day; done ones too.
    pub fn reminders(&self) -> &[Alert] {
        &self.reminders
    }

    /// Returns the reminders on a case.
    pub(super) fn reminders_on(&self, case: &CaseNumber) -> impl Iterator<Item = Alert> {
        self.reminders.iter().filter(move |alert| alert.case == *case).cloned()
    }

    /// Returns the open reminders on no case of the lists, so that one on a case that went elsewhere is not lost.
    pub(super) fn loose_reminders(&self) -> impl Iterator<Item = &Alert> {
        self.reminders.iter().filter(|alert| alert.is_open(self.as_of) && !self.is_listed(&alert.case))
    }

    /// Returns the alert of a case with this key, or the worker's own reminder with it, on whatever case or on none.
    pub fn find_alert(&self, case: &CaseNumber, key: &AlertKey) -> Option<&Alert> {
        let of_case = self.case(case).and_then(|case| case.find_alert(key));
        of_case.or_else(|| self.reminders.iter().find(|alert| alert.key == *key))
    }

    /// Returns the name in a list for a reminder on no case of the lists.
    pub(super) fn reminder_name(&self, alert: &Alert) -> PersonName {
        let known = self.case(&alert.case).map(|case| case.person_name(alert.person));
        known.unwrap_or_else(|| PersonName::from(NO_CASE))
    }

    /// Returns the name of the participant or case of an alert, in words; that it is on no case if it is on none.
    pub fn alert_name(&self, case: &CaseNumber, person: PersonNumber) -> String {
        let known = self.case(case).map(|case| case.person_name(person).to_string());
        known.unwrap_or_else(|| NO_CASE.to_owned())
    }
}
