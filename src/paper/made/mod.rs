//! The documents, each made from the desk and the record.

mod calendar;
mod case;
mod checklist;
mod comments;
mod completeness;
mod contacts;
mod handover;
mod lists;
mod matched;
mod open;

pub use completeness::completeness;
pub use matched::data_match;

use super::document::{Cell, Document, Printed, Section};
use crate::desk::Desk;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::store::{Refusal, Store, StoreError};

/// Which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Everything due, by what a missed date costs.
    Today,
    /// The case listing (ES108).
    Cases,
    /// Action required (ES109).
    Action,
    /// Alerts that are open.
    Alerts,
    /// Everything due in a month, by day.
    Month(Month),
    /// The proof of monthly contact, both months included.
    Contacts(Month, Month),
    /// Filed comments of the caseload.
    Comments,
    /// Comments not yet copied to the system of record.
    Unposted,
    /// The comments of a case with their amendments.
    CaseComments(CaseNumber),
    /// The 42-126 of a case and month.
    Checklist(CaseNumber, Month),
    /// What a worker who takes a case over must know; of every case where none is named.
    Handover(Option<CaseNumber>),
    /// The form of a supervisor's case review.
    Review(CaseNumber, Month),
}

impl What {
    /// The document's name: on the command line and in a file's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Cases => "cases",
            Self::Action => "action",
            Self::Alerts => "alerts",
            Self::Month(_) => "month",
            Self::Contacts(..) => "contacts",
            Self::Comments => "comments",
            Self::Unposted => "unposted",
            Self::CaseComments(_) => "case-comments",
            Self::Checklist(..) => "checklist",
            Self::Handover(_) => "handover",
            Self::Review(..) => "review",
        }
    }

    /// The document's title.
    pub fn title(&self) -> String {
        match self {
            Self::Today => "Today: everything that is due".to_owned(),
            Self::Cases => "Case listing (ES108)".to_owned(),
            Self::Action => "Action required (ES109)".to_owned(),
            Self::Alerts => "Alerts".to_owned(),
            Self::Month(month) => format!("Due in {}", in_words(*month)),
            Self::Contacts(first, last) if first == last => format!("Monthly contact, {}", in_words(*first)),
            Self::Contacts(first, last) => {
                format!("Monthly contact, {} to {}", in_words(*first), in_words(*last))
            }
            Self::Comments => "Comments".to_owned(),
            Self::Unposted => "Comments not posted".to_owned(),
            Self::CaseComments(_) => "Case comments".to_owned(),
            Self::Checklist(_, month) => format!("Checklist 42-126, {}", in_words(*month)),
            Self::Handover(_) => "Handover".to_owned(),
            Self::Review(_, month) => format!("Case review by the supervisor, {}", in_words(*month)),
        }
    }

    /// The case that it is of, where it is of one.
    pub const fn case(&self) -> Option<&CaseNumber> {
        match self {
            Self::CaseComments(case) | Self::Checklist(case, _) | Self::Review(case, _) => Some(case),
            Self::Handover(case) => case.as_ref(),
            Self::Today
            | Self::Cases
            | Self::Action
            | Self::Alerts
            | Self::Month(_)
            | Self::Contacts(..)
            | Self::Comments
            | Self::Unposted => None,
        }
    }
}

/// A month as people read it: `November 2026`.
fn in_words(month: Month) -> String {
    month.first_day().format("%B %Y").to_string()
}

/// Makes a document from the desk and the record.
///
/// # Errors
/// The case is not in the caseload, or the record cannot be read.
pub fn made(what: &What, desk: &Desk, store: &Store, printed: Printed) -> Result<Document, StoreError> {
    if let Some(case) = what.case().filter(|case| desk.case(case).is_none()) {
        return Err(Refusal::UnknownCase(case.clone()).into());
    }
    let mut notes = Vec::new();
    let sections = match what {
        What::Today => vec![lists::today(desk)],
        What::Cases => vec![lists::cases(desk)],
        What::Action => {
            notes.push(lists::action_note(desk));
            vec![lists::action(desk)]
        }
        What::Alerts => vec![lists::alerts(desk)],
        What::Month(month) => {
            let items = desk.due_in(*month);
            notes.push(calendar::note(&items));
            vec![calendar::section(&items)]
        }
        What::Contacts(first, last) => {
            let proof = desk.contact_proof(*first, *last);
            notes.push(contacts::note(&proof));
            vec![contacts::section(&proof, &store.all_comments(false)?)]
        }
        What::Comments => vec![comments::section(&store.all_comments(false)?)],
        What::Unposted => vec![comments::section(&store.all_comments(true)?)],
        What::CaseComments(case) => comments::of_case(desk, case, &store.comments(case, u32::MAX)?),
        What::Checklist(case, month) => vec![checklist::sheet(desk, case, &store.comments(case, u32::MAX)?, *month)],
        What::Review(case, month) => vec![checklist::review(desk, case, &store.comments(case, u32::MAX)?, *month)],
        What::Handover(Some(case)) => vec![handover::sheet(desk, case, &store.comments(case, handover::CONTACTS)?)],
        What::Handover(None) => handover::caseload(desk, store)?,
    };
    let (title, case) = (what.title(), what.case().cloned());
    Ok(Document { name: what.name(), title, case, notes, as_of: desk.as_of(), printed, redacted: false, sections })
}

/// A section headed by case number and name.
fn of_case(desk: &Desk, case: &CaseNumber) -> Section {
    let name = desk.case(case).map(|on_desk| Cell::Name(on_desk.name()));
    let heading = std::iter::once(Cell::Case(case.clone())).chain(name).collect();
    Section { heading, ..Section::default() }
}
