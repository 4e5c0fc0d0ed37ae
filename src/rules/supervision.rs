//! The supervisor's case reviews (handbook 42-7.38, section III, EC Supervisor, duty 3).

use super::finding::Finding;
use super::message::message;
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::Source;
use crate::domain::proposal::Proposal;

/// Finds the reviews of this worker's cases that are still due this month. It reports only if reviews are recorded at
/// all.
pub fn review_finding(view: &View) -> Option<Finding> {
    let rule = view.policy.supervisor_reviews.as_ref()?;
    let month = Month::from_date(view.on);
    let reviews = &view.facts.supervision.as_ref()?.reviews;
    let done = reviews.iter().filter(|day| month.contains(**day) && **day <= view.on).count();
    let wanted = usize::try_from(rule.value.0).unwrap_or(usize::MAX);
    let pressing = view.policy.contact_pressing.as_ref().is_some_and(|days| view.on + days.value > month.last_day());
    (done < wanted).then(|| {
        Finding::new(
            RuleId::SupervisorReviews,
            PersonNumber::CASE,
            message!("{} of {} reviews were made in {}", done, wanted, month),
        )
        .due_on(month.last_day())
        .with_severity(if pressing { Severity::Duty } else { Severity::Notice })
        .with_ground("reviews this month", done, &Source::Stated)
        .under_policy(rule)
        .clears_when("all the reviews of the month are made")
        .if_nothing("Cases go without the supervisor's review that the handbook requires.")
        .with_proposals([Proposal::Review])
    })
}
