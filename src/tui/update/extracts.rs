//! Views after an import: the facts that the newest extracts no longer name, and the imported extracts, whose imports
//! can be undone.

use super::navigation;
use crate::domain::change::RowCounts;
use crate::domain::count_with_noun;
use crate::store::{ImportUndoPreview, ImportedExtract, MissingFact};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::import::ExtractPage;
use crate::tui::overlays::missing_facts::MissingFactsList;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::panes::import_undo::ImportUndoPage;
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;
use crate::tui::widgets::read_page::TextPage;

/// Lists the missing facts, at the row where the list was left.
pub(super) fn show_missing_facts(workspace: &mut Workspace, missing: Vec<MissingFact>) {
    if missing.is_empty() {
        return workspace.show_message("Nothing is missing from the newest extracts.");
    }
    let mut list = MissingFactsList::from_missing(missing, &workspace.snapshot);
    list.restore_selection(&workspace.missing_selection);
    workspace.open_overlay(Overlay::MissingFacts(Box::new(list)));
}

/// Opens the folder of the case of the missing fact. Going back shows the list at the same row.
pub(super) fn open_missing_case(workspace: &mut Workspace) -> SideEffects {
    let Overlay::MissingFacts(list) = std::mem::take(&mut workspace.overlay) else { return Vec::new() };
    workspace.missing_selection = list.list.selection();
    let Some(subject) = list.list.selected_row().map(Subject::from_row) else { return Vec::new() };
    navigation::show_folder(workspace, subject)
}

/// Lists the extracts that were read.
pub(super) fn show_extracts(workspace: &mut Workspace, extracts: Vec<ImportedExtract>) {
    if extracts.is_empty() {
        return workspace.show_message("No extracts have been imported yet. Press I to import.");
    }
    let chooser = Chooser::for_extracts(extracts, workspace.snapshot.today);
    workspace.open_overlay(Overlay::Chooser(chooser));
}

/// Shows an extract and what undoing its import would do. If it cannot be undone, the page says why.
pub(super) fn show_extract(
    workspace: &mut Workspace,
    screen: &ScreenContext<'_>,
    read: Box<ImportedExtract>,
    undo: &ImportUndoPreview,
) {
    let (today, columns, theme) = (workspace.snapshot.today, screen.page_columns(), screen.theme);
    let lines = ImportUndoPage { read: &read, undo, today, columns, theme }.page_lines();
    let page = TextPage::new(format!("Extract {}", read.extract.file), lines);
    workspace.open_overlay(if undo.refusal.is_some() {
        Overlay::ImportNote(page)
    } else {
        Overlay::Extract(ExtractPage { page, read })
    });
}

/// Asks why the import of the extract that is shown is undone.
pub(super) fn ask_undo_reason(workspace: &mut Workspace) {
    let Overlay::Extract(extract) = &workspace.overlay else { return };
    let question = PromptQuestion::UndoImport(extract.read.clone());
    if !workspace.refuse_on_another_day() {
        workspace.ask_question(Prompt::new(question, ""));
    }
}

pub(super) fn handle_undone(workspace: &mut Workspace, read: &ImportedExtract) {
    let RowCounts { new, changed, .. } = read.extract.counts;
    let file = &read.extract.file;
    workspace.show_message(format!(
        "The import of {file} is undone: {} removed, {} restored.",
        count_with_noun(new, "new fact"),
        count_with_noun(changed, "changed fact")
    ));
}
