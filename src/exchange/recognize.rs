//! Which layout a file has, found by its header; and where the header stands.

use std::borrow::Cow;
use std::collections::HashMap;

use strum::VariantArray as _;

use super::cell::TableRow;
use super::error::ReadFault;
use super::field::{ExtractField, KindFields};
use super::layout::{Layout, LayoutColumn};
use super::layouts::Layouts;
use super::pattern::comparison_key;
use super::redact_ssn;
use super::table::Table;

/// A header is looked for in this many rows that are not blank.
pub const ROWS_LOOKED_AT: usize = 60;

/// The layout that fits a table, and where its header stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LayoutFit<'a> {
    /// The place of the table among those that were offered.
    pub table: usize,
    /// The layout.
    pub layout: &'a Layout,
    /// The header's row.
    pub row: u32,
    /// The header's cells, bare, to know it again on the next page.
    pub header: Vec<String>,
    /// Where each field stands.
    pub columns: FieldColumns<'a>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The header's cells, as the file writes them.
    pub written: Vec<String>,
    /// A header that stands twice although it is read.
    duplicate_header: Option<String>,
    /// The lines above the header, to know them again on the next page.
    pub above: Vec<String>,
}

/// The fields that stand in a file: each with its place, counted from 0, and how the layout reads it. Every cell of a
/// file asks for its own.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldColumns<'a>(Vec<Option<(usize, &'a LayoutColumn)>>);

impl<'a> FieldColumns<'a> {
    fn from_positions(layout: &'a Layout, found: &HashMap<ExtractField, usize>) -> Self {
        let column = |field: &ExtractField| Some((*found.get(field)?, layout.column_for(*field)?));
        Self(ExtractField::VARIANTS.iter().map(column).collect())
    }

    /// Where `field` stands, and how it is read.
    pub fn get(&self, field: ExtractField) -> Option<(usize, &'a LayoutColumn)> {
        self.0.get(field as usize).copied().flatten()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &'a LayoutColumn)> {
        self.0.iter().copied().flatten()
    }
}

/// What was found in the tables of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognizedTables<'a> {
    /// The layout of each table that holds data; one for a text, one a sheet for a workbook.
    pub fits: Vec<LayoutFit<'a>>,
    /// The sheets that fit no layout.
    pub skipped_sheets: Vec<String>,
}

/// Finds the tables that hold data, each with the layout that fits: by its id if `forced` names one, else by the most
/// columns found. Of a text, the tables are the ways to cut it into cells, and one of them fits.
///
/// # Errors
/// No layout fits; several fit equally well; two sheets of a workbook hold the same kind of data, unless the layout
/// names the sheets that it reads; a needed column stands twice in the header; no layout has the id.
pub fn recognize_layouts<'a>(
    tables: &[Table<'_>],
    layouts: &'a Layouts,
    forced: Option<&str>,
) -> Result<RecognizedTables<'a>, ReadFault> {
    let candidates = candidate_layouts(layouts, forced)?;
    let mut of_sheets: Vec<(Option<&str>, Vec<LayoutFit<'a>>)> = Vec::new();
    let mut nearest = NearestLayout::default();
    for (place, table) in tables.iter().enumerate() {
        let top = TableTop::from_table(place, table);
        let reading = candidates.iter().filter(|layout| can_read_sheet(layout, table));
        let fits = reading.filter_map(|layout| find_fit(layout, &top, &mut nearest)).collect();
        match of_sheets.iter_mut().find(|(sheet, _)| *sheet == table.sheet_name()) {
            Some((_, all)) => all.extend::<Vec<_>>(fits),
            None => of_sheets.push((table.sheet_name(), fits)),
        }
    }
    let unread = of_sheets.iter().filter(|(_, fits)| fits.is_empty()).filter_map(|(sheet, _)| *sheet);
    let passed_over = unread.map(redact_ssn::clean_excerpt).collect();
    let fitting = of_sheets.into_iter().map(|(_, fits)| fits).filter(|fits| !fits.is_empty());
    let fits: Vec<LayoutFit<'a>> = fitting.map(best_fit).collect::<Result<_, _>>()?;
    if fits.is_empty() {
        return Err(ReadFault::Unrecognized { found: nearest.into_message() });
    }
    check_sheets_differ(&fits)?;
    Ok(RecognizedTables { fits, skipped_sheets: passed_over })
}

/// A second sheet of the same kind may be last month's: which one counts must not hang on their order.
fn check_sheets_differ(fits: &[LayoutFit<'_>]) -> Result<(), ReadFault> {
    for fit in fits.iter().filter(|fit| fit.layout.sheet.is_none()) {
        let same: Vec<&LayoutFit<'_>> = fits.iter().filter(|other| other.layout.kind == fit.layout.kind).collect();
        if same.len() > 1 {
            return Err(ReadFault::Ambiguous { between: same.into_iter().map(LayoutFit::location_label).collect() });
        }
    }
    Ok(())
}

/// The first rows of a table, among which the header is looked for.
struct TableTop<'t> {
    place: usize,
    sheet: Option<String>,
    rows: Vec<Cow<'t, TableRow>>,
    /// The cells of each row in the form in which headers are compared.
    bare: Vec<Vec<String>>,
}

impl<'t> TableTop<'t> {
    fn from_table(place: usize, table: &'t Table<'_>) -> Self {
        // A row that swallowed others is no header: the rows in it would vanish.
        let can_be_header = |row: &Cow<'_, TableRow>| !row.is_blank() && row.fault.is_none();
        let rows: Vec<_> = table.iter_rows().filter(can_be_header).take(ROWS_LOOKED_AT).collect();
        let bare = rows.iter().map(|row| cell_keys(row)).collect();
        Self { place, sheet: table.sheet_name().map(str::to_owned), rows, bare }
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

/// The cells of a row in the form in which headers are compared.
pub(super) fn cell_keys(row: &TableRow) -> Vec<String> {
    row.cells.iter().map(|cell| comparison_key(&cell.to_string())).collect()
}

/// The first of the rows that has all the columns that the layout requires.
fn find_fit<'a>(layout: &'a Layout, top: &TableTop<'_>, nearest: &mut NearestLayout) -> Option<LayoutFit<'a>> {
    for (index, (row, header)) in top.rows.iter().zip(&top.bare).enumerate() {
        let found = HeaderMatch::from_header(layout, header);
        let lacking = found.missing_fields(layout);
        if lacking.is_empty() {
            return Some(LayoutFit {
                table: top.place,
                sheet: top.sheet.clone(),
                layout,
                row: row.row,
                header: header.clone(),
                written: row.cells.iter().map(ToString::to_string).collect(),
                duplicate_header: found.duplicate_index.and_then(|place| row.cells.get(place)).map(ToString::to_string),
                columns: FieldColumns::from_positions(layout, &found.columns),
                above: top.rows.iter().take(index).map(|row| row.joined_text()).collect(),
            });
        }
        nearest.note_candidate(layout, row, &found, lacking);
    }
    None
}

/// The columns of a layout that a row names.
struct HeaderMatch {
    columns: HashMap<ExtractField, usize>,
    /// The places of a header that stands twice.
    duplicate_index: Option<usize>,
}

impl HeaderMatch {
    fn from_header(layout: &Layout, header: &[String]) -> Self {
        let read = |cell: &str| !cell.is_empty() && !layout.never.iter().any(|never| never.matches_key(cell));
        let places = |name: &str| {
            let same = move |(_, cell): &(usize, &String)| cell.as_str() == name && read(cell);
            header.iter().enumerate().filter(same).map(|(place, _)| place).collect::<Vec<_>>()
        };
        let mut found = Self { columns: HashMap::new(), duplicate_index: None };
        for column in &layout.columns {
            let first_name = column.names.iter().map(|name| places(name)).find(|places| !places.is_empty());
            if let Some([place, others @ ..]) = first_name.as_deref() {
                found.columns.insert(column.field, *place);
                found.duplicate_index = found.duplicate_index.or((!others.is_empty()).then_some(*place));
            }
        }
        found
    }

    /// The required fields that are not among the columns.
    fn missing_fields(&self, layout: &Layout) -> Vec<ExtractField> {
        let has = |field: ExtractField| {
            self.columns.contains_key(&field)
                || (field == ExtractField::Name && self.columns.contains_key(&ExtractField::LastName))
        };
        let asked = layout.columns.iter().filter(|column| column.required).map(|column| column.field);
        let mut lacking: Vec<ExtractField> = KindFields::for_kind(layout.kind)
            .needed
            .iter()
            .copied()
            .chain(asked)
            .filter(|field| !has(*field))
            .collect();
        lacking.dedup();
        lacking
    }
}

/// The row and layout that came nearest to fitting, for the error.
#[derive(Default)]
struct NearestLayout {
    matched: usize,
    /// What was found, in words.
    words: String,
}

impl NearestLayout {
    fn note_candidate(&mut self, layout: &Layout, row: &TableRow, found: &HeaderMatch, lacking: Vec<ExtractField>) {
        // A row of data can by chance have one word that is a header: two make it a header.
        if found.columns.len() < 2 || found.columns.len() <= self.matched {
            return;
        }
        let headers: Vec<String> =
            row.filled_cells().map(|cell| redact_ssn::clean_excerpt(&cell.to_string())).collect();
        let lacking: Vec<&str> = lacking.into_iter().map(ExtractField::id).collect();
        self.matched = found.columns.len();
        self.words = format!(
            "nearest is {}, but row {} has no column for {}; it has {}",
            layout.id,
            row.row,
            lacking.join(", "),
            headers.join(", ")
        );
    }

    fn into_message(self) -> String {
        if self.words.is_empty() {
            format!("none of the first {ROWS_LOOKED_AT} rows names columns that a layout knows")
        } else {
            self.words
        }
    }
}

/// The fit with the most columns; an office's own layout goes before a bundled one that finds as many.
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
    /// The layout and where it fits.
    fn location_label(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("{} on sheet {:?}", self.layout.id, redact_ssn::clean_excerpt(sheet)),
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

    fn recognized(written: &str, forced: Option<&str>) -> Result<(String, u32), String> {
        let layouts = Layouts::for_extracts();
        let found = recognize_layouts(&[text(written)], &layouts, forced);
        found.map(|found| (found.fits[0].layout.id.clone(), found.fits[0].row)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_header_is_found_below_titles_in_any_order_and_case() {
        let file = "Exemptions,,\nRun date: 11/19/2026\n\nFROM,reason,PERSON #,Case-No.\n";
        assert_eq!(recognized(file, None), Ok(("exemptions".to_owned(), 4)));
        assert_eq!(recognized(file, Some("exemptions")), Ok(("exemptions".to_owned(), 4)));
    }

    #[test]
    fn what_is_lacking_is_said() {
        let fault = recognized("Case,Person,Reason\n", None).unwrap_err();
        assert!(fault.contains("nearest is exemptions, but row 1 has no column for from"), "{fault}");
        assert!(recognized("Case,Person,Reason,From\n", Some("alerts")).unwrap_err().contains("alerts"));
        assert!(recognized("Case,Person,Reason,From\n", Some("no")).unwrap_err().contains("does not exist"));
        let data = recognized("0052445,Rafael,931-73-9690\n", None).unwrap_err();
        assert!(!data.contains("Rafael"), "{data}");
    }

    #[test]
    fn a_column_that_stands_twice_is_said() {
        let fault = recognized("Case,Person,Reason,From,From\n", None).unwrap_err();
        assert!(fault.contains("\"From\" twice in row 1"), "{fault}");
    }

    #[test]
    fn two_kinds_that_fit_equally_well_are_an_error() {
        let both = "Case,Person,Reason,From,NA 840 Issued,Appointment\n";
        let fault = recognized(both, None).unwrap_err();
        assert!(fault.contains("noncompliance") && fault.contains("exemptions"), "{fault}");
        assert_eq!(recognized(both, Some("exemptions")), Ok(("exemptions".to_owned(), 1)));
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
        let found = recognize_layouts(&tables, &layouts, None).unwrap();
        let kinds: Vec<_> = found.fits.iter().map(|fit| (fit.layout.id.as_str(), fit.table)).collect();
        assert_eq!(kinds, [("exemptions", 0), ("alerts", 1)]);
        assert_eq!(found.skipped_sheets, ["Notes"]);
        assert_eq!(recognize_layouts(&tables, &layouts, Some("alerts")).unwrap().fits.len(), 1);
        let twice = [exemptions.clone(), sheet("A (2)", &["Case", "Person", "Reason", "From"])];
        assert!(matches!(recognize_layouts(&twice, &layouts, None), Err(ReadFault::Ambiguous { .. })));
    }
}
