//! Hours of participation as the lists and the checklist show them.

use super::checklist::MonthHours;
use super::{CaseOnDesk, Desk};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;

impl Desk {
    /// Weekly average and requirement of the newest month that has attendance.
    pub(super) fn latest_hours(&self, _case: &CaseOnDesk, _person: PersonNumber) -> Option<(Hours, Hours)> {
        None
    }

    /// Every participant's hours of a month, where they could be worked out.
    pub(super) fn hours_of(&self, _case: &CaseOnDesk, _month: Month) -> Vec<MonthHours> {
        Vec::new()
    }
}
