//! A list as a calendar (iCalendar, RFC 5545): one entry without an hour for each row that has a day. No row knows an
//! hour, so none is made up.

use chrono::NaiveTime;
use icalendar::{Calendar, Component as _, Event, EventLike as _};
use sha2::{Digest as _, Sha256};

use crate::paper::document::{DocumentCell, DocumentTable, OutputDocument};

/// The columns whose day is that of the entry, the first one that a list has.
const DAYS: [&str; 2] = ["day", "due"];
/// The columns of the title of an entry.
const TITLE: [&str; 3] = ["kind", "category", "name"];
/// The columns of its text.
const TEXT: [&str; 4] = ["says", "text", "place", "case"];
/// Who makes the calendar, as the standard asks.
const PRODUCER: &str = "-//Caseload//Caseload//EN";

/// Returns the rows of a document as a calendar; `None` if no list of it has days.
pub(super) fn render_calendar(document: &OutputDocument) -> Option<Vec<u8>> {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", PRODUCER));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&document.title_text());
    let mut has_days = false;
    for table in document.tables() {
        let day_of = DAYS.iter().find_map(|day| column(table, day));
        let Some(day_of) = day_of else { continue };
        has_days = true;
        for row in &table.rows {
            if let Some(DocumentCell::Day(day)) = row.get(day_of) {
                let event = row_event(document, table, row, *day);
                calendar.push(event);
            }
        }
    }
    has_days.then(|| calendar.to_string().into_bytes())
}

fn column(table: &DocumentTable, id: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.id == id)
}

/// Returns the values of some columns of a row, without empty ones.
fn values(table: &DocumentTable, row: &[DocumentCell], ids: &[&str]) -> Vec<String> {
    let cells = ids.iter().filter_map(|id| row.get(column(table, id)?));
    cells.map(|cell| cell.to_text().into_owned()).filter(|text| !text.is_empty()).collect()
}

fn row_event(document: &OutputDocument, table: &DocumentTable, row: &[DocumentCell], day: chrono::NaiveDate) -> Event {
    let mut hash = Sha256::new();
    for cell in row {
        hash.update(cell.to_data().as_bytes());
        hash.update([0]);
    }
    let title = values(table, row, &TITLE).join(": ");
    let made = document.printed.on.and_time(NaiveTime::MIN).and_utc();
    Event::new()
        // The same row has the same id, so that a calendar that is imported again does not show it twice.
        .uid(&format!("{}@caseload", hex::encode(hash.finalize())))
        .timestamp(made)
        .all_day(day)
        .summary(if title.is_empty() { "Caseload" } else { &title })
        .description(&values(table, row, &TEXT).join("\n"))
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}
