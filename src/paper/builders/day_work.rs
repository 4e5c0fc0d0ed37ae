//! What a worker did on a day.

use crate::desk::{WorkEntry, work_summary};
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};

const COLUMNS: [DocumentColumn; 6] = [
    DocumentColumn::new("at", "Time"),
    DocumentColumn::new("kind", "Kind"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("says", "What was done"),
    DocumentColumn::new_data_only("entry", "Entry"),
];

/// Returns how much of each kind was done.
pub(super) fn summary_note(entries: &[WorkEntry]) -> String {
    work_summary(entries)
}

pub(super) fn day_section(entries: Vec<WorkEntry>) -> DocumentSection {
    let rows = entries.into_iter().map(|entry| {
        vec![
            DocumentCell::from_words(entry.at.format("%H:%M").to_string()),
            DocumentCell::Code(entry.kind.id(), entry.kind.title()),
            DocumentCell::from_option(entry.case, DocumentCell::Case),
            DocumentCell::from_option(entry.name, DocumentCell::Name),
            DocumentCell::from_words(entry.says),
            DocumentCell::from_display(&entry.entry),
        ]
    });
    DocumentSection::from_blocks(vec![DocumentBlock::Table(DocumentTable::new(
        COLUMNS.to_vec(),
        rows.collect(),
        "Nothing is recorded on this day.",
    ))])
}
