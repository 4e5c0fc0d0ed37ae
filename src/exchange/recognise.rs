//! Which layout a file has, found by its header; and where the header stands.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::error::ReadFault;
use super::field::{Field, Fields};
use super::layout::{Layout, Layouts};
use super::pattern::bare;
use super::plain;
use super::table::{Table, TableRow};

/// A header is looked for in this many rows that are not blank.
const ROWS_LOOKED_AT: usize = 60;

/// The layout that fits a table, and where its header stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit<'a> {
    /// The place of the table among those that were offered.
    pub table: usize,
    /// The layout.
    pub layout: &'a Layout,
    /// The header's row.
    pub row: u32,
    /// The header's cells, bare, to know it again on the next page.
    pub header: Vec<String>,
    /// In which column of the file each field stands, counted from 0.
    pub columns: HashMap<Field, usize>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// A header that stands twice although it is read.
    twice: Option<String>,
    /// The lines above the header, to know them again on the next page.
    pub above: Vec<String>,
}

/// Finds the table and the layout that fit: by its id if `forced` names one, else by the most columns found.
///
/// # Errors
/// No layout fits; several fit equally well; two sheets of a workbook hold data; a needed column stands twice in the
/// header; no layout has the id.
pub fn recognise<'a>(tables: &[Table<'_>], layouts: &'a Layouts, forced: Option<&str>) -> Result<Fit<'a>, ReadFault> {
    let candidates = candidates(layouts, forced)?;
    let mut fits = Vec::new();
    let mut nearest = Nearest::default();
    for (place, table) in tables.iter().enumerate() {
        let top = Top::of(place, table);
        let reading = candidates.iter().filter(|layout| reads_sheet(layout, table));
        fits.extend(reading.filter_map(|layout| fit(layout, &top, &mut nearest)));
    }
    if fits.is_empty() { Err(ReadFault::Unrecognised { found: nearest.found() }) } else { best(fits) }
}

/// The first rows of a table, among which the header is looked for.
struct Top<'t> {
    place: usize,
    sheet: Option<String>,
    rows: Vec<Cow<'t, TableRow>>,
    /// The cells of each row in the form in which headers are compared.
    bare: Vec<Vec<String>>,
}

impl<'t> Top<'t> {
    fn of(place: usize, table: &'t Table<'_>) -> Self {
        // A row that swallowed others is no header: the rows in it would vanish.
        let can_be_header = |row: &Cow<'_, TableRow>| !row.is_blank() && row.fault.is_none();
        let rows: Vec<_> = table.rows().filter(can_be_header).take(ROWS_LOOKED_AT).collect();
        let bare = rows.iter().map(|row| bare_cells(row)).collect();
        Self { place, sheet: table.sheet().map(str::to_owned), rows, bare }
    }
}

fn candidates<'a>(layouts: &'a Layouts, forced: Option<&str>) -> Result<Vec<&'a Layout>, ReadFault> {
    let Some(id) = forced else { return Ok(layouts.iter().collect()) };
    let unknown = || ReadFault::UnknownLayout {
        id: plain::shown(id),
        known: layouts.iter().map(|layout| layout.id.clone()).collect(),
    };
    layouts.get(id).map(|layout| vec![layout]).ok_or_else(unknown)
}

fn reads_sheet(layout: &Layout, table: &Table<'_>) -> bool {
    match (&layout.sheet, table.sheet()) {
        (Some(pattern), Some(sheet)) => pattern.fits(sheet),
        _ => true,
    }
}

/// The cells of a row in the form in which headers are compared.
pub(super) fn bare_cells(row: &TableRow) -> Vec<String> {
    row.cells.iter().map(|cell| bare(&cell.to_string())).collect()
}

/// The first of the rows that has all the columns that the layout requires.
fn fit<'a>(layout: &'a Layout, top: &Top<'_>, nearest: &mut Nearest) -> Option<Fit<'a>> {
    for (index, (row, header)) in top.rows.iter().zip(&top.bare).enumerate() {
        let found = Found::in_header(layout, header);
        let lacking = found.lacking(layout);
        if lacking.is_empty() {
            return Some(Fit {
                table: top.place,
                sheet: top.sheet.clone(),
                layout,
                row: row.row,
                header: header.clone(),
                twice: found.twice.and_then(|place| row.cells.get(place)).map(ToString::to_string),
                columns: found.columns,
                above: top.rows.iter().take(index).map(|row| row.line()).collect(),
            });
        }
        nearest.offer(layout, row, &found, lacking);
    }
    None
}

/// The columns of a layout that a row names.
struct Found {
    columns: HashMap<Field, usize>,
    /// The places of a header that stands twice.
    twice: Option<usize>,
}

impl Found {
    fn in_header(layout: &Layout, header: &[String]) -> Self {
        let read = |cell: &str| !cell.is_empty() && !layout.never.iter().any(|never| never.fits_bare(cell));
        let places = |name: &str| {
            let same = move |(_, cell): &(usize, &String)| cell.as_str() == name && read(cell);
            header.iter().enumerate().filter(same).map(|(place, _)| place).collect::<Vec<_>>()
        };
        let mut found = Self { columns: HashMap::new(), twice: None };
        for column in &layout.columns {
            let first_name = column.names.iter().map(|name| places(name)).find(|places| !places.is_empty());
            if let Some([place, others @ ..]) = first_name.as_deref() {
                found.columns.insert(column.field, *place);
                found.twice = found.twice.or((!others.is_empty()).then_some(*place));
            }
        }
        found
    }

    /// The required fields that are not among the columns.
    fn lacking(&self, layout: &Layout) -> Vec<Field> {
        let has = |field: Field| {
            self.columns.contains_key(&field) || (field == Field::Name && self.columns.contains_key(&Field::LastName))
        };
        let asked = layout.columns.iter().filter(|column| column.required).map(|column| column.field);
        let mut lacking: Vec<Field> =
            Fields::of(layout.kind).needed.iter().copied().chain(asked).filter(|field| !has(*field)).collect();
        lacking.dedup();
        lacking
    }
}

/// The row and layout that came nearest to fitting, for the error.
#[derive(Default)]
struct Nearest {
    matched: usize,
    /// What was found, in words.
    words: String,
}

impl Nearest {
    fn offer(&mut self, layout: &Layout, row: &TableRow, found: &Found, lacking: Vec<Field>) {
        // A row of data can by chance have one word that is a header: two make it a header.
        if found.columns.len() < 2 || found.columns.len() <= self.matched {
            return;
        }
        let headers: Vec<String> = row.filled().map(|cell| plain::shown(&cell.to_string())).collect();
        let lacking: Vec<&str> = lacking.into_iter().map(Field::id).collect();
        self.matched = found.columns.len();
        self.words = format!(
            "nearest is {}, but row {} has no column for {}; it has {}",
            layout.id,
            row.row,
            lacking.join(", "),
            headers.join(", ")
        );
    }

    fn found(self) -> String {
        if self.words.is_empty() {
            format!("none of the first {ROWS_LOOKED_AT} rows names columns that a layout knows")
        } else {
            self.words
        }
    }
}

/// The fit with the most columns; an office's own layout goes before a bundled one that finds as many.
fn best(mut fits: Vec<Fit<'_>>) -> Result<Fit<'_>, ReadFault> {
    let rank = |fit: &Fit<'_>| (fit.columns.len(), fit.layout.own);
    let most = fits.iter().map(rank).max().unwrap_or_default();
    let sheets: HashSet<_> = fits.iter().map(|fit| &fit.sheet).collect();
    // Data on a second sheet must not be passed over in silence, however many columns it has.
    if sheets.len() < 2 {
        fits.retain(|fit| rank(fit) == most);
    }
    let describe = |fit: &Fit<'_>| match &fit.sheet {
        Some(sheet) => format!("{} on sheet {:?}", fit.layout.id, plain::shown(sheet)),
        None => fit.layout.id.clone(),
    };
    let between: Vec<String> = fits.iter().map(describe).collect();
    match <[Fit<'_>; 1]>::try_from(fits) {
        Ok([Fit { twice: Some(header), row, .. }]) => {
            Err(ReadFault::DuplicateHeader { header: plain::shown(&header), row })
        }
        Ok([only]) => Ok(only),
        Err(_several) => Err(ReadFault::Ambiguous { between }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Table<'_> {
        Table::Text { text, delimiter: b',' }
    }

    fn recognised(written: &str, forced: Option<&str>) -> Result<(String, u32), String> {
        let layouts = Layouts::bundled().unwrap();
        let fit = recognise(&[text(written)], &layouts, forced);
        fit.map(|fit| (fit.layout.id.clone(), fit.row)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_header_is_found_below_titles_in_any_order_and_case() {
        let file = "Exemptions,,\nRun date: 11/19/2026\n\nFROM,reason,PERSON #,Case-No.\n";
        assert_eq!(recognised(file, None), Ok(("exemptions".to_owned(), 4)));
        assert_eq!(recognised(file, Some("exemptions")), Ok(("exemptions".to_owned(), 4)));
    }

    #[test]
    fn what_is_lacking_is_said() {
        let fault = recognised("Case,Person,Reason\n", None).unwrap_err();
        assert!(fault.contains("nearest is exemptions, but row 1 has no column for from"), "{fault}");
        assert!(recognised("Case,Person,Reason,From\n", Some("alerts")).unwrap_err().contains("alerts"));
        assert!(recognised("Case,Person,Reason,From\n", Some("no")).unwrap_err().contains("does not exist"));
        let data = recognised("0052445,Rafael,931-73-9690\n", None).unwrap_err();
        assert!(!data.contains("Rafael"), "{data}");
    }

    #[test]
    fn a_column_that_stands_twice_is_said() {
        let fault = recognised("Case,Person,Reason,From,From\n", None).unwrap_err();
        assert!(fault.contains("\"From\" twice in row 1"), "{fault}");
    }

    #[test]
    fn two_kinds_that_fit_equally_well_are_an_error() {
        let both = "Case,Person,Reason,From,NA 840 Issued,Appointment\n";
        let fault = recognised(both, None).unwrap_err();
        assert!(fault.contains("noncompliance") && fault.contains("exemptions"), "{fault}");
        assert_eq!(recognised(both, Some("exemptions")), Ok(("exemptions".to_owned(), 1)));
    }

    #[test]
    fn data_on_two_sheets_is_never_passed_over() {
        let header = |cells: &[&str]| TableRow {
            row: 1,
            cells: cells.iter().map(|cell| super::super::table::Cell::text(cell)).collect(),
            fault: None,
        };
        let sheet = |name: &str, cells| Table::Sheet { name: name.to_owned(), rows: vec![header(cells)] };
        let tables = [sheet("A", &["Case", "Person", "Reason", "From"]), sheet("B", &["Case", "Alert Date", "Alert"])];
        let layouts = Layouts::bundled().unwrap();
        assert!(matches!(recognise(&tables, &layouts, None), Err(ReadFault::Ambiguous { .. })));
        assert_eq!(recognise(&tables, &layouts, Some("alerts")).unwrap().table, 1);
    }
}
