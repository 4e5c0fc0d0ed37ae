//! What there is to see after extracts were read: what they no longer name, and the extracts themselves, each of which
//! may be taken back.

use ratatui::text::Line;

use super::SideEffects;
use crate::domain::change::RowCounts;
use crate::store::{ImportUndoPreview, ImportedExtract, MissingFact};
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::import::ExtractPage;
use crate::tui::overlays::missing_facts::MissingFactsList;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::panes::Subject;
use crate::tui::panes::import_undo::ImportUndoPage;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::workspace::Side;

impl Model {
    /// Lists what the newest extracts no longer name; the worker stands where the list was left.
    pub(super) fn show_missing_facts(&mut self, absent: Vec<MissingFact>) {
        if absent.is_empty() {
            return self.show_message("The newest extracts name everything that was known before.");
        }
        let Some(open) = self.workspace_mut() else { return };
        let mut list = MissingFactsList::from_missing(absent, &open.snapshot);
        list.restore_selection(&open.missing_selection);
        open.open_overlay(Overlay::MissingFacts(Box::new(list)));
    }

    /// Opens the folder of the case that is not named; the list comes back at its row.
    pub(super) fn open_missing_case(&mut self) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        let Overlay::MissingFacts(list) = std::mem::take(&mut open.overlay) else { return Vec::new() };
        open.missing_selection = list.list.selection();
        let Some(subject) = list.list.selected_row().map(Subject::from_row) else { return Vec::new() };
        open.pane = Pane::Case;
        open.side = Side::List;
        self.show_case(Some(subject))
    }

    /// Lists the extracts that were read.
    pub(super) fn show_extracts(&mut self, extracts: Vec<ImportedExtract>) {
        if extracts.is_empty() {
            return self.show_message("No extract was read yet. I reads them.");
        }
        let Some(today) = self.workspace().map(|open| open.snapshot.today) else { return };
        self.open_overlay(Overlay::Chooser(Chooser::for_extracts(extracts, today)));
    }

    /// Shows an extract and what taking it back would do. Where it cannot be taken back, the page says why.
    pub(super) fn show_extract(&mut self, read: Box<ImportedExtract>, taking_back: &ImportUndoPreview) {
        let Some(today) = self.workspace().map(|open| open.snapshot.today) else { return };
        let told =
            ImportUndoPage { read: &read, undo: taking_back, today, columns: self.page_columns(), theme: &self.theme };
        let lines: Vec<Line<'static>> = told.page_lines();
        let page = TextPage::new(format!("Extract {}", read.extract.file), lines);
        let refused = taking_back.refusal.is_some();
        self.open_overlay(if refused {
            Overlay::ImportNote(page)
        } else {
            Overlay::Extract(ExtractPage { page, read })
        });
    }

    /// Asks why the extract that is shown is taken back.
    pub(super) fn ask_undo_reason(&mut self) {
        let Some(Overlay::Extract(extract)) = self.workspace().map(|open| &open.overlay) else { return };
        let read = extract.read.clone();
        if !self.refuse_on_another_day() {
            self.ask_question(Prompt::new(PromptQuestion::UndoImport(read), ""));
        }
    }

    pub(super) fn handle_import_undone(&mut self, read: &ImportedExtract) {
        let RowCounts { new, changed, .. } = read.extract.counts;
        let file = &read.extract.file;
        self.show_message(format!("{file} is taken back: {new} new gone, {changed} changed as before."));
    }
}
