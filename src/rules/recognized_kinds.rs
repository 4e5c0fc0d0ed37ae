//! The kinds of activity and service that a rule asks for by name, however the county words them. Which kinds and which
//! words these are, policy says.

use crate::domain::codes::SearchActivity;
use crate::domain::facts::Service;
use crate::policy::Policy;
use crate::policy::tables::ServiceKindId;

/// The ids of the kinds of the steps before the plan.
const BEFORE_PLAN: &[&str] = &["orientation", "appraisal", "assessment"];
/// The id of the kind of a job that pays wages without a subsidy.
const EMPLOYMENT: &str = "unsubsidized_employment";

/// Returns whether the kind of activity is job search or job club: one of the kinds that may come before the plan.
pub(super) fn is_job_search(policy: &Policy, kind: &str) -> bool {
    policy.plan_after.as_ref().is_some_and(|searches| is_one_of(policy, &searches.value.0, kind))
}

/// Returns whether the kind of activity is required only where the participant agreed to it: job search, job club and job
/// readiness.
pub(super) fn needs_agreement(policy: &Policy, kind: &str) -> bool {
    policy.needs_agreement.as_ref().is_some_and(|kinds| is_one_of(policy, &kinds.value.0, kind))
}

fn is_one_of(policy: &Policy, searches: &[SearchActivity], kind: &str) -> bool {
    let known = policy.tables.activity_kind(kind).map(|kind| kind.id.as_str());
    searches.iter().any(|search| known.map_or_else(|| search.is_named_in(kind), |id| id == search.id()))
}

/// Returns whether the kind of activity is the orientation, the appraisal or the assessment, on which the plan is built
/// (ACL 15-69).
pub(super) fn is_before_plan(policy: &Policy, kind: &str) -> bool {
    kind_id(policy, kind).is_some_and(|id| BEFORE_PLAN.contains(&id))
}

/// Returns the id of the kind of activity that the county's word names.
pub(super) fn kind_id<'a>(policy: &'a Policy, kind: &str) -> Option<&'a str> {
    policy.tables.activity_kind(kind).map(|kind| kind.id.as_str())
}

/// Returns whether the kind of activity is unsubsidized employment, by the county's word for it.
pub(super) fn is_employment(policy: &Policy, kind: &str) -> bool {
    policy.tables.activity_kind(kind).is_some_and(|kind| kind.id == EMPLOYMENT)
}

/// Returns whether the service is transport, by the county's word for it.
pub(super) fn is_transport(policy: &Policy, service: &Service) -> bool {
    is_of_kind(policy, service, ServiceKindId::Transport)
}

/// Returns whether the service is child care, by the county's word for it.
pub(super) fn is_child_care(policy: &Policy, service: &Service) -> bool {
    is_of_kind(policy, service, ServiceKindId::ChildCare)
}

fn is_of_kind(policy: &Policy, service: &Service, id: ServiceKindId) -> bool {
    policy.tables.service_kinds_of(&service.kind).any(|kind| kind.id == id)
}

/// Returns whether the letter on advance payments sets a day for the service: it names transportation and ancillary
/// services, but neither child care nor treatment and counseling.
pub(super) fn has_day_of_payment(policy: &Policy, service: &Service) -> bool {
    policy.tables.service_kinds_of(&service.kind).all(|kind| kind.day_of_payment)
}
