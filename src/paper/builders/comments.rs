//! Comments: of the caseload as a list, of a case in full with their amendments. A document that leaves the home has no
//! protected comment; in a list on the worker's own terminal, neutral words stand in place of its text.

use super::case_head::case_section;
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::comment::CommentView;
use crate::domain::redaction::KEPT_APART;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::platform::local_time;
use crate::rules::message::{Message, message};
use crate::store::{FiledAmendment, FiledComment};

const COLUMNS: [DocumentColumn; 15] = [
    DocumentColumn::new("date", "Contact"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new_stacked("person", "Person"),
    DocumentColumn::new("type", "Type"),
    DocumentColumn::new_stacked("reached", "Reached"),
    DocumentColumn::new("purpose", "Purpose"),
    DocumentColumn::new("results", "Results"),
    DocumentColumn::new_data_only("forms", "Forms"),
    DocumentColumn::new_data_only("documents", "Documents"),
    DocumentColumn::new_data_only("late", "Late entry"),
    DocumentColumn::new("author", "By"),
    DocumentColumn::new_data_only("entered", "Entered"),
    DocumentColumn::new_stacked("posted", "Posted"),
    DocumentColumn::new("amendments", "Amended"),
    DocumentColumn::new_off_paper("id", "Id"),
];

/// Returns the comments as a list, in the order given.
pub(super) fn comments_section(comments: &[FiledComment]) -> DocumentSection {
    let rows = comments.iter().map(comment_row).collect();
    DocumentSection::from_blocks(vec![DocumentBlock::Table(DocumentTable::new(COLUMNS.to_vec(), rows, "No comments."))])
}

fn comment_row(filed: &FiledComment) -> Vec<DocumentCell> {
    let comment = &filed.comment;
    vec![
        DocumentCell::Day(comment.on),
        DocumentCell::Case(comment.case.clone()),
        DocumentCell::Person(comment.person),
        DocumentCell::from_contact_type(&comment.contact_type),
        reached_cell(comment.reached),
        narrative_cell(comment, CommentView::purpose),
        narrative_cell(comment, CommentView::results),
        DocumentCell::from_written_list(comment.forms()),
        DocumentCell::from_written_list(comment.documents()),
        DocumentCell::YesNo(comment.late),
        DocumentCell::from_display(&filed.author),
        DocumentCell::from_words(moment_text(filed.entered_ms)),
        DocumentCell::from_option(filed.posted, DocumentCell::Day),
        DocumentCell::from_free_text(amendments_text(filed)),
        DocumentCell::from_display(&comment.id),
    ]
}

/// Returns a dictated text, or the neutral words for one that is hidden.
pub(super) fn narrative_cell<'a>(comment: &'a CommentView, text: fn(&'a CommentView) -> &'a str) -> DocumentCell {
    DocumentCell::from_free_text(match comment.narrative.as_visible() {
        Some(_) => text(comment).to_owned(),
        None => KEPT_APART.to_owned(),
    })
}

/// Returns the amendments in one line; of a hidden comment only that there are some, because their kind and number may
/// say why it is hidden.
fn amendments_text(filed: &FiledComment) -> String {
    if filed.comment.narrative.as_visible().is_none() {
        return if filed.amendments.is_empty() { String::new() } else { KEPT_APART.to_owned() };
    }
    filed.amendments.iter().map(amendment_text).collect::<Vec<_>>().join("; ")
}

pub(super) fn reached_cell(reached: bool) -> DocumentCell {
    if reached { DocumentCell::Code("reached", "reached") } else { DocumentCell::Code("attempted", "attempted") }
}

/// Returns a moment of the office's clock: its day and its time in hours and minutes.
fn moment_text(ms: u64) -> Message {
    let moment = local_time(ms);
    message!("{} {}", moment.date_naive(), moment.format("%H:%M").to_string())
}

/// Returns an amendment in one line: kind, reason, text.
fn amendment_text(filed: &FiledAmendment) -> String {
    let amendment = &filed.amendment;
    let text = if amendment.text().is_empty() { String::new() } else { format!(": {}", amendment.text()) };
    format!("{} ({}){text}", amendment.kind.title(), amendment.reason())
}

/// Returns the comments of a case in full, the newest contact first.
pub(super) fn case_comments(caseload: &Caseload, case: &CaseNumber, comments: &[FiledComment]) -> Vec<DocumentSection> {
    let mut head = case_section(caseload, case);
    if comments.is_empty() {
        head.blocks.push(DocumentBlock::Text(DocumentCell::from_words("No comments.")));
    }
    std::iter::once(head).chain(comments.iter().map(comment_section)).collect()
}

pub(super) fn comment_section(filed: &FiledComment) -> DocumentSection {
    let comment = &filed.comment;
    let entered = message!("{} by {}{}", moment_text(filed.entered_ms), filed.author.to_string(), posted_note(filed));
    let heading = vec![
        DocumentCell::Day(comment.on),
        DocumentCell::from_contact_type(&comment.contact_type),
        reached_cell(comment.reached),
        DocumentCell::from_words(comment_marks(filed)),
    ];
    let mut fields = vec![("Person", DocumentCell::Person(comment.person))];
    fields.extend(narrative_fields(filed));
    fields.push(("Entered", DocumentCell::from_words(entered)));
    fields.push(("Id", DocumentCell::from_display(&comment.id)));
    if comment.narrative.as_visible().is_some() {
        fields.extend(filed.amendments.iter().map(|amendment| ("Amendment", amendment_cell(amendment))));
    } else if !filed.amendments.is_empty() {
        fields.push(("Amendment", DocumentCell::from_free_text(KEPT_APART)));
    }
    DocumentSection { heading, ..DocumentSection::from_blocks(vec![DocumentBlock::Fields(fields)]) }
}

/// Returns the dictated elements, or the neutral words where they are hidden.
fn narrative_fields(filed: &FiledComment) -> Vec<(&'static str, DocumentCell)> {
    let Some(narrative) = filed.comment.narrative.as_visible() else {
        return ["Purpose", "Results", "Forms", "Documents"]
            .map(|element| (element, DocumentCell::from_free_text(KEPT_APART)))
            .to_vec();
    };
    let list = |names: &[String]| match names {
        [] => DocumentCell::from_words("none"),
        names => DocumentCell::from_written_list(names),
    };
    vec![
        ("Purpose", DocumentCell::from_free_text(narrative.purpose.clone())),
        ("Results", DocumentCell::from_free_text(narrative.results.clone())),
        ("Forms", list(&narrative.forms)),
        ("Documents", list(&narrative.documents)),
    ]
}

fn amendment_cell(filed: &FiledAmendment) -> DocumentCell {
    let entered = message!("{} by {}", moment_text(filed.entered_ms), filed.author.to_string());
    DocumentCell::from_free_text(message!("{}, {}", amendment_text(filed), entered))
}

fn comment_marks(filed: &FiledComment) -> String {
    let marks = [(filed.comment.late, "LATE ENTRY"), (filed.is_in_error(), "ENTERED IN ERROR")];
    marks.into_iter().filter_map(|(applies, mark)| applies.then_some(mark)).collect::<Vec<_>>().join(", ")
}

fn posted_note(filed: &FiledComment) -> Message {
    match filed.posted {
        Some(on) if filed.to_post => message!(", posted {}, amended since", on),
        Some(on) => message!(", posted {}", on),
        None => ", not posted".into(),
    }
}
