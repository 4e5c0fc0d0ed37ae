//! The builders: one module for each list or document, made from the evaluated caseload and the record.

mod aid_months;
mod appointments;
mod calendar;
mod case_head;
mod checklist;
mod client_copy;
mod comments;
mod common_case;
mod completeness;
mod conference;
mod contacts;
mod dashboard;
mod data_match;
mod day_work;
mod duty_log;
mod glance;
mod goal_list;
mod goal_sheets;
mod handover;
mod lists;
mod open_items;
mod own_reminders;
mod social_work;
mod unit_forms;
mod unit_letters;

pub use completeness::completeness_document;
pub use data_match::match_document;
pub use own_reminders::add_own_reminders;

use super::document::{DocumentBlock, DocumentSection, OutputDocument, PrintStamp};
use super::document_kind::DocumentKind;
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::domain::redaction::KEPT_APART_NOTE;
use crate::present::office_policy::office_policy_note;
use crate::store::{CommentFilter, FiledComment, Refusal, Store, StoreError};

/// For whom a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentReader {
    /// The worker who has the home open and reads a list on the own terminal.
    Worker,
    /// Anybody into whose hands paper or a file may come, an abuser among them: comments that are kept apart are not in it,
    /// because neutral words in place of one text among others would tell that there is such a comment.
    Anybody,
}

/// Builds a document that leaves the home, from the evaluated caseload and the record.
///
/// # Errors
/// Fails if the case is not in the caseload, or if the record cannot be read.
pub fn build_document(
    what: &DocumentKind,
    caseload: &Caseload,
    store: &Store,
    printed: PrintStamp,
) -> Result<OutputDocument, StoreError> {
    build_document_for(DocumentReader::Anybody, what, caseload, store, printed)
}

/// Builds a document for a reader from the evaluated caseload and the record.
///
/// # Errors
/// Fails if the case is not in the caseload, or if the record cannot be read.
pub fn build_document_for(
    reader: DocumentReader,
    what: &DocumentKind,
    caseload: &Caseload,
    store: &Store,
    printed: PrintStamp,
) -> Result<OutputDocument, StoreError> {
    if let Some(case) = what.case().filter(|case| caseload.case(case).is_none()) {
        return Err(Refusal::UnknownCase(case.clone()).into());
    }
    let without = what.is_for_others().then(|| caseload.for_others());
    build_seen_document(reader, what, without.as_ref().unwrap_or(caseload), store, printed)
}

/// Builds a document of a caseload that holds only what the document may say.
fn build_seen_document(
    reader: DocumentReader,
    what: &DocumentKind,
    caseload: &Caseload,
    store: &Store,
    printed: PrintStamp,
) -> Result<OutputDocument, StoreError> {
    let mut notes = notes_above(reader, what, caseload);
    notes.extend(caseload.uncountersigned_notes(&cases_said(what, caseload)));
    let sections = match what {
        DocumentKind::Today => {
            notes.push(caseload.item_counts().summary());
            vec![lists::today_section(caseload)]
        }
        DocumentKind::Cases => vec![lists::cases_section(caseload)],
        DocumentKind::Action => {
            notes.push(lists::action_note(caseload));
            vec![lists::action_section(caseload)]
        }
        DocumentKind::Alerts => vec![lists::alerts_section(caseload)],
        DocumentKind::Month(month) => {
            let items = caseload.due_items(*month);
            notes.push(calendar::count_note(&items));
            vec![calendar::wall_section(*month, &items), calendar::due_section(&items)]
        }
        DocumentKind::Dashboard(month) => vec![dashboard::dashboard_section(&caseload.month_dashboard(*month))],
        DocumentKind::Day => {
            let work = caseload.day_work(&store.entries_of_day(caseload.as_of())?);
            notes.push(day_work::summary_note(&work));
            vec![day_work::day_section(work)]
        }
        DocumentKind::Contacts(first, last) => {
            let proof = caseload.monthly_contacts(*first, *last);
            notes.push(contacts::count_note(&proof));
            vec![contacts::contacts_section(&proof, &store.all_comments(CommentFilter::All)?)]
        }
        DocumentKind::Comments
        | DocumentKind::Unposted
        | DocumentKind::CaseComments(_)
        | DocumentKind::ClientComments(..) => comment_sections(reader, what, caseload, store)?,
        DocumentKind::Checklist(case, month) => {
            vec![checklist::checklist_section(caseload, case, &store.comments_of_case(case, u32::MAX)?, *month)]
        }
        DocumentKind::Case(case) => glance::glance_sections(caseload, case),
        DocumentKind::Review(case, month) => {
            vec![checklist::review_section(caseload, case, &store.comments_of_case(case, u32::MAX)?, *month)]
        }
        DocumentKind::Handover(Some(case)) => {
            vec![handover::handover_section(caseload, case, &handover::last_contacts(store, case)?)]
        }
        DocumentKind::Handover(None) => handover::caseload_sections(caseload, store)?,
        DocumentKind::SocialWork(_)
        | DocumentKind::Late
        | DocumentKind::CommonCases
        | DocumentKind::Outreach
        | DocumentKind::Conferences
        | DocumentKind::MatchOut
        | DocumentKind::DutyLog
        | DocumentKind::Goals
        | DocumentKind::GoalSheet(..)
        | DocumentKind::Appointments
        | DocumentKind::Transfer(_)
        | DocumentKind::Conference(_)
        | DocumentKind::UnitLetter(..)
        | DocumentKind::SocialWorkReferral(_)
        | DocumentKind::ProgressReport(_) => partner_sections(what, caseload),
    };
    let (name, title, case) = (what.name(), what.title(), what.case().cloned());
    let as_of = caseload.as_of();
    let document = OutputDocument { name, title, case, notes, as_of, printed, redacted: false, sections };
    Ok(say_whose_cases(caseload, document))
}

/// Returns the sections of a document that is made of comments, without those that its reader may not see; none of any other.
fn comment_sections(
    reader: DocumentReader,
    what: &DocumentKind,
    caseload: &Caseload,
    store: &Store,
) -> Result<Vec<DocumentSection>, StoreError> {
    let shown = |mut comments: Vec<FiledComment>| {
        comments.retain(|filed| reader == DocumentReader::Worker || !filed.comment.is_hidden());
        comments
    };
    let listed = |filter| Ok::<_, StoreError>(shown(listed_comments(caseload, store, filter)?));
    let of_case = |case| Ok::<_, StoreError>(shown(store.comments_of_case(case, u32::MAX)?));
    Ok(match what {
        DocumentKind::Comments => vec![comments::comments_section(&listed(CommentFilter::All)?)],
        DocumentKind::Unposted => vec![comments::comments_section(&listed(CommentFilter::Unposted)?)],
        DocumentKind::CaseComments(case) => comments::case_comments(caseload, case, &of_case(case)?),
        DocumentKind::ClientComments(case, client) => {
            client_copy::client_sections(caseload, case, *client, &of_case(case)?)
        }
        _ => Vec::new(),
    })
}

/// Returns the cases that a document says something about.
fn cases_said<'a>(what: &'a DocumentKind, caseload: &'a Caseload) -> Vec<&'a CaseNumber> {
    match what.case() {
        Some(case) => vec![case],
        None => caseload.listed_cases().map(|(case, _)| case).collect(),
    }
}

/// Returns the sections of a list or document of work with partners, or about goals; none of any other.
fn partner_sections(what: &DocumentKind, caseload: &Caseload) -> Vec<DocumentSection> {
    match what {
        DocumentKind::SocialWork(filter) => vec![social_work::unit_section(caseload, filter)],
        DocumentKind::Late => vec![social_work::late_section(caseload)],
        DocumentKind::CommonCases => vec![common_case::common_case_section(caseload)],
        DocumentKind::Outreach => vec![common_case::outreach_section(caseload)],
        DocumentKind::Conferences => vec![conference::conferences_section(caseload)],
        DocumentKind::MatchOut => vec![data_match::match_out_section(caseload)],
        DocumentKind::Appointments => vec![appointments::appointments_section(caseload)],
        DocumentKind::DutyLog => vec![duty_log::duty_section(caseload)],
        DocumentKind::Goals => vec![goal_list::goals_section(caseload)],
        DocumentKind::GoalSheet(case, sheet, language) => {
            goal_sheets::sheet_sections(caseload, case, *sheet, *language)
        }
        DocumentKind::Transfer(case) => vec![common_case::transfer_section(caseload, case)],
        DocumentKind::Conference(case) => vec![conference::conference_section(caseload, case)],
        DocumentKind::UnitLetter(case, letter) => unit_letters::letter_sections(caseload, case, *letter),
        DocumentKind::SocialWorkReferral(case) => unit_forms::referral_sections(caseload, case),
        DocumentKind::ProgressReport(case) => unit_forms::report_sections(caseload, case),
        _ => Vec::new(),
    }
}

/// Returns what is said above a document, whatever stands in it.
fn notes_above(reader: DocumentReader, what: &DocumentKind, caseload: &Caseload) -> Vec<String> {
    let mut notes: Vec<String> = caseload.policies().office().map(office_policy_note).into_iter().collect();
    if what.is_about_listed_cases() {
        notes.extend(caseload.left_out_note());
    }
    notes.extend(social_work::late_note(what, caseload));
    if *what == DocumentKind::DutyLog {
        notes.extend(caseload.on_duty_text().map(|who| format!("On duty today: {who}.")));
    }
    if matches!(what, DocumentKind::ClientComments(..)) {
        notes.push(client_copy::CLIENT_COPY_NOTE.to_owned());
    }
    if reader == DocumentReader::Anybody && what.shows_comments() {
        notes.push(KEPT_APART_NOTE.to_owned());
    }
    notes
}

/// Returns the comments on the cases of the lists, which may leave out those of other ECs. What the worker wrote on another
/// EC's case is among them.
///
/// # Errors
/// The record cannot be read.
pub fn listed_comments(
    caseload: &Caseload,
    store: &Store,
    filter: CommentFilter,
) -> Result<Vec<FiledComment>, StoreError> {
    let mut comments = store.all_comments(filter)?;
    let is_own = |filed: &FiledComment| caseload.lists_own_cases() && filed.author == caseload.worker().number;
    comments.retain(|filed| caseload.is_listed(&filed.comment.case) || is_own(filed));
    Ok(comments)
}

/// Returns the document with a column that says whose each case is, if the home holds the cases of several ECs.
fn say_whose_cases(caseload: &Caseload, document: OutputDocument) -> OutputDocument {
    if !caseload.has_several_ecs() {
        return document;
    }
    let tables = |section: &mut DocumentSection| {
        for block in &mut section.blocks {
            if let DocumentBlock::Table(table) = block {
                table.add_ec_column(|case| caseload.ec_of(case));
            }
        }
    };
    let mut document = document;
    document.sections.iter_mut().for_each(tables);
    document
}
