//! Printing: a document is chosen, a file named, and the store's thread writes it.

use crate::domain::dates::Month;
use crate::paper::DocumentKind;
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::workspace::Workspace;

impl Model {
    /// Offers the documents that can be printed from here, the list that is shown first.
    pub(super) fn choose_document(&mut self) {
        let Some(open) = self.workspace() else { return };
        let chooser = Chooser::for_documents(&printable_documents(open));
        self.open_overlay(Overlay::Chooser(chooser));
    }

    /// Asks for the file that a document goes to.
    pub(super) fn ask_for_print_file(&mut self, what: DocumentKind, redacted: bool) {
        let Some(as_of) = self.workspace().map(|open| open.snapshot.caseload.as_of()) else { return };
        let offered = format!("~/{}-{as_of}.pdf", what.name());
        self.ask_question(Prompt::new(PromptQuestion::PrintTo(what, redacted), &offered));
    }
}

/// What is shown, then the selected case's documents, then the lists of the caseload.
fn printable_documents(open: &Workspace) -> Vec<DocumentKind> {
    let own = Month::from_date(open.snapshot.caseload.as_of());
    let case = open.selected_row().map(|selected| selected.subject.case);
    let month = if open.pane == Pane::Month { open.month.month } else { own };
    let of_checklist = if open.pane == Pane::Checklist { open.checklist.month } else { own };
    let of_case = case.into_iter().flat_map(|case| {
        [
            DocumentKind::Checklist(case.clone(), of_checklist),
            DocumentKind::CaseComments(case.clone()),
            DocumentKind::Handover(Some(case.clone())),
            DocumentKind::Review(case, of_checklist),
        ]
    });
    let lists = [
        DocumentKind::Today,
        DocumentKind::Cases,
        DocumentKind::Action,
        DocumentKind::Alerts,
        DocumentKind::Month(month),
        DocumentKind::Contacts(month, month),
        DocumentKind::Unposted,
        DocumentKind::Handover(None),
    ];
    let mut documents: Vec<DocumentKind> = of_case.chain(lists).collect();
    if let Some(at) = documents.iter().position(|what| is_shown_document(what, open)) {
        let shown = documents.remove(at);
        documents.insert(0, shown);
    }
    documents
}

fn is_shown_document(what: &DocumentKind, open: &Workspace) -> bool {
    match open.pane {
        Pane::Today => *what == DocumentKind::Today,
        Pane::Cases => *what == DocumentKind::Cases,
        Pane::Action => *what == DocumentKind::Action,
        Pane::Alerts => *what == DocumentKind::Alerts,
        Pane::Month if open.month.shows_proof => matches!(what, DocumentKind::Contacts(..)),
        Pane::Month => matches!(what, DocumentKind::Month(_)),
        Pane::Checklist => matches!(what, DocumentKind::Checklist(..)),
        Pane::Queue => matches!(what, DocumentKind::Review(..)),
        Pane::Dictate | Pane::Case | Pane::Walk => matches!(what, DocumentKind::CaseComments(_)),
    }
}
