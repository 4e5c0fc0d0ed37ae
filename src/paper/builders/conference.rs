//! The agenda and the minutes of the newest conference on a family: its seats, who came, the plan, and who does what by when.
//! The layouts of the handbook were not found; the arrangement is ours.
//!
//! Source: San Francisco handbook 75-9, V.

use super::case_head::case_section;
use super::lists::list_section;
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::category::Category;
use crate::domain::facts::LinkageConference;
use crate::domain::role::Role;
use crate::domain::seat::Seat;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::rules::linkages::{ConferenceView, newest_conference};
use crate::rules::view::View;

const SEATS: [DocumentColumn; 4] = [
    DocumentColumn::new("seat", "Seat"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("invited", "Invited"),
    DocumentColumn::new("attended", "Came"),
];

/// What stands in place of the plan for who does not see what child welfare does.
const PLAN_ELSEWHERE: &str = "kept apart: ask the Linkages Coordinator";

const POINTS: [DocumentColumn; 3] =
    [DocumentColumn::new("what", "To be done"), DocumentColumn::new("who", "By"), DocumentColumn::new("by", "Until")];

pub(super) fn conference_section(caseload: &Caseload, case: &CaseNumber) -> DocumentSection {
    let head = case_section(caseload, case);
    let view = caseload.case(case).map(|known| View::new(&known.record.facts, caseload.policies(), caseload.as_of()));
    let Some(known) = view.as_ref().and_then(newest_conference) else {
        let none = DocumentCell::from_words("There is no conference here that you may see.");
        return DocumentSection { blocks: vec![DocumentBlock::Text(none)], ..head };
    };
    let conference = known.conference;
    let called = conference.called.as_ref();
    let sees_plan = caseload.case(case).is_some_and(|known| known.record.sight.detail);
    let plan = conference
        .minutes
        .as_ref()
        .and_then(|minutes| if sees_plan { minutes.plan.clone() } else { Some(PLAN_ELSEWHERE.to_owned()) });
    let mut fields = vec![
        ("State", DocumentCell::Code(known.state().id(), known.state().title())),
        ("Day", DocumentCell::from_option(called.map(|called| called.on_day), DocumentCell::Day)),
        (
            "Place",
            DocumentCell::from_option(called.and_then(|called| called.place.clone()), DocumentCell::from_free_text),
        ),
        ("Held", DocumentCell::from_option(conference.held, DocumentCell::Day)),
        (
            "Minutes",
            DocumentCell::from_option(conference.minutes.as_ref().map(|minutes| minutes.on), DocumentCell::Day),
        ),
        ("Plan for both agencies", DocumentCell::from_option(plan, DocumentCell::from_free_text)),
    ];
    fields.retain(|(_, cell)| *cell != DocumentCell::Empty);
    let blocks = vec![
        DocumentBlock::Fields(fields),
        DocumentBlock::Table(seat_table(&known)),
        DocumentBlock::Table(point_table(conference)),
    ];
    DocumentSection { blocks, ..head }
}

/// Returns the seats that must be filled and those that somebody has; the empty ones are named too.
fn seat_table(known: &ConferenceView<'_>) -> DocumentTable {
    let taken = |seat: Seat| known.conference.seats.iter().find(|taken| taken.seat == seat);
    let needed: Vec<Seat> = known.needed_seats().collect();
    let shown = Seat::all().filter(|seat| needed.contains(seat) || taken(*seat).is_some());
    let rows = shown.map(|seat| {
        let taken = taken(seat);
        let name = taken.and_then(|taken| taken.name.clone());
        vec![
            DocumentCell::Code(seat.id(), seat.title()),
            DocumentCell::from_option(name, DocumentCell::from_free_text),
            DocumentCell::from_option(taken.and_then(|taken| taken.invited), DocumentCell::Day),
            DocumentCell::from_option(taken.and_then(|taken| taken.attended), DocumentCell::YesNo),
        ]
    });
    DocumentTable::new(SEATS.to_vec(), rows.collect(), "No seat is filled.").with_title("Seats")
}

fn point_table(conference: &LinkageConference) -> DocumentTable {
    let rows = conference.agreed.iter().map(|point| {
        vec![
            DocumentCell::from_free_text(point.what.clone()),
            DocumentCell::from_words(point.who.clone()),
            DocumentCell::from_option(point.by, DocumentCell::Day),
        ]
    });
    DocumentTable::new(POINTS.to_vec(), rows.collect(), "Nothing is agreed yet.").with_title("Who does what by when")
}

const LISTED: [DocumentColumn; 7] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("state", "State"),
    DocumentColumn::new("day", "Day"),
    DocumentColumn::new("open_seats", "Open seats"),
    DocumentColumn::new("who", "Waits for"),
    DocumentColumn::new("due", "Due"),
];

/// Returns the list of conferences that the worker may see: states and days, nothing of what was said.
pub(super) fn conferences_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.listed_cases().filter_map(|(_, case)| {
        let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
        let known = newest_conference(&view)?;
        let step = case.evaluation.findings.iter().find(|found| found.category == Category::Linkages);
        let day = known.called_for().or(known.conference.held);
        let open = known.called_for().map(|_| known.open_seats().count());
        Some(vec![
            DocumentCell::Case(case.record.facts.case.clone()),
            DocumentCell::Name(case.case_name()),
            DocumentCell::Code(known.state().id(), known.state().title()),
            DocumentCell::from_option(day, DocumentCell::Day),
            DocumentCell::from_option(open, DocumentCell::from_count),
            DocumentCell::from_words(step.and_then(|step| step.who).map_or("", Role::title)),
            DocumentCell::from_option(step.and_then(|step| step.due), DocumentCell::Day),
        ])
    });
    list_section(&LISTED, rows.collect(), "There is no conference that you may see.")
}
