//! What there is to see after extracts were read: what they no longer name, and the extracts themselves, each of which
//! may be taken back.

use ratatui::text::Line;

use super::Effects;
use crate::domain::change::Counts;
use crate::store::{Absent, ReadBefore, TakingBack};
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::import::Extract;
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::{Overlay, ReadPage};
use crate::tui::panes::Subject;
use crate::tui::panes::not_named::NotNamed;
use crate::tui::panes::taking_back::Told;
use crate::tui::workspace::Side;

impl Model {
    /// Lists what the newest extracts no longer name; the worker stands where the list was left.
    pub(super) fn show_not_named(&mut self, absent: Vec<Absent>) {
        if absent.is_empty() {
            return self.say("The newest extracts name everything that was known before.");
        }
        let Some(open) = self.open_mut() else { return };
        let mut list = NotNamed::of(absent, &open.laid);
        list.stand(&open.not_named_at);
        open.cover(Overlay::NotNamed(Box::new(list)));
    }

    /// Opens the folder of the case that is not named; the list comes back at its row.
    pub(super) fn open_not_named(&mut self) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        let Overlay::NotNamed(list) = std::mem::take(&mut open.overlay) else { return Vec::new() };
        open.not_named_at = list.listed.stands();
        let Some(subject) = list.listed.selected().map(Subject::of) else { return Vec::new() };
        open.pane = Pane::Case;
        open.side = Side::List;
        self.show_case(Some(subject))
    }

    /// Lists the extracts that were read.
    pub(super) fn show_extracts(&mut self, extracts: Vec<ReadBefore>) {
        if extracts.is_empty() {
            return self.say("No extract was read yet. I reads them.");
        }
        let Some(today) = self.open().map(|open| open.laid.today) else { return };
        self.cover(Overlay::Chooser(Chooser::read_before(extracts, today)));
    }

    /// Shows an extract and what taking it back would do. Where it cannot be taken back, the page says why.
    pub(super) fn show_extract(&mut self, read: Box<ReadBefore>, taking_back: &TakingBack) {
        let Some(today) = self.open().map(|open| open.laid.today) else { return };
        let told = Told { read: &read, taking_back, today, columns: self.page_columns(), theme: &self.theme };
        let lines: Vec<Line<'static>> = told.lines();
        let page = ReadPage::new(format!("Extract {}", read.extract.file), lines);
        let refused = taking_back.refused.is_some();
        self.cover(if refused { Overlay::Told(page) } else { Overlay::Extract(Extract { page, read }) });
    }

    /// Asks why the extract that is shown is taken back.
    pub(super) fn ask_why_taken_back(&mut self) {
        let Some(Overlay::Extract(extract)) = self.open().map(|open| &open.overlay) else { return };
        let read = extract.read.clone();
        if !self.refused_on_another_day() {
            self.ask(Prompt::new(Asked::TakeBack(read), ""));
        }
    }

    pub(super) fn taken_back(&mut self, read: &ReadBefore) {
        let Counts { new, changed, .. } = read.extract.counts;
        let file = &read.extract.file;
        self.say(format!("{file} is taken back: {new} new gone, {changed} changed as before."));
    }
}
