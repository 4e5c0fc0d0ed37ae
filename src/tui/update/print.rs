//! Printing: the worker chooses a document and names a file; the store thread writes it.

use std::collections::BTreeSet;

use strum::VariantArray as _;

use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::paper::{DocumentKind, DocumentName, UnitLetter, UnitListFilter};
use crate::policy::sheet_texts::{GoalSheet, SheetLanguage};
use crate::tui::command::{FolderSection, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::state::workspace::Workspace;

/// Offers the documents that can be printed from here, the one on the screen first.
pub(super) fn choose_document(workspace: &mut Workspace) {
    let marked: BTreeSet<_> = workspace.marked_rows().into_iter().map(|row| row.subject.case).collect();
    let chooser = if marked.is_empty() {
        Chooser::for_documents(&printable_documents(workspace))
    } else {
        Chooser::for_documents_of_marked(marked.len())
    };
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Asks for the file that a document is printed into.
pub(super) fn ask_for_file(workspace: &mut Workspace, document: DocumentKind, redacted: bool) {
    let offered = format!("~/{}-{}.pdf", document.name(), workspace.snapshot.caseload.as_of());
    workspace.ask_question(Prompt::new(PromptQuestion::PrintTo(document, redacted), &offered));
}

/// Asks for the files into which a document of each marked case is printed.
pub(super) fn ask_for_files(workspace: &mut Workspace, name: DocumentName, redacted: bool) {
    let offered = format!("~/{}-{}.pdf", name.id(), workspace.snapshot.caseload.as_of());
    workspace.ask_question(Prompt::new(PromptQuestion::PrintMarked(name, redacted), &offered));
}

/// Returns what is shown, then the documents of the selected case, then the lists of the caseload.
fn printable_documents(workspace: &Workspace) -> Vec<DocumentKind> {
    let this_month = Month::from_date(workspace.snapshot.caseload.as_of());
    let shown_month = if workspace.pane == Pane::Month { workspace.month.month } else { this_month };
    let checklist_month = if workspace.pane == Pane::Checklist { workspace.checklist.month } else { this_month };
    let subject = workspace.selected_row().map(|row| row.subject);
    let unit = subject.iter().flat_map(|row| unit_documents(workspace, &row.case)).collect::<Vec<_>>();
    let case_documents = subject.into_iter().flat_map(|Subject { case, person }| {
        let client = workspace.snapshot.caseload.resolve_participant(&case, person);
        [
            DocumentKind::Case(case.clone()),
            DocumentKind::Checklist(case.clone(), checklist_month),
            DocumentKind::CaseComments(case.clone()),
            DocumentKind::ClientComments(case.clone(), client),
            DocumentKind::Handover(Some(case.clone())),
            DocumentKind::Review(case, checklist_month),
        ]
    });
    let lists = [
        DocumentKind::Today,
        DocumentKind::Cases,
        DocumentKind::Action,
        DocumentKind::Alerts,
        DocumentKind::Month(shown_month),
        DocumentKind::Contacts(shown_month, shown_month),
        DocumentKind::Unposted,
        DocumentKind::Day,
        DocumentKind::Dashboard(shown_month),
        DocumentKind::Handover(None),
    ];
    let has_appointments = !workspace.snapshot.caseload.appointments().is_empty();
    let lists = lists.into_iter().chain(has_appointments.then_some(DocumentKind::Appointments));
    let mut documents: Vec<DocumentKind> = case_documents.chain(unit).chain(lists).collect();
    if let Some(index) = documents.iter().position(|document| is_shown(document, workspace)) {
        let shown = documents.remove(index);
        documents.insert(0, shown);
    }
    documents
}

/// Returns the papers of a case that partners work on, and the lists of their work.
fn unit_documents(workspace: &Workspace, number: &CaseNumber) -> Vec<DocumentKind> {
    let caseload = &workspace.snapshot.caseload;
    let Some(case) = caseload.case(number) else { return Vec::new() };
    let mut documents = Vec::new();
    if !caseload.unit_cases(case).is_empty() {
        documents.extend([
            DocumentKind::SocialWorkReferral(number.clone()),
            DocumentKind::ProgressReport(number.clone()),
            DocumentKind::SocialWork(UnitListFilter::default()),
            DocumentKind::Late,
        ]);
        if caseload.sees_unit_details() {
            let letters = [UnitLetter::Introduction, UnitLetter::WithCheck, UnitLetter::FinalAppeal];
            documents.extend(letters.map(|letter| DocumentKind::UnitLetter(number.clone(), letter)));
        }
    }
    if caseload.common_case(case).is_some() {
        documents.extend([DocumentKind::Transfer(number.clone()), DocumentKind::CommonCases]);
    }
    if !case.record.facts.conferences.is_empty() {
        documents.extend([DocumentKind::Conference(number.clone()), DocumentKind::Conferences]);
    }
    if caseload.sees_unit_details() && !case.record.facts.duty_log.is_empty() {
        documents.push(DocumentKind::DutyLog);
    }
    if !caseload.outreaches(case).is_empty() {
        documents.push(DocumentKind::Outreach);
    }
    if !case.record.facts.goal_coverage.is_empty() || !case.record.facts.goals.is_empty() {
        let sheet = |sheet: &GoalSheet| DocumentKind::GoalSheet(number.clone(), *sheet, SheetLanguage::English);
        documents.extend(GoalSheet::VARIANTS.iter().map(sheet));
        documents.push(DocumentKind::Goals);
    }
    documents
}

fn is_shown(document: &DocumentKind, workspace: &Workspace) -> bool {
    match workspace.pane {
        Pane::Today => *document == DocumentKind::Today,
        Pane::Cases => *document == DocumentKind::Cases,
        Pane::Action => *document == DocumentKind::Action,
        Pane::Alerts => *document == DocumentKind::Alerts,
        Pane::Month if workspace.month.shows_proof => matches!(document, DocumentKind::Contacts(..)),
        Pane::Month => matches!(document, DocumentKind::Month(_)),
        Pane::Checklist => matches!(document, DocumentKind::Checklist(..)),
        Pane::Case if workspace.folder.section == FolderSection::Overview => matches!(document, DocumentKind::Case(_)),
        Pane::Queue => matches!(document, DocumentKind::Review(..)),
        Pane::Dictate | Pane::Case | Pane::Walk => matches!(document, DocumentKind::CaseComments(_)),
    }
}
