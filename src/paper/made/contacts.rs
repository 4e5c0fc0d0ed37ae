//! The proof of monthly contact: participant by month, made or not, by which comment.

use std::collections::BTreeMap;

use crate::desk::{ContactState, MonthlyContact};
use crate::domain::facts::Source;
use crate::domain::{RowId, Seq};
use crate::paper::document::{Block, Cell, Column, Section, Table};
use crate::store::FiledComment;

const COLUMNS: [Column; 10] = [
    Column::new("month", "Month"),
    Column::new("case", "Case"),
    Column::new("person", "Person"),
    Column::new("name", "Name"),
    Column::new("registration", "Registration"),
    Column::new("contact", "Contact"),
    Column::new("on", "On"),
    Column::new("type", "Type"),
    Column::new("by", "By"),
    Column::of_data("comment", "Comment"),
];

/// How the counts add up.
pub(super) fn note(proof: &[MonthlyContact]) -> String {
    let count = |state| proof.iter().filter(|row| row.state == state).count();
    format!(
        "{} owed: {} made, {} not made, {} not yet",
        proof.len(),
        count(ContactState::Made),
        count(ContactState::Missed),
        count(ContactState::Open),
    )
}

/// `comments` are those of the whole caseload: they give each contact the comment that proves it.
pub(super) fn section(proof: &[MonthlyContact], comments: &[FiledComment]) -> Section {
    let ids: BTreeMap<Seq, RowId> = comments.iter().map(|filed| (filed.entry, filed.comment.id)).collect();
    let rows = proof.iter().map(|row| cells(row, &ids)).collect();
    Section::of(vec![Block::Table(Table::new(COLUMNS.to_vec(), rows, "No contact is owed in this time."))])
}

fn cells(row: &MonthlyContact, ids: &BTreeMap<Seq, RowId>) -> Vec<Cell> {
    let by = row.by.as_ref();
    let comment = row.entry().and_then(|entry| ids.get(&entry));
    vec![
        Cell::Month(row.month),
        Cell::Case(row.case.clone()),
        Cell::Person(row.person),
        Cell::Name(row.name.clone()),
        Cell::Code(row.registration.into(), row.registration.title().to_owned()),
        state(row.state),
        Cell::of(by, |contact| Cell::Day(contact.on)),
        Cell::of(by, |contact| {
            let kind = contact.contact_type.as_ref().map_or("", |kind| kind.0.as_str()).replace('_', " ");
            let attempted = if contact.reached { "" } else { " (attempted)" };
            Cell::words(format!("{kind}{attempted}").trim().to_owned())
        }),
        Cell::of(by, |contact| Cell::words(told_by(&contact.source))),
        Cell::of(comment, |id| Cell::words(id.to_string())),
    ]
}

fn state(state: ContactState) -> Cell {
    let title = state.title().to_owned();
    if state == ContactState::Missed { Cell::Mark(state.id(), title) } else { Cell::Code(state.id(), title) }
}

/// Where the contact is told: the comment's entry in the log, or the county's file.
fn told_by(source: &Source) -> String {
    match source {
        Source::Entry { entry, author } => format!("comment, entry {entry} by {author}"),
        Source::Extract { .. } | Source::Stated => source.to_string(),
    }
}
