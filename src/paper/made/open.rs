//! What of a case is open beside its findings: services, referrals, notices, documents, good causes.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::facts::{CaseFacts, Period, Referral, Service};
use crate::paper::document::{Block, Cell, Column, Table};

const COLUMNS: [Column; 5] = [
    Column::new("person", "Person"),
    Column::new("what", "What"),
    Column::new("from", "From"),
    Column::new("until", "Until"),
    Column::new("stands", "Stands"),
];

/// The table of what is open on a day.
pub(super) fn table(facts: &CaseFacts, on: NaiveDate) -> Block {
    let services = facts.services.iter().filter_map(|service| self::service(service, on));
    let referrals = facts.referrals.iter().filter(|referral| is_open(referral, on)).map(referral);
    let notices = facts.notices.iter().filter(|notice| notice.sent.is_none_or(|sent| sent > on)).filter_map(|notice| {
        let needed = notice.needed.filter(|needed| *needed <= on)?;
        Some(row(notice.person, format!("Notice {}", notice.kind), Some(needed), None, "to be sent"))
    });
    let documents = facts
        .documents
        .iter()
        .filter(|document| document.received <= on && document.imaged.is_none_or(|imaged| imaged > on));
    let documents = documents.map(|document| {
        row(document.person, format!("Document: {}", document.kind), Some(document.received), None, "to be imaged")
    });
    let good_causes = facts.good_causes.iter().filter(|cause| touches(cause.from, cause.until, on));
    let good_causes = good_causes
        .map(|cause| row(cause.person, "Good cause or deferral".to_owned(), Some(cause.from), cause.until, "in force"));
    let rows = services.chain(referrals).chain(notices).chain(documents).chain(good_causes).collect();
    let empty = "No service, referral, notice or document is open.";
    Block::Table(Table::new(COLUMNS.to_vec(), rows, empty).titled("Services, referrals, notices, documents"))
}

fn row(
    person: PersonNumber,
    what: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    stands: &str,
) -> Vec<Cell> {
    vec![
        Cell::Person(person),
        Cell::Words(what),
        Cell::of(from, Cell::Day),
        Cell::of(until, Cell::Day),
        Cell::words(stands),
    ]
}

fn touches(from: NaiveDate, until: Option<NaiveDate>, on: NaiveDate) -> bool {
    Period { from, until }.touches(on, on)
}

/// A service that is needed or authorised on the day, or will be.
fn service(service: &Service, on: NaiveDate) -> Option<Vec<Cell>> {
    let running = |period: &&Period| period.until.is_none_or(|until| on <= until);
    let (period, stands) = match service.authorised.iter().rfind(running) {
        Some(authorised) => (authorised, "authorised"),
        None => (Some(&service.needed).filter(running)?, "needed, not authorised"),
    };
    Some(row(service.person, format!("Service: {}", service.kind), Some(period.from), period.until, stands))
}

fn is_open(referral: &Referral, on: NaiveDate) -> bool {
    referral.requested <= on && referral.closed.is_none_or(|closed| closed > on)
}

/// To whom is left out: it may tell of domestic abuse, which is shown only when asked for.
fn referral(referral: &Referral) -> Vec<Cell> {
    let stands = match referral.made {
        Some(made) => format!("made {made}, no result"),
        None => "to be made".to_owned(),
    };
    row(referral.person, "Referral".to_owned(), Some(referral.requested), None, &stands)
}
