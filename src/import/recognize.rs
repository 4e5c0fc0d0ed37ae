//! Recognizes the layout of a file and the row of its header by the header's words.

use std::borrow::Cow;
use std::collections::HashMap;

use strum::VariantArray as _;

use super::cell::TableRow;
use super::error::ReadFault;
use super::field::ExtractField;
use super::kind_fields::KindFields;
use super::layout::{Layout, LayoutColumn};
use super::layouts::Layouts;
use super::pattern::comparison_key;
use super::redact_ssn;
use super::table::Table;
use crate::domain::sanitize::quoted;

/// The header is looked for among this many rows that are not blank.
pub const MAX_HEADER_ROWS: usize = 60;

/// A table with the layout that fits it.
#[derive(Debug, Clone, PartialEq)]
pub struct LayoutFit<'a> {
    /// The index of the table among those that were offered.
    pub table: usize,
    /// The layout that reads the table.
    pub layout: &'a Layout,
    /// The number of the header's row, as a spreadsheet shows it.
    pub row: u32,
    /// The comparison keys of the header's cells. A header that is repeated on a later page is known by them.
    pub header: Vec<String>,
    /// The column of each field.
    pub columns: FieldColumns<'a>,
    /// The name of the sheet, if the file is a workbook.
    pub sheet: Option<String>,
    /// The header's cells as the file writes them.
    pub written: Vec<String>,
    /// The first header that names a column of the layout and occurs twice.
    duplicate_header: Option<String>,
    /// The lines above the header. A title that is repeated on a later page is known by them.
    pub above: Vec<String>,
}

/// The fields that a file has: each with the index of its column, from 0, and how the layout reads it. They are indexed
/// by field, because every cell of a file asks for its own.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldColumns<'a>(Vec<Option<(usize, &'a LayoutColumn)>>);

impl<'a> FieldColumns<'a> {
    fn from_positions(layout: &'a Layout, positions: &HashMap<ExtractField, usize>) -> Self {
        let column = |field: &ExtractField| Some((*positions.get(field)?, layout.column_for(*field)?));
        Self(ExtractField::VARIANTS.iter().map(column).collect())
    }

    /// Returns the index of the column that holds `field`, and how it is read.
    pub fn get(&self, field: ExtractField) -> Option<(usize, &'a LayoutColumn)> {
        self.0.get(field as usize).copied().flatten()
    }

    /// Iterates over the columns of the file that are read.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'a LayoutColumn)> {
        self.0.iter().copied().flatten()
    }
}

/// The tables of a file that hold data, and those that do not.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognizedTables<'a> {
    /// The layout of each table that holds data: one for a text, one for each sheet of a workbook.
    pub fits: Vec<LayoutFit<'a>>,
    /// The names of the sheets that fit no layout.
    pub skipped_sheets: Vec<String>,
}

/// Finds the tables that hold data, each with the layout that fits: the one whose id is `forced`, or else the one with
/// the most columns found. The tables of a text are the ways to cut it into cells, of which one fits.
///
/// # Errors
/// No layout fits; several fit equally well; two sheets of a workbook hold the same kind of data, although the layout
/// does not name the sheets that it reads; a needed column occurs twice in the header; no layout has the id.
pub fn recognize_layouts<'a>(
    tables: &[Table<'_>],
    layouts: &'a Layouts,
    forced: Option<&str>,
) -> Result<RecognizedTables<'a>, ReadFault> {
    let candidates = candidate_layouts(layouts, forced)?;
    let mut fits_by_sheet: Vec<(Option<&str>, Vec<LayoutFit<'a>>)> = Vec::new();
    let mut nearest = NearestLayout::default();
    for (index, table) in tables.iter().enumerate() {
        let top = TableTop::from_table(index, table);
        let reading = candidates.iter().filter(|layout| can_read_sheet(layout, table));
        let fits = reading.filter_map(|layout| find_fit(layout, &top, &mut nearest)).collect();
        match fits_by_sheet.iter_mut().find(|(sheet, _)| *sheet == table.sheet_name()) {
            Some((_, all)) => all.extend::<Vec<_>>(fits),
            None => fits_by_sheet.push((table.sheet_name(), fits)),
        }
    }
    let unread = fits_by_sheet.iter().filter(|(_, fits)| fits.is_empty()).filter_map(|(sheet, _)| *sheet);
    let skipped_sheets = unread.map(redact_ssn::clean_excerpt).collect();
    let fitting = fits_by_sheet.into_iter().map(|(_, fits)| fits).filter(|fits| !fits.is_empty());
    let fits: Vec<LayoutFit<'a>> = fitting.map(best_fit).collect::<Result<_, _>>()?;
    if fits.is_empty() {
        if !has_columns(tables) {
            return Err(ReadFault::NoTable { name: "text without columns" });
        }
        return Err(ReadFault::Unrecognized { found: nearest.into_message() });
    }
    check_sheets_differ(&fits)?;
    Ok(RecognizedTables { fits, skipped_sheets })
}

/// Returns whether a row of a table has more than one cell.
fn has_columns(tables: &[Table<'_>]) -> bool {
    let has_several =
        |table: &Table<'_>| table.iter_rows().take(MAX_HEADER_ROWS).any(|row| row.filled_cells().count() > 1);
    tables.iter().any(has_several)
}

/// Refuses two sheets of the same kind: one may be last month's, and the order of sheets must not decide which counts.
fn check_sheets_differ(fits: &[LayoutFit<'_>]) -> Result<(), ReadFault> {
    for fit in fits.iter().filter(|fit| fit.layout.sheet.is_none()) {
        let same: Vec<&LayoutFit<'_>> = fits.iter().filter(|other| other.layout.kind == fit.layout.kind).collect();
        if same.len() > 1 {
            let sheet = |fit: &LayoutFit<'_>| fit.sheet.as_deref().map(redact_ssn::clean_excerpt).unwrap_or_default();
            return Err(ReadFault::SeveralSheets { sheets: same.into_iter().map(sheet).collect() });
        }
    }
    Ok(())
}

/// The first rows of a table, among which the header is looked for.
struct TableTop<'t> {
    index: usize,
    sheet: Option<String>,
    rows: Vec<Cow<'t, TableRow>>,
    /// The comparison keys of each row's cells.
    keys: Vec<Vec<String>>,
}

impl<'t> TableTop<'t> {
    fn from_table(index: usize, table: &'t Table<'_>) -> Self {
        // A row with an unclosed quotation mark is no header: the rows inside it would be lost.
        let can_be_header = |row: &Cow<'_, TableRow>| !row.is_blank() && row.fault.is_none();
        let rows: Vec<_> = table.iter_rows().filter(can_be_header).take(MAX_HEADER_ROWS).collect();
        let keys = rows.iter().map(|row| cell_keys(row)).collect();
        Self { index, sheet: table.sheet_name().map(str::to_owned), rows, keys }
    }
}

fn candidate_layouts<'a>(layouts: &'a Layouts, forced: Option<&str>) -> Result<Vec<&'a Layout>, ReadFault> {
    let Some(id) = forced else { return Ok(layouts.iter().collect()) };
    let unknown = || ReadFault::UnknownLayout {
        id: redact_ssn::clean_excerpt(id),
        known: layouts.iter().map(|layout| layout.id.clone()).collect(),
    };
    layouts.get(id).map(|layout| vec![layout]).ok_or_else(unknown)
}

fn can_read_sheet(layout: &Layout, table: &Table<'_>) -> bool {
    match (&layout.sheet, table.sheet_name()) {
        (Some(pattern), Some(sheet)) => pattern.matches(sheet),
        _ => true,
    }
}

/// Returns the comparison keys of a row's cells.
pub(super) fn cell_keys(row: &TableRow) -> Vec<String> {
    row.cells.iter().map(|cell| comparison_key(&cell.to_string())).collect()
}

/// Finds the first row that has all the columns that the layout requires.
fn find_fit<'a>(layout: &'a Layout, top: &TableTop<'_>, nearest: &mut NearestLayout) -> Option<LayoutFit<'a>> {
    for (index, (row, header)) in top.rows.iter().zip(&top.keys).enumerate() {
        let found = HeaderMatch::from_header(layout, header);
        let missing = found.missing_fields(layout);
        if missing.is_empty() {
            return Some(LayoutFit {
                table: top.index,
                sheet: top.sheet.clone(),
                layout,
                row: row.row,
                header: header.clone(),
                written: row.cells.iter().map(ToString::to_string).collect(),
                duplicate_header: found.duplicate_index.and_then(|index| row.cells.get(index)).map(ToString::to_string),
                columns: FieldColumns::from_positions(layout, &found.columns),
                above: top.rows.iter().take(index).map(|row| row.joined_text()).collect(),
            });
        }
        nearest.note_candidate(layout, row, &found, &missing);
    }
    None
}

/// The columns of a layout that a row has as headers.
struct HeaderMatch {
    columns: HashMap<ExtractField, usize>,
    /// The index of the first header that occurs twice.
    duplicate_index: Option<usize>,
}

impl HeaderMatch {
    fn from_header(layout: &Layout, header: &[String]) -> Self {
        let read = |cell: &str| !cell.is_empty() && !layout.never.iter().any(|never| never.matches_key(cell));
        let indexes = |name: &str| {
            let same = move |(_, cell): &(usize, &String)| cell.as_str() == name && read(cell);
            header.iter().enumerate().filter(same).map(|(index, _)| index).collect::<Vec<_>>()
        };
        let mut found = Self { columns: HashMap::new(), duplicate_index: None };
        for column in &layout.columns {
            let first_name = column.names.iter().map(|name| indexes(name)).find(|indexes| !indexes.is_empty());
            if let Some([index, others @ ..]) = first_name.as_deref() {
                found.columns.insert(column.field, *index);
                found.duplicate_index = found.duplicate_index.or((!others.is_empty()).then_some(*index));
            }
        }
        found
    }

    /// Returns the required fields that the row has no column for.
    fn missing_fields(&self, layout: &Layout) -> Vec<ExtractField> {
        let has = |field: ExtractField| self.columns.contains_key(&field);
        let required = layout.columns.iter().filter(|column| column.required).map(|column| column.field);
        let mut missing = KindFields::for_kind(layout.kind).missing_needed(has);
        missing.extend(required.filter(|field| !field.is_present(has)));
        missing.dedup();
        missing
    }
}

/// The row and layout that came nearest to fitting, for the error message.
#[derive(Default)]
struct NearestLayout {
    matched: usize,
    /// What was found, and what is missing.
    message: String,
}

impl NearestLayout {
    fn note_candidate(&mut self, layout: &Layout, row: &TableRow, found: &HeaderMatch, missing: &[ExtractField]) {
        // A data row can have one word by chance that is also a header; two words make a header.
        if found.columns.len() < 2 || found.columns.len() <= self.matched {
            return;
        }
        let headers: Vec<String> =
            row.filled_cells().map(|cell| redact_ssn::clean_excerpt(&cell.to_string())).collect();
        let missing: Vec<&str> = missing.iter().copied().map(ExtractField::id).collect();
        self.matched = found.columns.len();
        self.message = format!(
            "the nearest is {}, but row {} has no column for {}; it has {}",
            layout.id,
            row.row,
            missing.join(", "),
            headers.join(", ")
        );
    }

    fn into_message(self) -> String {
        if self.message.is_empty() {
            format!("none of the first {MAX_HEADER_ROWS} rows has the headers of a layout")
        } else {
            self.message
        }
    }
}

/// Returns the fit with the most columns. An office's own layout goes before a built-in one that finds as many.
fn best_fit(mut fits: Vec<LayoutFit<'_>>) -> Result<LayoutFit<'_>, ReadFault> {
    let rank = |fit: &LayoutFit<'_>| (fit.columns.iter().count(), fit.layout.own);
    let most = fits.iter().map(rank).max().unwrap_or_default();
    fits.retain(|fit| rank(fit) == most);
    let between: Vec<String> = fits.iter().map(LayoutFit::location_label).collect();
    match <[LayoutFit<'_>; 1]>::try_from(fits) {
        Ok([LayoutFit { duplicate_header: Some(header), row, .. }]) => {
            Err(ReadFault::DuplicateHeader { header: redact_ssn::clean_excerpt(&header), row })
        }
        Ok([only]) => Ok(only),
        Err(_several) => Err(ReadFault::Ambiguous { between }),
    }
}

impl LayoutFit<'_> {
    /// Names the layout and the sheet that it fits.
    fn location_label(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("{} on sheet {}", self.layout.id, quoted(redact_ssn::clean_excerpt(sheet))),
            None => self.layout.id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Table<'_> {
        Table::Text { text, delimiter: b',' }
    }

    fn recognize_text(written: &str, forced: Option<&str>) -> Result<(String, u32), String> {
        let layouts = Layouts::for_extracts();
        let found = recognize_layouts(&[text(written)], layouts, forced);
        found.map(|found| (found.fits[0].layout.id.clone(), found.fits[0].row)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_header_is_found_below_titles_in_any_order_and_case() {
        let file = "Exemptions,,\nRun date: 11/19/2026\n\nFROM,reason,PERSON #,Case-No.\n";
        assert_eq!(recognize_text(file, None), Ok(("exemptions".to_owned(), 4)));
        assert_eq!(recognize_text(file, Some("exemptions")), Ok(("exemptions".to_owned(), 4)));
    }

    #[test]
    fn the_error_names_what_is_missing() {
        let fault = recognize_text("Case,Person,Reason\n", None).unwrap_err();
        assert!(fault.contains("the nearest is exemptions, but row 1 has no column for from"), "{fault}");
        assert!(recognize_text("Case,Person,Reason,From\n", Some("alerts")).unwrap_err().contains("alerts"));
        assert!(recognize_text("Case,Person,Reason,From\n", Some("no")).unwrap_err().contains("does not exist"));
        let data = recognize_text("0052445,Rafael,931-73-9690\n", None).unwrap_err();
        assert!(!data.contains("Rafael"), "{data}");
    }

    #[test]
    fn a_column_that_occurs_twice_is_an_error() {
        let fault = recognize_text("Case,Person,Reason,From,From\n", None).unwrap_err();
        assert!(fault.contains("\"From\" twice in row 1"), "{fault}");
    }

    #[test]
    fn two_kinds_that_fit_equally_well_are_an_error() {
        let both = "Case,Person,Reason,From,NA 840 Issued,Appointment\n";
        let fault = recognize_text(both, None).unwrap_err();
        assert!(fault.contains("noncompliance") && fault.contains("exemptions"), "{fault}");
        assert_eq!(recognize_text(both, Some("exemptions")), Ok(("exemptions".to_owned(), 1)));
    }

    #[test]
    fn every_sheet_is_read_as_what_it_is_or_named() {
        let header = |cells: &[&str]| TableRow {
            row: 1,
            cells: cells.iter().map(|cell| super::super::cell::Cell::from_text(cell)).collect(),
            fault: None,
        };
        let sheet = |name: &str, cells| Table::Sheet { name: name.to_owned(), rows: vec![header(cells)] };
        let exemptions = sheet("A", &["Case", "Person", "Reason", "From"]);
        let alerts = sheet("B", &["Case", "Alert Date", "Alert"]);
        let layouts = Layouts::for_extracts();
        let tables = [exemptions.clone(), alerts, sheet("Notes", &["Ask", "Whom"])];
        let found = recognize_layouts(&tables, layouts, None).unwrap();
        let kinds: Vec<_> = found.fits.iter().map(|fit| (fit.layout.id.as_str(), fit.table)).collect();
        assert_eq!(kinds, [("exemptions", 0), ("alerts", 1)]);
        assert_eq!(found.skipped_sheets, ["Notes"]);
        assert_eq!(recognize_layouts(&tables, layouts, Some("alerts")).unwrap().fits.len(), 1);
        let twice = [exemptions.clone(), sheet("A (2)", &["Case", "Person", "Reason", "From"])];
        assert!(
            matches!(recognize_layouts(&twice, layouts, None), Err(ReadFault::SeveralSheets { sheets }) if sheets == ["A", "A (2)"])
        );
    }
}
