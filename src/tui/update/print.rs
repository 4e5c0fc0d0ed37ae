//! Printing: a document is chosen, a file named, and the store's thread writes it.

use crate::domain::dates::Month;
use crate::paper::What;
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::workspace::Workspace;

impl Model {
    /// Offers the documents that can be printed from here, the list that is shown first.
    pub(super) fn choose_document(&mut self) {
        let Some(open) = self.open() else { return };
        let chooser = Chooser::documents(&documents(open));
        self.cover(Overlay::Chooser(chooser));
    }

    /// Asks for the file that a document goes to.
    pub(super) fn ask_for_print_file(&mut self, what: What, redacted: bool) {
        let Some(as_of) = self.open().map(|open| open.laid.desk.as_of()) else { return };
        let offered = format!("~/{}-{as_of}.pdf", what.name());
        self.ask(Prompt::new(Asked::PrintTo(what, redacted), &offered));
    }
}

/// What is shown, then the selected case's documents, then the lists of the caseload.
fn documents(open: &Workspace) -> Vec<What> {
    let own = Month::of(open.laid.desk.as_of());
    let case = open.selected().map(|selected| selected.subject.case);
    let month = if open.pane == Pane::Month { open.month.month } else { own };
    let of_checklist = if open.pane == Pane::Checklist { open.checklist.month } else { own };
    let of_case = case.into_iter().flat_map(|case| {
        [
            What::Checklist(case.clone(), of_checklist),
            What::CaseComments(case.clone()),
            What::Handover(Some(case.clone())),
            What::Review(case, of_checklist),
        ]
    });
    let lists = [
        What::Today,
        What::Cases,
        What::Action,
        What::Alerts,
        What::Month(month),
        What::Contacts(month, month),
        What::Unposted,
        What::Handover(None),
    ];
    let mut documents: Vec<What> = of_case.chain(lists).collect();
    if let Some(at) = documents.iter().position(|what| is_shown(what, open)) {
        let shown = documents.remove(at);
        documents.insert(0, shown);
    }
    documents
}

fn is_shown(what: &What, open: &Workspace) -> bool {
    match open.pane {
        Pane::Today => *what == What::Today,
        Pane::Cases => *what == What::Cases,
        Pane::Action => *what == What::Action,
        Pane::Alerts => *what == What::Alerts,
        Pane::Month if open.month.proof => matches!(what, What::Contacts(..)),
        Pane::Month => matches!(what, What::Month(_)),
        Pane::Checklist => matches!(what, What::Checklist(..)),
        Pane::Desk => matches!(what, What::Review(..)),
        Pane::Dictate | Pane::Case | Pane::Walk => matches!(what, What::CaseComments(_)),
    }
}
