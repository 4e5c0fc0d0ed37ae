//! Extracts read from inside the screen: chosen, previewed, read or stopped; rejected rows mended.

use std::time::Instant;

use ratatui::text::Line;

use super::Effects;
use crate::domain::dates::days_between;
use crate::exchange::reading::{Older, Read};
use crate::tui::command::Import;
use crate::tui::jobs::{Chosen, Folder, ImportAnswer, ImportJob, Job, Proposal, Rejected, Stop};
use crate::tui::model::{Effect, Model};
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::import::{Importing, Mending, Preview, Then};
use crate::tui::overlays::prompt::{Asked, Prompt};
use crate::tui::overlays::{Confirm, Overlay, ReadPage};
use crate::tui::panes::brought::Brought;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::unfinished::{self, Unfinished};
use crate::tui::words::counted;

const PREVIEWED: &str = "What the extracts would bring";

impl Model {
    pub(super) fn import(&mut self, import: Import) -> Effects {
        match import {
            Import::Choose => self.choose_extracts(None),
            Import::Accept => self.accept_preview(),
            Import::Older => self.tell_of_older(),
            Import::Stop => self.stop_import(),
            Import::Rejected => ask(ImportJob::Rejected),
            Import::NotNamed => ask(ImportJob::NotNamed),
            Import::ReadBefore => ask(ImportJob::ReadBefore),
            Import::TakeBack => {
                self.ask_why_taken_back();
                Vec::new()
            }
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
            ImportAnswer::File(file) => return self.preview(Chosen::only_newer(vec![file])),
            ImportAnswer::Progress(said) => {
                self.importing_mut().into_iter().for_each(|one| said.clone_into(&mut one.said));
            }
            ImportAnswer::Previewed(chosen, read, notes) => self.previewed(chosen, &read, &notes),
            ImportAnswer::Proposed(proposal) => self.proposed(proposal),
            ImportAnswer::ReadIn(read, notes) => self.was_read(&read, &notes),
            ImportAnswer::NotNamed(absent) => self.show_not_named(absent),
            ImportAnswer::ReadBefore(extracts) => self.show_extracts(extracts),
            ImportAnswer::TakingBack(read, taking_back) => self.show_extract(read, &taking_back),
            ImportAnswer::TakenBack(read) => self.taken_back(&read),
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
    pub(super) fn preview(&mut self, chosen: Chosen) -> Effects {
        self.begin("Opening…", |stop| ImportJob::Preview(chosen, stop))
    }

    pub(super) fn read_in(&mut self, chosen: Chosen) -> Effects {
        self.begin("Reading…", |stop| ImportJob::ReadIn(chosen, stop))
    }

    fn begin(&mut self, said: &str, job: impl FnOnce(Stop) -> ImportJob) -> Effects {
        let stop = Stop::default();
        let mut effects = self.save_draft();
        let job = job(stop.clone());
        let looks = !matches!(job, ImportJob::ReadIn(..));
        self.cover(Overlay::Importing(Importing { stop, said: said.to_owned(), looks }));
        effects.extend(ask(job));
        effects
    }

    fn previewed(&mut self, chosen: Chosen, read: &Read, notes: &[String]) {
        if read.stopped.is_some() {
            self.cover(Overlay::None);
            return self.say("Stopped. Nothing was changed.");
        }
        let (title, first, then) = what_then(chosen, read);
        let lines = self.brought(read, notes, true, &first);
        self.show_told(title, lines, then);
    }

    /// What extracts brought or would bring, in lines.
    fn brought(&self, read: &Read, notes: &[String], preview: bool, first: &str) -> Vec<Line<'static>> {
        let Some(today) = self.open().map(|open| open.laid.today) else { return Vec::new() };
        let columns = self.page_columns();
        Brought { read, notes, preview, today, columns, theme: &self.theme }.lines(first)
    }

    fn proposed(&mut self, proposal: Box<Proposal>) {
        let columns = self.page_columns();
        let styled = |said: &String, role| {
            let lines = text::hanging(said, columns).into_iter();
            lines.map(|line| Line::styled(line, self.theme.style(role))).collect::<Vec<_>>()
        };
        let first = "A layout is proposed. Enter keeps it and looks again.".to_owned();
        let mut lines = if proposal.usable { styled(&first, Role::Heading) } else { Vec::new() };
        lines.extend(proposal.says.iter().flat_map(|said| styled(said, Role::Text)));
        let usable = proposal.usable;
        let then = usable.then_some(Then::KeepLayout(proposal));
        self.show_told("A file of unknown form", lines, then);
    }

    /// Shows a page; where nothing follows from it, it is only read.
    fn show_told(&mut self, title: &str, lines: Vec<Line<'static>>, then: Option<Then>) {
        let page = ReadPage::new(title, lines);
        self.cover(match then {
            Some(then) => Overlay::Preview(Preview { page, then }),
            None => Overlay::Told(page),
        });
    }

    fn accept_preview(&mut self) -> Effects {
        let Some(Overlay::Preview(preview)) = self.open().map(|open| &open.overlay) else { return Vec::new() };
        let preview = preview.clone();
        match preview.then.clone() {
            Then::ReadIn(chosen) => self.read_in(chosen),
            Then::AskAboutOlder(chosen, question) => {
                self.cover(Overlay::Confirm(Confirm::ReadOlder { chosen, question, preview: Box::new(preview) }));
                Vec::new()
            }
            Then::KeepLayout(proposal) => self.begin("Looking again…", |stop| ImportJob::KeepLayout(proposal, stop)),
            Then::TellOfOlder(_) => Vec::new(),
        }
    }

    /// Has the store tell what reading older extracts nevertheless would do.
    fn tell_of_older(&mut self) -> Effects {
        let Some(Overlay::Preview(preview)) = self.open().map(|open| &open.overlay) else { return Vec::new() };
        let Then::TellOfOlder(files) = &preview.then else { return Vec::new() };
        self.preview(Chosen { files: files.clone(), older_too: true })
    }

    fn stop_import(&mut self) -> Effects {
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        "Stopping…".clone_into(&mut importing.said);
        vec![Effect::StopImport(importing.stop.clone())]
    }

    fn was_read(&mut self, read: &Read, notes: &[String]) {
        if read.stopped.is_some() && read.reports.is_empty() {
            self.cover(Overlay::None);
            return self.say("Stopped. Nothing was read.");
        }
        let rejected: u32 = read.reports.iter().map(|report| report.rejected_rows).sum();
        let first = match rejected {
            0 => "C steps through what changed.".to_owned(),
            _ => format!("C steps through what changed, R mends {}.", counted(rejected as usize, "rejected row")),
        };
        let lines = self.brought(read, notes, false, &first);
        self.cover(Overlay::Brought(ReadPage::new("Extracts read", lines)));
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

/// The title, the first line and what follows once it is told what files would bring.
fn what_then(chosen: Chosen, read: &Read) -> (&'static str, String, Option<Then>) {
    let news: u32 = read.reports.iter().map(|report| report.new + report.changed).sum();
    let news = counted(news as usize, "row");
    match read.older.first() {
        Some(oldest) if chosen.older_too => {
            let first = format!("{news} new or changed. Enter asks once more before it is read.");
            let then = Then::AskAboutOlder(chosen, older_question(oldest));
            ("An older extract, to be read nevertheless", first, Some(then))
        }
        Some(_) if read.reports.is_empty() && read.complaints.is_empty() => {
            let first = "Nothing is read. F tells what reading it nevertheless would do; it reads nothing yet.";
            ("An older extract", first.to_owned(), Some(Then::TellOfOlder(chosen.files)))
        }
        _ if read.reports.is_empty() => ("Not read", "Nothing here can be read.".to_owned(), None),
        Some(_) => {
            let first = format!("{news} new or changed. Enter reads in what is not older.");
            (PREVIEWED, first, Some(Then::ReadIn(chosen)))
        }
        None => (PREVIEWED, format!("{news} new or changed. Enter reads it in."), Some(Then::ReadIn(chosen))),
    }
}

/// What is asked before an older extract is read.
fn older_question(older: &Older) -> String {
    let apart = counted(usize::try_from(days_between(older.run, older.newest.run)).unwrap_or(0), "day");
    format!("It is {apart} older than what was read. Read it? y yes, any other key no.")
}

fn ask(job: ImportJob) -> Effects {
    vec![Effect::Store(Job::Import(job))]
}
