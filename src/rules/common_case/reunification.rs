//! The clocks of reunification: the months of services (AB 429) and those of cash aid (AB 135).
//!
//! Sources: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS, 06 and 07; San Diego CPG 40-183 D; WIC 11203(b); ACL 23-94.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::PersonNumber;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::DfcsService;
use crate::domain::proposal::Proposal;
use crate::policy::param::Months;
use crate::rules::finding::Finding;
use crate::rules::message::message;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// Returns the reunification services that run and that no later removal has followed.
fn running_reunification<'a>(view: &View<'a>) -> impl Iterator<Item = &'a DfcsService> + use<'a> {
    let view = *view;
    let is_reunification = |service: &&DfcsService| service.service.is_reunification();
    let running = view.facts.dfcs.iter().filter(is_reunification).filter(move |service| service.runs_on(view.on));
    running.filter(move |service| {
        let mut others = view.facts.dfcs.iter().filter(is_reunification);
        !others.any(|other| service.from < other.from && other.from <= view.on)
    })
}

/// Notes that another service was recorded after the reunification began: it may take its place, or be for another child.
fn note_other_service(view: &View, service: &DfcsService, finding: Finding) -> Finding {
    let later = view.facts.dfcs.iter().filter(|other| service.from < other.from && other.from <= view.on);
    let Some(other) = later.min_by_key(|other| (other.from, other.service)) else { return finding };
    let doubt = message!(
        "whether {} since {} takes the place of the reunification; where it does, record the last day of the reunification",
        other.service.title(),
        other.from
    );
    finding.with_ground("another service", other.from, &other.source).cannot_tell(doubt)
}

/// Finds reunification services that end soon, or whose months are over: they are extended for good cause, or end.
pub(super) fn review_findings(view: &View) -> Vec<Finding> {
    let (Some(rule), Some(ahead)) = (&view.policy.fr_services, &view.policy.fr_review_ahead) else { return Vec::new() };
    let found = running_reunification(view).filter_map(|service| {
        let plan = service.fr_plan_on.filter(|plan| *plan <= view.on)?;
        let extended = service.fr_extended_on.is_some_and(|on| on <= view.on);
        let due = plan + rule.value;
        if extended || view.on < due - ahead.value {
            return None;
        }
        let finding = Finding::new(
            RuleId::FrReview,
            PersonNumber::CASE,
            message!(
                "{} of reunification services end on {}: extend them for good cause, or end them",
                rule.value,
                due
            ),
        );
        let finding = finding
            .due_on(due)
            .late_after_due(view.on)
            .with_ground("reunification plan", plan, &service.source)
            .under_policy(rule)
            .under_policy(ahead)
            .clears_when("the service is changed, ended or extended")
            .if_nothing("The parent loses services that may be extended, or gets services that have ended.")
            .with_proposals([Proposal::RecordChildWelfare, Proposal::Contact]);
        Some(note_other_service(view, service, note_other_reading(view, service, finding)))
    });
    found.collect()
}

/// Notes the reading of other counties: days from the removal.
fn note_other_reading(view: &View, service: &DfcsService, finding: Finding) -> Finding {
    let Some(rule) = &view.policy.fr_services_removal else { return finding };
    let finding = finding.under_policy(rule);
    match service.removed_on {
        Some(removed) => finding.with_ground("child removed", removed, &service.source).cannot_tell(message!(
            "which months count: {} days from the removal would be {}; the months from the reunification plan are taken",
            rule.value.0,
            removed + rule.value
        )),
        None => finding.cannot_tell(message!(
            "which months count: by another reading, {} days from the removal, whose day nobody has recorded",
            rule.value.0
        )),
    }
}

/// Finds cash aid during reunification that ends soon or has ended. It is never extended.
pub(super) fn cash_findings(view: &View) -> Vec<Finding> {
    let Some(ahead) = &view.policy.fr_review_ahead else { return Vec::new() };
    let found = running_reunification(view).filter_map(|service| {
        let from = service.cash_from.filter(|from| *from <= view.on && service.cash_aid != Some(false))?;
        let rule = view.policies.in_force_on(from).fr_cash.as_ref()?;
        let last = last_day_of_cash(from, rule.value)?;
        if view.on < last - ahead.value {
            return None;
        }
        let finding = Finding::new(
            RuleId::FrCashEnd,
            PersonNumber::CASE,
            message!("cash aid during reunification ends on {}; it is never extended", last),
        );
        let finding = finding
            .due_on(last)
            .with_severity(Severity::Aid)
            .with_ground("cash aid from", from, &service.source)
            .with_ground("first full month", first_full_month(from), &service.source)
            .under_policy(rule)
            .under_policy(ahead)
            .clears_when("the reunification service is ended, or another removal is recorded")
            .if_nothing("The family loses its cash aid without a word.")
            .with_proposals([Proposal::NotifyEligibility, Proposal::RecordChildWelfare, Proposal::Contact]);
        let finding = if rule.can_decide() {
            finding
        } else {
            finding.cannot_tell("whether the months are counted so: a letter of the State is known from a summary")
        };
        Some(note_other_service(view, service, finding))
    });
    found.collect()
}

/// A month that was granted after its first day does not count.
fn first_full_month(from: NaiveDate) -> Month {
    let month = Month::from_date(from);
    if from.day() == 1 { month } else { month.next() }
}

fn last_day_of_cash(from: NaiveDate, months: Months) -> Option<NaiveDate> {
    Some(first_full_month(from).months_after(months.0.checked_sub(1)?).last_day())
}
