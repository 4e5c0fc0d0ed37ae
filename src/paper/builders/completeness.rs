//! How much of each case's checklist is settled.

use std::borrow::Cow;

use crate::desk::Caseload;
use crate::desk::checklist::{CompletenessRow, ComponentCount};
use crate::domain::dates::Month;
use crate::paper::document::{
    ColumnVisibility, DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument,
    PrintStamp,
};
use crate::paper::document_name::DocumentName;
use crate::rules::message::message;

const COLUMNS: [DocumentColumn; 7] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new_data_only("form", "Checklist"),
    DocumentColumn::new("month", "Month"),
    DocumentColumn::new("settled", "Settled"),
    DocumentColumn::new("open", "Open"),
    DocumentColumn::new("open_in", "Open in"),
];

/// Returns the cases with the number of settled and open items on the checklist `form` of `month`. Data formats also
/// have two columns for each component.
pub fn completeness_document(
    rows: &[CompletenessRow],
    form: &str,
    month: Month,
    caseload: &Caseload,
    printed: PrintStamp,
) -> OutputDocument {
    let components = rows.first().map(|row| row.components.as_slice()).unwrap_or_default();
    let columns = COLUMNS.into_iter().chain(components.iter().flat_map(component_columns)).collect();
    let table =
        DocumentTable::new(columns, rows.iter().map(completeness_row).collect(), "The checklist applies to no case.");
    let document = OutputDocument {
        name: DocumentName::Checklist.id(),
        title: message!("Checklist {} of each case, {}", form.to_owned(), month),
        case: None,
        notes: caseload.left_out_note().into_iter().collect(),
        as_of: caseload.as_of(),
        printed,
        redacted: false,
        sections: vec![DocumentSection::from_blocks(vec![DocumentBlock::Table(table)])],
    };
    super::say_whose_cases(caseload, document)
}

fn component_columns(component: &ComponentCount) -> [DocumentColumn; 2] {
    ["settled", "open"].map(|what| DocumentColumn {
        id: Cow::Owned(format!("{}_{what}", component.id)),
        title: Cow::Owned(format!("{} {what}", component.title)),
        shown: ColumnVisibility::InData,
    })
}

fn completeness_row(row: &CompletenessRow) -> Vec<DocumentCell> {
    let totals = [
        DocumentCell::Case(row.case.clone()),
        DocumentCell::Name(row.name.clone()),
        DocumentCell::from_words(row.form.clone()),
        DocumentCell::Month(row.month),
        DocumentCell::from_count(row.settled),
        DocumentCell::from_count(row.open),
        DocumentCell::from_words(row.open_components_text()),
    ];
    let counts = |component: &ComponentCount| {
        [DocumentCell::from_count(component.settled), DocumentCell::from_count(component.open)]
    };
    totals.into_iter().chain(row.components.iter().flat_map(counts)).collect()
}
