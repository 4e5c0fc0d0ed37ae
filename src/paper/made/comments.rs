//! Comments: of the caseload as a list, of a case in full with their amendments. A protected one is hidden.

use super::of_case as section_of_case;
use crate::desk::Desk;
use crate::domain::CaseNumber;
use crate::paper::document::{Block, Cell, Column, Section, Table};
use crate::store::{FiledAmendment, FiledComment, local};

const COLUMNS: [Column; 16] = [
    Column::new("date", "Contact"),
    Column::new("case", "Case"),
    Column::under("person", "Person"),
    Column::new("type", "Type"),
    Column::under("reached", "Reached"),
    Column::new("purpose", "Purpose"),
    Column::new("results", "Results"),
    Column::of_data("forms", "Forms"),
    Column::of_data("documents", "Documents"),
    Column::of_data("late", "Late entry"),
    Column::of_data("protected", "Protected"),
    Column::new("author", "By"),
    Column::of_data("entered", "Entered"),
    Column::under("posted", "Posted"),
    Column::new("amendments", "Amended"),
    Column::off_paper("id", "Id"),
];

/// The comments as a list, in the order they are given.
pub(super) fn section(comments: &[FiledComment]) -> Section {
    let rows = comments.iter().map(row).collect();
    Section::of(vec![Block::Table(Table::new(COLUMNS.to_vec(), rows, "No comments."))])
}

fn row(filed: &FiledComment) -> Vec<Cell> {
    let comment = &filed.comment;
    let amended: Vec<_> = filed.amendments.iter().map(amendment).collect();
    vec![
        Cell::Day(comment.on),
        Cell::Case(comment.case.clone()),
        Cell::Person(comment.person),
        Cell::contact_type(&comment.contact_type),
        reached(comment.reached),
        Cell::Written(comment.purpose().to_owned()),
        Cell::Written(comment.results().to_owned()),
        Cell::List(comment.forms().to_vec()),
        Cell::List(comment.documents().to_vec()),
        Cell::Is(comment.late),
        Cell::Is(comment.protected),
        Cell::words(filed.author.to_string()),
        Cell::words(moment(filed.entered_ms)),
        Cell::of(filed.posted, Cell::Day),
        Cell::Written(amended.join("; ")),
        Cell::words(comment.id.to_string()),
    ]
}

pub(super) fn reached(reached: bool) -> Cell {
    if reached { Cell::Code("reached", "reached".to_owned()) } else { Cell::Code("attempted", "attempted".to_owned()) }
}

fn moment(ms: u64) -> String {
    local(ms).format("%Y-%m-%d %H:%M").to_string()
}

/// An amendment in a line.
fn amendment(filed: &FiledAmendment) -> String {
    let told = &filed.amendment;
    let text = if told.text().is_empty() { String::new() } else { format!(": {}", told.text()) };
    format!("{} ({}){text}", told.kind.title(), told.reason())
}

/// The comments of a case in full, the newest contact first.
pub(super) fn of_case(desk: &Desk, case: &CaseNumber, comments: &[FiledComment]) -> Vec<Section> {
    let mut head = section_of_case(desk, case);
    if comments.is_empty() {
        head.blocks.push(Block::Text(Cell::words("No comments.")));
    }
    std::iter::once(head).chain(comments.iter().map(in_full)).collect()
}

fn in_full(filed: &FiledComment) -> Section {
    let comment = &filed.comment;
    let entered = format!("{} by {}{}", moment(filed.entered_ms), filed.author, posted(filed));
    let heading = vec![
        Cell::Day(comment.on),
        Cell::contact_type(&comment.contact_type),
        reached(comment.reached),
        Cell::words(marks(filed)),
    ];
    let mut fields = vec![("Person", Cell::Person(comment.person))];
    fields.extend(dictated(filed));
    fields.push(("Entered", Cell::words(entered)));
    fields.push(("Id", Cell::words(comment.id.to_string())));
    fields.extend(filed.amendments.iter().map(|amended| ("Amendment", amended_in_full(amended))));
    Section { heading, own_page: false, blocks: vec![Block::Fields(fields)] }
}

/// The elements that were dictated, or that they are hidden.
fn dictated(filed: &FiledComment) -> Vec<(&'static str, Cell)> {
    let Some(told) = filed.comment.narrative.shown() else {
        return vec![("Results", Cell::words(filed.comment.results()))];
    };
    let listed = |named: &[String]| match named {
        [] => Cell::words("none"),
        named => Cell::List(named.to_vec()),
    };
    vec![
        ("Purpose", Cell::Written(told.purpose.clone())),
        ("Results", Cell::Written(told.results.clone())),
        ("Forms", listed(&told.forms)),
        ("Documents", listed(&told.documents)),
    ]
}

fn amended_in_full(amended: &FiledAmendment) -> Cell {
    let made = format!("{} by {}", moment(amended.entered_ms), amended.author);
    Cell::Written(format!("{}, {made}", amendment(amended)))
}

fn marks(filed: &FiledComment) -> String {
    let marks = [
        (filed.comment.late, "LATE ENTRY"),
        (filed.comment.protected, "PROTECTED"),
        (filed.in_error(), "ENTERED IN ERROR"),
    ];
    marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect::<Vec<_>>().join(", ")
}

fn posted(filed: &FiledComment) -> String {
    match filed.posted {
        Some(on) if filed.to_post => format!(", posted {on}, amended since"),
        Some(on) => format!(", posted {on}"),
        None => ", not posted".to_owned(),
    }
}
