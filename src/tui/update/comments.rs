//! Filed comments: searched, amended, revealed, marked as posted.

use super::SideEffects;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::store::{FiledComment, SearchPage};
use crate::tui::command::{FolderSection, Pane};
use crate::tui::model::{LockState, Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::{Prompt, PromptQuestion};
use crate::tui::overlays::search::SearchOverlay;
use crate::tui::panes::folder::{self, FolderView};
use crate::tui::panes::{Subject, side_pane};
use crate::tui::store_thread::Job;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::workspace::Side;

impl Model {
    /// Opens the search over all comments.
    pub(super) fn open_comment_search(&mut self) -> SideEffects {
        let effects = self.save_drafts();
        self.open_overlay(Overlay::Search(SearchOverlay::default()));
        effects.into_iter().chain(self.send_search()).collect()
    }

    /// Has the store look for what is typed now.
    pub(super) fn send_search(&mut self) -> SideEffects {
        self.search_generation += 1;
        let generation = self.search_generation;
        let Some(Overlay::Search(searching)) = self.workspace_mut().map(|open| &mut open.overlay) else {
            return Vec::new();
        };
        searching.generation = generation;
        searching.is_answered = false;
        let text = searching.line.content().to_owned();
        vec![SideEffect::Store(Job::Search { text, generation })]
    }

    pub(super) fn show_search_results(&mut self, found: Result<SearchPage, String>, generation: u64) {
        if let Some(Overlay::Search(searching)) = self.workspace_mut().map(|open| &mut open.overlay) {
            searching.accept_results(found, generation);
        }
    }

    /// Opens the folder of a case at one of its comments.
    pub(super) fn open_comment(&mut self, case: CaseNumber, person: PersonNumber, comment: RowId) -> SideEffects {
        let mut effects = self.save_drafts();
        effects.extend(self.close_amendment());
        effects.extend(self.close_act_sheet());
        let Some(open) = self.workspace_mut() else { return effects };
        open.overlay = Overlay::None;
        open.pane = Pane::Case;
        open.side = Side::List;
        open.folder.show_section(FolderSection::Comments);
        open.folder.requested_comment = Some(comment);
        effects.extend(self.show_case(Some(Subject { case, person })));
        self.show_target_comment();
        effects
    }

    /// Brings the comment onto the screen that was sought, once its case is read.
    pub(super) fn show_target_comment(&mut self) {
        let size = self.size;
        let Self { stage: LockState::Open(open), keymap, theme, .. } = self else { return };
        let list = open.screen_areas(size).list;
        let Some((subject, read)) = open.subject.as_ref().zip(open.case_details.as_ref()) else { return };
        if read.subject.case == subject.case {
            open.folder.show_requested_comment(
                &FolderView { snapshot: &open.snapshot, details: Some(read), subject, keymap, theme },
                list,
            );
        }
    }

    /// The comment that is selected in the folder; says how to select one where none is.
    pub(super) fn selected_comment(&mut self) -> Option<FiledComment> {
        let open = self.workspace()?;
        let read = open.case_details.as_ref().zip(open.subject.as_ref());
        let read = read.filter(|(read, subject)| read.subject.case == subject.case).map(|(read, _)| read);
        let selected = read.and_then(|read| open.folder.selected_comment(read)).cloned();
        if selected.is_none() {
            self.show_message("m shows the case's comments; j and k select one.");
        }
        selected
    }

    pub(super) fn reveal_comment(&mut self) {
        let Some(filed) = self.selected_comment() else { return };
        if filed.comment.protected {
            self.ask_question(Prompt::new(PromptQuestion::Reveal(filed.comment.case, filed.comment.id), ""));
        } else {
            self.show_message("The comment is not protected; all of it is shown.");
        }
    }

    /// Shows a protected comment until its page is closed.
    pub(super) fn show_revealed_comment(&mut self, filed: &FiledComment) {
        let columns = self.page_columns();
        let Some(open) = self.workspace() else { return };
        let person = filed.comment.person;
        let subject = Subject { case: filed.comment.case.clone(), person };
        let title = format!("Revealed, and recorded   {}", side_pane::case_title(&open.snapshot, &subject));
        let lines = folder::comment_lines(filed, &open.snapshot, &self.theme, columns);
        self.open_overlay(Overlay::TextPage(TextPage::new(title, lines)));
    }
}
