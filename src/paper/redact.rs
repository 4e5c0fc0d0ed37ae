//! Redacted forms: who somebody is, is taken out. Initials stand for a name, the last three signs for a case number, the
//! year for a date of birth; what somebody wrote is left out, because it may name anybody.

use chrono::Datelike as _;

use super::document::{DocumentBlock, DocumentCell, DocumentSection, DocumentTable, OutputDocument};
use crate::domain::CaseNumber;
use crate::domain::name::{PersonName, fold_for_search};

/// Signs of a case number that stay.
const KEPT: usize = 3;
const LEFT_OUT: &str = "(left out)";

impl OutputDocument {
    /// The document without names, case numbers and written texts.
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

fn redact_cell(whole: DocumentCell) -> DocumentCell {
    match whole {
        DocumentCell::Case(case) => DocumentCell::Words(masked_case_number(&case)),
        DocumentCell::Name(name) => DocumentCell::Words(name_initials(&name)),
        DocumentCell::BirthDate(day) => DocumentCell::Words(day.year().to_string()),
        DocumentCell::FreeText(text) if text.is_empty() => DocumentCell::Empty,
        DocumentCell::FreeText(_) => DocumentCell::from_words(LEFT_OUT),
        DocumentCell::Noted { words, .. } => DocumentCell::Words(words),
        other => other,
    }
}

/// `12B10077` as `…077`.
fn masked_case_number(case: &CaseNumber) -> String {
    let signs: Vec<char> = case.as_str().chars().collect();
    let kept = signs.iter().skip(signs.len().saturating_sub(KEPT));
    std::iter::once(&'…').chain(kept).collect()
}

/// `Nguyễn, Thị Lan` as `T. N.`: given name, then family name. In Latin letters, because one sign of a Chinese name is
/// the whole of it.
fn name_initials(name: &PersonName) -> String {
    let initial = |part: &str| {
        let first = fold_for_search(part).chars().find(|sign| sign.is_alphanumeric())?;
        Some(format!("{}.", first.to_uppercase()))
    };
    [&name.first, &name.last].into_iter().filter_map(|part| initial(part)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_left_tells_who_it_is() {
        let shown = |whole: DocumentCell| redact_cell(whole).to_text();
        assert_eq!(shown(DocumentCell::Case("12B10077".parse().unwrap())), "…077");
        assert_eq!(shown(DocumentCell::Name(PersonName::from("Nguyễn, Thị Lan"))), "T. N.");
        assert_eq!(shown(DocumentCell::Name(PersonName::from("李, 家豪"))), "J. L.");
        assert_eq!(shown(DocumentCell::Name(PersonName::from("'Ōlapa"))), "O.");
        assert_eq!(shown(DocumentCell::BirthDate("1990-04-02".parse().unwrap())), "1990");
        assert_eq!(shown(DocumentCell::FreeText("called Mrs. Ruiz".into())), LEFT_OUT);
        assert_eq!(shown(DocumentCell::from_words("day 19 of 20")), "day 19 of 20");
        assert_eq!(
            shown(DocumentCell::with_note(Some("skipped, Mrs. Ruiz is ill".into()), "day 19 of 20")),
            "day 19 of 20"
        );
    }
}
