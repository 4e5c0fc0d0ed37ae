//! What the newest extracts no longer name: a list to look through. Nothing is deleted because an extract is silent.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::listed::{Listed, Row, Stand};
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::Absent;
use crate::tui::command::Motion;
use crate::tui::jobs::Laid;
use crate::tui::layout;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{CASE, HEADING_LINES, NAME, Table};
use crate::tui::words;

/// The line above the list.
const HEAD: u16 = 1;
/// The lines below it that tell of the selected row.
const DETAIL: u16 = 5;
/// All that is no row.
const RESERVED: usize = HEADING_LINES + (HEAD + DETAIL) as usize;

/// What is not named. The order is the one in which it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A case with everybody in it.
    Case,
    /// A participant of a case that is named.
    Person,
    /// A row of another extract.
    Fact(ExtractKind),
}

impl What {
    const fn title(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Person | Self::Fact(ExtractKind::Listing) => "person",
            Self::Fact(ExtractKind::Household) => "household",
            Self::Fact(ExtractKind::ActivityHistory) => "activity",
            Self::Fact(ExtractKind::Attendance) => "attendance",
            Self::Fact(ExtractKind::Noncompliance) => "NC",
            Self::Fact(ExtractKind::Exemptions) => "exemption",
            Self::Fact(ExtractKind::Alerts) => "alert",
            Self::Fact(ExtractKind::ChildWelfare) => "match",
        }
    }
}

/// A row: something that was known before and that the newest extract of its kind does not name.
#[derive(Debug, Clone)]
pub struct NotNamedRow {
    what: What,
    case: CaseNumber,
    person: PersonNumber,
    name: String,
    /// What it said.
    says: String,
    absent: Absent,
    /// How many rows of the listing it stands for.
    rows: usize,
    /// The last contact about the case.
    contact: Option<String>,
}

impl Row for NotNamedRow {
    fn case(&self) -> &CaseNumber {
        &self.case
    }

    fn person(&self) -> PersonNumber {
        self.person
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn identity(&self) -> String {
        format!("{} {} {}", self.what.title(), self.case, self.absent.fact.key())
    }
}

/// What the newest extracts no longer name.
#[derive(Debug, Clone)]
pub struct NotNamed {
    /// The rows.
    pub listed: Listed<NotNamedRow>,
}

impl NotNamed {
    /// The list: whole cases first, then participants, then what other extracts told.
    pub fn of(absent: Vec<Absent>, laid: &Laid) -> Self {
        let mut rows: Vec<NotNamedRow> = Vec::with_capacity(absent.len());
        for absent in absent {
            let row = row(absent, laid);
            match rows.last_mut() {
                // A case that is not named at all is one row, whoever is in it.
                Some(last) if row.what == What::Case && last.what == What::Case && last.case == row.case => {
                    last.add(&row);
                }
                _ => rows.push(row),
            }
        }
        rows.sort_by_key(|row| row.what);
        let mut listed = Listed::default();
        listed.set(rows);
        Self { listed }
    }

    /// Goes back to the row where one stood.
    pub fn stand(&mut self, stand: &Stand) {
        self.listed.stand(stand);
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, size: Size) {
        self.listed.go(motion, layout::sheet(size), RESERVED);
    }

    /// Keeps the selection on the screen.
    pub fn settle(&mut self, size: Size) {
        self.listed.settle(layout::sheet(size), RESERVED);
    }

    /// How many there are of each sort: `2 cases, 1 person, 14 others`.
    fn count(&self) -> String {
        let of = |what| self.listed.all().iter().filter(|row| row.what == what).count();
        let (cases, persons) = (of(What::Case), of(What::Person));
        let others = self.listed.total() - cases - persons;
        let sorts = [(cases, "case"), (persons, "person"), (others, "other")];
        let said = sorts.into_iter().filter(|(count, _)| *count > 0);
        said.map(|(count, noun)| words::counted(count, noun)).collect::<Vec<_>>().join(", ")
    }

    /// Draws it; answers where the selected row is.
    pub fn draw(&self, on: NaiveDate, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let (title, note) = ("Not in the newest extracts", self.count());
        (&Panel { title, note: &note, active: true, theme }).render(area, buffer);
        let parts = [Constraint::Length(HEAD), Constraint::Fill(1), Constraint::Length(DETAIL)];
        let [head, list, detail] = Layout::vertical(parts).areas(Panel::inside(area));
        let said = " Known before; nothing is deleted for that. Look at each, and act in its case.";
        Line::styled(text::cut(said, head.width.into()).into_owned(), theme.style(Role::Quiet)).render(head, buffer);
        let table = Table { title, note: "", columns: &COLUMNS, listed: &self.listed, active: true, theme, empty: "" };
        let position = table.draw_rows(list, buffer, |row| row.cells(on));
        let inside =
            Rect { x: detail.x + 1, y: detail.y + 1, width: detail.width.saturating_sub(2), height: DETAIL - 1 };
        let lines = self.listed.selected().map(|row| row.detail(on, inside.width.into())).unwrap_or_default();
        for (place, line) in inside.rows().zip(lines) {
            Line::styled(line, theme.style(Role::Text)).render(place, buffer);
        }
        position
    }
}

const COLUMNS: [Column; 6] = [
    Column::staying("what", 9, 10),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 16, 24),
    Column::staying("last told", 11, 11),
    Column::with_room("says", 16, 90),
    Column::with_room("not in", 16, 30),
];

impl NotNamedRow {
    /// Takes another participant of the case in; where there are several, each is named.
    fn add(&mut self, other: &Self) {
        let named = |row: &Self| match &row.absent.fact {
            CountyFact::Listed(listed) => format!("{}: {}", listed.name, row.says),
            _ => row.says.clone(),
        };
        let before = if self.rows == 1 { named(self) } else { self.says.clone() };
        self.says = format!("{before}; {}", named(other));
        self.rows += 1;
    }

    fn cells(&self, on: NaiveDate) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.what.title()),
            Cell::text(self.case.as_str()),
            Cell::text(self.name.as_str()),
            Cell::text(words::short(self.absent.last_told, on)),
            Cell::text(self.says.as_str()),
            Cell::new(self.absent.file.as_str(), Role::Quiet),
        ]
    }

    /// The row in full: what it said, who told it last, since when nobody does, the last contact.
    fn detail(&self, on: NaiveDate, columns: usize) -> Vec<String> {
        let absent = &self.absent;
        let day = |day| words::short(day, on);
        let told = format!(
            "Last told by {} of {}; not in {} of {}.",
            absent.last_file,
            day(absent.last_told),
            absent.file,
            day(absent.since)
        );
        let contact = self.contact.clone().unwrap_or_else(|| "none is recorded here".to_owned());
        let known = format!("It said: {}. Last contact: {contact}.", self.says);
        let mut lines = text::wrapped(&text::one_line(&told), columns);
        lines.extend(text::wrapped(&text::one_line(&known), columns));
        lines
    }
}

fn row(absent: Absent, laid: &Laid) -> NotNamedRow {
    let fact = &absent.fact;
    let case = laid.desk.case(fact.case());
    let what = match fact {
        CountyFact::Listed(_) if case.is_some_and(|case| case.record.unlisted) => What::Case,
        CountyFact::Listed(_) => What::Person,
        other => What::Fact(other.kind()),
    };
    let person = if what == What::Case { PersonNumber::CASE } else { person(fact) };
    let name = match fact {
        CountyFact::HouseholdMember(row) => row.name.to_string(),
        _ => case.map(|case| case.name_of(person).to_string()).unwrap_or_default(),
    };
    let contacts = laid.contacts.get(fact.case()).and_then(|contacts| contacts.first());
    NotNamedRow {
        what,
        case: fact.case().clone(),
        person,
        name,
        says: says(fact, laid),
        rows: 1,
        contact: contacts.map(|filed| words::comment_head(&filed.comment, laid.desk.policies(), laid.today)),
        absent,
    }
}

const fn person(fact: &CountyFact) -> PersonNumber {
    match fact {
        CountyFact::Listed(row) => row.person,
        CountyFact::ActivityStatus(row) => row.person,
        CountyFact::Attendance(row) => row.person,
        CountyFact::Noncompliance(row) => row.person,
        CountyFact::Exemption(row) => row.person,
        CountyFact::HouseholdMember(_) | CountyFact::Alert(_) => PersonNumber::CASE,
    }
}

/// What the county said, in the words of the lists.
fn says(fact: &CountyFact, laid: &Laid) -> String {
    let day = |day| words::short(day, laid.today);
    match fact {
        CountyFact::Listed(row) => format!(
            "{} since {}, aid {} since {}",
            row.registration.title(),
            day(row.registration_since),
            row.aid.title().to_lowercase(),
            day(row.aid_since)
        ),
        CountyFact::HouseholdMember(row) => format!("{}, born {}", row.relation.title(), day(row.birth_date)),
        CountyFact::ActivityStatus(row) => {
            format!("{} from {}: {} on {}", row.kind, day(row.start), row.status.title(), day(row.on))
        }
        CountyFact::Noncompliance(row) => format!("notice of non-compliance of {}", day(row.notice_issued)),
        CountyFact::Exemption(row) => {
            let until = row.until.map(|until| format!(" to {}", day(until))).unwrap_or_default();
            let known = laid.desk.policies().on(laid.today).tables.exemption_reason(&row.reason);
            let reason = known.map_or(row.reason.as_str(), |reason| reason.title.as_str());
            format!("{reason} from {}{until}", day(row.from))
        }
        CountyFact::Alert(row) => format!("{}, raised {}", row.text, day(row.raised)),
        CountyFact::Attendance(row) => format!("{} in {}", row.kind, row.month),
    }
}
