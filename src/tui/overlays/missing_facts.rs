//! The facts that are missing from the newest extracts: a list to look through. Nothing is deleted because of that.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::detailed_list::{DetailedList, reserved_lines};
use super::overlay_context::OverlayContext;
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::{CaseNumber, PersonNumber};
use crate::policy::confidential::seen_reason;
use crate::present::dates::long_month;
use crate::rules::message::DateStyle;
use crate::store::MissingFact;
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::panes::filtered_list::{FilteredList, ListRow, RowPerson, Selection};
use crate::tui::store_thread::Snapshot;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, name_column};
use crate::tui::wording;

/// The lines below the list with the details of the selected row.
const DETAIL: u16 = 5;
/// The lines of the frame that are no rows of the list.
const RESERVED: usize = reserved_lines(DETAIL);

/// The kinds of missing facts, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MissingKind {
    /// A whole case.
    Case,
    /// A participant of a case that is not missing itself.
    Person,
    /// A row of another extract.
    Fact(ExtractKind),
}

impl MissingKind {
    const fn title(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Person | Self::Fact(ExtractKind::Listing) => "person",
            Self::Fact(ExtractKind::Household) => "household",
            Self::Fact(ExtractKind::ActivityHistory) => "activity",
            Self::Fact(ExtractKind::Attendance) => "attendance",
            Self::Fact(ExtractKind::Noncompliance) => "NC",
            Self::Fact(ExtractKind::Exemptions) => "exemption",
            Self::Fact(ExtractKind::AidMonths) => "aid month",
            Self::Fact(ExtractKind::Alerts) => "alert",
            Self::Fact(ExtractKind::ChildWelfare) => "match",
        }
    }
}

/// A row of the list: a missing fact.
#[derive(Debug, Clone)]
pub struct MissingFactRow {
    kind: MissingKind,
    case: CaseNumber,
    person: PersonNumber,
    name: String,
    /// The fact in words, from the extract that named it last.
    says: String,
    missing: MissingFact,
    /// How many participants of the case the row combines.
    rows: usize,
    /// The last contact about the case, in words.
    contact: Option<String>,
    /// Why the listing no longer names the case, where that is known.
    explained: Option<String>,
}

impl ListRow for MissingFactRow {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        format!("{} {} {}", self.kind.title(), self.case, self.missing.fact.identity_key())
    }
}

/// The list of missing facts.
#[derive(Debug, Clone)]
pub struct MissingFactsList {
    /// The rows of the list.
    pub list: FilteredList<MissingFactRow>,
}

impl MissingFactsList {
    /// Builds the list: whole cases first, then participants, then the facts of other extracts.
    pub fn from_missing(missing: Vec<MissingFact>, snapshot: &Snapshot) -> Self {
        let mut rows: Vec<MissingFactRow> = Vec::with_capacity(missing.len());
        for missing in missing {
            let row = build_row(missing, snapshot);
            match rows.last_mut() {
                // A missing case is one row, however many participants it has.
                Some(last)
                    if row.kind == MissingKind::Case && last.kind == MissingKind::Case && last.case == row.case =>
                {
                    last.merge_participant(&row);
                }
                _ => rows.push(row),
            }
        }
        rows.sort_by_key(|row| row.kind);
        let mut list = FilteredList::default();
        list.set_rows(rows);
        Self { list }
    }

    /// Selects the row that was selected when the list was left.
    pub fn restore_selection(&mut self, selection: &Selection) {
        self.list.restore_selection(selection);
    }

    /// Moves the selection on a terminal of `size`.
    pub fn move_selection(&mut self, motion: Motion, size: Size) {
        self.list.move_selection(motion, layout::overlay_area(size), RESERVED);
    }

    /// Keeps the selection on a terminal of `size`.
    pub fn clamp_scroll(&mut self, size: Size) {
        self.list.clamp_scroll(layout::overlay_area(size), RESERVED);
    }

    /// Returns how many rows there are of each kind: `2 cases, 1 person, 14 others`.
    fn count_label(&self) -> String {
        let count = |kind| self.list.all_rows().iter().filter(|row| row.kind == kind).count();
        let (cases, persons) = (count(MissingKind::Case), count(MissingKind::Person));
        let others = self.list.total_count() - cases - persons;
        let counts = [(cases, "case"), (persons, "person"), (others, "other")];
        let present = counts.into_iter().filter(|(count, _)| *count > 0);
        present.map(|(count, noun)| wording::count_with_noun(count, noun)).collect::<Vec<_>>().join(", ")
    }

    /// Draws the list over the panes of a screen. Returns the position of the selected row.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let on = context.snapshot.caseload.as_of();
        let list = DetailedList {
            name: LIST,
            title: "Not in the newest extracts",
            note: &self.count_label(),
            head: "Earlier extracts had these; nothing is deleted. Act on each one in its case.",
            empty_text: "",
            columns: &COLUMNS,
            detail_lines: DETAIL,
            list: &self.list,
        };
        list.draw(context, screen, buffer, |row| row.row_cells(on), |row, columns| row.detail_lines(on, columns))
    }
}

/// The name of the list in settings.
pub const LIST: &str = "missing";

/// The columns.
pub const COLUMNS: [ListColumn; 6] = [
    ListColumn::new_required("what", 9, 10),
    CASE_COLUMN,
    name_column(16, 24),
    ListColumn::new_required("last seen", 11, 11).with_id("last_seen"),
    ListColumn::new_optional("says", 16, 90),
    ListColumn::new_optional("not in", 16, 30).with_id("not_in"),
];

impl MissingFactRow {
    /// Adds another participant of the case to the row; if there are several, each is named.
    fn merge_participant(&mut self, other: &Self) {
        let with_name = |row: &Self| match &row.missing.fact {
            CountyFact::Listed(listed) => format!("{}: {}", listed.name, row.says),
            _ => row.says.clone(),
        };
        let before = if self.rows == 1 { with_name(self) } else { self.says.clone() };
        self.says = format!("{before}; {}", with_name(other));
        self.rows += 1;
    }

    fn row_cells(&self, on: NaiveDate) -> Vec<ListCell<'_>> {
        vec![
            ListCell::from_text(self.kind.title()),
            ListCell::from_text(self.case.as_str()),
            ListCell::from_text(self.name.as_str()),
            ListCell::from_text(wording::short_date(self.missing.last_named_on, on)),
            ListCell::from_text(self.says.as_str()),
            ListCell::new(self.missing.file.as_str(), StyleRole::Quiet),
        ]
    }

    /// Returns the details of the row: the extract that named the fact last, the one that does not, what the fact was,
    /// and the last contact.
    fn detail_lines(&self, on: NaiveDate, columns: usize) -> Vec<String> {
        let missing = &self.missing;
        let day = |day| wording::short_date(day, on);
        let files = format!(
            "Last reported by {} of {}; not in {} of {}.",
            missing.last_file,
            day(missing.last_named_on),
            missing.file,
            day(missing.since)
        );
        let contact = self.contact.clone().unwrap_or_else(|| "none is recorded here".to_owned());
        let explained = self.explained.as_ref().map(|why| format!(" Explained: {why}.")).unwrap_or_default();
        let known = format!("It reported: {}. Last contact: {contact}.{explained}", self.says);
        let mut lines = text::wrap_text(&text::one_line(&files), columns);
        lines.extend(text::wrap_text(&text::one_line(&known), columns));
        lines
    }
}

fn build_row(missing: MissingFact, snapshot: &Snapshot) -> MissingFactRow {
    let fact = &missing.fact;
    let case = snapshot.caseload.case(fact.case());
    let kind = match fact {
        CountyFact::Listed(_) if case.is_some_and(|case| case.record.unlisted) => MissingKind::Case,
        CountyFact::Listed(_) => MissingKind::Person,
        other => MissingKind::Fact(other.kind()),
    };
    let person = if kind == MissingKind::Case { PersonNumber::CASE } else { fact_person(fact) };
    let name = match fact {
        CountyFact::HouseholdMember(row) => row.name.to_string(),
        _ => case.map(|case| case.person_name(person).to_string()).unwrap_or_default(),
    };
    let contacts = snapshot.contacts.get(fact.case()).and_then(|contacts| contacts.first());
    MissingFactRow {
        kind,
        case: fact.case().clone(),
        person,
        name,
        says: fact_text(fact, snapshot),
        rows: 1,
        explained: explanation(fact, snapshot),
        contact: contacts
            .map(|filed| wording::comment_heading(&filed.comment, snapshot.caseload.policies(), snapshot.today)),
        missing,
    }
}

/// Returns why the listing no longer names a case that was assigned to another worker.
fn explanation(fact: &CountyFact, snapshot: &Snapshot) -> Option<String> {
    let is_listed = matches!(fact, CountyFact::Listed(_));
    let why = snapshot.caseload.explain_unlisted(fact.case()).filter(|_| is_listed)?;
    Some(why.to_text(DateStyle::Near(snapshot.today)))
}

const fn fact_person(fact: &CountyFact) -> PersonNumber {
    match fact {
        CountyFact::Listed(row) => row.person,
        CountyFact::ActivityStatus(row) => row.person,
        CountyFact::Attendance(row) => row.person,
        CountyFact::Noncompliance(row) => row.person,
        CountyFact::Exemption(row) => row.person,
        CountyFact::AidMonth(row) => row.person,
        CountyFact::HouseholdMember(_) | CountyFact::Alert(_) => PersonNumber::CASE,
    }
}

/// Returns what the county said, in the words of the lists.
fn fact_text(fact: &CountyFact, snapshot: &Snapshot) -> String {
    let day = |day| wording::short_date(day, snapshot.today);
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
            let known = snapshot.caseload.policies().in_force_on(snapshot.today).tables.exemption_reason(&row.reason);
            let reason = known.map_or(row.reason.as_str(), |reason| reason.title.as_str());
            let of = snapshot.caseload.case(&row.case);
            let reason = of.map_or(reason, |case| seen_reason(case.record.sight, reason));
            format!("{reason} from {}{until}", day(row.from))
        }
        CountyFact::Alert(row) => format!("{}, raised {}", row.text, day(row.raised)),
        CountyFact::Attendance(row) => format!("{} in {}", row.kind, long_month(row.month)),
        CountyFact::AidMonth(row) => format!("{}: {}", long_month(row.month), row.was.title()),
    }
}
