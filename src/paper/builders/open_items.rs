//! What is open on a case besides its findings: services, referrals, notices, documents, good causes.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::facts::{CaseFacts, Period, Referral, Service};
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentTable};
use crate::rules::kind_words;
use crate::rules::message::{Message, message};

const COLUMNS: [DocumentColumn; 5] = [
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("what", "What"),
    DocumentColumn::new("from", "From"),
    DocumentColumn::new("until", "Until"),
    DocumentColumn::new("stands", "Status"),
];

/// Returns the table of what is open on a day.
pub(super) fn open_items_table(facts: &CaseFacts, on: NaiveDate) -> DocumentBlock {
    let services = facts.services.iter().filter_map(|service| service_row(service, on));
    let referrals = facts.referrals.iter().filter(|referral| is_open_referral(referral, on)).map(referral_row);
    let notices = facts.notices.iter().filter(|notice| notice.sent.is_none_or(|sent| sent > on)).filter_map(|notice| {
        let needed = notice.needed.filter(|needed| *needed <= on)?;
        Some(open_item_row(
            notice.person,
            message!("Notice {}", kind_words::notice_words(&notice.kind)),
            Some(needed),
            None,
            "to be sent",
        ))
    });
    let documents = facts
        .documents
        .iter()
        .filter(|document| document.received <= on && document.imaged.is_none_or(|imaged| imaged > on));
    let documents = documents.map(|document| {
        open_item_row(
            document.person,
            message!("Document: {}", kind_words::document_words(&document.kind)),
            Some(document.received),
            None,
            "to be imaged",
        )
    });
    let good_causes = facts.good_causes.iter().filter(|cause| is_in_force(cause.from, cause.until, on));
    let good_causes = good_causes
        .map(|cause| open_item_row(cause.person, "Good cause or deferral", Some(cause.from), cause.until, "in force"));
    let rows = services.chain(referrals).chain(notices).chain(documents).chain(good_causes).collect();
    let empty = "No service, referral, notice or document is open.";
    DocumentBlock::Table(
        DocumentTable::new(COLUMNS.to_vec(), rows, empty).with_title("Services, referrals, notices, documents"),
    )
}

fn open_item_row(
    person: PersonNumber,
    what: impl Into<Message>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    state: impl Into<Message>,
) -> Vec<DocumentCell> {
    vec![
        DocumentCell::Person(person),
        DocumentCell::from_words(what),
        DocumentCell::from_option(from, DocumentCell::Day),
        DocumentCell::from_option(until, DocumentCell::Day),
        DocumentCell::from_words(state),
    ]
}

fn is_in_force(from: NaiveDate, until: Option<NaiveDate>, on: NaiveDate) -> bool {
    Period { from, until }.overlaps_days(on, on)
}

/// Returns the row of a service that is needed or authorized on the day or later, `None` for an ended one.
fn service_row(service: &Service, on: NaiveDate) -> Option<Vec<DocumentCell>> {
    let running = |period: &&Period| period.until.is_none_or(|until| on <= until);
    let (period, state) = match service.authorized.iter().rfind(running) {
        Some(authorized) => (authorized, "authorized"),
        None => (Some(&service.needed).filter(running)?, "needed, not authorized"),
    };
    Some(open_item_row(
        service.person,
        message!("Service: {}", kind_words::service_words(&service.kind)),
        Some(period.from),
        period.until,
        state,
    ))
}

fn is_open_referral(referral: &Referral, on: NaiveDate) -> bool {
    referral.requested <= on && referral.closed.is_none_or(|closed| closed > on)
}

/// Returns the row of a referral. The agency is left out: it may reveal domestic abuse, which is shown only on request.
fn referral_row(referral: &Referral) -> Vec<DocumentCell> {
    let state = match referral.made {
        Some(made) => message!("made {}, no result", made),
        None => "to be made".into(),
    };
    open_item_row(referral.person, "Referral", Some(referral.requested), None, state)
}
