//! The outcome of a data match with child welfare.

use crate::desk::Caseload;
use crate::desk::matching::{MatchGroup, MatchMemory, MatchedRow, match_caseload};
use crate::domain::count_with_noun;
use crate::domain::dates::format_long_date;
use crate::domain::facts::common_case::DfcsServiceKind;
use crate::domain::match_list::MatchList;
use crate::domain::sight::SightClass;
use crate::paper::document::{
    DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument, PrintStamp,
};
use crate::rules::message::{Message, message};

const COLUMNS: [DocumentColumn; 15] = [
    DocumentColumn::new_grouping("group", "Group"),
    DocumentColumn::new("score", "Score"),
    DocumentColumn::new("reasons", "Because"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new_data_only("person", "Person"),
    DocumentColumn::new("name", "Name here"),
    DocumentColumn::new("born", "Born"),
    DocumentColumn::new("relation", "Role"),
    DocumentColumn::new("months_left", "Months left"),
    DocumentColumn::new_data_only("row", "Row"),
    DocumentColumn::new("listed_name", "Name on the list"),
    DocumentColumn::new("listed_born", "Date of birth on the list"),
    DocumentColumn::new("reference", "Their case"),
    DocumentColumn::new("before", "Before"),
    DocumentColumn::new("note", "Note"),
];

/// Returns the list from child welfare matched against the caseload: each row in its group, with the person it may be,
/// how sure the match is, and why.
pub fn match_document(
    list: &MatchList,
    caseload: &Caseload,
    memory: &MatchMemory,
    printed: PrintStamp,
) -> OutputDocument {
    let found = match_caseload(list, caseload, memory);
    let reader = MatchReader::new(caseload);
    let rows = found.iter().map(|row| reader.match_row(row)).chain(list.rejected.iter().map(rejected_row));
    let table = DocumentTable::new(COLUMNS.to_vec(), rows.collect(), "The list is empty.");
    OutputDocument {
        name: "match",
        title: "Match with child welfare".into(),
        case: None,
        notes: match_notes(list, &found).into_iter().chain(gone_note(caseload, memory)).collect(),
        as_of: caseload.as_of(),
        printed,
        redacted: false,
        sections: vec![DocumentSection::from_blocks(vec![DocumentBlock::Table(table)])],
    }
}

fn match_notes(list: &MatchList, found: &[MatchedRow]) -> Vec<String> {
    let nobody = found.iter().filter(|row| row.group == MatchGroup::NotInCaseload).count();
    let (people, rejected) = (list.people.len(), list.rejected.len());
    let counts = format!(
        "{} read: {} matched, {nobody} not in this caseload, {rejected} rejected",
        count_with_noun(people + rejected, "row"),
        people - nobody,
    );
    let pending = "Pending applications are in no extract. Look up the people without benefits before you report them.";
    vec![counts, pending.to_owned()]
}

/// Returns the proposed cases that the list no longer names, as far as the worker may see that they are common.
fn gone_note(caseload: &Caseload, memory: &MatchMemory) -> Option<String> {
    let seen = memory.gone().filter(|gone| caseload.case(&gone.case).is_some_and(|case| case.record.sight.flag));
    let gone: Vec<String> =
        seen.map(|gone| format!("{} (proposed {})", gone.case, format_long_date(gone.on))).collect();
    (!gone.is_empty()).then(|| format!("No longer on the list: {}.", gone.join(", ")))
}

/// What the worker sees of a list: the number of a child-welfare case, and rows that are sensitive, are not for everybody.
struct MatchReader {
    sees_reference: bool,
    sees_sensitive: bool,
}

impl MatchReader {
    fn new(caseload: &Caseload) -> Self {
        let roles = caseload.acting_roles();
        Self {
            sees_reference: SightClass::DfcsReference.is_seen_by(&roles),
            sees_sensitive: SightClass::Sensitive.is_seen_by(&roles),
        }
    }

    fn match_row(&self, matched: &MatchedRow) -> Vec<DocumentCell> {
        let (listed, found) = (&matched.listed, matched.found.as_ref());
        if listed.sensitive && !self.sees_sensitive {
            return sensitive_row(listed.row);
        }
        let reference = listed.reference.clone().filter(|_| self.sees_reference);
        vec![
            DocumentCell::Code(matched.group.id(), matched.group.title()),
            DocumentCell::from_option(found, |found| DocumentCell::Count(i64::from(found.likeness.score))),
            DocumentCell::from_option(found, |found| DocumentCell::from_list(found.likeness.reasons.iter().cloned())),
            DocumentCell::from_option(found, |found| DocumentCell::Case(found.case.clone())),
            DocumentCell::from_option(found.and_then(|found| found.person), DocumentCell::Person),
            DocumentCell::from_option(found, |found| DocumentCell::Name(found.name.clone())),
            DocumentCell::from_option(found, |found| DocumentCell::BirthDate(found.birth_date)),
            DocumentCell::from_option(found, |found| DocumentCell::Code(found.relation.into(), found.relation.title())),
            DocumentCell::from_option(found.and_then(|found| found.months_left), DocumentCell::Count),
            DocumentCell::Count(listed.row.into()),
            DocumentCell::Name(listed.name.clone()),
            DocumentCell::BirthDate(listed.birth_date),
            DocumentCell::from_option(reference, DocumentCell::from_free_text),
            DocumentCell::from_words(before_text(matched)),
            DocumentCell::from_words(note_text(matched)),
        ]
    }
}

/// Returns what was decided about the row before, and whether it has changed since; `new` where nothing was.
fn before_text(matched: &MatchedRow) -> Message {
    if matched.found.is_none() {
        return "".into();
    }
    match &matched.before {
        None => "new".into(),
        Some(before) => {
            let changed = if before.is_changed { "changed since: " } else { "" };
            message!("{}{} on {} by {}", changed, before.answer.title(), before.on, before.by.to_string())
        }
    }
}

fn note_text(matched: &MatchedRow) -> String {
    let sensitive = matched.listed.sensitive.then_some("sensitive: the analyst confirms");
    let reunification = matched.listed.service.is_some_and(DfcsServiceKind::is_reunification);
    let keeps = matched.group == MatchGroup::NoBenefits && reunification;
    let keeps = keeps.then_some("AB 429 may apply: tell the liaison");
    let unknown = matched.found.as_ref().is_some_and(|found| found.months_left.is_none());
    let unknown = (unknown && matched.group == MatchGroup::PotentialCommonCase).then_some("months of aid unknown");
    [sensitive, keeps, unknown].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Returns the cells of a sensitive row for somebody who may not see it.
fn sensitive_row(row: u32) -> Vec<DocumentCell> {
    filled_row(&[
        ("group", DocumentCell::Code("sensitive", "Sensitive")),
        ("row", DocumentCell::Count(row.into())),
        ("note", DocumentCell::from_words(SightClass::Sensitive.words_instead())),
    ])
}

/// Returns the cells of a row that has only some.
fn filled_row(filled: &[(&str, DocumentCell)]) -> Vec<DocumentCell> {
    let cell = |column: &DocumentColumn| {
        let known = filled.iter().find(|(id, _)| *id == column.id.as_ref());
        known.map_or(DocumentCell::Empty, |(_, cell)| cell.clone())
    };
    COLUMNS.iter().map(cell).collect()
}

/// Returns the cells of a row that cannot be read, with the reason.
fn rejected_row((row, reason): &(u32, String)) -> Vec<DocumentCell> {
    filled_row(&[
        ("group", DocumentCell::Code("rejected", "Row that cannot be read")),
        ("row", DocumentCell::Count((*row).into())),
        ("note", DocumentCell::from_free_text(format!("row {row}: {reason}"))),
    ])
}
