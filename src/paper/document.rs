//! A list or a document, independent of the format it is written in.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::comment::ContactType;
use crate::domain::dates::{self, Month};
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber};
use crate::present::dates::compact_date;
use crate::present::labels::contact_type_text;
use crate::rules::message::{DateStyle, Message, Value};

/// A list or a document, independent of its format.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputDocument {
    /// The name in JSON and in the name of a file.
    pub name: &'static str,
    /// The title.
    pub title: Message,
    /// The case, if the document is about one case.
    pub case: Option<CaseNumber>,
    /// Sentences below the title, such as how the counts add up.
    pub notes: Vec<String>,
    /// The day as of which the document was made.
    pub as_of: NaiveDate,
    /// Who printed the document, and when.
    pub printed: PrintStamp,
    /// Whether names and case numbers were taken out.
    pub redacted: bool,
    /// The sections, in order.
    pub sections: Vec<DocumentSection>,
}

/// Who printed a document, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintStamp {
    /// The worker who printed it.
    pub by: Worker,
    /// The day on which it was printed.
    pub on: NaiveDate,
    /// Whether the people in it are invented.
    pub practice: bool,
}

/// A part of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentSection {
    /// The heading, as cells; empty if the section needs none.
    pub heading: Vec<DocumentCell>,
    /// Whether the section starts a page of its own and is fitted onto it if possible.
    pub own_page: bool,
    /// Whether the section is on paper only, because it shows what the other sections say as a picture.
    pub paper_only: bool,
    /// The content, in order.
    pub blocks: Vec<DocumentBlock>,
}

/// A block of a section.
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
    /// The title; empty if the section's heading says enough.
    pub title: &'static str,
    /// The columns.
    pub columns: Vec<DocumentColumn>,
    /// The rows; each has one cell for each column.
    pub rows: Vec<Vec<DocumentCell>>,
    /// The text shown in place of a table without rows.
    pub empty: &'static str,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentColumn {
    /// The name in JSON.
    pub id: Cow<'static, str>,
    /// The heading.
    pub title: Cow<'static, str>,
    /// Where the column is shown.
    pub shown: ColumnVisibility,
}

/// Where a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnVisibility {
    /// Everywhere.
    Always,
    /// Everywhere; where people read it, a value that repeats the one above is left blank.
    Once,
    /// Everywhere; on paper below the column before it, so that a wide list has room.
    Under,
    /// Everywhere but on paper.
    OffPaper,
    /// Only in formats for further work with the data: not on paper, not on the terminal.
    InData,
}

impl DocumentColumn {
    /// Returns a column that is shown everywhere.
    pub const fn new(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::Always }
    }

    /// Returns a column that groups rows: a repeated value is left blank.
    pub const fn new_grouping(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::Once }
    }

    /// Returns a column that is printed below the previous one on paper.
    pub const fn new_stacked(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::Under }
    }

    /// Returns a column that is not on paper.
    pub const fn new_off_paper(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::OffPaper }
    }

    /// Returns a column that only data formats have.
    pub const fn new_data_only(id: &'static str, title: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), title: Cow::Borrowed(title), shown: ColumnVisibility::InData }
    }
}

/// A value in a document. It knows what kind of value it is, so that it can be typed and redacted.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum DocumentCell {
    /// No value.
    #[default]
    Empty,
    /// A case number.
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
    /// One of the program's code words: its id in data, and its title for people.
    Code(&'static str, &'static str),
    /// A code word that must stand out: late, open, not made.
    Mark(&'static str, Cow<'static, str>),
    /// The program's own words, or the county's names of things. They name nobody, apart from values that somebody wrote.
    Words(Message),
    /// Several texts that name nobody, apart from values that somebody wrote.
    List(Vec<Message>),
    /// A text that somebody wrote, with what the program says of it. It may name anybody.
    FreeText(Message),
    /// The program's words after a note on what somebody did about them and why. The note may name anybody.
    Noted {
        /// What was done, with the reason that somebody wrote.
        note: Message,
        /// The program's words.
        words: Message,
    },
}

impl DocumentCell {
    /// Returns an empty cell for `None`, else the cell of the value.
    pub fn from_option<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Returns a cell of the program's own words.
    pub fn from_words(words: impl Into<Message>) -> Self {
        Self::Words(words.into())
    }

    /// Returns a cell of a text that somebody wrote.
    pub fn from_free_text(text: impl Into<Message>) -> Self {
        Self::FreeText(text.into())
    }

    /// Returns a cell of several texts that name nobody.
    pub fn from_list<T: Into<Message>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Into::into).collect())
    }

    /// Returns a cell of several texts that somebody wrote.
    pub fn from_written_list(texts: &[String]) -> Self {
        Self::List(texts.iter().map(Message::from_text).collect())
    }

    /// Returns a cell of a value as the program writes it, such as an identifier.
    pub fn from_display(value: &impl fmt::Display) -> Self {
        Self::from_words(value.to_string())
    }

    /// Returns a cell of the program's own words, after a note if there is one.
    pub fn with_note(note: Option<Message>, words: Message) -> Self {
        match note {
            Some(note) => Self::Noted { note, words },
            None => Self::Words(words),
        }
    }

    /// Returns a cell with a count.
    pub fn from_count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Returns a cell with a type of contact as people read it.
    pub fn from_contact_type(contact_type: &ContactType) -> Self {
        Self::from_words(contact_type_text(contact_type))
    }

    /// Returns the value as people read it, with its dates in full: a document is also read on another day.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            // Nobody asks on which weekday somebody was born.
            Self::BirthDate(day) => compact_date(*day).into(),
            other => other.to_styled_text(DateStyle::Long),
        }
    }

    /// Returns the value in the form of data: like the text for people, but with days as `2026-11-15` and months as
    /// `2026-11`.
    pub fn to_data(&self) -> Cow<'_, str> {
        self.to_styled_text(DateStyle::Iso)
    }

    /// Returns the value as text, with its dates in `style`.
    fn to_styled_text(&self, style: DateStyle) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            Self::Code(_, text) => (*text).into(),
            Self::Mark(_, text) => text.as_ref().into(),
            Self::Words(text) | Self::FreeText(text) => text.to_text(style).into(),
            Self::Case(case) => case.as_str().into(),
            Self::Person(person) => display_text(person),
            Self::Name(name) => display_text(name),
            Self::BirthDate(day) | Self::Day(day) => Value::Day(*day).to_text(style).into(),
            Self::Month(month) => Value::Month(*month).to_text(style).into(),
            Self::Count(count) => display_text(count),
            Self::Hours(hours) => display_text(hours),
            Self::List(texts) => texts.iter().map(|text| text.to_text(style)).collect::<Vec<_>>().join("; ").into(),
            Self::Noted { note, words } => format!("{}: {}", note.to_text(style), words.to_text(style)).into(),
        }
    }

    /// Returns whether the value says, or may say, who somebody is.
    fn is_identifying(&self) -> bool {
        match self {
            Self::Case(_) | Self::Name(_) | Self::BirthDate(_) | Self::FreeText(_) | Self::Noted { .. } => true,
            Self::Words(words) => words.has_written_part(),
            Self::List(texts) => texts.iter().any(Message::has_written_part),
            _ => false,
        }
    }
}

/// Returns a value as the program writes it.
fn display_text(value: &impl fmt::Display) -> Cow<'static, str> {
    Cow::Owned(value.to_string())
}

impl OutputDocument {
    /// Returns whether the document says, or may say, who somebody is.
    pub fn has_names(&self) -> bool {
        self.cells().any(DocumentCell::is_identifying)
    }

    /// Returns the title as people read it.
    pub fn title_text(&self) -> String {
        self.title.to_text(DateStyle::Long)
    }

    /// Returns the number of rows in all tables; a block of short facts counts as one row.
    pub fn row_count(&self) -> usize {
        let blocks = self.common_sections().flat_map(|section| &section.blocks);
        let rows = |block: &DocumentBlock| match block {
            DocumentBlock::Table(table) => table.rows.len(),
            DocumentBlock::Fields(_) => 1,
            DocumentBlock::Text(_) => 0,
        };
        blocks.map(rows).sum()
    }

    /// Returns the tables of all sections.
    pub fn tables(&self) -> impl Iterator<Item = &DocumentTable> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            DocumentBlock::Table(table) => Some(table),
            DocumentBlock::Fields(_) | DocumentBlock::Text(_) => None,
        })
    }

    /// Returns the table of a list, or `None` for a document of several parts.
    pub fn only_table(&self) -> Option<&DocumentTable> {
        let mut sections = self.common_sections();
        let (first, second) = (sections.next()?, sections.next());
        match first.blocks.as_slice() {
            [DocumentBlock::Table(table)] if second.is_none() => Some(table),
            _ => None,
        }
    }

    /// Returns the sections that every format has.
    pub fn common_sections(&self) -> impl Iterator<Item = &DocumentSection> {
        self.sections.iter().filter(|section| !section.paper_only)
    }

    fn cells(&self) -> impl Iterator<Item = &DocumentCell> {
        let sections = self.sections.iter();
        sections.flat_map(|section| section.heading.iter().chain(section.blocks.iter().flat_map(DocumentBlock::cells)))
    }

    /// Returns the as-of day, and who printed the document and when, in sentences.
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
    /// Returns a table without a title; `empty` is shown in its place if it has no rows.
    pub const fn new(columns: Vec<DocumentColumn>, rows: Vec<Vec<DocumentCell>>, empty: &'static str) -> Self {
        Self { title: "", columns, rows, empty }
    }

    /// Returns the table with a title.
    pub const fn with_title(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// Adds a column before that of the case numbers, which says under which EC each case is listed. A table without case
    /// numbers stays as it is.
    pub fn add_ec_column<'c>(&mut self, ec_of: impl Fn(&CaseNumber) -> Option<&'c WorkerNumber>) {
        let Some(at) = self.columns.iter().position(|column| column.id == "case") else { return };
        self.columns.insert(at, DocumentColumn::new("ec", "EC"));
        for row in &mut self.rows {
            let ec = match row.get(at) {
                Some(DocumentCell::Case(case)) => ec_of(case),
                _ => None,
            };
            let cell = DocumentCell::from_option(ec, DocumentCell::from_display);
            row.insert(at.min(row.len()), cell);
        }
    }

    /// Returns the headings of the columns that people see.
    pub fn headings(&self) -> Vec<&str> {
        self.visible_columns().map(|(_, column)| column.title.as_ref()).collect()
    }

    /// Returns the texts of the rows that people see, in the order of the headings.
    pub fn visible_rows(&self) -> Vec<Vec<Cow<'_, str>>> {
        let above = std::iter::once(None).chain(self.rows.iter().map(Some));
        self.rows.iter().zip(above).map(|(row, above)| self.visible_row(row, above)).collect()
    }

    fn visible_row<'a>(&self, row: &'a [DocumentCell], above: Option<&Vec<DocumentCell>>) -> Vec<Cow<'a, str>> {
        let text = |(index, column): (usize, &DocumentColumn)| {
            let cell = row.get(index);
            let repeats = column.shown == ColumnVisibility::Once && above.is_some_and(|above| above.get(index) == cell);
            if repeats { Cow::default() } else { cell.map(DocumentCell::to_text).unwrap_or_default() }
        };
        self.visible_columns().map(text).collect()
    }

    fn visible_columns(&self) -> impl Iterator<Item = (usize, &DocumentColumn)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.shown != ColumnVisibility::InData)
    }
}

impl DocumentSection {
    /// Returns a section without a heading.
    pub const fn from_blocks(blocks: Vec<DocumentBlock>) -> Self {
        Self { heading: Vec::new(), own_page: false, paper_only: false, blocks }
    }

    /// Returns the heading in one line.
    pub fn heading_text(&self) -> String {
        self.heading.iter().map(DocumentCell::to_text).collect::<Vec<_>>().join("   ")
    }
}
