//! Redaction: removes who somebody is. Initials stand for a name, the last three characters for a case number, the year
//! for a date of birth. What somebody wrote is left out, because it may name anybody.

use chrono::Datelike as _;

use super::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};
use crate::domain::CaseNumber;

use crate::rules::message::DateStyle;

/// The number of characters of a case number that stay, counted from its end.
const KEPT_CHARACTERS: usize = 3;
const LEFT_OUT: &str = "(left out)";

impl OutputDocument {
    /// Returns the document without names, case numbers, dates of birth and texts that somebody wrote.
    #[must_use]
    pub fn redact(self) -> Self {
        let sections = self.sections.into_iter().map(redact_section).collect();
        Self { redacted: true, sections, ..self }
    }
}

fn redact_section(section: DocumentSection) -> DocumentSection {
    DocumentSection {
        heading: section.heading.into_iter().map(redact_cell).collect(),
        blocks: section.blocks.into_iter().map(redact_block).collect(),
        ..section
    }
}

fn redact_block(block: DocumentBlock) -> DocumentBlock {
    match block {
        DocumentBlock::Table(table) => {
            let rows = table.rows.into_iter().map(|row| row.into_iter().map(redact_cell).collect()).collect();
            DocumentBlock::Table(DocumentTable { rows, ..table })
        }
        DocumentBlock::Fields(fields) => {
            DocumentBlock::Fields(fields.into_iter().map(|(label, value)| (label, redact_cell(value))).collect())
        }
        DocumentBlock::Text(text) => DocumentBlock::Text(redact_cell(text)),
    }
}

fn redact_cell(cell: DocumentCell) -> DocumentCell {
    match cell {
        DocumentCell::Case(case) => DocumentCell::from_words(masked_case_number(&case)),
        DocumentCell::Name(name) => DocumentCell::from_words(name.initials()),
        DocumentCell::BirthDate(day) => DocumentCell::from_display(&day.year()),
        DocumentCell::FreeText(text) if text.to_text(DateStyle::Iso).is_empty() => DocumentCell::Empty,
        DocumentCell::FreeText(_) => DocumentCell::from_words(LEFT_OUT),
        DocumentCell::Noted { words, .. } | DocumentCell::Words(words) => {
            DocumentCell::Words(words.leave_out_written(LEFT_OUT))
        }
        DocumentCell::List(texts) => {
            DocumentCell::List(texts.into_iter().map(|text| text.leave_out_written(LEFT_OUT)).collect())
        }
        other => other,
    }
}

/// Returns `…077` for `12B10077`.
fn masked_case_number(case: &CaseNumber) -> String {
    let characters: Vec<char> = case.as_str().chars().collect();
    let kept = characters.iter().skip(characters.len().saturating_sub(KEPT_CHARACTERS));
    std::iter::once(&'…').chain(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name::PersonName;
    use crate::rules::message::{Message, message};

    #[test]
    fn nothing_that_is_left_reveals_who_it_is() {
        let shown = |whole: DocumentCell| redact_cell(whole).to_text().into_owned();
        assert_eq!(shown(DocumentCell::Case("12B10077".parse().unwrap())), "…077");
        assert_eq!(shown(DocumentCell::Name(PersonName::from("Nguyễn, Thị Lan"))), "T. N.");
        assert_eq!(shown(DocumentCell::Name(PersonName::from("李, 家豪"))), "J. L.");
        assert_eq!(shown(DocumentCell::Name(PersonName::from("'Ōlapa"))), "O.");
        assert_eq!(shown(DocumentCell::BirthDate("1990-04-02".parse().unwrap())), "1990");
        assert_eq!(shown(DocumentCell::FreeText("called Mrs. Ruiz".into())), LEFT_OUT);
        assert_eq!(shown(DocumentCell::from_words("day 19 of 20")), "day 19 of 20");
        let letter = Message::from_text("letter of Mrs. Ruiz");
        assert_eq!(
            shown(DocumentCell::Words(message!("{} is not imaged", letter.clone()))),
            "(left out) is not imaged"
        );
        assert_eq!(shown(DocumentCell::List(vec!["WTW 2".into(), letter])), "WTW 2; (left out)");
        assert_eq!(
            shown(DocumentCell::with_note(Some("skipped, Mrs. Ruiz is ill".into()), "day 19 of 20".into())),
            "day 19 of 20"
        );
    }
}
