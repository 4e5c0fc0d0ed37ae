//! Filed comments: searched, amended, revealed, marked as posted.

use super::Effects;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::store::{FiledComment, Page};
use crate::tui::command::{Pane, Section};
use crate::tui::jobs::Job;
use crate::tui::model::{Effect, Model, Stage};
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::searching::Searching;
use crate::tui::overlays::{Overlay, ReadPage};
use crate::tui::panes::folder::{self, Held};
use crate::tui::panes::{Subject, beside};
use crate::tui::workspace::Side;

impl Model {
    /// Opens the search over all comments.
    pub(super) fn search_comments(&mut self) -> Effects {
        let effects = self.save_draft();
        self.cover(Overlay::Searching(Searching::default()));
        effects.into_iter().chain(self.ask_anew()).collect()
    }

    /// Has the store look for what is typed now.
    pub(super) fn ask_anew(&mut self) -> Effects {
        self.searches += 1;
        let generation = self.searches;
        let Some(Overlay::Searching(searching)) = self.open_mut().map(|open| &mut open.overlay) else {
            return Vec::new();
        };
        searching.generation = generation;
        searching.answered = false;
        let text = searching.line.content().to_owned();
        vec![Effect::Store(Job::Search { text, generation })]
    }

    pub(super) fn found(&mut self, found: Result<Page, String>, generation: u64) {
        if let Some(Overlay::Searching(searching)) = self.open_mut().map(|open| &mut open.overlay) {
            searching.take(found, generation);
        }
    }

    /// Opens the folder of a case at one of its comments.
    pub(super) fn open_comment(&mut self, case: CaseNumber, person: PersonNumber, comment: RowId) -> Effects {
        let mut effects = self.save_draft();
        effects.extend(self.put_amendment_away());
        effects.extend(self.put_sheet_away());
        let Some(open) = self.open_mut() else { return effects };
        open.overlay = Overlay::None;
        open.pane = Pane::Case;
        open.side = Side::List;
        open.folder.show(Section::Comments);
        open.folder.sought = Some(comment);
        effects.extend(self.show_case(Some(Subject { case, person })));
        self.show_sought();
        effects
    }

    /// Brings the comment onto the screen that was sought, once its case is read.
    pub(super) fn show_sought(&mut self) {
        let size = self.size;
        let Self { stage: Stage::Open(open), keymap, theme, .. } = self else { return };
        let list = open.parts(size).list;
        let Some((subject, read)) = open.subject.as_ref().zip(open.read.as_ref()) else { return };
        if read.subject.case == subject.case {
            open.folder.show_sought(&Held { laid: &open.laid, read: Some(read), subject, keymap, theme }, list);
        }
    }

    /// The comment that is selected in the folder; says how to select one where none is.
    pub(super) fn selected_comment(&mut self) -> Option<FiledComment> {
        let open = self.open()?;
        let read = open.read.as_ref().zip(open.subject.as_ref());
        let read = read.filter(|(read, subject)| read.subject.case == subject.case).map(|(read, _)| read);
        let selected = read.and_then(|read| open.folder.selected_comment(read)).cloned();
        if selected.is_none() {
            self.say("m shows the case's comments; j and k select one.");
        }
        selected
    }

    pub(super) fn reveal(&mut self) {
        let Some(filed) = self.selected_comment() else { return };
        if filed.comment.protected {
            self.ask(Prompt::new(Asked::Reveal(filed.comment.case, filed.comment.id), ""));
        } else {
            self.say("The comment is not protected; all of it is shown.");
        }
    }

    /// Shows a protected comment until its page is closed.
    pub(super) fn revealed(&mut self, filed: &FiledComment) {
        let columns = self.page_columns();
        let Some(open) = self.open() else { return };
        let person = filed.comment.person;
        let subject = Subject { case: filed.comment.case.clone(), person };
        let title = format!("Revealed, and recorded   {}", beside::title(&open.laid, &subject));
        let lines = folder::in_full(filed, &open.laid, &self.theme, columns);
        self.cover(Overlay::Page(ReadPage::new(title, lines)));
    }
}
