//! The documents, each made from the desk and the record.

mod calendar;
mod case_head;
mod checklist;
mod comments;
mod completeness;
mod contacts;
mod data_match;
mod handover;
mod lists;
mod open_items;

pub use completeness::completeness_document;
pub use data_match::match_document;

use super::document::{DocumentCell, DocumentSection, OutputDocument, PrintStamp};
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::store::{CommentFilter, Refusal, Store, StoreError};

/// Which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentKind {
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

impl DocumentKind {
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
            Self::Month(month) => format!("Due in {}", month_in_words(*month)),
            Self::Contacts(first, last) if first == last => format!("Monthly contact, {}", month_in_words(*first)),
            Self::Contacts(first, last) => {
                format!("Monthly contact, {} to {}", month_in_words(*first), month_in_words(*last))
            }
            Self::Comments => "Comments".to_owned(),
            Self::Unposted => "Comments not posted".to_owned(),
            Self::CaseComments(_) => "Case comments".to_owned(),
            Self::Checklist(_, month) => format!("Checklist 42-126, {}", month_in_words(*month)),
            Self::Handover(_) => "Handover".to_owned(),
            Self::Review(_, month) => format!("Case review by the supervisor, {}", month_in_words(*month)),
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
fn month_in_words(month: Month) -> String {
    month.first_day().format("%B %Y").to_string()
}

/// Makes a document from the desk and the record.
///
/// # Errors
/// The case is not in the caseload, or the record cannot be read.
pub fn build_document(
    what: &DocumentKind,
    desk: &Caseload,
    store: &Store,
    printed: PrintStamp,
) -> Result<OutputDocument, StoreError> {
    if let Some(case) = what.case().filter(|case| desk.case(case).is_none()) {
        return Err(Refusal::UnknownCase(case.clone()).into());
    }
    let mut notes = Vec::new();
    let sections = match what {
        DocumentKind::Today => vec![lists::today_section(desk)],
        DocumentKind::Cases => vec![lists::cases_section(desk)],
        DocumentKind::Action => {
            notes.push(lists::action_note(desk));
            vec![lists::action_section(desk)]
        }
        DocumentKind::Alerts => vec![lists::alerts_section(desk)],
        DocumentKind::Month(month) => {
            let items = desk.due_items(*month);
            notes.push(calendar::count_note(&items));
            vec![calendar::wall_section(*month, &items), calendar::due_section(&items)]
        }
        DocumentKind::Contacts(first, last) => {
            let proof = desk.monthly_contacts(*first, *last);
            notes.push(contacts::count_note(&proof));
            vec![contacts::contacts_section(&proof, &store.all_comments(CommentFilter::All)?)]
        }
        DocumentKind::Comments => vec![comments::comments_section(&store.all_comments(CommentFilter::All)?)],
        DocumentKind::Unposted => vec![comments::comments_section(&store.all_comments(CommentFilter::Unposted)?)],
        DocumentKind::CaseComments(case) => {
            comments::case_comments(desk, case, &store.comments_of_case(case, u32::MAX)?)
        }
        DocumentKind::Checklist(case, month) => {
            vec![checklist::checklist_section(desk, case, &store.comments_of_case(case, u32::MAX)?, *month)]
        }
        DocumentKind::Review(case, month) => {
            vec![checklist::review_section(desk, case, &store.comments_of_case(case, u32::MAX)?, *month)]
        }
        DocumentKind::Handover(Some(case)) => {
            vec![handover::handover_section(desk, case, &store.comments_of_case(case, handover::CONTACTS)?)]
        }
        DocumentKind::Handover(None) => handover::caseload_sections(desk, store)?,
    };
    let (title, case) = (what.title(), what.case().cloned());
    Ok(OutputDocument {
        name: what.name(),
        title,
        case,
        notes,
        as_of: desk.as_of(),
        printed,
        redacted: false,
        sections,
    })
}

/// A section headed by case number and name.
fn case_section(desk: &Caseload, case: &CaseNumber) -> DocumentSection {
    let name = desk.case(case).map(|on_desk| DocumentCell::Name(on_desk.case_name()));
    let heading = std::iter::once(DocumentCell::Case(case.clone())).chain(name).collect();
    DocumentSection { heading, ..DocumentSection::default() }
}
