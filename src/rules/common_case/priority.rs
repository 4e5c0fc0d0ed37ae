//! Which families come first in the match with child welfare and in decisions: by the standing of the parents, in the order
//! of policy.
//!
//! Source: San Bernardino C-IV (secondary): priorities by the Welfare-to-Work status. No source of another county has an order.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::partner_state::MatchPriority;
use crate::domain::status::RegistrationStatus;
use crate::policy::Policy;
use crate::rules::view::View;

/// Returns the place of a case in the order of policy, the first being 0: that of the participant who comes first.
pub fn match_rank(view: &View<'_>) -> usize {
    let order = view.policy.match_order.as_ref().map_or(&[][..], |order| &order.value.0);
    let place = |priority| order.iter().position(|listed| *listed == priority).unwrap_or(order.len());
    let standings = view.participants().map(|one| standing(view, one.number, one.registration.status));
    standings.map(place).min().unwrap_or_else(|| place(MatchPriority::Other))
}

/// Returns the day by which the caseload is matched again after the last match.
pub fn next_match_day(policy: &Policy, last: NaiveDate) -> Option<NaiveDate> {
    policy.match_every.as_ref().map(|every| last + every.value)
}

fn standing(view: &View<'_>, person: PersonNumber, status: RegistrationStatus) -> MatchPriority {
    match status {
        RegistrationStatus::Sanction => MatchPriority::Sanction,
        RegistrationStatus::NonCompliance => MatchPriority::NonCompliance,
        _ if is_in_treatment_only(view, person) => MatchPriority::TreatmentOnly,
        _ => MatchPriority::Other,
    }
}

/// Returns whether every current activity of the person is treatment.
fn is_in_treatment_only(view: &View<'_>, person: PersonNumber) -> bool {
    let mut current = view.current_activities(person).peekable();
    let is_treatment = |kind: &str| view.policy.tables.activity_kind(kind).is_some_and(|known| known.treatment);
    current.peek().is_some() && current.all(|activity| is_treatment(&activity.kind))
}
