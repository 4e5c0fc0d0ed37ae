//! What the rest of the record leaves open about hours that fall short: whether anybody owed them. The gate of a sanction
//! asks the same questions of the failure.
//!
//! Source: WIC 11320.3(b) and (f), 11327.4(a)(1); WTW 26 (good cause guide); MPP 42-713.21.

use chrono::NaiveDate;

use super::case_entries;
use super::exemption;
use super::good_cause_signs::{sign_of_barrier, sign_of_homelessness, sign_of_illness};
use super::household;
use super::household_care;
use super::kind_words;
use super::late_service::LateService;
use super::message::{Message, message};
use super::same_person;
use super::service_owner::{ServiceOwner, owner_of_service};
use super::unit_months::is_parent;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Noncompliance, Person, Service, ServicePayment};

/// Returns why the hours of `month` may not have been owed by `person`, or by the parents who share them, of person 0.
pub(super) fn doubts_of_owing(view: &View, person: PersonNumber, month: Month) -> Vec<Message> {
    let people = people_owing(view, person, month);
    let mut doubts: Vec<Message> = people
        .iter()
        .flat_map(|person| {
            let signs =
                good_cause_signs(view, person, month).map(|sign| message!("whether good cause applies: {}", sign));
            let service = missing_service(view, person, month);
            let then = View::new(view.facts, view.policies, month.last_day().min(view.on));
            let care = household_care::care_shown(&then, person)
                .map(|shown| message!("whether the participant is exempt: {}", shown));
            exemption::doubt_of_request(view, person, month).into_iter().chain(care).chain(signs).chain(service)
        })
        .collect();
    doubts.dedup();
    let entries = case_entries::entries_in_month(view, month).into_iter();
    doubts.extend(entries.map(|entry| message!("whether {}", entry)));
    doubts.extend(same_person::likely_adults(view).filter(|pair| pair.concerns(person)).map(|pair| pair.doubt()));
    doubts
}

/// Returns those who owe the hours: the participant, or the parents of the unit who share them.
pub(super) fn people_owing<'a>(view: &View<'a>, person: PersonNumber, month: Month) -> Vec<&'a Person> {
    let then = View::new(view.facts, view.policies, month.last_day().min(view.on));
    let owes = |known: &&Person| {
        if person == PersonNumber::CASE {
            is_parent(known) && !household::is_outside_unit(&then, known)
        } else {
            known.person == Some(person)
        }
    };
    let mut people: Vec<&Person> = view.facts.people.iter().filter(owes).collect();
    people.sort_by_key(|person| person.person);
    people
}

/// Returns the signs of good cause in the month.
pub(super) fn good_cause_signs(view: &View, person: &Person, month: Month) -> impl Iterator<Item = Message> + use<> {
    let then = View::new(view.facts, view.policies, month.last_day().min(view.on));
    let first = month.first_day();
    let barrier = sign_of_barrier(&then, person, first);
    [barrier, sign_of_illness(&then, person, first), sign_of_homelessness(&then, person)].into_iter().flatten()
}

/// Returns the doubt about hours of a month for which a service was asked for, or is being assessed, and was never issued; or
/// came only after it was needed in the month.
fn unissued_service(view: &View, person: &Person, month: Month) -> Option<Message> {
    let (first, last) = (month.first_day(), month.last_day());
    let by_then = |day: Option<NaiveDate>| day.is_some_and(|day| day <= last.min(view.on));
    let number = person.person?;
    // A doubt is enough where the record does not say for which of two parents the service is.
    let theirs = |service: &&Service| {
        service.needed.overlaps_days(first, last) && owner_of_service(view, service, number) != ServiceOwner::Other
    };
    let is_wanted = |service: &&Service| by_then(service.requested) || service.being_assessed == Some(true);
    let is_issued = |service: &Service| {
        let paid_back = service.payment == Some(ServicePayment::Reimbursement) && by_then(service.approved);
        let authorized = service.authorized.iter().any(|period| period.overlaps_days(first, last));
        authorized || paid_back || by_then(service.paid)
    };
    let needed: Vec<&Service> = view.facts.services.iter().filter(theirs).collect();
    let wanted = needed.iter().copied().filter(is_wanted).filter(|service| !is_issued(service));
    if let Some(service) = wanted.min_by_key(|service| (&service.kind, service.needed)) {
        return Some(message!(
            "whether good cause excuses hours of {}: {} was asked for and needed then, and was not authorized or paid",
            month,
            kind_words::service_words(&service.kind)
        ));
    }
    let late =
        needed.into_iter().filter_map(|service| LateService::find(view, service, service.needed.from.max(first)));
    // Where services are paid month by month, the newest payment says nothing about an earlier month.
    let late = late.filter(LateService::is_sure).min_by_key(|late| (&late.service().kind, late.service().needed))?;
    let since = message!("from {}", late.service().needed.from.max(first));
    Some(message!("whether good cause excuses hours of {}: {}", month, late.text(since)))
}

/// Returns the doubt about hours of a month in which the participant failed to take part and, as the review of the failure
/// found, lacked a service: a supportive service that is missing is good cause.
pub(super) fn missing_service(view: &View, person: &Person, month: Month) -> Option<Message> {
    let failed_then = |step: &&Noncompliance| {
        let theirs = Some(step.person) == person.person && step.notice_issued <= view.on;
        theirs && step.failed_on.is_some_and(|failed| month.contains(failed))
    };
    let lacked = |step: &Noncompliance| {
        if step.gate.child_care_available == Some(false) {
            return Some("child care was not available");
        }
        (step.gate.services_issued == Some(false)).then_some("supportive services were not assigned or issued")
    };
    let steps = view.facts.noncompliance.iter().filter(failed_then);
    let Some((failed, what)) = steps.filter_map(|step| Some((step.failed_on?, lacked(step)?))).min() else {
        return unissued_service(view, person, month);
    };
    Some(message!("whether good cause excuses hours of {}: {} when the participant failed on {}", month, what, failed))
}
