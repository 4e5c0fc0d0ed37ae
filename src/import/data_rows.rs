//! Decides which rows below the header hold data. Rows that are known to hold none are left out; a row that is not
//! recognized counts as data, so that none is lost.

use super::cell::{Cell, TableRow};
use super::kind_fields::KindFields;
use super::layout_words::{has_only_signs, is_footer};
use super::pattern::has_comparison_key;
use super::recognize::{LayoutFit, cell_keys};

/// Returns whether a row below the header holds data: it is not blank, not a header or title line that a later page
/// repeats, and not a total or page line of the layout.
pub fn is_data_row(row: &TableRow, fit: &LayoutFit<'_>) -> bool {
    !row.is_blank()
        && (row.fault.is_some()
            || !(is_repeated_header(row, fit)
                || is_repeated_title(row, fit)
                || is_total_line(row, fit)
                || is_rule_of_signs(row)))
}

/// Returns whether a row has dashes and dots alone, as the line below a header that some programs draw.
fn is_rule_of_signs(row: &TableRow) -> bool {
    row.filled_cells().all(|cell| matches!(cell, Cell::Text(text) if has_only_signs(text)))
}

fn is_repeated_header(row: &TableRow, fit: &LayoutFit<'_>) -> bool {
    let filled = |cell: &&String| !cell.is_empty();
    // Most rows differ in the first cell: the keys of the whole row are computed only if it is alike.
    let first = row.filled_cells().next().zip(fit.header.iter().find(filled));
    let starts_alike = first.is_some_and(|(cell, header)| has_comparison_key(&cell.display_text(), header));
    starts_alike && cell_keys(row).iter().filter(filled).eq(fit.header.iter().filter(filled))
}

fn is_repeated_title(row: &TableRow, fit: &LayoutFit<'_>) -> bool {
    // Most rows begin differently: the whole line is joined only if the beginning is alike.
    let first = row.filled_cells().next().map(Cell::display_text).unwrap_or_default();
    fit.above.iter().any(|above| above.starts_with(first.as_ref())) && fit.above.contains(&row.joined_text())
}

/// Returns whether a row is a total, a page line or a footer: it begins with words that the layout or every report skips, and
/// at least half of the needed columns are blank. The second condition keeps a participant whose name is Page.
fn is_total_line(row: &TableRow, fit: &LayoutFit<'_>) -> bool {
    let needed = KindFields::for_kind(fit.layout.kind).needed.iter().filter_map(|field| fit.columns.get(*field));
    let (count, filled) = needed.fold((0, 0), |(count, filled), (index, _)| {
        (count + 1, filled + usize::from(row.cells.get(index).is_some_and(|cell| !cell.is_blank())))
    });
    filled * 2 <= count
        && row.filled_cells().next().map(Cell::to_string).is_some_and(|first| {
            let whole = row.joined_text();
            let is_skipped =
                |line: &str| fit.layout.skip.iter().any(|pattern| pattern.matches(line)) || is_footer(line);
            is_skipped(&first) || is_skipped(&whole)
        })
}

#[cfg(test)]
mod tests {
    use super::super::layouts::Layouts;
    use super::super::recognize::recognize_layouts;
    use super::super::table::Table;
    use super::*;

    #[test]
    fn titles_headers_totals_and_page_lines_of_later_pages_are_no_data() {
        let text = "EXEMPTIONS,Unit V12\nCase,Person,Reason,From\n1,2,3,4\n\nTotal,18\nPage 1 of 2\nEXEMPTIONS,Unit V12\n\
                    case,PERSON,Reason,From\n----,--,------,----\nPAGE001,1,Disability,1/1/2026\n,1,Disability,1/1/2026\nTotal,1\nmystery\n\
                    (3 rows affected)\n-- end of report --\n";
        let tables = [Table::Text { text, delimiter: b',' }];
        let layouts = Layouts::for_extracts();
        let fit = recognize_layouts(&tables, layouts, None).unwrap().fits.remove(0);
        let data: Vec<u32> = tables[0]
            .iter_rows()
            .filter(|row| row.row > fit.row && is_data_row(row, &fit))
            .map(|row| row.row)
            .collect();
        assert_eq!(data, [3, 10, 11, 13]);
    }
}
