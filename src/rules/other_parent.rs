//! What one parent does for the hours that two parents share (WIC 11322.8(a)(4): both may contribute).

use super::finding::Finding;
use super::view::View;
use super::{average, hours, household};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;

/// Whether the other parent does the hours of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// The posted hours of last month meet what both owe, and the other parent still has an activity.
    Met,
    /// The activities of the other parent are scheduled for enough hours, but last month does not show it.
    Scheduled,
    /// The other parent does not, or the parents do not share hours.
    NotMet,
}

/// Returns what the other parent does for the hours that `person` shares.
pub fn share_of_other(view: &View, person: PersonNumber) -> Share {
    let adults = || household::adults(view).filter_map(|adult| adult.person);
    if adults().nth(1).is_none() || !adults().any(|adult| adult == person) {
        return Share::NotMet;
    }
    let Some(required) = hours::required_hours(view).filter(|required| required.shared) else { return Share::NotMet };
    let others: Vec<PersonNumber> = adults().filter(|adult| *adult != person).collect();
    let current = || others.iter().flat_map(|other| view.current_activities(*other));
    if current().next().is_none() {
        return Share::NotMet;
    }
    let last = Month::from_date(view.on).previous();
    let posted = hours::posted_attendance(view).filter(|row| row.month == last && others.contains(&row.person));
    let attended: Hours = posted.map(|row| row.attended).sum();
    let averages = average::month_averages(view.policies.in_force_on(last.last_day()), attended, last);
    let scheduled: Hours = current().filter_map(|activity| activity.weekly_hours).sum();
    if averages.iter().any(|reading| reading.weekly_average >= required.weekly) {
        Share::Met
    } else if scheduled >= required.weekly {
        Share::Scheduled
    } else {
        Share::NotMet
    }
}

/// Notes on a finding about one parent that the other parent may do the hours of both.
pub fn note_share(view: &View, person: PersonNumber, finding: Finding) -> Finding {
    if share_of_other(view, person) == Share::Scheduled {
        finding.cannot_tell(
            "whether anything is required of this parent: the other parent is scheduled for the hours of both, and last month does not yet show that they are met",
        )
    } else {
        finding
    }
}
