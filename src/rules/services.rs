//! Findings about supportive services, notices of action and documents.

use crate::domain::proposal::Proposal;
use chrono::NaiveDate;

use super::finding::Finding;
use super::kind_words;
use super::late_service::approval_day;
use super::message::{Value, message};
use super::recognized_kinds::{has_day_of_payment, is_transport};
use super::rule_id::RuleId;
use super::sanction_end;
use super::sanction_start;
use super::view::{Participant, View};
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::{Period, Service, ServicePayment};

/// Finds services that are needed this month and not authorized for it.
///
/// Source: handbook 42-7.38, section II and section III, EC duty 7.
pub fn unauthorized_findings(view: &View) -> impl Iterator<Item = Finding> {
    let month = Month::from_date(view.on);
    let (first, last) = (month.first_day(), month.last_day());
    let needed =
        view.facts.services.iter().filter(move |service| {
            service.needed.overlaps_days(view.on.min(last), last) && service.needed.from <= view.on
        });
    let lacking =
        needed.filter(move |service| !service.authorized.iter().any(|period| period.overlaps_days(first, last)));
    lacking.filter_map(move |service| {
        let rule = view.policy.services_monthly.as_ref().filter(|rule| rule.value.0)?;
        Some(
            Finding::new(
                RuleId::ServiceUnauthorized,
                service.person,
                message!("{} is not authorized for {}", kind_words::service_words(&service.kind), month),
            )
            .due_on(first)
            .arising_on([service.needed.from])
            .arising_on(service.requested.filter(|requested| *requested <= view.on))
            .with_ground("needed from", service.needed.from, &service.source)
            .with_ground("authorized", newest_authorization(service), service.value_source(Service::AUTHORIZED))
            .under_policy(rule)
            .clears_when("the service is authorized for the month, or it is no longer needed")
            .if_nothing("The participant may not be able to attend, and a missing service is good cause.")
            .with_proposals([Proposal::SupportiveService]),
        )
    })
}

fn newest_authorization(service: &Service) -> Value {
    match service.authorized.iter().max().map(|period| period.until) {
        None => "never".into(),
        Some(None) => "open".into(),
        Some(Some(until)) => message!("until {}", until).into(),
    }
}

/// Finds claims that are not reimbursed, and services that were requested and not paid ahead of the activity.
pub fn unpaid_findings(view: &View) -> impl Iterator<Item = Finding> {
    let unpaid = view.facts.services.iter().filter(|service| service.paid.is_none_or(|paid| paid > view.on));
    unpaid.filter_map(|service| claim_finding(view, service).or_else(|| advance_payment_finding(view, service)))
}

fn claim_finding(view: &View, service: &Service) -> Option<Finding> {
    let rule = view.policy.services_reimbursed.as_ref()?;
    let claimed = service.claimed.filter(|claimed| *claimed <= view.on)?;
    let overdue = view.on > claimed + rule.value;
    Some(
        Finding::new(
            RuleId::ServiceUnpaid,
            service.person,
            message!("a claim for {} has not been reimbursed", kind_words::service_words(&service.kind)),
        )
        .due_on(claimed + rule.value)
        .with_severity(if overdue { Severity::Duty } else { Severity::Notice })
        .with_ground("claim received", claimed, &service.source)
        .under_policy(rule)
        .clears_when("the claim is paid or denied")
        .if_nothing("The participant pays the county's share.")
        .with_proposals([Proposal::SupportiveService]),
    )
}

/// Finds a requested service that is not paid in time: the number of days before it is needed that policy sets, or the
/// same number of days after the request. Transport is paid before the activity starts, whatever the request (letter of
/// 2026); only a request after the start keeps its own days.
fn advance_payment_finding(view: &View, service: &Service) -> Option<Finding> {
    let rule = view.policy.services_ahead.as_ref()?;
    let requested = service.requested.filter(|requested| *requested <= view.on)?;
    let before_start =
        view.policy.services_before_start.as_ref().filter(|rule| rule.value.0 && is_transport(view.policy, service));
    let before_start = before_start.filter(|_| requested < service.needed.from);
    if service.payment == Some(ServicePayment::Reimbursement) && before_start.is_none() {
        return None;
    }
    let finding = Finding::new(
        RuleId::ServiceUnpaid,
        service.person,
        message!("{} was requested and has not been paid", kind_words::service_words(&service.kind)),
    )
    .with_ground("requested on", requested, &service.source)
    .with_ground("needed from", service.needed.from, &service.source)
    .clears_when("the payment goes out, or the request is denied")
    .if_nothing("The participant may miss the activity; while a payment is open, no sanction should follow.")
    .with_proposals([Proposal::SupportiveService]);
    let finding = note_decision(view, service, finding);
    if !has_day_of_payment(view.policy, service) {
        let says = "by when the service is paid: ACIN I-36-24 names transportation and ancillary services only";
        return Some(finding.with_severity(Severity::Notice).cannot_tell(says));
    }
    let due = (service.needed.from - rule.value).max(requested + rule.value);
    let day_before = before_start.and_then(|_| service.needed.from.pred_opt());
    let due = day_before.map_or(due, |day| due.min(day));
    let overdue = view.on > due && !is_decided_otherwise(view, service);
    Some(
        finding
            .due_on(due)
            .with_severity(if overdue { Severity::Duty } else { Severity::Notice })
            .under_policy(rule)
            .with_citations(before_start.map(Into::into)),
    )
}

/// Returns whether a decision on the service is recorded and neither an approval nor a period that is authorized: it may have
/// been denied, changed or ended.
fn is_decided_otherwise(view: &View, service: &Service) -> bool {
    let by_now = |day: Option<NaiveDate>| day.is_some_and(|day| day <= view.on);
    by_now(service.decided) && !by_now(approval_day(service))
}

/// Notes that a request which was decided may have been denied, so that nothing is to be paid.
fn note_decision(view: &View, service: &Service, finding: Finding) -> Finding {
    match service.decided.filter(|_| is_decided_otherwise(view, service)) {
        Some(decided) => finding.with_ground("decided", decided, service.value_source(Service::DECISION)).cannot_tell(
            message!("whether the request was approved: it was decided on {}, and no approval is recorded", decided),
        ),
        None => finding,
    }
}

/// Finds services of sanctioned participants that are authorized beyond the sanction's start. They are ended, and the
/// participant gets notice of it. During a cure services are given again.
///
/// Source: handbook 42-7.38, section II, sanction follow-up, step 5.
pub fn in_sanction_findings(view: &View) -> impl Iterator<Item = Finding> {
    let sanctioned = view
        .participants()
        .filter_map(|participant| Some((sanction_start::uncured_since(view, &participant)?, participant)));
    sanctioned.flat_map(move |(since, participant)| {
        let open = view.facts.services.iter().filter(move |service| service.person == participant.number);
        open.filter_map(move |service| in_sanction_finding(view, service, &participant, since))
    })
}

fn in_sanction_finding(view: &View, service: &Service, participant: &Participant, since: NaiveDate) -> Option<Finding> {
    let rule = view.policy.services_end_in_sanction.as_ref().filter(|rule| rule.value.0)?;
    let runs_on = |period: &&Period| period.until.is_none_or(|until| view.on.max(since) <= until);
    let period = service.authorized.iter().filter(runs_on).max()?;
    let look = sanction_end::look_at_sanction(view, participant, since);
    if look.is_over {
        return None;
    }
    let value = Value::Period { from: period.from, until: period.until };
    let says = if look.is_doubtful() {
        message!(
            "the participant is sanctioned, and {} is authorized beyond the start of the sanction, which may not hold",
            &service.kind
        )
    } else {
        message!(
            "the participant is sanctioned, and {} is authorized beyond the start of the sanction; it must be ended \
             with notice",
            &service.kind
        )
    };
    let finding = Finding::new(RuleId::ServiceInSanction, service.person, says)
        .due_on(since)
        // Services that were given during a cure are to be ended once it has failed, not before.
        .arising_on([period.from, participant.registration.since])
        .with_ground("sanctioned since", since, &participant.registration.source)
        .with_ground("authorized", value, service.value_source(Service::AUTHORIZED))
        .under_policy(rule)
        .clears_when("the authorization of the service ends, or the sanction is cured or rescinded")
        .if_nothing("Services continue because nobody ended them, and the participant is not notified.")
        .with_proposals([Proposal::SupportiveService, Proposal::SendNotice]);
    Some(look.add_to(finding))
}

/// Finds decisions on services without a notice of action.
pub fn service_notice_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.services.iter().filter_map(|service| {
        let rule = view.policy.services_notice.as_ref()?;
        let within = view.policy.notice_sent.as_ref()?;
        let decided = service.decided.filter(|decided| *decided <= view.on)?;
        let sent = service.notice_sent.is_some_and(|sent| decided <= sent && sent <= view.on);
        (!sent).then(|| {
            Finding::new(
                RuleId::NoticeNotSent,
                service.person,
                message!("no notice of action on {} was sent", kind_words::service_words(&service.kind)),
            )
            .due_on(view.policy.calendar.add_working_days(decided, within.value))
            .with_ground("decided", decided, service.value_source(Service::DECISION))
            .under_policy(rule)
            .under_policy(within)
            .clears_when("the notice of action is sent")
            .if_nothing("The participant does not learn of the right to a hearing.")
            .with_proposals([Proposal::SendNotice])
        })
    })
}

/// Finds notices of action that are needed and not sent.
pub fn notice_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.notices.iter().filter(|notice| notice.sent.is_none_or(|sent| sent > view.on)).filter_map(|notice| {
        let within = view.policy.notice_sent.as_ref()?;
        let needed = notice.needed.filter(|needed| *needed <= view.on)?;
        let due = view.policy.calendar.add_working_days(needed, within.value);
        let overdue = view.on > due;
        Some(
            Finding::new(
                RuleId::NoticeNotSent,
                notice.person,
                message!("the notice of action ({}) has not been sent", kind_words::notice_words(&notice.kind)),
            )
            .due_on(due)
            .with_severity(if overdue { Severity::Duty } else { Severity::Record })
            .with_ground("needed since", needed, &notice.source)
            .under_policy(within)
            .clears_when("the notice is sent, or deleted as unnecessary")
            .if_nothing("The action in the notice cannot take effect.")
            .with_proposals([Proposal::SendNotice]),
        )
    })
}

/// Finds documents that were received and not imaged.
pub fn document_findings(view: &View) -> impl Iterator<Item = Finding> {
    let received = view.facts.documents.iter().filter(|document| document.received <= view.on);
    received.filter(|document| document.imaged.is_none_or(|imaged| imaged > view.on)).filter_map(|document| {
        let within = view.policy.document_imaged.as_ref()?;
        let due = view.policy.calendar.add_working_days(document.received, within.value);
        let overdue = view.on > due;
        Some(
            Finding::new(
                RuleId::DocumentNotImaged,
                document.person,
                message!("{} has not been imaged", kind_words::document_words(&document.kind)),
            )
            .due_on(due)
            .with_severity(if overdue { Severity::Record } else { Severity::Notice })
            .with_ground("received", document.received, &document.source)
            .under_policy(within)
            .clears_when("the document is imaged")
            .if_nothing("The document may get lost, and the participant must bring it again.")
            .with_proposals([Proposal::ImageDocument]),
        )
    })
}
