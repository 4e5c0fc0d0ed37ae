//! The months of aid on paper. Why a month counts or not is left out: an exemption may be for domestic abuse.

use crate::desk::{Caseload, EvaluatedCase};
use crate::paper::document::{DocumentCell, DocumentColumn, DocumentTable};
use crate::present::aid_months::{AidMonthSpan, AidMonths};
use crate::rules::view::View;

/// Returns the table of the months of aid; `None` if none is recorded.
pub(super) fn aid_months_table(caseload: &Caseload, case: &EvaluatedCase) -> Option<DocumentTable> {
    let columns = [
        DocumentColumn::new("person", "Person"),
        DocumentColumn::new("from", "From"),
        DocumentColumn::new("until", "Until"),
        DocumentColumn::new("months", "Months"),
        DocumentColumn::new("what", "What happened"),
        DocumentColumn::new("calworks", "CalWORKs"),
        DocumentColumn::new("federal", "Federal"),
        DocumentColumn::new("overpayment", "Overpayment"),
        DocumentColumn::new("child_support", "Child support"),
    ];
    let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
    let people = case.record.facts.people.iter().filter_map(|person| person.person);
    let known: Vec<AidMonths> = people.filter_map(|person| AidMonths::from_view(&view, person)).collect();
    let rows: Vec<_> = known.iter().flat_map(rows_of_person).collect();
    (!rows.is_empty())
        .then(|| DocumentTable::new(columns.to_vec(), rows, "No month of aid is recorded.").with_title("Months of aid"))
}

/// Returns the sum of the participant's months, the months, and the child support.
fn rows_of_person(months: &AidMonths) -> Vec<Vec<DocumentCell>> {
    let mut rows = vec![summary_row(months)];
    rows.extend(months.spans.iter().map(|span| span_row(months, span)));
    rows.extend(months.child_support.iter().map(|paid| {
        let mut row = empty_row(months);
        let cells = [(1, DocumentCell::Day(paid.on)), (8, DocumentCell::Count(paid.amount.into()))];
        fill(&mut row, cells);
        row
    }));
    rows
}

fn summary_row(months: &AidMonths) -> Vec<DocumentCell> {
    let mut row = empty_row(months);
    fill(&mut row, [(4, DocumentCell::from_words(months.summary()))]);
    row
}

fn span_row(months: &AidMonths, span: &AidMonthSpan) -> Vec<DocumentCell> {
    let mut row = empty_row(months);
    let overpayment = |known: crate::domain::facts::Overpayment| DocumentCell::Code(known.id(), known.title());
    let cells = [
        (1, DocumentCell::Month(span.first)),
        (2, DocumentCell::Month(span.last)),
        (3, DocumentCell::from_count(span.months)),
        (4, DocumentCell::from_words(span.what.clone())),
        (5, DocumentCell::from_words(span.calworks())),
        (6, DocumentCell::from_words(span.federal())),
        (7, DocumentCell::from_option(span.overpayment, overpayment)),
    ];
    fill(&mut row, cells);
    row
}

/// Returns a row with the participant alone.
fn empty_row(months: &AidMonths) -> Vec<DocumentCell> {
    let mut row = vec![DocumentCell::Person(months.person)];
    row.resize(9, DocumentCell::Empty);
    row
}

fn fill<const N: usize>(row: &mut [DocumentCell], cells: [(usize, DocumentCell); N]) {
    for (index, cell) in cells {
        if let Some(place) = row.get_mut(index) {
            *place = cell;
        }
    }
}
