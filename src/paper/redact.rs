//! Redacted forms: who somebody is, is taken out. Initials stand for a name, the last three signs for a case number, the
//! year for a date of birth; what somebody wrote is left out, because it may name anybody.

use chrono::Datelike as _;

use super::document::{Block, Cell, Document, Section, Table};
use crate::domain::CaseNumber;
use crate::domain::name::{PersonName, folded};

/// Signs of a case number that stay.
const KEPT: usize = 3;
const LEFT_OUT: &str = "(left out)";

impl Document {
    /// The document without names, case numbers and written texts.
    #[must_use]
    pub fn redact(self) -> Self {
        let sections = self.sections.into_iter().map(section).collect();
        Self { redacted: true, sections, ..self }
    }
}

fn section(section: Section) -> Section {
    Section {
        heading: section.heading.into_iter().map(cell).collect(),
        blocks: section.blocks.into_iter().map(block).collect(),
        ..section
    }
}

fn block(block: Block) -> Block {
    match block {
        Block::Table(table) => {
            let rows = table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
            Block::Table(Table { rows, ..table })
        }
        Block::Fields(fields) => Block::Fields(fields.into_iter().map(|(label, value)| (label, cell(value))).collect()),
        Block::Text(text) => Block::Text(cell(text)),
    }
}

fn cell(whole: Cell) -> Cell {
    match whole {
        Cell::Case(case) => Cell::Words(last_signs(&case)),
        Cell::Name(name) => Cell::Words(initials(&name)),
        Cell::Born(day) => Cell::Words(day.year().to_string()),
        Cell::Written(text) if text.is_empty() => Cell::Empty,
        Cell::Written(_) => Cell::words(LEFT_OUT),
        Cell::Noted { words, .. } => Cell::Words(words),
        other => other,
    }
}

/// `12B10077` as `…077`.
fn last_signs(case: &CaseNumber) -> String {
    let signs: Vec<char> = case.as_str().chars().collect();
    let kept = signs.iter().skip(signs.len().saturating_sub(KEPT));
    std::iter::once(&'…').chain(kept).collect()
}

/// `Nguyễn, Thị Lan` as `T. N.`: given name, then family name. In Latin letters, because one sign of a Chinese name is
/// the whole of it.
fn initials(name: &PersonName) -> String {
    let initial = |part: &str| {
        let first = folded(part).chars().find(|sign| sign.is_alphanumeric())?;
        Some(format!("{}.", first.to_uppercase()))
    };
    [&name.first, &name.last].into_iter().filter_map(|part| initial(part)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_left_tells_who_it_is() {
        let shown = |whole: Cell| cell(whole).shown();
        assert_eq!(shown(Cell::Case("12B10077".parse().unwrap())), "…077");
        assert_eq!(shown(Cell::Name(PersonName::from("Nguyễn, Thị Lan"))), "T. N.");
        assert_eq!(shown(Cell::Name(PersonName::from("李, 家豪"))), "J. L.");
        assert_eq!(shown(Cell::Name(PersonName::from("'Ōlapa"))), "O.");
        assert_eq!(shown(Cell::Born("1990-04-02".parse().unwrap())), "1990");
        assert_eq!(shown(Cell::Written("called Mrs. Ruiz".into())), LEFT_OUT);
        assert_eq!(shown(Cell::words("day 19 of 20")), "day 19 of 20");
        assert_eq!(shown(Cell::noted(Some("skipped, Mrs. Ruiz is ill".into()), "day 19 of 20")), "day 19 of 20");
    }
}
