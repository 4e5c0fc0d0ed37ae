//! The proof of monthly contact: each participant and month, made or not, by which comment.

use std::collections::BTreeMap;

use crate::desk::{ContactState, MonthlyContact};
use crate::domain::facts::Source;
use crate::domain::{RowId, Seq};
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::present::labels::contact_type_text;
use crate::store::FiledComment;

const COLUMNS: [DocumentColumn; 10] = [
    DocumentColumn::new("month", "Month"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("registration", "Registration"),
    DocumentColumn::new("contact", "Contact"),
    DocumentColumn::new("on", "On"),
    DocumentColumn::new("type", "Type"),
    DocumentColumn::new("by", "By"),
    DocumentColumn::new_data_only("comment", "Comment"),
];

/// Returns a note on how many contacts are owed and how many of them are made.
pub(super) fn count_note(proof: &[MonthlyContact]) -> String {
    let count = |state| proof.iter().filter(|row| row.state == state).count();
    format!(
        "{} owed: {} made, {} not made, {} not yet",
        proof.len(),
        count(ContactState::Made),
        count(ContactState::Missed),
        count(ContactState::Open),
    )
}

/// Returns the proof as a list. `comments` are those of the whole caseload; they give the id of the comment that proves
/// each contact.
pub(super) fn contacts_section(proof: &[MonthlyContact], comments: &[FiledComment]) -> DocumentSection {
    let ids: BTreeMap<Seq, RowId> = comments.iter().map(|filed| (filed.entry, filed.comment.id)).collect();
    let rows = proof.iter().map(|row| contact_row(row, &ids)).collect();
    DocumentSection::from_blocks(vec![DocumentBlock::Table(DocumentTable::new(
        COLUMNS.to_vec(),
        rows,
        "No contact is due in these months.",
    ))])
}

fn contact_row(row: &MonthlyContact, ids: &BTreeMap<Seq, RowId>) -> Vec<DocumentCell> {
    let by = row.by.as_ref();
    let comment = row.filing_entry().and_then(|entry| ids.get(&entry));
    vec![
        DocumentCell::Month(row.month),
        DocumentCell::Case(row.case.clone()),
        DocumentCell::Person(row.person),
        DocumentCell::Name(row.name.clone()),
        DocumentCell::Code(row.registration.into(), row.registration.title()),
        state_cell(row.state),
        DocumentCell::from_option(by, |contact| DocumentCell::Day(contact.on)),
        DocumentCell::from_option(by, |contact| {
            let kind = contact.contact_type.as_ref().map(contact_type_text).unwrap_or_default();
            let attempted = if contact.reached { "" } else { " (attempted)" };
            DocumentCell::from_words(format!("{kind}{attempted}").trim().to_owned())
        }),
        DocumentCell::from_option(by, |contact| DocumentCell::from_words(source_text(&contact.source))),
        DocumentCell::from_option(comment, |id| DocumentCell::from_display(&id)),
    ]
}

fn state_cell(state: ContactState) -> DocumentCell {
    let title = state.title();
    if state == ContactState::Missed {
        DocumentCell::Mark(state.id(), title.into())
    } else {
        DocumentCell::Code(state.id(), title)
    }
}

/// Returns the source of a contact: the comment's entry in the log, or the county's file.
fn source_text(source: &Source) -> String {
    match source {
        Source::Entry { entry, author } => format!("comment, entry {entry} by {author}"),
        Source::Extract { .. } | Source::Stated => source.to_string(),
    }
}
