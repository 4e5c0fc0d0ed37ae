//! A list or a document, in no particular form.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::comment::ContactType;
use crate::domain::dates::{self, Month};
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, PersonNumber};

/// A list or a document.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputDocument {
    /// Its name on the command line and in a file's name.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// The case that it is of, where it is of one.
    pub case: Option<CaseNumber>,
    /// What else stands at its head: whom it is of, how the counts add up.
    pub notes: Vec<String>,
    /// The day that it tells of.
    pub as_of: NaiveDate,
    /// Who printed it, and when.
    pub printed: PrintStamp,
    /// Whether names and case numbers were taken out.
    pub redacted: bool,
    /// What it says, in order.
    pub sections: Vec<DocumentSection>,
}

/// Who printed a document, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintStamp {
    /// Who.
    pub by: Worker,
    /// On which day.
    pub on: NaiveDate,
    /// Whether the people in it are invented.
    pub practice: bool,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentSection {
    /// Its heading, in pieces; empty where it needs none.
    pub heading: Vec<DocumentCell>,
    /// Whether it has a page of its own, onto which it is fitted where it can be.
    pub own_page: bool,
    /// Whether only paper has it: a picture of what the other sections say.
    pub paper_only: bool,
    /// What it says.
    pub blocks: Vec<DocumentBlock>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentBlock {
    /// Rows of cells.
    Table(DocumentTable),
    /// Short facts, each with its label.
    Fields(Vec<(&'static str, DocumentCell)>),
    /// A paragraph.
    Text(DocumentCell),
}

/// Rows of cells under headings.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentTable {
    /// Its title; empty where the section says enough.
    pub title: &'static str,
    /// Its columns.
    pub columns: Vec<DocumentColumn>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<DocumentCell>>,
    /// What stands in its place where it has no rows.
    pub empty: &'static str,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentColumn {
    /// Its name in JSON.
    pub id: Cow<'static, str>,
    /// Its heading.
    pub title: Cow<'static, str>,
    /// Where it is shown.
    pub shown: ColumnVisibility,
}

/// Where a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnVisibility {
    /// Everywhere.
    Always,
    /// Everywhere; for the eye a row that repeats the one above leaves it blank.
    Once,
    /// Everywhere; on paper under the column before it, so that a wide list has room.
    Under,
    /// Everywhere but on paper.
    OffPaper,
    /// Only where somebody goes on working with the data: not on paper, not on the terminal.
    InData,
}

impl DocumentColumn {
    /// A column that is shown everywhere.
    pub const fn new(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::Always }
    }

    /// A column by which rows belong together.
    pub const fn new_grouping(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::Once }
    }

    /// A column that paper has under the one before it.
    pub const fn new_stacked(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::Under }
    }

    /// A column that paper does not have.
    pub const fn new_off_paper(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::OffPaper }
    }

    /// A column that only data has.
    pub const fn new_data_only(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::InData }
    }
}

/// What stands in a place of a document. It knows what it holds, so that it can be typed and redacted.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum DocumentCell {
    /// Nothing.
    #[default]
    Empty,
    /// A case.
    Case(CaseNumber),
    /// A participant's number.
    Person(PersonNumber),
    /// Somebody's name.
    Name(PersonName),
    /// A date of birth.
    BirthDate(NaiveDate),
    /// A day.
    Day(NaiveDate),
    /// A month.
    Month(Month),
    /// A count.
    Count(i64),
    /// Hours.
    Hours(Hours),
    /// Yes or no.
    YesNo(bool),
    /// A word of the program: as data writes it, and as people read it.
    Code(&'static str, String),
    /// Such a word that is to stand out: late, open, not made.
    Mark(&'static str, String),
    /// Words of the program, or the county's names of things; they name nobody.
    Words(String),
    /// Several such words.
    List(Vec<String>),
    /// What somebody wrote: it may name anybody.
    FreeText(String),
    /// Words of the program, and before them what somebody did with it and why: that may name anybody.
    Noted {
        /// What was done, and the reason that somebody wrote.
        note: String,
        /// The program's words.
        words: String,
    },
}

impl DocumentCell {
    /// A cell that may be empty.
    pub fn from_option<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Words of the program.
    pub fn from_words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// Words of the program with what was done before, where anything was.
    pub fn with_note(note: Option<String>, words: impl Into<String>) -> Self {
        let words = words.into();
        match note {
            Some(note) => Self::Noted { note, words },
            None => Self::Words(words),
        }
    }

    /// A count.
    pub fn from_count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A type of contact, as people read it.
    pub fn from_contact_type(contact_type: &ContactType) -> Self {
        Self::Words(contact_type.0.replace('_', " "))
    }

    /// The cell as people read it.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Case(case) => case.to_string(),
            Self::Person(person) => person.to_string(),
            Self::Name(name) => name.to_string(),
            Self::BirthDate(day) | Self::Day(day) => day.to_string(),
            Self::Month(month) => month.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Hours(hours) => hours.to_string(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Code(_, text) | Self::Mark(_, text) | Self::Words(text) | Self::FreeText(text) => text.clone(),
            Self::List(texts) => texts.join("; "),
            Self::Noted { note, words } => format!("{note}: {words}"),
        }
    }

    /// Whether it tells who somebody is, or may tell it.
    const fn is_identifying(&self) -> bool {
        matches!(self, Self::Case(_) | Self::Name(_) | Self::BirthDate(_) | Self::FreeText(_) | Self::Noted { .. })
    }
}

impl OutputDocument {
    /// Whether it tells who somebody is.
    pub fn has_names(&self) -> bool {
        self.cells().any(DocumentCell::is_identifying)
    }

    /// How many rows its tables have; a block of short facts counts as one.
    pub fn row_count(&self) -> usize {
        let blocks = self.common_sections().flat_map(|section| &section.blocks);
        let rows = |block: &DocumentBlock| match block {
            DocumentBlock::Table(table) => table.rows.len(),
            DocumentBlock::Fields(_) => 1,
            DocumentBlock::Text(_) => 0,
        };
        blocks.map(rows).sum()
    }

    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &DocumentTable> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            DocumentBlock::Table(table) => Some(table),
            DocumentBlock::Fields(_) | DocumentBlock::Text(_) => None,
        })
    }

    /// The only table of a list; nothing for a document of several parts.
    pub fn only_table(&self) -> Option<&DocumentTable> {
        let mut said = self.common_sections();
        let only = said.next().filter(|_| said.next().is_none())?;
        let [DocumentBlock::Table(table)] = only.blocks.as_slice() else { return None };
        Some(table)
    }

    /// The sections that every form has.
    pub fn common_sections(&self) -> impl Iterator<Item = &DocumentSection> {
        self.sections.iter().filter(|section| !section.paper_only)
    }

    fn cells(&self) -> impl Iterator<Item = &DocumentCell> {
        let sections = self.sections.iter();
        sections.flat_map(|section| section.heading.iter().chain(section.blocks.iter().flat_map(DocumentBlock::cells)))
    }

    /// The day it tells of and who printed it, in a sentence.
    pub fn imprint(&self) -> String {
        let Worker { number, name, role, office } = &self.printed.by;
        format!(
            "As of {}. Printed by {name}, {} {number}, {office}, on {}.{}",
            dates::format_long_date(self.as_of),
            role.title(),
            dates::format_long_date(self.printed.on),
            if self.redacted { " Redacted." } else { "" },
        )
    }
}

impl DocumentBlock {
    fn cells(&self) -> Box<dyn Iterator<Item = &DocumentCell> + '_> {
        match self {
            Self::Table(table) => Box::new(table.rows.iter().flatten()),
            Self::Fields(fields) => Box::new(fields.iter().map(|(_, cell)| cell)),
            Self::Text(cell) => Box::new(std::iter::once(cell)),
        }
    }
}

impl DocumentTable {
    /// A table that is shown as `empty` where it has no rows.
    pub const fn new(columns: Vec<DocumentColumn>, rows: Vec<Vec<DocumentCell>>, empty: &'static str) -> Self {
        Self { title: "", columns, rows, empty }
    }

    /// With a title.
    pub const fn with_title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// The headings that people are shown.
    pub fn headings(&self) -> Vec<&str> {
        self.visible_columns().map(|(_, column)| column.title.as_ref()).collect()
    }

    /// The texts of the rows that people are shown, in the order of the headings.
    pub fn visible_rows(&self) -> Vec<Vec<String>> {
        let above = std::iter::once(None).chain(self.rows.iter().map(Some));
        self.rows.iter().zip(above).map(|(row, above)| self.visible_row(row, above)).collect()
    }

    fn visible_row(&self, row: &[DocumentCell], above: Option<&Vec<DocumentCell>>) -> Vec<String> {
        let cell = |(place, column): (usize, &DocumentColumn)| {
            let cell = row.get(place);
            let repeats = column.shown == ColumnVisibility::Once && above.is_some_and(|above| above.get(place) == cell);
            cell.filter(|_| !repeats).map(DocumentCell::to_text).unwrap_or_default()
        };
        self.visible_columns().map(cell).collect()
    }

    fn visible_columns(&self) -> impl Iterator<Item = (usize, &DocumentColumn)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.shown != ColumnVisibility::InData)
    }
}

impl DocumentSection {
    /// A section without a heading.
    pub const fn from_blocks(blocks: Vec<DocumentBlock>) -> Self {
        Self { heading: Vec::new(), own_page: false, paper_only: false, blocks }
    }

    /// The heading in one line.
    pub fn heading_text(&self) -> String {
        self.heading.iter().map(DocumentCell::to_text).collect::<Vec<_>>().join("   ")
    }
}
