//! Extracts read from inside the screen: chosen, previewed, read or stopped; rejected rows mended.

use std::path::PathBuf;
use std::time::Instant;

use ratatui::text::Line;

use super::Effects;
use crate::exchange::reading::Read;
use crate::tui::command::Import;
use crate::tui::jobs::{Folder, ImportAnswer, ImportJob, Job, Proposal, Rejected, Stop};
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::import::{Importing, Mending, Preview, Then};
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::{Overlay, ReadPage};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::unfinished::{self, Unfinished};
use crate::tui::words::counted;

impl Model {
    pub(super) fn import(&mut self, import: Import) -> Effects {
        match import {
            Import::Choose => self.choose_extracts(None),
            Import::Accept => self.accept_preview(),
            Import::Stop => self.stop_import(),
            Import::Rejected => ask(ImportJob::Rejected),
            Import::ReadAgain => self.read_again(),
            Import::NextCell | Import::PreviousCell => {
                let forward = import == Import::NextCell;
                self.mending_mut().into_iter().for_each(|mending| mending.step(forward));
                Vec::new()
            }
        }
    }

    /// Has the store look where files lie.
    pub(super) fn choose_extracts(&mut self, at: Option<String>) -> Effects {
        if self.refused_on_another_day() { Vec::new() } else { ask(ImportJob::LookAt(at)) }
    }

    /// Takes what the store answers about extracts.
    pub(super) fn imported(&mut self, answer: ImportAnswer, now: Instant) -> Effects {
        match answer {
            ImportAnswer::Folder(folder) => self.show_folder(&folder),
            ImportAnswer::File(file) => return self.preview(vec![file]),
            ImportAnswer::Progress(said) => {
                self.importing_mut().into_iter().for_each(|one| said.clone_into(&mut one.said));
            }
            ImportAnswer::Previewed(files, read, notes) => self.previewed(files, &read, notes),
            ImportAnswer::Proposed(proposal) => self.proposed(proposal),
            ImportAnswer::ReadIn(read) => self.was_read(&read),
            ImportAnswer::Rejected(rejected) => self.show_rejected(rejected),
            ImportAnswer::Mended(said) => {
                self.mended(&said);
                return self.catch_up(now);
            }
            ImportAnswer::NotMended(reason) => {
                if let Some(mending) = self.mending_mut() {
                    mending.reading = false;
                    mending.reason = reason;
                }
                return self.catch_up(now);
            }
        }
        Vec::new()
    }

    fn show_folder(&mut self, folder: &Folder) {
        self.cover(Overlay::Chooser(Chooser::folder(folder)));
    }

    /// Asks for a file or a folder by its path.
    pub(super) fn ask_for_extracts(&mut self, folder: &str) {
        self.ask(Prompt::new(Asked::ReadFrom, folder));
    }

    /// Has the store tell what files would bring. What is typed elsewhere is saved first: while files are read the
    /// store does nothing else.
    pub(super) fn preview(&mut self, files: Vec<PathBuf>) -> Effects {
        self.begin("Opening…", |stop| ImportJob::Preview(files, stop))
    }

    fn begin(&mut self, said: &str, job: impl FnOnce(Stop) -> ImportJob) -> Effects {
        let stop = Stop::default();
        let mut effects = self.save_draft();
        self.cover(Overlay::Importing(Importing { stop: stop.clone(), said: said.to_owned() }));
        effects.extend(ask(job(stop)));
        effects
    }

    fn previewed(&mut self, files: Vec<PathBuf>, read: &Read, notes: Vec<String>) {
        if read.stopped.is_some() {
            self.cover(Overlay::None);
            return self.say("Stopped. Nothing was changed.");
        }
        let reports = read.reports.iter().flat_map(|report| report.lines(true));
        let complaints = read.complaints.iter().map(|complaint| format!("Not read: {complaint}"));
        let lines: Vec<String> = complaints.chain(reports).chain(notes).collect();
        let news: u32 = read.reports.iter().map(|report| report.new + report.changed).sum();
        let (asked, then) = if read.reports.is_empty() {
            ("Nothing here can be read.".to_owned(), Then::Nothing)
        } else {
            (format!("{} new or changed. Enter reads it in.", counted(news as usize, "row")), Then::ReadIn(files))
        };
        self.show_preview("What the extracts would bring", &asked, &lines, then);
    }

    fn proposed(&mut self, proposal: Box<Proposal>) {
        let asked = if proposal.usable { "A layout is proposed. Enter keeps it and looks again." } else { "" };
        let lines = proposal.says.clone();
        let then = if proposal.usable { Then::KeepLayout(proposal) } else { Then::Nothing };
        self.show_preview("A file of unknown form", asked, &lines, then);
    }

    fn show_preview(&mut self, title: &str, asked: &str, lines: &[String], then: Then) {
        let page = self.page(title, asked, lines);
        self.cover(Overlay::Preview(Preview { page, then }));
    }

    fn page(&self, title: &str, asked: &str, lines: &[String]) -> ReadPage {
        let columns = usize::from(self.size.width).saturating_sub(8).min(120);
        let styled = |said: &str, role| {
            let wrapped = text::wrapped(&text::one_line(said), columns);
            wrapped.into_iter().map(|line| Line::styled(line, self.theme.style(role))).collect::<Vec<_>>()
        };
        let mut all = styled(asked, Role::Heading);
        all.extend(lines.iter().flat_map(|line| {
            let role = if line.starts_with(' ') { Role::Quiet } else { Role::Text };
            styled(line, role)
        }));
        ReadPage::new(title, all)
    }

    fn accept_preview(&mut self) -> Effects {
        let Some(Overlay::Preview(preview)) = self.open().map(|open| &open.overlay) else { return Vec::new() };
        match preview.then.clone() {
            Then::ReadIn(files) => self.begin("Reading…", |stop| ImportJob::ReadIn(files, stop)),
            Then::KeepLayout(proposal) => self.begin("Looking again…", |stop| ImportJob::KeepLayout(proposal, stop)),
            Then::Nothing => Vec::new(),
        }
    }

    fn stop_import(&mut self) -> Effects {
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        "Stopping…".clone_into(&mut importing.said);
        vec![Effect::StopImport(importing.stop.clone())]
    }

    fn was_read(&mut self, read: &Read) {
        let reports = read.reports.iter().flat_map(|report| report.lines(false));
        let complaints = read.complaints.iter().map(|complaint| format!("Not read: {complaint}"));
        let lines: Vec<String> = read.stopped_at().into_iter().chain(complaints).chain(reports).collect();
        let rejected: u32 = read.reports.iter().map(|report| report.rejected_rows).sum();
        let next = match rejected {
            0 => "Then C steps through what changed.".to_owned(),
            _ => format!(
                "Then C steps through what changed, and R mends {}.",
                counted(rejected as usize, "rejected row")
            ),
        };
        let page = self.page("Extracts read", &next, &lines);
        self.cover(Overlay::Page(page));
    }

    fn show_rejected(&mut self, rejected: Vec<Rejected>) {
        if rejected.is_empty() {
            return self.say("No rejected row waits to be mended.");
        }
        self.cover(Overlay::Chooser(Chooser::rejected(rejected)));
    }

    /// Opens a rejected row to be mended, as it was left.
    pub(super) fn open_mending(&mut self, rejected: Rejected) {
        let Some(open) = self.open_mut() else { return };
        let (of, at) = (rejected.extract.id, rejected.row.row);
        let mut mending = Mending::of(rejected);
        let same = |begun: &Unfinished| matches!(begun, Unfinished::Mending { extract, row, .. } if (*extract, *row) == (of, at));
        if let Some(Unfinished::Mending { cells, .. }) = unfinished::take(&mut open.unfinished, same) {
            mending.restore(&cells);
        }
        open.cover(Overlay::Mending(Box::new(mending)));
    }

    fn read_again(&mut self) -> Effects {
        let Some(mending) = self.mending_mut().filter(|mending| !mending.reading) else { return Vec::new() };
        mending.reading = true;
        ask(ImportJob::Mend(mending.rejected.clone(), mending.contents()))
    }

    fn mended(&mut self, said: &str) {
        self.cover(Overlay::None);
        self.say(format!("Mended. {said}"));
    }

    fn importing_mut(&mut self) -> Option<&mut Importing> {
        match &mut self.open_mut()?.overlay {
            Overlay::Importing(importing) => Some(importing),
            _ => None,
        }
    }

    pub(super) fn mending_mut(&mut self) -> Option<&mut Mending> {
        match &mut self.open_mut()?.overlay {
            Overlay::Mending(mending) => Some(mending),
            _ => None,
        }
    }

    /// After something went wrong no reading is waited for any more.
    pub(super) fn import_failed(&mut self, now: Instant) -> Effects {
        if self.importing_mut().is_some() {
            self.cover(Overlay::None);
        }
        let was_reading = self.mending_mut().is_some_and(|mending| std::mem::take(&mut mending.reading));
        if was_reading { self.catch_up(now) } else { Vec::new() }
    }
}

fn ask(job: ImportJob) -> Effects {
    vec![Effect::Store(Job::Import(job))]
}
